import type { PDFDocumentProxy } from 'pdfjs-dist';
import { localize } from '../../core/data/localize';
import type { PdfState } from '../../protocol/pdf';
import { element } from '../shared/element';
import { icon } from '../shared/icons';
import type { Outline, OutlineEntry, OutlineTarget, SectionStart } from './outline';
import { outlineLimits, outlineOf, sectionAt, sectionStart } from './outline';

export interface OutlinePorts {
	readonly go: (target: OutlineTarget) => void;
	/** Something that is kept across reloads has changed. */
	readonly keep: () => void;
}

/**
 * The outline of the PDF as a tree beside the pages, with the section that is read marked.
 * https://www.w3.org/WAI/ARIA/apg/patterns/treeview/
 */
export class OutlinePanel {
	readonly element: HTMLElement;
	private readonly tree = element('div', { role: 'tree', 'aria-label': localize('Outline'), hidden: true });
	private readonly hint = element('p', { class: 'hint', role: 'status' });
	private unread: PDFDocumentProxy | undefined;
	private outline: Outline = { entries: [], isCut: false };
	/** Entries that are open where the PDF has them closed, or the other way. */
	private readonly toggled: Set<number>;
	private starts: readonly (SectionStart | undefined)[] = [];
	private readonly rows = new Map<number, HTMLElement>();
	private seen: SectionStart = { page: 1, top: Infinity };
	private current: number | undefined;
	private focused = 0;

	constructor(
		state: PdfState['outline'],
		private readonly ports: OutlinePorts,
	) {
		this.toggled = new Set(state?.toggled);
		this.element = element(
			'nav',
			{ 'aria-label': localize('Outline'), hidden: state?.shown === true ? undefined : true },
			this.tree,
			this.hint,
		);
		this.tree.addEventListener('keydown', event => {
			if (!event.ctrlKey && !event.metaKey && !event.altKey && this.press(event.key)) {
				event.preventDefault();
			}
		});
		this.tree.addEventListener('click', event => {
			const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[role="treeitem"]') : null;
			const at = Number(row?.dataset['entry']);
			if (row !== null && event.target instanceof Element && event.target.closest('.twistie') !== null) {
				this.toggle(at);
			} else if (row !== null) {
				this.focus(at);
				this.activate(at);
			}
		});
	}

	get state(): PdfState['outline'] {
		return { shown: this.isShown, toggled: [...this.toggled].sort((a, b) => a - b) };
	}

	get isShown(): boolean {
		return !this.element.hidden;
	}

	show(isShown: boolean): void {
		this.element.hidden = !isShown;
		if (isShown) {
			this.readOnce();
			this.revealCurrent();
		}
	}

	/** A PDF is in view. Its outline is read when it is first shown: one of a stranger's may take a while. */
	open(pdf: PDFDocumentProxy): void {
		this.unread = pdf;
		if (this.isShown) {
			this.readOnce();
		}
	}

	private readOnce(): void {
		const pdf = this.unread;
		this.unread = undefined;
		if (pdf !== undefined) {
			this.fill(pdf).catch(() => this.say(localize('Couldn’t read the outline of this PDF.')));
		}
	}

	/** Shows the outline, then finds where each of its sections begins. */
	private async fill(pdf: PDFDocumentProxy): Promise<void> {
		const outline = await outlineOf(pdf);
		if (outline === undefined) {
			this.say(localize('Couldn’t read the outline of this PDF.'));
			return;
		}
		this.outline = outline;
		const { entries, isCut } = outline;
		this.tree.hidden = entries.length === 0;
		this.say(
			entries.length === 0
				? localize('This PDF has no outline.')
				: isCut
					? localize('Only the first {0} entries are shown.', outlineLimits.entries)
					: '',
		);
		this.draw();
		const starts: (SectionStart | undefined)[] = [];
		for (const entry of entries) {
			starts.push(await sectionStart(pdf, entry));
		}
		this.starts = starts;
		this.mark();
	}

	private say(sentence: string): void {
		this.hint.textContent = sentence;
	}

	/** Marks the section that is read where the view begins. */
	read(place: SectionStart): void {
		this.seen = place;
		this.mark();
	}

	private mark(): void {
		const current = sectionAt(this.starts, this.seen);
		if (current !== this.current) {
			this.current = current;
			this.showCurrent();
			this.revealCurrent();
		}
	}

