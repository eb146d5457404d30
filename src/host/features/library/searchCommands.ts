import { InputBoxValidationSeverity, window } from 'vscode';
import { isObject, textOf } from '../../../core/data/json';
import { localize } from '../../../core/data/localize';
import { searchOf } from '../../../core/library/smartGroups';
import { parseQuery } from '../../../core/search/query';
import { plainLabel, plainMessage } from '../../../core/text/printable';
import { searchHelp } from '../../library/searchHelp';
import { settings } from '../../settings/settings';
import { tell } from '../../ui/commands';
import { keepSearches } from './savedSearches';

/** The editor loses it where it reads settings. */
const unkeepable = '__proto__';

/** Gives a search a name: `saveSearch('tag:x', 'X')`, or asks for what is not named, beginning with the filter of the view. */
export async function saveSearch(filter: string, args: readonly unknown[]): Promise<string | undefined> {
	const query = (textOf(args[0]) ?? (await askQuery(filter)))?.trim();
	const name = query === undefined || query === '' ? undefined : (textOf(args[1]) ?? (await askName(query)))?.trim();
	if (query === undefined || name === undefined || name === '' || name === unkeepable) {
		return undefined;
	}
	const known = settings.savedSearches();
	const isThere = known.some(search => search.name === name);
	await keepSearches(isThere ? known.map(search => (search.name === name ? { name, query } : search)) : [...known, { name, query }]);
	return name;
}

/** Changes the query and the name of a saved search. */
export async function editSearch(args: readonly unknown[]): Promise<void> {
	const known = settings.savedSearches();
	const search = known.find(({ name }) => name === nameAmong(args)) ?? (await pickSearch());
	const query = search && (await askQuery(search.query))?.trim();
	const name = search === undefined || query === undefined || query === '' ? undefined : (await askName(query, search.name))?.trim();
	if (search !== undefined && query !== undefined && name !== undefined && name !== '') {
		const others = known.filter(other => other.name !== name || other.name === search.name);
		await keepSearches(others.map(other => (other.name === search.name ? { name, query } : other)));
	}
}

export async function deleteSearch(args: readonly unknown[]): Promise<void> {
	const known = settings.savedSearches();
	const name = nameAmong(args) ?? (await pickSearch())?.name;
	if (known.some(search => search.name === name)) {
		await keepSearches(known.filter(search => search.name !== name));
		tell(window.showInformationMessage, localize('Deleted the saved search “{0}”.', plainLabel(name ?? '')), {
			[localize('Undo')]: () => keepSearches(known),
		});
	}
}

async function askQuery(value: string): Promise<string | undefined> {
	return window.showInputBox({
		title: localize('Save search'),
		value,
		placeHolder: localize('diffusion author:song year:2020..2023 -survey'),
		prompt: searchHelp(),
		validateInput: text => {
			const message = parseQuery(text)
				.mistakes.map(mistake => mistake.message)
				.join(' ');
			return message === '' ? undefined : { message: plainMessage(message), severity: InputBoxValidationSeverity.Warning };
		},
	});
}

async function askName(query: string, value = query): Promise<string | undefined> {
	const known = new Set(settings.savedSearches().map(({ name }) => name));
	return window.showInputBox({
		title: localize('Name of the search'),
		value,
		validateInput: text =>
			text.trim() === ''
				? localize('Type a name.')
				: text.trim() === unkeepable
					? localize('Settings can’t hold this name. Choose another.')
					: known.has(text.trim()) && text.trim() !== value
						? { message: localize('Replaces the saved search of this name.'), severity: InputBoxValidationSeverity.Info }
						: undefined,
	});
}

async function pickSearch(): Promise<{ readonly name: string; readonly query: string } | undefined> {
	const items = settings.savedSearches().map(search => ({ label: plainLabel(search.name), description: plainLabel(search.query), search }));
	if (items.length === 0) {
		tell(window.showInformationMessage, localize('No saved searches yet. Use Save Search… to create one.'));
		return undefined;
	}
	return (await window.showQuickPick(items, { title: localize('Saved searches') }))?.search;
}

/** The saved search that was clicked, or that is named. */
function nameAmong([first]: readonly unknown[]): string | undefined {
	const id = isObject(first) && isObject(first['group']) ? textOf(first['group']['id']) : undefined;
	return id === undefined ? textOf(first) : searchOf({ id });
}
