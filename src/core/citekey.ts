import { yearOf } from './dates';
import { familyName } from './names';
import type { IncomingPaper, Name } from './paper';
import { fold } from './text/fold';

/** Gives `song2021score`-like keys. */
export const defaultKeyPattern = 'auth.lower + year + shorttitle(1,1).lower';

/** What {@link citationKey} asks of the keys already given: a `Set`, a `Map`, or anything with `has`. */
export interface TakenKeys {
	has(key: string): boolean;
}

/**
 * The citation key of a paper by a pattern, made unique among `taken` by a letter behind it (`a` to `z`, then `aa`, ...).
 * A paper with neither author nor year gets its key from its title, whatever the pattern. A pattern that cannot be read counts as the default one;
 * check it with {@link parseKeyPattern} where a user wrote it.
 *
 * The pattern language is Better BibTeX's: terms joined by `+`, each a function with filters behind dots, or a quoted text.
 * https://retorque.re/zotero-better-bibtex/citing/
 */
export function citationKey(paper: IncomingPaper, pattern: string = defaultKeyPattern, taken: TakenKeys = new Set()): string {
	const parsed = parseKeyPattern(pattern);
	const terms = parsed.kind === 'pattern' ? parsed.terms : defaultTerms();
	const bare = (paper.author ?? []).length === 0 && yearOf(paper.issued) === undefined;
	const key = bare ? titleKey(paper.title) : cleanKey(terms.map(term => evaluate(term, paper)).join(''));
	return uniqueKey(key || titleKey(paper.title) || 'paper', taken);
}

/** The key itself where it is free, else with the first free letter behind it. */
export function uniqueKey(key: string, taken: TakenKeys): string {
	for (let number = 0; ; number += 1) {
		const candidate = key + suffix(number);
		if (!taken.has(candidate)) {
			return candidate;
		}
	}
}

/** ``, `a`, ..., `z`, `aa`, `ab`, ... */
function suffix(number: number): string {
	let letters = '';
	for (let rest = number; rest > 0; rest = Math.floor((rest - 1) / 26)) {
		letters = String.fromCharCode(97 + ((rest - 1) % 26)) + letters;
	}
	return letters;
}

/** `SkipDecode: Autoregressive Skip Decoding` gives `skipdecode`, `Learning to See in the Dark` gives `learningSeeDark`. */
function titleKey(title: string): string {
	const name = /^([^\s:]{2,24}):\s/.exec(title)?.[1];
	if (name !== undefined) {
		return cleanKey(name).toLowerCase();
	}
	const [first = '', ...others] = titleWords(title).slice(0, 3);
	return cleanKey(first.toLowerCase() + others.map(word => capitalise(word.toLowerCase())).join(''));
}

/** The words of a title that say something, without hyphens or marks inside: `Score-Based` is `ScoreBased`. */
function titleWords(title: string): readonly string[] {
	const words = asciiOf(title.replace(/\$[^$]*\$/g, ' ').replace(/<[^>]+>/g, '')).replace(/['’-]/g, '').match(/[\p{L}\p{N}]+/gu) ?? [];
	const telling = words.filter(word => !skippedWords.has(word.toLowerCase()));
	return telling.length > 0 ? telling : words;
}

// Better BibTeX's `skipWords` preference, English part.
const skippedWords = new Set(
	'a ab aboard about above across after against al along amid among an and anti around as at before behind below beneath beside besides between beyond but by d da das de dell dem den der des despite die do down du during ein eine einem einen einer eines el en et except for from gli i il in inside into is l la las le les like lo los near nor of off on onto or over past per plus round save since so some sur than the through to toward towards un una unas under underneath une unlike uno unos until up upon versus via von while with within without yet zu zum'.split(' '),
);

/** Without what breaks a citation in pandoc, LaTeX or BibTeX, or a file name. https://pandoc.org/MANUAL.html#citation-syntax */
function cleanKey(key: string): string {
	return asciiOf(key).replace(/[^\p{L}\p{N}_:.+/-]/gu, '').replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
}

/** Accents and ligatures undone, and German umlauts left bare; scripts without a Latin form stay. */
function asciiOf(text: string): string {
	return text.replace(/[^\x00-\x7F]+/g, run => {
		const folded = fold(run);
		return run === run.toUpperCase() && run !== run.toLowerCase() ? folded.toUpperCase() : folded;
	});
}

function capitalise(word: string): string {
	return word.charAt(0).toUpperCase() + word.slice(1);
}

type Argument = string | number;

interface Call {
	readonly name: string;
	readonly arguments: readonly Argument[];
}

type Term =
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'field'; readonly call: Call; readonly filters: readonly Call[] };

export type KeyPattern =
	| { readonly kind: 'pattern'; readonly terms: readonly Term[] }
	/** `message` is a plain sentence that names the place. */
	| { readonly kind: 'mistake'; readonly message: string };

/** Reads a pattern, or says what in it cannot be read. */
export function parseKeyPattern(pattern: string): KeyPattern {
	const terms: Term[] = [];
	for (const source of splitTerms(pattern)) {
		const quoted = /^\s*(?:'([^']*)'|"([^"]*)")\s*$/.exec(source);
		if (quoted) {
			terms.push({ kind: 'text', text: quoted[1] ?? quoted[2] ?? '' });
			continue;
		}
		const calls = splitCalls(source);
		const [call, ...filters] = calls ?? [];
		if (call === undefined) {
			return { kind: 'mistake', message: `“${source.trim()}” in the key pattern is not a function such as auth or year.` };
		}
		if (!(call.name in fields)) {
			return { kind: 'mistake', message: `The key pattern knows no “${call.name}”. It knows ${Object.keys(fields).join(', ')}.` };
		}
		const unknown = filters.find(filter => !(filter.name in filterTable));
		if (unknown !== undefined) {
			return { kind: 'mistake', message: `The key pattern knows no filter “.${unknown.name}”. It knows ${Object.keys(filterTable).join(', ')}.` };
		}
		terms.push({ kind: 'field', call, filters });
	}
	return { kind: 'pattern', terms };
}

