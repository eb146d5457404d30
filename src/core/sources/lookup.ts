import { isSamePaper } from '../merge/identity';
import { ingest } from '../ingest/ingest';
import { joinAnswers } from '../merge/fillGaps';
import type { IncomingPaper } from '../paper/paper';
import type { Cancellation } from '../files/ports';
import { arxiv } from './arxiv';
import type { Asking, FoundPapers, ServiceRefusal } from './asking';
import { contentNegotiation } from './contentNegotiation';
import { crossref } from './crossref';
import { dailyPapers } from './dailyPapers';
import { datacite } from './datacite';
import { openAlex } from './openAlex';
import { openLibraryOrg } from './openLibrary';
import { pubmed } from './pubmed';
import { semanticScholar } from './semanticScholar';
import type { ServiceId } from './services';
import type { Parsed, SourceRequest } from './source';
import { matchTitle } from './titleMatch';
import type { WantedWork } from './wanted';
import { zotero } from './zotero';

/** What services say of one thing wanted. */
export interface Lookup {
	readonly wanted: WantedWork;
	/** Best first. */
	readonly papers: readonly IncomingPaper[];
	/** Sentences of services that could not say anything, for the user. */
	readonly troubles: readonly ServiceRefusal[];
}

/** Looks things up one by one, where a service takes several ids at once in one question. `onProgress` gets how many are done. */
export async function lookUp(
	asking: Asking,
	wanted: readonly WantedWork[],
	cancellation?: Cancellation,
	onProgress?: (done: number) => void,
): Promise<readonly Lookup[]> {
	const batches = await batchedArxiv(asking, wanted, cancellation);
	const found: Lookup[] = [];
	for (const item of wanted) {
		if (cancellation?.isCancellationRequested === true) {
			break;
		}
		const known = item.kind === 'arxiv' ? batches.get(item.id) : undefined;
		found.push(known === undefined ? await lookUpOne(asking, item, cancellation) : { wanted: item, papers: [known], troubles: [] });
		onProgress?.(found.length);
	}
	return found;
}

/** Which services, in which order, know a kind of thing: the first answer counts. */
export function questionsFor(wanted: WantedWork): readonly Question[] {
	switch (wanted.kind) {
		case 'arxiv':
			return [
				ask(arxiv.byIds([wanted.id]), arxiv.parse),
				ask(dailyPapers.byArxivId(wanted.id), dailyPapers.parse),
				ask(datacite.byDoi(`10.48550/arXiv.${wanted.id}`), datacite.parse),
				ask(semanticScholar.byId(`ARXIV:${wanted.id}`), semanticScholar.parse),
			];
		case 'doi':
			return [
				ask(crossref.byDoi(wanted.id), crossref.parse),
				ask(datacite.byDoi(wanted.id), datacite.parse),
				ask(contentNegotiation.byDoi(wanted.id), contentNegotiation.parse),
				ask(openAlex.byId(`doi:${wanted.id}`), openAlex.parse),
				ask(semanticScholar.byId(`DOI:${wanted.id}`), semanticScholar.parse),
			];
		case 'pmid':
			return [
				ask(pubmed.byIds([wanted.id]), pubmed.parse),
				ask(openAlex.byId(`pmid:${wanted.id}`), openAlex.parse),
				ask(semanticScholar.byId(`PMID:${wanted.id}`), semanticScholar.parse),
			];
		case 'isbn':
			return [ask(openLibraryOrg.byIsbn([wanted.id]), openLibraryOrg.parse)];
		case 'openalex':
			return [ask(openAlex.byId(wanted.id), openAlex.parse)];
		case 's2':
			return [ask(semanticScholar.byId(wanted.id), semanticScholar.parse)];
		case 'title':
			return titleQuestions(wanted.words);
		case 'records':
		case 'address':
			return [];
	}
}

interface Question {
	readonly request: SourceRequest;
	readonly parse: (body: string) => Parsed;
}

