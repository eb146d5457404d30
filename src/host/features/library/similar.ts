import { ProgressLocation, commands, window } from 'vscode';
import { localize } from '../../../core/data/localize';
import type { FilteredPapers, Papers } from '../../../core/library/papers';
import { similarPapers } from '../../../core/reading/similarPapers';
import { plainLabel } from '../../../core/text/printable';
import { Pace } from '../../../core/work/pace';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';
import { currentPaperKey } from '../../library/currentPaper';
import { pickPapers } from '../../library/paperPicker';
import { keysOf } from '../../ui/commandArguments';
import { tell } from '../../ui/commands';
import { pause } from '../../ui/pause';

export interface SimilarDependencies {
	readonly papers: Papers;
	/** The library and what is linked, each of which is searched by itself. */
	readonly sources: readonly FilteredPapers[];
	readonly notes: WorkspaceNotes;
}

/** Lists what is like the named paper, else the one the user is at, else one that is picked; Enter opens one in the reader. */
export async function showSimilar({ papers, sources, notes }: SimilarDependencies, args: readonly unknown[]): Promise<void> {
	const key =
		keysOf(args)?.[0] ??
		(await currentPaperKey(papers)) ??
		(await pickPapers(papers, { title: localize('Similar papers'), placeholder: localize('Similar to which paper?'), many: false }))?.[0];
	const paper = key === undefined ? undefined : await papers.paper(key);
	if (paper === undefined) {
		return;
	}
	const title = plainLabel(paper.title === '' ? paper['citation-key'] : paper.title);
	const similar = await window.withProgress(
		{ location: ProgressLocation.Window, title: localize('Looking for similar papers') },
		async () => similarPapers(paper, { papers, sources, notes: await notes.current() }, new Pace(pause)),
	);
	if (similar.length === 0) {
		tell(window.showInformationMessage, localize('No paper here has much in common with “{0}”.', title));
		return;
	}
	const picked = await window.showQuickPick(
		similar.map(({ head, reason }) => ({
			label: plainLabel(head.title || head.key),
			description: plainLabel([head.authors, head.year].filter(part => part !== undefined).join(', ')),
			detail: plainLabel(reason),
			key: head.key,
		})),
		{ title: localize('Similar to “{0}”', title), matchOnDescription: true, matchOnDetail: true },
	);
	if (picked !== undefined) {
		await commands.executeCommand('marginalia.openPaper', picked.key, { preserveFocus: false });
	}
}
