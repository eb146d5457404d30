import { localize } from '../data/localize';
import { cslRecord } from '../ingest/csl/cslRecord';
import { zoteroRecord } from '../ingest/zotero/zoteroRecord';
import type { NamedCollection } from '../ingest/zotero/zoteroCollections';
import { isObject, stringsOf, textOf } from '../data/json';
import type { JsonObject } from '../data/json';
import type { IncomingPaper } from '../paper/paper';
import { present } from '../paper/paper';
import { answerList, answerObject, papersOf } from './jsonAnswer';
import { valueAt } from '../data/json';
import type { ServiceId } from './services';
import { queryOf } from './source';
import type { Parsed, SourceRequest } from './source';
import { addressPart } from '../text/addressPart';

/** Where an API of Zotero answers: the program on this computer, or zotero.org for a user's number. Both speak version 3. */
export type ZoteroPlace = { readonly kind: 'local' } | { readonly kind: 'web'; readonly user: string };

/** A library, by its path in the API: `users/0`, `groups/99`. */
export interface ZoteroLibrary {
	readonly path: string;
	readonly name: string;
}

export type ZoteroCollection = NamedCollection;

/** Zotero's API. https://www.zotero.org/support/dev/web_api/v3/basics */
export const zotero = {
	pageSize: 100,

	ownLibrary: (place: ZoteroPlace): ZoteroLibrary => ({
		path: place.kind === 'local' ? 'users/0' : `users/${place.user}`,
		name: 'My Library',
	}),

	groups: (place: ZoteroPlace, start = 0): SourceRequest => question(place, `/${zotero.ownLibrary(place).path}/groups${page(start)}`),

	parseGroups: (body: string): readonly ZoteroLibrary[] =>
		(answerList(body) ?? []).flatMap(group => {
			const id = textOf(group['id']);
			const name = textOf(valueAt(group['data'], 'name'));
			return id === undefined || name === undefined ? [] : [{ path: `groups/${id}`, name }];
		}),

	collections: (place: ZoteroPlace, library: ZoteroLibrary, start = 0): SourceRequest =>
		question(place, `/${library.path}/collections${page(start)}`),

	parseCollections: (body: string): readonly ZoteroCollection[] =>
		(answerList(body) ?? []).flatMap(item => {
			const key = textOf(item['key']);
			const name = textOf(valueAt(item['data'], 'name'));
			// `false` where it lies in none.
			const parent = textOf(valueAt(item['data'], 'parentCollection'));
			return key === undefined || name === undefined ? [] : [{ key, name, ...present('parent', parent) }];
		}),

	/** A page of a library or collection: what changed since a version, 0 for all. https://www.zotero.org/support/dev/web_api/v3/syncing */
	items: (
		place: ZoteroPlace,
		library: ZoteroLibrary,
		{ collection, since, start }: { readonly collection?: string; readonly since?: number; readonly start?: number } = {},
	): SourceRequest =>
		question(
			place,
			`/${library.path}${collection === undefined ? '' : `/collections/${addressPart(collection)}`}/items/top${queryOf({ limit: zotero.pageSize, start, since: since === 0 ? undefined : since, sort: 'dateAdded', direction: 'asc' })}`,
		),

	/** A page of the annotations of all PDFs of a library: what changed since a version, 0 for all. */
	annotations: (place: ZoteroPlace, library: ZoteroLibrary, since: number, start = 0): SourceRequest =>
		question(
			place,
			`/${library.path}/items${queryOf({ itemType: 'annotation', limit: zotero.pageSize, start, since: since === 0 ? undefined : since, sort: 'dateAdded', direction: 'asc' })}`,
		),

	/** The versions of all annotations by their keys: what is not among them is deleted, or in the trash. The program has no `/deleted`. */
	annotationVersions: (place: ZoteroPlace, library: ZoteroLibrary): SourceRequest =>
		question(place, `/${library.path}/items${queryOf({ itemType: 'annotation', format: 'versions' })}`),

	/** As many keys as one question may hold. */
	keysAtOnce: 50,

	byKeys: (place: ZoteroPlace, library: ZoteroLibrary, keys: readonly string[]): SourceRequest =>
		question(place, `/${library.path}/items${queryOf({ itemKey: keys.join(','), limit: zotero.keysAtOnce })}`),

	/** Items of any type, each with its data at hand. */
	parseData: (body: string): readonly JsonObject[] =>
		(answerList(body) ?? []).map(item => ({ ...item, ...(isObject(item['data']) ? item['data'] : {}) })),

	/** The library's first item, which tells it from those of other profiles; with the library's version in the answer's head. */
	firstItem: (place: ZoteroPlace, library: ZoteroLibrary): SourceRequest =>
		question(place, `/${library.path}/items/top${queryOf({ limit: 1, sort: 'dateAdded', direction: 'asc' })}`),

	search: (place: ZoteroPlace, library: ZoteroLibrary, words: string): SourceRequest =>
		question(place, `/${library.path}/items/top${queryOf({ q: words, limit: 25 })}`),

	/** Who a key of zotero.org belongs to: the user's number. */
	ownerOfKey: (): SourceRequest => ({
		service: 'zotero-web',
		path: '/keys/current',
		expects: 'json',
		headers: { 'zotero-api-version': '3' },
	}),

	parseOwner: (body: string): string | undefined => textOf(answerObject(body)?.['userID']),

	/** `collections` are the library's, by their keys, as papers here name them. */
	parseItems: (body: string, library: ZoteroLibrary, collections: ReadonlyMap<string, string> = new Map()): Parsed =>
		papersOf(answerList(body), item => itemPaper(item, library, collections)),

	/** What stands on a page, whatever it is: keys of items and collections, numbers of groups. `undefined` where the answer is no page. */
	parseKeys: (body: string): readonly string[] | undefined =>
		answerList(body)?.flatMap(item => textOf(item['key']) ?? textOf(item['id']) ?? []),
};

