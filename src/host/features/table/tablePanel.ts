import { Disposable, ViewColumn, commands, env, window } from 'vscode';
import type { WebviewPanel } from 'vscode';
import { isObject, textOf } from '../../../core/data/json';
import { localize, localizeCount } from '../../../core/data/localize';
import { colorsOf } from '../../../core/library/labels';
import type { Head } from '../../../core/paper/head';
import { matchingIn } from '../../../core/library/matchingPapers';
import { searchOf } from '../../../core/library/smartGroups';
import { asksOfNotes, factsOfWorkspace } from '../../../core/search/facts';
import { parseQuery } from '../../../core/search/query';
import { movedTo, resized, sortedBy, usualArrangement } from '../../../core/table/arrangement';
import type { TableArrangement } from '../../../core/table/arrangement';
import { cellText } from '../../../core/table/columns';
import type { TableFacts } from '../../../core/table/columns';
import { TableOrder } from '../../../core/table/order';
import type { RowRange, RowRanges } from '../../../core/table/rowRanges';
import { TableRows } from '../../../core/table/rows';
import { tableText } from '../../../core/table/text';
import type { TableFormat } from '../../../core/table/text';
import { Pace } from '../../../core/work/pace';
import { Queue } from '../../../core/work/queue';
import type { FromTable, ShownRow, ShownRows, ShownTable, ToTable } from '../../../protocol/table';
import { parseArrangement, parseFromTable, parseTableState, printToTable } from '../../../protocol/table';
import { settings } from '../../settings/settings';
import { AfterPause } from '../../ui/afterPause';
import { pause } from '../../ui/pause';
import { fillPanel, listenTo } from '../../ui/viewPanel';
import { askColumns, askGroup } from './choosing';
import type { TableDependencies } from './dependencies';
import { tableViewType } from './tableViewType';

/** Changes come in bursts: the table follows so long after the last, in milliseconds. */
const rest = 200;

const arrangementName = 'marginalia.table';

/** No screen shows more, with what is kept ready around it. */
const mostRows = 1000;

/** When the first row in sight goes, one of so many after it is looked for. */
const nextRows = 100;

/** What is selected in a version of the table. */
interface Selected {
	readonly ranges: RowRanges;
	readonly focus: number;
}

interface Version {
	readonly number: number;
	readonly rows: TableRows;
	/** How many papers there are, however many groups each is in. */
	readonly papers: number;
	/** By what they are grouped. */
	readonly group: TableArrangement['group'];
}

const nothing: Selected = { ranges: [], focus: -1 };

/** What brings an update: only the user's wish leads to another place of the table. */
type Cause = 'change' | 'wish' | 'start';

/**
 * The one panel that shows the library as a table. It holds the order of the papers and what is selected; its view has the rows that are in
 * sight.
 */
export class TablePanel implements Disposable {
	private panel: WebviewPanel | undefined;
	private arrangement: TableArrangement;
	private query = '';
	private mistakes = '';
	private folded: ReadonlySet<string> = new Set();
	private readonly facts: TableFacts = { hasNote: head => factsOfWorkspace().hasNote(head) };
	private readonly order = new TableOrder(this.facts);
	/** Whether what was told by notes is to be told again. */
	private areFactsStale = false;
	private version: Version = { number: 0, rows: new TableRows([]), papers: 0, group: undefined };
	/** The one before: the view may not have heard of the newest. */
	private previous = this.version;
	private selected = nothing;
	/** The rows that the view asked for last, and which of them was the first in sight. */
	private sight = { from: 0, to: 60, first: 0 };
	/** How many updates were asked for, and why those that are still to come. */
	private updates = 0;
	private pending: Cause = 'change';
	private readonly queue = new Queue();
	private readonly change = new AfterPause(rest, () => this.update('change'));
	private readonly subscriptions: Disposable;

