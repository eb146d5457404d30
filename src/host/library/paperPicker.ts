import { ThemeIcon, commands, window } from 'vscode';
import type { QuickInputButton, QuickPick } from 'vscode';
import { localize } from '../../core/data/localize';
import type { parseQuery } from '../../core/search/query';
import type { Head } from '../../core/paper/head';
import type { Papers } from '../../core/library/papers';
import type { Status } from '../../core/paper/paper';
import type { Log } from '../../core/files/ports';
import type { PdfWords } from '../pdf/pdfWords';
import { tell } from '../ui/commands';
import { currentPaperKey } from './currentPaper';
import { recentPapers } from './recentPapers';
import type { PdfRow } from './pdfRows';
import { openPaperBox } from './searchBox';
import type { PaperItem } from './searchBox';
import type { SearchedServices, ServiceSearch } from './serviceSearch';
import { searchHelp } from './searchHelp';
import type { SearchHistory } from './searchHistory';
import { plainLabel } from '../../core/text/printable';

export interface PickOptions {
	readonly title: string;
	readonly placeholder: string;
	readonly many: boolean;
	/** What stands in the box at first. */
	readonly query?: string;
	/** The words of attached PDFs: a switch of the box looks into them. */
	readonly pdfs?: { readonly words: () => Promise<PdfWords>; readonly log: Log };
	/** A row looks up what is typed in services that are switched on; what is chosen of it is added to the library. */
	readonly services?: { readonly open: () => Promise<SearchedServices>; readonly log: Log };
	/** A box that is open already. */
	readonly box?: QuickPick<PaperItem>;
	/** Earlier searches are offered, and this one is remembered. */
	readonly history?: SearchHistory;
}

/** As many rows as anybody reads; more words narrow them down. */
const limit = 100;

/** Of papers used last and of earlier searches so many stand first where both are offered. */
const mostOfEach = 5;

/** What was picked, and by which query. */
export interface PickedPapers {
	readonly keys: readonly string[];
	readonly query: string;
}

/**
 * Asks for papers by any words of title, authors, year, key and tags. Resolves to their keys, in the order picked where several may be;
 * to `undefined` where the user turned away.
 */
export async function pickPapers(library: Papers, options: PickOptions): Promise<readonly string[] | undefined> {
	return (await searchPapers(library, options))?.keys;
}

/** As {@link pickPapers}, with the query that found them. */
export async function searchPapers(library: Papers, options: PickOptions): Promise<PickedPapers | undefined> {
	if (library.heads().length === 0) {
		options.box?.dispose();
		tell(window.showInformationMessage, localize('The library is empty.'), {
			[localize('Import Papers from File…')]: () => commands.executeCommand('marginalia.importFile'),
			[localize('Add Paper…')]: () => commands.executeCommand('marginalia.addPaper'),
		});
		return undefined;
	}
	const pick = options.box ?? openPaperBox(options.title, options.placeholder, options.query ?? '');
	pick.canSelectMany = options.many;
	return new PaperPick(pick, library, options).ask();
}

class PaperPick {
	private picked: readonly PaperItem[] = [];
	/** What the user is at, and what they used last: first as long as nothing is typed. */
	private likely: readonly Head[] = [];

	private inPdfs = false;
	private isOpen = true;
	/** What was found in PDFs for the query that is being typed. */
	private pages: readonly PdfRow[] = [];
	private parse: typeof parseQuery | undefined;
	private services: ServiceSearch | undefined;

	constructor(
		private readonly pick: QuickPick<PaperItem>,
		private readonly library: Papers,
		private readonly options: PickOptions,
	) {}

	private get many(): boolean {
		return this.options.many;
	}

	ask(): Promise<PickedPapers | undefined> {
		return new Promise((resolve, reject) => {
			this.pick.onDidChangeValue(() => {
				this.show();
				this.lookIntoPdfs();
			});
			this.pick.onDidTriggerButton(() => {
				this.inPdfs = !this.inPdfs;
				this.show();
				this.lookIntoPdfs();
			});
			this.pick.onDidChangeSelection(items => {
				this.keepPicked(items);
				if (items.some(({ asks }) => asks)) {
					this.askServices();
				}
			});
			let isAnswered = false;
			this.pick.onDidAccept(() => {
				if (this.best()[0]?.asks) {
					this.askServices();
					return;
				}
				const page = this.pages.find(row => row === this.pick.activeItems[0]);
				if (page !== undefined) {
					this.do(async () => (await import('./pdfRows')).openPassage(page));
					this.pick.hide();
					return;
				}
				const chosen = this.chosen();
				const [earlier] = this.pick.activeItems;
				if (earlier !== undefined && isEarlier(earlier)) {
					this.pick.value = earlier.query;
					this.show();
				} else if (chosen !== undefined || this.pick.activeItems.length === 0) {
					// The help row is no answer.
					isAnswered = true;
					this.answer(chosen).then(resolve, reject);
					this.pick.hide();
				}
			});
			this.pick.onDidTriggerItemButton(({ item }) => {
				if (isEarlier(item)) {
					this.do(async () => {
						await this.options.history?.forget(item.query);
						this.show();
					});
				}
			});
			this.pick.onDidHide(() => {
				this.isOpen = false;
				this.services?.cancel();
				this.pick.dispose();
				if (!isAnswered) {
					resolve(undefined);
				}
			});
			this.show();
			this.pick.busy = false;
			this.lookIntoPdfs();
			this.findLikely().catch(() => undefined);
			this.learnToParse().catch(() => undefined);
			this.do(() => this.openServices());
		});
	}

