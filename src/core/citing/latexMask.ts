import { joinRanges } from '../text/cover';
import type { Range } from '../text/edits';

const longestSkipped = 20_000;

/** A text without its comments, for what stands nowhere near verbatim text, such as a preamble. */
export function withoutLatexComments(text: string): string {
	return text.replace(/(?<!\\)%[^\n]*/g, '');
}

/** Comments, addresses and verbatim text. */
export function latexMaskedRanges(text: string): readonly Range[] {
	const verbatim =
		/\\begin\{(verbatim\*?|[BL]?Verbatim\*?|lstlisting|minted|comment|filecontents\*?|alltt)\}|\\(?:verb|lstinline(?:\[[^\]\n]*\])?|mintinline(?:\[[^\]\n]*\])?\{[^{}]*\})\*?([^\sA-Za-z{*[])|\\(iffalse|end\{document\})(?![A-Za-z])|\\(?:lstinline(?:\[[^\]\n]{0,500}\])?|mintinline(?:\[[^\]\n]{0,500}\])?\{[^{}\n]{0,50}\}|url|path|nolinkurl|href)\{(?:[^{}\n]|\{[^{}\n]{0,500}\}){0,1000}\}|\\[^]|%[^\n]*/g;
	const ranges: Range[] = [];
	const missing = new Set<string>();
	for (let match = verbatim.exec(text); match !== null; match = verbatim.exec(text)) {
		const [whole, environment, delimiter, skips] = match;
		if (skips !== undefined) {
			// What stands behind a document's end is no part of it.
			const end =
				skips === 'iffalse' ? /\\(?:else|fi)(?![A-Za-z])/.exec(text.slice(verbatim.lastIndex, verbatim.lastIndex + longestSkipped)) : null;
			if (end !== null || skips !== 'iffalse') {
				ranges.push({ start: match.index, end: end === null ? text.length : verbatim.lastIndex + end.index });
				verbatim.lastIndex = ranges.at(-1)?.end ?? text.length;
			}
		} else if (whole.endsWith('}') && environment === undefined && whole.length > 2) {
			ranges.push({ start: match.index, end: verbatim.lastIndex });
		} else if (environment !== undefined || delimiter !== undefined) {
			const close = environment === undefined ? (delimiter ?? '') : `\\end{${environment}}`;
			const end = missing.has(close) ? -1 : text.indexOf(close, verbatim.lastIndex);
			const line = text.indexOf('\n', verbatim.lastIndex);
			if (end < 0) {
				missing.add(close);
			} else if (environment !== undefined || line < 0 || end < line) {
				ranges.push({ start: match.index, end: end + close.length });
				verbatim.lastIndex = end + close.length;
			}
		} else if (whole.startsWith('%')) {
			ranges.push({ start: match.index, end: verbatim.lastIndex });
		}
	}
	return joinRanges(ranges);
}
