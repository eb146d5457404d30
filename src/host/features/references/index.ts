import { Disposable, Range, Selection, TextEditorRevealType, Uri, commands, window, workspace } from 'vscode';
import type { TextDocument, TreeView } from 'vscode';
import { localize } from '../../../core/data/localize';
import { referenceOrders } from '../../../core/citing/citedWorks';
import type { ReferenceOrder } from '../../../core/citing/citedWorks';
import type { Papers } from '../../../core/library/papers';
import { nameOf } from '../../../core/library/volumeText';
import type { Log } from '../../../core/files/ports';
import type { CitationFormatting } from '../../documents/citationFormatting';
import type { CitingDocument } from '../../documents/citingDocument';
import { AfterPause } from '../../ui/afterPause';
import { registerCommand } from '../../ui/commands';
import { SlowSign } from '../../ui/slowSign';
import { changeSetting, onSettingChange, settings } from '../../settings/settings';
import type { ReferenceNode } from './tree';
import { ReferencesTree } from './tree';

export interface ReferencesDependencies {
	readonly papers: Papers;
	readonly log: Log;
	readonly formatting: CitationFormatting;
	readonly citing: CitingDocument;
}

/** So long behind the last key that changes a document (ms). */
const delay = 300;

/** The References view: what the document at hand cites, in its style. */
export function registerReferences({ papers, log, formatting, citing }: ReferencesDependencies): Disposable {
	const tree = new ReferencesTree(papers);
	const view = window.createTreeView('marginalia.references', { treeDataProvider: tree, showCollapseAll: true });
	const references = new References(tree, view, { papers, log, formatting, citing });
	void commands.executeCommand('setContext', 'marginalia.referenceOrder', settings.referenceOrder());
	return Disposable.from(
		view,
		references,
		citing.onDidChange(() => references.refresh()),
		view.onDidChangeVisibility(() => references.refresh()),
		formatting.onDidChange(() => references.later()),
		formatting.onDidChangeChapters(() => references.later()),
		workspace.onDidChangeTextDocument(({ document }) => {
			if (document === citing.document) {
				references.later();
			}
		}),
		onSettingChange(['references.order'], () => references.refresh()),
		...referenceOrders.flatMap(order =>
			['', '.current'].map(suffix =>
				registerCommand(log, `marginalia.references.by${order === 'bibliography' ? 'Bibliography' : 'Appearance'}${suffix}`, () =>
					changeSetting('references.order', order),
				),
			),
		),
		registerCommand(log, 'marginalia.goToCitation', (uri, range) => goTo(uri, range)),
		registerCommand(log, 'marginalia.replaceUnknownKey', async node =>
			(await import('./replaceUnknownKey')).replaceUnknownKey(papers, citing.document, node),
		),
		registerCommand(log, 'marginalia.copyReferences', () => references.copy()),
	);
}

class References implements Disposable {
	private readonly refreshing = new AfterPause(delay, () => this.refresh());
	/** Whose references the view shows; others are not known yet. */
	private shown: TextDocument | undefined;
	private readonly sign = new SlowSign(untilDone => {
		void window.withProgress({ location: { viewId: 'marginalia.references' } }, () => untilDone);
	});

	constructor(
		private readonly tree: ReferencesTree,
		private readonly view: TreeView<ReferenceNode>,
		private readonly dependencies: ReferencesDependencies,
	) {
		this.refresh();
	}

	/** Once the document has been left alone for a moment. */
	later(): void {
		this.refreshing.ask();
	}

	refresh(): void {
		this.refreshing.dispose();
		const { document } = this.dependencies.citing;
		void commands.executeCommand('setContext', 'marginalia.hasCitingDocument', document !== undefined);
		if (document !== this.shown) {
			void commands.executeCommand('setContext', 'marginalia.citesNothing', false);
		}
		if (this.view.visible) {
			this.show().catch((error: unknown) => {
				this.dependencies.log.error('References could not be formatted', error);
				this.view.message = localize('Couldn’t format the references. See the Marginalia output for details.');
			});
		}
	}

	/** Everything the document cites, as its style lists it, onto the clipboard. */
	async copy(): Promise<void> {
		const { citing, formatting } = this.dependencies;
		if (citing.document !== undefined) {
			const { formatted, settings: style } = await formatting.ofDocument(citing.document);
			await commands.executeCommand(
				'marginalia.copyFormattedReference',
				formatted.references.map(({ key }) => key),
				{ style: style.csl ?? settings.citationStyle() },
			);
		}
	}

	dispose(): void {
		this.refreshing.dispose();
	}

	private async show(): Promise<void> {
		const { citing, formatting } = this.dependencies;
		const { document } = citing;
		const order: ReferenceOrder = settings.referenceOrder();
		void commands.executeCommand('setContext', 'marginalia.referenceOrder', order);
		const cited = document === undefined ? undefined : await this.sign.during(() => formatting.ofDocument(document));
		// Another key was typed, or another document chosen, meanwhile: what that asked for comes.
		if (document !== citing.document || (document !== undefined && cited?.version !== document.version)) {
			return;
		}
		const { unknown, known } = this.tree.show(document, cited, order);
		this.shown = document;
		const citesNothing = document !== undefined && known.length + unknown.length === 0;
		void commands.executeCommand('setContext', 'marginalia.citesNothing', citesNothing);
		this.view.message = '';
		// Whose references they are: with the reader in front, they stay those of the last document.
		this.view.description =
			document === undefined ? '' : [nameOf(document.uri.path), countsOf(known.length, unknown.length)].filter(Boolean).join(' · ');
	}
}

/** `12`, `12, 1 unknown` or `1 unknown`; empty where nothing is cited. */
function countsOf(known: number, unknown: number): string {
	if (unknown > 0) {
		return known === 0 ? localize('{0} unknown', unknown) : localize('{0}, {1} unknown', known, unknown);
	}
	return known === 0 ? '' : String(known);
}

async function goTo(uri: unknown, range: unknown): Promise<void> {
	if (uri instanceof Uri && range instanceof Range) {
		const document = await workspace.openTextDocument(uri);
		const visible = window.visibleTextEditors.find(editor => editor.document === document);
		const editor = await window.showTextDocument(document, {
			...(visible?.viewColumn === undefined ? {} : { viewColumn: visible.viewColumn }),
			preserveFocus: true,
		});
		editor.selection = new Selection(range.start, range.end);
		editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
	}
}
