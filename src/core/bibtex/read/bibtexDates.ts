import type { CslDate } from '../../paper/paper';
import { present } from '../../paper/paper';
import { readLooseDate } from '../../paper/looseDate';
import { monthOfWord, seasonOfWord } from '../../paper/monthNames';

/**
 * The date of BibTeX's `year`, `month` and `day`: `2020`, `may`, `4`; months by number, macro or name, a day or a second month beside them
 * (`jul # "~4"`, `jan/feb`). The year may hold a whole date.
 */
export function readYearMonthDay(year: string, month: string | undefined, day: string | undefined): CslDate {
	const date = readLooseDate(year) ?? { literal: year };
	const [parts, end] = date['date-parts'] ?? [];
	const [number] = parts ?? [];
	if (number === undefined || parts?.length !== 1 || end !== undefined || date.season !== undefined) {
		return date;
	}
	const { months, day: ownDay } = readMonth(month ?? '');
	const [first, second] = months;
	const given = day ?? String(ownDay);
	const days = isDay(given) ? [Number(given)] : [];
	const start = [number, ...(first === undefined ? [] : [first, ...(second === undefined ? days : [])])];
	const season = first === undefined ? seasonOfWord(month?.trim() ?? '') : undefined;
	return { ...date, 'date-parts': second === undefined ? [start] : [start, [number, second]], ...present('season', season) };
}

/** Whether a `month` says which. */
export function isMonth(text: string): boolean {
	return readMonth(text).months.length > 0 || seasonOfWord(text.trim()) !== undefined;
}

/** Whether a `day` is one. */
export function isDay(text: string): boolean {
	const day = Number(text.trim());
	return Number.isInteger(day) && day >= 1 && day <= 31;
}

function readMonth(text: string): { readonly months: readonly number[]; readonly day: number | undefined } {
	const plain = text.trim();
	if (/^\d{1,2}$/.test(plain)) {
		const number = Number(plain);
		return { months: number >= 1 && number <= 12 ? [number] : [], day: undefined };
	}
	const words = plain.slice(0, 200).match(/\p{L}+\.?/gu) ?? [];
	const months = words.flatMap(word => monthOfWord(word) ?? []).slice(0, 2);
	const day = /\d{1,2}/.exec(plain)?.[0];
	return { months, day: day === undefined ? undefined : Number(day) };
}
