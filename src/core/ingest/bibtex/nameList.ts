import type { Name } from '../../paper';
import { present } from '../../paper';
import { unfold } from '../../text/fold';
import { readTex } from './texReader';

export interface NameReading {
	/** biblatex's `useprefix=false`: particles do not count for sorting and short forms. */
	readonly dropParticles?: boolean;
}

/**
 * The names of a BibTeX value: `Ludwig van Beethoven and King, Jr., Martin and {World Health Organization} and others`, and biblatex's
 * `family=Beethoven, given=Ludwig, prefix=van`. https://ctan.org/pkg/bibtex (btxdoc, section 4), biblatex manual 3.20, section 3.4
 */
export function readNames(tex: string, reading: NameReading = {}): readonly Name[] {
	return splitTop(tex, conjunction)
		.map(name => name.trim())
		.filter(name => name !== '' && name !== '{}' && name !== ',')
		.map(name => readName(name, reading));
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
	if (/^others$/i.test(tex)) {
		return { literal: 'others' };
	}
	if (extended.test(tex)) {
		return readExtended(tex);
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
	const [suffix, given] = rest.length === 0 ? [undefined, second] : [second, rest.join(', ')];
	return joinName(tokensOf(given), von, family, suffix, reading);
}

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

function readExtended(tex: string): Name {
	const parts = new Map<string, string>();
	for (const part of splitTop(tex, commas)) {
		const match = /^"?([a-z-]+)\s*=\s*([^]*)$/i.exec(part.trim());
		parts.set((match?.[1] ?? '').toLowerCase(), plain((match?.[2] ?? '').replace(/"$/, '')));
	}
	const drops = parts.get('useprefix') === 'false';
	return {
		...present('family', filled(parts.get('family') ?? '')),
		...present('given', filled(parts.get('given') ?? '')),
		...present(drops ? 'dropping-particle' : 'non-dropping-particle', filled(parts.get('prefix') ?? '')),
		...present('suffix', filled(parts.get('suffix') ?? '')),
	};
}

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

const particles = new Set("von van vom zu zur zum der den de del della dela di da do dos das du d' d’ la le las los lo ter ten tot af av al el bin ibn ben bar".split(' '));