	constructor(private readonly dependencies: TableDependencies) {
		const { papers, notes, memory, labels } = dependencies;
		this.arrangement = parseArrangement(memory.get(arrangementName)) ?? usualArrangement;
		this.subscriptions = Disposable.from(
			papers.onDidChange(this.change.ask),
			labels.onDidChange(this.change.ask),
			notes.onDidChange(() => {
				this.areFactsStale = true;
				this.change.ask();
			}),
			this.change,
		);
	}

	/** Opens the panel or brings it to the front, with a query, or that of a saved search of the Library view, where one is given. */
	show(argument: unknown): void {
		this.query = queryOf(argument) ?? this.query;
		if (this.panel === undefined) {
			this.adopt(window.createWebviewPanel(tableViewType, localize('Library Table'), ViewColumn.Active, {}));
		} else {
			this.panel.reveal();
			this.update('wish');
		}
	}

	/** Takes over a panel that VS Code kept across a reload of the window. */
	restore(panel: WebviewPanel, kept: unknown): void {
		this.panel?.dispose();
		const state = parseTableState(kept);
		this.query = state?.query ?? '';
		this.sight = { from: 0, to: 60, first: state?.first ?? 0 };
		this.adopt(panel);
	}

	/** The keys of the selected papers, as they are in the table; that of the focused one where none is selected. */
	selectedKeys(): readonly string[] {
		return this.selectedHeads().map(head => this.keyOf(head));
	}

	/** Copies the selected papers, or all that are shown where none is selected. */
	async copy(format: TableFormat): Promise<void> {
		const { rows } = this.version;
		const { ranges } = this.selected;
		const heads = rows.headsIn(rows.papersIn(ranges) > 0 ? ranges : [{ from: 0, to: rows.count }]);
		const columns = this.arrangement.columns.map(({ name }) => name);
		await env.clipboard.writeText(await tableText(format, heads, columns, this.facts, new Pace(pause)));
		window.setStatusBarMessage(localizeCount(heads.length, '$(check) Copied 1 paper', '$(check) Copied {0} papers'), 3000);
	}

	/** Asks which columns to show, or by which to group. */
	async choose(what: 'columns' | 'group'): Promise<void> {
		const arrangement = await (what === 'columns' ? askColumns(this.arrangement) : askGroup(this.arrangement));
		if (arrangement !== undefined) {
			await this.arrange(arrangement);
		}
	}

	dispose(): void {
		this.subscriptions.dispose();
		this.panel?.dispose();
	}

	private adopt(panel: WebviewPanel): void {
		const { extensionUri, log } = this.dependencies;
		this.panel = panel;
		listenTo(panel, {
			name: 'table',
			log,
			parse: parseFromTable,
			heed: asked => this.handle(this.heed(asked)),
			closed: () => {
				if (this.panel === panel) {
					this.panel = undefined;
					this.selected = nothing;
					this.version = { ...this.version, rows: new TableRows([]) };
					this.previous = this.version;
					this.order.forget();
				}
			},
		});
		fillPanel(panel, extensionUri, { name: 'table', icon: 'table', title: localize('Library Table') });
	}

	private async heed(asked: FromTable): Promise<void> {
		switch (asked.type) {
			case 'ready':
				this.update('start');
				// Then the column of notes is known.
				await factsOfWorkspace().ready();
				this.areFactsStale = true;
				this.update('change');
				return;
			case 'rows':
				this.sight = asked;
				if (asked.version === this.version.number) {
					this.post({ type: 'rows', version: asked.version, ...this.rowsOf(asked) });
				}
				return;
			case 'query':
				this.query = asked.query;
				this.update('wish');
				return;
			case 'sort':
				await this.arrange(sortedBy(this.arrangement, asked.column, asked.adds));
				return;
			case 'width':
				// The view has it already.
				this.arrangement = resized(this.arrangement, asked.column, asked.width);
				await this.keep();
				return;
			case 'move':
				await this.arrange(movedTo(this.arrangement, asked.column, asked.to));
				return;
			case 'choose':
				await this.choose(asked.what);
				return;
			case 'select':
				await this.select(asked);
				return;
			case 'open':
				await this.open(asked);
				return;
			case 'fold':
				this.fold(asked);
				return;
			case 'remove':
				if (this.selectedHeads().length > 0) {
					await commands.executeCommand('marginalia.removePaper', { webview: tableViewType });
				}
				return;
			case 'copy':
				await this.copy(asked.as);
				return;
			default:
				asked satisfies never;
		}
	}

