import { monthOf } from '../../dates';
import type { CslDate } from '../../paper';
import { present } from '../../paper';

/**
 * A date in EDTF as biblatex has it: `2020`, `2020-05-04`, `2019/2021`, `2019/`, `1999~`, `2001-21` (spring), `../2003`, `199X`; `undefined` where it is none.
 * https://www.loc.gov/standards/datetime/, biblatex manual 3.20, section 2.3.8
 */
export function readEdtf(text: string): CslDate | undefined {
	const ends = text.trim().split('/');
	const [first, last] = ends.map(readEnd);
	if (ends.length > 2 || first === undefined || (ends.length === 2 && last === undefined)) {
		return undefined;
	}
	const parts = [first, ...(last === undefined ? [] : [last])];
	if (parts.every(end => end.parts.length === 0)) {
		return undefined;
	}
	const season = parts.length === 1 ? first.season : undefined;
	// CSL has no date that only ends: `../2003` is 2003, and its beginning unknown.
	const dated = first.parts.length === 0 ? parts.slice(1) : parts;
	return {
		'date-parts': dated.map(end => (end.parts.length === 0 ? [0] : end.parts)),
		...present('season', season),
		...present('circa', parts.some(end => end.circa) || undefined),
	};
}

interface End {
	readonly parts: readonly number[];
	readonly season?: number;
	readonly circa: boolean;
}

function readEnd(text: string): End | undefined {
	if (text === '' || text === '..') {
		return { parts: [], circa: false };
	}
	const match = /^(-?\d{2,4}[Xu]{0,2})(?:-(\d\d?|XX|uu)(?:-(\d\d?|XX|uu))?)?(?:T[\d:.Z+-]*)?\s*([~?%]{0,2})$/.exec(text.trim());
	if (match === null || (match[1] ?? '').replace('-', '').length !== 4) {
		return undefined;
	}
	const [, year = '', month = '', day = '', doubt = ''] = match;
	const vague = /[Xu]/.test(year);
	const number = Number(month);
	const months = number >= 1 && number <= 12 ? [number] : [];
	const days = months.length > 0 && Number(day) >= 1 && Number(day) <= 31 ? [Number(day)] : [];
	return {
		parts: [cslYear(year.replace(/[Xu]/g, '0')), ...months, ...days],
		...present('season', number >= 21 && number <= 24 ? number - 20 : undefined),
		circa: vague || doubt !== '',
	};
}

/** EDTF counts from a year 0000, which is 1 BC: `-0043` is 44 BC, in CSL -44. Other ways of writing years have no zero. https://www.loc.gov/standards/datetime/ */
function cslYear(text: string): number {
	return /^(?:-\d{4}|0000)$/.test(text) ? Number(text) - 1 : Number(text);
}

/** The date of BibTeX's `year`, `month` and `day`: `2020`, `may`, `4`; months by number, macro or name, a day or a second month beside them (`jul # "~4"`, `jan/feb`). */
export function readYearMonthDay(year: string, month: string | undefined, day: string | undefined): CslDate {
	const yearText = year.trim();
	const number = /^-?\d{1,4}$/.exec(yearText);
	if (number === null) {
		return readEdtf(yearText) ?? readLooseYear(yearText);
	}
	const { months, day: ownDay } = readMonth(month ?? '');
	const [first, second] = months;
	const given = Number(day?.trim() ?? ownDay);
	const days = Number.isInteger(given) && given >= 1 && given <= 31 ? [given] : [];
	const start = [cslYear(number[0]), ...(first === undefined ? [] : [first, ...(second === undefined ? days : [])])];
	const season = first === undefined ? seasonOf(month ?? '') : undefined;
	return { 'date-parts': second === undefined ? [start] : [start, [cslYear(number[0]), second]], ...present('season', season) };
}

/** `c. 1999`, `1999?`, `[1999]`, `1999–2001`: what can be told, else the words themselves. */
function readLooseYear(text: string): CslDate {
	const range = /^(\d{4})\s*(?:--?|–|—)\s*(\d{4})$/.exec(text);
	if (range !== null) {
		return { 'date-parts': [[Number(range[1])], [Number(range[2])]] };
	}
	const circa = /^(?:c(?:a|irca)?\.?\s*|\[)?(\d{4})(\?|\])?$/i.exec(text);
	if (circa !== null) {
		return { 'date-parts': [[Number(circa[1])]], ...(text.startsWith('[') ? {} : { circa: true }) };
	}
	return { literal: text };
}

function readMonth(text: string): { readonly months: readonly number[]; readonly day: number | undefined } {
	const plain = text.trim();
	if (/^\d{1,2}$/.test(plain)) {
		const number = Number(plain);
		return { months: number >= 1 && number <= 12 ? [number] : [], day: undefined };
	}
	const words = plain.match(/[A-Za-z]+\.?/g) ?? [];
	const months = words.flatMap(word => monthOf(word) ?? []).slice(0, 2);
	const day = /\d{1,2}/.exec(plain)?.[0];
	return { months, day: day === undefined ? undefined : Number(day) };
}

function seasonOf(text: string): number | undefined {
	const index = seasons.findIndex(names => names.includes(text.trim().toLowerCase()));
	return index < 0 ? undefined : index + 1;
}

const seasons: readonly (readonly string[])[] = [['spring'], ['summer'], ['fall', 'autumn'], ['winter']];
