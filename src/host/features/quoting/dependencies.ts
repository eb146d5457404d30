import type { Uri } from 'vscode';
import type { Papers } from '../../../core/library/papers';
import type { Deed } from '../../../core/log/dailyLog';
import type { Paper } from '../../../core/paper/paper';
import type { Log } from '../../../core/files/ports';

export interface QuotingDependencies {
	readonly papers: Papers;
	readonly log: Log;
	/** The note of a paper, made where it is missing; `undefined` where that could not be, which the user was told. */
	readonly ensureNote: (paper: Paper) => Promise<Uri | undefined>;
	/** Told of each quotation and thought that stands in a note. */
	readonly onWrite: (deed: Deed, paper: Paper) => void;
}
