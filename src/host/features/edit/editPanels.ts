import { Disposable, ViewColumn, commands, window } from 'vscode';
import type { Uri, WebviewPanel } from 'vscode';
import { isBibtexFile } from '../../../core/bibtex/bibtexFile';
import { fieldLabel } from '../../../core/editing/fieldLabels';
import type { EditState } from '../../../core/editing/draft';
import { writtenOf } from '../../../core/editing/form';
import { editableRecord } from '../../../core/editing/paperEdits';
import type { EditConflict, SeenEdit } from '../../../core/editing/paperEdits';
import { saveEdits } from '../../../core/editing/saving';
import type { Saving } from '../../../core/editing/saving';
import { withFieldEdits } from '../../../core/paper/fieldEdit';
import { cut } from '../../../core/text/cut';
import { localize } from '../../../core/data/localize';
import type { Log } from '../../../core/files/ports';
import type { Papers } from '../../../core/library/papers';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import type { Paper } from '../../../core/paper/paper';
import { shortTitle } from '../../../core/reading/shortTitle';
import { printable } from '../../../core/text/printable';
import { parseFromEdit, parseKeptEdit } from '../../../protocol/edit';
import type { FromEdit, ToEdit } from '../../../protocol/edit';
import { mayWrite } from '../../settings/trust';
import { tell } from '../../ui/commands';
import { fillPanel } from '../../ui/viewPanel';
import { editViewType } from './editViewType';

export interface EditDependencies {
	readonly extensionUri: Uri;
	readonly library: RecordedLibrary;
	/** The library and what is linked. */
	readonly papers: Papers;
	readonly log: Log;
}

/** One editor of a paper. Its id finds the paper again when its key changes, its key when it was merged into another. */
interface OpenEdit {
	readonly panel: WebviewPanel;
	id: string;
	key: string;
	title: string;
	/** The record that the view was sent last, as JSON. */
	sent: string;
	/** What is not saved yet. */
	unsaved: EditState | undefined;
	/** What the view is to begin with, once it is ready. */
	restored: EditState | undefined;
}

/** The editors of papers, one a paper. */
export class EditPanels {
	private readonly edits = new Map<WebviewPanel, OpenEdit>();

	constructor(private readonly dependencies: EditDependencies) {}

	/** Opens the editor of a paper; resolves to its key, to `undefined` where there is no such paper. */
	async show(key: string, unsaved?: EditState): Promise<string | undefined> {
		const paper = await this.dependencies.papers.paper(key);
		if (paper === undefined) {
			tell(window.showWarningMessage, localize('No paper in the library has the citation key “{0}”.', key), {
				[localize('Search Library')]: () => commands.executeCommand('marginalia.searchLibrary'),
			});
			return undefined;
		}
		if (this.tellLinked(paper)) {
			return undefined;
		}
		const open = [...this.edits.values()].find(({ id }) => id === paper.id);
		if (open !== undefined) {
			open.panel.reveal();
			return open.key;
		}
		const panel = window.createWebviewPanel(editViewType, titleOf(paper.title, false), ViewColumn.Active, { enableFindWidget: true });
		this.adopt(panel, { panel, id: paper.id, key: paper['citation-key'], title: paper.title, sent: '', unsaved, restored: unsaved });
		return paper['citation-key'];
	}

	/** Takes over an editor that VS Code kept across a reload of the window; the view has kept what was not saved. */
	restore(panel: WebviewPanel, kept: unknown): void {
		const known = parseKeptEdit(kept);
		if (known === undefined) {
			panel.dispose();
			return;
		}
		const { id, key, state } = known;
		this.adopt(panel, { panel, id, key, title: key, sent: '', unsaved: state, restored: undefined });
	}

	/** Sends the records that changed. */
	refresh(): void {
		for (const open of this.edits.values()) {
			this.send(open, false).catch((error: unknown) =>
				this.dependencies.log.error('The editor of a paper could not follow a change', error),
			);
		}
	}

	dispose(): void {
		for (const panel of [...this.edits.keys()]) {
			this.edits.delete(panel);
			panel.dispose();
		}
	}

	private adopt(panel: WebviewPanel, open: OpenEdit): void {
		const { extensionUri } = this.dependencies;
		this.edits.set(panel, open);
		const belongings = Disposable.from(
			panel.webview.onDidReceiveMessage((message: unknown) => this.receive(open, message)),
			panel.onDidDispose(() => {
				belongings.dispose();
				if (this.edits.delete(panel)) {
					this.offerUnsaved(open);
				}
			}),
		);
		fillPanel(panel, extensionUri, { name: 'edit', icon: 'reader', title: localize('Edit Paper') });
	}

	private receive(open: OpenEdit, message: unknown): void {
		const intention = parseFromEdit(message);
		if (intention === undefined) {
			this.dependencies.log.warn('The editor of a paper sent a message that is none.');
			return;
		}
		this.heed(open, intention).catch((error: unknown) => {
			this.dependencies.log.error(`The editor of a paper could not do "${intention.type}"`, error);
			this.post(open, { type: 'refused', sentence: localize('Something went wrong. See the Marginalia output for details.') });
		});
	}

	private async heed(open: OpenEdit, intention: FromEdit): Promise<void> {
		switch (intention.type) {
			case 'ready':
				await this.send(open, true);
				if (open.restored !== undefined) {
					this.post(open, { type: 'restore', unsaved: open.restored });
					open.restored = undefined;
				}
				return;
			case 'save':
				await this.save(open, intention.edits);
				return;
			case 'keep':
				this.keep(open, intention.unsaved);
				return;
			case 'forget':
				this.keep(open, undefined);
				return;
			case 'open':
				await commands.executeCommand('marginalia.openPaper', open.key);
				return;
			default:
				intention satisfies never;
		}
	}

