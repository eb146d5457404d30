import { localize } from '../../core/data/localize';
import { button, element } from '../shared/element';
import { icon } from '../shared/icons';
import type { IconName } from '../shared/icons';
import type { Action, ReaderDeed } from './actions';
import { actionAttributes, actions } from './actions';
import { noZoom } from './zoom';

export interface Toolbar {
	readonly element: HTMLElement;
	showZoom(zoom: number): void;
	/** Whether the text has serifs. */
	showFont(serif: boolean): void;
	/** Without a paper there is nothing to cite, note or copy, without a selection nothing to quote; a PDF is opened where one is known. */
	enable(shown: { readonly hasPaper: boolean; readonly hasSelection: boolean; readonly hasPdf: boolean; readonly opensPdf: boolean }): void;
}

export function toolbar(perform: (deed: ReaderDeed) => void): Toolbar {
	const tool = (action: Action, name: IconName) =>
		button({ ...actionAttributes(action), 'aria-label': action.label, class: 'tool' }, () => perform(action.deed), icon(name));
	// Named by its word, also where there is no room to show it.
	const wordedTool = (action: Action, name: IconName, word: string) =>
		button(
			{ ...actionAttributes(action), class: 'tool' },
			() => perform(action.deed),
			icon(name),
			element('span', { class: 'word' }, word),
		);
	const openPdf = wordedTool(actions.openPdf, 'pdf', 'PDF');
	const getPdf = tool(actions.getPdf, 'download');
	const needPaper = [
		wordedTool(actions.cite, 'cite', localize('Cite')),
		wordedTool(actions.openNote, 'note', localize('Note')),
		wordedTool(actions.linkNote, 'linkNote', localize('Link')),
		wordedTool(actions.addThought, 'thought', localize('Comment')),
		wordedTool(actions.copyCitation, 'copy', localize('Copy')),
		wordedTool(actions.copyBibtex, 'braces', 'BibTeX'),
		wordedTool(actions.addTag, 'tag', localize('Tag')),
		wordedTool(actions.edit, 'edit', localize('Edit')),
		openPdf,
		getPdf,
	];
	const quote = wordedTool(actions.quote, 'quote', localize('Quote'));
	const font = tool(actions.font, 'font');
	const reset = button({ ...actionAttributes(actions.resetZoom), class: 'tool zoom' }, () => perform(actions.resetZoom.deed));
	const bar = element(
		'header',
		{ class: 'toolbar' },
		group(localize('Browse'), tool(actions.previous, 'previous'), tool(actions.next, 'next')),
		group(localize('Use'), quote, ...needPaper),
		group(
			localize('Text'),
			tool(actions.smaller, 'smaller'),
			reset,
			tool(actions.larger, 'larger'),
			font,
			tool(actions.width, 'width'),
			tool(actions.showKeys, 'help'),
		),
	);
	return {
		element: bar,
		showZoom: zoom => {
			reset.textContent = `${zoom}%`;
			reset.setAttribute('aria-label', localize('Text size {0}%, reset to 100%', zoom));
			reset.classList.toggle('changed', zoom !== noZoom);
		},
		showFont: serif => font.setAttribute('aria-pressed', String(serif)),
		enable: ({ hasPaper, hasSelection, hasPdf, opensPdf }) => {
			needPaper.forEach(made => (made.disabled = !hasPaper));
			openPdf.disabled = !hasPaper || !opensPdf;
			getPdf.hidden = !hasPaper || hasPdf;
			quote.disabled = !hasPaper || !hasSelection;
		},
	};
}

function group(label: string, ...tools: readonly HTMLElement[]): HTMLElement {
	return element('div', { class: 'tools', role: 'group', 'aria-label': label }, ...tools);
}
