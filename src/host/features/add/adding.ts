import { ProgressLocation, commands, env, window } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import type { BatchJob } from '../../../core/work/batchJob';
import { knownAmong } from '../../../core/library/knownPapers';
import type { Addition } from '../../../core/library/library';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import { Pace } from '../../../core/work/pace';
import { present } from '../../../core/paper/paper';
import type { Log } from '../../../core/files/ports';
import { lookUp } from '../../../core/sources/lookup';
import type { Lookup } from '../../../core/sources/lookup';
import { givingUpOnce } from '../../../core/sources/sideBySide';
import { readWanted } from '../../../core/sources/wanted';
import type { WantedWork } from '../../../core/sources/wanted';
import { tell } from '../../ui/commands';
import type { Network } from '../../network/network';
import { pause } from '../../ui/pause';
import { askForPapers } from './addBox';
import { candidatesOf, nameOf } from '../../library/candidate';

export interface AddDependencies {
	readonly library: RecordedLibrary;
	readonly log: Log;
	readonly network: () => Promise<Network>;
	/** What is still to be looked up after a restart. */
	readonly job: BatchJob;
}

/** What an addition did. */
export interface AddReport {
	/** Citation keys. */
	readonly added: readonly string[];
	readonly merged: readonly string[];
	readonly unchanged: number;
	/** What was not found, each with a sentence why. */
	readonly problems: readonly { readonly wanted: string; readonly message: string }[];
	/** What was left out of the papers added, each in a sentence. */
	readonly leftOut?: readonly string[];
}

/** Asks in a box; with a text, as if it had been typed, or been given by somebody else (`origin`). */
export async function addFromBox(deps: AddDependencies, title: string, text?: string, origin?: string): Promise<AddReport | undefined> {
	const { asking } = await deps.network();
	const clipboard = text === undefined ? await env.clipboard.readText() : undefined;
	const papers = await askForPapers({
		title,
		asking,
		knownAmong: found => knownAmong(deps.library, found, new Pace(pause)),
		...present('text', text),
		...present('origin', origin),
		...(clipboard === undefined || readWanted(clipboard.slice(0, 20_000)).every(({ kind }) => kind === 'title') ? {} : { clipboard }),
	});
	if (papers === undefined) {
		return undefined;
	}
	const addition = new Additions();
	addition.take(await deps.library.step(localize('Add Paper'), editor => editor.add(papers)));
	return finish(deps, addition);
}

/** So many are looked up, added and struck off together. */
const batchSize = 100;

/** Adds what is surely meant; of a title that is not, and of what is not found, the report tells. */
export async function addNamed(deps: AddDependencies, text: string): Promise<AddReport | undefined> {
	const wanted = readWanted(text);
	if (wanted.some(({ kind }) => kind === 'records')) {
		return addBatches(deps, [text]);
	}
	await deps.job.begin(wanted.map(askedText));
	return addBatches(deps);
}

/** Goes on with what a restart interrupted, or adds some texts. What was added before a cancel stays. */
export async function addBatches(deps: AddDependencies, texts?: readonly string[]): Promise<AddReport> {
	const { library, job } = deps;
	const asker = givingUpOnce((await deps.network()).asking);
	const addition = new Additions();
	await library.step(localize('Add Paper'), editor =>
		window.withProgress(
			{ location: ProgressLocation.Notification, title: localize('Looking up papers'), cancellable: true },
			async (progress, token) => {
				const work = async (batch: readonly string[]): Promise<'go on' | 'end'> => {
					const { done, total } = job;
					const lookups = await lookUp(asker, batch.flatMap(readWanted), token, count =>
						progress.report({ message: localize('{0} of {1}', done + count, total), increment: 100 / Math.max(total, 1) }),
					);
					addition.cancelled = token.isCancellationRequested;
					if (addition.cancelled) {
						return 'end';
					}
					const sure = lookups.map(lookup =>
						candidatesOf([lookup])
							.filter(candidate => candidate.sure)
							.map(({ paper }) => paper),
					);
					addition.problems.push(
						...lookups.flatMap((lookup, index) =>
							sure[index]?.length === 0 ? [{ wanted: nameOf(lookup.wanted), message: whyNot(lookup) }] : [],
						),
					);
					addition.leftOut.push(...lookups.flatMap(({ leftOut }, index) => (sure[index]?.length === 0 ? [] : (leftOut ?? []))));
					addition.take(await editor.add(sure.flat()));
					return 'go on';
				};
				await (texts === undefined ? job.run(batchSize, work) : work(texts));
			},
		),
	);
	return finish(deps, addition);
}

