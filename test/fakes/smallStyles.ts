// Styles and a language that have but what a test looks at: citeproc opens them in a millisecond, and a bundled style in a hundred.
import { createRequire } from 'node:module';
import { textOfFormatted } from '../../src/core/citing/bibliography/formattedText';
import { Formatter } from '../../src/core/citing/bibliography/formatter';
import type { FormattedDocument } from '../../src/core/citing/bibliography/formatter';
import { loadCiteproc } from '../../src/core/citing/bibliography/loadCiteproc';
import type { Citeproc } from '../../src/core/citing/bibliography/loadCiteproc';
import { withFootnotes } from '../../src/core/citing/footnotes';
import { findPandocCitations } from '../../src/core/citing/pandoc';
import type { JsonObject } from '../../src/core/data/json';

const english: Readonly<Record<string, string>> = {
	and: 'and',
	'et-al': 'et al.',
	ibid: 'ibid.',
	'open-quote': '“',
	'close-quote': '”',
	'open-inner-quote': '‘',
	'close-inner-quote': '’',
};

/** The XML of a language with these words and those of English. */
export function smallLocale(words: Readonly<Record<string, string>> = {}, language = 'en-US'): string {
	const terms = Object.entries({ ...english, ...words }).map(([name, word]) => `<term name="${name}">${word}</term>`);
	return `<locale xmlns="http://purl.org/net/xbiblio/csl" version="1.0" xml:lang="${language}">
		<style-options punctuation-in-quote="true"/><date form="text"><date-part name="year"/></date><terms>${terms.join('')}
		<term name="page" form="short"><single>p.</single><multiple>pp.</multiple></term></terms></locale>`;
}

export interface StyleParts {
	readonly isNote?: true;
	readonly format?: 'numeric' | 'author-date' | 'note';
	/** The element of citations, and that of the list. */
	readonly citation: string;
	readonly list?: string;
}

export function smallStyle({ isNote, format = 'author-date', citation, list = '' }: StyleParts): string {
	return `<style xmlns="http://purl.org/net/xbiblio/csl" class="${isNote === true ? 'note' : 'in-text'}" version="1.0" default-locale="en-US">
		<info><title>T</title><id>http://example.org/t</id><category citation-format="${format}"/></info>${citation}${list}</style>`;
}

/** A book of people as `Ada Ant`. */
export function bookOf(title: string, year: number, ...people: readonly string[]): JsonObject {
	return {
		type: 'book',
		title,
		issued: { 'date-parts': [[year]] },
		...(people.length === 0
			? {}
			: { author: people.map(person => ({ given: person.split(' ')[0] ?? '', family: person.split(' ').at(-1) ?? '' })) }),
	};
}

interface Opening {
	readonly locale?: string;
	readonly language?: string;
	/** Without it the one that all share. */
	readonly citeproc?: Citeproc | undefined;
}

export async function openSmall(
	style: string,
	itemOf: (key: string) => JsonObject | undefined,
	{ locale = smallLocale(), language, citeproc }: Opening = {},
): Promise<Formatter> {
	const asked = language === undefined ? {} : { language };
	return new Formatter(citeproc ?? (await loadCiteproc()), {
		style,
		localeOf: () => locale,
		itemOf,
		pause: () => Promise.resolve(),
		...asked,
	});
}

/** citeproc-js as it came, for those who want to see what becomes of it: what is put into its place stays there. It takes 10 ms. */
export function newCiteproc(): Citeproc {
	const load = createRequire(__filename);
	const path = load.resolve('citeproc');
	const shared = load.cache[path];
	Reflect.deleteProperty(load.cache, path);
	const loaded: unknown = load(path);
	load.cache[path] = shared;
	if (!isCiteproc(loaded)) {
		throw new Error('citeproc has no engine.');
	}
	return loaded;
}

function isCiteproc(loaded: unknown): loaded is Citeproc {
	return typeof loaded === 'object' && loaded !== null && 'Engine' in loaded;
}

/** The citations of a text, footnotes and all, as a formatter writes them. */
export function formatText(formatter: Formatter, text: string): Promise<FormattedDocument> {
	return formatter.format(withFootnotes(text, findPandocCitations(text)));
}

/** What is shown in plain words: `Doe{1: Notes, 3.}` is a name in the text and the first note. */
export function shownWords({ citations, references }: FormattedDocument): {
	readonly citations: readonly string[];
	readonly references: readonly string[];
} {
	return {
		citations: citations.map(
			({ text, note }) => textOfFormatted(text) + (note === undefined ? '' : `{${note.number}: ${textOfFormatted(note.text)}}`),
		),
		references: references.map(({ text }) => textOfFormatted(text)),
	};
}
