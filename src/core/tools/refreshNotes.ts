import { isNoteOf, refreshRendered } from '../notes/refresh';
import { renderTemplate } from '../notes/template';
import type { Paper } from '../paper/paper';
import type { DocumentsOnDisk } from './documentsOnDisk';
import type { NotesOnDisk } from './notesOnDisk';
import { largestNote } from '../notes/noteSize';

export interface RefreshedNotes {
	/** Paths of notes that were changed. */
	readonly refreshed: readonly string[];
	readonly upToDate: number;
	/** What the user wrote into a managed part, which stays. Lines are one-based. */
	readonly kept: readonly { readonly path: string; readonly line: number; readonly name: string }[];
	/** Notes that were left alone, and why. */
	readonly problems: readonly { readonly path: string; readonly line: number; readonly message: string }[];
}

/**
 * Brings the notes of papers up to date with them. What the user edited stays, since nobody is there to be asked. Papers without a note
 * are passed over.
 */
export async function refreshNotes(
	papers: readonly Paper[],
	notes: NotesOnDisk,
	documents: DocumentsOnDisk,
	now: Date,
): Promise<RefreshedNotes> {
	const refreshed: string[] = [];
	const kept: RefreshedNotes['kept'][number][] = [];
	const problems: RefreshedNotes['problems'][number][] = [];
	let upToDate = 0;
	const paths = await notes.pathsOf(papers);
	for (const [at, paper] of papers.entries()) {
		const path = paths[at];
		const annotations = path === undefined ? [] : await notes.annotationsOf(paper, path);
		const rendered = renderTemplate(notes.template.text, paper, { now, annotations });
		if (rendered.kind === 'mistake') {
			return { refreshed, upToDate, kept, problems: [{ path: notes.template.name, line: rendered.line, message: rendered.message }] };
		}
		if (path === undefined) {
			continue;
		}
		let changes = 0;
		const seen: { readonly kept: RefreshedNotes['kept'][number][] } = { kept: [] };
		const outcome = await documents.edit(path, `Refresh of ${paper['citation-key']}`, text => {
			seen.kept.length = 0;
			changes = 0;
			if (text.length > largestNote) {
				return { kind: 'problem', message: `It is larger than ${largestNote / 1e6} MB, which is too large for a note.` };
			}
			if (!isNoteOf(text, paper)) {
				return { kind: 'problem', message: onlyByName(paper) };
			}
			const result = refreshRendered(text, paper, rendered, {});
			const [problem] = result.problems;
			if (problem !== undefined) {
				return { kind: 'problem', message: `Line ${problem.line}: ${problem.message}` };
			}
			seen.kept.push(...result.conflicts.map(({ line, name }) => ({ path, line, name })));
			changes = result.edits.length;
			return { kind: 'edits', edits: result.edits };
		});
		if (outcome.kind === 'problem') {
			problems.push({ path, line: 1, message: outcome.message });
		} else if (changes > 0) {
			refreshed.push(path);
		} else {
			upToDate += 1;
		}
		kept.push(...seen.kept);
	}
	return { refreshed, upToDate, kept, problems };
}

function onlyByName(paper: Paper): string {
	return `Only the file name connects it to this paper. Add “citation-key: ${paper['citation-key']}” to its front matter.`;
}
