import { ThemeIcon } from 'vscode';
import type { QuickInputButton, QuickPickItem } from 'vscode';
import { localize } from '../../core/data/localize';
import { yearOf } from '../../core/paper/dates';
import { shortAuthors } from '../../core/paper/names';
import type { IncomingPaper } from '../../core/paper/paper';
import { present } from '../../core/paper/paper';
import type { Lookup } from '../../core/sources/lookup';
import type { WantedWork } from '../../core/sources/wanted';
import { matchTitle } from '../../core/sources/titleMatch';
import { unfold } from '../../core/text/fold';
import { withoutMarkup } from '../../core/text/markup';
import { plainLabel } from '../../core/text/printable';

/** A paper that may be added, as a row. */
export interface Candidate extends QuickPickItem {
	readonly paper: IncomingPaper;
	/** Surely what was asked for, so that it is ticked from the start. */
	readonly sure: boolean;
}

/** The button of a candidate that shows its abstract. */
export function abstractButton(): QuickInputButton {
	return { iconPath: new ThemeIcon('book'), tooltip: localize('Read the Abstract') };
}

/** The rows of some look-ups; `inLibrary` has what the library has already. */
export function candidatesOf(lookups: readonly Lookup[], inLibrary: ReadonlyMap<IncomingPaper, string> = new Map()): readonly Candidate[] {
	return lookups.flatMap(({ wanted, papers }) =>
		papers.map((paper, index) => {
			const key = inLibrary.get(paper);
			return {
				paper,
				sure: key === undefined && isSure(wanted, paper, index),
				label: plainLabel(withoutMarkup(paper.title)),
				description: [
					plainLabel(shortAuthors(paper) ?? '') || undefined,
					yearOf(paper.issued),
					key === undefined ? undefined : localize('$(check) in the library as @{0}', plainLabel(key)),
				]
					.filter(part => part !== undefined)
					.join(' · '),
				detail: plainLabel(
					[...(wanted.kind === 'records' ? [factsOf(paper)] : []), unfold(paper.abstract ?? localize('No abstract')).slice(0, 400)].join(
						' · ',
					),
				),
				alwaysShow: true,
				buttons: paper.abstract === undefined ? [] : [abstractButton()],
			};
		}),
	);
}

/** Type, identifiers and links of a paper that somebody else wrote down: what there is to look at before it is added. */
function factsOf({ type, DOI, identifiers = {}, URL, links = [] }: IncomingPaper): string {
	const ids = Object.entries({ ...present('DOI', DOI), ...identifiers }).flatMap(([name, id]) =>
		typeof id === 'string' ? [`${name}:${id}`] : [],
	);
	const addresses = [...(URL === undefined ? [] : [URL]), ...links.map(({ url }) => url)];
	return unfold([type, ...new Set(ids), ...new Set(addresses)].map(fact => fact.slice(0, 200)).join(' · ')).slice(0, 1000);
}

function isSure(wanted: WantedWork, paper: IncomingPaper, index: number): boolean {
	return wanted.kind === 'title' ? index === 0 && matchTitle({ type: 'document', title: wanted.words }, paper).kind === 'certain' : true;
}

/** `arXiv:2101.00001`, `“Score matching”`: what was asked, for people. */
export function nameOf(wanted: WantedWork): string {
	switch (wanted.kind) {
		case 'arxiv':
			return `arXiv:${wanted.id}`;
		case 'title':
			return `“${wanted.words}”`;
		case 'records':
			return localize('the records');
		case 'address':
			return wanted.url;
		case 'doi':
		case 'pmid':
		case 'isbn':
		case 'openalex':
		case 's2':
			return `${wanted.kind === 'doi' ? 'doi:' : `${wanted.kind.toUpperCase()} `}${wanted.id}`;
	}
}
