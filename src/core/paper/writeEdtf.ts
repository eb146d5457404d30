import { twoDigits } from './dates';
import { textOf } from '../data/json';
import type { CslDate } from './paper';

/**
 * A CSL date in EDTF level 1, as biblatex reads it: `2020-05-04`, `2019/2021`, `1999~`, `2001-21` for spring. `undefined` where it has no
 * year.
 */
export function edtfOf(date: CslDate): string | undefined {
	const ends = (date['date-parts'] ?? []).map(parts => partsToEdtf(parts.map(Number), date));
	const [first, last] = ends;
	if (first === undefined) {
		return undefined;
	}
	return ends.length > 1 ? `${first}/${last ?? ''}` : first;
}

function partsToEdtf([year, month, day]: readonly number[], date: CslDate): string | undefined {
	// An end without a year is open: `2019/`.
	if (year === undefined || !Number.isInteger(year) || year === 0) {
		return undefined;
	}
	const named = textOf(date['season']);
	const season = month === undefined && named !== undefined ? Number(named) + 20 : undefined;
	const parts = [
		fourDigits(year),
		...[season ?? month, day].filter(part => part !== undefined && part > 0).map(part => twoDigits(part ?? 0)),
	];
	return parts.join('-') + (date['circa'] === undefined || date['circa'] === false ? '' : '~');
}

/** CSL has no year 0: 44 BC is -44, in EDTF `-0043`. */
function fourDigits(year: number): string {
	return (year < -1 ? '-' : '') + String(year < 0 ? -year - 1 : year).padStart(4, '0');
}
