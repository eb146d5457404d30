import { Disposable, window, workspace } from 'vscode';
import type { Uri } from 'vscode';
import { isObject } from '../../../core/json';
import type { Papers } from '../../../core/library/papers';
import type { Deed } from '../../../core/log/dailyLog';
import { quoteBlock } from '../../../core/notes/quotation';
import type { Appendix } from '../../../core/notes/sections';
import { thoughtItem } from '../../../core/notes/thought';
import type { Paper } from '../../../core/paper';
import type { Log } from '../../../core/ports';
import { currentPassage, currentPaperKey } from '../../adapters/currentPaper';
import { keysOf } from '../../adapters/commandArguments';
import { tell } from '../../adapters/commands';
import { editExactly } from '../../adapters/exactEditing';
import { pickPapers } from '../../adapters/paperPicker';
import { registerWritingCommand } from '../../adapters/trust';

export interface QuotingDependencies {
	readonly papers: Papers;
	readonly log: Log;
	/** The note of a paper, made where it is missing; `undefined` where that could not be, which the user was told. */
	readonly ensureNote: (paper: Paper) => Promise<Uri | undefined>;
	/** Told of each quotation and thought that stands in a note. */
	readonly onWrite: (deed: Deed, paper: Paper) => void;
}

/**
 * `Quote to Note` takes a key and `{ text, place }`, or what is selected in the reader; `Add Thought` takes a key and a text, or asks for them. Both resolve to the
 * note's URI as text, or to `undefined` where nothing was written.
 */
export function registerQuoting(dependencies: QuotingDependencies): Disposable {
	const { papers, log } = dependencies;
	const notebook = new Notebook(dependencies);
	return Disposable.from(
		registerWritingCommand(log, 'marginalia.quoteToNote', async (...args) => {
			const passage = passageAmong(args) ?? (await currentPassage());
			const block = passage === undefined ? '' : quoteBlock({ ...passage, key: papers.head(passage.key)?.key ?? passage.key });
			if (passage === undefined || block === '') {
				tell(window.showInformationMessage, 'Nothing is selected. Select text in the reader, then quote it.');
				return undefined;
			}
			return notebook.append(passage.key, 'quoted', { heading: 'Quotes', block });
		}),
		registerWritingCommand(log, 'marginalia.addThought', async (...args) => {
			const key = keysOf(args)?.[0] ?? (await currentPaperKey(papers)) ?? (await pickPapers(papers, { title: 'Add thought', placeholder: 'The paper it is about', many: false }))?.[0];
			const text = key && (typeof args[1] === 'string' ? args[1] : await askThought(papers.head(key)?.title ?? key));
			return key && text && text.trim() !== '' ? notebook.append(key, 'thought', { heading: 'Thoughts', block: thoughtItem(text, new Date()) }) : undefined;
		}),
	);
}

function askThought(title: string): Thenable<string | undefined> {
	return window.showInputBox({ title: `Thought about “${title}”`, prompt: 'It goes to the paper’s note, with the time.', placeHolder: 'What you think, in markdown', ignoreFocusOut: true });
}

function passageAmong([key, selected]: readonly unknown[]): { readonly key: string; readonly text: string; readonly place: string } | undefined {
	if (typeof key !== 'string' || !isObject(selected) || typeof selected['text'] !== 'string') {
		return undefined;
	}
	return { key, text: selected['text'], place: typeof selected['place'] === 'string' ? selected['place'] : '' };
}

/** Writes into notes, one change after the other. */
class Notebook {
	private last: Promise<unknown> = Promise.resolve();

	constructor(private readonly dependencies: QuotingDependencies) {}

	append(key: string, deed: Deed, appendix: Appendix): Promise<string | undefined> {
		const result = this.last.then(() => this.appendNow(key, deed, appendix));
		this.last = result.catch(() => undefined);
		return result;
	}

	private async appendNow(key: string, deed: Deed, appendix: Appendix): Promise<string | undefined> {
		const paper = await this.dependencies.papers.paper(key);
		if (paper === undefined) {
			tell(window.showWarningMessage, `No paper has the key “${key}”. Add it to the library first.`);
			return undefined;
		}
		const uri = await this.dependencies.ensureNote(paper);
		if (uri === undefined) {
			return undefined;
		}
		const { appendToSection } = await import('../../../core/notes/sections');
		const problem = await editExactly(uri, text => {
			const appended = appendToSection(text, appendix);
			return appended.kind === 'edit' ? { kind: 'edits', edits: [appended.edit] } : { kind: 'problem', message: `Line ${appended.line}: ${appended.message}` };
		});
		const path = workspace.asRelativePath(uri);
		if (problem !== undefined) {
			tell(window.showWarningMessage, `${path} was left as it was. ${problem}`, { 'Open Note': () => window.showTextDocument(uri) });
			return undefined;
		}
		window.setStatusBarMessage(`$(check) ${deed === 'quoted' ? 'Quoted' : 'Added'} to ${path}`, 4000);
		this.dependencies.onWrite(deed, paper);
		return uri.toString();
	}
}
