import { Cover } from './cover';
import { proseRuns } from './proseRuns';

/** Every match of an expression in a markdown text's prose that starts outside code, HTML, formulae and links. The expression must be global, and hold `sign` wherever it matches. */
export function* scanProse(text: string, expression: RegExp, sign: string): Iterable<RegExpExecArray> {
	for (const run of proseRuns(text, sign)) {
		const masked = new Cover(run.masked);
		const pattern = new RegExp(expression.source, expression.flags);
		const inside = text.slice(run.start, run.end);
		for (let match = pattern.exec(inside); match !== null; match = pattern.exec(inside)) {
			const start = match.index + run.start;
			const maskEnd = masked.endAt(start);
			if (maskEnd !== undefined) {
				pattern.lastIndex = maskEnd - run.start;
				continue;
			}
			match.index = start;
			yield match;
		}
	}
}
