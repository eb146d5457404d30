import type { JsonObject } from '../data/json';
import type { Name, Paper } from './paper';
import { printable } from '../text/printable';

type Authored = Pick<Paper, 'author'>;

/** Whether a name stands for all that are not named: BibTeX's `and others`. */
export function isOthers(name: JsonObject): boolean {
	return name['literal'] === 'others';
}

/** `Jascha Sohl-Dickstein`, `Ludwig van Beethoven`, `OpenAI`. */
export function fullName(name: Name): string {
	return name.literal ?? spaced([name.given, name['dropping-particle'], name['non-dropping-particle'], name.family, name.suffix]);
}

/** The name that sorts and cites: `Sohl-Dickstein`, `van Beethoven`, `OpenAI`. */
export function familyName(name: Name): string {
	return name.literal ?? spaced([name['non-dropping-particle'], name.family ?? name.given]);
}

/** `Song`, `Song & Kingma`, `Song et al.`; `undefined` where no author is known. */
export function shortAuthors({ author }: Authored): string | undefined {
	const [first, second] = author ?? [];
	if (first === undefined) {
		return undefined;
	}
	if (second === undefined) {
		return printable(familyName(first));
	}
	return printable(
		author?.length === 2 && !isOthers(second) ? `${familyName(first)} & ${familyName(second)}` : `${familyName(first)} et al.`,
	);
}

/** Parts that are there, a space between. */
function spaced(parts: readonly (string | undefined)[]): string {
	let text = '';
	for (const part of parts) {
		if (part !== undefined && part !== '') {
			text = text === '' ? part : `${text} ${part}`;
		}
	}
	return text;
}