	/** The entry of the section that is read, or the one that holds it while that is folded away. */
	private showCurrent(): void {
		const shown = this.shownEntry(this.current);
		for (const [at, row] of this.rows) {
			if (at === shown) {
				row.setAttribute('aria-current', 'true');
			} else {
				row.removeAttribute('aria-current');
			}
		}
	}

	private revealCurrent(): void {
		// Who walks through the outline is not to be led away.
		if (this.isShown && !this.tree.contains(document.activeElement)) {
			const shown = this.shownEntry(this.current);
			this.rows.get(shown ?? -1)?.scrollIntoView({ block: 'nearest' });
			this.setFocusable(shown ?? 0);
		}
	}

	private shownEntry(entry: number | undefined): number | undefined {
		let at = entry;
		while (at !== undefined && !this.rows.has(at)) {
			at = this.outline.entries[at]?.parent;
		}
		return at;
	}

	private draw(): void {
		this.rows.clear();
		const { entries } = this.outline;
		for (const [at, entry] of entries.entries()) {
			if (entry.parent === undefined || (this.rows.has(entry.parent) && this.isExpanded(entry.parent))) {
				this.rows.set(at, this.row(entry, at));
			}
		}
		this.tree.replaceChildren(...this.rows.values());
		this.setFocusable(this.shownEntry(this.focused) ?? 0);
		this.showCurrent();
	}

	private row({ title, level, hasChildren }: OutlineEntry, at: number): HTMLElement {
		const isExpanded = this.isExpanded(at);
		const twistie = element('span', { class: `twistie${isExpanded ? ' open' : ''}` }, ...(hasChildren ? [icon('next')] : []));
		const row = element(
			'div',
			{
				role: 'treeitem',
				'aria-level': String(level),
				'aria-expanded': hasChildren ? String(isExpanded) : undefined,
				'data-entry': String(at),
				title,
				tabindex: '-1',
			},
			twistie,
			element('span', { class: 'title', dir: 'auto' }, title === '' ? localize('Untitled') : title),
		);
		row.style.setProperty('--level', String(level));
		return row;
	}

	private isExpanded(at: number): boolean {
		return (this.outline.entries[at]?.isOpen ?? false) !== this.toggled.has(at);
	}

	private toggle(at: number): void {
		if (this.outline.entries[at]?.hasChildren !== true) {
			return;
		}
		if (!this.toggled.delete(at)) {
			this.toggled.add(at);
		}
		const hadFocus = this.tree.contains(document.activeElement);
		this.focused = at;
		this.draw();
		if (hadFocus) {
			this.rows.get(at)?.focus();
		}
		this.ports.keep();
	}

	private activate(at: number): void {
		const target = this.outline.entries[at]?.target;
		if (target === undefined) {
			this.toggle(at);
		} else {
			this.ports.go(target);
		}
	}

	/** Says whether the key was one of the tree's. */
	private press(key: string): boolean {
		const order = [...this.rows.keys()];
		const at = this.focused;
		const position = order.indexOf(at);
		const entry = this.outline.entries[at];
		switch (key) {
			case 'ArrowDown':
				this.focus(order[position + 1]);
				return true;
			case 'ArrowUp':
				this.focus(order[position - 1]);
				return true;
			case 'Home':
				this.focus(order[0]);
				return true;
			case 'End':
				this.focus(order.at(-1));
				return true;
			case 'ArrowRight':
				if (entry?.hasChildren === true) {
					if (this.isExpanded(at)) {
						this.focus(order[position + 1]);
					} else {
						this.toggle(at);
					}
				}
				return true;
			case 'ArrowLeft':
				if (entry?.hasChildren === true && this.isExpanded(at)) {
					this.toggle(at);
				} else {
					this.focus(entry?.parent);
				}
				return true;
			case 'Enter':
			case ' ':
				this.activate(at);
				return true;
			default:
				return false;
		}
	}

	private focus(at: number | undefined): void {
		if (at !== undefined) {
			this.setFocusable(at);
			this.rows.get(at)?.focus();
		}
	}

	/** One row of the tree is reached by Tab. */
	private setFocusable(at: number): void {
		this.rows.get(this.focused)?.setAttribute('tabindex', '-1');
		this.focused = at;
		this.rows.get(at)?.setAttribute('tabindex', '0');
	}
}
