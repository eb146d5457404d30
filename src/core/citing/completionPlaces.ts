import type { CompletionPlace } from './syntax';
import type { Range } from '../text/edits';

/**
 * The place of a key of which `query` is typed before an offset; `rest` matches what of it stands after. `undefined` where there is no
 * query.
 */
export function keyPlace(
	text: string,
	offset: number,
	query: string | undefined,
	rest: RegExp,
	bare = false,
): (CompletionPlace & { readonly kind: 'key' }) | undefined {
	const tail = rest.exec(text.slice(offset, offset + 200))?.[0] ?? '';
	return query === undefined ? undefined : { kind: 'key', query, bare, start: offset - query.length, end: offset + tail.length };
}

/**
 * The place of a locator by the first of some forms that fits a line up to an offset: their groups are the key, where it stands before the
 * locator, and what of the locator is typed.
 */
export function locatorPlace(
	before: string,
	offset: number,
	forms: readonly RegExp[],
): (CompletionPlace & { readonly kind: 'locator' }) | undefined {
	const found = forms.map(form => form.exec(before)).find(match => match !== null);
	const query = found?.[2] ?? '';
	return found === undefined ? undefined : { kind: 'locator', key: found[1] ?? '', query, start: offset - query.length, end: offset };
}

export function isWithin(ranges: readonly Range[], at: number): boolean {
	return ranges.some(({ start, end }) => start <= at && at < end);
}
