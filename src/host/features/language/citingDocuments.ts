import { Position, Range, window, workspace } from 'vscode';
import type { TextDocument, Uri } from 'vscode';
import type { KeyOccurrence } from '../../../core/citing/keyOccurrences';
import { keyOccurrences, languageOfFile } from '../../../core/citing/keyOccurrences';
import { Pace } from '../../../core/pace';
import { pause } from '../../adapters/pause';

export const citingLanguages = ['markdown', 'quarto', 'rmarkdown', 'rmd', 'mdx', 'myst', 'latex', 'tex', 'latex-expl3', 'rsweave', 'doctex', 'typst', 'typ'];

interface Reading {
	readonly version: number;
	readonly languageId: string;
	readonly keys: readonly KeyOccurrence[];
}

const readings = new WeakMap<TextDocument, Reading>();

/** The keys of a document, read once for each of its versions. */
export function keysOfDocument(document: TextDocument): readonly KeyOccurrence[] {
	const known = readings.get(document);
	if (known?.version === document.version && known.languageId === document.languageId) {
		return known.keys;
	}
	const keys = keyOccurrences(document.getText(), document.languageId);
	readings.set(document, { version: document.version, languageId: document.languageId, keys });
	return keys;
}

/**
 * The keys of a document as they were read last, which may be a few key presses ago in a long one: for what must be instant and need not be exact.
 */
export function latestKeysOfDocument(document: TextDocument): readonly KeyOccurrence[] {
	const known = readings.get(document);
	return known !== undefined && document.lineCount > longDocument ? known.keys : keysOfDocument(document);
}

/** In lines. Documents that are shorter read in a millisecond or two. */
const longDocument = 1000;

/** The key at a position, with the position behind its last letter counting as in it. */
export function keyAt(document: TextDocument, position: Position): KeyOccurrence | undefined {
	const offset = document.offsetAt(position);
	return keysOfDocument(document).find(({ start, end }) => start <= offset && offset <= end);
}

export function rangeOfKey(document: TextDocument, { start, end }: KeyOccurrence): Range {
	return new Range(document.positionAt(start), document.positionAt(end));
}

export interface PlacedKey {
	readonly uri: Uri;
	readonly range: Range;
}

/**
 * Where keys that `wanted` accepts stand in the files of the workspace and the documents in sight. What an editor holds unsaved counts before the disk, and the disk
 * before everything else: a document that nobody looks at may be older than its file, and an edit made for it would hit the wrong place.
 */
export async function findKeys(texts: readonly string[], wanted: (key: string) => boolean, cancelled: () => boolean): Promise<readonly PlacedKey[]> {
	const files = await workspace.findFiles('**/*.{md,markdown,qmd,Rmd,rmd,mdx,tex,ltx,Rnw,typ}', '**/node_modules/**');
	const onDisk = new Set(files.map(uri => uri.toString()));
	const open = workspace.textDocuments.filter(document => !document.isClosed && citingLanguages.includes(document.languageId));
	const inSight = new Set(window.visibleTextEditors.map(editor => editor.document));
	const live = open.filter(document => document.isDirty || (!onDisk.has(document.uri.toString()) && inSight.has(document)));
	const known = new Set(live.map(document => document.uri.toString()));
	const placed = live.flatMap(document => placedKeys(document, wanted));
	const pace = new Pace(pause);
	const sought = texts.map(text => text.toLowerCase());
	for (const uri of files) {
		if (cancelled()) {
			return [];
		}
		if (!known.has(uri.toString())) {
			placed.push(...(await keysOfFile(uri, sought, wanted)));
		}
		await pace.rest();
	}
	return placed;
}

async function keysOfFile(uri: Uri, sought: readonly string[], wanted: (key: string) => boolean): Promise<readonly PlacedKey[]> {
	const text = new TextDecoder().decode(await workspace.fs.readFile(uri));
	const folded = text.toLowerCase();
	if (!sought.some(word => folded.includes(word))) {
		return [];
	}
	const found = keyOccurrences(text, languageOfFile(uri.path)).filter(({ key }) => wanted(key));
	return found.map(({ start, end }) => ({ uri, range: new Range(positionIn(text, start), positionIn(text, end)) }));
}

/** Lines as VS Code counts them: CRLF, LF and CR end one. */
function positionIn(text: string, offset: number): Position {
	const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
	return new Position(lines.length - 1, lines.at(-1)?.length ?? 0);
}

function placedKeys(document: TextDocument, wanted: (key: string) => boolean): PlacedKey[] {
	const uri = document.uri;
	return keysOfDocument(document).filter(({ key }) => wanted(key)).map(occurrence => ({ uri, range: rangeOfKey(document, occurrence) }));
}
