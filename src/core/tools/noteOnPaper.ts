import { largestNote } from '../notes/noteSize';
import { appendToSection } from '../notes/sections';
import { isActiveMarkdown } from './activeMarkdown';
import { listUnknown, unknownKeysIn, unknownKeysOf } from './unknownKeys';
import type { Obstacle, Workplace } from './workplace';

export interface NoteRequest {
	/** The paper's citation key. */
	readonly key: string;
	/** Markdown to add; without it, the note is only created. */
	readonly text?: string;
	/** The heading that it goes under. */
	readonly heading: string;
}

export type NotedPaper =
	| { readonly kind: 'noted'; readonly path: string; readonly isNew: boolean; readonly isAppended: boolean }
	| Obstacle;

/**
 * Creates a paper's note where it has none, and adds a text at the end of a section. Nothing in the note is replaced. A text that cites
 * keys that no paper has is refused, and so is one with pictures or HTML:
 * a preview of the note would load from strangers' addresses.
 */
export async function noteOnPaper({ papers, notes, documents }: Workplace, { key, text, heading }: NoteRequest): Promise<NotedPaper> {
	const paper = await papers.paper(key);
	if (paper === undefined) {
		return {
			kind: 'problem',
			message: `No paper in the library has the citation key ${listUnknown(unknownKeysOf([key], papers, papers))}. Nothing was written.`,
		};
	}
	const problem = text === undefined ? undefined : problemOfText(text, heading, papers);
	if (problem !== undefined) {
		return { kind: 'problem', message: `${problem} Nothing was written.` };
	}
	const note = await notes.ensure(paper);
	if (note.kind === 'problem' || text === undefined) {
		return note.kind === 'problem' ? note : { kind: 'noted', path: note.path, isNew: note.isNew, isAppended: false };
	}
	const block = text.trim().replaceAll('\r\n', '\n');
	const outcome = await documents.edit(note.path, `Addition to the Note of ${paper['citation-key']}`, now => {
		if (now.length + block.length > largestNote) {
			return { kind: 'problem', message: `The note would be larger than ${largestNote / 1e6} MB, which is too large for a note.` };
		}
		const appended = appendToSection(now, { heading, block });
		return appended.kind === 'edit'
			? { kind: 'edits', edits: [appended.edit] }
			: { kind: 'problem', message: `Line ${appended.line}: ${appended.message}` };
	});
	return outcome.kind === 'problem' ? outcome : { kind: 'noted', path: note.path, isNew: note.isNew, isAppended: true };
}

function problemOfText(text: string, heading: string, papers: Workplace['papers']): string | undefined {
	const unknown = unknownKeysIn(text, 'markdown', papers);
	if (unknown.length > 0) {
		return `No paper in the library has the citation key ${listUnknown(unknown)}.`;
	}
	if (/[\r\n]/.test(heading)) {
		return 'A heading is one line.';
	}
	return isActiveMarkdown(text) || isActiveMarkdown(heading)
		? 'The text has images, HTML or non-web links, which can’t be added to notes. Use text and web links only.'
		: undefined;
}
