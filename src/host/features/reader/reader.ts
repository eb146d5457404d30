import { Disposable, ViewColumn, commands, window } from 'vscode';
import type { Memento, Uri, WebviewPanel } from 'vscode';
import type { Papers } from '../../../core/library/papers';
import type { Paper } from '../../../core/paper/paper';
import type { Log } from '../../../core/files/ports';
import { parseQuery } from '../../../core/search/query';
import { searchedWords } from '../../../core/search/searchedWords';
import { paperPage } from '../../../core/reading/paperPage';
import { shortTitle } from '../../../core/reading/shortTitle';
import type { FromReader, Passage, ReaderState, ToReader } from '../../../protocol/reader';
import { parseFromReader, readerViewType } from '../../../protocol/reader';
import type { LibraryLabels } from '../../library/libraryLabels';
import type { Network } from '../../network/network';
import { fillPanel } from '../../ui/viewPanel';
import { appearance, keepZoom, onAppearanceChange, restyle } from './appearance';
import { carryOut } from './intentions';
import { Figures } from './figures';
import { NoteBeside } from './noteBeside';
import type { RelatedPapers } from './related';

export interface ReaderDependencies {
	readonly extensionUri: Uri;
	readonly library: Papers;
	readonly log: Log;
	/** Told of each paper that comes on the screen; of none when the screen goes. */
	readonly onShow: (paper: Paper | undefined) => void;
	readonly network: () => Promise<Network>;
	/** The colours of tags. */
	readonly labels: Pick<LibraryLabels, 'now' | 'onDidChange'>;
	/** Where the size of the text is kept, and whether notes are shown beside. */
	readonly memory: Memento;
	/** The note of a paper, also one that isn't there yet. */
	readonly noteUri: (key: string) => Promise<Uri | undefined>;
}

/** The paper that is shown. Its id finds it again when its key changes, its key when it was merged into another. */
interface Shown {
	readonly id: string;
	readonly key: string;
	readonly title: string;
	/** The search that found it, whose words are marked; empty for none. */
	readonly search: string;
	/** A paper that the library does not have; its page has no key. */
	readonly preview?: Paper;
}

/** The one panel in which papers are read. It holds the state; its view shows what it is sent. */
export class Reader {
	private panel: WebviewPanel | undefined;
	private shown: Shown | undefined;
	/** Moves wait for each other: three quick presses of a key go three papers on. */
	private moves = Promise.resolve();
	private sendings = 0;
	private selected: Passage = nothing;
	/** Of the paper that is shown, once somebody asked for them. */
	private related: { readonly id: string; readonly papers: RelatedPapers } | undefined;
	/** The id of the paper that {@link ReaderDependencies.onShow} was told of last. */
	private onScreen: string | undefined;

	private readonly noteBeside: NoteBeside;
	private readonly figures: Figures;

	constructor(private readonly dependencies: ReaderDependencies) {
		this.noteBeside = new NoteBeside(dependencies);
		this.figures = new Figures(dependencies.network);
	}

	/**
	 * Shows a paper, opening the panel where there is none.
	 * @param search the query that found it, whose words are marked
	 */
	show(paper: Paper, preserveFocus: boolean, search: string): Promise<void> {
		return this.open(shownOf(paper, search), preserveFocus);
	}

	/** Shows a paper that the library does not have, to be saved or dismissed. */
	preview(paper: Paper, preserveFocus: boolean): Promise<void> {
		return this.open({ ...shownOf(paper, ''), preview: paper }, preserveFocus);
	}

	private async open(shown: Shown, preserveFocus: boolean): Promise<void> {
		this.shown = shown;
		if (this.panel === undefined) {
			this.adopt(
				window.createWebviewPanel(
					readerViewType,
					shortTitle(shown.title),
					{ viewColumn: ViewColumn.Active, preserveFocus },
					{ enableFindWidget: true },
				),
			);
		} else {
			this.panel.reveal(undefined, preserveFocus);
		}
		await this.send();
	}

	/** Takes over a panel that VS Code kept across a reload of the window. */
	async restore(panel: WebviewPanel, state: ReaderState): Promise<void> {
		this.panel?.dispose();
		this.shown = { id: state.id, key: state.key, title: state.key, search: state.search };
		this.adopt(panel);
		await this.send();
	}

	/** Shows the paper before or behind, in the Library view's order; at either end nothing happens. */
	move(step: 1 | -1): Promise<void> {
		this.moves = this.moves
			.then(() => this.moveNow(step))
			.catch((error: unknown) => this.dependencies.log.error('The reader could not move', error));
		return this.moves;
	}

	/** The paper in the active reader, and what is selected of it; `undefined` where another editor is active. */
	current(): { readonly key: string; readonly selected: Passage } | undefined {
		return this.panel?.active === true && this.shown !== undefined && this.shown.preview === undefined
			? { key: this.shown.key, selected: this.selected }
			: undefined;
	}

	/** Shows notes beside the reader from now on, or no longer. */
	toggleNote(): Promise<void> {
		const key = this.shown?.preview === undefined ? this.shown?.key : undefined;
		return this.noteBeside.toggle(key, this.panel?.viewColumn);
	}

	/** Asks the view for its page, to be printed; says whether there is one. */
	print(): boolean {
		const isReading = this.panel !== undefined && this.shown !== undefined;
		if (isReading) {
			this.post({ type: 'print' });
		}
		return isReading;
	}

	/** Shows the paper as it is now, after a change of the library. */
	async refresh(): Promise<void> {
		if (this.panel !== undefined) {
			await this.send();
			await this.related?.papers.refresh();
		}
	}

	dispose(): void {
		this.related?.papers.dispose();
		this.panel?.dispose();
	}

