import { Disposable, Uri, env, window } from 'vscode';
import { localize } from '../../../core/data/localize';
import { isObject } from '../../../core/data/json';
import { quoteBlock } from '../../../core/notes/quotation';
import { currentPassage, currentPaperKey } from '../../library/currentPaper';
import { keysOf } from '../../ui/commandArguments';
import { registerCommand, tell } from '../../ui/commands';
import { pickPapers } from '../../library/paperPicker';
import { registerWritingCommand } from '../../settings/trust';
import type { QuotingDependencies } from './dependencies';
import type { Notebook, QuotedPassage } from './notebook';

/**
 * `Quote to Note` takes a key and `{ text, place }`, or what is selected in the reader; `Add Comment` takes a key and a text, or asks for
 * them. Both resolve to the note's URI as text, or to `undefined` where nothing was written.
 */
export function registerQuoting(dependencies: QuotingDependencies): Disposable {
	const { papers, log } = dependencies;
	let made: Promise<Notebook> | undefined;
	const notebook = () => (made ??= import('./notebook').then(module => new module.Notebook(dependencies)));
	return Disposable.from(
		registerWritingCommand(log, 'marginalia.quoteToNote', async (...args) => {
			const passage = passageAmong(args) ?? (await currentPassage());
			if (passage === undefined || passage.text.trim() === '') {
				tell(window.showInformationMessage, localize('Select text in the reader to quote it.'));
				return undefined;
			}
			return (await notebook()).quote(passage);
		}),
		registerCommand(log, 'marginalia.copyWithCitation', async (...args) => {
			const passage = passageAmong(args) ?? (await currentPassage());
			if (passage === undefined || passage.text.trim() === '') {
				tell(window.showInformationMessage, localize('Select text in the reader to copy it with its citation.'));
				return;
			}
			const key = papers.head(passage.key)?.key ?? passage.key;
			await env.clipboard.writeText(quoteBlock({ ...passage, key }));
			window.setStatusBarMessage(localize('$(check) Copied with citation'), 3000);
		}),
		registerWritingCommand(log, 'marginalia.addThought', async (...args) => {
			const key =
				keysOf(args)?.[0] ??
				(await currentPaperKey(papers)) ??
				(
					await pickPapers(papers, { title: localize('Add comment'), placeholder: localize('Select the paper to comment on'), many: false })
				)?.[0];
			const text = key && (typeof args[1] === 'string' ? args[1] : await askThought(papers.head(key)?.title ?? key));
			return key && text && text.trim() !== '' ? (await notebook()).addThought(key, text) : undefined;
		}),
	);
}

function askThought(title: string): Thenable<string | undefined> {
	return window.showInputBox({
		title: localize('Comment on “{0}”', title),
		prompt: localize('Added to the paper’s note with the current time.'),
		placeHolder: localize('Your comment, in Markdown'),
		ignoreFocusOut: true,
	});
}

/** What is quoted, and the PDF it stands in: its address, and the place behind `#`. */
function passageAmong([key, selected]: readonly unknown[]): QuotedPassage | undefined {
	if (typeof key !== 'string' || !isObject(selected) || typeof selected['text'] !== 'string') {
		return undefined;
	}
	const { text, place, pdf, fragment } = selected;
	return {
		key,
		text,
		place: typeof place === 'string' ? place : '',
		...(typeof pdf === 'string' && typeof fragment === 'string' ? { pdf: Uri.parse(pdf, true).with({ fragment }) } : {}),
	};
}
