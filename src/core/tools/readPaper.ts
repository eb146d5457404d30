import type { JsonObject } from '../data/json';
import { present } from '../paper/paper';
import type { PaperFacts } from './paperFacts';
import { factsOf } from './paperFacts';
import type { UnknownKey } from './unknownKeys';
import { listUnknown, unknownKeysIn, unknownKeysOf } from './unknownKeys';
import type { Obstacle, WorkspaceDocument, Workplace } from './workplace';

/** So much of a note is in one answer, in UTF-16 units. */
export const notePage = 12_000;

export interface NotePart extends JsonObject {
	readonly path: string;
	readonly text: string;
	/** Where the next part begins, where there is more. */
	readonly nextOffset?: number;
	/** Keys that this part cites and no paper has. */
	readonly unknownKeys: readonly UnknownKey[];
}

export interface ReadPaper extends JsonObject {
	readonly paper: PaperFacts;
	readonly note?: NotePart;
}

/** A paper with its abstract and annotations, and a part of its note. */
export async function readPaper(
	{ papers, notes }: Workplace,
	key: string,
	noteOffset = 0,
): Promise<({ readonly kind: 'read' } & { readonly answer: ReadPaper }) | Obstacle> {
	const paper = await papers.paper(key);
	if (paper === undefined) {
		return {
			kind: 'problem',
			message: `No paper in the library has the citation key ${listUnknown(unknownKeysOf([key], papers, papers))}.`,
		};
	}
	const note = await notes.find(paper);
	return {
		kind: 'read',
		answer: {
			paper: factsOf(paper),
			...present('note', note && partOf(note, noteOffset, unknownKeysIn(note.text, note.languageId, papers))),
		},
	};
}

function partOf({ path, text }: WorkspaceDocument, offset: number, unknownKeys: readonly UnknownKey[]): NotePart {
	// Never within a surrogate pair.
	const cutAt = (at: number) => (/^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(at - 1, at + 1)) ? at + 1 : at);
	const end = cutAt(Math.min(text.length, offset + notePage));
	return {
		path,
		text: text.slice(cutAt(Math.min(offset, text.length)), end),
		...present('nextOffset', end < text.length ? end : undefined),
		unknownKeys,
	};
}
