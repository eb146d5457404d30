import { Disposable, Range, Uri, ViewColumn, commands, env, window, workspace } from 'vscode';
import type { TextDocument, WebviewPanel } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import { cellsOf, lineOfCell } from '../../../core/matrix/cells';
import type { Cell } from '../../../core/matrix/cells';
import { matrixTable } from '../../../core/matrix/matrixTable';
import type { Head } from '../../../core/paper/head';
import { Pace } from '../../../core/work/pace';
import type { FromMatrix, ShownPaper, ToMatrix } from '../../../protocol/matrix';
import { parseFromMatrix, parseMatrixState } from '../../../protocol/matrix';
import { writeText } from '../../files/writeText';
import { onSettingChange } from '../../settings/settings';
import { AfterPause } from '../../ui/afterPause';
import { messageOf, tell } from '../../ui/commands';
import { pause } from '../../ui/pause';
import { fillPanel, listenTo } from '../../ui/viewPanel';
import type { MatrixDependencies } from './dependencies';
import { MatrixNotes } from './matrixNotes';
import { matrixViewType } from './matrixViewType';
import { addQuestion, changeQuestion, questionsNow } from './questions';

/** Changes come in bursts: the matrix follows so long after the last, in milliseconds. */
const rest = 200;

/** Of more papers nobody compares the notes, and each has its note read. */
export const mostPapers = 500;

/** The one panel that shows papers and what their notes say to questions. It follows notes, papers and settings while it is open. */
export class MatrixPanel implements Disposable {
	readonly notes: MatrixNotes;
	private panel: WebviewPanel | undefined;
	/** Ids, or keys that a caller gave. */
	private papers: readonly string[] = [];
	private focused: string | undefined;
	/** Of the notes that were read last, their URIs as texts. */
	private read: ReadonlySet<string> = new Set();
	private sendings = 0;
	private readonly again = new AfterPause(rest, () => this.handle(this.send()));
	private readonly subscriptions: Disposable;

	constructor(private readonly dependencies: MatrixDependencies) {
		this.notes = new MatrixNotes(dependencies);
		// A view that is hidden is gone, and asks for all when it is shown again.
		const refresh = () => (this.panel?.visible === true ? this.again.ask() : undefined);
		const follow = (document: TextDocument) => (this.read.has(document.uri.toString()) ? refresh() : undefined);
		this.subscriptions = Disposable.from(
			dependencies.papers.onDidChange(refresh),
			dependencies.notes.onDidChange(refresh),
			workspace.onDidChangeTextDocument(({ document }) => follow(document)),
			workspace.onDidSaveTextDocument(follow),
			onSettingChange(['matrix.questions'], refresh),
			this.again,
		);
	}

	/** Shows papers, by their keys or ids, in place of those that are shown. */
	show(papers: readonly string[]): void {
		if (papers.length > mostPapers) {
			tell(
				window.showInformationMessage,
				localize('The matrix shows the first {0} of {1} papers. Filter the list to choose others.', mostPapers, papers.length),
			);
		}
		this.papers = papers.slice(0, mostPapers);
		this.focused = undefined;
		if (this.panel === undefined) {
			this.adopt(window.createWebviewPanel(matrixViewType, localize('Literature Matrix'), ViewColumn.Active, { enableFindWidget: true }));
		} else {
			this.panel.reveal();
			this.handle(this.send());
		}
	}

	/** Takes over a panel that VS Code kept across a reload of the window. */
	restore(panel: WebviewPanel, kept: unknown): void {
		this.panel?.dispose();
		this.papers = parseMatrixState(kept)?.papers.slice(0, mostPapers) ?? [];
		this.adopt(panel);
	}

	/** The key of the paper in whose row the focus is. */
	selectedKeys(): readonly string[] {
		const head = this.focused === undefined ? undefined : this.dependencies.papers.head(this.focused);
		return head === undefined ? [] : [head.linked === undefined ? head.key : head.id];
	}

	/** Copies the matrix as a Markdown table. */
	async copy(): Promise<void> {
		await env.clipboard.writeText(await this.text());
		const count = this.heads().length;
		window.setStatusBarMessage(localizeCount(count, '$(check) Copied 1 paper', '$(check) Copied {0} papers'), 3000);
	}

	/** Writes the matrix as a Markdown table where the user wants it. */
	async export(): Promise<void> {
		const folder = workspace.workspaceFolders?.[0]?.uri;
		const target = await window.showSaveDialog({
			title: localize('Export the literature matrix'),
			filters: { Markdown: ['md'] },
			...(folder === undefined ? {} : { defaultUri: Uri.joinPath(folder, 'matrix.md') }),
		});
		if (target === undefined) {
			return;
		}
		await writeText(target, await this.text());
		tell(
			window.showInformationMessage,
			localizeCount(this.heads().length, 'Exported 1 paper to {1}.', 'Exported {0} papers to {1}.', workspace.asRelativePath(target)),
			{ [localize('Open File')]: () => window.showTextDocument(target) },
		);
	}

	dispose(): void {
		this.subscriptions.dispose();
		this.panel?.dispose();
	}

