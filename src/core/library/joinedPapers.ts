import { addTo } from '../data/lists';
import { Emitter } from '../work/events';
import type { Paper } from '../paper/paper';
import type { Disposable } from '../files/ports';
import { fold, wordsOf } from '../text/fold';
import { foldKey } from './foldKey';
import type { Head } from '../paper/head';
import type { FindOptions } from './paperFinder';
import type { Papers } from './papers';

/**
 * The library and the linked bibliographies as one: what can be read, found and cited. A key that both have is the library's. A search
 * shows a paper that both have once, as the library has it; the linked entry's own key still finds that entry, for a document may have to
 * cite it so.
 */
export class JoinedPapers implements Papers, Disposable {
	private joined: readonly Head[] | undefined;
	private readonly changed = new Emitter<void>();
	private readonly subscriptions: readonly Disposable[];

	constructor(
		private readonly library: Papers,
		private readonly linked: Papers,
	) {
		const tell = () => {
			this.joined = undefined;
			this.changed.fire();
		};
		this.subscriptions = [library.onDidChange(tell), linked.onDidChange(tell)];
	}

	readonly onDidChange = (listener: () => void): Disposable => this.changed.event(listener);

	heads(): readonly Head[] {
		return (this.joined ??= [...this.library.heads(), ...this.linked.heads().filter(head => this.answersFor(head))]);
	}

	/** An entry's own key comes before a key that a paper of the library had once: a document that names both means the entry. */
	head(key: string): Head | undefined {
		const own = this.library.head(key);
		const linked = own === undefined || own.id === key || foldKey(own.key) === foldKey(key) ? undefined : this.linked.head(key);
		return linked !== undefined && foldKey(linked.key) === foldKey(key) ? linked : (own ?? this.linked.head(key));
	}

	async paper(key: string): Promise<Paper | undefined> {
		const [paper] = await this.papers([key]);
		return paper;
	}

	async papers(keys: readonly string[]): Promise<readonly Paper[]> {
		const heads = keys.flatMap(key => this.head(key) ?? []);
		const ids = (linked: boolean) => heads.filter(head => (head.linked !== undefined) === linked).map(head => head.id);
		const papers = [...(await this.library.papers(ids(false))), ...(await this.linked.papers(ids(true)))];
		const byId = new Map(papers.map(paper => [paper.id, paper]));
		return heads.flatMap(head => byId.get(head.id) ?? []);
	}

	/** Near misses only where neither has a paper with all the words. */
	find(query: string, options: FindOptions): readonly Head[] {
		const found = this.findBoth(query, { ...options, nearMisses: false });
		return found.length > 0 || options.nearMisses !== true ? found : this.findBoth(query, options);
	}

	async search(query: string, options: FindOptions): Promise<readonly Head[]> {
		// Resolves when the indexes stand; then they can be asked at once.
		await Promise.all([this.library.search(query, options), this.linked.search(query, options)]);
		return this.find(query, options);
	}

	dispose(): void {
		this.subscriptions.forEach(subscription => subscription.dispose());
	}

	private findBoth(query: string, options: FindOptions): readonly Head[] {
		const own = this.library.find(query, options);
		const linked = this.linked.find(query, options).filter(head => this.answersFor(head));
		return linked.length === 0 ? own : inTurn(own, withoutRepeats(own, linked, query), query).slice(0, options.limit);
	}

	/** Whether a linked paper is what its key stands for. */
	private answersFor(head: Head): boolean {
		return this.head(head.key) === head;
	}
}

/**
 * Best of each in turn, for their scores cannot be compared; papers whose key begins with the query come first. The empty query shows the
 * library first.
 */
function inTurn(own: readonly Head[], linked: readonly Head[], query: string): readonly Head[] {
	if (query.trim() === '') {
		return [...own, ...linked];
	}
	const turns = Array.from({ length: Math.max(own.length, linked.length) }, (_, index) => [own[index], linked[index]])
		.flat()
		.filter(head => head !== undefined);
	return [...turns.filter(head => isNamed(head, query)), ...turns.filter(head => !isNamed(head, query))];
}

function withoutRepeats(own: readonly Head[], linked: readonly Head[], query: string): readonly Head[] {
	const titles = new Map<string, Head[]>();
	for (const head of own) {
		const title = titleOf(head);
		addTo(titles, title, head);
	}
	return linked.filter(head => isNamed(head, query) || !(titles.get(titleOf(head)) ?? []).some(other => isSameWork(head, other)));
}

/** By what a head knows: the same title, and neither first author nor year against it. */
function isSameWork(a: Head, b: Head): boolean {
	const family = ({ names: [first = ''] }: Head) => fold(first.split(' ').at(-1) ?? '');
	return (
		(family(a) === '' || family(b) === '' || family(a) === family(b)) &&
		(a.year === undefined || b.year === undefined || Math.abs(a.year - b.year) <= 2)
	);
}

function titleOf(head: Head): string {
	return wordsOf(head.title).join(' ') || head.id;
}

function isNamed(head: Head, query: string): boolean {
	const word = query.trim().toLowerCase();
	return word !== '' && head.key.toLowerCase().startsWith(word);
}
