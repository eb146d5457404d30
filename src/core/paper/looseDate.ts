import type { CslDate } from './paper';
import { present } from './paper';
import { readEdtf } from './edtf';
import { monthOfWord, seasonOfWord } from './monthNames';

/**
 * A date as people and databases write it, in the words of any common language: `2014`, `2014-05-06`, `2014/05/06/Spring`, `2019 Jan-Feb`,
 * `8 octobre 1993`, `2012年5月`, `[2014]`, `1999a`, EDTF. Every reader of texts asks this one. What has no such form is kept as words.
 * `undefined` for an empty text.
 */
export function readLooseDate(text: string): CslDate | undefined {
	const plain = text.trim().replace(/\s+/g, ' ');
	if (plain === '' || /^[/\s-]+$/.test(plain)) {
		return undefined;
	}
	// `２０２０年５月`: digits as wide as a letter of Chinese.
	return (plain.length > longestDate ? undefined : dateIn(plain.normalize('NFKC'))) ?? { literal: plain };
}

const longestDate = 200;

function dateIn(plain: string): CslDate | undefined {
	if (/^\d{4}$/.test(plain)) {
		return { 'date-parts': [[Number(plain)]] };
	}
	const bracketed = /^\[([^[\]]+)\]$|^\(([^()]+)\)$|^(?:©|\(c\)) ?(.+)$/i.exec(plain);
	const inner = bracketed?.[1] ?? bracketed?.[2] ?? bracketed?.[3];
	if (inner !== undefined) {
		return dateIn(inner.trim());
	}
	return numeric(plain) ?? readEdtf(plain) ?? years(plain) ?? eastern(plain) ?? approximate(plain) ?? worded(plain);
}

/** Year, month and day, each where it is possible. */
export function cslDate(year: number, month?: number, day?: number): CslDate {
	const months = month !== undefined && month >= 1 && month <= 12 ? [month] : [];
	const days = months.length > 0 && day !== undefined && day >= 1 && day <= 31 ? [day] : [];
	return { 'date-parts': [[year, ...months, ...days]] };
}

