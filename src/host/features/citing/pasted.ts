import { Uri, commands, window } from 'vscode';
import type { DataTransfer } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import { citableKind, isBibliographyFile } from '../../../core/citing/citable';
import { keyOfIdentifier } from '../../../core/citing/manubot';
import { isObject, stringsOf } from '../../../core/data/json';
import type { Problem } from '../../../core/ingest/format';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import { present } from '../../../core/paper/paper';
import type { IncomingPaper } from '../../../core/paper/paper';
import { decodeBytes } from '../../files/decodeBytes';
import { tell } from '../../ui/commands';
import { readBytes } from '../../files/bytesOf';
import { decodedAddress } from '../../../core/text/addressPart';

/** What a paste or a drop brings that can be cited: the text of records, or an identifier. */
export interface Pasted {
	readonly text: string;
	readonly fileName?: string;
	/** What is wrong with the bytes of a file. */
	readonly damage?: readonly Problem[];
}

/** `undefined` where there is nothing to cite. Files are read when the answer is called. */
export async function pastedIn(transfer: DataTransfer): Promise<(() => Promise<Pasted>) | undefined> {
	const list = (await transfer.get('text/uri-list')?.asString()) ?? '';
	const uris = list.split(/\r?\n/).filter(line => line !== '' && !line.startsWith('#'));
	const [first] = uris;
	if (first !== undefined && uris.length === 1 && isBibliographyFile(first)) {
		const uri = Uri.parse(first);
		return async () => ({ ...(await textOf(await readBytes(uri))), fileName: nameOf(first) });
	}
	for (const [, item] of transfer) {
		const file = item.asFile();
		if (file !== undefined && isBibliographyFile(file.name)) {
			return async () => ({ ...(await textOf(await file.data())), fileName: file.name });
		}
	}
	const text = (await transfer.get('text/plain')?.asString()) ?? (uris.length === 1 ? first : undefined) ?? '';
	return citableKind(text) === undefined ? undefined : () => Promise.resolve({ text: text.trim() });
}

async function textOf(bytes: Uint8Array): Promise<Pasted> {
	const { text, problems } = await decodeBytes(bytes);
	return { text, damage: problems };
}

function nameOf(address: string): string {
	return decodedAddress(address.split('/').pop() ?? '');
}

/** Brings what was pasted into the library, where it is not there, and answers with the keys to cite it by. */
export async function ingestPasted(library: RecordedLibrary, pasted: Pasted): Promise<readonly string[]> {
	const papers = await papersOf(pasted);
	const keys = await library.keysFor(papers);
	if (keys.every(key => library.head(key) !== undefined)) {
		return keys;
	}
	if (isIdentifier(pasted) && (await commands.getCommands(true)).includes('marginalia.addPaper')) {
		// A service tells more than the identifier itself.
		const added = keysIn(await commands.executeCommand('marginalia.addPaper', pasted.text));
		if (added.length > 0) {
			return added;
		}
	}
	const { refused } = await library.step(localizeCount(papers.length, 'Import of Pasted Paper', 'Import of {0} Pasted Papers'), editor =>
		editor.add(papers),
	);
	const [first] = pasted.damage ?? [];
	if (first !== undefined) {
		tell(window.showWarningMessage, localize('{0}, line {1}: {2}', pasted.fileName ?? localize('Pasted text'), first.line, first.message));
	}
	// Of what was not saved there is no paper that a key would find.
	return refused.length === 0 ? keys : keys.filter(key => library.head(key) !== undefined);
}

/**
 * The keys that {@link ingestPasted} would answer with, nothing ingested yet; for an identifier that the library does not have one that
 * names its work, `doi:10.7554/eLife.32822`, since only a service can tell more. `undefined` where nobody would cite so many works.
 */
export async function foreseenKeys(library: RecordedLibrary, pasted: Pasted): Promise<readonly string[] | undefined> {
	const papers = pasted.text.length > longestText ? [] : await papersOf(pasted);
	if (papers.length === 0 || papers.length > mostCited) {
		return undefined;
	}
	const keys = await library.keysFor(papers);
	const naming = isIdentifier(pasted) && keys.some(key => library.head(key) === undefined) ? keyOfIdentifier(pasted.text) : undefined;
	return naming === undefined ? keys : [naming];
}

/** In UTF-16 code units. */
const longestText = 1_000_000;

const mostCited = 50;

function isIdentifier({ text }: Pasted): boolean {
	return citableKind(text) === 'identifier';
}

async function papersOf({ text, fileName }: Pasted): Promise<readonly IncomingPaper[]> {
	const { ingest } = await import('../../../core/ingest/ingest');
	return ingest(text, present('fileName', fileName)).papers;
}

/** What `Add Paper` reports, read with care: another extension may have the command. */
function keysIn(report: unknown): readonly string[] {
	return isObject(report) ? [...stringsOf(report['added']), ...stringsOf(report['merged'])] : [];
}
