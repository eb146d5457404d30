import { tableOf } from '../data/table';
import { isPaired, searchableText } from './searchableText';

/** Longer words are cut: nobody types them, and a hostile text must not fill the dictionary. UTF-16 units. */
const longestWord = 40;

/**
 * Called with each word, its offset in words from the start of the text, and whether it is tied to the word before it by a hyphen, an
 * apostrophe or the like.
 */
export type WordVisitor = (word: string, offset: number, tied: boolean) => void;

/**
 * Hands out the words of a text as the index knows them, in order, and returns how many offsets they take. Words are runs of letters and
 * digits, folded. Chinese, Japanese and Korean runs are cut into pairs of neighbours and the last character alone (`機械学` gives `機械`, `械学`,
 * `学`). Single Greek letters are spelled out: `α-VAE` gives `alpha`, `vae`.
 */
export function eachWord(text: string, visit: WordVisitor): number {
	const plain = searchableText(text);
	let offset = 0;
	let end = 0;
	for (let start = nextWord(plain, 0); start < plain.length; start = nextWord(plain, end)) {
		if (isPaired(plain.charCodeAt(start))) {
			end = endOfPaired(plain, start);
			offset = visitPairs(plain, start, end, offset, visit);
			continue;
		}
		const tied = offset > 0 && start === end + 1 && ties.has(plain.charAt(end));
		end = endOfWord(plain, start);
		visit(spelled(plain.slice(start, Math.min(end, start + longestWord))), offset, tied);
		offset += 1;
	}
	return offset;
}

/** As {@link eachWord}, and each run of tied words also as one, at the offset of its first: `sohl`, `dickstein`, `sohldickstein`. */
export function eachWordAndJoin(text: string, visit: WordVisitor): number {
	let joined = '';
	let from = 0;
	let parts = 0;
	const finishRun = () => {
		if (parts > 1 && joined.length <= longestWord) {
			visit(joined, from, false);
		}
		parts = 0;
	};
	const length = eachWord(text, (word, offset, tied) => {
		if (!tied) {
			finishRun();
			joined = '';
			from = offset;
		}
		joined += word;
		parts += 1;
		visit(word, offset, tied);
	});
	finishRun();
	return length;
}

/** The words of a text in order. */
export function wordsIn(text: string): readonly string[] {
	const words: string[] = [];
	eachWord(text, word => words.push(word));
	return words;
}

const ties = new Set("-'’‐‑_.·/+");

const letter = /[\p{L}\p{N}]/u;

// What each character below 128 is: 1 for letters and digits.
const wordCharacters = Uint8Array.from({ length: 128 }, (_, code) => (letter.test(String.fromCharCode(code)) ? 1 : 0));

function isWordUnit(text: string, at: number): boolean {
	const code = text.charCodeAt(at);
	return code < 128 ? wordCharacters[code] === 1 : isForeignLetter(text, at, code);
}

/** Letters beyond ASCII. Of a pair of surrogates both halves count alike, so that a word never ends inside one. */
function isForeignLetter(text: string, at: number, code: number): boolean {
	const low = code >= 0xdc00 && code <= 0xdfff && at > 0;
	return letter.test(String.fromCodePoint(text.codePointAt(low ? at - 1 : at) ?? 0));
}

function nextWord(text: string, from: number): number {
	let at = from;
	while (at < text.length && !isWordUnit(text, at)) {
		at += 1;
	}
	return at;
}

function endOfWord(text: string, from: number): number {
	let at = from;
	while (at < text.length && isWordUnit(text, at) && !isPaired(text.charCodeAt(at))) {
		at += 1;
	}
	return at;
}

function endOfPaired(text: string, from: number): number {
	let at = from;
	while (at < text.length && isPaired(text.charCodeAt(at))) {
		at += 1;
	}
	return at;
}

function visitPairs(text: string, from: number, end: number, firstOffset: number, visit: WordVisitor): number {
	for (let at = from; at < end; at += 1) {
		visit(text.slice(at, Math.min(at + 2, end)), firstOffset + at - from, false);
	}
	return firstOffset + end - from;
}

function spelled(word: string): string {
	return word.length === 1 && word > '\u0370' ? (greekLetters.get(word) ?? word) : word;
}

const greekLetters = tableOf<string>({
	α: 'alpha',
	β: 'beta',
	γ: 'gamma',
	δ: 'delta',
	ε: 'epsilon',
	ζ: 'zeta',
	η: 'eta',
	θ: 'theta',
	ι: 'iota',
	κ: 'kappa',
	λ: 'lambda',
	μ: 'mu',
	ν: 'nu',
	ξ: 'xi',
	ο: 'omicron',
	π: 'pi',
	ρ: 'rho',
	σ: 'sigma',
	τ: 'tau',
	υ: 'upsilon',
	φ: 'phi',
	χ: 'chi',
	ψ: 'psi',
	ω: 'omega',
});
