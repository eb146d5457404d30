import type { ComparedField, ComparedPaper, ComparedRun, Comparison } from '../core/reading/comparison';
import { isFiniteNumber, isFlag, isText, listOf, oneOf, parsed, record, union } from './shapes';

/** What the host tells the view of likely duplicates. */
export type ToDuplicates = {
	readonly type: 'pairs';
	readonly pairs: readonly Comparison[];
	/** How many more there are behind those. */
	readonly more: number;
};

/** What the user decides there. Papers are named by their ids. */
export type FromDuplicates =
	| { readonly type: 'ready' }
	| { readonly type: 'merge'; readonly kept: string; readonly other: string }
	| { readonly type: 'keepApart'; readonly ids: readonly string[] }
	| { readonly type: 'open'; readonly id: string };

/** `undefined` for anything that is not such a message. */
export function parseToDuplicates(value: unknown): ToDuplicates | undefined {
	return parsed(isToDuplicates, value);
}

/** `undefined` for anything that is not such a message. */
export function parseFromDuplicates(value: unknown): FromDuplicates | undefined {
	return parsed(isFromDuplicates, value);
}

const isRuns = listOf(record<ComparedRun>({ text: isText, differs: isFlag }));
const isPaper = record<ComparedPaper>({ id: isText, key: isText });

const isToDuplicates = record<ToDuplicates>({
	type: oneOf(['pairs']),
	pairs: listOf(
		record<Comparison>({
			left: isPaper,
			right: isPaper,
			fields: listOf(record<ComparedField>({ label: isText, left: isRuns, right: isRuns })),
		}),
	),
	more: isFiniteNumber,
});

const isFromDuplicates = union<'type', FromDuplicates>('type', {
	ready: record({ type: oneOf(['ready']) }),
	merge: record({ type: oneOf(['merge']), kept: isText, other: isText }),
	keepApart: record({ type: oneOf(['keepApart']), ids: listOf(isText) }),
	open: record({ type: oneOf(['open']), id: isText }),
});