	private async arrange(arrangement: TableArrangement): Promise<void> {
		this.folded = arrangement.group === this.arrangement.group ? this.folded : new Set();
		this.arrangement = arrangement;
		this.update('wish');
		await this.keep();
	}

	private async keep(): Promise<void> {
		await this.dependencies.memory.update(arrangementName, this.arrangement);
	}

	/** A selection in the version before is brought into the newest, of which the view had not heard. */
	private async select({ version, ranges, focus }: Extract<FromTable, { readonly type: 'select' }>): Promise<void> {
		if (version === this.version.number) {
			this.selected = { ranges, focus };
			this.post({ type: 'selected', count: this.version.rows.papersIn(ranges) });
		} else if (version === this.previous.number) {
			const from = this.previous;
			await this.queue.add(async () => {
				this.selected = await carried({ ranges, focus }, from, this.version, new Pace(pause));
				this.sendTable('by', 0);
			});
		}
	}

	private async open({ version, row }: Extract<FromTable, { readonly type: 'open' }>): Promise<void> {
		const found = version === this.version.number ? this.version.rows.at(row) : undefined;
		if (found?.kind === 'paper') {
			await commands.executeCommand('marginalia.openPaper', this.keyOf(found.head), { search: this.query });
		}
	}

	private fold({ version, row, folded }: Extract<FromTable, { readonly type: 'fold' }>): void {
		const found = version === this.version.number ? this.version.rows.at(row) : undefined;
		if (found?.kind === 'group') {
			const others = [...this.folded].filter(name => name !== found.group.name);
			this.folded = new Set(folded ? [...others, found.group.name] : others);
			this.update('change');
		}
	}

	private update(cause: Cause): void {
		this.updates += 1;
		const mine = this.updates;
		this.pending = cause === 'change' ? this.pending : cause;
		this.handle(this.queue.add(() => (this.panel === undefined || mine !== this.updates ? undefined : this.updateNow())));
	}

	/** Puts the papers in order as they are now. */
	private async updateNow(): Promise<void> {
		const { papers, sources } = this.dependencies;
		const cause = this.pending;
		this.pending = 'change';
		if (this.areFactsStale) {
			this.areFactsStale = false;
			if (this.isToldByNotes()) {
				this.order.forget();
			}
		}
		const pace = new Pace(pause);
		const { query, arrangement } = this;
		if (asksOfNotes(query)) {
			await factsOfWorkspace().ready();
		}
		const matching = query.trim() === '' ? undefined : await matchingIn(sources, query, () => query !== this.query);
		if (query !== this.query || arrangement !== this.arrangement) {
			// There is another update for these.
			return;
		}
		const { groups, papers: count } = await this.order.of(papers.heads(), { ...arrangement, matching }, pace);
		const before = this.version;
		const version = { number: before.number + 1, rows: new TableRows(groups, this.folded), papers: count, group: arrangement.group };
		let selected = this.selected;
		let brought = await carried(selected, before, version, pace);
		while (selected !== this.selected) {
			selected = this.selected;
			brought = await carried(selected, before, version, pace);
		}
		this.previous = before;
		this.version = version;
		// Where nothing is selected, another order begins at its top.
		this.selected = cause === 'wish' && brought.ranges.length === 0 ? nothing : brought;
		this.mistakes = parseQuery(query)
			.mistakes.map(mistake => mistake.message)
			.join(' ');
		if (cause === 'change') {
			this.sendTable('by', this.shift(before, version));
		} else {
			this.sendTable('to', cause === 'start' ? this.sight.first : Math.max(0, this.selected.focus));
		}
	}

