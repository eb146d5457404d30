import temml from 'temml';
import { localize } from '../../core/data/localize';
import type { Run } from '../../core/text/richText';
import { element } from '../shared/element';

type Formula = Extract<Run, { kind: 'math' }>;

/**
 * A formula as MathML. Where Temml cannot read it, its TeX stands as it is: abstracts are full of macros that only their authors know.
 * `trust: false` refuses links, images and attributes of the formula's own; the other limits keep it from growing over the page.
 */
export function drawFormula({ text, tex, display }: Formula): HTMLElement {
	const home = element('span', {
		class: display ? 'formula display' : 'formula',
		'data-source': text,
		tabindex: display ? '0' : undefined,
		role: display ? 'group' : undefined,
		'aria-label': display ? localize('Formula') : undefined,
	});
	try {
		temml.render(tex, home, { displayMode: display, throwOnError: true, trust: false, strict: false, maxSize: [20, 20], maxExpand: 200 });
		return home;
	} catch (error) {
		// Temml's own complaint, or what a stranger's text made it stumble over: either way the reader goes on.
		const reason = error instanceof Error ? error.message : String(error);
		return element('code', { class: 'formula-source', title: localize('Couldn’t render this formula: {0}', reason) }, text);
	}
}
