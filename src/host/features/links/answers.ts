import { Disposable, languages } from 'vscode';
import type { Papers } from '../../../core/library/papers';
import type { Log } from '../../../core/files/ports';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';
import { registerBrokenLinks } from './brokenLinks';
import { linkingLanguages } from '../../../core/citing/languages';
import { PathCompletion } from './markdownLinks';
import { LinkCompletion, LinkDefinition, LinkHover } from './providers';

/** Completion, hover, definition, and marks of broken links. */
export function answerLinks(papers: Papers, notes: WorkspaceNotes, log: Log): Disposable {
	return Disposable.from(
		languages.registerCompletionItemProvider(linkingLanguages, new LinkCompletion(papers, notes), '[', '#'),
		languages.registerCompletionItemProvider(linkingLanguages, new PathCompletion(notes), '('),
		languages.registerHoverProvider(linkingLanguages, new LinkHover(papers, notes)),
		languages.registerDefinitionProvider(linkingLanguages, new LinkDefinition(papers, notes)),
		registerBrokenLinks(papers, notes, log),
	);
}
