import type { AnnotationStore } from '../annotations/annotationStore';
import type { Annotation } from '../annotations/annotation';
import { bringAlong, withoutGone } from '../annotations/broughtAlong';
import type { ForeignAnnotation } from '../annotations/broughtAlong';
import { zoteroAnnotation } from '../annotations/zoteroAnnotation';
import type { ZoteroAnnotation } from '../annotations/zoteroAnnotation';
import { isObject, parseJson, textOf } from '../data/json';
import type { Cancellation } from '../files/ports';
import type { Paper } from '../paper/paper';
import { present } from '../paper/paper';
import type { Pace } from '../work/pace';
import { fnv1a } from '../text/hash';
import type { Answer, Asking } from './asking';
import { itemAddress, zotero } from './zotero';
import type { ZoteroLibrary, ZoteroPlace } from './zotero';
import { everyPage } from './zoteroPages';

/** The annotations of a library of Zotero, as far as they were asked for. */
export interface ZoteroAnnotations {
	/** By the address of their item, which its paper has: `zotero://select/library/items/ABCD1234`. */
	readonly byItem: ReadonlyMap<string, readonly ForeignAnnotation[]>;
	/** How many have no place in a PDF, or belong to no item. */
	readonly leftOut: number;
	/** The keys of all that the library has now, to know what is gone; none where Zotero didn't say. */
	readonly listed?: ReadonlySet<string>;
	/** Why some are missing. */
	readonly trouble?: string;
}

/** Asks for the annotations that changed since a version of the library, 0 for all, and for what they are attached to. */
export async function fetchZoteroAnnotations(
	asking: Asking,
	place: ZoteroPlace,
	library: ZoteroLibrary,
	since: number,
	cancellation?: Cancellation,
): Promise<ZoteroAnnotations> {
	const read: ZoteroAnnotation[] = [];
	let found = 0;
	// Page by page: 10,000 at once would keep the host from everything else.
	const { pages, trouble } = await everyPage(
		asking,
		start => zotero.annotations(place, library, since, start),
		cancellation,
		({ body }) => {
			const items = zotero.parseData(body).filter(({ itemType }) => itemType === 'annotation');
			found += items.length;
			read.push(...items.flatMap(data => zoteroAnnotation(data, libraryOf(library)) ?? []));
		},
	);
	const items = await itemsOf(asking, place, library, read, cancellation);
	const byItem = new Map<string, ForeignAnnotation[]>();
	for (const { attachment, annotation } of read) {
		const item = items.byAttachment.get(attachment);
		if (item !== undefined) {
			const address = itemAddress(library.path, item);
			const list = byItem.get(address) ?? [];
			list.push(annotation);
			byItem.set(address, list);
		}
	}
	const listed = await asking.ask(zotero.annotationVersions(place, library), cancellation);
	const keys = listed.kind === 'answer' && listed.stale === undefined ? keysOf(listed) : undefined;
	const old = pages.find(({ stale }) => stale !== undefined);
	return {
		byItem,
		leftOut: found - [...byItem.values()].reduce((sum, list) => sum + list.length, 0),
		...present('listed', keys),
		...present('trouble', trouble?.sentence ?? items.trouble ?? old?.stale),
	};
}

/** The keys of an answer with versions; `undefined` where it is none, or not whole. */
function keysOf({ body, headers }: Answer): ReadonlySet<string> | undefined {
	const versions = parseJson(body);
	const keys = isObject(versions) ? Object.keys(versions) : undefined;
	return keys === undefined || keys.length < Number(headers['total-results'] ?? 0) ? undefined : new Set(keys);
}

/** Tells a list of keys from another: what is gone from Zotero is looked for only where the list is another than the last time. */
export function printOfKeys(keys: ReadonlySet<string>): string {
	return fnv1a([...keys].sort().join()).toString(16);
}

/** The items that PDFs are attached to, by the keys of the attachments: `parentItem` of each. */
async function itemsOf(
	asking: Asking,
	place: ZoteroPlace,
	library: ZoteroLibrary,
	annotations: readonly ZoteroAnnotation[],
	cancellation: Cancellation | undefined,
): Promise<{ readonly byAttachment: ReadonlyMap<string, string>; readonly trouble?: string }> {
	const keys = [...new Set(annotations.map(({ attachment }) => attachment))].filter(key => /^[A-Z0-9]{8}$/.test(key));
	const byAttachment = new Map<string, string>();
	for (let at = 0; at < keys.length; at += zotero.keysAtOnce) {
		const answer = await asking.ask(zotero.byKeys(place, library, keys.slice(at, at + zotero.keysAtOnce)), cancellation);
		if (answer.kind !== 'answer') {
			return { byAttachment, trouble: answer.sentence };
		}
		for (const data of zotero.parseData(answer.body)) {
			const [key, parent] = [textOf(data['key']), textOf(data['parentItem'])];
			if (key !== undefined && parent !== undefined) {
				byAttachment.set(key, parent);
			}
		}
	}
	return { byAttachment };
}

