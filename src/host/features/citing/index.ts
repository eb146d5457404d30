import { Disposable, Selection, env, window, workspace } from 'vscode';
import type { TextDocument, TextEditor, Uri } from 'vscode';
import { localize } from '../../../core/data/localize';
import { insertCitation, insertCites } from '../../../core/citing/insertion';
import type { CitationLook } from '../../../core/citing/insertion';
import type { Cite } from '../../../core/citing/syntax';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import type { Papers } from '../../../core/library/papers';
import { present } from '../../../core/paper/paper';
import { Pace } from '../../../core/work/pace';
import type { Log } from '../../../core/files/ports';
import { keysOf } from '../../ui/commandArguments';
import { registerCommand, tell } from '../../ui/commands';
import { pause } from '../../ui/pause';
import type { FormatReference } from '../../documents/formatReference';
import type { LastEditor } from '../../documents/lastEditor';
import type { Network } from '../../network/network';
import type { LastLook } from '../../library/lastLook';
import { pickPapers } from '../../library/paperPicker';
import type { PickOptions } from '../../library/paperPicker';
import type { SearchedServices } from '../../library/serviceSearch';
import { rangeOf } from '../../documents/rangeOf';
import { notePapersUsed } from '../../library/recentPapers';
import type { RecentKeys } from '../../library/recentKeys';
import { registerPasting } from './pasting';

export interface CitingDependencies {
	/** Where pasted papers go. */
	readonly library: RecordedLibrary;
	readonly papers: Papers;
	readonly log: Log;
	readonly lastEditor: LastEditor;
	readonly recent: RecentKeys;
	readonly look: LastLook;
	readonly formatReference: FormatReference;
	/** What a document's style makes of the citation between two offsets of a text that it may come to have; empty where none is. */
	readonly formatDraft: (document: TextDocument, text: string, start: number, end: number) => Promise<string>;
	readonly noteUri: (key: string) => Promise<Uri | undefined>;
	readonly network: () => Promise<Network>;
}

/** Citations into documents (by command, drop or paste), onto the clipboard, and from one syntax into another. */
export function registerCiting(dependencies: CitingDependencies): Disposable {
	const { papers, log } = dependencies;
	const ask = (title: string, services?: PickOptions['services']) =>
		pickPapers(papers, {
			title,
			placeholder: localize('Title, author, year, key or tag; select one or more'),
			many: true,
			...present('services', services),
		});
	/** What is cited may come from services; it is added to the library, which an untrusted workspace must not have changed. */
	const askToCite = (title: string) => ask(title, workspace.isTrusted ? { open: () => openServices(dependencies), log } : undefined);
	return Disposable.from(
		registerCommand(log, 'marginalia.insertCitation', async (...args) => {
			const editor = await editorToCiteIn(dependencies);
			const keys = editor && (keysOf(args) ?? (await askToCite(localize('Insert citation'))));
			if (keys !== undefined) {
				const { detailsOf } = await import('./details');
				const look = detailsOf(args).look ?? dependencies.look.get();
				await citeIn(
					dependencies,
					editor,
					keys.map(key => ({ key: currentKey(papers, key) })),
					look,
				);
			}
		}),
		registerCommand(log, 'marginalia.insertCitationWithDetails', async (...args) => {
			const editor = await editorToCiteIn(dependencies);
			const keys = editor && (keysOf(args) ?? (await askToCite(localize('Insert citation with details'))));
			const { describedCitation, detailsOf } = await import('./details');
			const current = keys?.map(key => currentKey(papers, key)) ?? [];
			const look = dependencies.look.get();
			const details =
				editor === undefined || current.length === 0
					? undefined
					: (describedCitation(current, detailsOf(args), look) ?? (await askCitation(dependencies, editor, current, look)));
			if (details !== undefined) {
				await citeIn(dependencies, editor, details.cites, details.look);
			}
		}),
		registerCommand(log, 'marginalia.convertCitations', async target =>
			(await import('./conversion')).convertDocument(dependencies.lastEditor, target),
		),
		registerCommand(log, 'marginalia.copyCitation', async (...args) => {
			const keys = keysOf(args) ?? (await ask(localize('Copy citation')));
			if (keys !== undefined) {
				const languageId = window.activeTextEditor?.document.languageId ?? 'markdown';
				await copy(
					insertCitation(
						'',
						0,
						keys.map(key => currentKey(papers, key)),
						languageId,
					).text,
				);
			}
		}),
		registerCommand(log, 'marginalia.copyBibtex', async (...args) => {
			const keys = keysOf(args) ?? (await ask(localize('Copy BibTeX')));
			if (keys !== undefined) {
				const { toBibtex } = await import('../../../core/bibtex/write/bibtex');
				await copy(toBibtex(await papers.papers(keys)));
			}
		}),
		registerPasting(dependencies),
	);
}

