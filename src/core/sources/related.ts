import { localize } from '../data/localize';
import { identifiersOf } from '../merge/identity';
import type { IncomingPaper } from '../paper/paper';
import type { Cancellation } from '../files/ports';
import type { RelatedList } from './relatedList';
import type { Asking, FoundPapers, ServiceRefusal } from './asking';
import { openAlex } from './openAlex';
import { semanticScholar } from './semanticScholar';
import type { ServiceId } from './services';

/** Services that know who cites whom. */
export const relatedServices: readonly ServiceId[] = ['openalex', 'semantic-scholar'];

export type Related =
	| {
			readonly kind: 'papers';
			/** References in their order, citing papers the most cited first; no more than anybody looks through. */
			readonly papers: readonly IncomingPaper[];
			readonly service: ServiceId;
			/** How many there are in all, where more are known than given. */
			readonly total?: number;
	  }
	/** A sentence for the user. `off`: nobody may be asked. */
	| { readonly kind: 'none' | 'off' | 'cancelled'; readonly sentence: string };

/** So many at most. */
const most = 200;

/** Asks OpenAlex, and Semantic Scholar where that knows nothing. */
export async function relatedPapers(
	asking: Asking,
	paper: IncomingPaper,
	list: RelatedList,
	cancellation?: Cancellation,
): Promise<Related> {
	if (!relatedServices.some(service => asking.mayAsk(service))) {
		return {
			kind: 'off',
			sentence: localize('Citations come from OpenAlex and Semantic Scholar. Turn one on in the setting “marginalia.network.services”.'),
		};
	}
	const refusals: ServiceRefusal[] = [];
	for (const ask of [askOpenAlex, askSemanticScholar]) {
		const answer = await ask(asking, paper, list, cancellation);
		if (answer?.kind === 'papers' && answer.papers.length > 0) {
			const { papers, service, total } = answer;
			return { kind: 'papers', papers: papers.slice(0, most), service, ...(total !== undefined && total > papers.length ? { total } : {}) };
		}
		if (answer?.kind === 'cancelled') {
			return { kind: 'cancelled', sentence: answer.sentence };
		}
		refusals.push(...(answer?.kind === 'failed' ? [answer] : []));
	}
	const named = openAlexId(paper) ?? semanticScholar.idOf(identifiersOf(paper));
	return {
		kind: 'none',
		sentence:
			named === undefined
				? localize('This paper has no identifier to look up. “Marginalia: Fill In Missing Details” looks for one.')
				: (refusals[0]?.sentence ?? (list === 'references' ? localize('No known references.') : localize('No known citing papers.'))),
	};
}

async function askOpenAlex(
	asking: Asking,
	paper: IncomingPaper,
	list: RelatedList,
	cancellation: Cancellation | undefined,
): Promise<FoundPapers | ServiceRefusal | undefined> {
	const id = openAlexId(paper);
	if (id === undefined || !asking.mayAsk('openalex')) {
		return undefined;
	}
	const answer = await asking.ask(openAlex.byId(id), cancellation);
	if (answer.kind !== 'answer') {
		return answer;
	}
	if (list === 'citations') {
		const work = openAlex.parse(answer.body);
		const own = work.kind === 'papers' ? work.papers[0]?.identifiers?.openalex : undefined;
		return own === undefined ? undefined : asking.papers(openAlex.citing(own, openAlex.batch), openAlex.parse, cancellation);
	}
	const ids = openAlex.parseReferences(answer.body);
	const papers: IncomingPaper[] = [];
	for (let start = 0; start < Math.min(ids.length, most); start += openAlex.batch) {
		const found = await asking.papers(openAlex.byIds(ids.slice(start, start + openAlex.batch)), openAlex.parse, cancellation);
		if (found.kind !== 'papers') {
			return papers.length === 0 ? found : { kind: 'papers', service: 'openalex', papers, total: ids.length, at: answer.at };
		}
		papers.push(...found.papers);
	}
	const place = new Map(ids.map((reference, index) => [reference, index]));
	const placeOf = ({ identifiers }: IncomingPaper) => place.get(identifiers?.openalex ?? '') ?? ids.length;
	return { kind: 'papers', service: 'openalex', papers: papers.sort((a, b) => placeOf(a) - placeOf(b)), total: ids.length, at: answer.at };
}

async function askSemanticScholar(
	asking: Asking,
	paper: IncomingPaper,
	list: RelatedList,
	cancellation: Cancellation | undefined,
): Promise<FoundPapers | ServiceRefusal | undefined> {
	const id = semanticScholar.idOf(identifiersOf(paper));
	return id === undefined || !asking.mayAsk('semantic-scholar')
		? undefined
		: asking.papers(semanticScholar[list](id), semanticScholar.parse, cancellation);
}

/** As OpenAlex names works: its own id, a DOI (arXiv gives one to each of its papers), or a PubMed id. */
function openAlexId(paper: IncomingPaper): string | undefined {
	const { openalex, doi, arxiv, pmid } = identifiersOf(paper);
	const known = doi ?? (arxiv === undefined ? undefined : `10.48550/arxiv.${arxiv}`);
	return openalex ?? (known !== undefined ? `doi:${known}` : pmid === undefined ? undefined : `pmid:${pmid}`);
}
