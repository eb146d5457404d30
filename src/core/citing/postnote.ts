import { present } from '../paper/paper';
import type { Range } from '../text/edits';
import { unfold } from '../text/fold';
import { splitLocator } from './locators';
import type { CitationForm, FoundCitation } from './syntax';

/** A citation of one work, whose words behind the key are a locator and what follows it, as in the brackets of LaTeX: `12, note 3`. */
export function citationWithPostnote(form: CitationForm, range: Range, key: string, keyStart: number, words: string): FoundCitation {
	const { locator, rest } = splitLocator(words, { postnote: true });
	return {
		form,
		...range,
		cites: [
			{
				key,
				...present('locator', locator),
				...present('suffix', unfold(rest) || undefined),
				...range,
				keyStart,
				keyEnd: keyStart + key.length,
			},
		],
	};
}
