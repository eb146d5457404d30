import { addressPart } from '../text/addressPart';
export const linkStyles = ['wikilink', 'markdown'] as const;
export type LinkStyle = (typeof linkStyles)[number];

/** The way from a file to another: `../notes/a.md`. */
export function relativePath(from: string, to: string): string {
	const start = from.split('/').slice(0, -1);
	const goal = to.split('/');
	const differs = goal.findIndex((part, index) => part !== start[index] || index === goal.length - 1);
	const shared = Math.min(differs, start.length);
	return [...start.slice(shared).map(() => '..'), ...goal.slice(shared)].join('/');
}

/** What CommonMark allows in a link destination without angle brackets. https://spec.commonmark.org/0.31.2/#link-destination */
export function encodePath(path: string): string {
	return path
		.split('/')
		.map(part => addressPart(part).replace(/[()]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`))
		.join('/');
}
