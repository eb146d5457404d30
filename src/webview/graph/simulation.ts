import { forceLink, forceManyBody, forceSimulation, forceX, forceY } from 'd3-force';
import type { SimulationNodeDatum } from 'd3-force';

/** What a layout needs to know: how many nodes, which are tied, and where those are that have a place already. */
export interface LayoutRequest {
	readonly count: number;
	/** Two places among the nodes for each tie. */
	readonly ties: Int32Array;
	/** `x` and `y` for each node; not a number where it has no place yet. */
	readonly positions: Float32Array;
}

/** Nodes that push each other apart and ties that pull, moving a step at a time until they are at rest. */
export class LayoutSimulation {
	private readonly bodies: SimulationNodeDatum[];
	private readonly simulation;

	constructor({ count, ties, positions }: LayoutRequest) {
		this.bodies = Array.from({ length: count }, (_, at) => placed(positions, at));
		const links = Array.from({ length: ties.length / 2 }, (_, at) => ({ source: ties[2 * at] ?? 0, target: ties[2 * at + 1] ?? 0 }));
		const isNew = this.bodies.some(({ x }) => x === undefined);
		this.simulation = forceSimulation(this.bodies)
			.stop()
			.alpha(isNew ? 1 : 0.3)
			.alphaDecay(1 - 0.001 ** (1 / (count > large ? 120 : 300)))
			.force(
				'push',
				forceManyBody()
					.strength(-90)
					.distanceMax(700)
					.theta(count > large ? 1.2 : 0.9),
			)
			.force('pull', forceLink(links).distance(46))
			.force('x', forceX().strength(0.06))
			.force('y', forceY().strength(0.06));
	}

	/** Moves everything one step; says whether there is more to do. */
	step(): boolean {
		this.simulation.tick();
		return this.simulation.alpha() > this.simulation.alphaMin();
	}

	/** Holds a node at a place, and lets its neighbours follow. */
	hold(at: number, x: number, y: number): void {
		const body = this.bodies[at];
		if (body !== undefined) {
			body.fx = x;
			body.fy = y;
			this.simulation.alpha(Math.max(this.simulation.alpha(), 0.2));
		}
	}

	/** Lets go of what was held. */
	release(at: number): void {
		const body = this.bodies[at];
		if (body !== undefined) {
			body.fx = null;
			body.fy = null;
		}
	}

	/** `x` and `y` for each node. */
	positions(): Float32Array<ArrayBuffer> {
		const positions = new Float32Array(2 * this.bodies.length);
		this.bodies.forEach(({ x = 0, y = 0 }, at) => {
			positions[2 * at] = x;
			positions[2 * at + 1] = y;
		});
		return positions;
	}
}

/** Above so many nodes a step takes longer than a frame: fewer steps then, and coarser ones. */
const large = 1000;

function placed(positions: Float32Array, at: number): SimulationNodeDatum {
	const x = positions[2 * at] ?? NaN;
	const y = positions[2 * at + 1] ?? NaN;
	return Number.isNaN(x) || Number.isNaN(y) ? {} : { x, y };
}