/** As {@link readWanted} reads it again. */
function askedText(wanted: WantedWork): string {
	switch (wanted.kind) {
		case 'title':
			return wanted.words;
		case 'records':
			return wanted.text;
		case 'address':
			return wanted.url;
		case 'openalex':
			return `https://openalex.org/${wanted.id}`;
		case 's2':
			return `https://www.semanticscholar.org/paper/${wanted.id}`;
		case 'arxiv':
		case 'doi':
		case 'pmid':
		case 'isbn':
			return `${wanted.kind}:${wanted.id}`;
	}
}

/** What several additions did together. */
class Additions {
	readonly added: string[] = [];
	readonly merged: string[] = [];
	unchanged = 0;
	cancelled = false;
	readonly problems: { readonly wanted: string; readonly message: string }[] = [];
	readonly leftOut: string[] = [];

	take({ added, merged, unchanged }: Addition): void {
		this.added.push(...added.map(paper => paper['citation-key']));
		this.merged.push(...merged.map(paper => paper['citation-key']));
		this.unchanged += unchanged;
	}
}

function whyNot({ wanted, papers, troubles }: Lookup): string {
	if (papers.length > 0) {
		return localizeCount(
			papers.length,
			'1 paper has a similar title. Use “Marginalia: Add Paper…” to choose.',
			'{0} papers have a similar title. Use “Marginalia: Add Paper…” to choose.',
		);
	}
	if (wanted.kind === 'address') {
		return localize('No service can look up this URL. Use the DOI, arXiv ID or title.');
	}
	const trouble =
		troubles.find(({ kind }) => kind === 'failed') ??
		troubles.find(({ kind }) => kind === 'off' && troubles.every(other => other.kind === 'off')) ??
		troubles.find(({ kind }) => kind === 'missing');
	return trouble?.sentence ?? localize('No service has it.');
}

function finish({ log }: AddDependencies, addition: Additions): AddReport {
	const { added, merged, unchanged, problems, leftOut, cancelled } = addition;
	const report = { added, merged, unchanged, problems, ...(leftOut.length > 0 ? { leftOut } : {}) };
	const sentence = cancelled ? localize('Cancelled. {0}', summary(report)) : summary(report);
	log.info(sentence);
	leftOut.forEach(left => log.warn(left));
	const [key] = report.added.length + report.merged.length === 1 ? [...report.added, ...report.merged] : [];
	tell(
		problems.length > 0 ? window.showWarningMessage : window.showInformationMessage,
		sentence,
		key === undefined
			? { [localize('Show Library')]: () => commands.executeCommand('marginalia.library.focus') }
			: { [localize('Open Paper')]: () => commands.executeCommand('marginalia.openPaper', key) },
	);
	return report;
}

function summary({ added, merged, unchanged, problems, leftOut = [] }: AddReport): string {
	const parts = [
		added.length > 0 ? localizeCount(added.length, 'Added @{1}', 'Added {0} papers', added[0] ?? '') : undefined,
		merged.length > 0 ? localize('{0} updated', merged.length) : undefined,
		unchanged > 0 ? localize('{0} already in the library', unchanged) : undefined,
	].filter(part => part !== undefined);
	const said = parts.length > 0 ? `${parts.join(', ')}.` : localize('Nothing was added.');
	return [
		said,
		...problems.slice(0, 3).map(({ wanted, message }) => `${wanted}: ${message}`),
		...(problems.length > 3 ? [localize('{0} more weren’t found.', problems.length - 3)] : []),
		...leftOut.slice(0, 2),
		...(leftOut.length > 2 ? [localize('{0} more are in the Marginalia output.', leftOut.length - 2)] : []),
	].join(' ');
}
