import { WorkspaceEdit, window, workspace } from 'vscode';
import type { QuickPickItem, TextDocument } from 'vscode';
import { localize } from '../../../core/data/localize';
import { nearestKeys } from '../../../core/citing/keyProblems';
import { citedKeys } from '../../../core/citing/keyOccurrences';
import { isObject, textOf } from '../../../core/data/json';
import type { Papers } from '../../../core/library/papers';
import { pickPapers } from '../../library/paperPicker';
import { rangeOf } from '../../documents/rangeOf';
import { plainLabel } from '../../../core/text/printable';

interface KeyItem extends QuickPickItem {
	readonly key?: string;
}

/**
 * Asks which paper was meant by a key nothing is known of, the nearest keys first, and cites that everywhere in the document, as one undo
 * step.
 */
export async function replaceUnknownKey(papers: Papers, document: TextDocument | undefined, node: unknown): Promise<void> {
	const key = textOf(isObject(node) ? node['key'] : node);
	if (document === undefined || key === undefined) {
		return;
	}
	const meant = await askForKey(papers, key);
	if (meant !== undefined) {
		const edit = new WorkspaceEdit();
		for (const occurrence of citedKeys(document.getText(), document.languageId).filter(cited => cited.key === key)) {
			edit.replace(document.uri, rangeOf(document, occurrence), meant);
		}
		await workspace.applyEdit(edit);
	}
}

async function askForKey(papers: Papers, key: string): Promise<string | undefined> {
	const near = nearestKeys(key, papers.heads(), 5);
	const items = near.map((found): KeyItem => ({
		label: plainLabel(papers.head(found)?.title ?? found),
		description: plainLabel(`@${found}`),
		key: found,
	}));
	const search: KeyItem = { label: localize('$(search) Search the Library…'), alwaysShow: true };
	const picked =
		items.length === 0
			? search
			: await window.showQuickPick([...items, search], {
					title: localize('Select the paper for @{0}', key),
					placeHolder: localize('It replaces the unknown key throughout this document'),
				});
	if (picked !== search) {
		return picked?.key;
	}
	const keys = await pickPapers(papers, {
		title: localize('Select the paper for @{0}', key),
		placeholder: localize('Title, author, year, key or tag'),
		many: false,
	});
	return keys?.[0];
}
