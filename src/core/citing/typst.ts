import { present } from '../paper';
import { unfold } from '../text/fold';
import { Cover } from './cover';
import { printLocator, splitLocator } from './locators';
import type { CitationForm, Cite, FoundCitation, Range, Syntax } from './syntax';

/**
 * `@key`, `@key[p. 3]` and `#cite(<key>, supplement: [p. 3], form: "prose")`. References to labels of the text itself, `<fig-plot>`, are no citations.
 * https://typst.app/docs/reference/model/cite/
 */
export const typst: Syntax = {
	id: 'typst',
	label: 'Typst',
	find: findTypstCitations,
	print: ({ form, cites }) => cites.map(cite => printCite(form, cite)).join(' '),
	extend: (_, { end, form }, cites) => ({ start: end, end, text: cites.map(cite => ` ${printCite(form, cite)}`).join('') }),
};

function findTypstCitations(text: string): readonly FoundCitation[] {
	if (!/[@<]/.test(text)) {
		return [];
	}
	const ranges = maskedRanges(text);
	const labels = ownLabels(text, ranges);
	const masked = new Cover(ranges);
	const found: FoundCitation[] = [];
	const marks = /(?<![\p{L}\p{N}\\])@([\p{L}\p{N}_](?:[\p{L}\p{N}_:.-]*[\p{L}\p{N}_-])?)(?:\[([^[\]]{0,500})\])?|#cite\(\s*(?:<([^<>\s]{1,200})>|label\("([^"\n]{1,200})"\))([^()\n]{0,500})\)/gu;
	for (let match = marks.exec(text); match !== null; match = marks.exec(text)) {
		const maskEnd = masked.endAt(match.index);
		const [whole, short, supplement, angled, quoted, options = ''] = match;
		const key = short ?? angled ?? quoted ?? '';
		if (maskEnd !== undefined) {
			marks.lastIndex = maskEnd;
		} else if (!labels.has(key)) {
			const keyStart = match.index + whole.indexOf(key, short === undefined ? '#cite('.length : 1);
			const { locator, rest } = splitLocator((supplement ?? /supplement:\s*\[([^[\]]*)\]/.exec(options)?.[1] ?? '').replace(/~/g, ' '), true);
			const range = { start: match.index, end: match.index + whole.length };
			found.push({
				form: forms[/form:\s*"([a-z]+)"/.exec(options)?.[1] ?? ''] ?? 'parenthetical',
				...range,
				cites: [{ key, ...present('locator', locator), ...present('suffix', unfold(rest) || undefined), ...range, keyStart, keyEnd: keyStart + key.length }],
			});
		}
	}
	return found;
}

const forms: Readonly<Record<string, CitationForm | undefined>> = { normal: 'parenthetical', prose: 'narrative', full: 'full', author: 'author', year: 'year' };

/** Comments, raw text, formulae and strings of code. Bounded by what closes them; an address holds `//` that opens no comment. */
function maskedRanges(text: string): readonly Range[] {
	return Array.from(text.matchAll(/\\[^]|\/\*(?:[^*]|\*(?!\/)){0,20000}\*\/|(?<!:)\/\/[^\n]*|https?:\/\/[^\s\]]+|(`{3,})(?:[^`]|`(?!``)){0,20000}```|`[^`\n]{0,2000}`|\$(?:[^$\\]|\\[^]){0,2000}\$/g), ({ 0: whole, index }) => ({ start: index, end: index + whole.length }));
}

/** Labels stand behind what they name; in `#cite(<key>)` and other calls they are arguments. */
function ownLabels(text: string, ranges: readonly Range[]): ReadonlySet<string> {
	const masked = new Cover(ranges.filter(({ start }) => text[start] !== '$'));
	return new Set(Array.from(text.matchAll(/(?<![(,]\s*)<([\p{L}\p{N}_][\p{L}\p{N}_:.-]*)>/gu)).filter(({ index }) => masked.endAt(index) === undefined).map(match => match[1] ?? ''));
}

function printCite(form: CitationForm, { key, prefix, locator, suffix }: Cite): string {
	const place = [locator && printLocator(locator), suffix?.replace(/^,\s*/, '')].filter(Boolean).join(', ');
	const before = prefix === undefined ? '' : `${prefix} `;
	const name = Object.entries(forms).find(([word, known]) => known === form && word !== 'normal')?.[0];
	if (name === undefined && /^[\p{L}\p{N}_](?:[\p{L}\p{N}_:.-]*[\p{L}\p{N}_-])?$/u.test(key)) {
		return `${before}@${key}${place === '' ? '' : `[${place}]`}`;
	}
	const label = /^[\p{L}\p{N}_:.-]+$/u.test(key) ? `<${key}>` : `label("${key}")`;
	return `${before}#cite(${label}${place === '' ? '' : `, supplement: [${place}]`}${name === undefined ? '' : `, form: "${name}"`})`;
}

