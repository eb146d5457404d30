import { localize, localizeCount } from '../data/localize';
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
	return changes.length === 0
		? localizeCount(count, 'Couldn’t save 1 paper. {1}', 'Couldn’t save {0} papers. {1}', first.message)
		: localize('Couldn’t save {0} of {1} papers. {2}', count, total, first.message);
}
