import { localize } from '../../core/data/localize';
import type { PaperPage } from '../../core/reading/paperPage';
import type { Appearance, FromReader, PaperAction, ReaderState, ToReader } from '../../protocol/reader';
import { element } from '../shared/element';
import type { ReaderDeed } from './actions';
import { gonePage } from './gonePage';
import { keyList } from './keyList';
import { listenToKeys } from './keyboard';
import { PaperArticle } from './paperArticle';
import { RelatedSection } from './relatedSection';
import { copyFormulaeAsTex, selectWholeParagraphs, sendLinks } from './richText';
import { markSearched } from './searchMarks';
import { toolbar } from './toolbar';
import { allowedZoom, noZoom, zoomed } from './zoom';

export interface ReaderPorts {
	send(message: FromReader): void;
	keep(state: ReaderState): void;
}

/** The whole view: it shows what the host sends, reports what the user wants, and remembers its place. */
export class ReaderView {
	private page: PaperPage | undefined;
	private zoom: number;
	/** Whether the zoom is that of this view, not what new ones begin with. */
	private hasZoom: boolean;
	private selection = '';
	/** The search that found the paper. */
	private search = '';
	private readonly main = element('main', { tabindex: '-1' });
	private readonly announcements = element('div', { class: 'announcements', role: 'status' });
	private readonly keys = keyList();
	private readonly toolbar = toolbar(deed => this.perform(deed));
	private readonly article = new PaperArticle({
		perform: deed => this.perform(deed),
		showFigure: () => this.ports.send({ type: 'showFigure' }),
		removeTag: tag => this.withPaper(({ key }) => this.ports.send({ type: 'removeTag', key, tag })),
	});
	private readonly related = new RelatedSection({
		show: list => this.withPaper(({ key }) => this.ports.send({ type: 'showRelated', key, list })),
		open: (list, entry) => this.withPaper(({ key }) => this.ports.send({ type: 'openRelated', key, list, entry })),
	});
	private readonly gone = gonePage(() => this.ports.send({ type: 'search' }));

	/** @param kept where the user was before the view was made anew */
	constructor(
		body: HTMLElement,
		private kept: ReaderState | undefined,
		private readonly ports: ReaderPorts,
	) {
		this.zoom = allowedZoom(kept?.zoom ?? noZoom);
		this.hasZoom = kept !== undefined;
		this.main.hidden = true;
		this.article.element.append(this.related.element);
		this.main.append(this.article.element, this.gone.element);
		body.append(this.toolbar.element, this.main, this.announcements, this.keys);
		this.applyZoom();
		listenToKeys(deed => this.perform(deed));
		sendLinks(this.main, url => this.ports.send({ type: 'open', url }));
		copyFormulaeAsTex(this.main);
		selectWholeParagraphs(this.article.element);
		document.addEventListener('selectionchange', () => this.noteSelection());
		document.addEventListener('scroll', () => this.keepPlace(), { passive: true });
	}

	receive(message: ToReader): void {
		switch (message.type) {
			case 'paper':
				this.search = message.search;
				this.showPaper(message.page);
				markSearched(this.article.element, message.searched);
				return;
			case 'gone':
				this.showGone(message.title);
				return;
			case 'related':
				if (message.id === this.page?.id) {
					this.related.fill(message.list, message.entries, message.note);
				}
				return;
			case 'appearance':
				this.applyAppearance(message.appearance);
				return;
			case 'print':
				this.withPaper(({ key }) => this.ports.send({ type: 'print', key, html: printedHtml(this.article.element) }));
				return;
			default:
				message satisfies never;
		}
	}

	private perform(deed: ReaderDeed): void {
		switch (deed.kind) {
			case 'act':
				this.act(deed.action);
				return;
			case 'quote':
				this.quote('quote', localize('Select the text to quote first.'));
				return;
			case 'copyQuote':
				this.quote('copyQuote', localize('Select the text to copy first.'));
				return;
			case 'restyle':
				this.ports.send({ type: 'restyle', part: deed.part });
				return;
			case 'setStatus':
				this.withPaper(({ key }) => this.ports.send({ type: 'setStatus', key, status: deed.status }));
				return;
			case 'move':
				this.ports.send({ type: 'move', step: deed.step });
				return;
			case 'zoom':
				this.setZoom(deed.steps === 0 ? noZoom : zoomed(this.zoom, deed.steps));
				return;
			case 'showKeys':
				this.keys.showModal();
				return;
			default:
				deed satisfies never;
		}
	}

