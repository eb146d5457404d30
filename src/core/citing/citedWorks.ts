import type { Formatted } from './bibliography/formattedText';
import type { FormattedDocument } from './bibliography/formatter';
import type { FoundCitation } from './syntax';
import type { Range } from '../text/edits';

/** A work that a document cites. */
export interface CitedWork {
	readonly key: string;
	/** As the style writes it; `undefined` for an unknown key, and where the style has no list of references. */
	readonly reference: readonly Formatted[] | undefined;
	/** Where its key stands, in order. */
	readonly places: readonly Range[];
}

export interface CitedWorks {
	/** Keys nothing is known of, in the order they first appear. */
	readonly unknown: readonly CitedWork[];
	readonly known: readonly CitedWork[];
}

export const referenceOrders = ['bibliography', 'appearance'] as const;
/** As the style sorts its list of references, or as the works first appear in the text. */
export type ReferenceOrder = (typeof referenceOrders)[number];

/** What the citations of a document cite. Works that only the list has, as by `nocite: '@*'`, come without places. */
export function citedWorks(
	found: readonly FoundCitation[],
	{ references, unknown }: Pick<FormattedDocument, 'references' | 'unknown'>,
	order: ReferenceOrder,
): CitedWorks {
	const places = new Map<string, Range[]>();
	for (const { key, keyStart, keyEnd } of found.flatMap(({ cites }) => cites)) {
		const known = places.get(key) ?? [];
		known.push({ start: keyStart, end: keyEnd });
		places.set(key, known);
	}
	const texts = new Map(references.map(({ key, text }) => [key, text]));
	const keys = order === 'bibliography' ? [...texts.keys(), ...places.keys()] : [...places.keys(), ...texts.keys()];
	const workOf = (key: string): CitedWork => ({ key, reference: texts.get(key), places: places.get(key) ?? [] });
	const missing = new Set(unknown);
	return { unknown: unknown.map(workOf), known: [...new Set(keys)].filter(key => !missing.has(key) && key !== '*').map(workOf) };
}
