import { monthOf } from '../dates';
import type { CslDate } from '../paper';
import { present } from '../paper';

/**
 * A date as people and databases write it: `2014`, `2014-05-06`, `2014/05/06/Spring`, `2019 Jan-Feb`, `Oct 8, 1993`, `8 October 1993`, `May 2004`, `2001-2003`. What has a year in it but no such
 * form is kept as words. `undefined` for an empty text.
 */
export function readLooseDate(text: string): CslDate | undefined {
	const plain = text.trim().replace(/\s+/g, ' ');
	if (plain === '' || /^[/\s-]+$/.test(plain)) {
		return undefined;
	}
	return numeric(plain) ?? years(plain) ?? worded(plain) ?? { literal: plain };
}

/** Year, month and day, each where it is possible. */
export function dateOf(year: number, month?: number, day?: number): CslDate {
	const months = month !== undefined && month >= 1 && month <= 12 ? [month] : [];
	const days = months.length > 0 && day !== undefined && day >= 1 && day <= 31 ? [day] : [];
	return { 'date-parts': [[year, ...months, ...days]] };
}

/** `2014-05-06T10:00:00Z`, `2014/05/06/`, `2014///Spring`, `20140506`. */
function numeric(text: string): CslDate | undefined {
	const iso = /^(\d{4})-(\d\d?)(?:-(\d\d?))?(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?$/.exec(text) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(text) ?? /^(\d{4})[./](\d\d?)(?:[./](\d\d?))?$/.exec(text);
	const isRange = /^\d{4}-\d\d$/.test(text) && Number(iso?.[2]) > 12;
	if (iso !== null && !isRange) {
		return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
	}
	const slashes = /^(\d{4})\/(\d{0,2}|\p{L}+)\/(\d{0,2})(?:\/(.*))?$/u.exec(text);
	if (slashes !== null) {
		const [, year = '', month = '', day = '', season = ''] = slashes;
		const named = season === '' ? undefined : worded(`${season} ${year}`);
		return month === '' && named !== undefined ? named : dateOf(Number(year), monthOf(month) ?? Number(month), Number(day));
	}
	// 04/05/2009: American where that is possible.
	const american = /^(\d\d?)[/.-](\d\d?)[/.-](\d{4})$/.exec(text);
	if (american !== null) {
		const [first, second] = [Number(american[1]), Number(american[2])];
		return first > 12 || text.includes('.') ? dateOf(Number(american[3]), second, first) : dateOf(Number(american[3]), first, second);
	}
	return undefined;
}

function years(text: string): CslDate | undefined {
	const single = /^(?:c(?:a|irca)?\.? ?)?(-?\d{1,4})(\?)?$/i.exec(text);
	if (single !== null) {
		return { 'date-parts': [[Number(single[1])]], ...present('circa', /^c|\?$/i.test(text) || undefined) };
	}
	const range = /^(\d{4}) ?[-–/] ?(\d{4}|\d\d)$/.exec(text);
	if (range === null) {
		return undefined;
	}
	const [, first = '', last = ''] = range;
	return { 'date-parts': [[Number(first)], [Number(first.slice(0, 4 - last.length) + last)]] };
}

/** `2019 Jan-Feb`, `1993 Oct 8`, `Oct. 8, 1993`, `8 October 1993`, `Spring 2001`. */
function worded(text: string): CslDate | undefined {
	const words = text.match(/\p{L}+\.?|\d+/gu) ?? [];
	const foundYears = words.filter(word => /^\d{4}$/.test(word)).map(Number);
	const months = words.flatMap(word => monthOf(word) ?? []);
	const days = words.filter(word => /^\d{1,2}$/.test(word)).map(Number);
	const season = words.flatMap(word => seasons.get(word.toLowerCase()) ?? [])[0];
	const known = foundYears.length + months.length + days.length + (season === undefined ? 0 : 1);
	const ordinals = words.filter(word => /^(?:st|nd|rd|th|de|of|mon|tue|wed|thu|fri|sat|sun)\.?$/i.test(word)).length;
	const [year, secondYear] = foundYears;
	if (year === undefined || known + ordinals !== words.length || (months.length === 0 && season === undefined)) {
		return undefined;
	}
	const [month, secondMonth] = months;
	const start = [year, ...(month === undefined ? [] : [month]), ...(month === undefined || (secondMonth !== undefined && days.length === 1) ? [] : days.slice(0, 1))];
	if (secondMonth !== undefined || secondYear !== undefined) {
		const end = [secondYear ?? year, ...(secondMonth === undefined ? [] : [secondMonth]), ...(days[1] === undefined || secondMonth === undefined ? [] : [days[1]])];
		return { 'date-parts': [start, end] };
	}
	return { 'date-parts': [start], ...present('season', month === undefined ? season : undefined) };
}

const seasons: ReadonlyMap<string, number> = new Map([['spring', 1], ['summer', 2], ['fall', 3], ['autumn', 3], ['winter', 4]]);
