import { window, workspace } from 'vscode';
import type { Deed } from '../../../core/log/dailyLog';
import type { Quotation } from '../../../core/notes/quotation';
import { quoteBlock } from '../../../core/notes/quotation';
import type { Appendix } from '../../../core/notes/sections';
import { appendToSection } from '../../../core/notes/sections';
import { thoughtItem } from '../../../core/notes/thought';
import { Queue } from '../../../core/queue';
import { tell } from '../../adapters/commands';
import { editExactly } from '../../adapters/exactEditing';
import type { QuotingDependencies } from './dependencies';

/** Writes into notes, one change after the other. What it does resolves to the note's URI as text, or to `undefined` where nothing was written. */
export class Notebook {
	private readonly queue = new Queue();

	constructor(private readonly dependencies: QuotingDependencies) {}

	quote(passage: Quotation): Promise<string | undefined> {
		const key = this.dependencies.papers.head(passage.key)?.key ?? passage.key;
		return this.append(key, 'quoted', { heading: 'Quotes', block: quoteBlock({ ...passage, key }) });
	}

	addThought(key: string, text: string): Promise<string | undefined> {
		return this.append(key, 'thought', { heading: 'Thoughts', block: thoughtItem(text, new Date()) });
	}

	private append(key: string, deed: Deed, appendix: Appendix): Promise<string | undefined> {
		return this.queue.add(() => this.appendNow(key, deed, appendix));
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