function ask(request: SourceRequest, parse: (body: string) => Parsed): Question {
	return { request, parse };
}

/** All of them are asked: none knows every title. */
export function titleQuestions(words: string): readonly Question[] {
	return [
		ask(arxiv.byTitle(words), arxiv.parse),
		ask(crossref.search(words), crossref.parse),
		ask(openAlex.search(words), openAlex.parse),
		ask(semanticScholar.search(words), semanticScholar.parse),
		ask(dailyPapers.search(words), body => dailyPapers.parse(body)),
	];
}

/** Zotero on this computer knows what its user gathered; it is no service to offer to everybody. */
function zoteroQuestions(asking: Asking, wanted: WantedWork): readonly Question[] {
	const local = { kind: 'local' } as const;
	const own = zotero.ownLibrary(local);
	return wanted.kind === 'title' && asking.mayAsk('zotero')
		? [ask(zotero.search(local, own, wanted.words), body => zotero.parseItems(body, own))]
		: [];
}

/** The services that would answer, were they switched on. */
export function servicesFor(wanted: readonly WantedWork[]): readonly ServiceId[] {
	return [...new Set(wanted.flatMap(item => questionsFor(item).map(({ request }) => request.service)))];
}

async function lookUpOne(asking: Asking, wanted: WantedWork, cancellation: Cancellation | undefined): Promise<Lookup> {
	if (wanted.kind === 'records') {
		return { wanted, papers: ingest(wanted.text).papers, troubles: [] };
	}
	const troubles: ServiceRefusal[] = [];
	const papers: IncomingPaper[] = [];
	for (const { request, parse } of [...questionsFor(wanted), ...zoteroQuestions(asking, wanted)]) {
		const answer = await asking.papers(request, parse, cancellation);
		if (answer.kind === 'papers') {
			papers.push(...answer.papers);
			if (wanted.kind !== 'title' && answer.papers.length > 0) {
				return { wanted, papers, troubles: [] };
			}
		} else {
			troubles.push(answer);
		}
		if (answer.kind === 'cancelled') {
			break;
		}
	}
	return { wanted, papers: wanted.kind === 'title' ? ranked(wanted.words, papers) : papers, troubles };
}

/** One row a paper, whatever services know it; the likeliest first, what has nothing to do with it left out. */
export function ranked(title: string, papers: readonly IncomingPaper[]): readonly IncomingPaper[] {
	const known: IncomingPaper = { type: 'document', title };
	const distinct: IncomingPaper[] = [];
	for (const paper of papers) {
		const same = distinct.findIndex(other => isSamePaper(other, paper));
		if (same < 0) {
			distinct.push(paper);
		} else {
			distinct[same] = joinAnswers(distinct[same] ?? paper, paper);
		}
	}
	return distinct
		.map(paper => ({ paper, similarity: matchTitle(known, paper).similarity }))
		.filter(({ similarity }) => similarity > 0.1)
		.sort((a, b) => b.similarity - a.similarity)
		.slice(0, 20)
		.map(({ paper }) => paper);
}

async function batchedArxiv(
	asking: Asking,
	wanted: readonly WantedWork[],
	cancellation: Cancellation | undefined,
): Promise<ReadonlyMap<string, IncomingPaper>> {
	const ids = wanted.flatMap(item => (item.kind === 'arxiv' ? [item.id] : []));
	const found = new Map<string, IncomingPaper>();
	if (ids.length < 2 || !asking.mayAsk('arxiv')) {
		return found;
	}
	for (let start = 0; start < ids.length; start += arxiv.batch) {
		const answer: FoundPapers | ServiceRefusal = await asking.papers(
			arxiv.byIds(ids.slice(start, start + arxiv.batch)),
			arxiv.parse,
			cancellation,
		);
		for (const paper of answer.kind === 'papers' ? answer.papers : []) {
			const id = paper.identifiers?.arxiv;
			if (id !== undefined) {
				found.set(id, paper);
			}
		}
	}
	return found;
}
