import { isCitingFile } from '../../core/citing/languages';
import type { CheckResult } from '../../core/tools/checkFolder';
import { present } from '../../core/paper/paper';
import { checkFiles } from '../../core/tools/checkFolder';
import type { CommandHost } from '../host';
import { UsageError } from '../host';
import type { SessionRequest } from '../session';
import { openSession } from '../session';

export interface CheckRequest extends Omit<SessionRequest, 'needsLibrary'> {
	/** Files and folders; the workspace without any. */
	readonly paths: readonly string[];
	/** Whether what was read is kept for the next time. */
	readonly cached: boolean;
}

/**
 * Everything wrong with citations, links, bibliographies and the library, as the editor marks it. Files are named from the working
 * folder.
 */
export async function checkPaths(request: CheckRequest, given: CommandHost): Promise<CheckResult> {
	const host = request.cached ? given : { ...given, cacheOf: () => undefined };
	const { clock, disk, files, noteSource } = host;
	const [only, ...others] = request.paths;
	// Of one folder with a library of its own, that is meant.
	const folder =
		only !== undefined && others.length === 0 && !isCitingFile(only) && request.workspace === undefined ? { workspace: only } : {};
	const paths = request.paths.length === 0 ? undefined : await filesOf(request.paths, host);
	const { root, library, place, cache, settings, unlinked } = await openSession({ ...request, ...folder, needsLibrary: false }, host);
	try {
		const result = await checkFiles(paths ?? (await filesOf([root], host)), {
			disk,
			names: async folder => files.names(folder).catch(() => []),
			noteSource,
			clock,
			...present('cache', cache),
			root,
			library,
			bibliographies: place.bibliographies,
			papers: place.papers,
			notes: () => place.notes.current(),
			ignoredKeys: settings.ignoredKeys,
			excluded: settings.excludedFromChecks,
			checksCitations: settings.unknownKey !== 'off',
			unlinked,
			onProgress: (done, total) => {
				host.progress(`${done} of ${total} documents`);
			},
		});
		await library.saveCache({ withIndex: false }).catch(() => undefined);
		const here = disk.resolve('.', '.');
		return { ...result, problems: result.problems.map(problem => ({ ...problem, file: fromHere(problem.file) })) };

		/** What lies outside the working folder keeps its whole path. */
		function fromHere(file: string): string {
			const path = disk.relative(here, disk.resolve('.', file));
			return path === '' || path.startsWith('../') ? file : path;
		}
	} finally {
		host.progress(undefined);
	}
}

async function filesOf(paths: readonly string[], { disk }: CommandHost): Promise<readonly string[]> {
	const files = new Set<string>();
	for (const path of paths) {
		const below = await disk.filesBelow(path);
		if (below === undefined && (await disk.read(path)).kind === 'unreadable') {
			throw new UsageError(`There is no file or folder ${path}.`);
		}
		(below ?? [path]).forEach(file => files.add(file));
	}
	return [...files];
}
