import type { JsonObject } from '../data/json';
import { textOf } from '../data/json';
import { Queue } from '../work/queue';
import type { FormattedDocument } from './bibliography/formatter';
import type { DocumentSettings } from './documentSettings';
import type { Citation } from './syntax';

/** What formats the citations of one document in one style, again and again as it changes. */
export interface CitationFormatter {
	format(citations: readonly Citation[]): Promise<FormattedDocument>;
	/** Nobody asks it any more. */
	close?(): void;
}

/** What formatting asks of its host. */
export interface FormattingHost {
	/**
	 * A formatter in the style and language a document asks for. `document` names it, so that a path in its front matter has a place to start
	 * from.
	 */
	open(settings: DocumentSettings, document: string, itemOf: (key: string) => JsonObject | undefined): Promise<CitationFormatter>;
	/**
	 * How a document finds papers by their keys: those of a bibliography that it names before all others. A paper is the same object until it
	 * changes.
	 */
	papersOf(settings: DocumentSettings, document: string): (key: string) => Promise<JsonObject | undefined>;
	/** The keys of the bibliographies a document names, for `nocite: '@*'`. */
	bibliographyKeys(settings: DocumentSettings, document: string): readonly string[];
}

/** So many documents are remembered. */
const capacity = 20;

interface Open {
	readonly style: string;
	readonly items: Map<string, JsonObject>;
	readonly formatter: Promise<CitationFormatter>;
	/** Formats one state of the document after the other: the papers of one are not taken from under another. */
	readonly queue: Queue;
	/** The references of the front matter as text, by key: what did not change stays the same object. */
	readonly own: Map<string, { readonly text: string; readonly item: JsonObject }>;
}

/** Formats citations of documents, each in the style its front matter or the settings choose, again and again as they change. */
export class DocumentFormatting {
	private readonly documents = new Map<string, Open>();

	constructor(private readonly host: FormattingHost) {}

	/**
	 * The citations of a document, in step with those given, and its references. Works written out in its front matter come before the
	 * library's. Rejects with a `StyleError` where its style cannot be read.
	 *
	 * @param extent `document`: the citations are all of a document, whose uncited works follow in the order of its bibliography; `works`:
	 *   those given are listed as they stand
	 */
	async format(
		document: string,
		settings: DocumentSettings,
		citations: readonly Citation[],
		extent: 'document' | 'works' = 'document',
	): Promise<FormattedDocument> {
		const open = this.opened(document, settings);
		const all = extent === 'document' ? this.withUncited(citations, document, settings) : citations;
		return open.queue.add(async () => {
			await this.loadItems(open, document, settings, all);
			const formatter = await open.formatter;
			const result = await formatter.format(underOneKey(all, open.items));
			return { ...result, citations: result.citations.slice(0, citations.length) };
		});
	}

	/** Opens every style anew: the settings or a style's file changed. */
	forget(): void {
		this.documents.forEach(close);
		this.documents.clear();
	}

	private opened(document: string, settings: DocumentSettings): Open {
		const style = JSON.stringify([settings.csl, settings.lang]);
		const known = this.documents.get(document);
		if (known?.style === style) {
			return known;
		}
		const items = new Map<string, JsonObject>();
		const formatter = this.host.open(settings, document, key => items.get(key));
		const opened: Open = { style, items, own: new Map(), queue: new Queue(), formatter };
		// Whoever formats next waits for it; that it failed is then told once.
		formatter.catch(() => undefined);
		if (known !== undefined) {
			close(known);
		}
		this.documents.delete(document);
		this.documents.set(document, opened);
		const [oldest] = this.documents;
		if (this.documents.size > capacity && oldest !== undefined) {
			close(oldest[1]);
			this.documents.delete(oldest[0]);
		}
		return opened;
	}

	/**
	 * The citations, and behind them all works that only the list has, in the order of the bibliography, as pandoc numbers them. Each of the
	 * citations keeps its place. `@*` reads as a citation of a work called `*`.
	 */
	private withUncited(citations: readonly Citation[], document: string, settings: DocumentSettings): readonly Citation[] {
		const written = citations.flatMap(({ form, cites }) => (form === 'uncited' ? cites.map(({ key }) => key) : []));
		const named = new Set([...written, ...(settings.uncited ?? [])].filter(key => key !== '*'));
		if (named.size === 0 && !settings.citesAll) {
			return citations;
		}
		const listed = [...settings.references.map(({ id }) => textOf(id) ?? ''), ...this.host.bibliographyKeys(settings, document)];
		const inOrder = settings.citesAll ? listed : listed.filter(key => named.has(key));
		const cites = [...new Set([...inOrder, ...named])].map(key => ({ key }));
		return [
			...citations.map(citation => (citation.form === 'uncited' ? { ...citation, cites: [] } : citation)),
			{ form: 'uncited', cites },
		];
	}

	private async loadItems(
		{ items, own }: Open,
		document: string,
		settings: DocumentSettings,
		citations: readonly Citation[],
	): Promise<void> {
		const paperOf = this.host.papersOf(settings, document);
		const references = new Map(settings.references.map(item => [textOf(item['id']) ?? '', item]));
		const cited = new Set(citations.flatMap(({ cites }) => cites.map(cite => cite.key)));
		keepOnly(items, cited);
		keepOnly(own, cited);
		for (const key of cited) {
			const reference = references.get(key);
			const item = reference === undefined ? inSameCase(await paperOf(key), key) : unchanged(own, key, reference);
			if (item === undefined) {
				items.delete(key);
			} else {
				items.set(key, item);
			}
		}
	}
}

function close({ formatter }: Open): void {
	formatter.then(
		opened => opened.close?.(),
		() => undefined,
	);
}

/**
 * A library finds papers whatever the case of a key, but to pandoc, Quarto and biber `Roe2019` is not `roe2019`: the build would have no
 * such work.
 */
function inSameCase(paper: JsonObject | undefined, key: string): JsonObject | undefined {
	const own = textOf(paper?.['citation-key']);
	return own !== undefined && own !== key && own.toLowerCase() === key.toLowerCase() ? undefined : paper;
}

/** A work that is cited by several of its keys, an older one or one of biblatex's `ids`, is one work with one reference. */
function underOneKey(citations: readonly Citation[], items: ReadonlyMap<string, JsonObject>): readonly Citation[] {
	const first = new Map<JsonObject, string>();
	items.forEach((item, key) => first.set(item, first.get(item) ?? key));
	const nameOf = (key: string) => first.get(items.get(key) ?? {}) ?? key;
	return first.size === items.size
		? citations
		: citations.map(citation => ({ ...citation, cites: citation.cites.map(cite => ({ ...cite, key: nameOf(cite.key) })) }));
}

/** Every key that was half typed would stay for as long as the document is open. */
function keepOnly(known: Map<string, unknown>, keys: ReadonlySet<string>): void {
	for (const key of [...known.keys()].filter(candidate => !keys.has(candidate))) {
		known.delete(key);
	}
}

function unchanged(own: Open['own'], key: string, item: JsonObject): JsonObject {
	const text = JSON.stringify(item);
	const known = own.get(key);
	if (known?.text === text) {
		return known.item;
	}
	own.set(key, { text, item });
	return item;
}
