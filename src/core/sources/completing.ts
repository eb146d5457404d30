import { addTo } from '../data/lists';
import { yearOf } from '../paper/dates';
import { identifiersOf, isSamePaper } from '../merge/identity';
import type { IncomingPaper, Paper } from '../paper/paper';
import type { Cancellation } from '../files/ports';
import { arxiv } from './arxiv';
import type { Asker, FoundPapers, ServiceRefusal } from './asking';
import { lookUp, questionsFor, ranked, titleQuestions } from './lookup';
import { openAlex } from './openAlex';
import type { ServiceId } from './services';
import { askSideBySide, usualHeadStart } from './sideBySide';
import { slicesOf } from './slices';
import { certainMatch, matchTitle } from './titleMatch';
import type { WantedWork } from './wanted';

/** What is known of a paper after asking. */
export type Completion =
	/** Surely this paper. */
	| { readonly kind: 'found'; readonly paper: Paper; readonly found: readonly IncomingPaper[] }
	/** For a person to decide, likeliest first. */
	| { readonly kind: 'doubtful'; readonly paper: Paper; readonly candidates: readonly CompletingCandidate[] }
	| { readonly kind: 'missing'; readonly paper: Paper }
	/** Nobody could say; the sentence is for the user. */
	| { readonly kind: 'failed'; readonly paper: Paper; readonly sentence: string }
	| { readonly kind: 'cancelled'; readonly paper: Paper };

export interface CompletingCandidate {
	readonly paper: IncomingPaper;
	/** 0 to 1. */
	readonly similarity: number;
}

/** Whether a service could add to it: it is a stub, or authors, year, abstract or every identifier is missing. */
export function isBare(paper: Paper): boolean {
	const { doi, arxiv: id, pmid } = identifiersOf(paper);
	return (
		paper['incomplete'] === true ||
		paper.author === undefined ||
		yearOf(paper.issued) === undefined ||
		paper.abstract === undefined ||
		(doi ?? id ?? pmid) === undefined
	);
}

/**
 * Asks for a few papers: by what they are called (arXiv ids and DOIs in one question together), else by title. Gives one completion for
 * each, in order; after a cancel the rest is `cancelled`. Whoever completes many slices gives each the same {@link givingUpOnce}.
 */
export async function complete(asking: Asker, papers: readonly Paper[], cancellation?: Cancellation): Promise<readonly Completion[]> {
	const known = await askTogether(asking, papers, cancellation);
	const completions: Completion[] = [];
	for (const paper of papers) {
		const found = known.get(paper.id);
		const completion =
			found !== undefined && !misses(paper, found) ? completed(paper, found) : await completeOne(asking, paper, found ?? [], cancellation);
		completions.push(completion);
	}
	return completions;
}

function completed(paper: Paper, found: readonly IncomingPaper[]): Completion {
	return { kind: 'found', paper, found };
}

/** Whether what batches found leaves a gap that a question for this paper alone may close. */
function misses(paper: Paper, found: readonly IncomingPaper[]): boolean {
	return [paper, ...found].every(record => record.author === undefined) || [paper, ...found].every(record => record.abstract === undefined);
}

async function completeOne(
	asking: Asker,
	paper: Paper,
	found: readonly IncomingPaper[],
	cancellation: Cancellation | undefined,
): Promise<Completion> {
	const wanted = nameOf(paper);
	if (cancellation?.isCancellationRequested === true) {
		return { kind: 'cancelled', paper };
	}
	if (wanted === undefined) {
		return completeByTitle(asking, paper, cancellation);
	}
	const [lookup] = await lookUp(asking, [wanted], cancellation);
	const answers = [...found, ...(lookup?.papers ?? [])];
	if (answers.length > 0) {
		return completed(paper, answers);
	}
	return nothing(paper, lookup?.troubles ?? [], questionsFor(wanted).length);
}

/** What surely names the paper. */
function nameOf(paper: Paper): WantedWork | undefined {
	const { doi, arxiv: id, pmid } = identifiersOf(paper);
	const isbn = typeof paper['ISBN'] === 'string' && paper.type === 'book' ? paper['ISBN'].replace(/[\s-]/g, '') : undefined;
	return doi !== undefined
		? { kind: 'doi', id: doi }
		: id !== undefined
			? { kind: 'arxiv', id }
			: pmid !== undefined
				? { kind: 'pmid', id: pmid }
				: isbn === undefined
					? undefined
					: { kind: 'isbn', id: isbn };
}

