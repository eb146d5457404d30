import type { RefreshedNotes } from '../../core/tools/refreshNotes';
import { refreshNotes } from '../../core/tools/refreshNotes';
import type { CommandHost, FileProblem } from '../host';
import { UsageError } from '../host';
import type { SessionRequest } from '../session';
import { openSession } from '../session';

export interface NotesRequest extends Omit<SessionRequest, 'needsLibrary'> {
	readonly kind: 'create' | 'refresh';
	readonly keys: readonly string[] | 'all';
}

export interface WrittenNotes {
	/** Paths from the workspace. */
	readonly written: readonly string[];
	/** How many were there already, or are up to date. */
	readonly unchanged: number;
	readonly kept: RefreshedNotes['kept'];
	readonly problems: readonly FileProblem[];
}

/** Creates the notes of papers that have none, or refreshes those that there are. */
export async function writeNotes({ kind, keys, ...request }: NotesRequest, host: CommandHost): Promise<WrittenNotes> {
	if (keys !== 'all' && keys.length === 0) {
		throw new UsageError('Name the papers by their citation keys, or give --all.');
	}
	const { place, library, root } = await openSession({ ...request, needsLibrary: true }, host);
	const unknown = keys === 'all' ? [] : keys.filter(key => place.papers.head(key) === undefined);
	const [first] = unknown;
	if (first !== undefined) {
		throw new UsageError(`No paper in the library has the citation key “${first}”. Nothing was written.`);
	}
	const papers = keys === 'all' ? await library.papers(library.heads().map(({ id }) => id)) : await place.papers.papers(keys);
	if (kind === 'refresh') {
		const { refreshed, upToDate, kept, problems } = await refreshNotes(papers, place.notes, place.documents, host.clock.now());
		return {
			written: refreshed,
			unchanged: upToDate,
			kept,
			problems: problems.map(({ path, line, message }) => ({ file: path, line, message })),
		};
	}
	const made = await place.notes.ensureAll(papers);
	const notes = made.flatMap(note => (note.kind === 'note' ? [note] : []));
	return {
		written: notes.filter(({ isNew }) => isNew).map(({ path }) => path),
		unchanged: notes.filter(({ isNew }) => !isNew).length,
		kept: [],
		problems: made.flatMap(note => (note.kind === 'problem' ? [{ file: root, line: 1, message: note.message }] : [])),
	};
}
