import type { Head } from '../../src/core/paper/head';

/** What a library knows of a paper without reading it: nothing but its key, and what is given. */
export function headOf(key: string, fields: Partial<Head> = {}): Head {
	return {
		id: key,
		key,
		aliases: [],
		title: key,
		authors: undefined,
		names: [],
		year: undefined,
		type: 'article-journal',
		venue: undefined,
		status: 'unread',
		tags: [],
		collections: [],
		rating: undefined,
		pinned: false,
		hasPdf: false,
		sources: [],
		added: '',
		updated: '',
		...fields,
	};
}
