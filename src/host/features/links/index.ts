import { Disposable, extensions, languages } from 'vscode';
import type { Papers } from '../../../core/library/papers';
import type { Log } from '../../../core/ports';
import { settings } from '../../adapters/settings';
import type { WorkspaceNotes } from '../../adapters/workspaceNotes';
import { registerBrokenLinks } from './brokenLinks';
import { linkingLanguages } from './links';
import { PathCompletion } from './markdownLinks';
import { followMoves } from './moving';
import { LinkCompletion, LinkDefinition, LinkHover } from './providers';

export interface LinksDependencies {
	readonly papers: Papers;
	readonly log: Log;
	readonly notes: WorkspaceNotes;
}

/** Extensions that answer wikilinks themselves, and follow renamed notes. */
const others = ['foam.foam-vscode', 'dendron.dendron', 'svsool.markdown-memo', 'kortina.vscode-markdown-notes'];

/** Links between notes: completion, hover, definition, broken ones, and notes that move. Stays away where another extension does this, unless the user wants it. */
export function registerLinks({ papers, log, notes }: LinksDependencies): Disposable {
	const wanted = settings.wikilinks();
	const rival = others.find(id => extensions.getExtension(id) !== undefined);
	if (wanted === 'off' || (wanted === 'auto' && rival !== undefined)) {
		log.info(rival === undefined ? 'Wikilinks are left alone, as the setting says.' : `Wikilinks are left to ${rival}.`);
		return new Disposable(() => undefined);
	}
	return Disposable.from(
		languages.registerCompletionItemProvider(linkingLanguages, new LinkCompletion(papers, notes), '[', '#'),
		languages.registerCompletionItemProvider(linkingLanguages, new PathCompletion(notes), '('),
		languages.registerHoverProvider(linkingLanguages, new LinkHover(papers, notes)),
		languages.registerDefinitionProvider(linkingLanguages, new LinkDefinition(papers, notes)),
		registerBrokenLinks(papers, notes, log),
		followMoves(notes, log),
	);
}
