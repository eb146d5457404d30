import { localize } from '../data/localize';
import { isSamePaper } from '../merge/identity';
import { ingest } from '../ingest/ingest';
import { joinAnswers } from '../merge/fillGaps';
import type { IncomingPaper } from '../paper/paper';
import { present } from '../paper/paper';
import type { Cancellation } from '../files/ports';
import { arxiv } from './arxiv';
import type { Asker, FoundPapers, ServiceRefusal } from './asking';
import { contentNegotiation } from './contentNegotiation';
import { crossref } from './crossref';
import { dailyPapers } from './dailyPapers';
import { datacite } from './datacite';
import { openAlex } from './openAlex';
import { openLibraryOrg } from './openLibrary';
import { pubmed } from './pubmed';
import { semanticScholar } from './semanticScholar';
import { serviceLabel } from './services';
import type { ServiceId } from './services';
import { askSideBySide, givingUpOnce, usualHeadStart } from './sideBySide';
import type { Question } from './sideBySide';
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
	/** What of the papers a library cannot take, or of a text could not be read, each in a sentence. */
	readonly leftOut?: readonly string[];
}

/**
 * Looks things up one by one, where a service takes several ids at once in one question; the services that may know one are asked beside
 * each other. `onProgress` gets how many are done, `onPart` what is known of a title while services are still being asked.
 */
export async function lookUp(
	asking: Asker,
	wanted: readonly WantedWork[],
	cancellation?: Cancellation,
	onProgress?: (done: number) => void,
	onPart?: (part: Lookup) => void,
): Promise<readonly Lookup[]> {
	const asker = givingUpOnce(asking);
	const batches = await batchedArxiv(asker, wanted, cancellation);
	const found: Lookup[] = [];
	for (const item of wanted) {
		if (cancellation?.isCancellationRequested === true) {
			break;
		}
		const known = item.kind === 'arxiv' ? batches.get(item.id) : undefined;
		found.push(known === undefined ? await lookUpOne(asker, item, cancellation, onPart) : { wanted: item, papers: [known], troubles: [] });
		onProgress?.(found.length);
	}
	return found;
}

/** Which services, in which order, know a kind of thing: the first answer counts. */
export function questionsFor(wanted: WantedWork): readonly Question[] {
	switch (wanted.kind) {
		case 'arxiv':
			return [
				ask(arxiv.byIds([wanted.id]), arxiv.parseIds),
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
function zoteroQuestions(asking: Asker, wanted: WantedWork): readonly Question[] {
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

async function lookUpOne(
	asking: Asker,
	wanted: WantedWork,
	cancellation: Cancellation | undefined,
	onPart: ((part: Lookup) => void) | undefined,
): Promise<Lookup> {
	if (wanted.kind === 'records') {
		const { papers, problems } = ingest(wanted.text);
		return { wanted, papers, troubles: [], leftOut: problems.map(({ message }) => message) };
	}
	const questions = [...questionsFor(wanted), ...zoteroQuestions(asking, wanted)];
	if (wanted.kind !== 'title') {
		const options = {
			headStart: usualHeadStart,
			isEnough: (found: readonly FoundPapers[]) => found.some(({ papers }) => papers.length > 0),
		};
		const answers = await askSideBySide(asking, questions, options, cancellation);
		const found = answers.find(answer => answer.kind === 'papers' && answer.papers.length > 0);
		return found?.kind === 'papers'
			? { wanted, papers: found.papers, troubles: [], ...present('leftOut', found.leftOut) }
			: { wanted, papers: [], troubles: answers.map(answer => (answer.kind === 'papers' ? notThere(answer.service, wanted) : answer)) };
	}
	const come: IncomingPaper[] = [];
	const onAnswer = ({ papers }: FoundPapers) => {
		come.push(...papers);
		onPart?.({ wanted, papers: ranked(wanted.words, come), troubles: [] });
	};
	const answers = await askSideBySide(asking, questions, { headStart: 0, isEnough: () => false, onAnswer }, cancellation);
	return {
		wanted,
		papers: ranked(
			wanted.words,
			answers.flatMap(answer => (answer.kind === 'papers' ? answer.papers : [])),
		),
		troubles: answers.filter(answer => answer.kind !== 'papers'),
	};
}

/** A service that answers with no paper does not know the id. */
function notThere(service: ServiceId, wanted: WantedWork): ServiceRefusal {
	const what = wanted.kind === 'arxiv' ? 'arXiv ID' : wanted.kind === 'doi' ? 'DOI' : wanted.kind === 'isbn' ? 'ISBN' : 'ID';
	return {
		kind: 'missing',
		service,
		sentence: localize('{0} has no paper with this {1}. Check it for typing mistakes.', serviceLabel(service), what),
	};
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
	asking: Asker,
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
			arxiv.parseIds,
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
