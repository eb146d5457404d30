export const relatedLists = ['references', 'citations'] as const;
/** What a paper cites, or what cites it. */
export type RelatedList = (typeof relatedLists)[number];

/** A paper that another cites or is cited by, as a row. */
export interface RelatedEntry {
	/** What names it within its list. */
	readonly id: string;
	readonly title: string;
	/** `Ho et al. · 2020 · NeurIPS`. */
	readonly byline: string;
	/** Its citation key, where the library has it; else empty. */
	readonly key: string;
}
