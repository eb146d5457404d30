import type { QuickPickItem } from 'vscode';
import { previewPattern } from '../../../core/keys/patternPreview';
import type { PatternPreview } from '../../../core/keys/patternPreview';
import type { Library } from '../../../core/library/library';
import type { IncomingPaper } from '../../../core/paper';
import { askInQuickPick } from '../../adapters/quickPick';
import { changeSetting, settings } from '../../adapters/settings';

/** As many papers as show what a pattern does. */
const samples = 8;

/** Edits the pattern of new keys, and shows what it makes of real papers with every letter typed. Resolves to the pattern, or `undefined` where the user turned away. */
export async function editKeyPattern(library: Library): Promise<string | undefined> {
	const papers = await samplePapers(library);
	const pattern = await askInQuickPick<string>(pick => {
		pick.title = 'Pattern of new citation keys';
		pick.placeholder = 'auth.lower + year + shorttitle(1,1)';
		pick.value = settings.keyPattern();
		return {
			show: () => {
				pick.items = rowsOf(previewPattern(pick.value, papers));
			},
			answer: () => (previewPattern(pick.value, papers).kind === 'keys' ? pick.value.trim() : undefined),
		};
	});
	if (pattern !== undefined) {
		await changeSetting('citationKey.pattern', pattern);
	}
	return pattern;
}

/** Our own rows: the box must not filter them by the pattern. */
function rowsOf(preview: PatternPreview): QuickPickItem[] {
	return preview.kind === 'mistake' ? [{ label: `$(error) ${preview.message}`, alwaysShow: true }] : preview.keys.map(({ key, title }) => ({ label: `@${key}`, description: title, alwaysShow: true }));
}

/** Papers that differ: spread over the library. */
async function samplePapers(library: Library): Promise<readonly IncomingPaper[]> {
	const heads = library.heads();
	const step = Math.max(1, Math.floor(heads.length / samples));
	const keys = heads.filter((_head, index) => index % step === 0).slice(0, samples).map(head => head.key);
	const papers = await library.papers(keys);
	return papers.length > 0 ? papers : [{ type: 'article', title: 'A Paper to Try It On', author: [{ family: 'Lovelace', given: 'Ada' }], issued: { 'date-parts': [[1843, 9]] } }];
}
