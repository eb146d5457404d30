import { window } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { citationKey, parseKeyPattern } from '../../../core/citekey';
import type { Library } from '../../../core/library/library';
import type { IncomingPaper } from '../../../core/paper';
import { changeSetting, settings } from '../../adapters/settings';

/** As many papers as show what a pattern does. */
const samples = 8;

/** Edits the pattern of new keys, and shows what it makes of real papers with every letter typed. Resolves to the pattern, or `undefined` where the user turned away. */
export async function editKeyPattern(library: Library): Promise<string | undefined> {
	const papers = await samplePapers(library);
	const pattern = await new Promise<string | undefined>(resolve => {
		const pick = window.createQuickPick();
		pick.title = 'Pattern of new citation keys';
		pick.placeholder = 'auth.lower + year + shorttitle(1,1)';
		pick.value = settings.keyPattern();
		const show = () => {
			pick.items = previewOf(pick.value, papers);
		};
		pick.onDidChangeValue(show);
		pick.onDidAccept(() => {
			if (parseKeyPattern(pick.value).kind === 'pattern') {
				resolve(pick.value.trim());
				pick.hide();
			}
		});
		pick.onDidHide(() => {
			pick.dispose();
			resolve(undefined);
		});
		show();
		pick.show();
	});
	if (pattern !== undefined) {
		await changeSetting('citationKey.pattern', pattern);
	}
	return pattern;
}

/** Our own rows: the box must not filter them by the pattern. */
function previewOf(pattern: string, papers: readonly IncomingPaper[]): QuickPickItem[] {
	const parsed = parseKeyPattern(pattern);
	return parsed.kind === 'mistake'
		? [{ label: `$(error) ${parsed.message}`, alwaysShow: true }]
		: papers.map(paper => ({ label: `@${citationKey(paper, pattern)}`, description: paper.title, alwaysShow: true }));
}

/** Papers that differ: spread over the library. */
async function samplePapers(library: Library): Promise<readonly IncomingPaper[]> {
	const heads = library.heads();
	const step = Math.max(1, Math.floor(heads.length / samples));
	const keys = heads.filter((_head, index) => index % step === 0).slice(0, samples).map(head => head.key);
	const papers = await library.papers(keys);
	return papers.length > 0 ? papers : [{ type: 'article', title: 'A Paper to Try It On', author: [{ family: 'Lovelace', given: 'Ada' }], issued: { 'date-parts': [[1843, 9]] } }];
}
