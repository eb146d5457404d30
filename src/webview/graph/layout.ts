import type { GraphEdge } from '../../core/graph/graph';
import type { FromLayout, ToLayout } from './layoutMessages';
import source from './layout.worker?text';

/**
 * Arranges graphs in a worker, which a blob starts: a webview may load no other.
 * https://code.visualstudio.com/api/extension-guides/webview#using-web-workers
 */
export class Layout {
	private readonly worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
	private run = 0;

	/** @param moved told where the nodes are, many times until they are at rest */
	constructor(moved: (positions: Float32Array, isAtRest: boolean) => void) {
		this.worker.addEventListener('message', ({ data }: MessageEvent<FromLayout>) => {
			if (data.run === this.run) {
				moved(data.positions, data.isAtRest);
			}
		});
	}

	/** @param positions of those nodes that have a place already, and not a number for the others */
	arrange(edges: readonly GraphEdge[], positions: Float32Array): void {
		this.run += 1;
		const ties = Int32Array.from(edges.flatMap(({ source: from, target }) => [from, target]));
		this.send({ type: 'arrange', run: this.run, request: { count: positions.length / 2, ties, positions } });
	}

	hold(at: number, x: number, y: number): void {
		this.send({ type: 'hold', at, x, y });
	}

	release(at: number): void {
		this.send({ type: 'release', at });
	}

	private send(message: ToLayout): void {
		this.worker.postMessage(message);
	}
}
