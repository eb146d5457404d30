import { tableOf } from '../data/table';
import { isWithin, keyPlace, locatorPlace } from './completionPlaces';
import { Cover, joinRanges } from '../text/cover';
import { isCrossReference } from './crossReferences';
import { printLocator } from './locators';
import { citationWithPostnote } from './postnote';
import type { CitationForm, Cite, CompletionPlace, FoundCitation, Syntax, Typing } from './syntax';
import type { Range, TextEdit } from '../text/edits';
import { continueTypst } from './begunCitation';
import { isTypstReference, typstLabel } from './typstLabel';
import type { TypstParts } from './typstMarkup';
import { typstParts } from './typstMarkup';
import { typstMarkup } from './wording';

/**
 * `@key`, `@key[p. 3]`, `#cite(<key>, supplement: [p. 3], form: "prose")` and the source of a `#quote(attribution: <key>)`. References to
 * labels of the text itself, `<fig-plot>`, are no citations. https://typst.app/docs/reference/model/cite/
 */
export const typst: Syntax = {
	id: 'typst',
	label: 'Typst',
	markup: typstMarkup,
	find: findTypstCitations,
	print: ({ form, cites }) => cites.map(cite => printCite(form, cite)).join(' '),
	lacks: ['title', 'uncited'],
	extend: (text, { start, end, form, cites: known }, cites) =>
		// The label of a quotation's source is one; several are content.
		text[start] === '<'
			? { start, end, text: `[${[...known, ...cites].map(cite => printCite(form, cite)).join(' ')}]` }
			: { start: end, end, text: cites.map(cite => ` ${printCite(form, cite)}`).join('') },
	fill: () => undefined,
	goOn: (text, at, citation) => continueTypst(text, at, citation, ({ form, cites }) => cites.map(cite => printCite(form, cite)).join(' ')),
	completed: completedLabel,
	complete: completeTypst,
	begins: /@|cite|^[\s<,]*(?:[^\s<,{}\\][^\s,{}\\]*)?$/,
	triggers: ['@', '<', '['],
};

