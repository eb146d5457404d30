import { isoDate, momentOf } from '../notes/moment';

/** The name of the daily log's file for a day: `2026-11-24.md`. */
export function logFileName(day: Date): string {
	return `${isoDate(momentOf(day))}.md`;
}
