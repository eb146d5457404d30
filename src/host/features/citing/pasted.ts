import { Uri, commands, workspace } from 'vscode';
import type { DataTransfer } from 'vscode';
import { citableKind, isBibliographyFile } from '../../../core/citing/citable';
import { isObject, stringsOf } from '../../../core/json';
import { decode } from '../../../core/ingest/decode';
import { isSamePaper } from '../../../core/library/identity';
import type { Library } from '../../../core/library/library';
import type { IncomingPaper } from '../../../core/paper';

/** What a paste or a drop brings that can be cited: the text of records, or an identifier. */
export interface Pasted {
	readonly text: string;
	readonly fileName?: string;
}

/** `undefined` where there is nothing to cite. Files are read only once the user has chosen to cite them. */
export async function pastedIn(transfer: DataTransfer): Promise<(() => Promise<Pasted>) | undefined> {
	const list = (await transfer.get('text/uri-list')?.asString()) ?? '';
	const uris = list.split(/\r?\n/).filter(line => line !== '' && !line.startsWith('#'));
	const [first] = uris;
	if (first !== undefined && uris.length === 1 && isBibliographyFile(first)) {
		const uri = Uri.parse(first);
		return async () => ({ text: decode(await workspace.fs.readFile(uri)).text, fileName: nameOf(first) });
	}
	for (const [, item] of transfer) {
		const file = item.asFile();
		if (file !== undefined && isBibliographyFile(file.name)) {
			return async () => ({ text: decode(await file.data()).text, fileName: file.name });
		}
	}
	const text = (await transfer.get('text/plain')?.asString()) ?? (uris.length === 1 ? first : undefined) ?? '';
	return citableKind(text) === undefined ? undefined : () => Promise.resolve({ text: text.trim() });
}

function nameOf(address: string): string {
	return decodeURIComponent(address.split('/').pop() ?? '');
}

/** Brings what was pasted into the library, where it is not there, and answers with the keys to cite it by. */
export async function ingestPasted(library: Library, { text, ...name }: Pasted): Promise<readonly string[]> {
	const { ingest } = await import('../../../core/ingest/ingest');
	const { papers } = ingest(text, name);
	const known = await Promise.all(papers.map(paper => keyOf(library, paper)));
	if (known.every(key => key !== undefined)) {
		return known;
	}
	if (citableKind(text) === 'identifier' && (await commands.getCommands(true)).includes('marginalia.addPaper')) {
		// A service tells more than the identifier itself.
		const added = keysIn(await commands.executeCommand('marginalia.addPaper', text));
		if (added.length > 0) {
			return added;
		}
	}
	await library.add(papers);
	return (await Promise.all(papers.map(paper => keyOf(library, paper)))).filter(key => key !== undefined);
}

/** The key of a paper that the library has, if it does. */
async function keyOf(library: Library, paper: IncomingPaper): Promise<string | undefined> {
	const named = paper['citation-key'] === undefined ? undefined : await library.paper(paper['citation-key']);
	if (named !== undefined && isSamePaper(named, paper)) {
		return named['citation-key'];
	}
	const { doi, arxiv } = paper.identifiers ?? {};
	const byIdentifier = doi === undefined && arxiv === undefined ? undefined : (await library.papers()).find(other => (doi !== undefined && other.identifiers?.doi === doi) || (arxiv !== undefined && other.identifiers?.arxiv === arxiv));
	const heads = byIdentifier === undefined ? await library.search(paper.title, { limit: 10 }) : [];
	const same = byIdentifier ?? (await library.papers(heads.map(head => head.key))).find(other => isSamePaper(other, paper));
	return same?.['citation-key'];
}

/** What `Add Paper` reports, read with care: another extension may have the command. */
function keysIn(report: unknown): readonly string[] {
	return isObject(report) ? [...stringsOf(report['added']), ...stringsOf(report['merged'])] : [];
}
