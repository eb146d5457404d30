import { actionOfKey } from './actions';
import type { ReaderDeed } from './actions';

/** Calls `perform` for keys of the table. Keys with a modifier are VS Code's, and an open dialog has the keyboard to itself. */
export function listenToKeys(perform: (deed: ReaderDeed) => void): void {
	document.addEventListener('keydown', event => {
		if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isElsewhere(event)) {
			return;
		}
		const action = actionOfKey(event.key);
		if (action !== undefined) {
			event.preventDefault();
			perform(action.deed);
		}
	});
}

/** A long formula scrolls with the arrows while it has the focus. */
function isElsewhere(event: KeyboardEvent): boolean {
	const target = event.target instanceof Element ? event.target : undefined;
	const scrolls = event.key.startsWith('Arrow') && target?.closest('.formula') instanceof Element;
	return scrolls || document.querySelector('dialog[open]') !== null;
}
