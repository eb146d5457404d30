import { stringsOf } from '../../data/json';
import { collectionPath, collectionText, withOuter } from '../../paper/collections';
import type { CollectionPath } from '../../paper/collections';
import type { IncomingPaper } from '../../paper/paper';
import { groupOfName, quoted } from '../jabrefNames';

/** Papers as JabRef shows them in its groups. */
export interface JabrefTree {
	/** The paper with the names of its groups in place of its collections. */
	readonly paper: (paper: IncomingPaper) => IncomingPaper;
	/** The comment that says how groups lie in each other, to stand after all entries; empty where there are none. */
	readonly comment: string;
}

/**
 * Collections as groups of JabRef. Entries name a group by its name alone, so one within another whose name a third has too is called by
 * its whole place, `Thesis > Notes`. `kept` are collections that are there without papers, too. https://docs.jabref.org/finding-sorting-and-cleaning-entries/groups
 */
export function jabrefTree(papers: readonly IncomingPaper[], kept: Iterable<string> = []): JabrefTree {
	const paths = new Map<string, CollectionPath>();
	for (const text of new Set([...papers.flatMap(paper => stringsOf(paper['collections'])), ...kept])) {
		withOuter(collectionPath(text)).forEach(path => paths.set(collectionText(path), path));
	}
	const counts = new Map<string, number>();
	paths.forEach(path => counts.set(lastOf(path), (counts.get(lastOf(path)) ?? 0) + 1));
	const isUnclear = (path: CollectionPath) => path.length > 1 && ((counts.get(lastOf(path)) ?? 0) > 1 || lastOf(path).includes('>'));
	const nameOf = (path: CollectionPath) => (isUnclear(path) ? collectionText(path) : lastOf(path));
	const lines = inTreeOrder([...paths.values()]).map(path => {
		const fields = [groupOfName(nameOf(path)), '0', '1', '', '', ''].map(field => `${quoted(field)};`).join('');
		return `${path.length} StaticGroup:${quoted(fields)};\n`;
	});
	return {
		paper: paper => {
			const collections = stringsOf(paper['collections'])
				.map(collectionPath)
				.filter(path => path.length > 0);
			return collections.length === 0 ? paper : { ...paper, collections: collections.map(nameOf) };
		},
		comment: lines.length === 0 ? '' : `\n@Comment{jabref-meta: grouping:\n0 AllEntriesGroup:;\n${lines.join('')}}\n`,
	};
}

function lastOf(path: CollectionPath): string {
	return path.at(-1) ?? '';
}

/** Each collection after the one that it lies in, and before the next one beside that. */
function inTreeOrder(paths: readonly CollectionPath[]): readonly CollectionPath[] {
	return [...paths].sort((a, b) => {
		const level = a.findIndex((name, at) => name !== b[at]);
		return level < 0 ? a.length - b.length : level >= b.length ? 1 : (a[level] ?? '') < (b[level] ?? '') ? -1 : 1;
	});
}
