import type { Paper } from '../paper/paper';
import { compareText } from '../text/compare';

/** A paper whose key is to change. */
export interface KeyChange {
	readonly id: string;
	readonly title: string;
	readonly from: string;
	readonly to: string;
}

/**
 * The keys that papers get anew by a pattern, where they differ from those they have. A key that another paper has or had is not given
 * away, so that what is cited stays what it was; who was added first has the first choice. `holderOf` tells whose a key is, by id.
 */
export async function regeneratedKeys(
	papers: readonly Paper[],
	pattern: string,
	holderOf: (key: string) => string | undefined,
): Promise<readonly KeyChange[]> {
	const { citationKey } = await import('../keys/citekey');
	const given = new Map<string, string>();
	const ordered = [...papers].sort((a, b) => compareText(a.added, b.added));
	return ordered.flatMap(paper => {
		const isTaken = (key: string) =>
			[given.get(key.toLowerCase()), holderOf(key)].some(holder => holder !== undefined && holder !== paper.id);
		const from = paper['citation-key'];
		const to = citationKey(paper, pattern, { has: isTaken });
		given.set(to.toLowerCase(), paper.id);
		return to === from ? [] : [{ id: paper.id, title: paper.title, from, to }];
	});
}

/** The paper under another key; the one it had still finds it. */
export function withKey(paper: Paper, key: string): Paper {
	const aliases = [...(paper.aliases ?? []), paper['citation-key']].filter(alias => alias !== key);
	return { ...paper, 'citation-key': key, aliases: [...new Set(aliases)] };
}
