import { localize, localizeCount } from '../data/localize';

// Days are texts, `2026-12-01`: they sort, git merges them, and they mean the same day in every time zone.

/** Milliseconds. */
export const dayLength = 86_400_000;
const latest = Date.UTC(9999, 11, 31);

/** The day on the calendar of the user. */
export function dayOf(date: Date): string {
	return dayAt(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()));
}

/** `due tomorrow`, `overdue by 3 days`; empty where no day is meant. */
export function dueText(due: string | undefined, today: string): string {
	const days = Math.round((Date.parse(due ?? '') - Date.parse(today)) / dayLength);
	if (due === undefined || Number.isNaN(days) || !isDay(due)) {
		return '';
	}
	if (days < 0) {
		return localizeCount(-days, 'overdue by 1 day', 'overdue by {0} days');
	}
	return days === 0 ? localize('due today') : days === 1 ? localize('due tomorrow') : localize('due {0}', due);
}

/** Whether a text is a day of the calendar. */
export function isDay(text: string): boolean {
	return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && dayAt(Date.parse(text)) === text;
}

/** The day of an instant in UTC, in milliseconds since 1970; what is later than any calendar goes is its last day. */
export function dayAt(time: number): string {
	return new Date(Math.min(time, latest)).toISOString().slice(0, 10);
}
