import type { Json, JsonObject } from '../../data/json';
import { isArray, isObject, numberOf, stringsOf, textOf } from '../../data/json';
import { isOthers } from '../../paper/names';
import { present, statuses } from '../../paper/paper';
import { fieldOf } from '../../paper/fields';
import { cut } from '../../text/cut';
import type { LocalWords } from './localWords';
import { othersSign } from './markedText';

/**
 * What a style may see of a paper: CSL's variables, each of the shape it must have, under the key it is cited by. What belongs to the
 * library or has another shape stays out, since citeproc trusts its input.
 * https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables
 */
export function styleItem(paper: JsonObject, key: string, words?: LocalWords): JsonObject {
	const fields = Object.entries(paper)
		.map(([field, value]) => [field, variable(field, value)] as const)
		.filter(([, value]) => value !== undefined);
	const [genre, title] = [shownText(paper['genre']), shownText(paper['title'])];
	// Styles of CSL 1.0.1 call it `event`.
	const event = shownText(paper['event-title'] ?? paper['event']);
	return {
		...Object.fromEntries(fields),
		...present('title', title && straightQuotes(isEnglish(paper, words) ? (words?.title(title) ?? title) : title)),
		...present('title-short', straightQuotes(shownText(paper['title-short']) ?? shortTitle(title) ?? '') || undefined),
		...present('genre', genre && (words?.genre(genre) ?? genre)),
		...present('status', statusOf(paper, words)),
		...present('event', event),
		...present('event-title', event),
		id: key,
		type: textOf(paper['type']) ?? 'document',
	};
}

/** citeproc writes straight quotation marks as the locale has them, and those within others as its inner ones. */
function straightQuotes(title: string): string {
	return title.replace(/(^|[\s(])“([^“”"]*)”/g, '$1"$2"');
}

/** A short form leaves out the subtitle. Chicago Manual of Style 14.33; pandoc has it so as well. */
function shortTitle(title: string | undefined): string | undefined {
	return title === undefined ? undefined : /^([^:]*[^:\s])\s?: /.exec(title)?.[1];
}

/** https://docs.citationstyles.org/en/stable/specification.html#title-case-conversion */
function isEnglish({ language }: JsonObject, words?: LocalWords): boolean {
	const own = textOf(language) ?? '';
	return own === '' ? words?.isEnglish !== false : /^(?:en\b|english)/i.test(own);
}

/** Given to citeproc in their own way, or nothing of CSL's. */
const notVariables = new Set(['id', 'type', 'citation-key', 'file']);

/** `in press`, `forthcoming`: where a library has its own `status`, the work's stands aside, and so does biblatex's `pubstate`. */
function statusOf({ status, custom }: JsonObject, words?: LocalWords): string | undefined {
	const aside = isObject(custom) ? custom : {};
	const state = textOf(aside['pubstate']);
	return (
		shownText(aside['status']) ??
		(state && (words?.pubstate(state) ?? state)) ??
		(statuses.some(own => own === status) ? undefined : shownText(status))
	);
}

/**
 * Characters of a text (also around a cite), and of a part of a name, that a style sees. citeproc takes the square of the quotation marks
 * in them: 100 kB of `a'` take it a minute.
 */
export const longestText = 10_000;
const longestName = 2_000;

function shownText(value: Json | undefined): string | undefined {
	const text = textOf(value);
	return text === undefined ? undefined : cut(text, longestText);
}

function variable(field: string, value: Json | undefined): Json | undefined {
	const { kind, csl } = fieldOf(field);
	if (!csl || notVariables.has(field)) {
		return undefined;
	}
	if (kind === 'names') {
		const names = isArray(value)
			? value
					.filter(isObject)
					.map(nameOf)
					.filter(name => Object.keys(name).length > 0)
			: [];
		return names.length > 0 ? names.map((name, at) => (at > 0 && isOthers(name) ? { family: othersSign } : name)) : undefined;
	}
	if (kind === 'date') {
		return isObject(value) ? dateOf(value) : undefined;
	}
	const text = shownText(value);
	// BibTeX writes a range `163--193`.
	return field === 'page' ? text?.replace(/-{2,}/g, '-') : text;
}

function nameOf(name: JsonObject): JsonObject {
	const parts = ['family', 'given', 'literal', 'suffix', 'dropping-particle', 'non-dropping-particle'].map(
		part => [part, wordsOf(name[part])] as const,
	);
	return Object.fromEntries(parts.flatMap(([part, text]) => (text === undefined ? [] : [[part, cut(text, longestName)] as const])));
}

/** Older YAML of pandoc lists given names one by one. */
function wordsOf(value: Json | undefined): string | undefined {
	return isArray(value) ? stringsOf(value).join(' ') || undefined : textOf(value);
}

function dateOf(date: JsonObject): JsonObject | undefined {
	const parts = isArray(date['date-parts'])
		? date['date-parts']
				.filter(isArray)
				.map(numbersOf)
				.filter(numbers => numbers.length > 0)
				.slice(0, 2)
		: [];
	const words = ['literal', 'raw', 'season', 'circa'].map(
		field => [field, field === 'circa' && date[field] === true ? true : shownText(date[field])] as const,
	);
	const fields = words.filter(([, text]) => text !== undefined);
	return parts.length === 0 && fields.length === 0
		? undefined
		: { ...(parts.length > 0 ? { 'date-parts': parts } : {}), ...Object.fromEntries(fields) };
}

/** `[2020, "3", null]` is the year 2020 and March. */
function numbersOf(parts: readonly Json[]): readonly number[] {
	const numbers = parts.map(numberOf);
	const end = numbers.findIndex(number => !Number.isInteger(number));
	return end < 0 ? numbers.slice(0, 3) : numbers.slice(0, Math.min(end, 3));
}
