import { ProgressLocation, commands, env, window } from 'vscode';
import { knownAmong } from '../../../core/library/knownPapers';
import type { Library } from '../../../core/library/library';
import type { IncomingPaper } from '../../../core/paper';
import type { Log } from '../../../core/ports';
import { lookUp } from '../../../core/sources/lookup';
import type { Lookup } from '../../../core/sources/lookup';
import { readWanted } from '../../../core/sources/wanted';
import { tell } from '../../adapters/commands';
import type { LibraryHistory } from '../../adapters/libraryHistory';
import type { Network } from '../../adapters/network';
import { askForPapers } from './addBox';
import { candidatesOf, nameOf } from './candidate';

export interface AddDependencies {
	readonly library: Library;
	readonly log: Log;
	readonly history: LibraryHistory;
	readonly network: () => Promise<Network>;
}

/** What an addition did. */
export interface AddReport {
	/** Citation keys. */
	readonly added: readonly string[];
	readonly merged: readonly string[];
	readonly unchanged: number;
	/** What was not found, each with a sentence why. */
	readonly problems: readonly { readonly wanted: string; readonly message: string }[];
}

/** Asks in a box; with a text, as if it had been typed. */
export async function addFromBox(deps: AddDependencies, title: string, text?: string): Promise<AddReport | undefined> {
	const { asking } = await deps.network();
	const clipboard = text === undefined ? await env.clipboard.readText() : undefined;
	const papers = await askForPapers({ title, asking, knownAmong: found => knownAmong(deps.library, found), ...(text === undefined ? {} : { text }), ...(clipboard === undefined || readWanted(clipboard.slice(0, 20_000)).every(({ kind }) => kind === 'title') ? {} : { clipboard }) });
	return papers && add(deps, papers, []);
}

/** Adds what is surely meant; of a title that is not, and of what is not found, the report tells. */
export async function addNamed(deps: AddDependencies, text: string): Promise<AddReport | undefined> {
	const wanted = readWanted(text);
	const { asking } = await deps.network();
	const lookups = await window.withProgress({ location: ProgressLocation.Notification, title: 'Looking up papers', cancellable: true }, (progress, token) =>
		lookUp(asking, wanted, token, done => progress.report({ message: `${done} of ${wanted.length}`, increment: 100 / wanted.length })).then(found => (token.isCancellationRequested ? undefined : found)));
	if (lookups === undefined) {
		tell(window.showInformationMessage, 'Cancelled. Nothing was added.');
		return undefined;
	}
	const sure = lookups.map(lookup => candidatesOf([lookup]).filter(candidate => candidate.sure).map(({ paper }) => paper));
	const problems = lookups.flatMap((lookup, index) => (sure[index]?.length === 0 ? [{ wanted: nameOf(lookup.wanted), message: whyNot(lookup) }] : []));
	return add(deps, sure.flat(), problems);
}

function whyNot({ wanted, papers, troubles }: Lookup): string {
	if (papers.length > 0) {
		return `${papers.length === 1 ? 'One paper has' : `${papers.length} papers have`} a similar title; use “Marginalia: Add Paper…” to choose.`;
	}
	if (wanted.kind === 'address') {
		return 'This address names no paper that a service can look up. Use its DOI, arXiv id or title.';
	}
	const trouble = troubles.find(({ kind }) => kind === 'failed') ?? troubles.find(({ kind }) => kind === 'off' && troubles.every(other => other.kind === 'off')) ?? troubles.find(({ kind }) => kind === 'missing');
	return trouble?.sentence ?? 'No service knows it.';
}

async function add({ library, history, log }: AddDependencies, papers: readonly IncomingPaper[], problems: AddReport['problems']): Promise<AddReport> {
	const addition = await library.add(papers);
	history.record('Added', addition);
	const { added, merged, unchanged } = addition;
	const report = { added: added.map(paper => paper['citation-key']), merged: merged.map(paper => paper['citation-key']), unchanged, problems };
	const sentence = summary(report);
	log.info(sentence);
	const [key] = report.added.length + report.merged.length === 1 ? [...report.added, ...report.merged] : [];
	tell(problems.length > 0 ? window.showWarningMessage : window.showInformationMessage, sentence, key === undefined
		? { 'Show Library': () => commands.executeCommand('marginalia.library.focus') }
		: { 'Open Paper': () => commands.executeCommand('marginalia.openPaper', key) });
	return report;
}

function summary({ added, merged, unchanged, problems }: AddReport): string {
	const parts = [
		added.length === 1 ? `Added @${added[0] ?? ''}` : added.length > 0 ? `Added ${added.length} papers` : undefined,
		merged.length > 0 ? `${merged.length} gained fields` : undefined,
		unchanged > 0 ? `${unchanged} already in the library` : undefined,
	].filter(part => part !== undefined);
	const said = parts.length > 0 ? `${parts.join(', ')}.` : 'Nothing was added.';
	return [said, ...problems.slice(0, 3).map(({ wanted, message }) => `${wanted}: ${message}`), ...(problems.length > 3 ? [`${problems.length - 3} more were not found.`] : [])].join(' ');
}
