import type { FormattedDocument } from './bibliography/formatter';
import { StyleError } from './bibliography/styleError';
import { carriedOver, citationSignature } from './citationSignature';
import type { DocumentFormatting } from './documentFormatting';
import type { DocumentSettings } from './documentSettings';
import { documentSettings } from './documentSettings';
import type { ProjectMetadata } from './projectMetadata';
import { listTitle } from './listTitle';
import type { PreviewSource, PreviewedCitations } from './markdownItPlugin';
import type { Citation, FoundCitation } from './syntax';

/** What the preview asks of its host. */
export interface PreviewHost {
	readonly formatting: Pick<DocumentFormatting, 'format'>;
	/** The URI of the document that a text is of; a text that is of none may have any name. */
	documentOf(text: string): string;
	/** What the document's project says, as far as it is known; whoever learns more of it says that all is stale. */
	projectOf?(document: string, text: string): ProjectMetadata | undefined;
	/** What is to be shown of a text at once, where somebody has formatted it. */
	shownOf?(
		text: string,
	): { readonly found: readonly Citation[]; readonly formatted: FormattedDocument; readonly settings: DocumentSettings } | undefined;
	/** Asks for the documents in sight to be rendered again. */
	refresh(): void;
	/** Told of every failure to format, such as a style that cannot be read. */
	report(error: unknown): void;
}

interface Shown {
	/** The citations and settings that were asked for last, as one text. */
	wanted: string;
	/** What was formatted last, and for which citations. */
	former: Formatted | undefined;
	/** What of it was rendered last. */
	rendered: Formatted | undefined;
}

interface Formatted {
	readonly citations: readonly Citation[];
	readonly result: FormattedDocument;
}

/** So many documents are remembered. */
const capacity = 20;

/**
 * Lends the preview, which renders at once, what formatting gives in its own time: citations keep their last look until the new one is
 * there, and then the preview is asked to render again.
 */
export class CitationPreview {
	private readonly documents = new Map<string, Shown>();

	constructor(private readonly host: PreviewHost) {}

	/** For {@link citationsPlugin}. */
	readonly source: PreviewSource = (text, found) => {
		const given = this.host.shownOf?.(text);
		if (given !== undefined) {
			return previewed({ citations: given.found, result: given.formatted }, found, given.settings);
		}
		const document = this.host.documentOf(text);
		const settings = documentSettings(text, this.host.projectOf?.(document, text));
		const shown = this.shown(document);
		const wanted = JSON.stringify([
			settings,
			found.map(({ form, inNote, opensNote, endsNote, order, ownNotes, cites }) => [
				form,
				inNote,
				opensNote,
				endsNote,
				order,
				ownNotes,
				cites.map(withoutPlace),
			]),
		]);
		if (shown.wanted !== wanted) {
			shown.wanted = wanted;
			this.formatLater(document, shown, settings, found).catch((error: unknown) => {
				// A style stays as it is; whatever else went wrong, the next rendering tries again.
				if (!(error instanceof StyleError) && shown.wanted === wanted) {
					shown.wanted = '';
				}
				this.host.report(error);
			});
		}
		const { former } = shown;
		return former && { ...previewed(former, found, settings), rendered: () => (shown.rendered = former) };
	};

	/** The documents that were not rendered since there was something new to show in them. Nobody tells which are out of sight. */
	get behind(): readonly string[] {
		return [...this.documents].flatMap(([document, { wanted, former, rendered }]) =>
			wanted === '' || former !== rendered ? document : [],
		);
	}

	/** Forgets the documents that nobody renders any more, until they are rendered again. */
	forgetBehind(): void {
		this.behind.forEach(document => this.documents.delete(document));
	}

	/** The style or the papers changed: what is shown stays until it is formatted again. */
	stale(): void {
		for (const shown of this.documents.values()) {
			shown.wanted = '';
		}
		if (this.documents.size > 0) {
			this.host.refresh();
		}
	}

	private shown(document: string): Shown {
		const shown = this.documents.get(document) ?? { wanted: '', former: undefined, rendered: undefined };
		this.documents.delete(document);
		this.documents.set(document, shown);
		const [oldest] = this.documents.keys();
		if (this.documents.size > capacity && oldest !== undefined) {
			this.documents.delete(oldest);
		}
		return shown;
	}

	private async formatLater(document: string, shown: Shown, settings: DocumentSettings, citations: readonly Citation[]): Promise<void> {
		const { wanted } = shown;
		const result = await this.host.formatting.format(document, settings, citations);
		const { former } = shown;
		// What reads otherwise, such as `[@a, page 1]` for `[@a, p. 1]`, stands there as it is written until it is rendered again.
		const changed =
			former === undefined ||
			signaturesOf(former.citations) !== signaturesOf(citations) ||
			JSON.stringify(result) !== JSON.stringify(former.result);
		if (shown.wanted === wanted) {
			shown.former = { citations, result };
			if (changed) {
				this.host.refresh();
			} else {
				shown.rendered = shown.former;
			}
		}
	}
}

function signaturesOf(citations: readonly Citation[]): string {
	return citations.map(citationSignature).join('\n');
}

function previewed({ citations, result }: Formatted, found: readonly FoundCitation[], settings: DocumentSettings): PreviewedCitations {
	return {
		citations: carriedOver(citations, result.citations, found),
		references: result.references,
		listed: settings.suppressBibliography !== true,
		hangingIndent: result.hangingIndent,
		linked: settings.linkCitations ?? true,
		title: listTitle(settings),
	};
}

function withoutPlace({ key, prefix, locator, suffix, tail, suppressAuthor }: Citation['cites'][number]): readonly unknown[] {
	return [key, prefix, locator, suffix, tail, suppressAuthor];
}
