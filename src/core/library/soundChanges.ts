import { problemOfPaper } from '../paper/paper';
import type { Paper } from '../paper/paper';
import type { Change } from './volume';
import type { VolumeProblem } from './volumeText';

/** Changes that may be written, and those that may not, each with its problem. */
export interface SortedChanges {
	readonly sound: ReadonlyMap<string, Change>;
	readonly unsound: readonly (readonly [problem: VolumeProblem, id: string, change: Change])[];
}

/** Nothing is written that could not be read back: a paper that would be no paper in the file costs itself, and the others are written. */
export function sortChanges(changes: ReadonlyMap<string, Change>, folder: string): SortedChanges {
	const unsound = [...changes].flatMap(([id, change]) => {
		const problem = change.after === undefined ? undefined : unwritable(change.after, folder);
		return problem === undefined ? [] : [[problem, id, change] as const];
	});
	const sound = new Map(changes);
	unsound.forEach(([, id]) => sound.delete(id));
	return { sound, unsound };
}

/** What is wrong with a paper that is to be written; `undefined` where nothing is. */
export function unwritable(paper: Paper, folder: string): VolumeProblem | undefined {
	const message = problemOfPaper(paper);
	return message === undefined ? undefined : { code: 'no-paper', path: folder, line: 1, message };
}
