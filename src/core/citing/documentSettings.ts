import type { JsonObject } from '../data/json';
import { cslRecord } from '../ingest/csl/cslRecord';
import { isArray, isObject, stringsOf, textOf } from '../data/json';
import type { IncomingPaper } from '../paper/paper';
import { present } from '../paper/paper';
import { frontMatterSpan } from '../markdown/frontMatter';
import { readYaml } from '../text/readYaml';

/** What a document's front matter says of its citations. https://pandoc.org/MANUAL.html#other-relevant-metadata-fields */
export interface DocumentSettings {
	/** A path, URL or name of a style. */
	readonly csl?: string;
	/** Paths, as written. */
	readonly bibliography: readonly string[];
	readonly lang?: string;
	readonly linkCitations?: boolean;
	readonly suppressBibliography?: boolean;
	readonly referenceSectionTitle?: string;
	/** Whether `nocite` holds `@*`: the list has everything in the bibliography. */
	readonly citesAll: boolean;
	/** References written out in the document. */
	readonly references: readonly WrittenReference[];
}

/** A CSL-JSON item; its `id` is the key it is cited by. */
export interface WrittenReference extends IncomingPaper {
	readonly id: string;
}

/** Settings a front matter does not give, or gives in another shape, are absent; one that is no YAML gives none. */
export function documentSettings(text: string): DocumentSettings {
	const fields = frontMatterFields(text);
	const bibliography = fields['bibliography'];
	const suppress = fields['suppress-bibliography'];
	const link = fields['link-citations'];
	return {
		...present('csl', textOf(fields['csl']) ?? textOf(fields['citation-style'])),
		bibliography: typeof bibliography === 'string' ? [bibliography].filter(path => path !== '') : stringsOf(bibliography),
		...present('lang', textOf(fields['lang'])),
		...present('linkCitations', typeof link === 'boolean' ? link : undefined),
		...present('suppressBibliography', typeof suppress === 'boolean' ? suppress : undefined),
		...present('referenceSectionTitle', textOf(fields['reference-section-title'])),
		citesAll: [fields['nocite']].flat().some(value => typeof value === 'string' && /(?:^|[^\p{L}\p{N}])@\*/u.test(value)),
		references: isArray(fields['references']) ? fields['references'].filter(isObject).flatMap(ownReference) : [],
	};
}

/** With pandoc's ways of writing dates and names read. */
function ownReference(item: JsonObject): readonly WrittenReference[] {
	const id = textOf(item['id']);
	const read = Object.entries(item).map(
		([field, value]) => [field, typeof value === 'string' && !verbatim.has(field) ? cslMarkup(value) : value] as const,
	);
	return id === undefined
		? []
		: [{ ...cslRecord(Object.fromEntries(read), { kind: 'front-matter' }), id, type: textOf(item['type']) ?? '' }];
}

const verbatim = new Set(['id', 'type', 'URL', 'url', 'DOI', 'doi', 'ISBN', 'ISSN', 'issued', 'accessed']);

/**
 * Texts of a front matter are markdown, those of CSL have a little HTML. https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html
 */
function cslMarkup(text: string): string {
	return text
		.replace(/\*\*([^*\n]+)\*\*/g, '<b>$1</b>')
		.replace(/(?<![\\*\p{L}\p{N}])\*([^*\n]+)\*/gu, '<i>$1</i>')
		.replace(/\[([^[\]\n]*)\]\{\.smallcaps\}/g, '<span style="font-variant: small-caps;">$1</span>')
		.replace(/\[([^[\]\n]*)\]\{\.nocase\}/g, '<span class="nocase">$1</span>')
		.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

function frontMatterFields(text: string): JsonObject {
	const span = frontMatterSpan(text);
	if (span === undefined) {
		return {};
	}
	const { document, mistake } = readYaml(text.slice(span.start, span.end), { logLevel: 'silent' });
	if (document === undefined || mistake !== undefined) {
		return {};
	}
	try {
		const fields: unknown = document.toJS({ maxAliasCount: 100 });
		return isObject(fields) ? fields : {};
	} catch (error) {
		// Aliases that multiply each other, or that lead nowhere.
		if (error instanceof ReferenceError) {
			return {};
		}
		throw error;
	}
}
