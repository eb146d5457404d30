import { Uri } from 'vscode';

/** Addresses of papers where VS Code knows only those of files: `marginalia-paper:/key`. */
export const paperScheme = 'marginalia-paper';

/** An address that opens a paper in the reader, for places where VS Code opens nothing but documents. */
export function paperUri(key: string): Uri {
	return Uri.from({ scheme: paperScheme, path: `/${key}` });
}
