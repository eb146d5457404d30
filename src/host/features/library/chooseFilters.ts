import { QuickPickItemKind, ThemeIcon, commands, window } from 'vscode';
import type { QuickPick, QuickPickItem } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import { matchingIn } from '../../../core/library/matchingPapers';
import type { FilteredPapers } from '../../../core/library/papers';
import { queryOfAll, statementsOf } from '../../../core/search/statements';
import { plainLabel } from '../../../core/text/printable';
import type { SearchHistory } from '../../library/searchHistory';
import { settings } from '../../settings/settings';
import { tell } from '../../ui/commands';

interface FilterItem extends QuickPickItem {
	/** Empty for a heading. */
	readonly query: string;
}

export interface FilterChoices {
	readonly history: SearchHistory;
	readonly sources: readonly FilteredPapers[];
}

/**
 * Lists the filters that hold, ticked, and saved and earlier searches, each with the number of its papers: all that are ticked hold at
 * once. Earlier searches can be removed there. Resolves to the query that says all, empty for none; `undefined` where the user turns away.
 */
export async function chooseFilters(current: string, { history, sources }: FilterChoices): Promise<string | undefined> {
	const active = statementsOf(current);
	if (active.length + settings.savedSearches().length + history.queries().length === 0) {
		tell(window.showInformationMessage, localize('No earlier searches yet.'), {
			[localize('Filter Library…')]: () => commands.executeCommand('marginalia.filterLibrary'),
		});
		return undefined;
	}
	const counts = new Map<string, number>();
	const pick = window.createQuickPick<FilterItem>();
	pick.title = localize('Filters of the library');
	pick.placeholder = localize('Papers must match all checked filters; uncheck one to remove it');
	pick.canSelectMany = true;
	pick.matchOnDescription = true;
	const show = (ticked: ReadonlySet<string>) => {
		pick.keepScrollPosition = true;
		pick.items = rows(
			active,
			history.queries().filter(query => query !== current.trim()),
			counts,
		);
		pick.selectedItems = pick.items.filter(({ query }) => ticked.has(query));
	};
	let isOpen = true;
	const isGone = () => !isOpen;
	const chosen = new Promise<string | undefined>((resolve, reject) => {
		pick.onDidTriggerItemButton(({ item }) => {
			history.forget(item.query).then(() => show(tickedOf(pick)), reject);
		});
		pick.onDidAccept(() => {
			resolve(queryOfAll([...tickedOf(pick)]));
			pick.hide();
		});
		pick.onDidHide(() => {
			isOpen = false;
			pick.dispose();
			resolve(undefined);
		});
	});
	show(new Set(active));
	pick.busy = true;
	pick.show();
	for (const { query } of pick.items) {
		if (query !== '' && !isGone()) {
			counts.set(query, (await matchingIn(sources, query, isGone)).size);
		}
	}
	if (!isGone()) {
		show(tickedOf(pick));
		pick.busy = false;
	}
	return chosen;
}

function tickedOf(pick: QuickPick<FilterItem>): ReadonlySet<string> {
	return new Set(pick.selectedItems.map(({ query }) => query));
}

/** A query stands once, where it says most. */
function rows(active: readonly string[], earlier: readonly string[], counts: ReadonlyMap<string, number>): readonly FilterItem[] {
	const item = (query: string, name = query): FilterItem => {
		const count = counts.get(query);
		const papers = count === undefined ? '' : localizeCount(count, '1 paper', '{0} papers');
		return {
			query,
			label: plainLabel(name),
			description: [papers, name === query ? '' : plainLabel(query)].filter(part => part !== '').join(' · '),
		};
	};
	const remove = { iconPath: new ThemeIcon('close'), tooltip: localize('Remove from search history') };
	const saved = settings.savedSearches().filter(({ query }) => !active.includes(query));
	const known = new Set([...active, ...saved.map(({ query }) => query)]);
	return [
		...section(
			localize('Active'),
			active.map(query => item(query)),
		),
		...section(
			localize('Saved'),
			saved.map(({ name, query }) => item(query, name)),
		),
		...section(
			localize('Earlier'),
			earlier.filter(query => !known.has(query)).map(query => ({ ...item(query), buttons: [remove] })),
		),
	];
}

function section(label: string, items: readonly FilterItem[]): readonly FilterItem[] {
	return items.length === 0 ? [] : [{ label, kind: QuickPickItemKind.Separator, query: '' }, ...items];
}
