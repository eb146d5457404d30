import { Disposable, DocumentLink, EventEmitter, Range, Uri, commands, languages, window, workspace } from 'vscode';
import type { DocumentLinkProvider, Memento, TextDocument, TextDocumentContentProvider } from 'vscode';
import { localize } from '../../../core/data/localize';
import { isArray, isObject, stringsOf } from '../../../core/data/json';
import { uriOfPath } from '../../files/folderStore';
import type { Report, ReportTarget } from './reportText';

const scheme = 'marginalia-report';
const name = 'marginalia.importReport';
/** A report of more UTF-16 units is there until the window is closed only. */
const longestKept = 300_000;

/**
 * The last import's report as a page that cannot be edited, whose lines can be clicked and which no language feature reads: a document of
 * its own scheme, in plain text.
 */
export class ReportPage implements TextDocumentContentProvider, DocumentLinkProvider {
	private readonly changes = new EventEmitter<Uri>();
	readonly onDidChange = this.changes.event;
	private report: Report | undefined;
	private readonly uri = Uri.from({ scheme, path: '/Import Report' });

	constructor(private readonly memory: Memento) {
		this.report = reportOf(memory.get(name));
		this.showState();
	}

	register(): Disposable {
		return Disposable.from(
			this.changes,
			workspace.registerTextDocumentContentProvider(scheme, this),
			languages.registerDocumentLinkProvider({ scheme }, this),
		);
	}

	/** Whether there is a report to show. */
	get isThere(): boolean {
		return this.report !== undefined;
	}

	async set(report: Report): Promise<void> {
		this.report = report;
		this.changes.fire(this.uri);
		this.showState();
		await this.memory.update(name, report.text.length > longestKept ? undefined : report);
	}

	async show(): Promise<void> {
		await window.showTextDocument(await workspace.openTextDocument(this.uri), { preview: false });
	}

	provideTextDocumentContent(): string {
		return this.report?.text ?? localize('This report is no longer available.\n');
	}

	provideDocumentLinks(document: TextDocument): DocumentLink[] {
		return (this.report?.links ?? []).map(
			({ start, end, target }) => new DocumentLink(new Range(document.positionAt(start), document.positionAt(end)), addressOf(target)),
		);
	}

	private showState(): void {
		void commands.executeCommand('setContext', 'marginalia.hasImportReport', this.isThere);
	}
}

function addressOf(target: ReportTarget): Uri {
	switch (target.kind) {
		case 'line':
			return Uri.parse(target.uri).with({ fragment: `L${target.line}` });
		case 'volume':
			return uriOfPath(target.path).with({ fragment: `L${target.line}` });
		case 'paper':
			return commandAddress('marginalia.openPaper', [target.key]);
		case 'separate':
			return commandAddress('marginalia.separateMerged', [target.place]);
		case 'apart':
			return commandAddress('marginalia.keepApart', [target.keys]);
	}
}

function commandAddress(command: string, words: readonly unknown[]): Uri {
	return Uri.parse(`command:${command}?${encodeURIComponent(JSON.stringify(words))}`);
}

/** A report as the memory has it; `undefined` where it is none. */
function reportOf(kept: unknown): Report | undefined {
	if (!isObject(kept) || typeof kept['text'] !== 'string' || !isArray(kept['links'])) {
		return undefined;
	}
	return { text: kept['text'], links: kept['links'].flatMap(linkOf) };
}

function linkOf(kept: unknown): Report['links'] {
	if (!isObject(kept) || typeof kept['start'] !== 'number' || typeof kept['end'] !== 'number') {
		return [];
	}
	const { start, end } = kept;
	const target = targetOf(kept['target']);
	return target === undefined ? [] : [{ start, end, target }];
}

function targetOf(kept: unknown): ReportTarget | undefined {
	if (!isObject(kept)) {
		return undefined;
	}
	const { kind, uri, path, key, line, place } = kept;
	if (kind === 'paper' && typeof key === 'string') {
		return { kind, key };
	}
	if (kind === 'separate' && typeof place === 'number') {
		return { kind, place };
	}
	if (kind === 'apart') {
		const [one, other] = stringsOf(kept['keys']);
		return one === undefined || other === undefined ? undefined : { kind, keys: [one, other] };
	}
	if (typeof line !== 'number') {
		return undefined;
	}
	if (kind === 'line' && typeof uri === 'string') {
		return { kind, uri, line };
	}
	return kind === 'volume' && typeof path === 'string' ? { kind, path, line } : undefined;
}
