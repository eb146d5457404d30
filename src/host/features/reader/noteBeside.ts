import { ViewColumn, commands, window } from 'vscode';
import type { Memento, Uri } from 'vscode';
import { localize } from '../../../core/data/localize';
import { isThere } from '../../files/filePresence';
import { tell } from '../../ui/commands';
import { textTabs } from '../../ui/textTabs';

const name = 'marginalia.reader.noteBeside';

export interface NoteBesideDependencies {
	/** Where it is remembered whether notes are shown. */
	readonly memory: Memento;
	/** The note of a paper, also one that isn't there yet. */
	readonly noteUri: (key: string) => Promise<Uri | undefined>;
}

/** Keeps the note of the paper in the reader open beside it, in an editor that the next note takes over. */
export class NoteBeside {
	/** Shown last. */
	private shown: Uri | undefined;
	/** Papers come faster than notes open: only the last one's is shown. */
	private last = 0;

	constructor(private readonly dependencies: NoteBesideDependencies) {}

	get isOn(): boolean {
		return this.dependencies.memory.get(name) === true;
	}

	/** Turns it on or off. */
	async toggle(key: string | undefined, readerColumn: ViewColumn | undefined): Promise<void> {
		const isOn = !this.isOn;
		await this.dependencies.memory.update(name, isOn);
		if (!isOn) {
			await this.close();
			window.setStatusBarMessage(localize('Notes are no longer shown beside the reader'), 4000);
			return;
		}
		window.setStatusBarMessage(localize('Notes are shown beside the reader'), 4000);
		if (key !== undefined && !(await this.follow(key, readerColumn))) {
			tell(window.showInformationMessage, localize('“{0}” has no note yet.', key), {
				[localize('Create Note')]: async () => {
					await commands.executeCommand('marginalia.createNotes', key);
					await this.follow(key, readerColumn);
				},
			});
		}
	}

	/** Shows the note of a paper where that is wanted; says whether it has one. The keyboard stays where it is. */
	async follow(key: string, readerColumn: ViewColumn | undefined): Promise<boolean> {
		if (!this.isOn) {
			return false;
		}
		const mine = (this.last += 1);
		const uri = await this.dependencies.noteUri(key);
		const isNote = uri !== undefined && (await isThere(uri));
		if (mine !== this.last) {
			return isNote;
		}
		if (!isNote) {
			await this.close();
			return false;
		}
		await window.showTextDocument(uri, { viewColumn: beside(readerColumn), preserveFocus: true, preview: true });
		this.shown = uri;
		return true;
	}

	/** The note that was shown for another paper goes, unless somebody keeps it open or writes in it. */
	private async close(): Promise<void> {
		const mine = this.shown === undefined ? [] : textTabs(this.shown).flatMap(({ tab }) => (tab.isPreview && !tab.isDirty ? [tab] : []));
		this.shown = undefined;
		if (mine.length > 0) {
			await window.tabGroups.close(mine, true);
		}
	}
}

/** The column after the reader's: `ViewColumn.Beside` would be the one after that of the active editor, the note itself perhaps. */
function beside(column: ViewColumn | undefined): ViewColumn {
	const columns = [ViewColumn.One, ViewColumn.Two, ViewColumn.Three, ViewColumn.Four, ViewColumn.Five];
	return columns.find(other => column === undefined || other > column) ?? ViewColumn.Beside;
}
