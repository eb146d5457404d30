import { Disposable, commands } from 'vscode';
import type { TreeView } from 'vscode';
import type { Log } from '../../../core/files/ports';
import { Queue } from '../../../core/work/queue';
import { registerCommand } from '../../ui/commands';
import type { LibraryNode } from './nodes';
import type { LibraryTree } from './tree';

/**
 * What the arrow keys do in the Library view where the reader follows it: they go to the next row and open its paper. VS Code tells
 * extensions which rows are selected, not which has the focus, and its own command to select opens and closes groups; so the row is added
 * to the selection, which says what it is, and then alone selected.
 */
export function registerFollowing(log: Log, tree: LibraryTree, view: TreeView<LibraryNode>): Disposable {
	const steps = new Queue();
	const step = async (move: 'list.focusDown' | 'list.focusUp') => {
		const before = new Set(view.selection);
		await commands.executeCommand(move);
		await commands.executeCommand('list.toggleSelection');
		const added = view.selection.find(node => !before.has(node));
		// At the end of the tree the row was selected already.
		const [node = added] = added === undefined ? before : [added];
		if (node !== undefined) {
			await view.reveal(node, { select: true, focus: false });
		}
		if (added?.kind === 'paper') {
			await commands.executeCommand('marginalia.openPaper', added.key, tree.opening(true));
		}
	};
	return Disposable.from(
		registerCommand(log, 'marginalia.followDown', () => steps.add(() => step('list.focusDown'))),
		registerCommand(log, 'marginalia.followUp', () => steps.add(() => step('list.focusUp'))),
	);
}
