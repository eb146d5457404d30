import type { Json, JsonObject } from '../data/json';
import { cslRecord } from '../ingest/csl/cslRecord';
import { fromMarkdown } from '../ingest/csl/markdownItem';
import { isArray, isObject, stringsOf, textOf } from '../data/json';
import type { IncomingPaper } from '../paper/paper';
import { present } from '../paper/paper';
import { readMark } from '../markdown/citationKeys';
import { documentMetadata } from './documentMetadata';
import type { ProjectMetadata } from './projectMetadata';

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
	/** Keys that `nocite` names outside the document. */
	readonly uncited?: readonly string[];
	/** References written out in the document. */
	readonly references: readonly WrittenReference[];
}

/** A CSL-JSON item; its `id` is the key it is cited by. */
export interface WrittenReference extends IncomingPaper {
	readonly id: string;
}

/**
 * Settings that metadata do not give, or give in another shape, are absent; a block that is no YAML gives none. Where both document and
 * project give one, the document's counts; bibliographies and `nocite` of both do.
 */
export function documentSettings(text: string, project?: ProjectMetadata): DocumentSettings {
	const own = documentMetadata(text).fields;
	const { before = [], after = [] } = project ?? {};
	const layers = [...before, own, ...after];
	const first = (field: string) => layers.map(layer => layer[field]).find(value => value !== undefined && value !== null);
	const suppress = first('suppress-bibliography');
	const link = first('link-citations');
	const bibliography = [own, ...before, ...after].flatMap(layer => textsOf(layer['bibliography']));
	const outside = [...before, ...after].flatMap(layer => textsOf(layer['nocite']));
	const uncited = outside.flatMap(keysIn);
	return {
		...present('csl', textOf(first('csl')) ?? textOf(first('citation-style'))),
		bibliography: [...new Set(bibliography)],
		...present('lang', textOf(first('lang'))),
		...present('linkCitations', typeof link === 'boolean' ? link : undefined),
		...present('suppressBibliography', typeof suppress === 'boolean' ? suppress : undefined),
		...present('referenceSectionTitle', textOf(first('reference-section-title'))),
		citesAll: [...textsOf(own['nocite']), ...outside].some(value => /(?:^|[^\p{L}\p{N}])@\*/u.test(value)),
		...(uncited.length === 0 ? {} : { uncited }),
		references: layers.flatMap(({ references }) => (isArray(references) ? references.filter(isObject).flatMap(ownReference) : [])),
	};
}

function textsOf(value: Json | undefined): readonly string[] {
	return (typeof value === 'string' ? [value] : stringsOf(value)).filter(text => text !== '');
}

/** `@a, @b` */
function keysIn(nocite: string): readonly string[] {
	return Array.from(nocite.matchAll(/@/g), ({ index }) => readMark(nocite, index)?.key ?? '*').filter(key => key !== '*');
}

/** With pandoc's ways of writing dates and names read. */
function ownReference(item: JsonObject): readonly WrittenReference[] {
	const id = textOf(item['id']);
	return id === undefined ? [] : [{ ...cslRecord(fromMarkdown(item), { kind: 'front-matter' }), id, type: textOf(item['type']) ?? '' }];
}