async function openServices({ network, library, log }: CitingDependencies): Promise<SearchedServices> {
	const [{ asking }, { knownAmong }] = await Promise.all([network(), import('../../../core/library/knownPapers')]);
	return {
		asking,
		knownAmong: papers => knownAmong(library, papers, new Pace(pause)),
		add: async papers => {
			const { taken } = await library.step(localize('Add Paper'), editor => editor.add(papers));
			return taken.map(({ key }) => key).filter(key => library.head(key) !== undefined);
		},
		log,
	};
}

/** Asks for the details, and shows what the document's style makes of them at the first cursor. */
async function askCitation(
	{ papers, log, formatDraft }: CitingDependencies,
	editor: TextEditor,
	keys: readonly string[],
	look: CitationLook,
) {
	const { askCitation: ask } = await import('./citationDialog');
	const { document, selection } = editor;
	return ask({
		keys,
		look,
		log,
		headOf: key => papers.head(key),
		draft: citation => {
			const text = document.getText();
			const edit = insertCites(text, document.offsetAt(selection.active), citation.cites, document.languageId, citation.look);
			const changed = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
			return { source: edit.text, shown: formatDraft(document, changed, edit.start, edit.caret) };
		},
	});
}

async function editorToCiteIn({ lastEditor }: CitingDependencies): Promise<TextEditor | undefined> {
	const editor = await lastEditor.get();
	if (editor === undefined) {
		tell(window.showInformationMessage, localize('Open a document to insert a citation.'));
	}
	return editor;
}

/** Writes the citation at every cursor, as one undo step, and leaves each cursor behind it. */
async function citeIn(
	{ recent, look: lastLook }: CitingDependencies,
	editor: TextEditor | undefined,
	cites: readonly Cite[],
	look: CitationLook,
): Promise<void> {
	if (editor === undefined) {
		return;
	}
	const { document } = editor;
	const text = document.getText();
	const insertions = editor.selections.map(selection =>
		insertCites(text, document.offsetAt(selection.active), cites, document.languageId, look),
	);
	// Two cursors within one citation ask for the same change of it.
	const distinct = [...new Map(insertions.map(insertion => [insertion.start, insertion])).values()].sort((a, b) => a.start - b.start);
	const done = await editor.edit(edit => distinct.forEach(insertion => edit.replace(rangeOf(document, insertion), insertion.text)));
	if (!done) {
		tell(window.showErrorMessage, localize('Couldn’t insert the citation: the document is read-only.'));
		return;
	}
	let shift = 0;
	editor.selections = distinct.map(({ start, end, text: inserted, caret }) => {
		const position = document.positionAt(caret + shift);
		shift += inserted.length - (end - start);
		return new Selection(position, position);
	});
	await window.showTextDocument(document, { ...present('viewColumn', editor.viewColumn), preserveFocus: false });
	const keys = cites.map(({ key }) => key);
	await Promise.all([recent.add(keys), notePapersUsed(keys), lastLook.set(look)]);
}

/** An alias cites the key that the paper has now; an unknown key is cited as it is. */
function currentKey(papers: Papers, key: string): string {
	return papers.head(key)?.key ?? key;
}

async function copy(text: string): Promise<void> {
	await env.clipboard.writeText(text);
	window.setStatusBarMessage(localize('$(check) Copied'), 3000);
}
