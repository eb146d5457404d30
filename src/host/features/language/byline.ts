import type { Head } from '../../../core/paper/head';

/** Authors and year in short: `Song et al., 2021`. */
export function byline({ authors, year }: Head): string {
	return [authors, year].filter(part => part !== undefined).join(', ');
}
