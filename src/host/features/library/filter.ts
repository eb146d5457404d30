import { Disposable, commands, window } from 'vscode';
import type { TreeView } from 'vscode';
import type { Papers } from '../../../core/library/papers';
import type { Log } from '../../../core/ports';
import { registerCommand } from '../../adapters/commands';
import type { LibraryNode } from './nodes';
import type { LibraryTree } from './tree';

export interface FilterDependencies {
	/** Whose papers the tree shows. */
	readonly sources: readonly Papers[];
	readonly log: Log;
	readonly tree: LibraryTree;
	readonly view: TreeView<LibraryNode>;
}

/** Narrows the tree while the user types; Escape gives back what was there before. */
export function registerFilter({ sources, log, tree, view }: FilterDependencies): Disposable {
	/** What was accepted last, and what the tree shows now: another while the user types. */
	let current = '';
	let shown = '';
	const apply = (query: string) => {
		shown = query;
		const count = sources.reduce((sum, papers) => sum + papers.heads().length, 0);
		tree.filter(query.trim() === '' ? undefined : new Set(sources.flatMap(papers => papers.find(query, { limit: count })).map(head => head.id)));
		view.message = query.trim() === '' ? '' : `${tree.count()} of ${count} papers match “${query.trim()}”.`;
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
		...sources.map(papers => papers.onDidChange(() => apply(shown))),
	);
}
