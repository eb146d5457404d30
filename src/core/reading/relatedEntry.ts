import { yearOf } from '../paper/dates';
import { identifiersOf } from '../merge/identity';
import { shortAuthors } from '../paper/names';
import type { IncomingPaper } from '../paper/paper';
import { withoutMarkup } from '../text/markup';
import type { RelatedEntry } from '../sources/relatedList';

export function relatedEntries(papers: readonly IncomingPaper[], known: ReadonlyMap<IncomingPaper, string>): readonly RelatedEntry[] {
	return papers.map((paper, index) => ({
		id: String(index),
		title: withoutMarkup(paper.title),
		byline: [shortAuthors(paper), yearOf(paper.issued), paper['container-title']]
			.filter(part => part !== undefined && part !== '')
			.join(' · '),
		key: known.get(paper) ?? '',
	}));
}

/** What the box for adding papers takes for it. */
export function wantedText(paper: IncomingPaper): string {
	const { doi, arxiv, pmid, openalex } = identifiersOf(paper);
	return doi !== undefined
		? `doi:${doi}`
		: arxiv !== undefined
			? `arXiv:${arxiv}`
			: pmid !== undefined
				? `pmid:${pmid}`
				: openalex !== undefined
					? `https://openalex.org/${openalex}`
					: paper.title;
}
