import type { QuickPickItem } from 'vscode';
import { localize } from '../../core/data/localize';
import type { Papers } from '../../core/library/papers';
import type { Paper } from '../../core/paper/paper';
import type { PatternPreview, PreviewedName } from '../../core/keys/patternPreview';
import { askInQuickPick } from './quickPick';
import { changeSetting } from '../settings/settings';

export interface PatternBox {
	readonly title: string;
	readonly placeholder: string;
	/** The setting that holds the pattern, and what it is. */
	readonly setting: string;
	readonly pattern: string;
	readonly preview: (pattern: string, papers: readonly Paper[]) => PatternPreview;
	readonly rowOf: (name: PreviewedName) => Pick<QuickPickItem, 'label' | 'description'>;
}

/** As many papers as show what a pattern does. */
const samples = 8;

/**
 * Edits a pattern of the settings, and shows what it makes of real papers with every letter typed. Resolves to the pattern, or `undefined`
 * where the user turned away.
 */
export async function editPattern(
	library: Papers,
	{ title, placeholder, setting, pattern, preview, rowOf }: PatternBox,
): Promise<string | undefined> {
	const papers = await samplePapers(library);
	const rows = (typed: string): QuickPickItem[] => {
		const previewed = preview(typed, papers);
		const found = previewed.kind === 'mistake' ? [{ label: `$(error) ${previewed.message}` }] : previewed.names.map(rowOf);
		// Our own rows: the box must not filter them by the pattern.
		return found.map(row => ({ ...row, alwaysShow: true }));
	};
	return askInQuickPick<string>(pick => {
		pick.title = title;
		pick.placeholder = placeholder;
		pick.value = pattern;
		// What is half typed should outlive a view that takes the focus.
		pick.ignoreFocusOut = true;
		return {
			show: () => {
				pick.items = rows(pick.value);
			},
			answer: () => (preview(pick.value, papers).kind === 'names' ? pick.value.trim() : undefined),
			keep: wanted => changeSetting(setting, wanted),
		};
	});
}

/** Papers that differ: spread over the library. */
async function samplePapers(library: Papers): Promise<readonly Paper[]> {
	const heads = library.heads();
	const step = Math.max(1, Math.floor(heads.length / samples));
	const keys = heads
		.filter((_head, index) => index % step === 0)
		.slice(0, samples)
		.map(head => head.key);
	const papers = await library.papers(keys);
	return papers.length > 0 ? papers : [madeUp()];
}

/** For a library that is empty. */
function madeUp(): Paper {
	return {
		id: 'sample',
		'citation-key': 'lovelace1843paper',
		type: 'article',
		title: localize('An Example Paper'),
		author: [{ family: 'Lovelace', given: 'Ada' }],
		issued: { 'date-parts': [[1843, 9]] },
		tags: ['computing'],
		status: 'unread',
		added: '1843-09-01T00:00:00.000Z',
		updated: '1843-09-01T00:00:00.000Z',
	};
}
