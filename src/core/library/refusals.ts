import type { Outcome } from './library';

/**
 * What a user reads of papers that were not saved; `undefined` where all were. The first reason stands for all: as a rule it is one disk
 * that is full.
 */
export function refusalSentence({ changes, refused }: Outcome): string | undefined {
	const [first] = refused;
	if (first === undefined) {
		return undefined;
	}
	const count = refused.reduce((sum, { keys }) => sum + keys.length, 0);
	const total = count + changes.length;
	const papers = changes.length === 0 ? `${count} ${count === 1 ? 'paper' : 'papers'}` : `${count} of ${total} papers`;
	return `${papers} ${count === 1 ? 'was' : 'were'} not saved. ${first.message}`;
}
