/** A kind of difference from pandoc that we leave, and why. */
export interface CiteprocDifference {
	/** The document's name. */
	readonly document?: RegExp;
	readonly styles?: RegExp;
	/** `citation 3 doe2020`, `reference doe2020` or `order`. */
	readonly at?: RegExp;
	/** Whether two texts differ in this and nothing else. */
	readonly holds: (theirs: string, ours: string) => boolean;
	readonly because: string;
}

export const citeprocDifferences: readonly CiteprocDifference[] = [];
