import { ProgressLocation, commands, window } from 'vscode';
import type { CancellationToken, Memento, Progress } from 'vscode';
import { isObject, textOf } from '../../../core/data/json';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import type { IncomingPaper } from '../../../core/paper/paper';
import { present } from '../../../core/paper/paper';
import type { Log } from '../../../core/files/ports';
import type { Asking } from '../../../core/sources/asking';
import { zotero } from '../../../core/sources/zotero';
import type { ZoteroLibrary, ZoteroPlace } from '../../../core/sources/zotero';
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
}

/**
 * Brings in a library or collection of Zotero: asked in two short lists, or by `{ library: 'users/0', collection: 'KEY' }`. A whole library
 * is asked only for what changed since the last time.
 */
export async function addFromZotero(dependencies: ZoteroDependencies, argument: unknown): Promise<ZoteroReport | undefined> {
	const { library, network } = dependencies;
	const { asking } = await network();
	const place = await placeOf(asking);
	if (typeof place === 'string') {
		quietly(place);
		return undefined;
	}
	const part = partOf(place, argument) ?? (await askPart(asking, place));
	if (part === undefined) {
		return undefined;
	}
	const fetched = await window.withProgress(
		{ location: ProgressLocation.Notification, title: `Reading ${part.library.name} of Zotero`, cancellable: true },
		(progress, token) => fetchPart(dependencies, asking, part, progress, token),
	);
	if (fetched === undefined) {
		return undefined;
	}
	const addition = await library.step('Import from Zotero', editor => editor.add(fetched.papers));
	await fetched.remember();
	const report = { added: addition.added.length, merged: addition.merged.length, unchanged: addition.unchanged };
	const sentences = [
		`From Zotero: ${report.added} added, ${report.merged} merged, ${report.unchanged} as they were.`,
		...(fetched.trouble === undefined ? [] : [`The rest did not come. ${fetched.trouble}`]),
	];
	tell(window.showInformationMessage, sentences.join(' '), { 'Show Library': () => commands.executeCommand('marginalia.library.focus') });
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
		return user === undefined ? 'zotero.org does not know this key. Set another with “Marginalia: Set API Key…”.' : { kind: 'web', user };
	}
	if (here.kind === 'off') {
		return answer.kind === 'off'
			? 'Zotero is switched off. Switch on “zotero” or “zotero-web” in the setting “marginalia.network.services”.'
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
	};
}

async function askPart(asking: Asking, place: ZoteroPlace): Promise<Part | undefined> {
	const own = zotero.ownLibrary(place);
	const groups = await everyPage(asking, start => zotero.groups(place, start));
	const libraries = [own, ...groups.pages.flatMap(({ body }) => zotero.parseGroups(body))];
	const missing = groups.trouble === undefined ? {} : { placeHolder: `Some groups are missing: ${groups.trouble.sentence}` };
	const library =
		libraries.length === 1
			? own
			: (
					await window.showQuickPick(
						libraries.map(item => ({ label: item.name, item })),
						{ title: 'Add from Zotero: library', ...missing },
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
	const some = trouble === undefined ? {} : { placeHolder: `Some collections are missing: ${trouble.sentence}` };
	const picked = await window.showQuickPick(
		[{ label: `All of ${library.name}`, key: undefined }, ...collections.map(({ key, name }) => ({ label: name, key }))],
		{ title: 'Add from Zotero: collection', ...some },
	);
	return picked && { place, library, ...(picked.key === undefined ? {} : { collection: picked.key }) };
}

interface Fetched {
	readonly papers: readonly IncomingPaper[];
	/** Why some pages are missing. */
	readonly trouble?: string;
	/** To be called when the papers are safe. */
	readonly remember: () => Promise<void>;
}

async function fetchPart(
	{ memory }: ZoteroDependencies,
	asking: Asking,
	{ place, library, collection }: Part,
	progress: Progress<{ message: string }>,
	token: CancellationToken,
): Promise<Fetched | undefined> {
	const name = `marginalia.zotero.${place.kind}.${library.path}`;
	const known: unknown = memory.get(name);
	const since = collection === undefined && typeof known === 'number' ? known : 0;
	const papers: IncomingPaper[] = [];
	const { pages, trouble } = await everyPage(
		asking,
		start => zotero.items(place, library, { since, start, ...present('collection', collection) }),
		token,
		page => {
			const parsed = zotero.parseItems(page.body, library);
			papers.push(...(parsed.kind === 'papers' ? parsed.papers : []));
			progress.report({ message: `${papers.length} papers` });
		},
	);
	const old = pages.find(page => page.stale !== undefined);
	if (old !== undefined) {
		quietly(`${old.stale ?? ''} This is what it said at ${old.at.toLocaleString()}.`);
	}
	if (trouble !== undefined && (trouble.kind === 'cancelled' || pages.length === 0)) {
		quietly(trouble.sentence);
		return undefined;
	}
	// The first page's: what changed while the others came is asked for again.
	const reached = Number(pages[0]?.headers['last-modified-version']);
	const complete = collection === undefined && trouble === undefined && old === undefined && Number.isInteger(reached);
	return { papers, ...present('trouble', trouble?.sentence), remember: async () => (complete ? memory.update(name, reached) : undefined) };
}

/** Zotero is closed more often than not: that is worth a line, no dialog. */
function quietly(sentence: string): void {
	window.setStatusBarMessage(`$(info) ${sentence}`, 8000);
}
