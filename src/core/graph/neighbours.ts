import type { Graph } from './graph';

/** Who is tied to whom, each once, in the order of the ties. In flat lists of numbers: a set for each of 100,000 nodes takes ten times as long to make. */
export class Neighbours {
	/** Where each node's neighbours begin among all of them, and behind the last. */
	private readonly starts: Uint32Array;
	private readonly ends: Uint32Array;
	private readonly all: Uint32Array;

	constructor({ nodes, edges }: Graph) {
		this.starts = new Uint32Array(nodes.length + 1);
		for (const { source, target } of edges) {
			for (const at of [source, target]) {
				this.starts[at + 1] = (this.starts[at + 1] ?? 0) + 1;
			}
		}
		for (let at = 0; at < nodes.length; at += 1) {
			this.starts[at + 1] = (this.starts[at + 1] ?? 0) + (this.starts[at] ?? 0);
		}
		this.all = new Uint32Array(2 * edges.length);
		this.ends = this.starts.slice(0, nodes.length);
		for (const { source, target } of edges) {
			this.note(source, target);
			this.note(target, source);
		}
		this.dropRepeats();
	}

	of(at: number): Uint32Array {
		return this.all.subarray(this.starts[at], this.ends[at]);
	}

	/** How many nodes one is tied to. */
	count(at: number): number {
		return (this.ends[at] ?? 0) - (this.starts[at] ?? 0);
	}

	private note(at: number, other: number): void {
		const end = this.ends[at] ?? 0;
		this.all[end] = other;
		this.ends[at] = end + 1;
	}

	/** Two nodes may be tied in several ways. */
	private dropRepeats(): void {
		const seenBy = new Int32Array(this.ends.length).fill(-1);
		for (let at = 0; at < this.ends.length; at += 1) {
			const some = this.of(at);
			let end = this.starts[at] ?? 0;
			for (const other of some) {
				if (seenBy[other] !== at) {
					seenBy[other] = at;
					this.all[end] = other;
					end += 1;
				}
			}
			this.ends[at] = end;
		}
	}
}
