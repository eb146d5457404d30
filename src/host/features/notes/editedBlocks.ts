import { EventEmitter, TabInputTextDiff, Uri, commands, window, workspace } from 'vscode';
import type { Disposable, TextDocumentContentProvider } from 'vscode';
import { localize } from '../../../core/data/localize';
import { applyEdits } from '../../../core/text/edits';
import type { Decision, EditedNote } from './refreshNotes';
import { plainMessage } from '../../../core/text/printable';

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
			await commands.executeCommand('vscode.diff', document.uri, refreshed, localize('{0}: Yours ↔ Refreshed', name));
			const [replace, keep, keepAll] = [localize('Replace'), localize('Keep Mine'), localize('Keep All Mine')];
			const answer = await window.showWarningMessage(
				plainMessage(localize('{0} Replace your text with the new text on the right?', reason(name, parts))),
				replace,
				keep,
				...(left > 0 ? [keepAll] : []),
			);
			return answer === replace
				? { kind: 'replace', parts }
				: answer === keep
					? { kind: 'decline', parts }
					: { kind: answer === keepAll ? 'keep all' : 'keep' };
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

function reason(name: string, parts: EditedNote['offered']): string {
	const block = parts[0]?.name ?? '';
	return parts.every(({ isUnsealed }) => isUnsealed)
		? parts.length === 1
			? localize('In {0}, “{1}” differs from the paper. You or an older version of Marginalia may have written it.', name, block)
			: localize(
					'In {0}, {1} parts differ from the paper. You or an older version of Marginalia may have written them.',
					name,
					parts.length,
				)
		: parts.length === 1
			? localize('You edited “{0}” in {1}.', block, name)
			: localize('You edited {0} parts of {1}.', parts.length, name);
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
