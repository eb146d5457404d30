import { localize } from '../../core/data/localize';
import { button, element } from '../shared/element';

/** Stands where a paper was that left the library. */
export function gonePage(search: () => void): { readonly element: HTMLElement; show(title: string): void } {
	const title = element('strong');
	const page = element(
		'article',
		{ class: 'gone', hidden: true },
		element('h1', {}, localize('This paper is no longer in the library')),
		element('p', {}, title, localize(' was removed. If it had a note, the note is still there.')),
		element('p', {}, localize('To get it back, run “Marginalia: Undo Library Change” from the Command Palette.')),
		button({ class: 'primary' }, search, localize('Search Library')),
	);
	return { element: page, show: text => (title.textContent = text) };
}
