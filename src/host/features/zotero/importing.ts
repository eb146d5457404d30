import { ProgressLocation, commands, window } from 'vscode';
import type { CancellationToken, Memento, Progress, Uri } from 'vscode';
import { AnnotationStore } from '../../../core/annotations/annotationStore';
import { localize, localizeCount } from '../../../core/data/localize';
import { isObject, textOf } from '../../../core/data/json';
import type { Addition } from '../../../core/library/library';
import type { DocumentTakeBack, RecordedLibrary } from '../../../core/library/recordedLibrary';
import type { Head } from '../../../core/paper/head';
import type { IncomingPaper } from '../../../core/paper/paper';
import { present } from '../../../core/paper/paper';
import type { Log } from '../../../core/files/ports';
import type { Answer, Asking } from '../../../core/sources/asking';
import { collectionTexts } from '../../../core/ingest/zotero/zoteroCollections';
import { plainLabel, plainMessage } from '../../../core/text/printable';
import { zotero } from '../../../core/sources/zotero';
import type { ZoteroLibrary, ZoteroPlace } from '../../../core/sources/zotero';
import { readProgress, versionReached, withImport } from '../../../core/sources/zoteroProgress';
import type { Trace } from '../../../core/sources/zoteroProgress';
import { everyPage } from '../../../core/sources/zoteroPages';
import { fetchZoteroAnnotations, printOfKeys, takeZoteroAnnotations } from '../../../core/sources/zoteroAnnotations';
import type { ZoteroAnnotations, ZoteroAnnotationsTaken } from '../../../core/sources/zoteroAnnotations';
import { Pace } from '../../../core/work/pace';
import { folderStore } from '../../files/folderStore';
import { pause } from '../../ui/pause';
import { tell } from '../../ui/commands';
import type { Network } from '../../network/network';

export interface ZoteroDependencies {
	readonly library: RecordedLibrary;
	/** The library's, which holds its annotations. */
	readonly folder: Uri;
	readonly log: Log;
	readonly network: () => Promise<Network>;
	/** Up to which version of each of Zotero's libraries everything is here. */
	readonly memory: Memento;
}

export interface ZoteroReport {
	readonly added: number;
	readonly merged: number;
	readonly unchanged: number;
	/** How many annotations were added or changed, or are gone, where there were any. */
	readonly annotations?: number;
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
		{
			location: ProgressLocation.Notification,
			title: plainMessage(localize('Reading {0} from Zotero', part.library.name)),
			cancellable: true,
		},
		(progress, token) => fetchPart(dependencies, asking, part, progress, token),
	);
	if (fetched === undefined) {
		return undefined;
	}
	const takeBacks: DocumentTakeBack[] = [];
	const { addition, annotations } = await library.step(
		localize('Import from Zotero'),
		async editor => {
			const added = await editor.add(fetched.papers);
			const taken = await takeAnnotations(dependencies, part, fetched, added);
			if (taken.added + taken.updated + taken.removed > 0) {
				takeBacks.push(async () => {
					await taken.takeBack();
					await fetched.forgetAnnotations();
					return undefined;
				});
			}
			return { addition: added, annotations: taken };
		},
		{ documents: takeBacks },
	);
	const { leftOut } = fetched.annotations;
	if (leftOut > 0) {
		dependencies.log.info(`Zotero: ${leftOut} annotations are in EPUBs, web pages or files without an item, and were left out`);
	}
	await fetched.remember(addition, annotations.refused.length === 0);
	const changes = annotations.added + annotations.updated + annotations.removed;
	const report: ZoteroReport = {
		added: addition.added.length,
		merged: addition.merged.length,
		unchanged: addition.unchanged,
		...(changes === 0 ? {} : { annotations: changes }),
	};
	const [refusal] = annotations.refused;
	const sentences = [
		localize('From Zotero: {0} added, {1} merged, {2} unchanged.', report.added, report.merged, report.unchanged),
		...(changes === 0
			? []
			: [localize('Annotations: {0} added, {1} updated, {2} removed.', annotations.added, annotations.updated, annotations.removed)]),
		...(refusal === undefined ? [] : [refusal]),
		...(fetched.annotations.trouble === undefined
			? []
			: [localize('Some annotations couldn’t be fetched. {0}', fetched.annotations.trouble)]),
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
						libraries.map(item => ({ label: plainLabel(item.name), item })),
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
			{ label: plainLabel(localize('All of {0}', library.name)), key: undefined },
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
	readonly annotations: ZoteroAnnotations;
	/** Whether some may be gone from Zotero. */
	readonly removesGone: boolean;
	/** To be called when they are taken back, so that all are asked for the next time. */
	readonly forgetAnnotations: () => PromiseLike<void>;
	/** To be called when the papers are safe, with what became of them, and whether all annotations are. */
	readonly remember: (addition: Addition, hasAnnotations: boolean) => Promise<void>;
}

/** Puts annotations into the library: of all its papers, or of those that came with a collection. */
async function takeAnnotations(
	{ library, folder }: ZoteroDependencies,
	part: Part,
	{ annotations, removesGone }: Fetched,
	{ taken }: Addition,
): Promise<ZoteroAnnotationsTaken> {
	const { files, path } = folderStore(folder);
	const ids = new Set(taken.map(({ key }) => library.head(key)?.id));
	return takeZoteroAnnotations(new AnnotationStore(files, path), library.all(), annotations, {
		library: part.library,
		removesGone,
		now: new Date().toISOString(),
		pace: new Pace(pause),
		...(part.collection === undefined ? {} : { isWanted: id => ids.has(id) }),
	});
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
	progress.report({ message: localize('Annotations') });
	const annotationsName = `marginalia.zoteroAnnotations.${place.kind}.${library.path}`;
	const remembered = readRemembered(memory.get(annotationsName));
	const annotations = await fetchZoteroAnnotations(asking, place, library, Math.min(since, remembered.version), token);
	if (token.isCancellationRequested) {
		quietly(localize('Cancelled. Nothing was changed.'));
		return undefined;
	}
	// The first page's: what changed while the others came is asked for again.
	const [page] = pages;
	const version = page === undefined ? undefined : versionOf(page);
	const isComplete = isWhole && trouble === undefined && old === undefined;
	return {
		papers,
		...present('trouble', trouble?.sentence),
		annotations,
		removesGone: isWhole && annotations.listed !== undefined && printOfKeys(annotations.listed) !== remembered.keys,
		forgetAnnotations: () => memory.update(annotationsName, undefined),
		remember: async (addition, hasAnnotations) => {
			if (isComplete && hasAnnotations && annotations.trouble === undefined) {
				const { listed } = annotations;
				await memory.update(annotationsName, { version, ...present('keys', listed && printOfKeys(listed)) });
			}
			if (isComplete && page !== undefined && version !== undefined) {
				const touched = tracesOf(addition, key => papersHere.head(key));
				await memory.update(name, withImport(known, since, { first: since === 0 ? firstKey(page) : now.first, version, touched }));
			}
		},
	};
}

/** Up to which version of a library its annotations are here, and which there were. */
function readRemembered(value: unknown): { readonly version: number; readonly keys?: string } {
	const version = isObject(value) ? value['version'] : undefined;
	return { version: typeof version === 'number' ? version : 0, ...present('keys', isObject(value) ? textOf(value['keys']) : undefined) };
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
