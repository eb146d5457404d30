import { textOf } from '../data/json';
import { webAddress } from '../text/addresses';
import type { IncomingPaper } from '../paper/paper';

/** Where people talk about a paper: of Daily Papers its own page there, of a feed what it names; `undefined` where none is known. */
export function discussionOf({ source }: Pick<IncomingPaper, 'source'>): string | undefined {
	return webAddress(textOf(source?.['discussion']) ?? (source?.kind === 'daily-papers' ? source.url : undefined));
}

/** What a feed of announcements says of a paper that is no new one, for people: `replaced`, `cross-listed`. */
export function announcementOf({ source }: Pick<IncomingPaper, 'source'>): 'replaced' | 'cross-listed' | undefined {
	const announced = textOf(source?.['announced']) ?? '';
	return announced.startsWith('replace') ? 'replaced' : announced.startsWith('cross') ? 'cross-listed' : undefined;
}
