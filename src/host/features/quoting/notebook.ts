import { Range, env, window, workspace } from 'vscode';
import type { Uri } from 'vscode';
import { localize } from '../../../core/data/localize';
import type { Deed } from '../../../core/log/dailyLog';
import { destinationFrom } from '../../../core/notes/link';
import { largestNote } from '../../../core/notes/noteSize';
import type { Quotation } from '../../../core/notes/quotation';
import { quoteBlock } from '../../../core/notes/quotation';
import type { Appendix } from '../../../core/notes/sections';
import { appendToSection } from '../../../core/notes/sections';
import { present } from '../../../core/paper/paper';
import type { TextEdit } from '../../../core/text/edits';
import { thoughtItem } from '../../../core/notes/thought';
import { Queue } from '../../../core/work/queue';
import { tell } from '../../ui/commands';
import { editExactly, refusalSentence } from '../../documents/exactEditing';
import type { QuotingDependencies } from './dependencies';

/**
 * Writes into notes, one change after the other. What it does resolves to the note's URI as text, or to `undefined` where nothing was
 * written.
 */
export class Notebook {
	private readonly queue = new Queue();

	constructor(private readonly dependencies: QuotingDependencies) {}

	quote({ pdf, ...passage }: QuotedPassage): Promise<string | undefined> {
		const key = this.dependencies.papers.head(passage.key)?.key ?? passage.key;
		return this.append(key, {
			deed: 'quoted',
			text: passage.text,
			appendix: note => ({ heading: 'Quotes', block: quoteBlock({ ...passage, key, ...present('link', pdf && linkTo(pdf, note)) }) }),
		});
	}

	addThought(key: string, text: string): Promise<string | undefined> {
		return this.append(key, { deed: 'thought', text, appendix: () => ({ heading: 'Thoughts', block: thoughtItem(text, new Date()) }) });
	}

	private append(key: string, words: Words): Promise<string | undefined> {
		return this.queue.add(async () => {
			try {
				return await this.appendNow(key, words);
			} catch (error) {
				await this.rescue(key, words);
				throw error;
			}
		});
	}

	private async appendNow(key: string, words: Words): Promise<string | undefined> {
		const paper = await this.dependencies.papers.paper(key);
		if (paper === undefined) {
			tell(
				window.showWarningMessage,
				`${localize('No paper in the library has the citation key “{0}”. Add the paper first.', key)} ${await this.rescue(key, words)}`,
			);
			return undefined;
		}
		const uri = await this.dependencies.ensureNote(paper);
		if (uri === undefined) {
			tell(window.showWarningMessage, `${localize('“{0}” has no note to add it to.', key)} ${await this.rescue(key, words)}`);
			return undefined;
		}
		let start = 0;
		const refused = await editExactly(uri, text => {
			if (text.length > largestNote) {
				return { kind: 'problem', message: localize('It is larger than {0} MB, which is too large for a note.', largestNote / 1e6) };
			}
			const appendix = words.appendix(uri);
			const appended = appendToSection(text, appendix);
			if (appended.kind === 'problem') {
				return { kind: 'problem', message: localize('Line {0}: {1}', appended.line, appended.message) };
			}
			start = startOfBlock(appended.edit, appendix);
			return { kind: 'edits', edits: [appended.edit] };
		});
		const path = workspace.asRelativePath(uri);
		const problem = refused && refusalSentence(refused);
		if (problem !== undefined && refused?.kind !== 'unsaved') {
			tell(window.showWarningMessage, `${localize('{0} wasn’t changed. {1}', path, problem)} ${await this.rescue(key, words)}`, {
				[localize('Open Note')]: () => window.showTextDocument(uri, { preview: false }),
			});
			return undefined;
		}
		if (problem !== undefined) {
			tell(window.showWarningMessage, `${path}: ${problem}`, {
				[localize('Open Note')]: () => window.showTextDocument(uri, { preview: false }),
			});
		}
		tell(
			window.showInformationMessage,
			words.deed === 'quoted' ? localize('Added the quotation to {0}.', path) : localize('Added the comment to {0}.', path),
			{ [localize('Show')]: () => showAt(uri, start) },
		);
		this.dependencies.onWrite(words.deed, paper);
		return uri.toString();
	}

	/** What could not be added stays on the clipboard and in the log: it is nowhere else. */
	private async rescue(key: string, { text }: Words): Promise<string> {
		this.dependencies.log.warn(`Not added to the note of ${key}: ${text}`);
		await env.clipboard.writeText(text);
		return localize('Your text is on the clipboard.');
	}
}

/** Where the first line of an added block begins once the edit is applied; above it, the edit may begin with a heading and empty lines. */
function startOfBlock({ start, text }: TextEdit, { block }: Appendix): number {
	const [firstLine = ''] = block.split('\n');
	return start + Math.max(0, text.indexOf(firstLine));
}

/** Shows a note where it is in sight, else in the active group, with the cursor at an offset. */
async function showAt(uri: Uri, offset: number): Promise<void> {
	const document = await workspace.openTextDocument(uri);
	const at = document.positionAt(offset);
	await window.showTextDocument(document, {
		...present('viewColumn', window.visibleTextEditors.find(editor => editor.document === document)?.viewColumn),
		preview: false,
		selection: new Range(at, at),
	});
}

/** What is to be added, and the text as the user typed or chose it. */
interface Words {
	readonly deed: Deed;
	readonly text: string;
	/** What goes into a note. */
	readonly appendix: (note: Uri) => Appendix;
}

/** What is quoted, and where it stands in a PDF. */
export interface QuotedPassage extends Quotation {
	readonly pdf?: Uri;
}

/** The way from a note to a place in a PDF, as every program follows it; `undefined` where they are on different file systems. */
function linkTo(pdf: Uri, note: Uri): string | undefined {
	const destination = destinationFrom(note, pdf);
	return destination === undefined ? undefined : `${destination}#${pdf.fragment}`;
}