/** What became of annotations that came from Zotero. */
export interface ZoteroAnnotationsTaken {
	readonly added: number;
	readonly updated: number;
	readonly removed: number;
	/** Why some were not written, a sentence each. */
	readonly refused: readonly string[];
	/** Takes them back, but for what was changed since. */
	readonly takeBack: () => Promise<void>;
}

/**
 * Puts annotations into the files of their papers. `removesGone`: whether what is no longer in Zotero goes, where nobody changed it here.
 * `isWanted` says of a paper's id whether its annotations are.
 */
export async function takeZoteroAnnotations(
	store: AnnotationStore,
	papers: AsyncIterable<Paper>,
	fetched: ZoteroAnnotations,
	{
		library,
		removesGone,
		now,
		pace,
		isWanted = () => true,
	}: {
		readonly library: ZoteroLibrary;
		readonly removesGone: boolean;
		/** ISO 8601, in UTC. */
		readonly now: string;
		readonly pace: Pace;
		readonly isWanted?: (id: string) => boolean;
	},
): Promise<ZoteroAnnotationsTaken> {
	const run = new Taking(store, now);
	if (fetched.byItem.size > 0) {
		for await (const paper of papers) {
			const found = isWanted(paper.id) ? addressesOf(paper).flatMap(address => fetched.byItem.get(address) ?? []) : [];
			if (found.length > 0) {
				await run.bring(paper.id, found);
				await pace.rest();
			}
		}
	}
	const { listed } = fetched;
	if (removesGone && listed !== undefined) {
		const prefix = `${libraryOf(library)}/`;
		for (const path of await store.paths()) {
			await run.remove(path, key => key.startsWith(prefix) && !listed.has(key.slice(prefix.length)));
			await pace.rest();
		}
	}
	return run.taken();
}

class Taking {
	private added = 0;
	private updated = 0;
	private removed = 0;
	private readonly refused: string[] = [];
	private readonly changed: { readonly path: string; readonly before: readonly Annotation[]; readonly after: readonly Annotation[] }[] = [];

	constructor(
		private readonly store: AnnotationStore,
		private readonly now: string,
	) {}

	async bring(id: string, found: readonly ForeignAnnotation[]): Promise<void> {
		const path = this.store.pathOf(id);
		const { annotations: before } = await this.store.readAt(path);
		const { annotations, added, updated } = bringAlong(before, 'zotero', found, this.now);
		if (added + updated > 0 && (await this.save(path, before, annotations))) {
			this.added += added;
			this.updated += updated;
		}
	}

	async remove(path: string, isGone: (key: string) => boolean): Promise<void> {
		const { annotations: before } = await this.store.readAt(path);
		const left = withoutGone(before, 'zotero', isGone);
		if (left.length < before.length && (await this.save(path, before, left))) {
			this.removed += before.length - left.length;
		}
	}

	taken(): ZoteroAnnotationsTaken {
		const { added, updated, removed, refused, changed, store } = this;
		const takeBack = async () => {
			for (const { path, before, after } of [...changed].reverse()) {
				await store.saveAt(path, after, before);
			}
		};
		return { added, updated, removed, refused, takeBack };
	}

	private async save(path: string, before: readonly Annotation[], after: readonly Annotation[]): Promise<boolean> {
		const saved = await this.store.saveAt(path, before, after);
		if (saved.kind === 'refused') {
			this.refused.push(saved.message);
			return false;
		}
		this.changed.push({ path, before, after });
		return true;
	}
}

/** As Zotero's links name a library: the user's own is the same asked here and on zotero.org. */
function libraryOf({ path }: ZoteroLibrary): string {
	return path.startsWith('groups/') ? path : 'library';
}

function addressesOf({ source, alsoFrom = [] }: Paper): readonly string[] {
	return [...new Set([source, ...alsoFrom].flatMap(one => one?.url ?? []))];
}