	/** A paper of a feed can be saved or dismissed, a paper of the library anything else. */
	private act(action: PaperAction): void {
		const isOfFeed = action === 'save' || action === 'dismiss';
		if (this.page !== undefined && isOfFeed === (this.page.key === '')) {
			this.ports.send({ type: 'act', action, key: this.page.key });
		}
	}

	/** Nothing is done to a paper that the library does not have. */
	private withPaper(use: (page: PaperPage) => void): void {
		if (this.page !== undefined && this.page.key !== '') {
			use(this.page);
		}
	}

	private showPaper(page: PaperPage): void {
		const another = page.id !== this.page?.id;
		this.page = page;
		this.reveal(true);
		this.article.show(page);
		if (another) {
			this.related.reset();
			const place = this.kept?.id === page.id ? this.kept.scroll : 0;
			this.kept = undefined;
			scrollTo(0, place);
			this.announcements.textContent = page.title.map(run => run.text).join('');
		}
		this.keepPlace();
	}

	private quote(type: 'quote' | 'copyQuote', request: string): void {
		const selected = this.article.selected();
		if (selected.text === '') {
			this.announcements.textContent = request;
			return;
		}
		this.withPaper(({ key }) => this.ports.send({ type, key, selected }));
	}

	private noteSelection(): void {
		const selected = this.article.selected();
		this.toolbar.enable({
			hasPaper: this.page !== undefined && this.page.key !== '',
			hasSelection: selected.text !== '',
			hasPdf: this.page?.hasPdf === true,
			opensPdf: this.page?.opensPdf === true,
		});
		if (selected.text !== this.selection) {
			this.selection = selected.text;
			this.withPaper(({ key }) => this.ports.send({ type: 'select', key, selected }));
		}
	}

	private showGone(title: string): void {
		this.page = undefined;
		this.reveal(false);
		this.gone.show(title);
		this.announcements.textContent = localize('This paper is no longer in the library.');
	}

	private reveal(hasPaper: boolean): void {
		this.main.hidden = false;
		this.article.element.hidden = !hasPaper;
		this.gone.element.hidden = hasPaper;
		this.noteSelection();
	}

	/** The line at the top stays at the top, or nearly so. */
	private setZoom(zoom: number): void {
		const root = document.documentElement;
		const place = root.scrollTop / root.scrollHeight;
		this.zoom = zoom;
		this.hasZoom = true;
		this.applyZoom();
		root.scrollTop = place * root.scrollHeight;
		this.announcements.textContent = localize('Text size {0}%', zoom);
		this.ports.send({ type: 'zoom', zoom });
		this.keepPlace();
	}

	private applyZoom(): void {
		document.documentElement.style.setProperty('--reader-zoom', String(this.zoom / 100));
		this.toolbar.showZoom(this.zoom);
	}

	private applyAppearance(wanted: Appearance): void {
		const { style, dataset } = document.documentElement;
		style.setProperty('--reader-font-size', `${wanted.fontSize}px`);
		style.setProperty('--reader-line-height', String(wanted.lineHeight));
		if (wanted.fontFamily === '') {
			style.removeProperty('--reader-font-family');
		} else {
			style.setProperty('--reader-font-family', wanted.fontFamily);
		}
		dataset['width'] = wanted.width;
		document.documentElement.toggleAttribute('data-serif', wanted.serif);
		this.toolbar.showFont(wanted.serif);
		if (!this.hasZoom) {
			this.hasZoom = true;
			this.zoom = allowedZoom(wanted.zoom);
			this.applyZoom();
		}
	}

	private keepPlace(): void {
		this.withPaper(({ id, key }) =>
			this.ports.keep({ id, key, search: this.search, zoom: this.zoom, scroll: document.documentElement.scrollTop }),
		);
	}
}

/** What of a page goes on paper: the words without buttons and what only the screen needs. */
function printedHtml(article: HTMLElement): string {
	const copy = element('div');
	copy.append(...[...article.childNodes].map(node => node.cloneNode(true)));
	copy.querySelectorAll('.status, .choices, .add-tag, .tag button, .related, svg').forEach(part => part.remove());
	// The rest of the authors is printed, too.
	copy.querySelectorAll('.authors [hidden]').forEach(rest => rest.removeAttribute('hidden'));
	copy.querySelectorAll('button').forEach(control => control.remove());
	return new XMLSerializer().serializeToString(copy);
}
