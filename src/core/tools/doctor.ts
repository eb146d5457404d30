import type { Duplicates } from '../library/duplicates';
import { findDuplicates } from '../library/duplicates';
import type { Library } from '../library/library';
import type { NoteIndex } from '../notes/noteIndex';
import { Pace } from '../work/pace';

/** Something that a look over a library found. */
export interface Finding {
	readonly kind: 'broken-line' | 'broken-volume' | 'conflict' | 'duplicate' | 'likely-duplicate' | 'orphan-note';
	/** The file that it is in, where it is in one. */
	readonly file?: string;
	/** One-based. */
	readonly line?: number;
	/** A plain sentence. */
	readonly message: string;
	/** Whether it was mended. */
	readonly isFixed: boolean;
}

/**
 * Looks over a library: lines and volumes that can't be read, fields that two people changed, papers that are in it twice, and notes of
 * papers that
 * it doesn't have. With `fix`, takes the steps that lose nothing: writes what git left merged, and moves lines that are no papers into
 * `set-aside.jsonl`
 * beside the volumes, byte by byte. Papers are never merged or removed: which one to keep, a person decides.
 */
export async function lookOver(
	library: Library,
	notes: NoteIndex,
	fix: boolean,
	labelOf: (uri: string) => string,
): Promise<readonly Finding[]> {
	const findings: Finding[] = [];
	// A paper in two volumes is made one by this, too.
	const isRepaired = fix && (await library.repair());
	for (const { code, path, line, message } of library.problems()) {
		const aside = fix && code === 'bad-line' ? await setAside(library, path, message) : false;
		findings.push({ kind: code === 'bad-line' ? 'broken-line' : 'broken-volume', file: path, line, message, isFixed: aside });
	}
	for (const { key, field } of library.conflicts()) {
		findings.push({
			kind: 'conflict',
			message: `The ${field} of “${key}” changed on both sides of a git merge. The library has both values.`,
			isFixed: isRepaired,
		});
	}
	findings.push(...(await duplicatesIn(library)));
	for (const { path, citationKey } of notes.notes()) {
		if (citationKey !== undefined && library.head(citationKey) === undefined) {
			findings.push({
				kind: 'orphan-note',
				file: labelOf(path),
				line: 1,
				message: `No paper in the library has the citation key “${citationKey}” of this note.`,
				isFixed: false,
			});
		}
	}
	return findings;
}

/** The line may be another by now: those before it were moved. */
async function setAside(library: Library, path: string, message: string): Promise<boolean> {
	const bad = library.problems().find(problem => problem.code === 'bad-line' && problem.path === path && problem.message === message);
	return bad !== undefined && (await library.setAsideLine(bad.path, bad.line)).kind === 'done';
}

async function duplicatesIn(library: Library): Promise<readonly Finding[]> {
	const found: Duplicates | undefined = await findDuplicates(library.all(), { pace: new Pace(() => Promise.resolve()) });
	const named = (ids: readonly string[]) => ids.map(id => library.head(id)?.key ?? id).join(', ');
	const title = (id: string | undefined) => (id === undefined ? '' : (library.head(id)?.title ?? ''));
	return [
		...(found?.certain ?? []).map(ids => ({
			kind: 'duplicate' as const,
			message: `${named(ids)} are one paper: “${title(ids[0])}”. Merge them with “Marginalia: Find Duplicates”.`,
			isFixed: false,
		})),
		...(found?.likely ?? []).map(({ ids }) => ({
			kind: 'likely-duplicate' as const,
			message: `${named(ids)} may be one paper: “${title(ids[0])}”.`,
			isFixed: false,
		})),
	];
}
