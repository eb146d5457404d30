import { identifiersOf } from '../merge/identity';
import type { IncomingPaper } from '../paper/paper';
import type { Cancellation } from '../files/ports';
import type { Asker, ServiceRefusal } from './asking';
import { openAlex } from './openAlex';
import { slicesOf } from './slices';

/**
 * The ids of OpenAlex of some papers: those that have one, and those that it knows by their DOI, which every paper of arXiv has. What it
 * does not know is left out.
 */
export async function openAlexIdsOf(
	asking: Asker,
	papers: readonly IncomingPaper[],
	cancellation?: Cancellation,
): Promise<{ readonly kind: 'works'; readonly ids: readonly string[] } | ServiceRefusal> {
	const ids = papers.flatMap(paper => identifiersOf(paper).openalex ?? []);
	const dois = papers.flatMap(paper => {
		const { openalex, doi, arxiv } = identifiersOf(paper);
		const known = doi ?? (arxiv === undefined ? undefined : `10.48550/arxiv.${arxiv}`);
		// A bar parts DOIs in a filter, a comma filters.
		return openalex !== undefined || known === undefined || /[|,]/.test(known) ? [] : [known];
	});
	for (const some of slicesOf(dois, openAlex.batch)) {
		const answer = await asking.papers(openAlex.byDois(some), openAlex.parse, cancellation);
		if (answer.kind === 'papers') {
			ids.push(...answer.papers.flatMap(({ identifiers }) => identifiers?.openalex ?? []));
		} else if (answer.kind !== 'missing') {
			return answer;
		}
	}
	return { kind: 'works', ids: [...new Set(ids)] };
}
