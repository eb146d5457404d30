import { isArray, isObject, textOf } from '../data/json';
import { present } from '../paper/paper';

/**
 * A paper that an import touched, as it was afterwards: it is gone, or older again, where the import was undone or the library is another.
 */
export interface Trace {
	/** The paper's id in the library. */
	readonly id: string;
	/** Its `updated` after the import. */
	readonly updated: string;
}

/** An import of what changed in a library of Zotero. */
interface Import {
	/** The version that Zotero's library had then. https://www.zotero.org/support/dev/web_api/v3/syncing */
	readonly version: number;
	/** Some of the papers it touched; none where it brought nothing. */
	readonly traces: readonly Trace[];
}

/** What was imported of one library of Zotero, oldest first. */
export interface ZoteroProgress {
	/** What tells the library from those of other profiles, which have the same path: the key of its first item. */
	readonly first?: string;
	readonly imports: readonly Import[];
}

export const nothingImported: ZoteroProgress = { imports: [] };

/** So many of an import's papers are looked for: that somebody removed some of them does not undo it. */
const mostTraces = 40;
const mostImports = 30;

/**
 * Up to which version the papers of a Zotero library are here; 0 where all must be asked for. An import counts while at least one of the
 * papers it touched is as it left it or newer, so it does not after it was undone, nor in another library, nor in a folder that was
 * emptied, nor on a branch without it. Those after it do not count either: they brought only what changed since.
 */
export function versionReached(
	{ first, imports }: ZoteroProgress,
	now: { readonly first: string | undefined; readonly version: number | undefined },
	updatedOf: (id: string) => string | undefined,
): number {
	// Another profile's library starts with another item, or counts anew.
	if (first !== now.first || imports.some(({ version }) => now.version !== undefined && version > now.version)) {
		return 0;
	}
	let reached = 0;
	for (const { version, traces } of imports) {
		const isHere = ({ id, updated }: Trace) => (updatedOf(id) ?? '') >= updated;
		// Something brought nothing only where all was here already.
		if (!(traces.length === 0 ? reached > 0 : traces.some(isHere))) {
			break;
		}
		reached = version;
	}
	return reached;
}

/** The progress after an import that asked since a version, with what it touched. What counted no longer is forgotten. */
export function withImport(
	progress: ZoteroProgress,
	since: number,
	{ first, version, touched }: { readonly first: string | undefined; readonly version: number; readonly touched: readonly Trace[] },
): ZoteroProgress {
	const before = since === 0 ? [] : progress.imports.filter(known => known.version <= since);
	const step = Math.max(1, touched.length / mostTraces);
	const traces = Array.from({ length: Math.min(mostTraces, touched.length) }, (_, at) => touched[Math.floor(at * step)]).filter(
		trace => trace !== undefined,
	);
	// One that touched nothing adds nothing but its version.
	const last = before.at(-1);
	const kept =
		traces.length === 0 && last !== undefined ? [...before.slice(0, -1), { ...last, version }] : [...before, { version, traces }];
	return { ...present('first', first), imports: kept.length > mostImports ? joined(kept) : kept };
}

/** The two oldest as one. */
function joined([oldest, next, ...others]: readonly Import[]): readonly Import[] {
	return oldest === undefined || next === undefined ? [] : [{ version: next.version, traces: oldest.traces }, ...others];
}

/** The progress as it was kept; nothing for what is none, so that all is asked for again. */
export function readProgress(value: unknown): ZoteroProgress {
	const imports = (isObject(value) && isArray(value['imports']) ? value['imports'] : []).flatMap((item): readonly Import[] => {
		const version = isObject(item) ? item['version'] : undefined;
		const traces = isObject(item) && isArray(item['traces']) ? item['traces'] : [];
		return typeof version !== 'number'
			? []
			: [
					{
						version,
						traces: traces.flatMap((trace): readonly Trace[] => {
							const [id, updated] = isObject(trace) ? [textOf(trace['id']), textOf(trace['updated'])] : [];
							return id === undefined || updated === undefined ? [] : [{ id, updated }];
						}),
					},
				];
	});
	return { ...present('first', isObject(value) ? textOf(value['first']) : undefined), imports };
}
