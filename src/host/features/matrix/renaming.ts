import { ProgressLocation, Uri, window, workspace } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import type { DocumentTakeBack } from '../../../core/library/recordedLibrary';
import { headingWords } from '../../../core/markdown/headingWords';
import { cellsOf, indexOfQuestion, problemOfQuestion, renameHeading } from '../../../core/matrix/cells';
import { largestNote } from '../../../core/notes/noteSize';
import { unfold } from '../../../core/text/fold';
import { plainLabel } from '../../../core/text/printable';
import { Pace } from '../../../core/work/pace';
import { isWritable } from '../../files/writable';
import { mayWrite } from '../../settings/trust';
import { pause } from '../../ui/pause';
import type { MatrixDependencies } from './dependencies';
import type { MatrixNotes } from './matrixNotes';
import { oneLine } from './oneLine';
import { keepQuestions, questionsNow } from './questions';
import { reportDone } from './reporting';

interface NoteToRename {
	readonly uri: Uri;
	/** What it says under the heading. */
	readonly text: string;
}

/**
 * Asks for another name for a question, shows the notes whose headings would follow, and renames it in the matrix and in those that stay
 * checked: one step that can be undone.
 * @param papers the ids of those that the matrix shows
 */
export async function renameQuestion(
	dependencies: MatrixDependencies,
	notes: MatrixNotes,
	papers: readonly string[],
	from: string,
): Promise<void> {
	const others = () => questionsNow().filter(question => question !== from);
	const typed = await window.showInputBox({
		title: localize('Rename question'),
		prompt: localize('A column of the matrix, and a heading in the notes of its papers'),
		value: from,
		validateInput: value => problemOfQuestion(unfold(value), others()),
	});
	const to = unfold(typed ?? '');
	if (typed === undefined || to === from || problemOfQuestion(to, others()) !== undefined || !mayWrite()) {
		return;
	}
	const { found, problems } = await notesToRename(dependencies, notes, papers, from, to);
	const picked = found.length === 0 ? [] : await preview(found, from, to);
	if (picked === undefined) {
		return;
	}
	const takeBacks: DocumentTakeBack[] = [];
	const refusals: string[] = [];
	await keepQuestions(questionsNow().map(question => (question === from ? to : question)));
	takeBacks.push(() => takeBackName(from, to));
	try {
		await window.withProgress({ location: ProgressLocation.Window, title: localize('Writing notes') }, async () => {
			for (const { uri } of picked) {
				const renamed = await notes.rename(uri, from, to);
				if (renamed.kind === 'saved') {
					takeBacks.push(renamed.takeBack);
				} else {
					refusals.push(`${workspace.asRelativePath(uri)}: ${renamed.message}`);
				}
			}
		});
	} finally {
		dependencies.library.recordDocuments(localize('Rename of Question “{0}”', from), takeBacks);
	}
	const count = takeBacks.length - 1;
	const done =
		count === 0
			? localize('Renamed the question.')
			: localizeCount(count, 'Renamed the question, and its heading in 1 note.', 'Renamed the question, and its heading in {0} notes.');
	reportDone(dependencies.log, done, [...problems, ...refusals]);
}

/** The notes that have the question as a heading: those of the matrix first, then those of other papers. What hinders each else. */
async function notesToRename(
	{ notes: workspaceNotes }: MatrixDependencies,
	notes: MatrixNotes,
	papers: readonly string[],
	from: string,
	to: string,
): Promise<{ readonly found: readonly NoteToRename[]; readonly problems: readonly string[] }> {
	const paths = new Set<string>();
	for (const paper of papers) {
		const note = await notes.noteOf(paper);
		if (note !== undefined) {
			paths.add(note.uri.toString());
		}
	}
	const index = await workspaceNotes.checked();
	for (const { path, citationKey, headings } of index.notes()) {
		if (
			citationKey !== undefined &&
			indexOfQuestion(
				headings.map(({ text }) => headingWords(text)),
				from,
			) >= 0
		) {
			paths.add(path);
		}
	}
	const found: NoteToRename[] = [];
	const problems: string[] = [];
	const pace = new Pace(pause);
	for (const path of paths) {
		await pace.rest();
		const text = (await workspaceNotes.textOf(path)) ?? '';
		const renamed = text.length > largestNote ? undefined : renameHeading(text, from, to);
		if (renamed === undefined || renamed.kind === 'none') {
			continue;
		}
		const uri = Uri.parse(path);
		const problem = renamed.kind === 'problem' ? renamed.message : (await isWritable(uri)) ? undefined : localize('It’s read-only.');
		if (problem === undefined) {
			found.push({ uri, text: cellsOf(text, [from])[0]?.text ?? '' });
		} else {
			problems.push(`${workspace.asRelativePath(uri)}: ${problem}`);
		}
	}
	return { found, problems };
}

async function preview(found: readonly NoteToRename[], from: string, to: string): Promise<readonly NoteToRename[] | undefined> {
	const items = found.map((note): QuickPickItem & { readonly note: NoteToRename } => ({
		label: plainLabel(workspace.asRelativePath(note.uri)),
		description: plainLabel(`${from} → ${to}`),
		detail: plainLabel(oneLine(note.text)),
		picked: true,
		note,
	}));
	const picked = await window.showQuickPick(items, {
		title: localizeCount(items.length, '1 heading to rename in notes', '{0} headings to rename in notes'),
		placeHolder: localize('Uncheck what shouldn’t be written'),
		canPickMany: true,
		ignoreFocusOut: true,
	});
	return picked?.map(({ note }) => note);
}

async function takeBackName(from: string, to: string): Promise<undefined> {
	const questions = questionsNow();
	if (indexOfQuestion(questions, from) < 0 || indexOfQuestion([to], from) === 0) {
		await keepQuestions(questions.map(question => (question === to ? from : question)));
	}
	return undefined;
}
