import { isDay } from './dueDate';
import type { Paper, Status } from './paper';

/** The paper with a status that the user gave it on a day, `2026-11-30`. What comes later than the status wasn't reached any more. */
export function withStatus(paper: Paper, status: Status, day: string): Paper {
	if (paper.status === status) {
		return paper;
	}
	const { statusDates = {}, ...rest } = paper;
	switch (status) {
		case 'unread':
			return { ...rest, status };
		case 'reading':
			return { ...rest, status, statusDates: { reading: day } };
		case 'read':
			return { ...rest, status, statusDates: { ...statusDates, read: day } };
	}
}

/** The day on which the paper got the status it has; `undefined` where nobody knows it. */
export function statusDateOf({ status, statusDates }: Paper): string | undefined {
	const day = statusDates?.[status];
	return day !== undefined && isDay(day) ? day : undefined;
}
