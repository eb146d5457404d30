import type { QuickPickItem } from 'vscode';
import { plainLabel } from '../../../core/text/printable';
import { askInQuickPick } from '../../ui/quickPick';

export interface NameQuestion {
	readonly title: string;
	/** Names that exist, in order. */
	readonly known: readonly string[];
	/** What the empty box says, with names to choose from and without. */
	readonly many: string;
	readonly first: string;
	/** What is said of a name that nobody had yet. */
	readonly fresh: string;
}

/** Names that exist, to be ticked, and whatever the user types. */
export async function askNames({ title, known, many, first, fresh }: NameQuestion): Promise<readonly string[] | undefined> {
	const byLabel = new Map(known.map(name => [plainLabel(name), name]));
	return askInQuickPick<readonly string[]>(pick => {
		pick.title = title;
		pick.placeholder = known.length > 0 ? many : first;
		pick.canSelectMany = true;
		return {
			show: () => {
				const typed = pick.value.trim();
				const ticked = pick.selectedItems;
				const isNew = typed !== '' && !byLabel.has(plainLabel(typed));
				const items: QuickPickItem[] = [...byLabel.keys()].map(label => ({ label }));
				pick.items = isNew ? [{ label: typed, description: fresh, alwaysShow: true }, ...items] : items;
				pick.selectedItems = pick.items.filter(item => ticked.some(other => other.label === item.label));
			},
			answer: () => {
				const typed = pick.value.trim();
				const names = [
					...new Set([...pick.selectedItems.map(item => byLabel.get(item.label) ?? item.label), ...(typed === '' ? [] : [typed])]),
				];
				return names.length > 0 ? names : undefined;
			},
		};
	});
}
