import { localize } from '../../core/data/localize';
import { button, element } from '../shared/element';
import { icon } from '../shared/icons';
import { allActions, keyLabel } from './actions';

/** The list of all keyboard shortcuts, in a dialog that Escape closes. */
export function keyList(): HTMLDialogElement {
	const rows = allActions.map(({ label, keys }) => {
		const caps = keys.flatMap((key, at) => [...(at === 0 ? [] : [' ']), element('kbd', {}, keyLabel(key))]);
		return element('div', { class: 'key-row' }, element('dt', {}, label), element('dd', {}, ...caps));
	});
	const dialog = element('dialog', { class: 'keys', 'aria-labelledby': 'keys-heading' });
	dialog.append(
		element('h2', { id: 'keys-heading' }, localize('Keyboard Shortcuts')),
		button({ class: 'tool close', title: 'Close (Escape)', 'aria-label': localize('Close') }, () => dialog.close(), icon('remove')),
		element('dl', {}, ...rows),
	);
	dialog.addEventListener('click', event => {
		// Only the backdrop counts as the dialog itself: its content fills it.
		if (event.target === dialog) {
			dialog.close();
		}
	});
	return dialog;
}