function page(start: number): string {
	return queryOf({ limit: zotero.pageSize, start: start === 0 ? undefined : start });
}

function question(place: ZoteroPlace, path: string): SourceRequest {
	const service: ServiceId = place.kind === 'local' ? 'zotero' : 'zotero-web';
	return { service, path: place.kind === 'local' ? `/api${path}` : path, expects: 'json', headers: { 'zotero-api-version': '3' } };
}

function itemPaper(item: JsonObject, library: ZoteroLibrary, collections: ReadonlyMap<string, string>): IncomingPaper | undefined {
	const key = textOf(item['key']);
	// The best attachment, where it is a PDF: `https://api.zotero.org/users/7/items/ABCD1234`.
	const attached =
		valueAt(item['links'], 'attachment', 'attachmentType') === 'application/pdf'
			? /\/items\/([A-Z0-9]{8})$/.exec(textOf(valueAt(item['links'], 'attachment', 'href')) ?? '')?.[1]
			: undefined;
	const source = {
		kind: 'zotero',
		...present('url', key === undefined ? undefined : itemAddress(library.path, key)),
		...present('attachment', attached),
	};
	// Collections are keys there; one that is not known means nothing here.
	const paper = zoteroRecord(item, source, data => stringsOf(data['collections']).flatMap(name => collections.get(name) ?? []));
	return paper === undefined || paper.title === '' ? undefined : paper;
}

/** The address that opens an item in Zotero. https://forums.zotero.org/discussion/75968/ */
export function itemAddress(libraryPath: string, key: string): string {
	return `zotero://select/${libraryPath.startsWith('groups/') ? libraryPath : 'library'}/items/${key}`;
}

/** What Better BibTeX adds to Zotero. https://retorque.re/zotero-better-bibtex/ */
export const betterBibtex = {
	/**
	 * The papers that a quick search finds in all libraries, as CSL items with their citation keys.
	 * https://retorque.re/zotero-better-bibtex/exporting/json-rpc/
	 */
	search: (words: string): SourceRequest => ({
		service: 'zotero',
		path: '/better-bibtex/json-rpc',
		expects: 'json',
		body: JSON.stringify({ jsonrpc: '2.0', method: 'item.search', params: [words], id: 1 }),
	}),

	parseSearch: (body: string): Parsed => {
		const error = textOf(valueAt(answerObject(body)?.['error'], 'message'));
		return error === undefined
			? papersOf(answerList(body, 'result'), item => cslRecord({ ...item, library: undefined }, { kind: 'zotero' }))
			: { kind: 'mistake', sentence: localize('Better BibTeX says: {0}.', error) };
	},

	/**
	 * Waits for the user's choice in Zotero's own window, and answers with a citation as text.
	 * https://retorque.re/zotero-better-bibtex/citing/cayw/
	 */
	pick: (format: 'pandoc' | 'latex' | 'typst'): SourceRequest => ({
		service: 'zotero',
		path: `/better-bibtex/cayw${queryOf({ format, ...present('brackets', format === 'pandoc' ? 1 : undefined) })}`,
		expects: 'any',
		patience: 10 * 60_000,
	}),
};
