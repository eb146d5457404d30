import type { Papers } from '../library/papers';
import type { IncomingPaper } from '../paper/paper';

/**
 * The papers to write into a references file, each under the key by which it is cited. Those that stand in the file already are its own,
 * unless
 * the library has them too. `file` is the file as the host calls those that it links.
 */
export async function citedPapers(
	papers: Papers,
	file: string,
	keys: ReadonlySet<string>,
): Promise<{ readonly found: readonly IncomingPaper[]; readonly unknown: readonly string[] }> {
	const found: IncomingPaper[] = [];
	const unknown: string[] = [];
	for (const key of [...keys].sort()) {
		const head = papers.head(key);
		const paper = head === undefined || head.linked?.file === file ? undefined : await papers.paper(head.id);
		if (paper !== undefined) {
			found.push({ ...paper, 'citation-key': key });
		} else if (head === undefined) {
			unknown.push(key);
		}
	}
	return { found, unknown };
}
