import type { LayoutRequest } from './simulation';

/** What the view tells its worker. */
export type ToLayout =
	| { readonly type: 'arrange'; readonly run: number; readonly request: LayoutRequest }
	| { readonly type: 'hold'; readonly at: number; readonly x: number; readonly y: number }
	| { readonly type: 'release'; readonly at: number };

/** Where the nodes are now. `run` is that of the request it answers. */
export interface FromLayout {
	readonly run: number;
	readonly positions: Float32Array;
	readonly isAtRest: boolean;
}
