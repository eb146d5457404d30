import { ProgressLocation, Uri, env, window, workspace } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import type { DocumentTakeBack } from '../../../core/library/recordedLibrary';
import { changesOf, paperNamed } from '../../../core/matrix/changes';
import type { CellChange, MatrixChanges, MatrixPaper } from '../../../core/matrix/changes';
import { tablesIn } from '../../../core/matrix/matrixTable';
import type { ReadTable } from '../../../core/matrix/matrixTable';
import { isCitableKey } from '../../../core/notes/citationOf';
import { largestNote } from '../../../core/notes/noteSize';
import { plainLabel } from '../../../core/text/printable';
import { bytesOf } from '../../files/bytesOf';
import { decodeBytes } from '../../files/decodeBytes';
import { tell } from '../../ui/commands';
import type { MatrixDependencies } from './dependencies';
import type { MatrixPanel } from './matrixPanel';
import { oneLine } from './oneLine';
import { keepQuestions, questionsNow } from './questions';
import { reportDone } from './reporting';

/** Where a table is taken from. `place` is that of its document, to which its links are relative. */
interface Source {
	readonly tables: readonly ReadTable[];
	readonly place?: Uri;
}

/**
 * What `Import Matrix from Markdown Table` does: takes tables from the editor, the clipboard or a file, or from the text that a caller
 * gives, shows what they would change in notes, writes what the user picks, and shows the papers. Resolves to how many cells were changed.
 */
export async function importMatrix(dependencies: MatrixDependencies, panel: MatrixPanel, text: unknown): Promise<number | undefined> {
	const source = typeof text === 'string' ? { tables: tablesIn(text) } : await askSource();
	if (source === undefined) {
		return undefined;
	}
	if (source.tables.length === 0) {
		tell(
			window.showInformationMessage,
			localize('No Markdown table was found. A matrix has papers in its first column and questions in the others.'),
		);
		return undefined;
	}
	const found = await readChanges(dependencies, panel, source);
	const { allowed, problems } = await checked(found, panel);
	if (found.papers.length === 0) {
		reportDone(dependencies.log, localize('No row of the table names a paper in the library.'), problems);
		return undefined;
	}
	const picked = allowed.length === 0 ? [] : await preview(allowed);
	if (picked === undefined) {
		return undefined;
	}
	const { written, refusals } = await write(dependencies, panel, picked);
	const known = questionsNow();
	const added = found.questions.filter(question => !known.includes(question));
	if (added.length > 0) {
		await keepQuestions([...known, ...added]);
	}
	panel.show(found.papers.map(({ id }) => id));
	const done =
		written === 0
			? localize('No note was changed.')
			: localizeCount(written, 'Changed 1 cell of the matrix.', 'Changed {0} cells of the matrix.');
	reportDone(dependencies.log, done, [...problems, ...refusals]);
	return written;
}

async function askSource(): Promise<Source | undefined> {
	const editor = window.activeTextEditor;
	const inEditor = editor === undefined ? [] : tablesIn(editor.document.getText());
	const line = (editor?.selection.active.line ?? 0) + 1;
	const atCursor = inEditor.filter(({ firstLine, lastLine }) => firstLine <= line && line <= lastLine);
	const onClipboard = tablesIn(await env.clipboard.readText());
	const rows = (tables: readonly ReadTable[]) =>
		localizeCount(
			tables.reduce((sum, table) => sum + table.rows.length, 0),
			'1 row',
			'{0} rows',
		);
	const name = editor === undefined ? '' : plainLabel(workspace.asRelativePath(editor.document.uri));
	const place = editor?.document.uri;
	const inDocument = (label: string, tables: readonly ReadTable[]) => ({
		label,
		description: rows(tables),
		read: () => Promise.resolve({ tables, ...(place && { place }) }),
	});
	const picked = await window.showQuickPick(
		[
			...(atCursor.length > 0 ? [inDocument(localize('$(table) Table at the cursor in {0}', name), atCursor)] : []),
			...(inEditor.length > atCursor.length ? [inDocument(localize('$(markdown) All tables in {0}', name), inEditor)] : []),
			...(onClipboard.length > 0
				? [
						{
							label: localize('$(clippy) Clipboard'),
							description: rows(onClipboard),
							read: () => Promise.resolve({ tables: onClipboard }),
						},
					]
				: []),
			{ label: localize('$(file) File…'), description: '', read: readFile },
		],
		{ title: localize('Import matrix from Markdown table') },
	);
	return picked?.read();
}

