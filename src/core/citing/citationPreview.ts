import { present } from '../paper';
import type { FormattedDocument, Formatter } from './bibliography/formatter';
import { carriedOver } from './citationSignature';
import type { DocumentSettings } from './documentSettings';
import { documentSettings } from './documentSettings';
import type { PreviewSource, PreviewedCitations } from './markdownItPlugin';
import type { Citation, FoundCitation } from './syntax';

/** What the preview asks of its host. */
export interface PreviewHost {
	/** A formatter for the style and language a document asks for. */
	open(settings: DocumentSettings): Promise<Formatter>;
	/** Makes the papers of these keys known to every formatter. */
	load(keys: readonly string[]): Promise<void>;
	/** Asks for the documents in sight to be rendered again. */
	refresh(): void;
	/** Told of every failure to format, such as a style that cannot be read. */
	report(error: unknown): void;
}

interface Shown {
	readonly formatter: Promise<Formatter>;
	readonly style: string;
	/** The citations that were asked for last, as one text. */
	wanted: string;
	/** What was formatted last, and for which citations. */
	former: { readonly citations: readonly Citation[]; readonly result: FormattedDocument } | undefined;
}

/** So many documents are remembered. */
const capacity = 20;

/**
 * Lends the preview, which renders at once, what formatting gives in its own time: citations keep their last look until the new one is there, and then the preview
 * is asked to render again.
 */
export class CitationPreview {
	private readonly documents = new Map<string, Shown>();

	constructor(private readonly host: PreviewHost) {}

	/** For {@link citationsPlugin}. Documents are told apart by what VS Code's preview renders with, `currentDocument`. */
	readonly source: PreviewSource = (text, found, environment) => {
		const settings = documentSettings(text);
		const shown = this.shown(documentName(environment), settings);
		const wanted = JSON.stringify(found.map(citation => [citation.form, citation.cites.map(withoutPlace)]));
		if (shown.wanted !== wanted) {
			shown.wanted = wanted;
			void this.formatLater(shown, found, wanted);
		}
		return shown.former && previewed(shown.former, found, settings);
	};

	/** Formats everything anew: the style of choice changed. */
	forget(): void {
		this.documents.clear();
		this.host.refresh();
	}

	/** Papers changed: what is shown stays until it is formatted again. */
	stale(): void {
		for (const shown of this.documents.values()) {
			shown.wanted = '';
		}
		if (this.documents.size > 0) {
			this.host.refresh();
		}
	}

	private shown(document: string, settings: DocumentSettings): Shown {
		const style = JSON.stringify([settings.csl, settings.lang]);
		const known = this.documents.get(document);
		if (known?.style === style) {
			return known;
		}
		const shown: Shown = { formatter: this.host.open(settings), style, wanted: '', former: undefined };
		// Whoever formats next waits for it; that it failed is then told once.
		shown.formatter.catch(() => undefined);
		this.documents.set(document, shown);
		const [oldest] = this.documents.keys();
		if (this.documents.size > capacity && oldest !== undefined) {
			this.documents.delete(oldest);
		}
		return shown;
	}

	private async formatLater(shown: Shown, citations: readonly Citation[], wanted: string): Promise<void> {
		try {
			const formatter = await shown.formatter;
			await this.host.load(citations.flatMap(citation => citation.cites.map(cite => cite.key)));
			const result = await formatter.format(citations);
			const changed = JSON.stringify(result) !== JSON.stringify(shown.former?.result);
			if (shown.wanted === wanted) {
				shown.former = { citations, result };
				if (changed) {
					this.host.refresh();
				}
			}
		} catch (error) {
			this.host.report(error);
		}
	}
}

function previewed({ citations, result }: NonNullable<Shown['former']>, found: readonly FoundCitation[], settings: DocumentSettings): PreviewedCitations {
	return {
		citations: carriedOver(citations, result.citations, found),
		references: settings.suppressBibliography === true ? [] : result.references,
		hangingIndent: result.hangingIndent,
		linked: settings.linkCitations ?? true,
		...present('title', settings.referenceSectionTitle ?? 'References'),
	};
}

function withoutPlace({ key, prefix, locator, suffix, suppressAuthor }: Citation['cites'][number]): readonly unknown[] {
	return [key, prefix, locator, suffix, suppressAuthor];
}

function documentName(environment: unknown): string {
	const named = typeof environment === 'object' && environment !== null && 'currentDocument' in environment;
	return named ? String(environment.currentDocument) : '';
}
