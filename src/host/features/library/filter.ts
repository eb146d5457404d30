import { Disposable, InputBoxValidationSeverity, ThemeIcon, commands, window } from 'vscode';
import type { InputBox } from 'vscode';
import { localize } from '../../../core/data/localize';
import { searchHelp } from '../../library/searchHelp';
import type { SearchHistory } from '../../library/searchHistory';
import { matchingIn } from '../../../core/library/matchingPapers';
import type { FilteredPapers } from '../../../core/library/papers';
import { asksOfNotes } from '../../../core/search/facts';
import type { Log } from '../../../core/files/ports';
import { registerCommand } from '../../ui/commands';
import type { BacklinkCounts } from './backlinkCounts';
import type { LibraryTree } from './tree';
import type { ViewMessage } from './viewMessage';
import { plainMessage } from '../../../core/text/printable';

export interface FilterDependencies {
	/** Whose papers the tree shows. */
	readonly sources: readonly FilteredPapers[];
	readonly backlinks: BacklinkCounts;
	readonly history: SearchHistory;
	readonly log: Log;
	readonly tree: LibraryTree;
	readonly message: ViewMessage;
	/** Told of the filters that hold, one by one. */
	readonly onFilter: (filters: readonly string[]) => void;
}

/** Narrows the tree while the user types; Escape gives back what was there before. */
export function registerFilter({ sources, backlinks, history, log, tree, message, onFilter }: FilterDependencies): Disposable {
	/** What was accepted last, and what the tree shows now: another while the user types. */
	let current = '';
	let shown = '';
	let applications = 0;
	const searches = () => import('./searchCommands');
	const apply = async (query: string): Promise<void> => {
		shown = query;
		const mine = (applications += 1);
		const isOvertaken = () => mine !== applications;
		const matching = query.trim() === '' ? undefined : await matchingIn(sources, query, isOvertaken);
		const filters = matching === undefined ? [] : (await import('../../../core/search/statements')).statementsOf(query);
		if (!isOvertaken()) {
			const count = sources.reduce((sum, papers) => sum + papers.heads().length, 0);
			tree.filter(matching, query.trim());
			message.setFilter(matching === undefined ? '' : localize('{0} of {1} papers match “{2}”.', tree.count(), count, query.trim()));
			onFilter(filters);
			void commands.executeCommand('setContext', 'marginalia.isFiltered', matching !== undefined);
			void commands.executeCommand('setContext', 'marginalia.filterCount', filters.length);
		}
	};
	const applySoon = (query: string): void => {
		apply(query).catch((error: unknown) => log.error('The library could not be filtered', error));
	};
	const accept = (query: string): void => {
		current = query;
		history.note(query).catch((error: unknown) => log.error('A search could not be remembered', error));
	};
	const ask = () => {
		const box = window.createInputBox();
		let accepted = false;
		box.title = localize('Filter the library');
		box.placeholder = localize('diffusion author:song year:2020..2023 -survey');
		box.prompt = searchHelp();
		box.value = current;
		box.buttons = [{ iconPath: new ThemeIcon('history'), tooltip: localize('Choose active, saved and earlier filters') }];
		box.onDidTriggerButton(() => {
			box.hide();
			commands.executeCommand('marginalia.filterByKnown').then(undefined, (error: unknown) => log.error('Filters failed', error));
		});
		box.onDidChangeValue(query => {
			applySoon(query);
			showMistakes(box, query).catch((error: unknown) => log.error('The filter could not be checked', error));
		});
		box.onDidAccept(() => {
			accepted = true;
			accept(box.value);
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
		registerCommand(log, 'marginalia.saveSearch', async (...args) => (await searches()).saveSearch(current, args)),
		registerCommand(log, 'marginalia.editSearch', async (...args) => (await searches()).editSearch(args)),
		registerCommand(log, 'marginalia.deleteSearch', async (...args) => (await searches()).deleteSearch(args)),
		registerCommand(log, 'marginalia.filterByKnown', async () => {
			const { chooseFilters } = await import('./chooseFilters');
			const chosen = await chooseFilters(current, { history, sources });
			if (chosen !== undefined) {
				accept(chosen);
				await apply(chosen);
			}
		}),
		registerCommand(log, 'marginalia.clearSearchHistory', () => history.clear()),
		registerCommand(log, 'marginalia.clearFilter', () => {
			current = '';
			applySoon(current);
		}),
		...sources.map(papers => papers.onDidChange(() => applySoon(shown))),
		backlinks.onDidChange(() => {
			if (asksOfNotes(shown)) {
				applySoon(shown);
			}
		}),
	);
}

async function showMistakes(box: InputBox, query: string): Promise<void> {
	const { parseQuery } = await import('../../../core/search/query');
	const message = parseQuery(query)
		.mistakes.map(mistake => mistake.message)
		.join(' ');
	if (box.value !== query) {
		return;
	}
	box.validationMessage = message === '' ? undefined : { message: plainMessage(message), severity: InputBoxValidationSeverity.Warning };
}
