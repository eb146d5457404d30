import { Location, Position, SymbolInformation, SymbolKind } from 'vscode';
import type { WorkspaceSymbolProvider } from 'vscode';
import type { Papers } from '../../../core/library/papers';
import { paperUri } from '../../library/paperScheme';
import { byline } from './byline';

const limit = 50;

/** Papers in Go to Symbol in Workspace. */
export class PaperSymbols implements WorkspaceSymbolProvider {
	constructor(private readonly library: Papers) {}

	provideWorkspaceSymbols(query: string): SymbolInformation[] {
		// Without a word every paper would stand among the symbols of code.
		return query.trim() === ''
			? []
			: this.library
					.find(query, { limit })
					.map(
						head =>
							new SymbolInformation(
								`${head.key}: ${head.title}`,
								SymbolKind.File,
								byline(head),
								new Location(paperUri(head.key), new Position(0, 0)),
							),
					);
	}
}
