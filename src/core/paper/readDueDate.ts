import { tableOf } from '../data/table';
import { dayAt, dayLength } from './dueDate';
import { readLooseDate } from './looseDate';

/**
 * The day that somebody means by `2026-12-01`, `1 December`, `tomorrow`, `friday`, `in 2 weeks`, `3d` or `next month`, also in German and
 * Chinese and with the names that weekdays have in a language; `undefined` where it is no day. A weekday is the next one, never today; a
 * month or year alone is due at its end.
 * @param today `2026-11-30`
 * @param language of the user, as BCP 47 has it
 */
export function readDueDate(text: string, today: string, language: string): string | undefined {
	const plain = text.trim().toLowerCase().replace(/\s+/g, ' ').slice(0, 100);
	const now = Date.parse(today);
	if (plain === '' || Number.isNaN(now)) {
		return undefined;
	}
	const days = namedDays.get(plain);
	if (days !== undefined) {
		return dayAt(now + days * dayLength);
	}
	const [, next, count = next === undefined ? '' : '1', unit = ''] =
		/^(?:in )?(?:(next |a |an |one |nächsten? |nächstes |einem |einer |下)|\+?(\d{1,4}) ?)个?(\p{L}+?)[后後]?$/u.exec(plain) ?? [];
	const step = count === '' ? undefined : units.get(unit);
	if (step !== undefined) {
		return stepped(today, step, Number(count));
	}
	const weekday = weekdayNamed(plain.replace(/^(?:on|next|this|am|nächsten) /, ''), language);
	if (weekday !== undefined) {
		const ahead = (weekday - new Date(now).getUTCDay() + 7) % 7;
		return dayAt(now + (ahead === 0 ? 7 : ahead) * dayLength);
	}
	return dateIn(text) ?? inThisYear(text, today);
}

const namedDays = tableOf<number>({ today: 0, heute: 0, 今天: 0, tomorrow: 1, morgen: 1, 明天: 1, übermorgen: 2, 后天: 2 });

type Step = 'day' | 'week' | 'month' | 'year';

const units = tableOf<Step>({
	d: 'day',
	day: 'day',
	days: 'day',
	tag: 'day',
	tage: 'day',
	tagen: 'day',
	天: 'day',
	日: 'day',
	w: 'week',
	week: 'week',
	weeks: 'week',
	woche: 'week',
	wochen: 'week',
	周: 'week',
	星期: 'week',
	m: 'month',
	month: 'month',
	months: 'month',
	monat: 'month',
	monate: 'month',
	monaten: 'month',
	月: 'month',
	y: 'year',
	year: 'year',
	years: 'year',
	jahr: 'year',
	jahre: 'year',
	jahren: 'year',
	年: 'year',
});

/** A month from the 31st ends on the last day of a shorter one. */
function stepped(today: string, step: Step, count: number): string {
	const date = new Date(today);
	switch (step) {
		case 'day':
			return dayAt(date.getTime() + count * dayLength);
		case 'week':
			return dayAt(date.getTime() + 7 * count * dayLength);
		case 'month':
		case 'year': {
			const months = date.getUTCMonth() + (step === 'month' ? count : 12 * count);
			const last = new Date(Date.UTC(date.getUTCFullYear(), months + 1, 0));
			return dayAt(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date.getUTCDate(), last.getUTCDate())));
		}
	}
}

/** 0 for Sunday. Three letters are enough of English names. */
function weekdayNamed(plain: string, language: string): number | undefined {
	const locales = ['en', language].filter(locale => /^[a-z]{2,3}(?:-[a-z\d]{1,8})*$/i.test(locale));
	for (const weekday of [0, 1, 2, 3, 4, 5, 6]) {
		// 4 January 1970 was a Sunday.
		const day = new Date((3 + weekday) * dayLength);
		const names = locales.flatMap(locale =>
			(['long', 'short'] as const).map(style =>
				new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format(day).toLowerCase().replace(/\.$/, ''),
			),
		);
		if (names.includes(plain)) {
			return weekday;
		}
	}
	return undefined;
}

/** The last day that a date names: of a range its end, of a month its last. */
function dateIn(text: string): string | undefined {
	const parts = (readLooseDate(text)?.['date-parts']?.at(-1) ?? []).map(Number);
	const [year, month, day] = parts;
	if (year === undefined || !Number.isInteger(year) || year < 1900 || year > 9999) {
		return undefined;
	}
	if (month === undefined || day === undefined) {
		return dayAt(Date.UTC(year, month ?? 12, 0));
	}
	const found = dayAt(Date.UTC(year, month - 1, day));
	return found.slice(5, 7) === String(month).padStart(2, '0') ? found : undefined;
}

/** `1 December`: this year's, or the next one's where that is over. */
function inThisYear(text: string, today: string): string | undefined {
	const year = Number(today.slice(0, 4));
	const found = /\d{4}/.test(text) ? undefined : dateIn(`${text} ${year}`);
	return found !== undefined && found < today ? dateIn(`${text} ${year + 1}`) : found;
}
