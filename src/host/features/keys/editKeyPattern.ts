import { localize } from '../../../core/data/localize';
import { previewKeys } from '../../../core/keys/keyPreview';
import type { Papers } from '../../../core/library/papers';
import { editPattern } from '../../ui/editPattern';
import { settings } from '../../settings/settings';
import { plainLabel } from '../../../core/text/printable';

/**
 * Edits the pattern of new keys, and shows what it makes of real papers. Resolves to the pattern, or `undefined` where the user turned
 * away.
 */
export function editKeyPattern(library: Papers): Promise<string | undefined> {
	return editPattern(library, {
		title: localize('Citation key pattern'),
		placeholder: 'auth.lower + year + shorttitle(1,1)',
		setting: 'citationKey.pattern',
		pattern: settings.keyPattern(),
		preview: previewKeys,
		rowOf: ({ name, title }) => ({ label: plainLabel(`@${name}`), description: plainLabel(title) }),
	});
}
