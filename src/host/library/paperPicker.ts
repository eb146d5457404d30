import { ThemeIcon, commands, window } from 'vscode';
import type { QuickPick, QuickPickItem } from 'vscode';
import { localize } from '../../core/data/localize';
import type { parseQuery } from '../../core/search/query';
import type { Head } from '../../core/paper/head';
import type { Papers } from '../../core/library/papers';
import type { Status } from '../../core/paper/paper';
import { tell } from '../ui/commands';
import { currentPaperKey } from './currentPaper';
import { recentPapers } from './recentPapers';
import { searchHelp } from './searchHelp';
import { plainLabel } from '../../core/text/printable';

interface PaperItem extends QuickPickItem {
	readonly key: string;
}

export interface PickOptions {
	readonly title: string;
	readonly placeholder: string;
	readonly many: boolean;
	/** What stands in the box at first. */
	readonly query?: string;
}

/** As many rows as anybody reads; more words narrow them down. */
const limit = 100;

/**
 * Asks for papers by any words of title, authors, year, key and tags. Resolves to their keys, in the order picked where several may be;
 * to `undefined` where the user turned away.
 */
export async function pickPapers(library: Papers, options: PickOptions): Promise<readonly string[] | undefined> {
	if (library.heads().length === 0) {
		tell(window.showInformationMessage, localize('The library is empty.'), {
			[localize('Import Papers from File…')]: () => commands.executeCommand('marginalia.importFile'),
			[localize('Add Paper…')]: () => commands.executeCommand('marginalia.addPaper'),
		});
		return undefined;
	}
	const pick = window.createQuickPick<PaperItem>();
	pick.title = options.title;
	pick.placeholder = options.placeholder;
	pick.canSelectMany = options.many;
	pick.value = options.query ?? '';
	const query = await import('../../core/search/query');
	const picker = new PaperPick(pick, library, options.many, query.parseQuery);
	return picker.ask();
}

class PaperPick {
	private picked: readonly PaperItem[] = [];
	/** What the user is at, and what they used last: first as long as nothing is typed. */
	private likely: readonly Head[] = [];

	constructor(
		private readonly pick: QuickPick<PaperItem>,
		private readonly library: Papers,
		private readonly many: boolean,
		private readonly parse: typeof parseQuery,
	) {}

	ask(): Promise<readonly string[] | undefined> {
		return new Promise(resolve => {
			this.pick.onDidChangeValue(() => this.show());
			this.pick.onDidChangeSelection(items => this.keepPicked(items));
			this.pick.onDidAccept(() => {
				const chosen = this.chosen();
				// The help row is no answer.
				if (chosen !== undefined || this.pick.activeItems.length === 0) {
					resolve(chosen);
					this.pick.hide();
				}
			});
			this.pick.onDidHide(() => {
				this.pick.dispose();
				resolve(undefined);
			});
			this.show();
			this.pick.show();
			this.findLikely().catch(() => undefined);
		});
	}

	private async findLikely(): Promise<void> {
		const current = await currentPaperKey(this.library);
		const keys = [...(current === undefined ? [] : [current]), ...recentPapers()];
		this.likely = [...new Set(keys.flatMap(key => this.library.head(key) ?? []))];
		if (this.likely.length > 0 && this.pick.value.trim() === '') {
			this.show();
		}
	}

	/** What is ticked; where nothing is, the row with the focus, else the best one: then Enter behind a few words is enough. */
	private chosen(): readonly string[] | undefined {
		const best = this.pick.activeItems.length > 0 ? this.pick.activeItems : this.pick.items.slice(0, 1);
		const items = (this.many && this.picked.length > 0 ? this.picked : best).filter(item => item.key !== '');
		return items.length > 0 ? items.map(item => item.key) : undefined;
	}

	/** What was picked stays on top whatever is typed, so that several searches can feed one citation. */
	private show(): void {
		const picked = new Set(this.picked.map(item => item.key));
		const query = this.pick.value;
		const first = query.trim() === '' ? this.likely : [];
		const found = [...new Set([...first, ...this.library.find(query, { limit, nearMisses: true })])].filter(head => !picked.has(head.key));
		this.pick.items = [...this.picked, ...found.map(toItem), ...helpOf(query, this.parse)];
		this.pick.selectedItems = this.picked;
	}

	private keepPicked(items: readonly PaperItem[]): void {
		if (this.many) {
			const still = this.picked.filter(item => items.some(other => other.key === item.key));
			this.picked = [...still, ...items.filter(item => item.key !== '' && !still.some(other => other.key === item.key))];
		}
	}
}

/** One row that says how to search: what cannot be read where there is such a thing, else the search language. It stands last. */
function helpOf(query: string, parse: typeof parseQuery): readonly PaperItem[] {
	const [mistake] = parse(query).mistakes;
	const row =
		mistake === undefined ? { label: localize('$(info) Search'), detail: searchHelp() } : { label: `$(warning) ${mistake.message}` };
	return mistake === undefined && query.trim() !== '' ? [] : [{ key: '', alwaysShow: true, ...row }];
}

const icons: Readonly<Record<Status, ThemeIcon>> = {
	unread: new ThemeIcon('circle-filled'),
	reading: new ThemeIcon('book'),
	read: new ThemeIcon('check'),
};

function toItem(head: Head): PaperItem {
	return {
		key: head.key,
		label: plainLabel(head.title || head.key),
		description: plainLabel([head.authors, head.year].filter(part => part !== undefined).join(', ')),
		detail: plainLabel(['@' + head.key, ...head.tags.map(tag => '#' + tag)].join('  ')),
		iconPath: icons[head.status],
		// Our own search decides what is shown; the box must not filter again.
		alwaysShow: true,
	};
}