	private isToldByNotes(): boolean {
		return this.arrangement.group === 'note' || this.arrangement.sort.some(({ column }) => column === 'note');
	}

	/** By how many rows the first one in sight moved; nothing where the user is at the top. */
	private shift(before: Version, now: Version): number {
		const { first } = this.sight;
		for (let row = first; first > 0 && row < first + nextRows; row += 1) {
			const found = before.rows.at(row);
			const place = found === undefined ? -1 : now.rows.rowOf(found);
			if (place >= 0) {
				return place - row;
			}
		}
		return 0;
	}

	private sendTable(kind: 'by' | 'to', rows: number): void {
		const { sight, version, selected, arrangement, query, mistakes } = this;
		const first = Math.max(0, Math.min(kind === 'by' ? sight.first + rows : rows, version.rows.count - 1));
		const from = Math.max(0, first - (sight.first - sight.from));
		const table: ShownTable = {
			version: version.number,
			count: version.rows.count,
			papers: version.papers,
			total: this.dependencies.papers.heads().length,
			arrangement,
			query,
			mistakes,
			selected: selected.ranges,
			selectedCount: version.rows.papersIn(selected.ranges),
			focus: selected.focus,
			scroll: { kind, rows },
			...this.rowsOf({ from, to: from + sight.to - sight.from }),
		};
		this.sight = { from, to: from + sight.to - sight.from, first };
		this.post({ type: 'table', table });
	}

	private rowsOf({ from, to }: RowRange): ShownRows {
		const { rows } = this.version;
		const first = Math.max(0, from);
		const count = Math.max(0, Math.min(to, rows.count, first + mostRows) - first);
		return { from: first, rows: Array.from({ length: count }, (_, at) => this.shownRow(first + at)) };
	}

	private shownRow(at: number): ShownRow {
		const row = this.version.rows.at(at);
		if (row === undefined || row.kind === 'group') {
			const { label = '', heads = [] } = row?.group ?? {};
			return { kind: 'group', label, count: heads.length, isFolded: row?.isFolded ?? false };
		}
		const cells = this.arrangement.columns.map(({ name }) => cellText(name, row.head, this.facts));
		const colors = colorsOf(row.head.tags, this.dependencies.labels.now);
		return { kind: 'paper', cells, isLinked: row.head.linked !== undefined, colors };
	}

	private selectedHeads(): readonly Head[] {
		const { rows } = this.version;
		const { ranges, focus } = this.selected;
		return rows.headsIn(rows.papersIn(ranges) > 0 ? ranges : [{ from: focus, to: focus + 1 }]);
	}

	/** An entry of a file whose key is another paper's too goes by its id. */
	private keyOf({ key, id, linked }: Head): string {
		return linked === undefined || this.dependencies.papers.head(key)?.id === id ? key : id;
	}

	private handle(work: Promise<void>): void {
		work.catch((error: unknown) => this.dependencies.log.error('The table could not be shown', error));
	}

	private post(message: ToTable): void {
		void this.panel?.webview.postMessage(printToTable(message));
	}
}

function queryOf(argument: unknown): string | undefined {
	const id = isObject(argument) && isObject(argument['group']) ? textOf(argument['group']['id']) : undefined;
	const name = id === undefined ? undefined : searchOf({ id });
	return name === undefined ? textOf(argument) : settings.savedSearches().find(search => search.name === name)?.query;
}

/** What is selected, in another version of the table: papers in the same groups, where the groups are the same. */
async function carried({ ranges, focus }: Selected, from: Version, to: Version, pace: Pace): Promise<Selected> {
	const isInGroups = from.group === to.group;
	const focused = from.rows.at(focus);
	const row = focused === undefined || !isInGroups ? -1 : to.rows.rowOf(focused);
	const picked = await from.rows.picked(ranges, isInGroups, pace);
	const brought = picked.size === 0 ? [] : await to.rows.rangesOf(picked, isInGroups, pace);
	return { ranges: brought, focus: row >= 0 ? row : (brought[0]?.from ?? -1) };
}
