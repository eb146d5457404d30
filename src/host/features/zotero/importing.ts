import { ProgressLocation, commands, window } from 'vscode';
import type { CancellationToken, Memento, Progress } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import { isObject, textOf } from '../../../core/data/json';
import type { Addition } from '../../../core/library/library';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import type { Head } from '../../../core/paper/head';
import type { IncomingPaper } from '../../../core/paper/paper';
import { present } from '../../../core/paper/paper';
import type { Log } from '../../../core/files/ports';
import type { Answer, Asking } from '../../../core/sources/asking';
import { collectionTexts } from '../../../core/ingest/zotero/zoteroCollections';
import { plainLabel } from '../../../core/text/printable';
import { zotero } from '../../../core/sources/zotero';
import type { ZoteroLibrary, ZoteroPlace } from '../../../core/sources/zotero';
import { readProgress, versionReached, withImport } from '../../../core/sources/zoteroProgress';
import type { Trace } from '../../../core/sources/zoteroProgress';
import { everyPage } from '../../../core/sources/zoteroPages';
import { tell } from '../../ui/commands';
import type { Network } from '../../network/network';

export interface ZoteroDependencies {
	readonly library: RecordedLibrary;
	readonly log: Log;
	readonly network: () => Promise<Network>;
	/** Up to which version of each of Zotero's libraries everything is here. */
	readonly memory: Memento;
}

export interface ZoteroReport {
	readonly added: number;
	readonly merged: number;
	readonly unchanged: number;
}

interface Part {
	readonly place: ZoteroPlace;
	readonly library: ZoteroLibrary;
	readonly collection?: string;
	/** Whether all is asked for, and not only what changed. */
	readonly all?: boolean;
}

/**
 * Brings in a library or collection of Zotero: asked in two short lists, or by `{ library: 'users/0', collection: 'KEY' }`. A whole library
 * is asked only for what changed since the last time, unless what came then is no longer here, or `all` is wanted.
 */
export async function addFromZotero(dependencies: ZoteroDependencies, argument: unknown, all = false): Promise<ZoteroReport | undefined> {
	const { library, network } = dependencies;
	const { asking } = await network();
	const place = await placeOf(asking);
	if (typeof place === 'string') {
		quietly(place);
		return undefined;
	}
	const asked = partOf(place, argument) ?? (await askPart(asking, place));
	if (asked === undefined) {
		return undefined;
	}
	const part = all ? { ...asked, all } : asked;
	const fetched = await window.withProgress(
		{ location: ProgressLocation.Notification, title: localize('Reading {0} from Zotero', part.library.name), cancellable: true },
		(progress, token) => fetchPart(dependencies, asking, part, progress, token),
	);
	if (fetched === undefined) {
		return undefined;
	}
	const addition = await library.step(localize('Import from Zotero'), editor => editor.add(fetched.papers));
	await fetched.remember(addition);
	const report = { added: addition.added.length, merged: addition.merged.length, unchanged: addition.unchanged };
	const sentences = [
		localize('From Zotero: {0} added, {1} merged, {2} unchanged.', report.added, report.merged, report.unchanged),
		...(fetched.trouble === undefined ? [] : [localize('The rest couldn’t be fetched. {0}', fetched.trouble)]),
	];
	tell(window.showInformationMessage, sentences.join(' '), {
		[localize('Show Library')]: () => commands.executeCommand('marginalia.library.focus'),
	});
	return report;
}

/** The program where it runs and may be asked, else zotero.org; a sentence where neither answers. */
async function placeOf(asking: Asking): Promise<ZoteroPlace | string> {
	const local: ZoteroPlace = { kind: 'local' };
	const here = await asking.ask(zotero.groups(local));
	if (here.kind === 'answer' && here.stale === undefined) {
		return local;
	}
	const answer = await asking.ask(zotero.ownerOfKey());
	if (answer.kind === 'answer') {
		const user = zotero.parseOwner(answer.body);
		return user === undefined
			? localize('zotero.org rejected this key. Set another with “Marginalia: Set API Key…”.')
			: { kind: 'web', user };
	}
	if (here.kind === 'off') {
		return answer.kind === 'off'
			? localize('Zotero is off. Turn on “zotero” or “zotero-web” in the setting “marginalia.network.services”.')
			: answer.sentence;
	}
	return here.kind === 'answer' ? (here.stale ?? answer.sentence) : here.sentence;
}

function partOf(place: ZoteroPlace, argument: unknown): Part | undefined {
	const path = isObject(argument) ? textOf(argument['library']) : undefined;
	const collection = isObject(argument) ? textOf(argument['collection']) : undefined;
	if (path === undefined || !/^(?:users|groups)\/\d+$/.test(path)) {
		return undefined;
	}
	const own = zotero.ownLibrary(place);
	// `users/0` is one's own wherever it is asked.
	return {
		place,
		library: path === 'users/0' || path === own.path ? own : { path, name: path },
		...(collection === undefined ? {} : { collection }),
		...(isObject(argument) && argument['all'] === true ? { all: true } : {}),
	};
}

