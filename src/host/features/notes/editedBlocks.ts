import { EventEmitter, TabInputTextDiff, Uri, commands, window, workspace } from 'vscode';
import type { Disposable, TextDocumentContentProvider } from 'vscode';
import { applyEdits } from '../../../core/text/edits';
import type { Decision, EditedNote } from './refreshNotes';

const scheme = 'marginalia-refreshed';

/** Shows what a refresh would replace, beside what the user wrote, and asks. */
export class EditedBlocks implements TextDocumentContentProvider, Disposable {
	private readonly changes = new EventEmitter<Uri>();
	readonly onDidChange = this.changes.event;
	private readonly texts = new Map<string, string>();
	private readonly registration = workspace.registerTextDocumentContentProvider(scheme, this);

	readonly ask = async ({ document, offered: parts, left }: EditedNote): Promise<Decision> => {
		if (parts.length === 0) {
			return { kind: 'keep' };
		}
		const name = workspace.asRelativePath(document.uri);
		const refreshed = Uri.from({ scheme, path: document.uri.path });
		const edits = parts.map(({ start, end, fresh }) => ({ start, end, text: fresh }));
		this.texts.set(refreshed.path, applyEdits(document.getText(), edits));
		this.changes.fire(refreshed);
		try {
			await commands.executeCommand('vscode.diff', document.uri, refreshed, `${name}: yours ↔ refreshed`);
			const what = parts.length === 1 ? `the ${parts[0]?.name ?? ''}` : `${parts.length} parts`;
			const answer = await window.showWarningMessage(
				`${reason(what, name, parts)} The difference is shown. Replace your text with the new one?`,
				'Replace',
				'Keep Mine',
				...(left > 0 ? ['Keep All Mine'] : []),
			);
			return answer === 'Replace'
				? { kind: 'replace', parts }
				: answer === 'Keep Mine'
					? { kind: 'decline', parts }
					: { kind: answer === 'Keep All Mine' ? 'keep all' : 'keep' };
		} finally {
			await closeDiff(refreshed);
			this.texts.delete(refreshed.path);
		}
	};

	provideTextDocumentContent(uri: Uri): string {
		return this.texts.get(uri.path) ?? '';
	}

	dispose(): void {
		this.registration.dispose();
		this.changes.dispose();
	}
}

function reason(what: string, name: string, parts: EditedNote['offered']): string {
	return parts.every(({ isUnsealed }) => isUnsealed)
		? `In ${name}, ${what} ${parts.length === 1 ? 'differs' : 'differ'} from the paper, and the note doesn't tell who wrote that: an older version or another tool made it.`
		: `You edited ${what} in ${name}.`;
}

async function closeDiff(refreshed: Uri): Promise<void> {
	const tabs = window.tabGroups.all.flatMap(group => group.tabs).filter(({ input }) => isDiffTo(input, refreshed));
	if (tabs.length > 0) {
		await window.tabGroups.close(tabs);
	}
}

function isDiffTo(input: unknown, refreshed: Uri): boolean {
	return input instanceof TabInputTextDiff && input.modified.toString() === refreshed.toString();
}