/** Services are asked until one has a paper that is certain: asking all of them for each of a thousand papers would be no good manners. */
async function completeByTitle(asking: Asker, paper: Paper, cancellation: Cancellation | undefined): Promise<Completion> {
	const questions = byLikelihood(paper, titleQuestions(paper.title));
	const certainAmong = (found: readonly FoundPapers[]) =>
		certainMatch(
			paper,
			found.flatMap(({ papers }) => papers),
			isSamePaper,
		);
	const answers = await askSideBySide(
		asking,
		questions,
		{ headStart: usualHeadStart, isEnough: found => certainAmong(found) !== undefined },
		cancellation,
	);
	const good = answers.filter(answer => answer.kind === 'papers');
	const candidates = good.flatMap(({ papers }) => papers);
	const troubles = answers.filter(answer => answer.kind !== 'papers');
	const certain = certainAmong(good);
	if (certain !== undefined) {
		return completed(
			paper,
			candidates.filter(candidate => candidate === certain || isSamePaper(candidate, certain)),
		);
	}
	const possible = ranked(paper.title, candidates)
		.map(candidate => ({ paper: candidate, ...matchTitle(paper, candidate) }))
		.filter(({ kind }) => kind !== 'other')
		.map(({ paper: candidate, similarity }) => ({ paper: candidate, similarity }));
	return possible.length > 0 ? { kind: 'doubtful', paper, candidates: possible } : nothing(paper, troubles, questions.length);
}

/** What came from Daily Papers is found there first. */
function byLikelihood<T extends { readonly request: { readonly service: ServiceId } }>(
	paper: Paper,
	questions: readonly T[],
): readonly T[] {
	const first: ServiceId = paper.source?.kind === 'daily-papers' ? 'daily-papers' : 'crossref';
	return [...questions.filter(({ request }) => request.service === first), ...questions.filter(({ request }) => request.service !== first)];
}

/** `asked` is how many services could have known it. */
function nothing(paper: Paper, troubles: readonly ServiceRefusal[], asked: number): Completion {
	if (troubles.some(({ kind }) => kind === 'cancelled')) {
		return { kind: 'cancelled', paper };
	}
	const trouble =
		troubles.find(({ kind }) => kind === 'failed') ??
		(troubles.length === asked && troubles.every(({ kind }) => kind === 'off') ? troubles[0] : undefined);
	return trouble === undefined ? { kind: 'missing', paper } : { kind: 'failed', paper, sentence: trouble.sentence };
}

/** arXiv and OpenAlex take many ids in one question. By the paper's own id. */
async function askTogether(
	asking: Asker,
	papers: readonly Paper[],
	cancellation: Cancellation | undefined,
): Promise<ReadonlyMap<string, readonly IncomingPaper[]>> {
	const found = new Map<string, IncomingPaper[]>();
	const named = (kind: 'arxiv' | 'doi') =>
		papers.flatMap(paper => {
			const id = identifiersOf(paper)[kind];
			return id === undefined ? [] : [{ paper, id }];
		});
	const take = (
		wanted: readonly { readonly paper: Paper; readonly id: string }[],
		kind: 'arxiv' | 'doi',
		records: readonly IncomingPaper[],
	) => {
		const byId = new Map(records.map(record => [identifiersOf(record)[kind], record]));
		for (const { paper, id } of wanted) {
			const record = byId.get(id);
			if (record !== undefined) {
				addTo(found, paper.id, record);
			}
		}
	};
	for (const wanted of slicesOf(named('arxiv'), arxiv.batch)) {
		const answer = asking.mayAsk('arxiv')
			? await asking.papers(arxiv.byIds(wanted.map(({ id }) => id)), arxiv.parseIds, cancellation)
			: undefined;
		take(wanted, 'arxiv', answer?.kind === 'papers' ? answer.papers : []);
	}
	for (const wanted of slicesOf(named('doi'), openAlex.batch)) {
		// A bar parts DOIs in a filter, a comma filters.
		const plain = wanted.filter(({ id }) => !/[|,]/.test(id));
		const answer =
			asking.mayAsk('openalex') && plain.length > 0
				? await asking.papers(openAlex.byDois(plain.map(({ id }) => id)), openAlex.parse, cancellation)
				: undefined;
		take(wanted, 'doi', answer?.kind === 'papers' ? answer.papers : []);
	}
	return found;
}
