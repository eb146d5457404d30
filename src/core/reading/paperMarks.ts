import { localize } from '../data/localize';
import { identifierUrl } from '../paper/identifiers';
import { isObject, textOf } from '../data/json';
import type { Paper } from '../paper/paper';
import { present } from '../paper/paper';

/** What a reader of the paper must know before anything else. */
export interface PaperMark {
	readonly kind: 'retracted' | 'concern' | 'published' | 'revised';
	/** One sentence. */
	readonly text: string;
	/** Where it is said; empty where no place is known. */
	readonly url: string;
}

export const markKinds = ['retracted', 'concern', 'published', 'revised'] as const satisfies readonly PaperMark['kind'][];

/** What checks for updates found of a paper, the gravest first. */
export function paperMarks(paper: Pick<Paper, 'added'> & { readonly [field: string]: unknown }): readonly PaperMark[] {
	const { identifiers, retracted, concern, 'published-version': published, 'arxiv-version': version } = paper;
	const notice = isObject(retracted) ? retracted : undefined;
	const marks: PaperMark[] = [];
	if (notice !== undefined || retracted === true) {
		const date = textOf(notice?.['date']);
		marks.push({
			kind: 'retracted',
			text: retractionText(notice?.['extent'] === 'partial', date),
			url: identifierUrl(present('doi', textOf(notice?.['DOI']))) ?? '',
		});
	}
	if (isObject(concern)) {
		const date = textOf(concern['date']);
		marks.push({
			kind: 'concern',
			text:
				date === undefined
					? localize('An expression of concern was published.')
					: localize('An expression of concern was published on {0}.', date),
			url: identifierUrl(present('doi', textOf(concern['DOI']))) ?? '',
		});
	}
	const doi = isObject(published) ? textOf(published['DOI']) : undefined;
	if (doi !== undefined) {
		marks.push({ kind: 'published', text: localize('A published version exists: doi:{0}', doi), url: identifierUrl({ doi }) ?? '' });
	}
	if (isObject(version) && Number(version['version']) > 1 && (textOf(version['date']) ?? '') > paper.added.slice(0, 10)) {
		marks.push({
			kind: 'revised',
			text: localize(
				'Version {0} appeared on arXiv on {1}, after the paper was added.',
				Number(version['version']),
				textOf(version['date']) ?? '',
			),
			url: identifierUrl(present('arxiv', isObject(identifiers) ? textOf(identifiers['arxiv']) : undefined)) ?? '',
		});
	}
	return marks;
}

function retractionText(isPartial: boolean, date: string | undefined): string {
	if (isPartial) {
		return date === undefined ? localize('Retracted in part.') : localize('Retracted in part on {0}.', date);
	}
	return date === undefined ? localize('Retracted.') : localize('Retracted on {0}.', date);
}
