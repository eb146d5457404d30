import { documentBibliographies } from '../citing/documentBibliographies';
import { isCitingFile, languageOfFile } from '../citing/languages';
import type { ProgramFiles } from '../files/disk';
import type { FileStore } from '../files/ports';
import { decode } from '../ingest/decode';
import type { Papers } from '../library/papers';
import { citedPapers } from '../references/citedPapers';
import type { CitingDocument } from '../references/entriesToKeep';
import { citingDocument, entriesToKeep } from '../references/entriesToKeep';
import { isReferencesFile, updateReferences } from '../references/referencesFile';
import { differenceOf } from '../text/edits';
import { fileNamedBy } from './namedFiles';
import { createTextFile, editTextFile } from './textFileOnDisk';
import type { Obstacle } from './workplace';

/** What became of a references file. */
export interface KeptReferences {
	readonly kind: 'kept';
	readonly file: string;
	readonly isNew: boolean;
	readonly added: number;
	readonly changed: number;
	readonly removed: number;
	/** Keys that no paper has. */
	readonly unknown: readonly string[];
	/** Documents and folders that can't be read: while there are some, nothing is removed. */
	readonly unread: readonly string[];
}

export interface KeepOptions {
	readonly disk: ProgramFiles;
	readonly files: FileStore;
	/** The workspace, whose documents may cite from the same file. */
	readonly root: string;
	readonly papers: Papers;
}

/**
 * Brings the references file of a document in sync with what is cited: the first `.bib` or `.json` that it names, else `references.bib`
 * beside it.
 * An entry of ours that no document of the workspace cites goes, unless a document can't be read, or the file is outside the workspace.
 */
export async function keepReferences(document: string, options: KeepOptions): Promise<KeptReferences | Obstacle> {
	const { disk, root, papers } = options;
	const own = await read(document, options);
	if (own === undefined) {
		return { kind: 'problem', message: `Couldn't read ${document}.` };
	}
	const target = own.target ?? disk.resolve(disk.folderOf(document), 'references.bib');
	// Hidden folders too: what a document there cites is cited.
	const below = await disk.everythingBelow(root);
	const paths = new Set([...below.files, document].filter(isCitingFile).map(path => disk.resolve('.', path)));
	const documents: CitingDocument[] = [];
	const unread = [...below.unread];
	for (const path of paths) {
		const citing = await read(path, options);
		if (citing === undefined) {
			unread.push(path);
		} else {
			documents.push(citing);
		}
	}
	// Of a file outside the workspace nobody knows who else cites from it.
	const isInside = (await disk.within(root, target)) !== undefined;
	const { wanted, cited, remove } = entriesToKeep(target, own.keys, documents, isInside && unread.length === 0);
	const { found, unknown } = await citedPapers(papers, target, wanted);
	return write(target, { cited, papers: found, remove }, { unknown, unread }, options);
}

async function write(
	target: string,
	wanted: Parameters<typeof updateReferences>[2],
	{ unknown, unread }: Pick<KeptReferences, 'unknown' | 'unread'>,
	options: KeepOptions,
): Promise<KeptReferences | Obstacle> {
	const { disk, files } = options;
	const untouched = { kind: 'kept', file: target, isNew: false, added: 0, changed: 0, removed: 0, unknown, unread } as const;
	const isThere = (await disk.read(target)).kind === 'bytes';
	if (!isThere) {
		const update = updateReferences('', target, wanted);
		if (update.kind === 'unreadable' || update.text === '') {
			return untouched;
		}
		const created = await createTextFile(files, target, target, update.text);
		return created.kind === 'problem' ? created : { ...untouched, isNew: true, added: update.added };
	}
	let kept: KeptReferences = untouched;
	const outcome = await editTextFile(options, target, target, text => {
		const update = updateReferences(text, target, wanted);
		if (update.kind === 'unreadable') {
			return { kind: 'problem', message: `${target}, line ${update.line}: ${update.message} The file wasn’t changed.` };
		}
		kept = { ...untouched, added: update.added, changed: update.changed, removed: update.removed };
		return { kind: 'edits', edits: update.text === text ? [] : [differenceOf(text, update.text)] };
	});
	return outcome.kind === 'problem' ? outcome : kept;
}

/** `undefined` where it can't be read. */
async function read(path: string, { disk, root }: KeepOptions): Promise<CitingDocument | undefined> {
	const reading = await disk.read(path);
	if (reading.kind === 'unreadable') {
		return undefined;
	}
	const { text } = decode(reading.bytes);
	const languageId = languageOfFile(path);
	const named = documentBibliographies(text, languageId).find(isReferencesFile);
	const target = named === undefined ? undefined : await placeOf(named, path, disk, root);
	return citingDocument(target, text, languageId);
}

/** A file that is nowhere will be beside the document. */
async function placeOf(name: string, document: string, disk: ProgramFiles, root: string): Promise<string> {
	const isThere = async (file: string) => (await disk.read(file)).kind === 'bytes';
	return (await fileNamedBy(document, name, { disk, root, isThere })) ?? disk.resolve(disk.folderOf(document), name);
}
