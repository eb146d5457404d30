import type { TextEdit } from '../text/edits';
import { typstLabel } from './typstLabel';
import type { Citation } from './syntax';

/**
 * The edit that completes a citation of pandoc's Markdown that is begun at an offset and has no key there: `@|`, `[see |]`, `[@a; @|]`,
 * `@{|}`. In the text of a link or image the names stand without brackets, which would end it. `undefined` where none is begun.
 */
export function continuePandoc(text: string, at: number, citation: Citation, print: (citation: Citation) => string): TextEdit | undefined {
	const lineStart = text.lastIndexOf('\n', at - 1) + 1;
	const before = text.slice(Math.max(lineStart, at - 2000), at);
	const after = /^[^\n]{0,2000}/.exec(text.slice(at, at + 2000))?.[0] ?? '';
	const sign = /(?<![\p{L}\p{M}\p{N}.\\@])(-?)@(\{?)$/u.exec(before);
	const start = at - (sign?.[0].length ?? 0);
	const end = at + (sign?.[2] === '{' && after.startsWith('}') ? 1 : 0);
	const cites = sign?.[1] === '-' ? citation.cites.map(cite => ({ ...cite, suppressAuthor: true as const })) : citation.cites;
	const listed = () => print({ form: 'parenthetical', cites }).slice(1, -1);
	const bracket = openBracket(before.slice(0, before.length - (at - start)), after.slice(end - at));
	const space = sign === null && /[^\s[(]$/.test(before) ? ' ' : '';
	const spaceAfter = /^[\p{L}\p{N}_]/u.test(after.slice(end - at)) ? ' ' : '';
	switch (bracket) {
		case 'link':
			return {
				start,
				end,
				text: space + cites.map(cite => print({ form: 'narrative', cites: [cite] })).join(', ') + spaceAfter,
			};
		case 'citation':
			return { start, end, text: space + listed() + spaceAfter };
		case 'none':
			return sign === null ? undefined : { start, end, text: sign[1] === '-' ? `[${listed()}]` : print({ form: 'narrative', cites }) };
	}
}

/**
 * What a place on a line stands in: brackets of a link or an image, brackets whose part between semicolons cites nothing yet, or neither.
 * Boxes of tasks, footnotes and `[[links]]` are neither.
 */
function openBracket(before: string, after: string): 'link' | 'citation' | 'none' {
	const opened = /(^|[^[\\^])\[([^[\]]*)$/.exec(before);
	const closed = /^([^[\]]*)\]([^]?)/.exec(after);
	if (opened === null || closed === null) {
		return 'none';
	}
	const [, lead = '', inside = ''] = opened;
	const [, rest = '', next = ''] = closed;
	if (next === '(' || lead === '!') {
		return 'link';
	}
	const part = inside.slice(inside.lastIndexOf(';') + 1) + (rest.split(';')[0] ?? '');
	const isTask = /^\s*(?:[-+*]|\d+[.)])\s*\[$/.test(before.slice(0, before.length - inside.length)) && (inside + rest).trim() === '';
	return '[{:'.includes(next || ' ') || inside.startsWith('^') || part.includes('@') || isTask ? 'none' : 'citation';
}

/** `\cite|`, `\parencite[see]|`, `\cite|{}`, and between keys, `\cite{|,b}` and `\cite{a, |, b}`. */
export function continueLatex(text: string, at: number, { cites }: Citation): TextEdit | undefined {
	const before = text.slice(Math.max(0, at - 2000), at);
	const after = text.slice(at, at + 200);
	const keys = cites.map(({ key }) => key).join(',');
	if (/\\[A-Za-z]*[cC]ite[a-z]*\*?(?:\s*\[[^\]\n]{0,200}\]){0,2}$/.test(before) && /^(?:\{\s*\}|[^A-Za-z{[*]|$)/.test(after)) {
		const empty = /^\{\s*\}/.exec(after)?.[0].length ?? 0;
		return { start: at, end: at + empty, text: `{${keys}}` };
	}
	const isBetween =
		/\\[A-Za-z]*[cC]ite[A-Za-z]*\*?(?:\s*\[[^\]\n]{0,200}\]){0,2}\s*\{(?:[^{}%\\\n]{0,1000},)?[ \t]*$/.test(before) &&
		/^[ \t]*,/.test(after);
	return isBetween ? { start: at, end: at, text: keys } : undefined;
}

/** `@|`, `#cite(|)` and `#cite(<|>)`. */
export function continueTypst(text: string, at: number, citation: Citation, print: (citation: Citation) => string): TextEdit | undefined {
	const before = text.slice(Math.max(0, at - 200), at);
	const [first, ...others] = citation.cites;
	if (first === undefined) {
		return undefined;
	}
	if (/(?<![\p{L}\p{N}\\@])@$/u.test(before)) {
		return { start: at - 1, end: at, text: print(citation) };
	}
	const begun = /#cite\(\s*(<?)$/.exec(before);
	const ended = /^(>?)([^\n()]*\)?)/.exec(text.slice(at, at + 200));
	if (begun === null || !/^>?\s*(?:[,)]|$)/.test(ended?.[0] ?? '')) {
		return undefined;
	}
	const tail = ended?.[2] ?? '';
	const further = others.length > 0 && tail.endsWith(')') ? ` ${print({ ...citation, cites: others })}` : '';
	return {
		start: at - (begun[1] ?? '').length,
		end: at + (ended?.[1] ?? '').length + (further === '' ? 0 : tail.length),
		text: typstLabel(first.key) + (further === '' ? '' : tail + further),
	};
}