async function askPart(asking: Asking, place: ZoteroPlace): Promise<Part | undefined> {
	const own = zotero.ownLibrary(place);
	const groups = await everyPage(asking, start => zotero.groups(place, start));
	const libraries = [own, ...groups.pages.flatMap(({ body }) => zotero.parseGroups(body))];
	const missing = groups.trouble === undefined ? {} : { placeHolder: localize('Some groups are missing: {0}', groups.trouble.sentence) };
	const library =
		libraries.length === 1
			? own
			: (
					await window.showQuickPick(
						libraries.map(item => ({ label: item.name, item })),
						{ title: localize('Add from Zotero: Library'), ...missing },
					)
				)?.item;
	if (library === undefined) {
		return undefined;
	}
	const { pages, trouble } = await everyPage(asking, start => zotero.collections(place, library, start));
	const collections = pages.flatMap(({ body }) => zotero.parseCollections(body));
	if (collections.length === 0) {
		return { place, library };
	}
	const some = trouble === undefined ? {} : { placeHolder: localize('Some collections are missing: {0}', trouble.sentence) };
	const picked = await window.showQuickPick(
		[
			{ label: localize('All of {0}', library.name), key: undefined },
			...[...collectionTexts(collections)]
				.map(([key, text]) => ({ label: plainLabel(text), key }))
				.sort((a, b) => (a.label < b.label ? -1 : 1)),
		],
		{ title: localize('Add from Zotero: Collection'), ...some },
	);
	return picked && { place, library, ...(picked.key === undefined ? {} : { collection: picked.key }) };
}

interface Fetched {
	readonly papers: readonly IncomingPaper[];
	/** Why some pages are missing. */
	readonly trouble?: string;
	/** To be called when the papers are safe, with what became of them. */
	readonly remember: (addition: Addition) => Promise<void>;
}

async function fetchPart(
	{ memory, library: papersHere }: ZoteroDependencies,
	asking: Asking,
	{ place, library, collection, all }: Part,
	progress: Progress<{ message: string }>,
	token: CancellationToken,
): Promise<Fetched | undefined> {
	const name = `marginalia.zotero.${place.kind}.${library.path}`;
	const known = readProgress(memory.get(name));
	const isWhole = collection === undefined;
	// A library that was never asked for needs no look at its first item: the first page shows it.
	const first = isWhole && all !== true && known.imports.length > 0 ? await asking.ask(zotero.firstItem(place, library), token) : undefined;
	const now = {
		first: first?.kind === 'answer' ? firstKey(first) : known.first,
		version: first?.kind === 'answer' ? versionOf(first) : undefined,
	};
	const since = first === undefined ? 0 : versionReached(known, now, id => papersHere.head(id)?.updated);
	const papers: IncomingPaper[] = [];
	// Without them the papers come nevertheless.
	const named = await everyPage(asking, start => zotero.collections(place, library, start), token);
	const collections = collectionTexts(named.pages.flatMap(({ body }) => zotero.parseCollections(body)));
	const { pages, trouble } = await everyPage(
		asking,
		start => zotero.items(place, library, { since, start, ...present('collection', collection) }),
		token,
		page => {
			const parsed = zotero.parseItems(page.body, library, collections);
			papers.push(...(parsed.kind === 'papers' ? parsed.papers : []));
			progress.report({ message: localizeCount(papers.length, '1 paper', '{0} papers') });
		},
	);
	const old = pages.find(page => page.stale !== undefined);
	if (old !== undefined) {
		quietly(localize('{0} Showing the answer from {1}.', old.stale ?? '', old.at.toLocaleString()));
	}
	if (trouble !== undefined && (trouble.kind === 'cancelled' || pages.length === 0)) {
		quietly(trouble.sentence);
		return undefined;
	}
	// The first page's: what changed while the others came is asked for again.
	const [page] = pages;
	const version = page === undefined ? undefined : versionOf(page);
	const isComplete = isWhole && trouble === undefined && old === undefined;
	return {
		papers,
		...present('trouble', trouble?.sentence),
		remember: async addition => {
			if (isComplete && page !== undefined && version !== undefined) {
				const touched = tracesOf(addition, key => papersHere.head(key));
				await memory.update(name, withImport(known, since, { first: since === 0 ? firstKey(page) : now.first, version, touched }));
			}
		},
	};
}

function versionOf({ headers }: Answer): number | undefined {
	const version = Number(headers['last-modified-version'] ?? Number.NaN);
	return Number.isInteger(version) ? version : undefined;
}

function firstKey({ body }: Answer): string | undefined {
	return zotero.parseKeys(body)?.[0];
}

/** The papers by which an import is known again: those that would be gone if it were undone, else those that would be older, else all. */
function tracesOf({ taken }: Addition, headOf: (key: string) => Head | undefined): readonly Trace[] {
	const kind = (['added', 'merged', 'unchanged'] as const).find(wanted => taken.some(one => one.kind === wanted));
	return taken.flatMap(one => {
		const head = one.kind === kind ? headOf(one.key) : undefined;
		return head === undefined ? [] : [{ id: head.id, updated: head.updated }];
	});
}

/** Zotero is closed more often than not: that is worth a line, no dialog. */
function quietly(sentence: string): void {
	window.setStatusBarMessage(`$(info) ${sentence}`, 8000);
}
