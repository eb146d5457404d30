import { Disposable, commands, window } from 'vscode';
import type { TreeView } from 'vscode';
import type { FilteredPapers } from '../../../core/library/papers';
import type { Log } from '../../../core/files/ports';
import { registerCommand } from '../../ui/commands';
import type { LibraryNode } from './nodes';
import { messageAtRest } from './restrictedMode';
import type { LibraryTree } from './tree';

export interface FilterDependencies {
	/** Whose papers the tree shows. */
	readonly sources: readonly FilteredPapers[];
	readonly log: Log;
	readonly tree: LibraryTree;
	readonly view: TreeView<LibraryNode>;
}

/** Narrows the tree while the user types; Escape gives back what was there before. */
export function registerFilter({ sources, log, tree, view }: FilterDependencies): Disposable {
	/** What was accepted last, and what the tree shows now: another while the user types. */
	let current = '';
	let shown = '';
	let applications = 0;
	const apply = async (query: string): Promise<void> => {
		shown = query;
		const mine = (applications += 1);
		const isOvertaken = () => mine !== applications;
		const matching = query.trim() === '' ? undefined : await matchingIn(sources, query, isOvertaken);
		if (!isOvertaken()) {
			const count = sources.reduce((sum, papers) => sum + papers.heads().length, 0);
			tree.filter(matching);
			view.message = matching === undefined ? messageAtRest() : `${tree.count()} of ${count} papers match “${query.trim()}”.`;
			void commands.executeCommand('setContext', 'marginalia.isFiltered', matching !== undefined);
		}
	};
	const applySoon = (query: string): void => {
		apply(query).catch((error: unknown) => log.error('The library could not be filtered', error));
	};
	const ask = () => {
		const box = window.createInputBox();
		let accepted = false;
		box.title = 'Filter the library';
		box.placeholder = 'Words of title, authors, year, key or tags, in any order';
		box.value = current;
		box.onDidChangeValue(applySoon);
		box.onDidAccept(() => {
			accepted = true;
			current = box.value;
			box.hide();
		});
		box.onDidHide(() => {
			box.dispose();
			if (!accepted) {
				applySoon(current);
			}
		});
		box.show();
	};
	return Disposable.from(
		registerCommand(log, 'marginalia.filterLibrary', async query => {
			if (typeof query === 'string') {
				current = query;
				await apply(current);
			} else {
				ask();
			}
		}),
		registerCommand(log, 'marginalia.clearFilter', () => {
			current = '';
			applySoon(current);
		}),
		...sources.map(papers => papers.onDidChange(() => applySoon(shown))),
	);
}

/** The ids of all papers that fit; of no use where the query was overtaken by another. */
async function matchingIn(sources: readonly FilteredPapers[], query: string, isOvertaken: () => boolean): Promise<ReadonlySet<string>> {
	const found = new Set<string>();
	for (const papers of sources) {
		(await papers.matching(query, isOvertaken))?.forEach(id => found.add(id));
	}
	return found;
}
