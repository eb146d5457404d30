import { ProgressLocation, Uri, env, window, workspace } from 'vscode';
import type { CancellationToken } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import type { ExportFormat } from '../../../core/export/exportFormats';
import { isObject, textOf } from '../../../core/data/json';
import type { Papers } from '../../../core/library/papers';
import type { IncomingPaper } from '../../../core/paper/paper';
import type { Log } from '../../../core/files/ports';
import { keysOf, keysOfGroups } from '../../ui/commandArguments';
import { tell } from '../../ui/commands';
import { writeText } from '../../files/writeText';
import type { LibraryLabels } from '../../library/libraryLabels';
import { pickPapers } from '../../library/paperPicker';
import { pause } from '../../ui/pause';
import { mayWrite } from '../../settings/trust';

export interface ExportDependencies {
	/** The library. */
	readonly library: Papers;
	/** The library and what is linked. */
	readonly papers: Papers;
	readonly labels: Pick<LibraryLabels, 'now'>;
	readonly log: Log;
}

/** What a caller asks for, so that nothing is asked of the user: `{ format: 'csl-json', to: uri }`, or `to: 'clipboard'`. */
interface Wish {
	readonly format?: string;
	readonly to?: Uri | 'clipboard';
}

/**
 * What `Export Papers` does: keys, papers or groups of the Library tree, or what the user picks, in the format and to the place that the
 * user picks. Resolves to how many papers went out, `undefined` where the user turned away.
 */
export async function exportPapers({ library, papers, labels }: ExportDependencies, args: readonly unknown[]): Promise<number | undefined> {
	const wish = wishAmong(args);
	const named = keysOfGroups(args) ?? keysOf(args);
	const scope = named === undefined ? await askScope(library, papers) : { keys: named, isWhole: false };
	const keys = scope?.keys;
	const format = keys && (await chooseFormat(wish.format));
	const target = format && (wish.to ?? (await askTarget(format)));
	if (keys === undefined || format === undefined || target === undefined || (target !== 'clipboard' && !mayWrite())) {
		return undefined;
	}
	const text = await write(papers, keys, format, scope?.isWhole === true ? labels.now.collections.keys() : []);
	return text && send(text, target, format);
}

function wishAmong(args: readonly unknown[]): Wish {
	const wish = args.find(argument => isObject(argument) && (typeof argument['format'] === 'string' || argument['to'] !== undefined));
	const format = isObject(wish) ? textOf(wish['format']) : undefined;
	const to: unknown = isObject(wish) ? wish['to'] : undefined;
	return { ...(format === undefined ? {} : { format }), ...(to instanceof Uri || to === 'clipboard' ? { to } : {}) };
}

interface Scope {
	readonly keys: readonly string[];
	/** Whether it's the whole library, with what is there besides papers. */
	readonly isWhole: boolean;
}

async function askScope(library: Papers, papers: Papers): Promise<Scope | undefined> {
	const own = library.heads();
	const items = [
		{
			label: localize('$(library) Whole library'),
			description: localizeCount(own.length, '1 paper', '{0} papers'),
			isWhole: true,
			keys: () => Promise.resolve(own.map(head => head.id)),
		},
		{
			label: localize('$(checklist) Pick papers…'),
			description: '',
			isWhole: false,
			keys: () =>
				pickPapers(papers, {
					title: localize('Export papers'),
					placeholder: localize('Title, author, year, key or tag; select one or more'),
					many: true,
				}),
		},
	];
	const scope =
		own.length === 0
			? items[1]
			: await window.showQuickPick(items, { title: localize('Export papers'), placeHolder: localize('Select what to export') });
	const keys = await scope?.keys();
	return scope && keys && { keys, isWhole: scope.isWhole };
}

async function chooseFormat(id: string | undefined): Promise<ExportFormat | undefined> {
	const { exportFormat, exportFormats } = await import('../../../core/export/exportFormats');
	if (id !== undefined) {
		const named = exportFormat(id);
		if (named === undefined) {
			tell(
				window.showWarningMessage,
				localize('Unknown export format “{0}”. Use one of {1}.', id, exportFormats.map(format => format.id).join(', ')),
			);
		}
		return named;
	}
	const items = exportFormats.map(format => ({
		label: format.label,
		description: `.${format.extension}`,
		detail: format.description(),
		format,
	}));
	return (await window.showQuickPick(items, { title: localize('Export papers'), placeHolder: localize('Format') }))?.format;
}

async function askTarget(format: ExportFormat): Promise<Uri | 'clipboard' | undefined> {
	const items = [
		{ label: localize('$(save) To a file…'), to: 'file' as const },
		{ label: localize('$(clippy) To the clipboard'), to: 'clipboard' as const },
	];
	const choice = await window.showQuickPick(items, {
		title: localize('Export papers as {0}', format.label),
		placeHolder: localize('Select a destination'),
	});
	if (choice?.to !== 'file') {
		return choice?.to;
	}
	const root = workspace.workspaceFolders?.[0]?.uri;
	return window.showSaveDialog({
		title: localize('Export papers as {0}', format.label),
		filters: { [format.label]: [format.extension] },
		...(root ? { defaultUri: Uri.joinPath(root, `papers.${format.extension}`) } : {}),
	});
}

interface Written {
	readonly text: string;
	readonly papers: readonly IncomingPaper[];
}

async function write(
	papers: Papers,
	keys: readonly string[],
	format: ExportFormat,
	collections: Iterable<string>,
): Promise<Written | undefined> {
	const { exportText } = await import('../../../core/export/exportFormats');
	const chosen = await papers.papers(keys);
	const text = await window.withProgress(
		{ location: ProgressLocation.Notification, title: localize('Exporting as {0}', format.label), cancellable: true },
		(progress, token: CancellationToken) =>
			exportText(chosen, format, {
				pause,
				collections,
				cancelled: () => token.isCancellationRequested,
				onProgress: written => progress.report({ message: localize('{0} of {1}', written, chosen.length) }),
			}),
	);
	return text === undefined ? undefined : { text, papers: chosen };
}

async function send({ text, papers }: Written, target: Uri | 'clipboard', format: ExportFormat): Promise<number> {
	const count = papers.length;
	if (target === 'clipboard') {
		await env.clipboard.writeText(text);
		window.setStatusBarMessage(localizeCount(count, '$(check) Copied 1 paper', '$(check) Copied {0} papers'), 3000);
		return count;
	}
	await writeText(target, text);
	tell(
		window.showInformationMessage,
		localizeCount(count, 'Exported 1 paper to {1}.', 'Exported {0} papers to {1}.', workspace.asRelativePath(target)),
		{
			[localize('Open File')]: () => window.showTextDocument(target),
			[localize('Show What Was Left Out')]: () => showReport(papers, format),
		},
	);
	return count;
}

async function showReport(papers: readonly IncomingPaper[], format: ExportFormat): Promise<void> {
	const { exportReport, exportReportText } = await import('../../../core/export/exportReport');
	const losses = await window.withProgress({ location: ProgressLocation.Window, title: localize('Reading back {0}', format.label) }, () =>
		exportReport(papers, format, pause),
	);
	const document = await workspace.openTextDocument({ language: 'markdown', content: exportReportText(losses, papers.length, format) });
	await window.showTextDocument(document);
}
