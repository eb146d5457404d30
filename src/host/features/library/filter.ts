import { Disposable, commands, window } from 'vscode';
import type { TreeView } from 'vscode';
import type { Library } from '../../../core/library/library';
import type { Log } from '../../../core/ports';
import { registerCommand } from '../../adapters/commands';
import type { LibraryNode } from './nodes';
import type { LibraryTree } from './tree';

export interface FilterDependencies {
	readonly library: Library;
	readonly log: Log;
	readonly tree: LibraryTree;
	readonly view: TreeView<LibraryNode>;
}

/** Narrows the tree while the user types; Escape gives back what was there before. */
export function registerFilter({ library, log, tree, view }: FilterDependencies): Disposable {
	/** What was accepted last, and what the tree shows now: another while the user types. */
	let current = '';
	let shown = '';
	const apply = (query: string) => {
		shown = query;
		const heads = library.heads();
		tree.filter(query.trim() === '' ? undefined : new Set(library.find(query, { limit: heads.length }).map(head => head.id)));
		view.message = query.trim() === '' ? '' : `${tree.count()} of ${heads.length} papers match “${query.trim()}”.`;
		void commands.executeCommand('setContext', 'marginalia.isFiltered', query.trim() !== '');
	};
	const ask = () => {
		const box = window.createInputBox();
		let accepted = false;
		box.title = 'Filter the library';
		box.placeholder = 'Words of title, authors, year, key or tags, in any order';
		box.value = current;
		box.onDidChangeValue(apply);
		box.onDidAccept(() => {
			accepted = true;
			current = box.value;
			box.hide();
		});
		box.onDidHide(() => {
			box.dispose();
			if (!accepted) {
				apply(current);
			}
		});
		box.show();
	};
	return Disposable.from(
		registerCommand(log, 'marginalia.filterLibrary', query => {
			if (typeof query === 'string') {
				current = query;
				apply(current);
			} else {
				ask();
			}
		}),
		registerCommand(log, 'marginalia.clearFilter', () => {
			current = '';
			apply(current);
		}),
		library.onDidChange(() => apply(shown)),
	);
}
