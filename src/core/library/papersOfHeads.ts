import type { Paper } from '../paper/paper';
import type { Head } from '../paper/head';
import type { Papers } from './papers';

/**
 * Papers by their heads: each is read once, and is the same object until it changes, since its head is then another one. For what asks for
 * the same few papers again and again, and works anew for each that changed. A paper is forgotten with its head.
 */
export class PapersOfHeads {
	private readonly known = new WeakMap<Head, Promise<Paper | undefined>>();

	constructor(private readonly papers: Pick<Papers, 'paper'>) {}

	paper(head: Head): Promise<Paper | undefined> {
		const known = this.known.get(head);
		if (known !== undefined) {
			return known;
		}
		const paper = this.papers.paper(head.id);
		this.known.set(head, paper);
		// What could not be read is asked for again.
		paper.then(
			found => found === undefined && this.known.delete(head),
			() => this.known.delete(head),
		);
		return paper;
	}
}
