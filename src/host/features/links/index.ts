import { Disposable, workspace } from 'vscode';
import type { TextDocument } from 'vscode';
import type { Papers } from '../../../core/library/papers';
import type { Log } from '../../../core/files/ports';
import { linkAnswers } from '../../settings/linkAnswers';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';
import { linkingLanguages } from '../../../core/citing/languages';
import { followMoves } from './moving';

export interface LinksDependencies {
	readonly papers: Papers;
	readonly log: Log;
	readonly notes: WorkspaceNotes;
}

/**
 * Links between notes: completion, hover, definition, broken ones, and notes that move. Stays away where another extension does this,
 * unless the user wants it.
 */
export function registerLinks({ papers, log, notes }: LinksDependencies): Disposable {
	const answers = linkAnswers();
	if (answers.kind !== 'ours') {
		log.info(answers.kind === 'off' ? 'Wikilinks are left alone, as the setting says.' : `Wikilinks are left to ${answers.id}.`);
		return new Disposable(() => undefined);
	}
	return Disposable.from(
		whenLinksAreWritten(log, async () => (await import('./answers')).answerLinks(papers, notes, log)),
		followMoves(notes, log),
	);
}

/** What answers links is not read before there is a document that may have some. */
function whenLinksAreWritten(log: Log, answer: () => Promise<Disposable>): Disposable {
	const owned: Disposable[] = [];
	let asked = false;
	let disposed = false;
	const see = ({ languageId }: TextDocument) => {
		if (asked || !linkingLanguages.includes(languageId)) {
			return;
		}
		asked = true;
		answer().then(
			answering => {
				owned.push(answering);
				if (disposed) {
					answering.dispose();
				}
			},
			(error: unknown) => log.error('Links cannot be answered', error),
		);
	};
	owned.push(workspace.onDidOpenTextDocument(see));
	workspace.textDocuments.forEach(see);
	return new Disposable(() => {
		disposed = true;
		Disposable.from(...owned).dispose();
	});
}
