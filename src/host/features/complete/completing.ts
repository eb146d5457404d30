import { ProgressLocation, window } from 'vscode';
import type { CancellationToken, Memento, Progress } from 'vscode';
import { localize } from '../../../core/data/localize';
import type { BatchJob } from '../../../core/work/batchJob';
import type { Change, LibraryEditor } from '../../../core/library/library';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import type { Paper } from '../../../core/paper/paper';
import type { Log } from '../../../core/files/ports';
import { fillIn } from '../../../core/merge/fillGaps';
import { complete, isBare } from '../../../core/sources/completing';
import type { Completion } from '../../../core/sources/completing';
import { givingUpOnce } from '../../../core/sources/sideBySide';
import type { ServiceId } from '../../../core/sources/services';
import { tell } from '../../ui/commands';
import type { Network } from '../../network/network';
import { offerServices } from '../../settings/networkSettings';
import { chooseCandidates } from './choosing';

export interface CompleteDependencies {
	readonly library: RecordedLibrary;
	readonly log: Log;
	readonly network: () => Promise<Network>;
	/** Where the papers of a run that are still to do survive a restart. */
	readonly memory: Memento;
}

/** What a run did. */
export interface CompletionReport {
	/** Citation keys of papers that gained something. */
	readonly completed: readonly string[];
	/** Papers that were found and had everything. */
	readonly unchanged: number;
	readonly doubtful: readonly {
		readonly key: string;
		readonly candidates: readonly { readonly title: string; readonly similarity: number }[];
	}[];
	readonly missing: readonly string[];
	readonly problems: readonly { readonly key: string; readonly message: string }[];
	readonly cancelled: boolean;
}

type Doubtful = Extract<Completion, { kind: 'doubtful' }>;

/** So many papers are asked for, written and struck off together. */
const slice = 50;
/** Services that a run makes use of, where they are switched on. */
const helpful: readonly ServiceId[] = ['arxiv', 'crossref', 'openalex', 'daily-papers', 'semantic-scholar'];

/** Completes papers, without keys those that lack something. `quiet` asks nothing: doubtful ones are only reported. */
export async function completePapers(
	dependencies: CompleteDependencies,
	job: BatchJob,
	keys: readonly string[] | undefined,
	quiet: boolean,
): Promise<CompletionReport | undefined> {
	const { library, network } = dependencies;
	const { asking } = await network();
	if (!helpful.some(service => asking.mayAsk(service)) && !(await offerServices(localize('Filling in missing details'), helpful, quiet))) {
		return undefined;
	}
	if (keys !== undefined || job.pending.length === 0) {
		const wanted = keys === undefined ? await bareOf(library) : await library.papers(keys);
		if (wanted.length === 0) {
			tell(
				window.showInformationMessage,
				localize('No details are missing: all papers have authors, a year, an abstract and identifiers.'),
			);
			return undefined;
		}
		await job.begin(wanted.map(paper => paper.id));
	}
	const run = new Run(dependencies, job);
	await library.step(localize('Fill In Missing Details'), editor =>
		window.withProgress(
			{ location: ProgressLocation.Notification, title: localize('Filling in missing details'), cancellable: true },
			(progress, token) => run.go(editor, progress, token),
		),
	);
	if (!quiet && run.doubtful.length > 0) {
		tell(window.showInformationMessage, run.summary(), {
			[localize('Choose for {0}…', run.doubtful.length)]: () => choose(dependencies, run.doubtful),
		});
	} else {
		tell(run.problems.length > 0 ? window.showWarningMessage : window.showInformationMessage, run.summary());
	}
	return run.report();
}

async function bareOf(library: RecordedLibrary): Promise<readonly Paper[]> {
	const bare: Paper[] = [];
	for await (const paper of library.all()) {
		if (isBare(paper)) {
			bare.push(paper);
		}
	}
	return bare;
}

async function choose({ library }: CompleteDependencies, doubtful: readonly Doubtful[]): Promise<void> {
	const chosen = await chooseCandidates(doubtful);
	const byId = new Map(chosen.map(({ id, paper }) => [id, paper]));
	await library.step(localize('Fill In Missing Details'), editor =>
		editor.update([...byId.keys()], paper => {
			const found = byId.get(paper.id);
			return found === undefined ? paper : fillIn(paper, [found]);
		}),
	);
}

class Run {
	private readonly changes: Change[] = [];
	private readonly completions: Completion[] = [];
	private cancelled = false;

	constructor(
		private readonly dependencies: CompleteDependencies,
		private readonly job: BatchJob,
	) {}

	get doubtful(): readonly Doubtful[] {
		return this.completions.filter(completion => completion.kind === 'doubtful');
	}

	get problems(): CompletionReport['problems'] {
		return this.completions.flatMap(completion =>
			completion.kind === 'failed' ? [{ key: completion.paper['citation-key'], message: completion.sentence }] : [],
		);
	}

	async go(editor: LibraryEditor, progress: Progress<{ message: string; increment: number }>, token: CancellationToken): Promise<void> {
		const { library, network } = this.dependencies;
		const { asking } = await network();
		const asker = givingUpOnce(asking);
		await this.job.run(slice, async ids => {
			progress.report({ message: localize('{0} of {1}', this.job.done, this.job.total), increment: (100 * ids.length) / this.job.total });
			const papers = await library.papers(ids);
			const completions = await complete(asker, papers, token);
			await this.write(editor, completions);
			this.completions.push(...completions);
			this.cancelled = token.isCancellationRequested;
			// Where every service said no, asking for the rest would only add to it.
			return this.cancelled || (completions.length > 0 && completions.every(({ kind }) => kind === 'failed')) ? 'end' : 'go on';
		});
	}

	private async write(editor: LibraryEditor, completions: readonly Completion[]): Promise<void> {
		const found = new Map(
			completions.flatMap(completion => (completion.kind === 'found' ? [[completion.paper.id, completion.found] as const] : [])),
		);
		const { changes } = await editor.update([...found.keys()], paper => fillIn(paper, found.get(paper.id) ?? []));
		this.changes.push(...changes);
	}

	report(): CompletionReport {
		const completed = this.changes.flatMap(({ after }) => after?.['citation-key'] ?? []);
		const keysOf = (kind: Completion['kind']) =>
			this.completions.filter(completion => completion.kind === kind).map(({ paper }) => paper['citation-key']);
		return {
			completed,
			unchanged: keysOf('found').length - completed.length,
			doubtful: this.doubtful.map(({ paper, candidates }) => ({
				key: paper['citation-key'],
				candidates: candidates.map(({ paper: { title }, similarity }) => ({ title, similarity })),
			})),
			missing: keysOf('missing'),
			problems: this.problems,
			cancelled: this.cancelled,
		};
	}

	/** `Completed 90 of 104 papers. 8 may be one of several, 4 were not found. Crossref …` */
	summary(): string {
		const { completed, doubtful, missing, problems, cancelled } = this.report();
		const rest = [
			doubtful.length > 0 ? localize('{0} with several matches', doubtful.length) : undefined,
			missing.length > 0 ? localize('{0} not found', missing.length) : undefined,
			problems.length > 0 ? localize('{0} failed', problems.length) : undefined,
		].filter(part => part !== undefined);
		const reasons = [...new Set(problems.map(({ message }) => message))].slice(0, 2);
		return [
			cancelled
				? localize('Cancelled. Filled in {0} of {1} papers.', completed.length, this.completions.length)
				: localize('Filled in {0} of {1} papers.', completed.length, this.completions.length),
			...(rest.length > 0 ? [`${rest.join(', ')}.`] : []),
			...reasons,
		].join(' ');
	}
}
