import type { Format, Input } from './format';
import { formats } from './formats';

/** The format that claims the input most surely; `undefined` where none does. */
export function detectFormat(input: Input): Format | undefined {
	let best: Format | undefined;
	let surest = 0;
	for (const format of formats) {
		const sureness = format.recognise(input);
		if (sureness > surest) {
			best = format;
			surest = sureness;
		}
	}
	return best;
}
