import { localizeCount } from '../data/localize';

/** `★★★`, for rows, which are narrow. */
export function filledStars(rating: number | undefined): string {
	return '★'.repeat(starCount(rating));
}

/** `★★★☆☆`; empty where there is no rating. Other programs' scales are cut to ours. */
export function stars(rating: number | undefined): string {
	const count = starCount(rating);
	return count === 0 ? '' : '★'.repeat(count) + '☆'.repeat(5 - count);
}

/** What a screen reader says of the stars. */
export function starsText(rating: number | undefined): string {
	const count = starCount(rating);
	return count === 0 ? '' : localizeCount(count, '1 star', '{0} stars');
}

function starCount(rating: number | undefined): number {
	return Math.max(0, Math.min(5, Math.round(rating ?? 0)));
}
