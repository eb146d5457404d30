import type { PDFDocumentLoadingTask, PDFDocumentProxy } from 'pdfjs-dist';
import { EventBus, LinkTarget, PDFFindController, PDFLinkService, PDFPageView, PDFViewer } from 'pdfjs-dist/web/pdf_viewer.mjs';
import { localize } from '../../core/data/localize';
import type { AnnotationColour, AnnotationKind } from '../../core/annotations/annotation';
import { annotationColours, boundsOf } from '../../core/annotations/annotation';
import { landmarksOf } from '../../core/annotations/landmarks';
import type { PdfPlace } from '../../core/pdf/pdfPlace';
import type { AreaLandmarks, AreaPicture, FromPdf, NewMark, PdfState, ShownMark, ToPdf } from '../../protocol/pdf';
import { tableOf } from '../../core/data/table';
import { Queue } from '../../core/work/queue';
import { button, element } from '../shared/element';
import { icon } from '../shared/icons';
import { tidyAnnotations } from './annotationLayer';
import { areaPicture, pngOf } from './areaPicture';
import type { DrawnArea } from './areaTool';
import { AreaTool } from './areaTool';
import { foreignAnnotations } from './foreignAnnotations';
import { drawWhenReadable } from './fastScrolling';
import { FindBar } from './findBar';
import type { Rgb } from './highlightedCopy';
import { highlightedCopy } from './highlightedCopy';
import { MarkList } from './markList';
import { drawMarks, flash } from './markLayer';
import { movedMarks } from './movedMarks';
import type { OutlineTarget } from './outline';
import { OutlinePanel } from './outlinePanel';
import { linesOfPage, textPieces } from './pageText';
import { pdfjs } from './pdfjs';
import { quadOf, selectionByPage } from './selection';
import workerText from './pdf.worker?text';

export interface PdfViewPorts {
	readonly send: (message: FromPdf) => void;
	readonly keep: (state: PdfState) => void;
}

/** A picture of more points than that is not drawn: a small file can ask for one of any size. */
const largestPicture = 64_000_000;

/** Pixels: sharp where the list is 300 of them wide. */
const thumbnailWidth = 560;

/** Pixels of a picture in a note for each point of the page: as sharp as print on a common screen. */
const pointsToPixels = 2;

/** Milliseconds after the last change until the place is kept. */
const keepingDelay = 150;

const scales = ['page-width', 'page-fit', '0.5', '0.75', '1', '1.25', '1.5', '2', '3'];
const scaleNames = tableOf({ 'page-width': localize('Fit width'), 'page-fit': localize('Fit page') });

