import type { Name } from '../../paper/paper';
import { present } from '../../paper/paper';
import { isBody } from '../../paper/personName';
import { unfold } from '../../text/fold';
import { readTex } from '../syntax/texReader';
import { decodeEntities } from '../../text/html';

export interface NameReading {
	/** biblatex's `useprefix=false`: particles do not count for sorting and short forms. */
	readonly dropParticles?: boolean;
}

/**
 * The names of a BibTeX value: `Ludwig van Beethoven and King, Jr., Martin and {World Health Organization} and others`, and biblatex's
 * `family=Beethoven, given=Ludwig, prefix=van`. https://ctan.org/pkg/bibtex (btxdoc, section 4), biblatex manual 3.20, section 3.4
 */
export function readNames(tex: string, reading: NameReading = {}): readonly Name[] {
	// A character reference holds the semicolon that parts names elsewhere.
	return splitTop(decodeEntities(tex.replace(/\\&(?=#?\w{2,30};)/g, '&')), conjunction)
		.flatMap(partedOtherwise)
		.map(name => readName(name.trim(), reading))
		.filter(name => Object.values(name).some(part => part !== ''));
}

/** The items of a list such as publishers, or of keywords, parted where no brace is open. The pattern is global. */
export function splitTop(tex: string, separator: RegExp): readonly string[] {
	if (!tex.includes('{')) {
		return tex.split(separator);
	}
	const parts: string[] = [];
	let depth = 0;
	let start = 0;
	let counted = 0;
	for (const match of tex.matchAll(separator)) {
		for (; counted < match.index; counted += 1) {
			const code = tex.charCodeAt(counted);
			if (code === 0x5c) {
				counted += 1;
			} else {
				depth += code === 0x7b ? 1 : code === 0x7d ? -1 : 0;
			}
		}
		if (depth <= 0) {
			parts.push(tex.slice(start, match.index));
			start = match.index + match[0].length;
		}
	}
	return [...parts, tex.slice(start)];
}

const commas = /,/g;
const blanks = /(?:\s|(?<!\\)~)+/g;

/** Parts names and lists. */
export const conjunction = /(?<!\s)\s+and(?=\s|$)|^and\s/gi;

function readName(tex: string, reading: NameReading): Name {
	const comma = tex.indexOf(',');
	if (comma > 0 && comma === tex.lastIndexOf(',') && !oddInName.test(tex) && !isLower(tex)) {
		const given = tex.slice(comma + 1).trim();
		if (given !== '') {
			return { family: tex.slice(0, comma).trim(), given };
		}
	}
	if (/^(?:others|al\.|et\.? ?al(?:\.|ii|ia)?)$/i.test(tex)) {
		return { literal: 'others' };
	}
	if (extended.test(tex)) {
		return readExtended(tex, reading);
	}
	if (isGroup(tex)) {
		return { literal: plain(tex) };
	}
	const parts = splitTop(tex, commas).map(part => part.trim());
	const [first = '', second, ...rest] = parts;
	if (second === undefined) {
		return joinName(...splitNatural(tokensOf(first)), undefined, reading);
	}
	const [von, family] = splitFamily(tokensOf(first));
	const last = rest.join(', ');
	// `Cruz, Juan, Jr.` is as common as it is wrong.
	const [suffix, given] =
		rest.length === 0 ? [undefined, second] : isSuffix.test(last) && !isSuffix.test(second) ? [last, second] : [second, last];
	return joinName(tokensOf(given), von, family, suffix, reading);
}

/** Names that commas, semicolons, `\\&` or `et al.` part where `and` should: more commas than a name can have, or a suffix that is none. */
function partedOtherwise(tex: string): readonly string[] {
	if (!/[,;&]|\bal\b/.test(tex) || extended.test(tex.trim())) {
		return [tex];
	}
	const [, named, more] = /^(.*\S)[,\s]\s*(et\.? al(?:\.|ii|ia)?)[\s,]*$/is.exec(tex) ?? [];
	if (named !== undefined && more !== undefined) {
		return [...partedByMarks(named.replace(/,$/, '')), more];
	}
	return partedByMarks(tex);
}

function partedByMarks(tex: string): readonly string[] {
	const separated = [/(?<!&#?\w{1,9});/g, /(?<=\s)\\?&(?=\s)/g]
		.map(separator => splitTop(tex, separator))
		.find(parts => parts.length > 1 && parts.every(part => /[,\s]/.test(part.trim()) && !isBody(part)));
	if (separated !== undefined) {
		return separated.flatMap(partedByMarks);
	}
	const parts = splitTop(tex, commas)
		.map(part => part.trim())
		.filter(part => part !== '');
	if (parts.length > 1 && /,\s*$/.test(tex) && parts.every(part => /^\p{Lu}\S*\s/u.test(part))) {
		return parts;
	}
	if (parts.length < 3 || parts.some(part => isSuffix.test(part))) {
		return [tex];
	}
	if (isBody(parts[0] ?? '')) {
		return [`{${tex.trim()}}`];
	}
	if (parts.every(part => vancouver.test(part))) {
		return parts.map(part => part.replace(vancouver, '$1, $2'));
	}
	return parts.length === 3 ? (partedThree(parts) ?? [tex]) : paired(parts);
}

/** `Gomez, F., Durand, M.` and `Fernando Gomez, Mathieu Durand, Peter Klein, Keenan Small`, and both at once. */
function paired(parts: readonly string[]): readonly string[] {
	const inverted = parts.length % 2 === 0 && parts.every((part, at) => at % 2 === 0 || !/\s/.test(part) || initials.test(part));
	const names: string[] = [];
	for (let at = 0; at < parts.length; at += 1) {
		const [part = '', next] = parts.slice(at, at + 2);
		const takesNext = next !== undefined && (inverted || initials.test(next) || !/[\s~]/.test(part));
		names.push(takesNext ? `${part}, ${next}` : part);
		at += takesNext ? 1 : 0;
	}
	return names;
}

/** `Balota, T., D. A. Klein`; three full names. */
function partedThree([first = '', second = '', third = '']: readonly string[]): readonly string[] | undefined {
	if (initials.test(second) && /\s\p{L}{3,}$/u.test(third)) {
		return [`${first}, ${second}`, third];
	}
	return [first, second, third].every(part => /^\p{Lu}\S*\s/u.test(part)) ? [first, second, third] : undefined;
}

// `Roe AB`
const vancouver = /^(\p{Lu}\S*) (\p{Lu}{1,3})$/u;
const initials = /^(?:\p{Lu}\p{Ll}?\.[\s~-]*)+$|^\p{Lu}{1,2}$/u;
const isSuffix = /^\{?(?:Jr|Sr|Jun|Junior|Senior|I{1,3}|IV|VI{0,3}|\d(?:st|nd|rd|th)|Ph\.? ?D|M\.? ?D|Esq|S\.J|O\.P)\.?\}?$/i;

/** What a name may hold that must be looked at more closely than `Doe, Jane`. */
const oddInName = /[\\{}$~`"=]|--|''|\s\s|[^\S ]/;

type Tokens = readonly string[];

/** `Ludwig van Beethoven` as given name, particle and family name. */
function splitNatural(tokens: Tokens): readonly [given: Tokens, von: Tokens, family: Tokens] {
	const firstLower = tokens.findIndex((token, index) => index < tokens.length - 1 && isLower(token));
	if (firstLower < 0) {
		return [tokens.slice(0, -1), [], tokens.slice(-1)];
	}
	const lastLower = tokens.findLastIndex((token, index) => index < tokens.length - 1 && isLower(token));
	// `kishore jacob` is a name in lower case rather than a particle.
	if (firstLower === 0 && !particles.has(tokens[0] ?? '')) {
		return [tokens.slice(0, lastLower + 1), [], tokens.slice(lastLower + 1)];
	}
	return [tokens.slice(0, firstLower), tokens.slice(firstLower, lastLower + 1), tokens.slice(lastLower + 1)];
}

/** The part before the comma: `van den Bos`. */
function splitFamily(tokens: Tokens): readonly [von: Tokens, family: Tokens] {
	const upper = tokens.findIndex(token => !isLower(token));
	const family = upper < 0 ? tokens.length - 1 : upper;
	return [tokens.slice(0, family), tokens.slice(family)];
}

function joinName(given: Tokens, von: Tokens, family: Tokens, suffix: string | undefined, { dropParticles = false }: NameReading): Name {
	const last = join(family);
	const first = join(given);
	if (von.length === 0 && suffix === undefined && last !== '' && first !== '') {
		// Most names; a bibliography has ten an entry.
		return { family: last, given: first };
	}
	return {
		...present('family', filled(last)),
		...present('given', filled(first)),
		...present(dropParticles ? 'dropping-particle' : 'non-dropping-particle', filled(join(von))),
		...present('suffix', filled(plain(suffix ?? ''))),
	};
}

function join(tokens: Tokens): string {
	const [only = ''] = tokens;
	return tokens.length <= 1 ? plain(only) : tokens.map(plain).join(' ');
}

function readExtended(tex: string, { dropParticles = false }: NameReading): Name {
	const parts = new Map<string, string>();
	for (const part of splitTop(tex, extendedParts)) {
		const match = /^"?([a-z-]+)\s*=\s*([^]*)$/i.exec(part.trim());
		parts.set((match?.[1] ?? '').toLowerCase(), plain((match?.[2] ?? '').replace(/"$/, '')));
	}
	const useprefix = parts.get('useprefix');
	const drops = useprefix === undefined ? dropParticles : useprefix === 'false';
	return {
		...present('family', filled(parts.get('family') ?? '')),
		...present('given', filled(parts.get('given') ?? '')),
		...present(drops ? 'dropping-particle' : 'non-dropping-particle', filled(parts.get('prefix') ?? '')),
		...present('suffix', filled(parts.get('suffix') ?? '')),
	};
}

// typst and older files part them by blanks.
const extendedParts = /,|(?<!\s)\s+(?=(?:family|given|prefix|suffix|useprefix)(?:-i)?\s*=)/g;
const extended = /^"?(?:family|given|prefix|suffix)(?:-i)?\s*=/i;

function plain(tex: string): string {
	return unfold(readTex(tex, { literal: true }));
}

function filled(text: string): string | undefined {
	return text === '' ? undefined : text;
}

/** Words of a name; braces and accents (`Mu\~noz`) hold theirs together. */
function tokensOf(tex: string): Tokens {
	return splitTop(tex, blanks).filter(token => token !== '');
}

/** Whether braces stand around the whole: `{World Health Organization}`, not `{\"O}zge`. */
function isGroup(tex: string): boolean {
	if (!tex.startsWith('{') || !tex.endsWith('}') || tex.startsWith('{\\')) {
		return false;
	}
	let depth = 0;
	for (let at = 0; at < tex.length; at += 1) {
		const code = tex.charCodeAt(at);
		depth += code === 0x7b ? 1 : code === 0x7d ? -1 : 0;
		if (depth === 0) {
			return at === tex.length - 1;
		}
	}
	return false;
}

/** BibTeX's test of a particle: the first letter that no brace holds is small, where `{\...}` counts as the letter it makes. */
function isLower(token: string): boolean {
	if (token.startsWith('{') && !token.startsWith('{\\')) {
		return false;
	}
	const text = /[{\\]/.test(token) ? plain(token) : token;
	return /^\p{P}*\p{Ll}/u.test(text);
}

const particles = new Set(
	"von van vom zu zur zum der den de del della dela di da do dos das du d' d’ la le las los lo ter ten tot af av al el bin ibn ben bar".split(
		' ',
	),
);