function completeTypst({ text, offset }: Typing): CompletionPlace | undefined {
	const before = text.slice(Math.max(0, offset - 500), offset);
	const typed = /(?:(?<!\\)@|(?<![\p{L}\p{N}_-])cite\(\s*<)([\p{L}\p{M}\p{N}_:.-]*)$/u.exec(before);
	const place = keyPlace(text, offset, typed?.[1], /^[\p{L}\p{M}\p{N}_:-]*/u, true) ?? locatorPlace(before, offset, locators);
	return place !== undefined && !isWithin(typstParts(text).masked, place.start) ? place : undefined;
}

/** `@` and `<` go with a key that is no label: `#cite(label("DBLP:a/b"))`. */
function completedLabel(text: string, { start, end }: Range, key: string): TextEdit | undefined {
	const sign = text[start - 1];
	if (sign === '@' && !isTypstReference(key)) {
		return { start: start - 1, end, text: `#cite(${typstLabel(key)})` };
	}
	return sign === '<' && !typstLabel(key).startsWith('<')
		? { start: start - 1, end: end + (text[end] === '>' ? 1 : 0), text: typstLabel(key) }
		: undefined;
}

const locators = [/@([\p{L}\p{M}\p{N}_:.-]+)\[([\p{L}§¶]*\.?)$/u, /cite\(\s*<([^<>\s]+)>,[^()\n]*supplement:\s*\[([\p{L}§¶]*\.?)$/u];

function findTypstCitations(text: string): readonly FoundCitation[] {
	if (!/[@<]|label\(/.test(text)) {
		return [];
	}
	const parts = typstParts(text);
	const labels = ownLabels(text, parts);
	const masked = new Cover(parts.masked);
	const code = new Cover(joinRanges(parts.code));
	const found: FoundCitation[] = [];
	const marks =
		/@([\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_:.-]*[\p{L}\p{M}\p{N}_-])?)|(?<![\p{L}\p{N}_.-])(?:attribution:\s{0,99}<([^<>\s]{1,200})>|cite\()/gu;
	for (let match = marks.exec(text); match !== null; match = marks.exec(text)) {
		const maskEnd = masked.endAt(match.index);
		const inCode = code.endAt(match.index) !== undefined;
		if (maskEnd !== undefined) {
			marks.lastIndex = maskEnd;
			continue;
		}
		const [, key, source] = match;
		const citation =
			source !== undefined
				? inCode
					? sourceOfQuotation(source, marks.lastIndex)
					: undefined
				: key === undefined
					? readCall(text, match.index, marks.lastIndex, inCode)
					: inCode || isEscaped(text, match.index) || isAddress(text, match.index, key)
						? undefined
						: readReference(text, key, match.index);
		if (citation !== undefined && !citation.cites.some(cite => labels.has(cite.key) || isCrossReference(cite.key))) {
			found.push(citation);
			marks.lastIndex = citation.end;
		}
	}
	return found;
}

/** `#quote(attribution: <key>)[...]`, of which the label is the citation. https://typst.app/docs/reference/model/quote/#parameters-attribution */
function sourceOfQuotation(key: string, end: number): FoundCitation {
	const start = end - key.length - 2;
	return citationOf('narrative', { start, end }, key, start + 1, '');
}

/** `@key` and `@key[p. 3]` */
function readReference(text: string, key: string, start: number): FoundCitation {
	const behindKey = start + 1 + key.length;
	const supplement = text[behindKey] === '[' ? closing(text, behindKey, '[', ']') : undefined;
	return citationOf(
		'parenthetical',
		{ start, end: supplement === undefined ? behindKey : supplement + 1 },
		key,
		start + 1,
		supplement === undefined ? '' : text.slice(behindKey + 1, supplement),
	);
}

/** `#cite(<key>, ...)`, and without the `#` within code. */
function readCall(text: string, at: number, behindName: number, inCode: boolean): FoundCitation | undefined {
	const start = text[at - 1] === '#' ? at - 1 : at;
	const end = start === at && !inCode ? undefined : closing(text, behindName - 1, '(', ')');
	const inside = text.slice(behindName, end ?? behindName);
	const [lead, angled, quoted] = /^\s*(?:<([^<>\s]{1,200})>|label\(\s*"([^"\n]{1,200})"\s*\))/.exec(inside) ?? [];
	const key = angled ?? quoted;
	if (end === undefined || lead === undefined || key === undefined) {
		return undefined;
	}
	const options = inside.slice(lead.length);
	const bracket = /supplement:\s*\[/.exec(options);
	const open = bracket === null ? 0 : bracket.index + bracket[0].length - 1;
	const supplement = bracket === null ? '' : options.slice(open + 1, closing(options, open, '[', ']'));
	return citationOf(
		forms.get(/form:\s*"([a-z]+)"/.exec(options)?.[1] ?? '') ?? (/form:\s*none/.test(options) ? 'uncited' : 'parenthetical'),
		{ start, end: end + 1 },
		key,
		behindName + lead.lastIndexOf(key),
		supplement,
	);
}

function citationOf(form: CitationForm, range: Range, key: string, keyStart: number, supplement: string): FoundCitation {
	return citationWithPostnote(form, range, key, keyStart, supplement.replace(/~/g, ' '));
}

/** Where the bracket at an offset closes; `undefined` where it does not within a few lines. */
function closing(text: string, at: number, open: string, close: string): number | undefined {
	let depth = 0;
	for (let index = at; index < Math.min(text.length, at + 2000); index += 1) {
		depth += text[index] === open ? 1 : text[index] === close ? -1 : 0;
		if (depth === 0) {
			return index;
		}
	}
	return undefined;
}

function isEscaped(text: string, at: number): boolean {
	return (/\\+$/.exec(text.slice(Math.max(0, at - 50), at))?.[0].length ?? 0) % 2 === 1;
}

/** Typst takes even `me@example.org` for a reference; nobody means one. */
function isAddress(text: string, at: number, key: string): boolean {
	return /[\w.+-]$/.test(text.slice(Math.max(0, at - 1), at)) && /^[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}$/.test(key);
}

const forms = tableOf<CitationForm>({ normal: 'parenthetical', prose: 'narrative', full: 'full', author: 'author', year: 'year' });

/** Labels stand behind what they name; in `#cite(<key>)` and other calls they are arguments. */
function ownLabels(text: string, { masked, code }: TypstParts): ReadonlySet<string> {
	const outside = new Cover(masked.filter(({ start }) => text[start] !== '$'));
	const inside = new Cover(joinRanges(code));
	const labels = Array.from(text.matchAll(/<([\p{L}\p{N}_][\p{L}\p{M}\p{N}_:.-]*)>/gu)).filter(
		({ index }) => outside.endAt(index) === undefined && inside.endAt(index) === undefined,
	);
	return new Set(labels.map(match => match[1] ?? ''));
}

function printCite(form: CitationForm, { key, prefix, locator, suffix }: Cite): string {
	const place = [locator && printLocator(locator), suffix?.replace(/^,\s*/, '')].filter(Boolean).join(', ');
	const before = prefix === undefined ? '' : `${prefix} `;
	const name = [...forms].find(([word, known]) => known === form && word !== 'normal')?.[0];
	if (name === undefined && isTypstReference(key)) {
		return `${before}@${key}${place === '' ? '' : `[${place}]`}`;
	}
	return `${before}#cite(${typstLabel(key)}${place === '' ? '' : `, supplement: [${place}]`}${name === undefined ? '' : `, form: "${name}"`})`;
}