	private async moveNow(step: 1 | -1): Promise<void> {
		if (this.panel === undefined || this.shown === undefined) {
			return;
		}
		if (this.shown.preview !== undefined) {
			await commands.executeCommand('marginalia.feeds.move', step, { preserveFocus: true });
			return;
		}
		const key: unknown = await commands.executeCommand('marginalia.neighbourPaper', this.shown.key, step);
		const paper = typeof key === 'string' ? await this.dependencies.library.paper(key) : undefined;
		if (paper !== undefined) {
			this.shown = shownOf(paper, this.shown.search);
			await this.send();
		}
	}

	private adopt(panel: WebviewPanel): void {
		const { extensionUri } = this.dependencies;
		this.panel = panel;
		const belongings = Disposable.from(
			onAppearanceChange(() => this.postAppearance()),
			panel.webview.onDidReceiveMessage((message: unknown) => this.receive(message)),
			panel.onDidDispose(() => {
				belongings.dispose();
				this.forget(panel);
			}),
		);
		// Fonts and images are those inside our own style sheet, which draws some formulae with them.
		fillPanel(panel, extensionUri, {
			name: 'reader',
			icon: 'reader',
			title: 'Marginalia',
			allowed: ['font-src data:', 'img-src data:'],
		});
	}

	private forget(panel: WebviewPanel): void {
		if (this.panel === panel) {
			this.panel = undefined;
			this.shown = undefined;
			this.onScreen = undefined;
			this.select(nothing);
			this.dependencies.onShow(undefined);
		}
	}

	private receive(message: unknown): void {
		const intention = parseFromReader(message);
		if (intention === undefined) {
			this.dependencies.log.warn('The reader sent an invalid message.');
			return;
		}
		// A command that fails has told the user already.
		this.heed(intention).catch((error: unknown) => this.dependencies.log.error(`The reader could not do "${intention.type}"`, error));
	}

	private async heed(intention: FromReader): Promise<void> {
		switch (intention.type) {
			case 'ready':
				this.postAppearance();
				await this.send();
				return;
			case 'move':
				await this.move(intention.step);
				return;
			case 'select':
				this.select(intention.selected);
				return;
			case 'showRelated':
				await (await this.relatedOf(intention.key))?.show(intention.list);
				return;
			case 'openRelated':
				await this.related?.papers.open(intention.list, intention.entry);
				return;
			case 'showFigure':
				await this.showFigure();
				return;
			case 'zoom':
				await keepZoom(this.dependencies.memory, intention.zoom);
				return;
			case 'restyle':
				await restyle(intention.part);
				return;
			case 'print':
				await (await import('./printing')).printPaper(intention.key, this.panel?.title ?? intention.key, intention.html);
				return;
			default:
				await carryOut(intention);
		}
	}

	/** Sends the paper as the library has it. Every change of either sends anew, so that only the last sending need arrive. */
	private async send(): Promise<void> {
		const wanted = this.shown;
		const sending = ++this.sendings;
		const paper = wanted && (await this.find(wanted));
		if (wanted === undefined || this.panel === undefined || sending !== this.sendings) {
			return;
		}
		if (paper === undefined) {
			this.post({ type: 'gone', key: wanted.key, title: wanted.title });
			return;
		}
		if (wanted.preview !== undefined) {
			this.onScreen = undefined;
			this.panel.title = shortTitle(paper.title);
			this.post({ type: 'paper', page: { ...paperPage(paper), key: '', figure: this.figures.of(paper) }, search: '', searched: [] });
			return;
		}
		if (this.onScreen !== paper.id) {
			this.onScreen = paper.id;
			this.related?.papers.dispose();
			this.related = undefined;
			this.dependencies.onShow(paper);
			this.noteBeside
				.follow(paper['citation-key'], this.panel.viewColumn)
				.catch((error: unknown) => this.dependencies.log.error('The note could not be shown beside the reader', error));
		}
		const { search } = wanted;
		this.shown = shownOf(paper, search);
		this.panel.title = shortTitle(paper.title) || paper['citation-key'];
		const page = { ...paperPage(paper, this.dependencies.labels.now), figure: this.figures.of(paper) };
		this.post({ type: 'paper', page, search, searched: searchedWords(parseQuery(search)) });
	}

	private async showFigure(): Promise<void> {
		const paper = this.shown && (await this.find(this.shown));
		if (paper !== undefined) {
			await this.figures.load(paper, () => this.send());
		}
	}

	private async relatedOf(key: string): Promise<RelatedPapers | undefined> {
		const { RelatedPapers } = await import('./related');
		const paper = await this.dependencies.library.paper(key);
		if (paper !== undefined && this.related?.id !== paper.id) {
			this.related?.papers.dispose();
			this.related = { id: paper.id, papers: new RelatedPapers(this.dependencies, paper, message => this.post(message)) };
		}
		return this.related?.papers;
	}

	private select(selected: Passage): void {
		this.selected = selected;
		void commands.executeCommand('setContext', 'marginalia.readerHasSelection', selected.text !== '');
	}

	private async find({ id, key, preview }: Shown): Promise<Paper | undefined> {
		return preview ?? (await this.dependencies.library.paper(id)) ?? this.dependencies.library.paper(key);
	}

	private postAppearance(): void {
		this.post({ type: 'appearance', appearance: appearance(this.dependencies.memory) });
	}

	private post(message: ToReader): void {
		void this.panel?.webview.postMessage(message);
	}
}

const nothing: Passage = { text: '', place: '' };

function shownOf(paper: Paper, search: string): Shown {
	return { id: paper.id, key: paper['citation-key'], title: paper.title, search };
}
