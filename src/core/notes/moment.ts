import { tableOf } from '../data/table';
import { monthNames, twoDigits } from '../paper/dates';
import type { CslDate } from '../paper/paper';

/**
 * A date as far as it is known: `2021`, `2021-03`, `2021-03-14`, or with its time of day. Months are one-based, hours those of the host's
 * zone.
 */
export interface Moment {
	readonly kind: 'moment';
	readonly year: number;
	readonly month?: number;
	readonly day?: number;
	readonly hour?: number;
	readonly minute?: number;
	readonly second?: number;
}

export function momentOf(date: Date): Moment {
	return {
		kind: 'moment',
		year: date.getFullYear(),
		month: date.getMonth() + 1,
		day: date.getDate(),
		hour: date.getHours(),
		minute: date.getMinutes(),
		second: date.getSeconds(),
	};
}

/** The first date of a CSL date; `undefined` where it has no parts. */
export function momentOfCsl(date: CslDate | undefined): Moment | undefined {
	const [year, month, day] = (date?.['date-parts']?.[0] ?? []).map(Number);
	if (year === undefined || !Number.isInteger(year)) {
		return undefined;
	}
	if (month === undefined || !(month >= 1 && month <= 12)) {
		return { kind: 'moment', year };
	}
	return day !== undefined && day >= 1 && day <= 31 ? { kind: 'moment', year, month, day } : { kind: 'moment', year, month };
}

/** The instant an ISO 8601 text names; `undefined` where it names none. */
export function momentOfIso(text: string): Moment | undefined {
	const date = new Date(text);
	return Number.isNaN(date.getTime()) ? undefined : momentOf(date);
}

/** The date alone, as far as it is known: `2021-03-14`, `2021-03`, `2021`. */
export function isoDate({ year, month, day }: Moment): string {
	const known = [String(year).padStart(4, '0')];
	if (month !== undefined) {
		known.push(twoDigits(month));
		if (day !== undefined) {
			known.push(twoDigits(day));
		}
	}
	return known.join('-');
}

/**
 * The moment by a pattern of the fields that Moment.js made common: `D MMMM YYYY`, `YYYY-MM-DD HH:mm`, `[week] dddd`. What stands in
 * brackets is text. Where the pattern asks for what is not known, this is {@link isoDate}. https://momentjs.com/docs/#/displaying/format/
 */
export function formatMoment(moment: Moment, pattern: string): string {
	const parts = [...pattern.matchAll(field)].map(([name, literal]) => literal ?? fields.get(name)?.(moment));
	if (parts.includes(undefined)) {
		return isoDate(moment);
	}
	let at = 0;
	return pattern.replace(field, () => parts[at++] ?? '');
}

/** Whether a text is a pattern of {@link formatMoment}: at least one field, and no letter outside fields and brackets. */
export function isMomentPattern(pattern: string): boolean {
	const rest = pattern.replace(field, '');
	return !/\p{L}/u.test(rest) && [...pattern.matchAll(field)].some(match => match[1] === undefined);
}

const field = /\[([^\]]{0,999})\]|YYYY|YY|MMMM|MMM|MM|M|DD|D|dddd|ddd|HH|H|mm|m|ss|s/g;

/** In English, from Sunday on, as `Date.getDay` counts them. */
export const dayNames: readonly string[] = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

const fields = tableOf<(moment: Moment) => string | undefined>({
	YYYY: ({ year }) => String(year).padStart(4, '0'),
	YY: ({ year }) => twoDigits(year % 100),
	MMMM: ({ month }) => monthNames[(month ?? 0) - 1],
	MMM: ({ month }) => monthNames[(month ?? 0) - 1]?.slice(0, 3),
	MM: ({ month }) => padded(month),
	M: ({ month }) => month?.toString(),
	DD: ({ day }) => padded(day),
	D: ({ day }) => day?.toString(),
	dddd: dayName,
	ddd: moment => dayName(moment)?.slice(0, 3),
	HH: ({ hour }) => padded(hour),
	H: ({ hour }) => hour?.toString(),
	mm: ({ minute }) => padded(minute),
	m: ({ minute }) => minute?.toString(),
	ss: ({ second }) => padded(second),
	s: ({ second }) => second?.toString(),
});

function padded(number: number | undefined): string | undefined {
	return number === undefined ? undefined : twoDigits(number);
}

function dayName({ year, month, day }: Moment): string | undefined {
	return month === undefined || day === undefined ? undefined : dayNames[new Date(Date.UTC(year, month - 1, day)).getUTCDay()];
}