	private keep(open: OpenEdit, unsaved: EditState | undefined): void {
		open.unsaved = unsaved;
		open.panel.title = titleOf(open.title, unsaved !== undefined);
	}

	private async save(open: OpenEdit, edits: readonly SeenEdit[]): Promise<void> {
		if (!mayWrite()) {
			this.post(open, { type: 'refused', sentence: localize('This workspace isn’t trusted, so nothing was saved.') });
			return;
		}
		const { library, papers } = this.dependencies;
		const isEntry = papers.head(open.id)?.linked !== undefined;
		const saving = isEntry
			? await (await import('./saveEntry')).saveEntry(papers, open.id, edits, askConflicts)
			: await saveEdits(library, open.id, edits, askConflicts);
		this.report(open, edits, saving);
	}

	private report(open: OpenEdit, edits: readonly SeenEdit[], saving: Saving): void {
		switch (saving.kind) {
			case 'saved': {
				const record = editableRecord(saving.paper);
				open.sent = JSON.stringify(record);
				open.title = saving.paper.title;
				this.post(open, { type: 'saved', edits, record });
				return;
			}
			case 'refused':
				this.post(open, { type: 'refused', sentence: localize('Not saved: {0}', saving.sentence) });
				return;
			case 'cancelled':
				this.post(open, {
					type: 'refused',
					sentence: localize('Not saved: fields were changed elsewhere. Save again to choose which to keep.'),
				});
				return;
			case 'gone':
				this.post(open, { type: 'gone' });
				return;
			default:
				saving satisfies never;
		}
	}

	private async send(open: OpenEdit, always: boolean): Promise<void> {
		const { papers } = this.dependencies;
		const paper = (await papers.paper(open.id)) ?? (await papers.paper(open.key));
		if (!this.edits.has(open.panel)) {
			return;
		}
		if (paper === undefined) {
			this.post(open, { type: 'gone' });
			return;
		}
		const record = editableRecord(paper);
		const text = JSON.stringify(record);
		if (always || text !== open.sent || open.key !== paper['citation-key']) {
			open.sent = text;
			open.id = paper.id;
			open.key = paper['citation-key'];
			open.title = paper.title;
			open.panel.title = titleOf(open.title, open.unsaved !== undefined);
			const file = papers.head(open.id)?.linked?.label ?? '';
			this.post(open, { type: 'record', paper: { id: open.id, key: open.key, file }, record });
		}
	}

	/** A tab can be closed at any time; what was written in it can be had again. */
	private offerUnsaved({ id, title, key, unsaved }: OpenEdit): void {
		if (unsaved !== undefined) {
			tell(window.showWarningMessage, localize('Changes to “{0}” weren’t saved.', printable(shortTitle(title) || key)), {
				[localize('Reopen Editor')]: () => this.show(this.dependencies.papers.head(id) === undefined ? key : id, unsaved),
			});
		}
	}

	/** Of linked files only a `.bib` is edited here; says so of others. */
	private tellLinked(paper: Paper): boolean {
		const linked = this.dependencies.papers.head(paper.id)?.linked;
		if (linked === undefined || isBibtexFile(linked.file)) {
			return false;
		}
		tell(
			window.showInformationMessage,
			localize('“{0}” is an entry of {1}, a linked file. Edit it there.', printable(paper.title), linked.label),
			{
				[localize('Go to Entry')]: () => commands.executeCommand('marginalia.goToEntry', paper.id),
			},
		);
		return true;
	}

	private post({ panel }: OpenEdit, message: ToEdit): void {
		void panel.webview.postMessage(message);
	}
}

function titleOf(title: string, isUnsaved: boolean): string {
	const name = localize('Edit: {0}', shortTitle(printable(title)) || localize('Untitled'));
	return isUnsaved ? `● ${name}` : name;
}

/** Asks which values to keep of fields that somebody else changed since they were shown. */
async function askConflicts(conflicts: readonly EditConflict[], now: Paper): Promise<'mine' | 'theirs' | undefined> {
	const mine = withFieldEdits(
		editableRecord(now),
		conflicts.map(({ field, mine: value }) => (value === undefined ? { field } : { field, value })),
	);
	const lines = conflicts
		// An identifier that stands in two places is one to the user.
		.filter(({ field }) => !['identifiers.doi', 'identifiers.pmid'].includes(field) || conflicts.length === 1)
		.map(({ field }) =>
			localize('{0}: {1} (yours), {2} (there now)', fieldLabel(field, now.type), inWords(mine, field), inWords(now, field)),
		);
	const [keepMine, keepTheirs] = [localize('Keep Mine'), localize('Keep Theirs')];
	const answer = await window.showWarningMessage(
		conflicts.length === 1
			? localize('This field was changed elsewhere while you edited it.')
			: localize('Fields were changed elsewhere while you edited them.'),
		{ modal: true, detail: lines.join('\n') },
		keepMine,
		keepTheirs,
	);
	return answer === keepMine ? 'mine' : answer === keepTheirs ? 'theirs' : undefined;
}

function inWords(record: Parameters<typeof writtenOf>[0], field: string): string {
	const written = writtenOf(record, field);
	const text = typeof written === 'string' ? written : written.map(({ parts }) => Object.values(parts).join(' ')).join('; ');
	return text === '' ? localize('nothing') : `“${printable(cut(text, 120))}”`;
}
