import type { RichText, Run } from '../../core/text/richText';
import { element } from '../shared/element';
import { drawFormula } from './formula';

export function drawRichText(text: RichText): readonly Node[] {
	return text.map(drawRun);
}

function drawRun(run: Run): Node {
	switch (run.kind) {
		case 'text':
			return document.createTextNode(run.text);
		case 'link':
			return drawLink(run.url, run.text);
		case 'math':
			return drawFormula(run);
	}
}

/** The host opens it: see {@link sendLinks}. */
export function drawLink(url: string, text: string): HTMLAnchorElement {
	return element('a', { href: url, title: url }, text);
}

/** Asks the host to open links that are clicked, before VS Code takes the click itself. */
export function sendLinks(root: HTMLElement, open: (url: string) => void): void {
	root.addEventListener('click', event => {
		const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
		if (link !== null) {
			event.preventDefault();
			event.stopPropagation();
			open(link.getAttribute('href') ?? '');
		}
	});
}

/** Copies formulae as the TeX they came from; MathML's own text would be `x2` for `$x^2$`. */
export function copyFormulaeAsTex(root: HTMLElement): void {
	root.addEventListener('copy', event => {
		const selection = document.getSelection();
		if (selection !== null && !selection.isCollapsed && event.clipboardData !== null) {
			const copied = copyOf(selection);
			if (formulaeIn(copied).length > 0) {
				event.clipboardData.setData('text/plain', textWithTex(copied));
				event.preventDefault();
			}
		}
	});
}

/** A third click selects the whole paragraph: by itself it takes only what comes after the last formula. */
export function selectWholeParagraphs(root: HTMLElement): void {
	root.addEventListener('click', event => {
		const paragraph = event.detail >= 3 && event.target instanceof Element ? event.target.closest('p, h1') : null;
		if (paragraph?.querySelector('.formula') instanceof Element) {
			document.getSelection()?.selectAllChildren(paragraph);
		}
	});
}

/** Words of ours among the paper's: headings below its title, and what is said instead of a missing part (“No abstract”). */
const ours = 'h2, .missing';

/**
 * What is selected within a part of the page, formulae as the TeX they came from. Empty where the selection is empty or reaches beyond.
 * Words of ours are left out.
 */
export function selectedText(root: Node): string {
	const selection = document.getSelection();
	if (selection === null || selection.isCollapsed) {
		return '';
	}
	const { commonAncestorContainer: common } = selection.getRangeAt(0);
	const nearest = common instanceof Element ? common : common.parentElement;
	if (!root.contains(common) || (nearest !== null && nearest.closest(ours) !== null)) {
		return '';
	}
	const copied = copyOf(selection);
	copied.querySelectorAll(ours).forEach(standIn => {
		standIn.remove();
	});
	return textWithTex(copied).trim();
}

function copyOf(selection: Selection): HTMLElement {
	const copied = element('div');
	for (let at = 0; at < selection.rangeCount; at += 1) {
		copied.append(selection.getRangeAt(at).cloneContents());
	}
	return copied;
}

function formulaeIn(copied: HTMLElement): NodeListOf<HTMLElement> {
	return copied.querySelectorAll<HTMLElement>('[data-source]');
}

function textWithTex(copied: HTMLElement): string {
	formulaeIn(copied).forEach(formula => formula.replaceWith(formula.dataset['source'] ?? ''));
	return textWithParagraphs(copied);
}

function textWithParagraphs(copied: HTMLElement): string {
	// A selection within one paragraph has its words without the paragraph itself.
	const isWhole = copied.firstElementChild !== null && [...copied.children].every(child => child.matches('p, h1, h2, section, div'));
	const blocks = isWhole ? [...copied.children] : [copied];
	return blocks
		.map(block => block.textContent.trim())
		.filter(text => text !== '')
		.join('\n\n');
}