function defaultTerms(): readonly Term[] {
	const parsed = parseKeyPattern(defaultKeyPattern);
	return parsed.kind === 'pattern' ? parsed.terms : [];
}

function splitTerms(pattern: string): readonly string[] {
	return pattern.match(/(?:'[^']*'|"[^"]*"|[^+'"])+/g) ?? [];
}

/** `auth(2,1).lower.replace("a", "b")` as calls; `undefined` where it is nothing of the kind. */
function splitCalls(source: string): readonly Call[] | undefined {
	const call = /\s*\.?\s*([A-Za-z_]\w*)\s*(?:\(([^()]*)\))?\s*/y;
	const calls: Call[] = [];
	while (call.lastIndex < source.length) {
		const at = call.lastIndex;
		const match = call.exec(source);
		if (match === null || (at > 0) !== /^\s*\./.test(match[0])) {
			return undefined;
		}
		calls.push({ name: (match[1] ?? '').toLowerCase(), arguments: splitArguments(match[2] ?? '') });
	}
	return calls;
}

function splitArguments(source: string): readonly Argument[] {
	const found = source.match(/'[^']*'|"[^"]*"|[^,\s]+/g) ?? [];
	return found.map(item => (/^-?\d+$/.test(item) ? Number(item) : item.replace(/^(['"])(.*)\1$/, '$2').replace(/^\w+\s*=\s*/, '')));
}

function evaluate(term: Term, paper: IncomingPaper): string {
	if (term.kind === 'text') {
		return term.text;
	}
	const value = fields[term.call.name]?.(paper, numbersOf(term.call)) ?? '';
	return term.filters.reduce((text, filter) => filterTable[filter.name]?.(text, filter.arguments) ?? text, value);
}

function numbersOf(call: Call): readonly number[] {
	return call.arguments.filter(argument => typeof argument === 'number');
}

function families(paper: IncomingPaper): readonly string[] {
	return (paper.author ?? []).map(keyName).filter(name => name !== '');
}

function keyName(name: Name): string {
	return asciiOf(familyName(name)).replace(/[^\p{L}\p{N}]/gu, '');
}

/** `n` words of a title, the first `m` of them with a capital letter. */
function shortTitle(title: string, n: number, m: number): string {
	return titleWords(title).slice(0, n).map((word, index) => (index < m ? capitalise(word) : word)).join('');
}

const fields: Readonly<Record<string, (paper: IncomingPaper, numbers: readonly number[]) => string>> = {
	/** The first `n` letters of the `m`th author. */
	auth: (paper, [n = 0, m = 1]) => (families(paper)[m - 1] ?? '').slice(0, n || undefined),
	authors: (paper, [n = 0]) => {
		const all = families(paper);
		return all.slice(0, n || undefined).join('') + (n > 0 && all.length > n ? 'EtAl' : '');
	},
	authorlast: paper => families(paper).at(-1) ?? '',
	authetal2: paper => {
		const all = families(paper);
		return all.length > 2 ? `${all[0] ?? ''}EtAl` : all.join('');
	},
	year: paper => String(yearOf(paper.issued) ?? ''),
	shortyear: paper => String(yearOf(paper.issued) ?? '').slice(-2),
	title: paper => titleWords(paper.title).map(capitalise).join(''),
	shorttitle: (paper, [n = 3, m = 0]) => shortTitle(paper.title, n, m),
	veryshorttitle: (paper, [n = 1, m = 0]) => shortTitle(paper.title, n, m),
	journal: paper => titleWords(paper['container-title'] ?? '').map(capitalise).join(''),
	type: paper => paper.type,
};

const filterTable: Readonly<Record<string, (text: string, parameters: readonly Argument[]) => string>> = {
	lower: text => text.toLowerCase(),
	upper: text => text.toUpperCase(),
	capitalize: capitalise,
	abbr: text => (text.match(/[A-Z]|^[a-z]/g) ?? []).join(''),
	clean: cleanKey,
	substring: (text, [start = 1, length]) => text.slice(Number(start) - 1, length === undefined ? undefined : Number(start) - 1 + Number(length)),
	replace: (text, [find = '', by = '']) => text.replaceAll(String(find), String(by)),
};
