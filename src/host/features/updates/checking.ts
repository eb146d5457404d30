import { ProgressLocation, commands, window } from 'vscode';
import type { CancellationToken, Progress, QuickPickItem } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import type { LibraryEditor, LibraryReader } from '../../../core/library/library';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import type { Paper } from '../../../core/paper/paper';
import type { Log } from '../../../core/files/ports';
import { paperMarks } from '../../../core/reading/paperMarks';
import type { Asking } from '../../../core/sources/asking';
import { checkForNews, newsBatch, newsServices, withNews } from '../../../core/sources/updates';
import type { PaperNews } from '../../../core/sources/updates';
import { tell } from '../../ui/commands';
import type { Network } from '../../network/network';
import { offerServices } from '../../settings/networkSettings';
import { plainLabel } from '../../../core/text/printable';

export interface UpdateDependencies {
	readonly library: RecordedLibrary;
	readonly log: Log;
	readonly network: () => Promise<Network>;
}

/** What a check found, by citation key. Each list names what was not known before. */
export interface UpdateReport {
	readonly checked: number;
	readonly retracted: readonly string[];
	/** Those about which the publisher expressed concern. */
	readonly concern: readonly string[];
	readonly published: readonly string[];
	readonly revised: readonly string[];
	/** Papers without DOI and arXiv id. */
	readonly nameless: number;
	readonly problems: readonly string[];
	readonly cancelled: boolean;
}

/** Asks what became of papers, without keys of all, and marks them. What was found before a cancel stays. */
export async function checkPapers(
	dependencies: UpdateDependencies,
	keys: readonly string[] | undefined,
	quiet: boolean,
): Promise<UpdateReport | undefined> {
	const { asking } = await dependencies.network();
	if (!newsServices.some(service => asking.mayAsk(service)) && !(await offerServices(localize('Checking papers'), newsServices, quiet))) {
		return undefined;
	}
	const papers = await dependencies.library.papers(keys ?? dependencies.library.heads().map(head => head.id));
	const run = new Run();
	await dependencies.library.step(localize('Check Papers for Updates'), editor =>
		window.withProgress(
			{ location: ProgressLocation.Notification, title: localize('Checking papers for updates'), cancellable: true },
			(progress, token) => run.go(editor, asking, papers, progress, token),
		),
	);
	const report = run.finish();
	const affected = [...new Set([...report.retracted, ...report.concern, ...report.published, ...report.revised])];
	tell(
		report.retracted.length + report.concern.length + report.problems.length > 0
			? window.showWarningMessage
			: window.showInformationMessage,
		summary(report),
		affected.length === 0 ? {} : { [localize('Show')]: () => showAffected(dependencies.library, affected) },
	);
	return report;
}

class Run {
	private readonly found: Record<keyof PaperNews, string[]> = { retracted: [], concern: [], 'published-version': [], 'arxiv-version': [] };
	private readonly problems = new Set<string>();
	private checked = 0;
	private nameless = 0;
	private cancelled = false;

	async go(
		editor: LibraryEditor,
		asking: Asking,
		papers: readonly Paper[],
		progress: Progress<{ message: string; increment: number }>,
		token: CancellationToken,
	): Promise<void> {
		for (let start = 0; start < papers.length && !this.cancelled; start += newsBatch) {
			const batch = papers.slice(start, start + newsBatch);
			progress.report({ message: localize('{0} of {1}', start, papers.length), increment: (100 * batch.length) / papers.length });
			const { checks, nameless, troubles, cancelled } = await checkForNews(asking, batch, token);
			troubles.forEach(({ sentence }) => this.problems.add(sentence));
			this.nameless += nameless.length;
			this.cancelled = cancelled;
			this.checked += cancelled ? 0 : checks.length;
			const news = new Map(checks.map(check => [check.paper.id, check.news]));
			for (const { paper, news: said } of checks) {
				withNews(paper, said).fresh.forEach(field => this.found[field].push(paper['citation-key']));
			}
			await editor.update([...news.keys()], paper => withNews(paper, news.get(paper.id) ?? {}).paper);
		}
	}

	finish(): UpdateReport {
		return {
			checked: this.checked,
			retracted: this.found.retracted,
			concern: this.found.concern,
			published: this.found['published-version'],
			revised: this.found['arxiv-version'],
			nameless: this.nameless,
			problems: [...this.problems],
			cancelled: this.cancelled,
		};
	}
}

/** `Checked 104 papers: 1 was retracted, 2 were published.` */
function summary({ checked, retracted, concern, published, revised, nameless, problems, cancelled }: UpdateReport): string {
	const news = [
		...(retracted.length > 0 ? [localizeCount(retracted.length, '1 was retracted', '{0} were retracted')] : []),
		...(concern.length > 0 ? [localizeCount(concern.length, '1 has an expression of concern', '{0} have expressions of concern')] : []),
		...(published.length > 0 ? [localizeCount(published.length, '1 was published', '{0} were published')] : []),
		...(revised.length > 0 ? [localizeCount(revised.length, '1 has a new version on arXiv', '{0} have new versions on arXiv')] : []),
	];
	const result = localizeCount(
		checked,
		'Checked 1 paper: {1}.',
		'Checked {0} papers: {1}.',
		news.length === 0 ? localize('nothing new') : news.join(', '),
	);
	return [
		cancelled ? localize('Cancelled. {0}', result) : result,
		...(nameless === 0 ? [] : [localizeCount(nameless, '1 has no DOI or arXiv ID to check.', '{0} have no DOI or arXiv ID to check.')]),
		...problems.slice(0, 2),
	].join(' ');
}

async function showAffected(library: LibraryReader, keys: readonly string[]): Promise<void> {
	const papers = await library.papers(keys);
	const rows: readonly (QuickPickItem & { readonly key: string })[] = papers.map(paper => ({
		label: plainLabel(paper.title),
		description: plainLabel(`@${paper['citation-key']}`),
		detail: plainLabel(
			paperMarks(paper)
				.map(({ text }) => text)
				.join(' '),
		),
		key: paper['citation-key'],
	}));
	const picked = await window.showQuickPick(rows, {
		title: localize('Updates of Papers'),
		placeHolder: localize('Press Enter to open a paper'),
	});
	if (picked !== undefined) {
		await commands.executeCommand('marginalia.openPaper', picked.key);
	}
}
