import { formatMoment, momentOf } from './moment';

/**
 * What a user typed as an item of a list, with the time in front: `- 2026-11-24 17:40 As in the book.` Their markdown stays; further lines
 * are indented into the item.
 */
export function thoughtItem(text: string, now: Date): string {
	const lines = text
		.trim()
		.split(/\r\n?|\n/)
		.map(line => line.trimEnd());
	return `- ${formatMoment(momentOf(now), 'YYYY-MM-DD HH:mm')} ${lines.join('\n  ').replace(/^ +$/gm, '')}`;
}