	private async openServices(): Promise<void> {
		const { services } = this.options;
		if (services !== undefined) {
			const [{ ServiceSearch }, opened] = await Promise.all([import('./serviceSearch'), services.open()]);
			if (this.isOpen) {
				this.services = new ServiceSearch(opened, () => (this.isOpen ? this.show() : undefined));
				this.show();
			}
		}
	}

	private askServices(): void {
		this.do(async () => {
			await this.services?.ask(this.pick.value);
			if (this.isOpen && this.services?.isBusy === false) {
				this.pick.activeItems = this.pick.items.filter(({ incoming }) => incoming !== undefined).slice(0, 1);
			}
		});
	}

	/** What was chosen, by its keys; what a service found is added first. */
	private async answer(chosen: readonly PaperItem[] | undefined): Promise<PickedPapers | undefined> {
		const query = this.pick.value;
		const incoming = chosen?.flatMap(item => item.incoming ?? []) ?? [];
		const added = [...(incoming.length === 0 ? [] : ((await this.services?.add(incoming)) ?? []))];
		const keys = chosen?.flatMap(item => (item.incoming === undefined ? item.key : (added.shift() ?? []))) ?? [];
		return keys.length > 0 ? { keys, query } : undefined;
	}

	/** From then on the box says what of a query can't be read. */
	private async learnToParse(): Promise<void> {
		this.parse = (await import('../../core/search/query')).parseQuery;
		if (this.isOpen && this.pick.value.trim() !== '') {
			this.show();
		}
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
	private chosen(): readonly PaperItem[] | undefined {
		const items = (this.many && this.picked.length > 0 ? this.picked : this.best()).filter(item => item.key !== '');
		return items.length > 0 ? items : undefined;
	}

	/** Where several can be ticked no row has the focus at first: then the first paper is meant, or the row that asks for more. */
	private best(): readonly PaperItem[] {
		const { activeItems, items } = this.pick;
		const isAnswer = ({ key, asks }: PaperItem) => key !== '' || asks === true;
		return activeItems.length > 0 ? activeItems : this.picked.length > 0 ? [] : items.filter(isAnswer).slice(0, 1);
	}

	/** What was picked stays on top whatever is typed, so that several searches can feed one citation. */
	private show(): void {
		const picked = new Set(this.picked.map(item => item.key));
		const query = this.pick.value;
		const earlier = query.trim() === '' ? (this.options.history?.queries() ?? []).slice(0, mostOfEach) : [];
		const first = query.trim() === '' ? this.likely.slice(0, earlier.length === 0 ? undefined : mostOfEach) : [];
		const asksPdfs = this.looksIntoPdfs(query);
		const own = asksPdfs && isOfPdfs(query) ? [] : this.library.find(query, { limit, nearMisses: !asksPdfs });
		const known = (this.services?.known(query) ?? []).flatMap(key => this.library.head(key) ?? []);
		const notPicked = (heads: readonly Head[]) => heads.filter(head => !picked.has(head.key)).map(this.many ? withoutStatus : toItem);
		this.pick.buttons = this.options.pdfs === undefined ? [] : [pdfSwitch(asksPdfs)];
		this.pick.items = [
			...this.picked,
			...notPicked(first),
			...earlier.map(earlierItem),
			...notPicked([...new Set([...own, ...known])].filter(head => !first.includes(head))),
			...this.pages,
			...(this.services?.rows(query) ?? []).filter(({ key }) => key === '' || !picked.has(key)),
			...(asksPdfs ? [] : helpOf(query, this.parse)),
		];
		this.pick.selectedItems = this.picked;
		this.pick.busy = this.services?.isBusy === true;
	}

	private looksIntoPdfs(query: string): boolean {
		return this.options.pdfs !== undefined && (this.inPdfs || isOfPdfs(query));
	}

	/** What comes late, for an older query or a box that is closed, is dropped. */
	private lookIntoPdfs(): void {
		const query = this.pick.value;
		const { pdfs, title } = this.options;
		if (pdfs === undefined || !this.looksIntoPdfs(query) || query.trim() === '') {
			this.pick.title = title;
			this.showPages([]);
			return;
		}
		this.do(async () => {
			const [{ pdfRows }, words] = await Promise.all([import('./pdfRows'), pdfs.words()]);
			const pages = await pdfRows(this.library, query, words, limit);
			if (this.isOpen && this.pick.value === query) {
				const { progress } = words;
				const withPdfs = localize('{0} and its PDFs', title);
				this.pick.title = progress === undefined ? withPdfs : `${withPdfs} (${progress})`;
				this.showPages(pages);
				if (progress !== undefined) {
					// More is found as more is read.
					setTimeout(() => (this.isOpen && this.pick.value === query ? this.lookIntoPdfs() : undefined), 1000);
				}
			}
		});
	}

	/** The same rows stay as they are, with the one that has the focus. */
	private showPages(pages: readonly PdfRow[]): void {
		const namesOf = (rows: readonly PdfRow[]) => rows.map(({ key, passage: { file, page } }) => `${key} ${page} ${file}`).join('\n');
		if (namesOf(pages) !== namesOf(this.pages)) {
			this.pages = pages;
			this.show();
		}
	}

	private do(work: () => Promise<void>): void {
		const { pdfs, services } = this.options;
		work().catch((error: unknown) => (pdfs ?? services)?.log.error('Papers could not be looked for elsewhere', error));
	}

	private keepPicked(items: readonly PaperItem[]): void {
		if (this.many) {
			const still = this.picked.filter(item => items.some(other => other.key === item.key));
			const added = items.filter(item => item.key !== '' && !still.some(other => other.key === item.key));
			this.picked = [...still, ...added];
			if (added.length > 0) {
				// Rows that were sent before the tick was known, and are shown after it, would take it away again.
				this.pick.selectedItems = this.picked;
			}
		}
	}
}

/** Whether a query asks for words of PDFs by itself. */
function isOfPdfs(query: string): boolean {
	return /(?:^|[\s-])fulltext:\S/i.test(query);
}

function pdfSwitch(isOn: boolean): QuickInputButton {
	return isOn
		? { iconPath: new ThemeIcon('check'), tooltip: localize('Stop searching the text of PDFs') }
		: { iconPath: new ThemeIcon('file-pdf'), tooltip: localize('Search the text of PDFs, too') };
}

/** One row that says how to search: what cannot be read where there is such a thing, else the search language. It stands last. */
function helpOf(query: string, parse: typeof parseQuery | undefined): readonly PaperItem[] {
	const [mistake] = parse?.(query).mistakes ?? [];
	const row =
		mistake === undefined ? { label: localize('$(info) Search'), detail: searchHelp() } : { label: `$(warning) ${mistake.message}` };
	return mistake === undefined && query.trim() !== '' ? [] : [{ key: '', alwaysShow: true, ...row }];
}

interface EarlierItem extends PaperItem {
	readonly query: string;
}

function earlierItem(query: string): EarlierItem {
	return {
		key: '',
		query,
		label: plainLabel(query),
		description: localize('earlier search'),
		iconPath: new ThemeIcon('history'),
		alwaysShow: true,
		buttons: [{ iconPath: new ThemeIcon('close'), tooltip: localize('Remove from search history') }],
	};
}

function isEarlier(item: PaperItem): item is EarlierItem {
	return 'query' in item;
}

const icons: Readonly<Record<Status, ThemeIcon>> = {
	unread: new ThemeIcon('circle-filled'),
	reading: new ThemeIcon('book'),
	read: new ThemeIcon('check'),
};

function toItem(head: Head): PaperItem {
	return { ...withoutStatus(head), iconPath: icons[head.status] };
}

/** For rows with a check box, which the dot of an unread paper would stand beside. */
function withoutStatus(head: Head): PaperItem {
	const authorsAndYear = [head.authors, head.year].filter(part => part !== undefined && part !== '').join(', ');
	return {
		key: head.key,
		label: plainLabel(head.title || head.key),
		// Behind a long title, authors and year would be cut off.
		detail: plainLabel(
			[authorsAndYear, ['@' + head.key, ...head.tags.map(tag => '#' + tag)].join('  '), head.linked?.label].filter(Boolean).join(' · '),
		),
		// Our own search decides what is shown; the box must not filter again.
		alwaysShow: true,
	};
}
