import type { Merge } from './draft';
import type { LibraryEditor } from './library';
import type { Paper } from '../paper/paper';

/**
 * Makes two papers of one that an import put together: the record becomes a paper of its own, the other paper loses what the record gave it
 * and keeps what was changed since, and both remember that they are two. Resolves to the new paper; `undefined` where it could not be
 * written.
 */
export async function separate(editor: LibraryEditor, { before, after, record }: Merge): Promise<Paper | undefined> {
	await editor.undo([{ before, after }]);
	const [paper] = (await editor.add([record], { isApart: true })).added;
	if (paper !== undefined) {
		const ids = [before.id, paper.id];
		await editor.update(ids, one => ({
			...one,
			distinctFrom: [...new Set([...(one.distinctFrom ?? []), ...ids.filter(id => id !== one.id)])],
		}));
	}
	return paper;
}
