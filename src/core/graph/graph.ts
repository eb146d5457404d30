import type { Head } from '../paper/head';
import { pathIdentity } from '../notes/fileNames';
import type { Pace } from '../work/pace';
import type { Status } from '../paper/paper';

/**
 * What is drawn: papers, notes that are no paper's own, and tags. Ids are unique over all kinds and last over changes: `paper:ID`,
 * `note:PATH`, `tag:NAME`.
 */
export type GraphNode = PaperNode | NoteNode | TagNode;

export interface PaperNode {
	readonly kind: 'paper';
	readonly id: string;
	readonly key: string;
	readonly title: string;
	/** `Song et al., 2021` */
	readonly byline: string;
	readonly year: number | undefined;
	readonly status: Status;
	readonly tags: readonly string[];
	readonly hasNote: boolean;
}

export interface NoteNode {
	readonly kind: 'note';
	readonly id: string;
	readonly path: string;
	readonly title: string;
	readonly tags: readonly string[];
}

export interface TagNode {
	readonly kind: 'tag';
	readonly id: string;
	readonly title: string;
}

export type TieKind = 'cites' | 'links' | 'tagged';

/** From one node to another, by their places among the nodes. */
export interface GraphEdge {
	readonly source: number;
	readonly target: number;
	readonly kind: TieKind;
}

export interface Graph {
	readonly nodes: readonly GraphNode[];
	readonly edges: readonly GraphEdge[];
}

/** A note of the workspace. */
export interface GraphNote {
	readonly path: string;
	readonly name: string;
	readonly citationKey: string | undefined;
	readonly title: string | undefined;
	readonly headings: readonly { readonly text: string }[];
	readonly tags: readonly string[];
}

/** What a note names: another note where one is found (`to`), and else a key that a paper may have. */
export interface GraphTie {
	readonly from: string;
	readonly to: string | undefined;
	readonly target: string;
	readonly kind: string;
}

export interface GraphSource {
	readonly heads: Iterable<Head>;
	readonly notes: Iterable<GraphNote>;
	readonly ties: Iterable<GraphTie>;
}

/**
 * The graph of a library and its notes. A paper's own note is no node of its own: what it cites, the paper cites. What names nothing that
 * is there is left out, and so is a note that names nothing and that nothing names.
 */
export async function buildGraph({ heads, notes, ties }: GraphSource, pace: Pace): Promise<Graph> {
	const builder = new GraphBuilder();
	await pace.each(heads, head => builder.addPaper(head));
	await pace.each(notes, note => builder.addNote(note));
	await pace.each(ties, tie => builder.addTie(tie));
	return builder.finish(pace);
}

const tieKinds: readonly TieKind[] = ['cites', 'links', 'tagged'];

/** More nodes than any graph has: a tie's two ends make one number. */
const nodeLimit = 2 ** 24;

class GraphBuilder {
	private readonly nodes: GraphNode[] = [];
	private readonly edges: GraphEdge[] = [];
	/** The numbers of the ties there are. */
	private readonly known = new Set<number>();
	private readonly papersByKey = new Map<string, number>();
	private readonly places = new Map<string, number>();
	private readonly tags = new Map<string, number>();
	private readonly noted = new Set<number>();
	private readonly named = new Set<number>();

	addPaper({ id, key, aliases, title, authors, year, status, tags }: Head): void {
		const byline = [authors, year].filter(part => part !== undefined).join(', ');
		const at =
			this.nodes.push({ kind: 'paper', id: `paper:${id}`, key, title: title || key, byline, year, status, tags, hasNote: false }) - 1;
		this.papersByKey.set(pathIdentity(key), at);
		for (const alias of aliases) {
			this.papersByKey.set(pathIdentity(alias), this.papersByKey.get(pathIdentity(alias)) ?? at);
		}
		this.addTags(at, tags);
	}

	addNote({ path, name, citationKey, title, headings, tags }: GraphNote): void {
		const paper = this.papersByKey.get(pathIdentity(citationKey ?? name));
		if (paper !== undefined) {
			this.noted.add(paper);
			this.places.set(path, paper);
			return;
		}
		const at = this.nodes.push({ kind: 'note', id: `note:${path}`, path, title: title ?? headings[0]?.text ?? name, tags }) - 1;
		this.places.set(path, at);
		this.addTags(at, tags);
	}

	addTie({ from, to, target, kind }: GraphTie): void {
		const source = this.places.get(from);
		const goal =
			(to === undefined ? undefined : this.places.get(to)) ?? (kind === 'link' ? undefined : this.papersByKey.get(pathIdentity(target)));
		if (source !== undefined && goal !== undefined) {
			this.connect(source, goal, kind === 'citation' ? 'cites' : 'links');
		}
	}

	/** Without lone notes: a workspace may hold thousands of documents that have nothing to do with papers. */
	async finish(pace: Pace): Promise<Graph> {
		const nodes: GraphNode[] = [];
		const places: number[] = [];
		await pace.each(this.nodes.entries(), ([at, node]) => {
			const isShown = node.kind !== 'note' || this.named.has(at);
			places.push(isShown ? nodes.push(node.kind === 'paper' && this.noted.has(at) ? { ...node, hasNote: true } : node) - 1 : -1);
		});
		const edges: GraphEdge[] = [];
		await pace.each(this.edges, ({ source, target, kind }) =>
			edges.push({ source: places[source] ?? -1, target: places[target] ?? -1, kind }),
		);
		return { nodes, edges };
	}

	private addTags(at: number, tags: readonly string[]): void {
		for (const tag of tags) {
			this.connect(at, this.tag(tag), 'tagged');
		}
	}

	private tag(name: string): number {
		const known = this.tags.get(name);
		if (known !== undefined) {
			return known;
		}
		const at = this.nodes.push({ kind: 'tag', id: `tag:${name}`, title: name }) - 1;
		this.tags.set(name, at);
		return at;
	}

	private connect(source: number, target: number, kind: TieKind): void {
		const number = (source * nodeLimit + target) * tieKinds.length + tieKinds.indexOf(kind);
		if (source !== target && !this.known.has(number)) {
			this.known.add(number);
			this.edges.push({ source, target, kind });
			this.named.add(source);
			this.named.add(target);
		}
	}
}
