/** A bibliography that lies in a workspace. */
export interface FoundBibliography {
	/** As the host calls it: its URI. */
	readonly file: string;
	/** As people call it: `thesis/refs.bib`. */
	readonly label: string;
	readonly entries: number;
}

/** So many notes in a folder are a habit. */
const fewestNotes = 3;

/**
 * The one to offer: the one with the most entries, of equals the one nearest to the workspace's top. `undefined` where none has any.
 */
export function bestBibliography(found: readonly FoundBibliography[]): FoundBibliography | undefined {
	const [best] = found
		.filter(({ entries }) => entries > 0)
		.sort((one, other) => other.entries - one.entries || depthOf(one.label) - depthOf(other.label) || (one.label < other.label ? -1 : 1));
	return best;
}

/**
 * The folder in which most notes of papers lie, by the paths of those notes from the workspace's top, with `/`; `undefined` where they have
 * no folder in common that more than half of them, and at least {@link fewestNotes}, lie in.
 */
export function literatureFolder(paths: readonly string[]): string | undefined {
	const counts = new Map<string, number>();
	for (const path of paths) {
		const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
		counts.set(folder, (counts.get(folder) ?? 0) + 1);
	}
	const [best] = [...counts].sort(([, one], [, other]) => other - one);
	return best !== undefined && best[0] !== '' && best[1] >= fewestNotes && best[1] * 2 > paths.length ? best[0] : undefined;
}

function depthOf(path: string): number {
	return path.split('/').length;
}
