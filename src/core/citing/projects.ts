import { folderOf } from '../text/paths';

/** What a LaTeX or Typst file says of the project that it is part of, as written. */
export interface ProjectPart {
	/** The files that it takes in, each by the paths where it may be, the likeliest first. */
	readonly takesIn: readonly (readonly string[])[];
	/** Its main file, as `subfiles` and `% !TEX root` have it. */
	readonly mains: readonly string[];
}

/** Of a file that stands alone. */
export const noProject: ProjectPart = { takesIn: [], mains: [] };

/**
 * The files that each file is part of, those it names itself first. A path leads from the file in which it stands, or from the main file,
 * as LaTeX has it. All files are given by whole paths with slashes; so are the answers.
 */
export function mainFiles(parts: ReadonlyMap<string, ProjectPart>): ReadonlyMap<string, readonly string[]> {
	const mains = new Map<string, Set<string>>();
	const add = (part: string, main: string) => {
		if (part !== main) {
			mains.set(part, (mains.get(part) ?? new Set()).add(main));
		}
	};
	for (const [path, { mains: named }] of parts) {
		named
			.map(main => joined(folderOf(path), main))
			.filter(main => parts.has(main))
			.forEach(main => add(path, main));
	}
	for (const [main, { takesIn }] of parts) {
		const seen = new Set(takesIn.length === 0 ? [] : [main]);
		for (const path of seen) {
			for (const places of parts.get(path)?.takesIn ?? []) {
				const found = places
					.flatMap(place => [joined(folderOf(path), place), joined(folderOf(main), place)])
					.find(place => parts.has(place));
				if (found !== undefined && seen.size < mostFiles) {
					seen.add(found);
					add(found, main);
				}
			}
		}
	}
	return new Map([...mains].map(([path, found]) => [path, [...found]]));
}

/** No thesis has more. */
const mostFiles = 500;

/** A path from a folder, with `.` and `..` resolved as far as they can be. Whole paths and addresses stay. */
export function joined(folder: string, path: string): string {
	if (/^(?:[a-z][a-z0-9+.-]*:|[/\\~])/i.test(path)) {
		return path;
	}
	const parts: string[] = [];
	for (const part of `${folder}${path}`.split('/')) {
		if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') {
			parts.pop();
		} else if (part !== '.') {
			parts.push(part);
		}
	}
	return parts.join('/');
}
