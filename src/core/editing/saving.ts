import { localize } from '../data/localize';
import type { RecordedLibrary } from '../library/recordedLibrary';
import type { Paper } from '../paper/paper';
import { conflictsOf, editPaper } from './paperEdits';
import type { EditConflict, SeenEdit } from './paperEdits';

export type Saving =
	| { readonly kind: 'saved'; readonly paper: Paper }
	| { readonly kind: 'refused'; readonly sentence: string }
	/** The library has the paper no more. */
	| { readonly kind: 'gone' }
	/** The user did not say which values to keep. */
	| { readonly kind: 'cancelled' };

/** Asks which values to keep of fields that were changed meanwhile. */
export type AskConflicts = (conflicts: readonly EditConflict[], now: Paper) => PromiseLike<'mine' | 'theirs' | undefined>;

/**
 * Saves edits of a paper of the library as one step of `Undo Library Change`. Only these fields are written; where one of them holds
 * something else by now than what the user saw, he is asked.
 */
export async function saveEdits(library: RecordedLibrary, id: string, edits: readonly SeenEdit[], ask: AskConflicts): Promise<Saving> {
	let wanted = edits;
	for (let tries = 0; tries < mostTries; tries += 1) {
		const now = await library.paper(id);
		if (now === undefined) {
			return { kind: 'gone' };
		}
		const conflicts = conflictsOf(now, wanted);
		const answer = conflicts.length === 0 ? 'mine' : await ask(conflicts, now);
		if (answer === undefined) {
			return { kind: 'cancelled' };
		}
		wanted = settledEdits(wanted, conflicts, answer);
		const overtaken: EditConflict[] = [];
		const { refused } = await library.step(localize('Edit of {0}', now['citation-key']), editor =>
			editor.update(wanted.length === 0 ? [] : [id], paper => {
				overtaken.push(...conflictsOf(paper, wanted));
				return overtaken.length > 0 ? paper : editPaper(paper, wanted);
			}),
		);
		const [problem] = refused;
		if (problem !== undefined) {
			return { kind: 'refused', sentence: problem.message };
		}
		const paper = await library.paper(id);
		if (overtaken.length === 0 && paper !== undefined) {
			return { kind: 'saved', paper };
		}
	}
	return { kind: 'refused', sentence: localize('The paper keeps changing. Try again.') };
}

/** How often a save begins again that met a newer paper. */
const mostTries = 5;

/** The edits that are left once the user said which values to keep. */
export function settledEdits(
	edits: readonly SeenEdit[],
	conflicts: readonly EditConflict[],
	answer: 'mine' | 'theirs',
): readonly SeenEdit[] {
	return edits.flatMap(edit => {
		const conflict = conflicts.find(({ field }) => field === edit.field);
		if (conflict === undefined) {
			return [edit];
		}
		const { theirs } = conflict;
		return answer === 'theirs'
			? []
			: [
					{
						field: edit.field,
						...(edit.value === undefined ? {} : { value: edit.value }),
						...(theirs === undefined ? {} : { before: theirs }),
					},
				];
	});
}
