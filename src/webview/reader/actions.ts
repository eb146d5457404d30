import { localize } from '../../core/data/localize';
import type { PaperAction } from '../../protocol/reader';
import type { Status } from '../../core/paper/paper';
import { tableOf } from '../../core/data/table';

/** What the reader's user can do. Buttons, keys and the list of keys are all made from this table. */
export type ReaderDeed =
	| { readonly kind: 'act'; readonly action: PaperAction }
	| { readonly kind: 'quote' }
	| { readonly kind: 'copyQuote' }
	| { readonly kind: 'restyle'; readonly part: 'font' | 'width' }
	| { readonly kind: 'setStatus'; readonly status: Status }
	| { readonly kind: 'move'; readonly step: 1 | -1 }
	| { readonly kind: 'zoom'; readonly steps: 1 | -1 | 0 }
	| { readonly kind: 'showKeys' };

export interface Action {
	readonly deed: ReaderDeed;
	readonly label: string;
	/** As `KeyboardEvent.key` names them; the first is the one that tooltips show. */
	readonly keys: readonly [string, ...string[]];
}

export const actions = {
	next: { deed: { kind: 'move', step: 1 }, label: localize('Next paper'), keys: ['j', 'n', 'ArrowRight'] },
	previous: { deed: { kind: 'move', step: -1 }, label: localize('Previous paper'), keys: ['k', 'p', 'ArrowLeft'] },
	cite: { deed: { kind: 'act', action: 'cite' }, label: localize('Insert citation'), keys: ['c'] },
	openNote: { deed: { kind: 'act', action: 'openNote' }, label: localize('Open note'), keys: ['o'] },
	linkNote: { deed: { kind: 'act', action: 'linkNote' }, label: localize('Insert note link'), keys: ['l'] },
	quote: { deed: { kind: 'quote' }, label: localize('Quote selection to note'), keys: ['q'] },
	copyQuote: { deed: { kind: 'copyQuote' }, label: localize('Copy selection with citation'), keys: ['z'] },
	addThought: { deed: { kind: 'act', action: 'addThought' }, label: localize('Add comment to note'), keys: ['a'] },
	copyCitation: { deed: { kind: 'act', action: 'copyCitation' }, label: localize('Copy citation'), keys: ['y'] },
	copyBibtex: { deed: { kind: 'act', action: 'copyBibtex' }, label: localize('Copy BibTeX'), keys: ['b'] },
	copyReference: { deed: { kind: 'act', action: 'copyReference' }, label: localize('Copy formatted reference'), keys: ['f'] },
	openPdf: { deed: { kind: 'act', action: 'openPdf' }, label: localize('Open PDF'), keys: ['v'] },
	getPdf: { deed: { kind: 'act', action: 'getPdf' }, label: localize('Get PDF'), keys: ['g'] },
	addTag: { deed: { kind: 'act', action: 'addTag' }, label: localize('Add tag'), keys: ['t'] },
	edit: { deed: { kind: 'act', action: 'edit' }, label: localize('Edit paper'), keys: ['e'] },
	save: { deed: { kind: 'act', action: 'save' }, label: localize('Save to library (feed papers only)'), keys: ['s'] },
	dismiss: { deed: { kind: 'act', action: 'dismiss' }, label: localize('Dismiss (feed papers only)'), keys: ['x'] },
	unread: { deed: { kind: 'setStatus', status: 'unread' }, label: localize('Mark as unread'), keys: ['u'] },
	reading: { deed: { kind: 'setStatus', status: 'reading' }, label: localize('Mark as reading'), keys: ['r'] },
	read: { deed: { kind: 'setStatus', status: 'read' }, label: localize('Mark as read'), keys: ['d'] },
	larger: { deed: { kind: 'zoom', steps: 1 }, label: localize('Larger text'), keys: ['+', '='] },
	smaller: { deed: { kind: 'zoom', steps: -1 }, label: localize('Smaller text'), keys: ['-'] },
	resetZoom: { deed: { kind: 'zoom', steps: 0 }, label: localize('Reset text size'), keys: ['0'] },
	font: { deed: { kind: 'restyle', part: 'font' }, label: localize('Turn serifs on or off'), keys: ['m'] },
	width: { deed: { kind: 'restyle', part: 'width' }, label: localize('Change line width'), keys: ['w'] },
	showKeys: { deed: { kind: 'showKeys' }, label: localize('Keyboard shortcuts'), keys: ['?'] },
} as const satisfies Readonly<Record<string, Action>>;

export const allActions: readonly Action[] = Object.values(actions);

/** The action of a key, also with Shift or Caps Lock: letters are shown as capitals. */
export function actionOfKey(key: string): Action | undefined {
	const typed = key.length === 1 ? key.toLowerCase() : key;
	return allActions.find(action => action.keys.includes(typed));
}

/** `j`, `→`: a key as people write it. */
export function keyLabel(key: string): string {
	return arrows.get(key) ?? key.toUpperCase();
}

/** Attributes of a button that stands for an action: its tooltip, and its keys for screen readers. */
export function actionAttributes({ label, keys }: Action): Readonly<Record<string, string>> {
	return { title: `${label} (${keyLabel(keys[0])})`, 'aria-keyshortcuts': keys.map(ariaKey).join(' ') };
}

const arrows = tableOf<string>({ ArrowLeft: '←', ArrowRight: '→' });

/** In `aria-keyshortcuts` a plus sign joins keys. https://www.w3.org/TR/wai-aria-1.2/#aria-keyshortcuts */
function ariaKey(key: string): string {
	return key === '+' ? 'plus' : key;
}
