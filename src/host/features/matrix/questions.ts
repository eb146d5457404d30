import { window, workspace } from 'vscode';
import { localize } from '../../../core/data/localize';
import { problemOfQuestion, soundQuestions } from '../../../core/matrix/cells';
import { unfold } from '../../../core/text/fold';
import { plainLabel } from '../../../core/text/printable';
import { settings } from '../../settings/settings';

/** Nobody reads a wider table; each question is read as a heading, and looked for in each note. */
const mostQuestions = 100;

/** The questions of the matrix, in their order. */
export function questionsNow(): readonly string[] {
	return soundQuestions(settings.matrixQuestions().slice(0, mostQuestions));
}

/** Keeps questions where git can merge them: in the settings of the workspace, or the user's where no workspace is open. */
export async function keepQuestions(questions: readonly string[]): Promise<void> {
	await workspace.getConfiguration('marginalia').update('matrix.questions', questions, workspace.workspaceFolders === undefined);
}

/** Asks for one more question. */
export async function addQuestion(): Promise<void> {
	const typed = await window.showInputBox({
		title: localize('Add question to the matrix'),
		prompt: localize('A column of the matrix, and a heading in the notes of its papers'),
		placeHolder: localize('Method'),
		validateInput: value => (value.trim() === '' ? undefined : problemOfQuestion(unfold(value), questionsNow())),
	});
	const question = unfold(typed ?? '');
	if (question !== '' && problemOfQuestion(question, questionsNow()) === undefined) {
		await keepQuestions([...questionsNow(), question]);
	}
}

/** Asks what to do with a question, and does it; `rename` gives it another name. */
export async function changeQuestion(question: string, rename: () => Promise<void>): Promise<void> {
	const questions = questionsNow();
	const at = questions.indexOf(question);
	if (at < 0) {
		return;
	}
	const others = questions.filter(other => other !== question);
	const movedTo = (place: number) => [...others.slice(0, place), question, ...others.slice(place)];
	const picked = await window.showQuickPick(
		[
			{ label: localize('$(edit) Rename…'), description: localize('Also its heading in the notes'), run: rename },
			...(at > 0 ? [{ label: localize('$(arrow-left) Move Left'), run: () => keepQuestions(movedTo(at - 1)) }] : []),
			...(at < others.length ? [{ label: localize('$(arrow-right) Move Right'), run: () => keepQuestions(movedTo(at + 1)) }] : []),
			{
				label: localize('$(close) Remove from Matrix'),
				description: localize('What the notes say stays in them'),
				run: () => keepQuestions(others),
			},
		],
		{ title: localize('Question “{0}”', plainLabel(question)) },
	);
	await picked?.run();
}
