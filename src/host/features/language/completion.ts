import { CompletionItem, CompletionItemKind, CompletionList, Range, TextEdit, window } from 'vscode';
import type { CompletionItemProvider, Disposable, Position, TextDocument } from 'vscode';
import { localize } from '../../../core/data/localize';
import { printKey } from '../../../core/markdown/citationKeys';
import { candidateOf, completionAt, couldComplete, locatorChoices, rankCandidates } from '../../../core/citing/completion';
import type { CompletionCandidate } from '../../../core/citing/completion';
import { markdownLanguages, syntaxOf } from '../../../core/citing/languages';
import type { CompletionPlace } from '../../../core/citing/syntax';
import type { DocumentPapers } from '../../../core/library/documentPapers';
import type { Head } from '../../../core/paper/head';
import type { Papers } from '../../../core/library/papers';
import type { Log } from '../../../core/files/ports';
import { latestKeysOfDocument, proseOfDocument } from '../../documents/documentReading';
import type { PapersOfDocuments } from '../../documents/papersOfDocuments';
import { pause } from '../../ui/pause';
import type { RecentKeys } from '../../library/recentKeys';
import { byline } from './byline';

/** More words narrow it down; the list says that it is not complete. */
const limit = 50;

/** In UTF-16 code units: a shorter document is read within a key press. */
const longText = 100_000;

/** What an accepted paper runs, so that it comes first the next time. */
export const rememberCommand = '_marginalia.rememberCited';

/** Papers behind `@` and in `\cite{`, and locators behind a key in brackets. */
export class CitationCompletion implements CompletionItemProvider {
	private readonly shown = new WeakMap<CompletionItem, { readonly head: Head; readonly papers: DocumentPapers }>();
	private readonly candidates = new WeakMap<Head, CompletionCandidate & { readonly head: Head }>();

	constructor(
		private readonly library: Papers,
		private readonly papersOf: PapersOfDocuments,
		private readonly recent: RecentKeys,
	) {}

	/** Reads a long document when it is shown, so that the first key press in it is as fast as every other. */
	readAhead(log: Log): Disposable {
		const read = (document: TextDocument | undefined) => {
			const text = document !== undefined && markdownLanguages.includes(document.languageId) ? document.getText() : '';
			if (document !== undefined && text.length > longText) {
				proseOfDocument(document)
					.prepare(text, pause)
					.catch((error: unknown) => log.error('A document could not be read ahead', error));
			}
		};
		read(window.activeTextEditor?.document);
		return window.onDidChangeActiveTextEditor(editor => read(editor?.document));
	}

	provideCompletionItems(document: TextDocument, position: Position): CompletionList | undefined {
		if (!couldComplete(document.lineAt(position).text.slice(0, position.character), document.languageId)) {
			return undefined;
		}
		const offset = document.offsetAt(position);
		const papers = this.papersOf.lastOf(document);
		const isKey = (word: string) => papers.head(word)?.key.toLowerCase() === word.toLowerCase();
		const place = completionAt(document.getText(), offset, document.languageId, { isKey, prose: proseOfDocument(document) });
		if (place === undefined) {
			return undefined;
		}
		const range = {
			inserting: new Range(document.positionAt(place.start), position),
			replacing: new Range(document.positionAt(place.start), document.positionAt(place.end)),
		};
		const items = place.kind === 'locator' ? locatorItems(place.query) : this.paperItems(document, place, papers);
		return new CompletionList(
			items.map(item => Object.assign(item, { range })),
			place.kind === 'key',
		);
	}

	/** The abstract, for the paper that is looked at. */
	async resolveCompletionItem(item: CompletionItem): Promise<CompletionItem> {
		const { head, papers } = this.shown.get(item) ?? {};
		const paper = head && (await papers?.paper(head.key));
		if (head !== undefined && paper !== undefined) {
			item.detail = [byline(head), `@${head.key}`].filter(part => part !== '').join(' · ');
			const { hoverPage } = await import('./paperText');
			item.documentation = hoverPage(paper, head);
		}
		return item;
	}

	private paperItems(document: TextDocument, place: CompletionPlace & { readonly kind: 'key' }, papers: DocumentPapers): CompletionItem[] {
		const { completed } = syntaxOf(document.languageId);
		const text = completed === undefined ? '' : document.getText();
		const cited = citedHere(document, place.start, papers);
		const recent = this.recent.keys();
		const near = new Set(
			[...cited, ...recent.map(key => papers.head(key)), ...papers.sources.written.map(({ head }) => head)].filter(
				head => head !== undefined,
			),
		);
		const first = rankCandidates(
			Array.from(near, head => this.candidate(head)),
			place.query,
			{ cited: new Set(cited.map(({ key }) => key)), recent },
			limit,
		).map(({ head }) => head);
		// What is found by its words goes by the key that the document has it under.
		const found = this.library.find(place.query, { limit }).map(head => papers.head(head.key) ?? head);
		return [...new Set([...first, ...found])].slice(0, limit).map((head, index) => {
			const item = new CompletionItem(
				{ label: head.key, description: byline(head), detail: ` ${shortened(head.title)}` },
				CompletionItemKind.Reference,
			);
			const whole = completed?.(text, place, head.key);
			item.insertText = whole?.text ?? (place.bare ? head.key : printKey(head.key).slice(1));
			if (whole !== undefined) {
				// What stands before the key goes with it.
				item.additionalTextEdits = [
					TextEdit.delete(new Range(document.positionAt(whole.start), document.positionAt(place.start))),
					...(whole.end > place.end ? [TextEdit.delete(new Range(document.positionAt(place.end), document.positionAt(whole.end)))] : []),
				];
			}
			// Our search decides what fits and in which order: what is typed begins every text that the editor filters by.
			item.filterText = `${place.query}${place.query.endsWith(' ') ? '' : ' '}${head.key} ${head.title}`;
			item.sortText = String(index).padStart(3, '0');
			item.command = { command: rememberCommand, title: localize('Remember'), arguments: [head.key] };
			this.shown.set(item, { head, papers });
			return item;
		});
	}

	private candidate(head: Head): CompletionCandidate & { readonly head: Head } {
		const known = this.candidates.get(head) ?? {
			...candidateOf(head.key, {
				title: head.title,
				author: head.names.map(family => ({ family })),
				issued: { 'date-parts': head.year === undefined ? [] : [[head.year]] },
			}),
			head,
		};
		this.candidates.set(head, known);
		return known;
	}
}

/** Papers that the document cites elsewhere than at the offset. */
function citedHere(document: TextDocument, at: number, papers: DocumentPapers): readonly Head[] {
	const keys = latestKeysOfDocument(document).filter(({ start, kind }) => start !== at && kind === 'citation');
	return [...new Set(keys.map(({ key }) => papers.head(key)))].filter(head => head !== undefined);
}

function locatorItems(query: string): CompletionItem[] {
	return locatorChoices(query).map(({ label, text }, index) => {
		const item = new CompletionItem({ label: text.trim(), description: label }, CompletionItemKind.Keyword);
		item.insertText = text;
		item.filterText = `${query} ${label} ${text}`;
		item.sortText = String(index).padStart(3, '0');
		return item;
	});
}

function shortened(title: string): string {
	return title.length > 60 ? `${title.slice(0, 59).trimEnd()}…` : title;
}
