import type { CslDate } from './paper';

/** `2021` of a CSL date, its first year where it is a range. */
export function yearOf(date: CslDate | undefined): number | undefined {
	const year = Number(date?.['date-parts']?.[0]?.[0] ?? Number.NaN);
	if (Number.isInteger(year)) {
		return year;
	}
	const written = /\b(1[5-9]|20)\d\d\b/.exec(date?.literal ?? date?.raw ?? '');
	return written ? Number(written[0]) : undefined;
}

/** In English, from January on. */
export const monthNames: readonly string[] = [
	'January',
	'February',
	'March',
	'April',
	'May',
	'June',
	'July',
	'August',
	'September',
	'October',
	'November',
	'December',
];
const months = monthNames.map(name => name.slice(0, 3).toLowerCase());

/** One-based month of an English month name or its first three letters or more: `Aug`, `Sept.`, `august`. */
export function monthOf(word: string): number | undefined {
	const plain = word.toLowerCase().replace(/\.$/, '');
	const index = months.indexOf(plain.slice(0, 3));
	const full = monthNames[index]?.toLowerCase();
	return full?.startsWith(plain) === true && plain.length >= 3 ? index + 1 : undefined;
}

/** BibTeX's macro of a one-based month: `sep`. */
export function monthMacro(month: number): string | undefined {
	return months[month - 1];
}

/**
 * A list's date as the list writes it, in ISO 8601: `Aug 20, 2026` becomes `2026-08-20`; without a year, `Aug 20` becomes `--08-20`
 * (the truncated form of ISO 8601:2000, section 5.2.1.3, which vCard still uses).
 */
export function parseListDate(line: string): string | undefined {
	const monthFirst = /^([A-Za-z]{3,9}\.?)\s+(\d{1,2})(?:(?:\s*,)?\s+(\d{4}))?$/.exec(line.slice(0, 99));
	const dayFirst = /^(\d{1,2})\s+([A-Za-z]{3,9}\.?)(?:(?:\s*,)?\s+(\d{4}))?$/.exec(line.slice(0, 99));
	const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(line);
	const [month, day, year] = iso
		? [Number(iso[2]), Number(iso[3]), iso[1]]
		: monthFirst
			? [monthOf(monthFirst[1] ?? ''), Number(monthFirst[2]), monthFirst[3]]
			: [monthOf(dayFirst?.[2] ?? ''), Number(dayFirst?.[1]), dayFirst?.[3]];
	if (month === undefined || !(month >= 1 && month <= 12 && day >= 1 && day <= 31)) {
		return undefined;
	}
	return `${year ?? '-'}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** A list's date for people: `2026-08-20` stays, `--08-20` reads `20 August`. */
export function formatListDate(date: string): string {
	const yearless = /^--(\d\d)-(\d\d)$/.exec(date);
	return yearless ? `${Number(yearless[2])} ${monthNames[Number(yearless[1]) - 1] ?? ''}` : date;
}

export function twoDigits(number: number): string {
	return String(number).padStart(2, '0');
}
