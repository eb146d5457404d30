/** What a listing says of a paper. */
export interface Listed {
	readonly upvotes: number;
	/** When it was listed; an ISO 8601 date or instant. */
	readonly listed: string;
}

/**
 * How much a paper trends: its upvotes against its age, so that a fresh paper with few passes an old one with many. Hacker News ranks so;
 * two days here count as two hours do there, since papers come once a day. https://news.ycombinator.com/item?id=1781013
 */
export function trend({ upvotes, listed }: Listed, now: Date): number {
	const days = Math.max(0, (now.getTime() - new Date(listed).getTime()) / 86_400_000);
	return Number.isNaN(days) ? 0 : Math.max(0, upvotes) / (days + 2) ** 1.8;
}

/** Those that trend most first; ties in the order they came. */
export function byTrend<T>(papers: readonly T[], listedOf: (paper: T) => Listed, now: Date): readonly T[] {
	const ranked = papers.map((paper, at) => ({ paper, at, value: trend(listedOf(paper), now) }));
	return ranked.sort((a, b) => b.value - a.value || a.at - b.at).map(({ paper }) => paper);
}