/** `2014-05-06T10:00:00Z`, `2014/05/06/`, `2014///Spring`, `20140506`. */
function numeric(text: string): CslDate | undefined {
	const iso =
		/^(\d{4})-(\d\d?)(?:-(\d\d?))?(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?$/.exec(text) ??
		/^(\d{4})(\d\d)(\d\d)$/.exec(text) ??
		/^(\d{4})[./](\d\d?)(?:[./](\d\d?))?$/.exec(text);
	const isRange = /^\d{4}[-/]\d\d$/.test(text) && Number(iso?.[2]) > 12;
	if (iso !== null && !isRange) {
		return cslDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
	}
	const slashes = /^(\d{4})\/(\d{0,2}|\p{L}+)\/(\d{0,2})(?:\/(.*))?$/u.exec(text);
	if (slashes !== null) {
		const [, year = '', month = '', day = '', season = ''] = slashes;
		const named = season === '' ? undefined : worded(`${season} ${year}`);
		return month === '' && named !== undefined ? named : cslDate(Number(year), monthOfWord(month) ?? Number(month), Number(day));
	}
	// 04/05/2009: American where that is possible.
	const american = /^(\d\d?)[/.-](\d\d?)[/.-](\d{4})$/.exec(text);
	if (american !== null) {
		const [first, second] = [Number(american[1]), Number(american[2])];
		return first > 12 || text.includes('.') ? cslDate(Number(american[3]), second, first) : cslDate(Number(american[3]), first, second);
	}
	const [, month, year] = /^(\d\d?) ?[/.-] ?(\d{4})$/.exec(text) ?? [];
	return Number(month) >= 1 && Number(month) <= 12 ? cslDate(Number(year), Number(month)) : undefined;
}

/** `1999`, `1999a`, `1999?`, `1998-99`, `1998/2001`; `1960s` is no year. */
function years(text: string): CslDate | undefined {
	const single = /^(-?\d{1,4})(\?|(?!s)[a-z]|)$/.exec(text);
	if (single !== null) {
		return { 'date-parts': [[Number(single[1])]], ...present('circa', single[2] === '?' || undefined) };
	}
	const range = /^(\d{4}) ?(?:--?|[–—/]) ?(\d{4}|\d\d)$/.exec(text);
	if (range === null) {
		return undefined;
	}
	const [, first = '', last = ''] = range;
	const [from, to] = [Number(first), Number(first.slice(0, 4 - last.length) + last)];
	// `2020-13` has a month that there is not.
	return from < to ? { 'date-parts': [[from], [to]] } : undefined;
}

/** `2012年5月3日`, `2012년 5월`. */
function eastern(text: string): CslDate | undefined {
	const match = /^(\d{4}) ?[年년](?: ?(\d\d?) ?[月월](?: ?(\d\d?) ?[日일])?)?$/.exec(text.normalize('NFC'));
	return match === null ? undefined : cslDate(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** `c. 1850`, `ca. May 1850`, `um 1850`. */
function approximate(text: string): CslDate | undefined {
	const date = /^(?:c(?:a|irca)?\.?|um|vers|hacia|about|approx\.?) ?(?=\S)(.+)$/i.exec(text);
	const read = date === null || !/^(?:c\.? ?\d|\S+ )|^\S+\.|^c\w*\d/i.test(text) ? undefined : dateIn(date[1] ?? '');
	return read?.['date-parts'] === undefined ? undefined : { ...read, circa: true };
}

/** `2019 Jan-Feb`, `1993 Oct 8`, `Oct. 8, 1993`, `8 October 1993`, `Spring 2001`. */
function worded(text: string): CslDate | undefined {
	const whole = text.replace(/(\d\d)(\d\d)([/–-])(\d\d)(?!\d)/, '$1$2$3$1$4');
	const words = whole.normalize('NFC').match(/\p{L}+\.?|\d+/gu) ?? [];
	const foundYears = words.filter(word => /^\d{4}$/.test(word)).map(Number);
	const months = words.flatMap(word => monthOfWord(word) ?? []);
	const days = words.filter(word => /^\d{1,2}$/.test(word)).map(Number);
	const seasons = words.flatMap(word => (monthOfWord(word) === undefined ? (seasonOfWord(word) ?? []) : []));
	const known = foundYears.length + months.length + days.length + seasons.length;
	const fillers = words.filter(word => filler.test(word)).length;
	const [year, secondYear] = foundYears;
	if (
		year === undefined ||
		known + fillers !== words.length ||
		(months.length === 0) === (seasons.length !== 1) ||
		(months.length === 0 && days.length > 0) ||
		days.some(day => day < 1 || day > 31) ||
		Math.max(foundYears.length, months.length, days.length) > 2
	) {
		return undefined;
	}
	const [month, secondMonth] = months;
	const [day, secondDay] = days;
	const start = [
		year,
		...(month === undefined ? [] : [month]),
		...(month === undefined || day === undefined || (secondMonth !== undefined && days.length === 1) ? [] : [day]),
	];
	const season = present('season', month === undefined ? seasons[0] : undefined);
	if (secondMonth !== undefined || secondYear !== undefined || (month !== undefined && secondDay !== undefined)) {
		const endMonth = secondMonth ?? (secondDay === undefined ? undefined : month);
		const end = [
			secondYear ?? year,
			...(endMonth === undefined ? [] : [endMonth]),
			...(secondDay === undefined || endMonth === undefined ? [] : [secondDay]),
		];
		return { 'date-parts': [start, end], ...season };
	}
	return { 'date-parts': [start], ...season };
}

// What stands beside the parts of a date and says nothing.
const filler = /^(?:st|nd|rd|th|er|de|del|do|da|di|of|the|den|and|to|г|года|mon|tue|wed|thu|fri|sat|sun)\.?$/i;
