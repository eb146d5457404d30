import { Uri, workspace } from 'vscode';
import { attachedPdf, isPdf, pdfHeadLength } from '../../core/text/addresses';
import { isThere } from '../files/filePresence';
import { firstBytes } from '../files/firstBytes';
import { mayReach } from '../settings/trust';

/** Why an attached file can't be opened. */
export type Hindrance = 'missing' | 'outside' | 'notPdf' | 'refused';

/** The first of some attached files that may be opened; else what is wrong with the first. */
export async function lookAtAttached(attached: readonly string[]): Promise<Uri | Hindrance> {
	const found = await Promise.all(attached.map(lookAt));
	return found.find(result => result instanceof Uri) ?? found[0] ?? 'missing';
}

async function lookAt(address: string): Promise<Uri | Hindrance> {
	const roots = (workspace.workspaceFolders ?? []).map(({ uri }) => uri);
	const pdf = attachedPdf(address, roots);
	if (pdf === undefined) {
		return 'refused';
	}
	const results = await Promise.all(
		(pdf.kind === 'absolute' ? [Uri.parse(pdf.address, true)] : roots.map(root => Uri.joinPath(root, pdf.path))).map(lookAtFile),
	);
	return results.find(result => result instanceof Uri) ?? results.find(result => result !== 'missing') ?? 'missing';
}

/** The file, if it may be read and is a PDF by its first bytes; its name is not looked at. */
export async function lookAtFile(uri: Uri): Promise<Uri | Hindrance> {
	if (!(await mayReach(uri))) {
		return 'outside';
	}
	if (!(await isThere(uri))) {
		return 'missing';
	}
	const head = await firstBytes(uri, pdfHeadLength).catch(() => new Uint8Array());
	return isPdf(head) ? uri : 'notPdf';
}

/** A path within the workspace goes with the library to other computers; another file has its full address. */
export function addressOf(uri: Uri): string {
	const folder = workspace.getWorkspaceFolder(uri);
	return folder === undefined || folder.index !== 0 ? uri.toString() : uri.path.slice(folder.uri.path.length).replace(/^\/+/, '');
}
