import { window } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { localize } from '../../../core/data/localize';
import { yearOf } from '../../../core/paper/dates';
import { shortAuthors } from '../../../core/paper/names';
import type { IncomingPaper } from '../../../core/paper/paper';
import type { Completion } from '../../../core/sources/completing';
import { unfold } from '../../../core/text/fold';
import { withoutMarkup } from '../../../core/text/markup';
import { plainLabel } from '../../../core/text/printable';

type Doubtful = Extract<Completion, { kind: 'doubtful' }>;

interface Choice extends QuickPickItem {
	readonly found?: IncomingPaper;
}

export interface Chosen {
	/** Of the paper in the library. */
	readonly id: string;
	readonly paper: IncomingPaper;
}

/** Asks for each paper which of the records found it is; turning away ends the asking and keeps what was chosen. */
export async function chooseCandidates(doubtful: readonly Doubtful[]): Promise<readonly Chosen[]> {
	const chosen: Chosen[] = [];
	for (const [index, { paper, candidates }] of doubtful.entries()) {
		const choices: readonly Choice[] = candidates.map(({ paper: found, similarity }) => ({
			label: plainLabel(withoutMarkup(found.title)),
			description: plainLabel(
				[localize('{0} % match', Math.floor(100 * similarity)), shortAuthors(found), yearOf(found.issued), found['container-title']]
					.filter(part => part !== undefined)
					.join(' · '),
			),
			detail: plainLabel(unfold(found.abstract ?? '').slice(0, 300)),
			found,
		}));
		const picked = await window.showQuickPick<Choice>([...choices, { label: localize('$(circle-slash) None of these') }], {
			title: localize('Select the match for “{0}” ({1} of {2})', withoutMarkup(paper.title), index + 1, doubtful.length),
			placeHolder: localize('Only missing details are filled in; nothing is replaced'),
			ignoreFocusOut: true,
		});
		if (picked === undefined) {
			return chosen;
		}
		if (picked.found !== undefined) {
			chosen.push({ id: paper.id, paper: picked.found });
		}
	}
	return chosen;
}
