import type { Pace } from '../work/pace';
import type { Graph } from './graph';

/**
 * Who is tied to whom, each once, in the order of the ties. In flat lists of numbers: a set for each of 100,000 nodes takes ten times as
 * long to make.
 */
export class Neighbours {
	/** Where each node's neighbours begin among all of them, and behind the last. */
	private readonly starts: Uint32Array;
	private readonly ends: Uint32Array;
	private readonly all: Uint32Array;

	private constructor({ nodes, edges }: Graph) {
		this.starts = new Uint32Array(nodes.length + 1);
		this.ends = new Uint32Array(nodes.length);
		this.all = new Uint32Array(2 * edges.length);
	}

	static async in(graph: Graph, pace: Pace): Promise<Neighbours> {
		const neighbours = new Neighbours(graph);
		await pace.each(graph.edges, ({ source, target }) => {
			neighbours.makeRoom(source);
			neighbours.makeRoom(target);
		});
		neighbours.place();
		await pace.each(graph.edges, ({ source, target }) => {
			neighbours.note(source, target);
			neighbours.note(target, source);
		});
		const seenBy = new Int32Array(graph.nodes.length).fill(-1);
		await pace.each(graph.nodes.keys(), at => neighbours.dropRepeats(at, seenBy));
		return neighbours;
	}

	of(at: number): Uint32Array {
		return this.all.subarray(this.starts[at], this.ends[at]);
	}

	/** How many nodes one is tied to. */
	count(at: number): number {
		return (this.ends[at] ?? 0) - (this.starts[at] ?? 0);
	}

	private makeRoom(at: number): void {
		this.starts[at + 1] = (this.starts[at + 1] ?? 0) + 1;
	}

	/** Makes of how many each has where they begin. */
	private place(): void {
		for (let at = 0; at < this.ends.length; at += 1) {
			const start = this.starts[at] ?? 0;
			this.ends[at] = start;
			this.starts[at + 1] = start + (this.starts[at + 1] ?? 0);
		}
	}

	private note(at: number, other: number): void {
		const end = this.ends[at] ?? 0;
		this.all[end] = other;
		this.ends[at] = end + 1;
	}

	/** Two nodes may be tied in several ways. `seenBy` has for each node the one that it was last seen by. */
	private dropRepeats(at: number, seenBy: Int32Array): void {
		let end = this.starts[at] ?? 0;
		for (const other of this.of(at)) {
			if (seenBy[other] !== at) {
				seenBy[other] = at;
				this.all[end] = other;
				end += 1;
			}
		}
		this.ends[at] = end;
	}
}
