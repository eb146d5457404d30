import { Disposable, Uri, commands, window } from 'vscode';
import { localize } from '../../../core/data/localize';
import { isObject } from '../../../core/data/json';
import type { Papers } from '../../../core/library/papers';
import type { Log } from '../../../core/files/ports';
import { plainLabel } from '../../../core/text/printable';
import { keysOf } from '../../ui/commandArguments';
import { registerCommand, tell } from '../../ui/commands';
import { editExactly, refusalSentence } from '../../documents/exactEditing';
import { registerWritingCommand } from '../../settings/trust';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';
import type { ShownSubject } from './subject';
import { activeSubject, subjectOfPaper } from './subject';
import { BacklinkTree } from './tree';

export interface BacklinksDependencies {
	readonly papers: Papers;
	readonly log: Log;
	readonly notes: WorkspaceNotes;
}

/** The Backlinks view: what cites or mentions the paper or note the user is at. */
export function registerBacklinks({ papers, log, notes }: BacklinksDependencies): Disposable {
	const tree = new BacklinkTree(notes);
	const view = window.createTreeView('marginalia.backlinks', { treeDataProvider: tree, showCollapseAll: true });
	let turn = 0;
	const follow = async (find: () => Promise<ShownSubject | undefined>, always = true) => {
		turn += 1;
		const mine = turn;
		const subject = await find();
		// Drawn again for nothing, a row may miss the click that it is under.
		if (mine === turn && (always || !isSame(subject, tree.shown))) {
			await show(subject);
		}
	};
	const show = async (subject: ShownSubject | undefined) => {
		const count = subject === undefined ? 0 : (await notes.current()).countOf(subject).places;
		view.description = plainLabel(subject?.label ?? '');
		view.message =
			subject === undefined
				? localize('Open a note or paper to see where it’s cited and mentioned.')
				: count === 0
					? localize('No citations or links yet.')
					: '';
		tree.show(subject);
	};
	const active = async () => {
		// The view of an editor that is in the way of none, such as this tree, says nothing.
		const index = await notes.current();
		return (await activeSubject(papers, index)) ?? (tree.shown && refreshed(papers, index, tree.shown));
	};
	const update = (always: boolean) => {
		if (view.visible) {
			follow(active, always).catch((error: unknown) => log.error('The backlinks could not be shown', error));
		}
	};
	update(true);
	return Disposable.from(
		view,
		view.onDidChangeVisibility(() => update(true)),
		window.onDidChangeActiveTextEditor(() => update(false)),
		window.tabGroups.onDidChangeTabs(() => update(false)),
		papers.onDidChange(() => update(true)),
		notes.onDidChange(() => update(true)),
		registerCommand(log, 'marginalia.showBacklinks', async (...args) => {
			const [key] = keysOf(args) ?? [];
			await commands.executeCommand('marginalia.backlinks.focus');
			const index = await notes.current();
			await follow(() => (key === undefined ? active() : Promise.resolve(subjectOfPaper(papers, index, key))));
			const subject = tree.shown;
			return subject === undefined ? undefined : { label: subject.label, count: index.countOf(subject).places };
		}),
		registerWritingCommand(log, 'marginalia.linkMention', node => makeLinks(tree.shown, notes, node)),
	);
}

function isSame(a: ShownSubject | undefined, b: ShownSubject | undefined): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}

/** The same subject as it is by now. */
function refreshed(papers: Papers, index: Parameters<typeof subjectOfPaper>[1], shown: ShownSubject): ShownSubject {
	const [key] = shown.keys;
	return (key === undefined ? undefined : subjectOfPaper(papers, index, key)) ?? shown;
}

/**
 * Makes one mention a link, or all of a file, in one undo step. What was shown may have changed: only what still is a mention is linked.
 */
async function makeLinks(subject: ShownSubject | undefined, notes: WorkspaceNotes, node: unknown): Promise<number> {
	if (subject === undefined || !isObject(node) || typeof node['path'] !== 'string') {
		tell(window.showInformationMessage, localize('Select a mention in the Backlinks view first.'));
		return 0;
	}
	const wanted = isObject(node['place']) ? node['place']['start'] : undefined;
	const { linkMentions, unlinkedMentions } = await import('../../../core/notes/mentions');
	let linked = 0;
	const refused = await editExactly(Uri.parse(node['path']), text => {
		const mentions = unlinkedMentions(text, subject.names).filter(({ start }) => wanted === undefined || start === wanted);
		linked = mentions.length;
		return linked === 0
			? { kind: 'problem', message: localize('It no longer exists.') }
			: { kind: 'edits', edits: linkMentions(text, mentions, subject.target) };
	});
	const isDone = refused === undefined || refused.kind === 'unsaved';
	if (refused !== undefined) {
		const problem = refusalSentence(refused);
		tell(
			window.showWarningMessage,
			isDone ? localize('Linked the mention. {0}', problem) : localize('Couldn’t link the mention. {0}', problem),
		);
	}
	await notes.current();
	return isDone ? linked : 0;
}
