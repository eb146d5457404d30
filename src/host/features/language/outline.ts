import { Disposable, DocumentSymbol, SymbolKind, languages } from 'vscode';
import type { DocumentSymbolProvider, TextDocument } from 'vscode';
import { localize } from '../../../core/data/localize';
import { citingLanguages } from '../../../core/citing/languages';
import { keysOfDocument } from '../../documents/documentReading';
import type { PapersOfDocuments } from '../../documents/papersOfDocuments';
import { rangeOf } from '../../documents/rangeOf';
import { onSettingChange, settings } from '../../settings/settings';
import { byline } from './byline';

/**
 * A document's citations in its outline, in the order of the text. Only where the user wants them: beside a second list of symbols VS Code
 * moves the headings one level down, and so no list is there while the setting is off.
 */
export function registerOutline(papersOf: PapersOfDocuments): Disposable {
	let registered: Disposable | undefined;
	const follow = () => {
		registered?.dispose();
		registered = settings.citationsInOutline()
			? languages.registerDocumentSymbolProvider(citingLanguages, new CitationOutline(papersOf), { label: localize('Citations') })
			: undefined;
	};
	follow();
	return Disposable.from(onSettingChange(['outline.citations'], follow), {
		dispose: () => {
			registered?.dispose();
		},
	});
}

class CitationOutline implements DocumentSymbolProvider {
	constructor(private readonly papersOf: PapersOfDocuments) {}

	async provideDocumentSymbols(document: TextDocument): Promise<DocumentSymbol[]> {
		const papers = await this.papersOf.of(document);
		return keysOfDocument(document)
			.filter(({ kind }) => kind === 'citation')
			.map(occurrence => {
				const head = papers.head(occurrence.key);
				const range = rangeOf(document, occurrence);
				return new DocumentSymbol(
					`@${occurrence.key}`,
					head === undefined ? localize('unknown key') : [byline(head), head.title].filter(part => part !== '').join(' · '),
					SymbolKind.Key,
					range,
					range,
				);
			});
	}
}
