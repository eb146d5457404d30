import { button, element } from '../shared/element';

/** Stands where a paper was that left the library. */
export function gonePage(search: () => void): { readonly element: HTMLElement; show(title: string): void } {
	const title = element('strong');
	const page = element(
		'article',
		{ class: 'gone', hidden: true },
		element('h1', {}, 'This paper is not in the library any more'),
		element('p', {}, title, ' was removed. Its note, if it had one, is still there.'),
		element(
			'p',
			{},
			'If that was a mistake, run “Marginalia: Undo Library Change” from the command palette, and the paper shows here again.',
		),
		button({ class: 'primary' }, search, 'Search Library'),
	);
	return { element: page, show: text => (title.textContent = text) };
}
