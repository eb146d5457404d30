import type { Paper } from '../../src/core/paper/paper';

/** A paper of a library, of the first day of 2026: nothing but its key, a title with it, and what is given. */
export function paperOf(key: string, fields: Partial<Paper> = {}): Paper {
	return {
		id: `id-${key}`,
		'citation-key': key,
		type: 'article',
		title: `On ${key}`,
		status: 'unread',
		added: '2026-01-01T00:00:00.000Z',
		updated: '2026-01-01T00:00:00.000Z',
		...fields,
	};
}
