import type CSL from 'citeproc';
import { present } from '../../paper/paper';
import { cut } from '../../text/cut';
import type { LocatorTerms } from '../locators';
import { splitLocator, unnamedPlace } from '../locators';
import type { Cite, Locator } from '../syntax';
import { affixMarkup } from './affixMarkup';
import { withoutPrivateMarks } from './markedText';
import { longestText } from './styleItem';

/** The cites of a citation as citeproc takes them, with signs between their words that only {@link withoutItemSigns} takes away. */
export function citationItems(cites: readonly Cite[], terms: LocatorTerms): CSL.CitationItem[] {
	return cites.map((cite, index) => keepingDelimiter(citationItem(cite, terms), index < cites.length - 1));
}

/** What citeproc wrote of cites, without the signs that told it where no space and no delimiter stands. */
export function withoutItemSigns(marked: string): string {
	return marked.replaceAll(noSpace, '').replace(joined, '$1 ');
}

/** No space stands here, whatever citeproc would put between two words. */
const noSpace = '\uE005';

/** Behind a suffix that holds the next cite: no delimiter stands there. */
const joint = '\uE006';
const joined = new RegExp(`${joint}(\uE002*)[,;]?\\s*`, 'g');

/**
 * A cite as citeproc takes it, its locator read as the document's language writes it. In pandoc's Markdown no other is one: `p. 5` in a
 * German text are words. https://pandoc.org/MANUAL.html#citations-in-markdown
 */
export function citationItem(
	{ key, prefix, suffix, locator, tail, holdsNext, suppressAuthor }: Cite,
	terms: LocatorTerms,
): CSL.CitationItem {
	const read =
		tail !== undefined || locator === undefined
			? splitLocator(tail ?? suffix ?? '', { terms, english: tail === undefined, withUnnamed: true })
			: { locator, rest: suffix ?? '' };
	return {
		id: key,
		...present('prefix', prefix === undefined ? undefined : shownAffix(prefix).replace(/(?<!\s)$/, ' ')),
		...present(
			'suffix',
			read.rest.trim() === ''
				? undefined
				: suffixText(shownAffix(tail === undefined ? spaced(read.rest.trim()) : read.rest)) +
						(holdsNext === true && /\p{L}/u.test(read.rest) ? joint : ''),
		),
		...present('label', read.locator?.label),
		...present('locator', read.locator && locatorText(read.locator)),
		...(suppressAuthor === true ? { 'suppress-author': true } : {}),
	};
}

function shownAffix(text: string): string {
	return affixMarkup(withoutPrivateMarks(cut(text, longestText)));
}

/**
 * Without emphasis, and with dashes for the hyphens between numbers, which citeproc writes only in the simplest ranges. In words that are
 * no place of the language it is not to look for one of its own.
 */
function locatorText({ label, value }: Locator): string {
	const words = (label === unnamedPlace ? noSpace : '') + cut(value, longestText).replace(/\*+/g, '');
	return /^[\w/]+\s*-{1,3}\s*[\w/]+$/.test(words) && !/^[A-Za-z]+\d+\s*-+\s*[A-Za-z]+\d+$/.test(words)
		? words.replace(/-+/, '-')
		: words.replace(/(?<=[\p{L}\p{N})\]])\s*-{1,3}\s*(?=[\p{L}\p{N}([])/gu, '–');
}

/** Behind a suffix with a full stop, `S. 33 f.; Roe 2019`, citeproc would leave out what stands between two cites. */
function keepingDelimiter(item: CSL.CitationItem, isFollowed: boolean): CSL.CitationItem {
	return isFollowed && item.suffix?.endsWith('.') === true ? { ...item, suffix: item.suffix + noSpace } : item;
}

/** citeproc would put a space before a suffix that has none, and take one away before a quotation. */
function suffixText(suffix: string): string {
	return /^(?:\s+[^\s"“‘«'„]|[,.;:!?])/.test(suffix) ? suffix : noSpace + suffix;
}

function spaced(suffix: string): string {
	return /^[^\p{L}\p{N}\p{Ps}\p{Pi}\p{S}"'*_\\[(<$`–—-]/u.test(suffix) ? suffix : ` ${suffix}`;
}
