import { languageTag } from '../../src/core/bibtex/languages';
import { familyName } from '../../src/core/paper/names';
import type { CslDate, IncomingPaper, Name } from '../../src/core/paper/paper';
import { isArray, isObject } from '../../src/core/data/json';
import { withFormulaeAsText } from '../../src/core/text/formulaText';

/** A field in which two records of one paper say different things. */
export interface Difference {
	readonly field: string;
	readonly expected: string;
	readonly found: string;
}

/** The fields a citation or a search uses. */
const fields = [
	'type',
	'title',
	'author',
	'editor',
	'translator',
	'issued',
	'container-title',
	'collection-title',
	'volume',
	'issue',
	'number',
	'page',
	'publisher',
	'publisher-place',
	'edition',
	'DOI',
	'ISBN',
	'ISSN',
	'URL',
	'abstract',
	'tags',
	'citation-key',
	'language',
] as const;

export interface Comparison {
	/** Fields that this suite's expectations do not hold, or hold in a form of their own. */
	readonly without?: readonly string[];
}

/**
 * Where two records differ in what counts. What the writers of expectations decide freely is made equal first: letter case of titles (some
 * convert to sentence case), inline markup, kinds of dashes, quotes and spaces, order of tags, full stops and spaces behind initials,
 * formulae in TeX or in Unicode.
 */
export function differences(expected: IncomingPaper, found: IncomingPaper, { without = [] }: Comparison = {}): readonly Difference[] {
	return fields.flatMap(field => {
		const wanted = normal(field, valueOf(expected, field));
		const got = normal(field, valueOf(found, field));
		return without.includes(field) || wanted === got ? [] : [{ field, expected: wanted, found: got }];
	});
}

/** Whoever leads a film counts as its author. */
function valueOf(paper: IncomingPaper, field: string): unknown {
	return field === 'author' ? (paper.author ?? paper['director']) : paper[field];
}

export function normal(field: string, value: unknown): string {
	if (value === undefined || value === null) {
		return '';
	}
	if (field === 'author' || field === 'editor' || field === 'translator') {
		return isArray(value)
			? value
					.filter(isObject)
					.map(name => nameText({ ...name }))
					.join('; ')
			: '';
	}
	if (field === 'issued') {
		return isObject(value) ? dateText({ ...value }) : '';
	}
	if (field === 'tags') {
		return isArray(value)
			? value
					.map(tag => plain(typeof tag === 'string' ? tag : ''))
					.sort()
					.join('; ')
			: '';
	}
	const text = plain(typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value));
	return rewrites[field]?.(text) ?? text;
}

/** What writers of expectations decide freely. */
const rewrites: Readonly<Record<string, (text: string) => string>> = {
	title: text => text.replace(/[.:;,]+(?= )|\.$/g, ''),
	'container-title': text => text.replace(/[.:;,]+(?= )/g, ''),
	ISBN: text => text.replace(/-/g, ''),
	DOI: text => text.replace(/^https?:\/\/(?:dx\.)?doi\.org\//, ''),
	publisher: listed,
	'publisher-place': listed,
	edition: text => text.replace(/^(\d+)(?:st|nd|rd|th)(?: edition)?$/, '$1'),
	page: text => text.replace(/\s*-+\s*/g, '-'),
	language: text => languageTag(text)?.toLowerCase() ?? text,
};

function listed(text: string): string {
	return text.replace(/ (?=[:;])/g, '');
}

function nameText(name: Name): string {
	const particle = name['dropping-particle'];
	const family = [particle, familyName(name)].filter(Boolean).join(' ');
	return plain(`${family}, ${[name.given, name.suffix].filter(Boolean).join(', ')}`)
		.replace(/[.,]/g, ' ')
		.replace(/\s+/g, ' ')
		.replace(/(?<=(?:^| )\p{L}) (?=\p{L}(?: |$))/gu, '')
		.trim();
}

function dateText(date: CslDate): string {
	const parts = date['date-parts']
		?.map(part =>
			part
				.map(Number)
				.filter(number => number !== 0)
				.join('-'),
		)
		.join('/');
	return parts ?? plain(date.literal ?? date.raw ?? '');
}

function plain(text: string): string {
	// Raised and lowered letters that Unicode lacks keep their sign, the bar over a digit has two characters.
	return (
		text.includes('$')
			? withFormulaeAsText(text)
					.replace(/[\^_](?=\p{L})/gu, '')
					.replace(/\u0304/g, '\u0305')
					.replace(/(?<=\() | (?=\))/g, '')
			: text
	)
		.normalize('NFKC')
		.replace(/<\/?(?:i|b|em|sub|sup|sc|span|p|br)\b[^<>]*>/g, '')
		.replace(/[‐‑‒–—−]|--+/g, '-')
		.replace(/\\?[“”«»"]/g, '"')
		.replace(/[‘’ʼ`]/g, "'")
		.replace(/\s+/g, ' ')
		.trim()
		.toLowerCase();
}
