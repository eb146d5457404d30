import { ProgressLocation, commands, window } from 'vscode';
import type { CancellationToken, Memento, Progress } from 'vscode';
import { isObject, textOf } from '../../../core/json';
import type { Library } from '../../../core/library/library';
import type { IncomingPaper } from '../../../core/paper';
import type { Log } from '../../../core/ports';
import type { Asking } from '../../../core/sources/asking';
import { zotero } from '../../../core/sources/zotero';
import type { ZoteroLibrary, ZoteroPlace } from '../../../core/sources/zotero';
import { tell } from '../../adapters/commands';
import type { LibraryHistory } from '../../adapters/libraryHistory';
import type { Network } from '../../adapters/network';

export interface ZoteroDependencies {
	readonly library: Library;
	readonly log: Log;
	readonly history: LibraryHistory;
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

/** Brings in a library or collection of Zotero: asked in two short lists, or by `{ library: 'users/0', collection: 'KEY' }`. A whole library is asked only for what changed since the last time. */
export async function addFromZotero(dependencies: ZoteroDependencies, argument: unknown): Promise<ZoteroReport | undefined> {
	const { library, history, network } = dependencies;
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
	const fetched = await window.withProgress({ location: ProgressLocation.Notification, title: `Reading ${part.library.name} of Zotero`, cancellable: true }, (progress, token) => fetchPart(dependencies, asking, part, progress, token));
	if (fetched === undefined) {
		return undefined;
	}
	const addition = await library.add(fetched.papers);
	history.record('Added from Zotero', addition);
	await fetched.remember();
	const report = { added: addition.added.length, merged: addition.merged.length, unchanged: addition.unchanged };
	tell(window.showInformationMessage, `From Zotero: ${report.added} added, ${report.merged} merged, ${report.unchanged} as they were.`, { 'Show Library': () => commands.executeCommand('marginalia.library.focus') });
	return report;
}

/** The program where it may be asked, else zotero.org; a sentence where neither can be. */
async function placeOf(asking: Asking): Promise<ZoteroPlace | string> {
	if (asking.mayAsk('zotero')) {
		return { kind: 'local' };
	}
	const answer = await asking.ask(zotero.ownerOfKey());
	if (answer.kind !== 'answer') {
		return answer.kind === 'off' ? 'Zotero is switched off. Switch on “zotero” or “zotero-web” in the setting “marginalia.network.services”.' : answer.sentence;
	}
	const user = zotero.parseOwner(answer.body);
	return user === undefined ? 'zotero.org does not know this key. Set another with “Marginalia: Set Key of a Service…”.' : { kind: 'web', user };
}

function partOf(place: ZoteroPlace, argument: unknown): Part | undefined {
	const path = isObject(argument) ? textOf(argument['library']) : undefined;
	const collection = isObject(argument) ? textOf(argument['collection']) : undefined;
	return path === undefined || !/^(?:users|groups)\/\d+$/.test(path) ? undefined : { place, library: { path, name: path }, ...(collection === undefined ? {} : { collection }) };
}

async function askPart(asking: Asking, place: ZoteroPlace): Promise<Part | undefined> {
	const own = zotero.ownLibrary(place);
	const groups = await asking.ask(zotero.groups(place));
	if (groups.kind !== 'answer') {
		quietly(groups.sentence);
		return undefined;
	}
	const libraries = [own, ...zotero.parseGroups(groups.body)];
	const library = libraries.length === 1 ? own : (await window.showQuickPick(libraries.map(item => ({ label: item.name, item })), { title: 'Add from Zotero: library' }))?.item;
	if (library === undefined) {
		return undefined;
	}
	const answer = await asking.ask(zotero.collections(place, library));
	const collections = answer.kind === 'answer' ? zotero.parseCollections(answer.body) : [];
	if (collections.length === 0) {
		return { place, library };
	}
	const picked = await window.showQuickPick([{ label: `All of ${library.name}`, key: undefined }, ...collections.map(({ key, name }) => ({ label: name, key }))], { title: 'Add from Zotero: collection' });
	return picked && { place, library, ...(picked.key === undefined ? {} : { collection: picked.key }) };
}

interface Fetched {
	readonly papers: readonly IncomingPaper[];
	/** To be called when the papers are safe. */
	readonly remember: () => Promise<void>;
}

async function fetchPart({ memory }: ZoteroDependencies, asking: Asking, { place, library, collection }: Part, progress: Progress<{ message: string }>, token: CancellationToken): Promise<Fetched | undefined> {
	const name = `marginalia.zotero.${place.kind}.${library.path}`;
	const known: unknown = memory.get(name);
	const since = collection === undefined && typeof known === 'number' ? known : 0;
	const papers: IncomingPaper[] = [];
	let version: number | undefined;
	for (let start = 0; ; start += zotero.pageSize) {
		const answer = await asking.ask(zotero.items(place, library, { since, start, ...(collection === undefined ? {} : { collection }) }), token);
		if (answer.kind !== 'answer') {
			quietly(answer.sentence);
			return undefined;
		}
		const parsed = zotero.parseItems(answer.body, library);
		if (parsed.kind === 'mistake') {
			quietly(parsed.sentence);
			return undefined;
		}
		papers.push(...parsed.papers);
		version ??= Number(answer.headers['last-modified-version']);
		progress.report({ message: `${papers.length} papers` });
		if (answer.stale !== undefined) {
			quietly(`${answer.stale} This is what it said at ${answer.at.toLocaleString()}.`);
		}
		if (zotero.countItems(answer.body) < zotero.pageSize) {
			break;
		}
	}
	const reached = version;
	return { papers, remember: async () => (collection === undefined && Number.isInteger(reached) ? memory.update(name, reached) : undefined) };
}

/** Zotero is closed more often than not: that is worth a line, no dialog. */
function quietly(sentence: string): void {
	window.setStatusBarMessage(`$(info) ${sentence}`, 8000);
}