async function readFile(): Promise<Source | undefined> {
	const [uri] = (await window.showOpenDialog({ filters: { Markdown: ['md', 'markdown', 'qmd', 'txt'] } })) ?? [];
	const bytes = uri && (await bytesOf(uri));
	if (uri === undefined || bytes === undefined || bytes.length > largestNote) {
		return uri && { tables: [] };
	}
	return { tables: tablesIn((await decodeBytes(bytes)).text), place: uri };
}

async function readChanges({ papers, notes }: MatrixDependencies, panel: MatrixPanel, { tables, place }: Source): Promise<MatrixChanges> {
	const index = await notes.current();
	const folder = workspace.workspaceFolders?.[0]?.uri;
	const from = (place ?? (folder && Uri.joinPath(folder, 'matrix.md')))?.toString() ?? '';
	const uncitable = papers.heads().filter(({ key }) => !isCitableKey(key));
	const byKey = (key: string): MatrixPaper | undefined => papers.head(key);
	const byTarget = (target: string) => {
		const note = index.resolve(target, from) ?? index.resolvePath(target, from);
		return byKey(note?.citationKey ?? target) ?? (note === undefined ? undefined : byKey(note.name));
	};
	return changesOf(tables, {
		questions: questionsNow(),
		paperOf: names => paperNamed(names, byKey, byTarget, uncitable),
		cells: async (paper, questions) => (await panel.notes.cells(paper.id, questions)).map(({ text }) => text),
	});
}

/** The changes that can be written, and what hinders all else. */
async function checked(
	{ changes, questions, problems }: MatrixChanges,
	panel: MatrixPanel,
): Promise<{ readonly allowed: readonly CellChange[]; readonly problems: readonly string[] }> {
	const allowed: CellChange[] = [];
	const refused: string[] = [];
	for (const change of changes) {
		const { paper, question, after } = change;
		const problem = await panel.notes.problemOf(paper.id, question, after, questions);
		if (problem === undefined) {
			allowed.push(change);
		} else {
			refused.push(`${paper.key}, ${question}: ${problem}`);
		}
	}
	return { allowed, problems: [...problems, ...refused] };
}

/** Shows what would change, to be picked from; a cell that would become empty is not picked at first. */
async function preview(changes: readonly CellChange[]): Promise<readonly CellChange[] | undefined> {
	const items = changes.map((change): QuickPickItem & { readonly change: CellChange } => {
		const { paper, question, before, after } = change;
		const kind = before === '' ? localize('new') : after === '' ? localize('becomes empty') : localize('changes');
		return {
			label: plainLabel(`${paper.key} · ${question}`),
			description: kind,
			detail: plainLabel(
				[before, after]
					.filter(text => text !== '')
					.map(oneLine)
					.join(' → '),
			),
			picked: after !== '',
			change,
		};
	});
	const picked = await window.showQuickPick(items, {
		title: localizeCount(items.length, '1 cell to change in notes', '{0} cells to change in notes'),
		placeHolder: localize('Uncheck what shouldn’t be written'),
		canPickMany: true,
		matchOnDetail: true,
		ignoreFocusOut: true,
	});
	return picked?.map(({ change }) => change);
}

/** Writes cells as one step that can be undone. */
async function write(
	{ library }: MatrixDependencies,
	panel: MatrixPanel,
	changes: readonly CellChange[],
): Promise<{ readonly written: number; readonly refusals: readonly string[] }> {
	const takeBacks: DocumentTakeBack[] = [];
	const refusals: string[] = [];
	let written = 0;
	try {
		await window.withProgress(
			{ location: ProgressLocation.Notification, title: localize('Writing notes'), cancellable: true },
			async (progress, token) => {
				for (const { paper, question, before, after } of changes) {
					if (token.isCancellationRequested) {
						return;
					}
					const result = await panel.notes.write({ key: paper.id, question, before, text: after });
					if (result.kind === 'saved') {
						takeBacks.push(...result.takeBacks);
						written += 1;
					} else {
						refusals.push(`${paper.key}, ${question}: ${result.message}`);
					}
					progress.report({ increment: 100 / changes.length });
				}
			},
		);
	} finally {
		library.recordDocuments(localize('Import of a Literature Matrix'), takeBacks);
	}
	return { written, refusals };
}
