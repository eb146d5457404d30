import { CompletionItem, CompletionItemKind, CompletionList, Range } from 'vscode';
import type { CompletionItemProvider, Position, TextDocument } from 'vscode';
import { printKey } from '../../../core/citing/citationKeys';
import type { CompletionPlace } from '../../../core/citing/completion';
import { candidateOf, completionAt, locatorChoices, rankCandidates } from '../../../core/citing/completion';
import { syntaxOf } from '../../../core/citing/syntaxes';
import type { Head } from '../../../core/library/head';
import type { Papers } from '../../../core/library/papers';
import { keysOfDocument } from './citingDocuments';
import { byline, paperPage } from './paperText';

/** The space goes on with a query of several words, and offers locators behind a key. */
export const completionTriggers = ['@', '{', ',', '<', ' '];

/** More words narrow it down; the list says that it is not complete. */
const limit = 50;

/** Papers behind `@` and in `\cite{`, and locators behind a key in brackets. */
export class CitationCompletion implements CompletionItemProvider {
	private readonly heads = new WeakMap<CompletionItem, Head>();

	constructor(private readonly library: Papers) {}

	provideCompletionItems(document: TextDocument, position: Position): CompletionList | undefined {
		const offset = document.offsetAt(position);
		const place = completionAt(document.getText(), offset, document.languageId, { isKey: word => this.library.head(word)?.key.toLowerCase() === word.toLowerCase() });
		if (place === undefined) {
			return undefined;
		}
		const range = { inserting: new Range(document.positionAt(place.start), position), replacing: new Range(document.positionAt(place.start), document.positionAt(place.end)) };
		const items = place.kind === 'locator' ? locatorItems(place.query) : this.paperItems(document, place);
		return new CompletionList(items.map(item => Object.assign(item, { range })), place.kind === 'key');
	}

	/** The abstract, for the paper that is looked at. */
	async resolveCompletionItem(item: CompletionItem): Promise<CompletionItem> {
		const head = this.heads.get(item);
		const paper = head && (await this.library.paper(head.key));
		if (head !== undefined && paper !== undefined) {
			item.detail = [byline(head), `@${head.key}`].filter(part => part !== '').join(' · ');
			item.documentation = paperPage(paper, head);
		}
		return item;
	}

	private paperItems(document: TextDocument, place: CompletionPlace & { readonly kind: 'key' }): CompletionItem[] {
		const cited = this.citedHere(document, place.start).map(head => ({ ...candidateOf(head.key, { title: head.title, author: head.names.map(family => ({ family })), issued: { 'date-parts': head.year === undefined ? [] : [[head.year]] } }), head }));
		const first = rankCandidates(cited, place.query, {}, limit).map(({ head }) => head);
		const found = this.library.find(place.query, { limit });
		const isMarkdown = ['pandoc', 'myst', 'manubot', 'obsidian'].includes(syntaxOf(document.languageId).id);
		return [...new Set([...first, ...found])].slice(0, limit).map((head, index) => {
			const item = new CompletionItem({ label: head.key, description: byline(head), detail: ` ${shortened(head.title)}` }, CompletionItemKind.Reference);
			item.insertText = isMarkdown && !place.braced ? printKey(head.key).slice(1) : head.key;
			// Our search decides what fits and in which order: what is typed begins every text that the editor filters by.
			item.filterText = `${place.query}${place.query.endsWith(' ') ? '' : ' '}${head.key} ${head.title}`;
			item.sortText = String(index).padStart(3, '0');
			this.heads.set(item, head);
			return item;
		});
	}

	/** Papers that the document cites elsewhere than at the offset. */
	private citedHere(document: TextDocument, at: number): readonly Head[] {
		const keys = keysOfDocument(document).filter(({ start, kind }) => start !== at && kind === 'citation');
		return [...new Set(keys.map(({ key }) => this.library.head(key)))].filter(head => head !== undefined);
	}
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
