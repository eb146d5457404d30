import { extensions } from 'vscode';
import { settings } from './settings';

/** Extensions that answer wikilinks themselves, draw them in the preview, and follow renamed notes. */
const others = ['foam.foam-vscode', 'dendron.dendron', 'svsool.markdown-memo', 'kortina.vscode-markdown-notes'];

/** Who answers `[[links]]`: this extension, another one that is installed, or nobody, as the setting says. */
export type LinkAnswers = { readonly kind: 'ours' } | { readonly kind: 'theirs'; readonly id: string } | { readonly kind: 'off' };

/** Another extension that answers links comes first, unless the user wants it otherwise. */
export function linkAnswers(): LinkAnswers {
	const wanted = settings.wikilinks();
	const id = wanted === 'auto' ? others.find(other => extensions.getExtension(other) !== undefined) : undefined;
	return wanted === 'off' ? { kind: 'off' } : id === undefined ? { kind: 'ours' } : { kind: 'theirs', id };
}
