import { joinChanges } from './changes';
import type { Addition, AddOptions, LibraryEditor, Outcome } from './library';
import type { Papers } from './papers';
import type { DocumentTakeBack, RecordedLibrary } from './recordedLibrary';
import { originOf } from '../merge/fingerprints';
import type { Paper } from '../paper/paper';

/** Copies linked papers into the library, under the keys they have. Papers that are in the library stay as they are. */
export async function adopt(editor: LibraryEditor, papers: Papers, keys: readonly string[], options: AddOptions = {}): Promise<Addition> {
	const linked = keys.filter(key => papers.head(key)?.linked !== undefined);
	// The gate leaves out what linking added.
	return editor.add(await papers.papers(linked), options);
}

/**
 * {@link LibraryEditor.update} of papers of which some may be linked, as one step: what only a library can record of a paper makes it one
 * of the library's. `documents` take back what belongs to the step besides.
 */
export function updateAdopted(
	library: RecordedLibrary,
	step: string,
	papers: Papers,
	keys: readonly string[],
	change: (paper: Paper) => Paper,
	documents: readonly DocumentTakeBack[] = [],
): Promise<Outcome> {
	const work = async (editor: LibraryEditor): Promise<Outcome> => {
		const linked = await papers.papers(keys.filter(key => papers.head(key)?.linked !== undefined));
		const { added, merged, changes, refused } = await adopt(
			editor,
			papers,
			linked.map(paper => paper.id),
		);
		const ids = linked.flatMap(
			paper =>
				[...added, ...merged].find(own => own.received?.[originOf(paper) ?? ''] !== undefined)?.id ??
				library.head(paper['citation-key'])?.id ??
				[],
		);
		const outcome = await editor.update([...keys.filter(key => library.head(key) !== undefined), ...ids], change);
		return { changes: joinChanges(changes, outcome.changes), refused: [...refused, ...outcome.refused] };
	};
	return library.step(step, work, { documents });
}
