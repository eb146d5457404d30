import { workspace } from 'vscode';
import type { Uri } from 'vscode';
import type { Papers } from '../../../core/library/papers';
import type { Paper } from '../../../core/paper/paper';
import { attachedPdfs } from '../../../core/pdf/pdfLinks';
import { decodedAddress } from '../../../core/text/addressPart';
import { withEndSlash } from '../../../core/text/paths';
import { Pace } from '../../../core/work/pace';
import { pause } from '../../ui/pause';

/** How many papers are read at a time. */
const slice = 200;

/** The paper that a PDF is attached to: by its path within a folder of the workspace, or by its whole address. */
export async function paperOfPdf(papers: Papers, uri: Uri): Promise<Paper | undefined> {
	const addresses = new Set([
		uri.toString(),
		decodedAddress(uri.toString()),
		...(workspace.workspaceFolders ?? []).flatMap(folder => {
			const root = withEndSlash(folder.uri.path);
			return uri.scheme === folder.uri.scheme && uri.authority === folder.uri.authority && uri.path.startsWith(root)
				? [uri.path.slice(root.length)]
				: [];
		}),
	]);
	const keys = papers.heads().flatMap(head => (head.linked === undefined ? [head.key] : []));
	const pace = new Pace(pause);
	for (let at = 0; at < keys.length; at += slice) {
		const found = (await papers.papers(keys.slice(at, at + slice))).find(paper =>
			attachedPdfs(paper).some(address => addresses.has(address) || addresses.has(decodedAddress(address))),
		);
		if (found !== undefined) {
			return found;
		}
		await pace.rest();
	}
	return undefined;
}
