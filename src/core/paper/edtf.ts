import type { CslDate } from './paper';
import { present } from './paper';

/**
 * A date in EDTF as biblatex has it: `2020`, `2020-05-04`, `2019/2021`, `2019/`, `1999~`, `2001-21` (spring), `../2003`, `199X`;
 * `undefined` where it is none. Two seasons are words, for a date of CSL has but one. https://www.loc.gov/standards/datetime/, biblatex
 * manual 3.20, section 2.3.8
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
	const { season } = first;
	if (parts.length === 2 && last?.season !== season) {
		return { literal: parts.map(nameOfEnd).join('–') };
	}
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
	if (text === '' || text === '..' || text === 'open' || text === 'unknown') {
		return { parts: [], circa: false };
	}
	const match = /^(-?\d{2,4}[Xu]{0,2})(?:-(\d\d?|XX|uu)(?:-(\d\d?|XX|uu))?)?(?:T[\d:.Z+-]*)?\s*([~?%]{0,2})$/.exec(text.trim());
	if (match === null || (match[1] ?? '').replace('-', '').length !== 4) {
		return undefined;
	}
	const [, year = '', month = '', day = '', doubt = ''] = match;
	const vague = /[Xu]/.test(year);
	const number = Number(month);
	if (number > 24 || (number > 12 && number < 21) || Number(day) > 31) {
		return undefined;
	}
	const months = number >= 1 && number <= 12 ? [number] : [];
	const days = months.length > 0 && Number(day) >= 1 && Number(day) <= 31 ? [Number(day)] : [];
	return {
		parts: [cslYear(year.replace(/[Xu]/g, '0')), ...months, ...days],
		...present('season', number >= 21 && number <= 24 ? number - 20 : undefined),
		circa: vague || doubt !== '',
	};
}

function nameOfEnd({ parts, season }: End): string {
	const [year = '', ...rest] = parts.map(String);
	return season === undefined
		? [year, ...rest.map(part => part.padStart(2, '0'))].join('-')
		: `${['Spring', 'Summer', 'Autumn', 'Winter'][season - 1] ?? ''} ${year}`;
}

/**
 * EDTF counts from a year 0000, which is 1 BC: `-0043` is 44 BC, in CSL -44. Other ways of writing years have no zero.
 * https://www.loc.gov/standards/datetime/
 */
function cslYear(text: string): number {
	return /^(?:-\d{4}|0000)$/.test(text) ? Number(text) - 1 : Number(text);
}
