import type { Format, Input } from './format';
import { formats } from './formats';
import { nbib } from './tagged/nbib';
import { refer } from './tagged/refer';
import { ris } from './tagged/ris';
import { wos } from './tagged/wos';

/** The format that claims the input most surely; `undefined` where none does. */
export function detectFormat(input: Input): Format | undefined {
	const isStructured = structuredName.test(input.fileName ?? '') || structuredStart.test(input.text);
	let best: Format | undefined;
	let surest = 0;
	for (const format of formats) {
		const claim = format.recognise(input);
		const sureness = isStructured && tagged.has(format) ? Math.min(claim, 0.5) : claim;
		if (sureness > surest) {
			best = format;
			surest = sureness;
		}
	}
	return best;
}

/** An abstract in JSON or YAML may hold lines that look like records of these. */
const tagged: ReadonlySet<Format> = new Set([ris, nbib, refer, wos]);
const structuredName = /\.(?:json|ya?ml)$/i;
const structuredStart = /^\s*(?:[[{]|---[ \t]*\r?\n|references:)/;
