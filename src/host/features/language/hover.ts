import { localize } from '../../../core/data/localize';
import { Hover, commands } from 'vscode';
import type { HoverProvider, Position, TextDocument } from 'vscode';
import type { Paper } from '../../../core/paper/paper';
import { present } from '../../../core/paper/paper';
import type { FormatReference } from '../../documents/formatReference';
import type { PapersOfDocuments } from '../../documents/papersOfDocuments';
import { rangeOf } from '../../documents/rangeOf';
import { keyAt } from '../../documents/documentReading';

/** What may be opened from a hover, where the command is there. */
function openers(): readonly (readonly [label: string, command: string])[] {
	return [
		[localize('Open paper'), 'marginalia.openPaper'],
		[localize('Open note'), 'marginalia.openNote'],
		[localize('Edit paper'), 'marginalia.editPaper'],
		[localize('Open PDF'), 'marginalia.openPdf'],
		[localize('Open in Zotero'), 'marginalia.showInZotero'],
	];
}

/** The paper behind a citation key. */
export class CitationHover implements HoverProvider {
	constructor(
		private readonly papersOf: PapersOfDocuments,
		private readonly formatReference: FormatReference,
	) {}

	async provideHover(document: TextDocument, position: Position): Promise<Hover | undefined> {
		const occurrence = keyAt(document, position);
		if (occurrence === undefined) {
			return undefined;
		}
		const papers = await this.papersOf.of(document);
		const head = papers.head(occurrence.key);
		const paper = await papers.paper(occurrence.key);
		if (head === undefined || paper === undefined) {
			return undefined;
		}
		const reference = await this.formatReference(document, occurrence.key).catch(() => undefined);
		const { hoverPage } = await import('./paperText');
		const name = papers.nameOf(head);
		return new Hover(
			hoverPage(paper, head, {
				...present('reference', reference),
				...(name === undefined ? {} : { opening: { name, commands: await availableOpeners(paper) } }),
			}),
			rangeOf(document, occurrence),
		);
	}
}

async function availableOpeners(paper: Paper): Promise<Readonly<Record<string, string>>> {
	const known = new Set(await commands.getCommands(true));
	const { knowsPdf } = await import('../../../core/reading/openablePdf');
	return Object.fromEntries(openers().filter(([, command]) => known.has(command) && (command !== 'marginalia.openPdf' || knowsPdf(paper))));
}
