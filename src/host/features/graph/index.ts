import { Disposable, window } from 'vscode';
import { keysOf } from '../../ui/commandArguments';
import { registerCommand } from '../../ui/commands';
import type { GraphDependencies } from './dependencies';
import type { GraphPanel } from './graphPanel';

export interface GraphFeature {
	readonly subscriptions: Disposable;
	/** Says that the reader shows another paper. */
	follow(): void;
}

/** The graph of papers, notes and tags. `Open Graph` takes a key for the paper in the middle. */
export function registerGraph(dependencies: GraphDependencies): GraphFeature {
	let made: GraphPanel | undefined;
	const graph = async () => {
		const { GraphPanel } = await import('./graphPanel');
		return (made ??= new GraphPanel(dependencies));
	};
	return {
		follow: () => made?.follow(),
		subscriptions: Disposable.from(
			{ dispose: () => made?.dispose() },
			registerCommand(dependencies.log, 'marginalia.openGraph', async (...args) => (await graph()).show(keysOf(args)?.[0])),
			window.registerWebviewPanelSerializer('marginalia.graph', {
				deserializeWebviewPanel: async (panel, kept: unknown) => (await graph()).restore(panel, kept),
			}),
		),
	};
}