/** The pages of a PDF, its marks on them and beside them, and what one can do with both. */
export class PdfView {
	private readonly events = new EventBus();
	private readonly links = new PDFLinkService({
		eventBus: this.events,
		externalLinkTarget: LinkTarget.BLANK,
		// A link leads to a place; how large the page is there is the reader's.
		ignoreDestinationZoom: true,
	});
	private readonly finder = new PDFFindController({ eventBus: this.events, linkService: this.links });
	private readonly container = element(
		'div',
		{ class: 'pages', tabindex: '0', 'aria-label': localize('Pages') },
		element('div', { class: 'pdfViewer' }),
	);
	private readonly viewer: PDFViewer;
	private readonly palette = element('div', {
		class: 'palette',
		role: 'toolbar',
		'aria-label': localize('Annotate the selection'),
		hidden: true,
	});
	private readonly pageBox = element('input', { class: 'page-number', type: 'text', inputmode: 'numeric', 'aria-label': localize('Page') });
	private readonly pageCount = element('span', { class: 'page-count' });
	private readonly scaleBox = element('select', { 'aria-label': localize('Zoom') });
	private readonly announcements = element('div', { class: 'hidden', role: 'status' });
	private readonly message = element('p', { class: 'message', role: 'status', hidden: true });
	private readonly list: MarkList;
	private readonly findBar: FindBar;
	private readonly outline: OutlinePanel;
	private readonly outlineButton = button(
		{ class: 'tool', title: localize('Show or hide the outline') },
		() => this.toggleOutline(),
		icon('outline'),
	);
	private readonly areaTool = new AreaTool(this.container, {
		page: number => this.pageElement(number),
		drawn: area => {
			this.markArea(area).catch((error: unknown) => this.say(sentenceOf(error)));
		},
		changed: isOn => this.areaButton.setAttribute('aria-pressed', String(isOn)),
		announce: sentence => {
			this.announcements.textContent = sentence;
		},
	});
	private readonly areaButton = button(
		{ class: 'tool', title: localize('Mark an area (A)'), 'aria-keyshortcuts': 'A', 'aria-pressed': 'false' },
		() => this.areaTool.toggle(),
		icon('area'),
	);
	private readonly listButton = button(
		{ class: 'tool', title: localize('Show or hide annotations') },
		() => this.toggleList(),
		icon('quote'),
		element('span', {}, localize('Annotations')),
	);
	private marks: readonly ShownMark[] = [];
	/** Ids of those that could not be found in this version of the PDF. */
	private readonly lost = new Set<string>();
	/** Pictures are drawn one after the other: the pages come first. */
	private readonly drawing = new Queue();
	private readonly thumbnails = new Map<string, Promise<HTMLCanvasElement>>();
	private pdf: PDFDocumentProxy | undefined;
	private task: PDFDocumentLoadingTask | undefined;
	private wanted: PdfPlace | undefined;
	private inverted = false;
	private keeping: ReturnType<typeof setTimeout> | undefined;
	private isListShown = true;
	/** Where the view begins on its page; points of PDF. */
	private top: number | undefined;

	constructor(
		body: HTMLElement,
		private readonly state: PdfState | undefined,
		private readonly ports: PdfViewPorts,
	) {
		this.list = new MarkList({
			go: mark => this.go({ page: mark.page, mark: mark.id }),
			change: (id, change) => ports.send({ type: 'change', id, change }),
			remove: id => ports.send({ type: 'remove', id }),
			quote: mark => this.quote(mark.quote?.exact ?? '', mark.page, mark.pageLabel, mark.id),
			addAllToNote: () => {
				this.addAllToNote().catch((error: unknown) => this.say(sentenceOf(error)));
			},
			picture: async mark => this.thumbnail(mark),
		});
		this.outline = new OutlinePanel(state?.outline, { go: target => this.follow(target), keep: () => this.keep() });
		this.findBar = new FindBar(this.events, () => this.container.focus());
		body.append(
			this.toolbar(),
			this.findBar.element,
			element('main', {}, this.outline.element, element('div', { class: 'frame' }, this.container, this.message), this.list.element),
			this.palette,
			this.announcements,
		);
		this.viewer = new PDFViewer({
			container: this.container,
			eventBus: this.events,
			linkService: this.links,
			findController: this.finder,
			// Links of the paper work, forms are not filled here.
			annotationMode: pdfjs.AnnotationMode.ENABLE,
			removePageBorders: true,
		});
		this.links.setViewer(this.viewer);
		drawWhenReadable(this.viewer, this.container);
		this.inverted = state?.inverted ?? false;
		this.isListShown = state?.list ?? true;
		this.showPanels();
		this.showInverted();
		this.listen();
	}

	receive(message: ToPdf): void {
		switch (message.type) {
			case 'open':
				this.list.name(message.colourNames);
				this.fillPalette(message.colourNames);
				this.wanted = message.place;
				this.show(message.marks);
				this.open(message.bytes, message.resources).catch((error: unknown) => this.say(sentenceOf(error)));
				break;
			case 'marks':
				this.show(message.marks);
				break;
			case 'go':
				this.go(message.place);
				break;
			case 'copy':
				this.sendCopy().catch((error: unknown) => this.say(sentenceOf(error)));
				break;
			case 'failed':
				this.say(message.message);
				break;
		}
	}

