import { splitMath } from './math';
import { letters, marks } from './texSymbols';

/**
 * A title or abstract with its TeX accents, letters, escapes, styling and quotes made plain: `Gy\"{o}rgy` becomes `György`, ` ``gap'' `
 * becomes `“gap”`. Only what has one exact reading changes: formulae, unknown commands and bare braces stay as they are.
 */
export function texToText(text: string): string {
	if (!/[\\`]|''/.test(text)) {
		return text;
	}
	const plain = splitMath(text).map(segment => (segment.kind === 'text' ? proseToText(segment.source) : segment.source));
	return unescapeDollars(plain.join(''));
}

function proseToText(text: string): string {
	return curlQuotes(replaceCommands(text));
}

/** Braces and accents within each other: `{\'{\^{e}}}` has four. More is nobody's name. */
const deepest = 8;

interface Reading {
	readonly text: string;
	/** Offset behind what was read. */
	readonly end: number;
}

function replaceCommands(text: string): string {
	let plain = '';
	let at = 0;
	while (at < text.length) {
		const next = text.slice(at).search(/\\|\{\\/);
		if (next < 0) {
			break;
		}
		plain += text.slice(at, at + next);
		at += next;
		const command = readCommand(text, at) ?? { text: text.charAt(at), end: at + 1 };
		plain += command.text;
		at = command.end;
	}
	return plain + text.slice(at);
}

/** The command at an offset, with or without braces around it: `\"o`, `{\"o}`, `\L `, `\%`, `\emph{so}`. */
function readCommand(text: string, at: number, depth = 0): Reading | undefined {
	if (depth > deepest) {
		return undefined;
	}
	if (text.startsWith('{\\', at)) {
		const inner = readCommand(text, at + 1, depth + 1);
		return inner && text[inner.end] === '}' ? { text: inner.text, end: inner.end + 1 } : undefined;
	}
	const name = /\\([A-Za-z]+|[^])/y;
	name.lastIndex = at;
	const command = name.exec(text)?.[1];
	if (command === undefined) {
		return undefined;
	}
	const end = at + 1 + command.length;
	const letter = letters.get(command);
	if (letter !== undefined) {
		return { text: letter, end: end + lengthOf(/\{\}|[ \t]*/y, text, end) };
	}
	const mark = marks.get(command);
	if (mark !== undefined) {
		const base = readBase(text, end + lengthOf(/[ \t]*/y, text, end), depth + 1);
		return base && { text: (base.text.replace('ı', 'i').replace('ȷ', 'j') + mark).normalize('NFC'), end: base.end };
	}
	if (styles.has(command)) {
		const group = /\{([^{}\\]*)\}/y;
		group.lastIndex = end;
		const styled = group.exec(text);
		return styled ? { text: styled[1] ?? '', end: group.lastIndex } : undefined;
	}
	return escapes.has(command) ? { text: command, end } : undefined;
}

/** What an accent stands on: `{o}`, `o`, `{\i}`, `\i`, or another accented letter. */
function readBase(text: string, at: number, depth: number): Reading | undefined {
	if (text[at] === '{' && depth <= deepest) {
		const inner = readBase(text, at + 1, depth + 1);
		return inner && text[inner.end] === '}' ? { text: inner.text, end: inner.end + 1 } : undefined;
	}
	if (text[at] === '\\') {
		const command = readCommand(text, at, depth + 1);
		return command && /^\p{L}\p{M}*$/u.test(command.text) ? command : undefined;
	}
	const letter = /\p{L}/uy;
	letter.lastIndex = at;
	const found = letter.exec(text)?.[0];
	return found === undefined ? undefined : { text: found, end: at + found.length };
}

function lengthOf(pattern: RegExp, text: string, at: number): number {
	pattern.lastIndex = at;
	return pattern.exec(text)?.[0].length ?? 0;
}

/** ` ``so'' `, ` `so' ` and, as some sources write it, `''so''`. Apostrophes stay. */
function curlQuotes(text: string): string {
	return text
		.replace(/``((?:(?!``)[^]){0,500}?)''(?!')/g, '“$1”')
		.replace(/(?<=^|[\s([{\u2014-])''(?=[^\s'])((?:(?!'')[^]){1,500}?)(?<=\S)''(?!')/g, '“$1”')
		.replace(/(?<=^|[\s([{\u2014“-])`(?=[^\s`])([^`']*?(?:'\p{L}[^`']*?)*)'(?!\p{L})/gu, '‘$1’');
}

/** `\$5` is a price, and reads `$5` where the bare sign cannot be taken for mathematics. */
export function unescapeDollars(text: string): string {
	if (!text.includes('\\$')) {
		return text;
	}
	const bare = text.replace(/\\\$/g, '$');
	const formulae = (candidate: string) => splitMath(candidate).filter(segment => segment.kind === 'math').length;
	return bare !== text && formulae(bare) === formulae(text) ? bare : text;
}

const escapes = new Set(['%', '&', '_', '#', '{', '}']);

const styles = new Set([
	'emph',
	'textit',
	'textbf',
	'textsc',
	'texttt',
	'textrm',
	'textsf',
	'textsl',
	'textup',
	'underline',
	'url',
	'mbox',
	'text',
]);
