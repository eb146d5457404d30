import { citedKeys } from '../citing/keyOccurrences';
import type { JsonObject } from '../data/json';
import { present } from '../paper/paper';
import { lineAt, lineStarts } from '../text/lines';
import type { PaperSummary } from './paperFacts';
import { summaryOf } from './paperFacts';
import type { UnknownKey } from './unknownKeys';
import { citationsIn, unknownKeysOf } from './unknownKeys';
import type { DocumentKnowledge, WorkspaceDocument, Workplace } from './workplace';

/** How many works one answer holds. */
export const mostCited = 100;
const mostLines = 20;

export interface CitedWork extends PaperSummary {
	/** One-based; the first 20 at most. */
	readonly lines: readonly number[];
}

export interface CitedWorks extends JsonObject {
	/** In the order in which they first appear. */
	readonly works: readonly CitedWork[];
	/** How many works the document cites that are known. */
	readonly total: number;
	readonly nextOffset?: number;
	readonly unknownKeys: readonly UnknownKey[];
}

/** What a document cites, with the lines on which it does. */
export function citedIn(
	{ text, languageId }: Pick<WorkspaceDocument, 'text' | 'languageId'>,
	knowledge: DocumentKnowledge,
	{ papers }: Pick<Workplace, 'papers'>,
	offset = 0,
): CitedWorks {
	const keys = citationsIn(text, languageId);
	const known = keys.flatMap(key => {
		const head = knowledge.head(key);
		return head === undefined ? [] : [{ key, head }];
	});
	const page = known.slice(offset, offset + mostCited);
	const places = placesOf(text, languageId, new Set(page.map(({ key }) => key)));
	return {
		works: page.map(({ key, head }) => ({ ...summaryOf(head), key, lines: places.get(key) ?? [] })),
		total: known.length,
		...present('nextOffset', offset + mostCited < known.length ? offset + mostCited : undefined),
		unknownKeys: unknownKeysOf(keys, knowledge, papers),
	};
}

function placesOf(text: string, languageId: string, wanted: ReadonlySet<string>): ReadonlyMap<string, readonly number[]> {
	const starts = lineStarts(text);
	const places = new Map<string, number[]>();
	for (const { key, start } of citedKeys(text, languageId).filter(occurrence => wanted.has(occurrence.key))) {
		const lines = places.get(key) ?? [];
		const line = lineAt(starts, start);
		if (lines.length < mostLines && lines.at(-1) !== line) {
			lines.push(line);
		}
		places.set(key, lines);
	}
	return places;
}
