import { yearOf } from '../paper/dates';
import { KeyArguments } from './keyCall';
import { keyFilters, keyFunctions } from './keyFunctions';
import { functionName, parseKeyPattern } from './keyPattern';
import type { KeyAlternative, KeyTerm } from './keyPattern';
import { asciiOf, capitalise, wordsOfTitle } from './keyWords';
import type { IncomingPaper } from '../paper/paper';

export { parseKeyPattern } from './keyPattern';

/** Gives `song2021score`-like keys. */
export const defaultKeyPattern = 'auth.lower + year + shorttitle(1,1).lower';

/** What {@link citationKey} asks of the keys already given: a `Set`, a `Map`, or anything with `has`. */
export interface TakenKeys {
	has(key: string): boolean;
}

/**
 * The citation key of a paper by a pattern, made unique among `taken` by a letter behind it (`a` to `z`, then `aa`, ...). A paper with
 * neither author nor year gets its key from its title, whatever the pattern. A pattern that cannot be read counts as the default one; check
 * it with {@link parseKeyPattern} where a user wrote it.
 */
export function citationKey(paper: IncomingPaper, pattern: string = defaultKeyPattern, taken: TakenKeys = new Set()): string {
	const bare = (paper.author ?? []).length === 0 && yearOf(paper.issued) === undefined;
	const key = bare ? titleKey(paper.title) : patternKey(paper, pattern);
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

/** The first alternative that says something. */
function patternKey(paper: IncomingPaper, pattern: string): string {
	const parsed = parseKeyPattern(pattern);
	const read = parsed.kind === 'pattern' ? parsed : parseKeyPattern(defaultKeyPattern);
	const alternatives = read.kind === 'pattern' ? read.alternatives : [];
	return alternatives.map(alternative => evaluate(alternative, paper)).find(key => key !== '') ?? '';
}

/** Empty where one of its functions or filters passes the paper on. */
function evaluate(alternative: KeyAlternative, paper: IncomingPaper): string {
	const texts = alternative.map(term => textOfTerm(term, paper));
	return texts.includes(undefined) ? '' : cleanKey(texts.join(''));
}

function textOfTerm(term: KeyTerm, paper: IncomingPaper): string | undefined {
	if (term.kind === 'text') {
		return term.text;
	}
	const source = keyFunctions.get(functionName(term.call.name));
	let text = source?.read(paper, new KeyArguments(term.call, source.parameters));
	for (const call of term.filters) {
		const filter = keyFilters.get(call.name.toLowerCase());
		text = text === undefined ? undefined : filter?.change(text, new KeyArguments(call, filter.parameters));
	}
	return text;
}

/** `SkipDecode: Autoregressive Skip Decoding` gives `skipdecode`, `Learning to See in the Dark` gives `learningSeeDark`. */
function titleKey(title: string): string {
	const name = /^([^\s:]{2,24}):\s/.exec(title)?.[1];
	if (name !== undefined) {
		return cleanKey(name).toLowerCase();
	}
	const [first = '', ...others] = wordsOfTitle(title).slice(0, 3);
	return cleanKey(first.toLowerCase() + others.map(word => capitalise(word.toLowerCase())).join(''));
}

/** Without what breaks a citation in pandoc, LaTeX or BibTeX, or a file name. https://pandoc.org/MANUAL.html#citation-syntax */
function cleanKey(key: string): string {
	return asciiOf(key)
		.replace(/[^\p{L}\p{N}_:.+/-]/gu, '')
		.replace(/^[^\p{L}\p{N}]+|(?<![^\p{L}\p{N}])[^\p{L}\p{N}]+$/gu, '');
}