	private adopt(panel: WebviewPanel): void {
		const { extensionUri, log } = this.dependencies;
		this.panel = panel;
		listenTo(panel, {
			name: 'matrix',
			log,
			parse: parseFromMatrix,
			heed: asked => this.handle(this.heed(asked)),
			closed: () => {
				if (this.panel === panel) {
					this.panel = undefined;
					this.focused = undefined;
				}
			},
		});
		fillPanel(panel, extensionUri, { name: 'matrix', icon: 'table', title: localize('Literature Matrix') });
	}

	private async heed(asked: FromMatrix): Promise<void> {
		switch (asked.type) {
			case 'ready':
				await this.send();
				return;
			case 'write':
				await this.write(asked);
				return;
			case 'open':
				await commands.executeCommand('marginalia.openPaper', this.keyOf(asked.paper));
				return;
			case 'openNote':
				await this.openNote(this.keyOf(asked.paper), asked.question);
				return;
			case 'focus':
				this.focused = asked.paper;
				return;
			case 'addQuestion':
				await addQuestion();
				return;
			case 'question':
				await changeQuestion(asked.question, () => this.rename(asked.question));
				return;
			case 'copy':
				await this.copy();
				return;
			case 'undo':
				await commands.executeCommand('marginalia.undoLibraryChange');
				return;
			default:
				asked satisfies never;
		}
	}

	private async rename(question: string): Promise<void> {
		const { renameQuestion } = await import('./renaming');
		await renameQuestion(this.dependencies, this.notes, this.papers, question);
	}

	private async write({ paper, question, before, text }: Extract<FromMatrix, { readonly type: 'write' }>): Promise<void> {
		const key = this.keyOf(paper);
		try {
			const written = await this.notes.write({ key, question, before, text });
			if (written.kind === 'refused') {
				this.post({ type: 'refused', paper, question, message: written.message, now: written.now });
				return;
			}
			this.dependencies.library.recordDocuments(localize('Edit of “{0}” in the Note of {1}', question, key), written.takeBacks);
			this.post({ type: 'saved', paper, question });
			await this.send();
		} catch (error) {
			this.post({ type: 'refused', paper, question, message: localize('It couldn’t be saved: {0}', messageOf(error)), now: before });
			throw error;
		}
	}

	private async openNote(key: string, question: string): Promise<void> {
		const note = await this.notes.noteOf(key);
		if (note === undefined) {
			await commands.executeCommand('marginalia.openNote', key);
			return;
		}
		const line = lineOfCell(note.text, question) - 1;
		await window.showTextDocument(note.uri, { preview: false, selection: new Range(line, 0, line, 0) });
	}

	private async text(): Promise<string> {
		const questions = questionsNow();
		const rows = await this.rows(questions);
		return matrixTable(
			rows.map(({ head: { key, title }, cells }) => ({ key, title, cells: cells.map(({ text }) => text) })),
			questions,
		);
	}

	private async send(): Promise<void> {
		const sending = ++this.sendings;
		const questions = questionsNow();
		const rows = await this.rows(questions);
		// What changed meanwhile has its own sending.
		if (sending === this.sendings) {
			this.post({ type: 'matrix', matrix: { questions, papers: rows.map(({ head, cells }) => shownPaper(head, cells, questions)) } });
		}
	}

	private async rows(questions: readonly string[]): Promise<readonly { readonly head: Head; readonly cells: readonly Cell[] }[]> {
		const rows: { readonly head: Head; readonly cells: readonly Cell[] }[] = [];
		const read = new Set<string>();
		const pace = new Pace(pause);
		for (const head of this.heads()) {
			const note = await this.notes.noteOf(head.id);
			if (note !== undefined) {
				read.add(note.uri.toString());
			}
			rows.push({ head, cells: cellsOf(note?.text ?? '', questions) });
			await pace.rest();
		}
		this.read = read;
		return rows;
	}

	/** The papers that are still there, each once. */
	private heads(): readonly Head[] {
		const heads = this.papers.flatMap(paper => this.dependencies.papers.head(paper) ?? []);
		return [...new Map(heads.map(head => [head.id, head])).values()];
	}

	private keyOf(paper: string): string {
		return this.dependencies.papers.head(paper)?.key ?? paper;
	}

	private handle(work: Promise<void>): void {
		work.catch((error: unknown) => this.dependencies.log.error('The matrix could not be shown', error));
	}

	private post(message: ToMatrix): void {
		void this.panel?.webview.postMessage(message);
	}
}

function shownPaper(head: Head, cells: readonly Cell[], questions: readonly string[]): ShownPaper {
	const byline = [head.authors, head.year].flatMap(part => part ?? []).join(' · ');
	return {
		id: head.id,
		title: head.title,
		byline: byline === '' ? head.key : byline,
		isLinked: head.linked !== undefined,
		cells: cells.map(({ text, isRepeated }, at) => ({
			text,
			remark: isRepeated ? localize('The note has several “{0}” headings. This is the first.', questions[at] ?? '') : '',
		})),
	};
}
