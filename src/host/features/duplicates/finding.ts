import { ProgressLocation, commands, window } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import type { Duplicates, LikelyPair } from '../../../core/library/duplicates';
import type { Outcome } from '../../../core/library/library';
import { Pace } from '../../../core/work/pace';
import { keysOf, namesKeys } from '../../ui/commandArguments';
import { tell } from '../../ui/commands';
import { pickPapers } from '../../library/paperPicker';
import { pause } from '../../ui/pause';
import type { DuplicatesDependencies } from './duplicatesPanel';
import { plainLabel } from '../../../core/text/printable';

/** What a search for duplicates did, for who called the command. */
export interface DuplicatesFound {
	/** Papers that were merged into others. */
	readonly merged: number;
	/** Pairs that wait for the user. */
	readonly likely: number;
}

export type ShowPairs = (pairs: readonly LikelyPair[]) => Promise<void>;

/** Merges what surely is one paper and shows what may be. */
export async function findAndMerge(
	dependencies: DuplicatesDependencies,
	show: ShowPairs,
	keys: readonly string[] | undefined,
): Promise<DuplicatesFound | undefined> {
	const { library } = dependencies;
	const found = await window.withProgress(
		{ location: ProgressLocation.Notification, title: localize('Looking for duplicates'), cancellable: true },
		(progress, token) => {
			let told = 0;
			return search(dependencies, keys, {
				cancelled: () => token.isCancellationRequested,
				progress: done => {
					progress.report({ message: `${Math.round(done * 100)} %`, increment: (done - told) * 100 });
					told = done;
				},
			});
		},
	);
	if (found === undefined) {
		tell(window.showInformationMessage, localize('Cancelled. No papers were merged.'));
		return undefined;
	}
	const { likely } = found;
	const outcome = await library.step(localize('Merge of Duplicates'), editor => editor.merge(found.certain));
	const merged = removedBy(outcome);
	const buttons = merged === 0 ? {} : { [localize('Undo')]: () => commands.executeCommand('marginalia.undoLibraryChange') };
	if (likely.length > 0) {
		await show(likely);
	}
	if (merged > 0 || likely.length === 0) {
		tell(window.showInformationMessage, foundText(merged, likely.length), buttons);
	}
	return { merged, likely: likely.length };
}

/** The pairs that some papers may be part of, for whoever says so: an import names them in its own message. */
export async function checkQuietly(dependencies: DuplicatesDependencies, keys: readonly string[]): Promise<readonly LikelyPair[]> {
	return (await search(dependencies, keys, {}))?.likely ?? [];
}

async function search(
	{ library }: DuplicatesDependencies,
	keys: readonly string[] | undefined,
	options: { readonly cancelled?: () => boolean; readonly progress?: (done: number) => void },
): Promise<Duplicates | undefined> {
	const among = keys && { among: new Set(keys.flatMap(key => library.head(key)?.id ?? [])) };
	const { findDuplicates } = await import('../../../core/library/duplicates');
	return findDuplicates(library.all(), { pace: new Pace(pause), ...options, ...among });
}

function foundText(merged: number, likely: number): string {
	if (merged === 0) {
		return localize('No duplicates found.');
	}
	const done = localizeCount(merged, 'Merged 1 duplicate.', 'Merged {0} duplicates.');
	return likely === 0
		? done
		: `${done} ${localizeCount(likely, '1 possible pair left for you to review.', '{0} possible pairs left for you to review.')}`;
}

function removedBy({ changes }: Outcome): number {
	return changes.filter(change => change.after === undefined).length;
}

function tellMerged(outcome: Outcome): void {
	const kept = outcome.changes.find(change => change.after !== undefined)?.after;
	if (kept !== undefined) {
		tell(window.showInformationMessage, localize('Merged into @{0}. The other keys still work.', kept['citation-key']), {
			[localize('Undo')]: () => commands.executeCommand('marginalia.undoLibraryChange'),
		});
	}
}

/** Makes one paper of those that are named or picked; the user says which key stays. */
export async function mergeChosen(dependencies: DuplicatesDependencies, args: readonly unknown[]): Promise<Outcome | undefined> {
	const { library } = dependencies;
	const keys = await twoOrMore(dependencies, args, localize('Merge papers'));
	const group = keys && (namesKeys(args) ? keys : await askKeeper(dependencies, keys));
	if (group === undefined) {
		return undefined;
	}
	const outcome = await library.step(localize('Merge of {0} Papers', group.length), editor => editor.merge([group]));
	tellMerged(outcome);
	return outcome;
}

/** Records that those that are named or picked are different papers. */
export async function keepApart(dependencies: DuplicatesDependencies, args: readonly unknown[]): Promise<Outcome | undefined> {
	const { library } = dependencies;
	const keys = await twoOrMore(dependencies, args, localize('Mark as not duplicates'));
	const ids = keys?.flatMap(key => library.head(key)?.id ?? []);
	if (ids !== undefined) {
		window.setStatusBarMessage(localize('$(check) Marked as not duplicates'), 3000);
	}
	return (
		ids &&
		library.step(localize('Mark as Not Duplicates'), editor =>
			editor.update(ids, paper => ({
				...paper,
				distinctFrom: [...new Set([...(paper.distinctFrom ?? []), ...ids.filter(id => id !== paper.id)])],
			})),
		)
	);
}

/** At least two papers, or nothing. */
async function twoOrMore(
	{ library }: DuplicatesDependencies,
	args: readonly unknown[],
	title: string,
): Promise<readonly string[] | undefined> {
	const keys = keysOf(args) ?? (await pickPapers(library, { title, placeholder: localize('Select two or more papers'), many: true }));
	if (keys?.length === 1) {
		tell(window.showInformationMessage, localize('Select two or more papers, then try again.'));
	}
	return keys === undefined || keys.length < 2 ? undefined : keys;
}

/** The keys with the one to keep first. */
async function askKeeper({ library }: DuplicatesDependencies, keys: readonly string[]): Promise<readonly string[] | undefined> {
	const { keeperFirst } = await import('../../../core/merge/duplicates');
	const papers = keeperFirst(await library.papers(keys));
	const items = papers.map(paper => ({ label: `@${paper['citation-key']}`, detail: plainLabel(paper.title), key: paper['citation-key'] }));
	const kept = await window.showQuickPick(items, {
		title: localize('Merge {0} Papers', papers.length),
		placeHolder: localize('Which key should be kept? The others become aliases.'),
		matchOnDetail: true,
	});
	return kept && [kept.key, ...items.map(item => item.key).filter(key => key !== kept.key)];
}