	/** Handles a key that was pressed anywhere in the view; says whether it was ours. */
	press(event: KeyboardEvent): boolean {
		if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'f') {
			this.findBar.open();
			return true;
		}
		if (!isTyping(event.target) && this.areaTool.press(event)) {
			return true;
		}
		if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) {
			return false;
		}
		if (event.key.toLowerCase() === 'a') {
			this.areaTool.toggle();
			return true;
		}
		const colour = annotationColours[Number(event.key) - 1];
		if (colour !== undefined && !this.palette.hidden) {
			this.mark('highlight', colour);
			return true;
		}
		if (event.key.toLowerCase() === 'q' && !this.palette.hidden) {
			this.quoteSelection();
			return true;
		}
		if (event.key === 'Escape' && !this.palette.hidden) {
			document.getSelection()?.removeAllRanges();
			return true;
		}
		return false;
	}

	private async open(bytes: Uint8Array, resources: string): Promise<void> {
		const worker = new Worker(URL.createObjectURL(new Blob([workerText], { type: 'text/javascript' })));
		pdfjs.GlobalWorkerOptions.workerPort = worker;
		const task = pdfjs.getDocument({
			data: bytes,
			cMapUrl: `${resources}cmaps/`,
			cMapPacked: true,
			standardFontDataUrl: `${resources}standard_fonts/`,
			// The worker runs from a blob, which may load nothing.
			useWorkerFetch: false,
			isEvalSupported: false,
			enableXfa: false,
			maxImageSize: largestPicture,
			verbosity: 0,
		});
		this.task = task;
		task.onPassword = (answer: (password: string) => void, reason: number) =>
			this.askPassword(answer, reason === pdfjs.PasswordResponses.INCORRECT_PASSWORD);
		try {
			const pdf = await task.promise;
			this.pdf = pdf;
			this.say('');
			this.viewer.setDocument(pdf);
			this.links.setDocument(pdf, null);
			this.finder.setDocument(pdf);
			this.pageCount.textContent = localize('of {0}', pdf.numPages);
			const labels = await pdf.getPageLabels();
			if (labels !== null) {
				this.viewer.setPageLabels(labels);
			}
			this.outline.open(pdf);
			this.show(this.marks);
			await this.findAgain(pdf);
			await this.findLandmarks(pdf);
			const found = await foreignAnnotations(pdf, labels);
			if (found.length > 0) {
				this.ports.send({ type: 'found', marks: found });
			}
		} catch (error) {
			this.say(sentenceOf(error));
		}
	}

	private async sendCopy(): Promise<void> {
		if (this.pdf !== undefined) {
			const bytes = await highlightedCopy(this.pdf, this.marks, ({ colour }) => rgbOf(colour));
			this.ports.send({ type: 'copy', bytes });
		}
	}

	/** Marks that were made in another version of the file are looked for by their words. */
	private async findAgain(pdf: PDFDocumentProxy): Promise<void> {
		for await (const { mark, change } of movedMarks(pdf, this.marks)) {
			if (change === undefined) {
				this.lost.add(mark.id);
				this.show(this.marks);
			} else {
				this.ports.send({ type: 'change', id: mark.id, change });
			}
		}
	}

	private show(marks: readonly ShownMark[]): void {
		this.marks = marks;
		const fingerprint = this.pdf?.fingerprints[0] ?? undefined;
		// What was placed by another window, or made again, is here.
		for (const { id } of marks.filter(mark => mark.fingerprint === fingerprint)) {
			this.lost.delete(id);
		}
		this.list.show(marks, this.lost);
		for (let page = 1; page <= (this.pdf?.numPages ?? 0); page += 1) {
			const view = this.pageView(page);
			// Of the others the marks are drawn with them.
			if (view?.div.dataset['loaded'] === 'true') {
				this.draw(page);
			}
		}
	}

	private draw(page: number): void {
		const view = this.pageView(page);
		if (view !== undefined) {
			drawMarks(
				view.div,
				view.viewport,
				// Where a lost one was, something else is now.
				this.marks.filter(mark => mark.page === page && !this.lost.has(mark.id)),
				mark => this.list.select(mark.id),
			);
		}
	}

	private pageView(page: number): PDFPageView | undefined {
		const view: unknown = this.viewer.getPageView(page - 1);
		return view instanceof PDFPageView ? view : undefined;
	}

	/** One-based; the page that is being read where none is given. */
	private pageElement(page = this.viewer.currentPageNumber): HTMLElement | undefined {
		return this.pdf !== undefined && page >= 1 && page <= this.pdf.numPages ? this.pageView(page)?.div : undefined;
	}

	private go(place: PdfPlace): void {
		if (this.pdf === undefined) {
			this.wanted = place;
			return;
		}
		const mark = this.marks.find(({ id }) => id === place.mark);
		const [quad] = mark === undefined || this.lost.has(mark.id) ? [] : mark.quads;
		this.goTo(mark?.page ?? place.page, quad && Math.max(quad[1], quad[5]) + 60);
		if (mark !== undefined) {
			this.list.select(mark.id);
			flash(mark.id);
		}
	}

	/** Shows a page (one-based) from a height on; points of PDF. */
	private goTo(page: number, top?: number): void {
		this.viewer.scrollPageIntoView({
			pageNumber: Math.min(page, this.pdf?.numPages ?? 1),
			...(top === undefined ? {} : { destArray: [null, { name: 'XYZ' }, null, top, null], allowNegativeOffset: true }),
		});
	}

	private mark(kind: AnnotationKind, colour: AnnotationColour): void {
		const marks = selectionByPage(document.getSelection()).flatMap(({ page, lines, quote }): readonly NewMark[] => {
			const place = this.placeOf(page, lines);
			return place === undefined ? [] : [{ kind, colour, ...place, quote }];
		});
		if (marks.length > 0) {
			document.getSelection()?.removeAllRanges();
			this.ports.send({ type: 'add', marks });
		}
	}

	private async markArea({ page, area, colour }: DrawnArea): Promise<void> {
		const place = this.placeOf(page, [area]);
		const { pdf } = this;
		if (place !== undefined && pdf !== undefined) {
			const landmarks = landmarksOf(linesOfPage(await textPieces(pdf, place.page)), boundsOf(place.quads));
			this.ports.send({ type: 'add', marks: [{ kind: 'area', colour, ...place, landmarks }] });
		}
	}

	/** Areas that were made before landmarks were kept: in another version of the file it is too late. */
	private async findLandmarks(pdf: PDFDocumentProxy): Promise<void> {
		const areas: AreaLandmarks[] = [];
		for (const { id, kind, page, quads, landmarks, fingerprint } of this.marks) {
			const isHere = fingerprint !== undefined && fingerprint === pdf.fingerprints[0] && page <= pdf.numPages;
			if (kind === 'area' && landmarks === undefined && isHere && quads.length > 0) {
				areas.push({ id, landmarks: landmarksOf(linesOfPage(await textPieces(pdf, page)), boundsOf(quads)) });
			}
		}
		if (areas.length > 0) {
			this.ports.send({ type: 'landmarks', areas });
		}
	}

	/** Where rectangles of the window lie in the PDF. */
	private placeOf(page: HTMLElement, boxes: readonly DOMRect[]): Pick<NewMark, 'page' | 'pageLabel' | 'quads' | 'fingerprint'> | undefined {
		const number = Number(page.dataset['pageNumber']);
		const view = this.pageView(number);
		if (view === undefined) {
			return undefined;
		}
		const { left, top } = page.getBoundingClientRect();
		const fingerprint = this.pdf?.fingerprints[0] ?? undefined;
		return {
			page: number,
			...(view.pageLabel === null || view.pageLabel === String(number) ? {} : { pageLabel: view.pageLabel }),
			quads: boxes.map(box =>
				quadOf(view.viewport, { left: box.left - left, right: box.right - left, top: box.top - top, bottom: box.bottom - top }),
			),
			...(fingerprint === undefined ? {} : { fingerprint }),
		};
	}

	private async addAllToNote(): Promise<void> {
		const pictures: AreaPicture[] = [];
		const { pdf } = this;
		for (const { id, kind, page, quads } of this.marks) {
			const [quad] = quads;
			if (pdf !== undefined && kind === 'area' && quad !== undefined && page <= pdf.numPages && !this.lost.has(id)) {
				const width = Math.abs(quad[2] - quad[0]) * pointsToPixels;
				const bytes = await pngOf(await this.drawing.add(async () => areaPicture(pdf, page, quad, width)));
				pictures.push({ id, bytes });
			}
		}
		this.ports.send({ type: 'addToNote', pictures });
	}

	/** A small picture of an area; `undefined` where there is nothing to show. */
	private async thumbnail(mark: ShownMark): Promise<HTMLCanvasElement | undefined> {
		const { pdf } = this;
		const [quad] = mark.quads;
		if (pdf === undefined || quad === undefined || mark.page > pdf.numPages || this.lost.has(mark.id)) {
			return undefined;
		}
		const place = `${mark.page} ${quad.join(' ')}`;
		const drawing = this.thumbnails.get(place) ?? this.drawing.add(async () => areaPicture(pdf, mark.page, quad, thumbnailWidth));
		this.thumbnails.set(place, drawing);
		return drawing;
	}

	private quoteSelection(): void {
		const parts = selectionByPage(document.getSelection());
		const page = Number(parts[0]?.page.dataset['pageNumber']);
		if (parts.length > 0) {
			this.quote(parts.map(({ quote }) => quote.exact).join('\n\n'), page, this.pageView(page)?.pageLabel ?? undefined);
		}
	}

	private quote(text: string, page: number, pageLabel: string | undefined, id?: string): void {
		this.ports.send({ type: 'quote', text, page, ...(pageLabel === undefined ? {} : { pageLabel }), ...(id === undefined ? {} : { id }) });
	}

	private listen(): void {
		this.events.on('pagesinit', () => {
			this.viewer.currentScaleValue = this.state?.scale ?? 'page-width';
			this.viewer.pagesRotation = this.state?.rotation ?? 0;
			const { wanted, state } = this;
			this.wanted = undefined;
			this.pageBox.value = String(this.viewer.currentPageNumber);
			if (wanted !== undefined) {
				this.go(wanted);
			} else if (state !== undefined) {
				this.goTo(state.page, state.top);
			}
		});
		this.events.on('pagerendered', ({ pageNumber }: { readonly pageNumber: number }) => this.draw(pageNumber));
		this.events.on('annotationlayerrendered', ({ source }: { readonly source: PDFPageView }) => {
			// Nobody waits for it, and a page that is scrolled past needs none.
			requestIdleCallback(() => tidyAnnotations(source.div));
		});
		this.events.on('pagechanging', ({ pageNumber }: { readonly pageNumber: number }) => {
			this.pageBox.value = String(pageNumber);
			this.keep();
		});
		this.events.on('updateviewarea', ({ location }: { readonly location?: { readonly pageNumber: number; readonly top: number } }) => {
			if (location !== undefined) {
				this.top = location.top;
				this.outline.read({ page: location.pageNumber, top: location.top });
				this.keep();
			}
		});
		this.events.on('scalechanging', () => {
			this.showScale();
			this.areaTool.layOut();
			this.keep();
		});
		document.addEventListener('selectionchange', () => this.showPalette());
		this.container.addEventListener('scroll', () => this.showPalette(), { passive: true });
		// The address is a stranger's: the host looks at it before anything opens it.
		document.addEventListener('click', event => {
			const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
			const url = link?.getAttribute('href') ?? '';
			if (link !== null && !url.startsWith('#')) {
				event.preventDefault();
				this.ports.send({ type: 'openLink', url });
			}
		});
		this.container.addEventListener(
			'wheel',
			event => {
				if (event.ctrlKey || event.metaKey) {
					event.preventDefault();
					this.viewer.updateScale({ drawingDelay: 200, steps: event.deltaY < 0 ? 1 : -1, origin: [event.clientX, event.clientY] });
				}
			},
			{ passive: false },
		);
		// A width that fits is another one once a list is shown beside the pages.
		new ResizeObserver(() => {
			const { currentScaleValue } = this.viewer;
			if (this.pdf !== undefined && scaleNames.has(currentScaleValue)) {
				this.viewer.currentScaleValue = currentScaleValue;
			}
			this.areaTool.layOut();
		}).observe(this.container);
		addEventListener('pagehide', () => {
			this.task?.destroy().catch(() => undefined);
		});
	}

	/** Scrolling asks for it with each frame. */
	private keep(): void {
		clearTimeout(this.keeping);
		this.keeping = setTimeout(() => this.keepNow(), keepingDelay);
	}

	private keepNow(): void {
		this.ports.keep({
			page: this.viewer.currentPageNumber,
			scale: this.viewer.currentScaleValue,
			rotation: this.viewer.pagesRotation,
			inverted: this.inverted,
			list: this.isListShown,
			top: this.top,
			outline: this.outline.state,
		});
	}

	private toolbar(): HTMLElement {
		this.scaleBox.append(...scales.map(scale => element('option', { value: scale }, scaleNames.get(scale) ?? `${Number(scale) * 100} %`)));
		this.scaleBox.addEventListener('change', () => {
			this.viewer.currentScaleValue = this.scaleBox.value;
		});
		this.pageBox.addEventListener('change', () => {
			this.viewer.currentPageLabel = this.pageBox.value.trim();
			this.pageBox.value = String(this.viewer.currentPageNumber);
		});
		const step = (by: number) => () => {
			this.viewer.currentPageNumber = Math.min(Math.max(this.viewer.currentPageNumber + by, 1), this.pdf?.numPages ?? 1);
		};
		return element(
			'header',
			{},
			element('h1', { class: 'hidden' }, localize('PDF')),
			this.outlineButton,
			button({ class: 'tool', title: localize('Previous page') }, step(-1), icon('previous')),
			this.pageBox,
			this.pageCount,
			button({ class: 'tool', title: localize('Next page') }, step(1), icon('next')),
			button({ class: 'tool', title: localize('Zoom out') }, () => this.viewer.decreaseScale(), icon('smaller')),
			this.scaleBox,
			button({ class: 'tool', title: localize('Zoom in') }, () => this.viewer.increaseScale(), icon('larger')),
			button({ class: 'tool', title: localize('Rotate clockwise') }, () => this.rotate(), icon('rotate')),
			button({ class: 'tool', title: localize('Invert colors') }, () => this.invert(), icon('invert')),
			button({ class: 'tool', title: localize('Find (Ctrl+F)') }, () => this.findBar.open(), icon('find')),
			this.areaButton,
			element('span', { class: 'space' }),
			this.listButton,
		);
	}

	private rotate(): void {
		this.viewer.pagesRotation = (this.viewer.pagesRotation + 90) % 360;
		this.areaTool.layOut();
		this.keep();
	}

	private invert(): void {
		this.inverted = !this.inverted;
		this.showInverted();
		this.keep();
	}

	private toggleList(): void {
		this.isListShown = !this.isListShown;
		this.showPanels();
		this.keep();
	}

	private toggleOutline(): void {
		this.outline.show(!this.outline.isShown);
		this.showPanels();
		this.keep();
	}

	/** Where an entry of the outline leads; an address is a stranger's, as those of links are. */
	private follow(target: OutlineTarget): void {
		if (target.kind === 'address') {
			this.ports.send({ type: 'openLink', url: target.url });
		} else {
			const { destination } = target;
			this.links.goToDestination(typeof destination === 'string' ? destination : [...destination]).catch(() => undefined);
		}
	}

	private showPanels(): void {
		this.list.element.hidden = !this.isListShown;
		this.listButton.setAttribute('aria-expanded', String(this.isListShown));
		this.outlineButton.setAttribute('aria-expanded', String(this.outline.isShown));
	}

	private showInverted(): void {
		this.container.classList.toggle('inverted', this.inverted);
	}

	private showScale(): void {
		const value = this.viewer.currentScaleValue;
		const known = scales.find(scale => scale === value || Number(scale) === this.viewer.currentScale);
		this.scaleBox.querySelector('option[data-other]')?.remove();
		if (known === undefined) {
			this.scaleBox.append(element('option', { value, 'data-other': true }, `${Math.round(this.viewer.currentScale * 100)} %`));
		}
		this.scaleBox.value = known ?? value;
	}

	private fillPalette(names: readonly string[]): void {
		this.palette.replaceChildren(
			...annotationColours.map((colour, at) =>
				button(
					{
						class: `swatch ${colour}`,
						title: localize('Highlight: {0} ({1})', names[at] ?? colour, at + 1),
						'aria-label': localize('Highlight: {0}', names[at] ?? colour),
					},
					() => this.mark('highlight', colour),
					String(at + 1),
				),
			),
			button({ class: 'tool', title: localize('Underline') }, () => this.mark('underline', annotationColours[0]), element('u', {}, 'U')),
			button(
				{ class: 'tool', title: localize('Quote to note (Q)') },
				() => this.quoteSelection(),
				icon('note'),
				element('span', {}, localize('Quote')),
			),
		);
		// A press on a button would end the selection that it is about.
		this.palette.addEventListener('mousedown', event => event.preventDefault());
	}

	private showPalette(): void {
		const parts = selectionByPage(document.getSelection());
		const line = parts.at(-1)?.lines.at(-1);
		this.palette.hidden = line === undefined;
		if (line !== undefined) {
			const { width, height } = this.palette.getBoundingClientRect();
			const below = line.bottom + 8;
			this.palette.style.left = `${Math.min(Math.max(8, line.right - width / 2), innerWidth - width - 8)}px`;
			this.palette.style.top = `${below + height > innerHeight ? Math.max(8, line.top - height - 8) : below}px`;
		}
	}

	private askPassword(answer: (password: string) => void, isWrong: boolean): void {
		const box = element('input', { type: 'password', 'aria-label': localize('Password'), autocomplete: 'off' });
		const form = element('form', {}, box, element('button', { type: 'submit' }, localize('Open')));
		form.addEventListener('submit', event => {
			event.preventDefault();
			this.say('');
			answer(box.value);
		});
		this.say(isWrong ? localize('Wrong password.') : localize('This PDF is protected. Enter its password.'));
		this.message.append(form);
		box.focus();
	}

	private say(sentence: string): void {
		this.message.textContent = sentence;
		this.message.hidden = sentence === '';
	}
}

function isTyping(target: EventTarget | null): boolean {
	return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** The colour as the style sheet has it: `#ffd43b`. */
function rgbOf(colour: AnnotationColour): Rgb {
	const value = getComputedStyle(document.documentElement).getPropertyValue(`--mark-${colour}`).trim();
	const [red = 255, green = 212, blue = 59] = [1, 3, 5].map(at => parseInt(value.slice(at, at + 2), 16));
	return [red, green, blue];
}

function sentenceOf(error: unknown): string {
	const name = error instanceof Error ? error.name : '';
	if (name === 'PasswordException') {
		return localize('This PDF can’t be opened without its password.');
	}
	return name === 'InvalidPDFException' || name === 'FormatError'
		? localize('This PDF is damaged and can’t be shown. Get another copy.')
		: localize('Couldn’t show this PDF ({0}).', error instanceof Error ? error.message : String(error));
}
