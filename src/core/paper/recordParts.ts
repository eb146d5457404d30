import { findIdentifiers, parsePmid } from './identifiers';
import type { Identifiers, Name } from './paper';
import { present } from './paper';

/** The value, or `undefined` for an empty list or text: for {@link present}. */
export function filled<T extends { readonly length: number }>(value: T | undefined): T | undefined {
	return value === undefined || value.length === 0 ? undefined : value;
}

export function identifiersIn(addresses: readonly (string | undefined)[], pmid?: string): Identifiers | undefined {
	const found = { ...findIdentifiers(addresses), ...present('pmid', pmid === undefined ? undefined : parsePmid(pmid)) };
	return Object.keys(found).length === 0 ? undefined : found;
}

/** `476` and `481` as `476-481`; an end that repeats the start, or that stands in it already, adds nothing. */
export function pageRange(start: string | undefined, end: string | undefined): string | undefined {
	const first = start?.trim().replace(/(?<!\s)\s*[–—-]+\s*/g, '-');
	const last = end?.trim();
	if (first === undefined || first === '') {
		return last === '' ? undefined : last;
	}
	return last === undefined || last === '' || last === first || first.includes('-') ? first : `${first}-${last}`;
}

/** PubMed shortens the last page to what differs: `132-42` is `132-142`. */
export function fullPages(pages: string | undefined): string | undefined {
	return pages
		?.replace(/(?<!\s)\s*[–-]+\s*/g, '-')
		.replace(
			/\b(\d+)-(\d+)\b/g,
			(_all, first: string, last: string) =>
				`${first}-${last.length < first.length ? first.slice(0, first.length - last.length) : ''}${last}`,
		);
}

/** ISBN or ISSN, by its digits; `undefined` where it is neither. */
export function numberKind(text: string): 'ISBN' | 'ISSN' | undefined {
	const digits = text.replace(/[^\dXx]/g, '');
	return digits.length === 8 ? 'ISSN' : digits.length === 10 || digits.length === 13 ? 'ISBN' : undefined;
}

export function namesField(field: string, names: readonly (Name | undefined)[]): Readonly<Record<string, readonly Name[]>> {
	const known = names.filter(name => name !== undefined);
	return known.length === 0 ? {} : { [field]: known };
}
