import { identityKeys } from '../merge/identity';
import { textOf } from '../data/json';
import type { IncomingPaper } from '../paper/paper';

/**
 * What a paper of a feed is known by, strongest first: its identifiers, then what its feed calls the entry (Atom's `id`, RSS's `guid` or
 * link), and only where there is neither its title: "Book Review" is the title of many. `arxiv:` comes before `doi:`, since more feeds have
 * it.
 */
export function feedEntryKeys(paper: IncomingPaper): readonly string[] {
	const keys = identityKeys(paper);
	const identifiers = keys.filter(key => !key.startsWith('title:'));
	const arxivFirst = [...identifiers.filter(key => key.startsWith('arxiv:')), ...identifiers.filter(key => !key.startsWith('arxiv:'))];
	const entry = textOf(paper.source?.['entry']);
	const named = [...arxivFirst, ...(entry === undefined ? [] : [`entry:${entry}`])];
	return named.length > 0 ? named : keys.length > 0 ? keys : [`title:${paper.title}`];
}
