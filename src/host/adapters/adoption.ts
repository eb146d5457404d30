import type { Addition, AddOptions, Library } from '../../core/library/library';
import type { Papers } from '../../core/library/papers';
import type { IncomingPaper, Paper } from '../../core/paper';

/** Copies linked papers into the library, under the keys they have. Papers that are in the library stay as they are. */
export async function adopt(library: Library, papers: Papers, keys: readonly string[], options: AddOptions = {}): Promise<Addition> {
	const linked = keys.filter(key => papers.head(key)?.linked !== undefined);
	return library.add((await papers.papers(linked)).map(withoutPlace), options);
}

/** What the file says of the paper, without what linking it added. */
function withoutPlace(paper: Paper): IncomingPaper {
	const own = new Set(['id', 'status', 'added', 'updated']);
	return { ...Object.fromEntries(Object.entries(paper).filter(([field]) => !own.has(field))), type: paper.type, title: paper.title };
}
