import { familyOf, languageOfFile } from '../citing/languages';
import type { ProjectPart } from '../citing/projects';
import { joined, mainFiles } from '../citing/projects';
import { folderOf } from '../text/paths';

/** What the search for main files asks of a disk. Paths are whole, with slashes. */
export interface ProjectDisk {
	/** What a file says of its project; `undefined` where there is no such file. */
	partOf(path: string): Promise<ProjectPart | undefined>;
	/** The names of what is in a folder, whose path ends in a slash; none where nobody may look. */
	names(folder: string): Promise<readonly string[]>;
}

/** So many folders are looked into for files that take another in: its own and those above, up to one that git keeps. */
const mostFolders = 5;
/** So many files of a folder are read, and so many that they take in: no thesis has more. */
const mostBeside = 100;
const mostTakenIn = 500;

/**
 * Files beyond those given that some of these are part of, with what they say: the main file that a chapter names, else, in its own folder
 * or one above, what takes it in, be it through other files.
 */
export async function projectFilesAround(
	alone: readonly string[],
	given: ReadonlyMap<string, ProjectPart>,
	disk: ProjectDisk,
): Promise<ReadonlyMap<string, ProjectPart>> {
	const known = new Map(given);
	const looked = new Set<string>();
	const learn = async (path: string): Promise<boolean> => {
		const part = known.get(path) ?? (await disk.partOf(path));
		if (part !== undefined) {
			known.set(path, part);
		}
		return part !== undefined;
	};
	const hasMain = (path: string) => (mainFiles(known).get(path) ?? []).some(main => !given.has(main));
	for (const path of alone) {
		const folders = foldersAbove(path);
		const named = (known.get(path)?.mains ?? []).map(main => joined(folders[0] ?? '', main));
		for (const main of named) {
			await learn(main);
		}
		for (const folder of folders) {
			if (hasMain(path)) {
				break;
			}
			const names = await disk.names(folder);
			if (!looked.has(folder)) {
				looked.add(folder);
				const beside = names.filter(name => familyOf(languageOfFile(name)) === familyOf(languageOfFile(path)));
				for (const name of beside.slice(0, mostBeside)) {
					await learn(`${folder}${name}`);
					await learnTakenIn(`${folder}${name}`, known, learn);
				}
			}
			if (names.includes('.git')) {
				break;
			}
		}
	}
	return new Map([...known].filter(([path]) => !given.has(path)));
}

/** A chapter may be taken in by a file that only its main file knows. */
async function learnTakenIn(
	main: string,
	known: ReadonlyMap<string, ProjectPart>,
	learn: (path: string) => Promise<boolean>,
): Promise<void> {
	const seen = new Set([main]);
	for (const path of seen) {
		for (const places of known.get(path)?.takesIn ?? []) {
			const there = [folderOf(path), folderOf(main)].flatMap(folder => places.map(place => joined(folder, place)));
			for (const place of new Set(there)) {
				if (seen.has(place) || seen.size >= mostTakenIn) {
					break;
				}
				if (await learn(place)) {
					seen.add(place);
					break;
				}
			}
		}
	}
}

/** The folder of a file, and those above. */
function foldersAbove(path: string): readonly string[] {
	const folders = [folderOf(path)];
	for (let folder = folderOf(path); folders.length < mostFolders && folder !== '';) {
		const above = folder.replace(/(?<![^/])[^/]+\/$/, '');
		if (above === folder || !above.endsWith('/')) {
			break;
		}
		folders.push(above);
		folder = above;
	}
	return folders;
}
