import type { Head } from '../paper/head';

/** What a query asks for dates of; `read` is when a paper that is read became so. */
export type InstantField = 'added' | 'updated' | 'due' | 'read';

/** A part of a query that asks for no words, but for what is known of a paper by its head, or of its place in the workspace. */
export type FactClause =
	/** Both ends included; one may be missing. */
	| { readonly kind: 'rating'; readonly from?: number; readonly to?: number; readonly excluded: boolean }
	/** ISO 8601 instants, or days: from the first on, and before the second. */
	| {
			readonly kind: 'instant';
			readonly field: InstantField;
			readonly from?: string;
			readonly to?: string;
			readonly excluded: boolean;
	  }
	| { readonly kind: 'has'; readonly what: Had; readonly excluded: boolean };

/** What a paper may have, as `has:` names it; `citation` is `cited:here`, `pin` is `is:pinned`, `queue` is `is:queued`. */
export type Had = (typeof had)[number] | 'citation' | 'pin' | 'queue';
export const had = ['note', 'pdf', 'tag', 'collection', 'rating', 'due'] as const;

/** What a workspace says of papers. */
export interface WorkspaceFacts {
	readonly hasNote: (paper: Head) => boolean;
	readonly isCited: (paper: Head) => boolean;
	/** Resolves when its notes are read: until then papers have none. */
	readonly ready: () => Promise<void>;
}

/** Nobody knows. */
export const noFacts: WorkspaceFacts = { hasNote: () => false, isCited: () => false, ready: () => Promise.resolve() };

let workspace = noFacts;

/** Says who knows notes and citations from now on; until then, and where nobody does, papers have none. */
export function askOfWorkspace(facts: WorkspaceFacts): void {
	workspace = facts;
}

export function factsOfWorkspace(): WorkspaceFacts {
	return workspace;
}

/** Whether a query may ask for notes and citations, which come and go without the library. */
export function asksOfNotes(query: string): boolean {
	return /(?:has|cited):/i.test(query);
}

/** Whether what a clause asks for is true of a paper, were it not excluded. */
export function isFact(clause: FactClause, head: Head): boolean {
	switch (clause.kind) {
		case 'rating':
			return head.rating !== undefined && head.rating >= (clause.from ?? -Infinity) && head.rating <= (clause.to ?? Infinity);
		case 'instant': {
			const instant = clause.field !== 'read' ? head[clause.field] : head.status === 'read' ? head.statusDate : undefined;
			return (
				instant !== undefined && (clause.from === undefined || instant >= clause.from) && (clause.to === undefined || instant < clause.to)
			);
		}
		case 'has':
			return has[clause.what](head);
	}
}

const has: Readonly<Record<Had, (head: Head) => boolean>> = {
	note: head => workspace.hasNote(head),
	citation: head => workspace.isCited(head),
	pdf: head => head.hasPdf,
	tag: head => head.tags.length > 0,
	collection: head => head.collections.length > 0,
	rating: head => head.rating !== undefined,
	pin: head => head.pinned,
	queue: head => head.queued !== undefined,
	due: head => head.due !== undefined,
};
