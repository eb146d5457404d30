import type { Range } from '../text/edits';

/**
 * What may be a key behind `@` in pandoc's markdown: letters, digits and `_`, with single punctuation characters inside (and `//`, for
 * URLs). https://pandoc.org/MANUAL.html#citation-syntax
 */
const bareKey = /[\p{L}\p{M}\p{N}_](?:[\p{L}\p{M}\p{N}_]|[:.#$%&\-+?<>~/](?=[\p{L}\p{M}\p{N}_])|[:/](?=\/))*/uy;

/** Braces let a key hold anything but white space; braces inside must pair, which one level of them decides here. */
const bracedKey = /\{((?:[^{}\s]|\{[^{}\s]*\})+)\}/y;

export interface KeyReading {
	readonly key: string;
	readonly start: number;
	readonly end: number;
	/** Behind the key and its closing brace. */
	readonly next: number;
}

/** The key at an offset just behind an `@`; `undefined` where there is none. */
export function readKey(text: string, at: number): KeyReading | undefined {
	if (text.charCodeAt(at) === 0x7b) {
		bracedKey.lastIndex = at;
		const braced = bracedKey.exec(text)?.[1];
		return braced === undefined ? undefined : { key: braced, start: at + 1, end: at + 1 + braced.length, next: at + 2 + braced.length };
	}
	bareKey.lastIndex = at;
	const bare = bareKey.exec(text)?.[0];
	return bare === undefined ? undefined : { key: bare, start: at, end: at + bare.length, next: at + bare.length };
}

/** `@doe2020`, or `@{doe:2020:}` where the key would end early without braces. */
export function printKey(key: string): string {
	bareKey.lastIndex = 0;
	return bareKey.exec(key)?.[0] === key ? `@${key}` : `@{${key}}`;
}

/** An `@key` as it stands in a text: `start` is at its `@`, or at the `-` before that. */
export interface Mark extends Range {
	readonly key: string;
	readonly keyStart: number;
	readonly keyEnd: number;
	readonly suppressAuthor: boolean;
}

/**
 * The mark whose `@` stands at an offset; `undefined` behind a letter, digit or full stop, as in an e-mail address, and where no key
 * follows.
 */
export function readMark(text: string, at: number): Mark | undefined {
	const reading = endsWord(text, at) ? undefined : readKey(text, at + 1);
	if (reading === undefined) {
		return undefined;
	}
	const suppressAuthor = text[at - 1] === '-' && text[at - 2] !== '-' && !endsWord(text, at - 1);
	return {
		key: reading.key,
		keyStart: reading.start,
		keyEnd: reading.end,
		start: suppressAuthor ? at - 1 : at,
		end: reading.next,
		suppressAuthor,
	};
}

function endsWord(text: string, at: number): boolean {
	return /[\p{L}\p{M}\p{N}.]$/u.test(text.slice(Math.max(0, at - 2), at));
}
