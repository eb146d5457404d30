import { identifiersOf } from '../merge/identity';
import type { JsonObject } from '../data/json';
import { isObject, numberOf, textOf } from '../data/json';
import type { IncomingPaper, Paper } from '../paper/paper';
import { present } from '../paper/paper';
import type { Cancellation } from '../files/ports';
import { arxiv } from './arxiv';
import type { ArxivRevision } from './arxiv';
import type { Asking, ServiceRefusal } from './asking';
import { crossref } from './crossref';
import { openAlex } from './openAlex';
import type { ServiceId } from './services';
import { slicesOf } from './slices';
import { day } from './source';
import type { Parsed, SourceRequest } from './source';
import { isWithdrawn } from '../paper/retraction';

/** What happened to a paper since it was written down. */
export interface PaperNews {
	/** Taken back: by whom that is said, and the notice. */
	readonly retracted?: JsonObject;
	/** The publisher's expression of concern: by whom that is said, and the notice. */
	readonly concern?: JsonObject;
	/** Where a preprint was published. */
	readonly 'published-version'?: JsonObject;
	/** The newest version on arXiv: `{version, date}`. */
	readonly 'arxiv-version'?: JsonObject;
}

export interface UpdateCheck {
	readonly paper: Paper;
	/** What services say, known or not. */
	readonly news: PaperNews;
}

export interface UpdateChecks {
	/** A check for each paper that could be asked for. */
	readonly checks: readonly UpdateCheck[];
	/** Papers without DOI and arXiv id: nobody can be asked for them. */
	readonly nameless: readonly Paper[];
	/** Sentences of services that did not answer, each once. */
	readonly troubles: readonly ServiceRefusal[];
	readonly cancelled: boolean;
}

/** Services that know of retractions, publications and versions. */
export const newsServices: readonly ServiceId[] = ['crossref', 'openalex', 'arxiv'];

/** How many papers are asked for together. */
export const newsBatch = 100;

/** Asks what became of some papers, in questions for many at once. What one service cannot say does not keep the others from saying it. */
export async function checkForNews(asking: Asking, papers: readonly Paper[], cancellation?: Cancellation): Promise<UpdateChecks> {
	const news = new Map<string, PaperNews>();
	const troubles: ServiceRefusal[] = [];
	const tell = (paper: Paper, more: PaperNews) => news.set(paper.id, { ...more, ...news.get(paper.id) });
	const ask = async (request: SourceRequest, parse: (body: string) => Parsed): Promise<readonly IncomingPaper[] | undefined> => {
		if (cancellation?.isCancellationRequested === true || !asking.mayAsk(request.service)) {
			return undefined;
		}
		// An answer of this morning is no news, one of the last hour saves a second question after a restart.
		const answer = await asking.papers({ ...request, keep: day / 24 }, parse, cancellation);
		if (
			answer.kind !== 'papers' &&
			answer.kind !== 'missing' &&
			!troubles.some(({ service, kind }) => service === answer.service && kind === answer.kind)
		) {
			troubles.push(answer);
		}
		return answer.kind === 'papers' ? answer.papers : undefined;
	};
	const named = (kind: 'doi' | 'arxiv') =>
		papers.flatMap(paper => {
			const id = identifiersOf(paper)[kind];
			// A comma parts DOIs in Crossref's filter, a bar in OpenAlex's.
			return id === undefined || /[,|]/.test(id) ? [] : [{ paper, id }];
		});
	const [withDoi, withArxiv] = [named('doi'), named('arxiv')];
	for (const wanted of slicesOf(withDoi, crossref.batch)) {
		take('doi', wanted, await ask(crossref.byDois(wanted.map(({ id }) => id)), crossref.parse), tell);
	}
	for (const wanted of slicesOf(withDoi, openAlex.batch)) {
		take('doi', wanted, await ask(openAlex.byDois(wanted.map(({ id }) => id)), openAlex.parse), tell);
	}
	for (const wanted of slicesOf(withArxiv, arxiv.batch)) {
		let revisions: ReadonlyMap<string, ArxivRevision> = new Map();
		const records = await ask(arxiv.byIds(wanted.map(({ id }) => id)), body => {
			revisions = arxiv.parseRevisions(body);
			return arxiv.parseIds(body);
		});
		take('arxiv', wanted, records, tell);
		for (const { paper, id } of wanted) {
			const revision = revisions.get(id);
			tell(paper, revision === undefined ? {} : { 'arxiv-version': { version: revision.version, ...present('date', revision.date) } });
		}
	}
	const asked = new Set([...withDoi, ...withArxiv].map(({ paper }) => paper));
	return {
		checks: papers.filter(paper => asked.has(paper)).map(paper => ({ paper, news: news.get(paper.id) ?? {} })),
		nameless: papers.filter(paper => !asked.has(paper)),
		troubles: troubles.filter(({ kind }) => kind === 'failed'),
		cancelled: cancellation?.isCancellationRequested === true,
	};
}

/**
 * The paper with its news, and what of it is new; the very same paper where nothing is. What was said once stays until a service says
 * something else: no answer is no all-clear.
 */
export function withNews(paper: Paper, news: PaperNews): { readonly paper: Paper; readonly fresh: readonly (keyof PaperNews)[] } {
	const fresh = newsFields.filter(field => news[field] !== undefined && isFresh(field, paper, news));
	const changed = newsFields.filter(
		field =>
			news[field] !== undefined &&
			JSON.stringify(news[field]) !== JSON.stringify(paper[field]) &&
			(field === 'arxiv-version' || paper[field] === undefined),
	);
	return { paper: changed.length === 0 ? paper : { ...paper, ...Object.fromEntries(changed.map(field => [field, news[field]])) }, fresh };
}

const newsFields = ['retracted', 'concern', 'published-version', 'arxiv-version'] as const;

/** A version is news where it came after the one that was seen last, or after the paper came into the library. */
function isFresh(field: keyof PaperNews, paper: Paper, news: PaperNews): boolean {
	const seen = paper[field];
	if (field !== 'arxiv-version') {
		return seen === undefined;
	}
	const now = news[field];
	const before = isObject(seen) ? numberOf(seen['version']) : undefined;
	const date = textOf(now?.['date']) ?? '';
	return before === undefined ? numberOf(now?.['version']) > 1 && date > paper.added.slice(0, 10) : numberOf(now?.['version']) > before;
}

function take(
	kind: 'doi' | 'arxiv',
	wanted: readonly { readonly paper: Paper; readonly id: string }[],
	records: readonly IncomingPaper[] | undefined,
	tell: (paper: Paper, news: PaperNews) => void,
): void {
	const byId = new Map((records ?? []).map(record => [identifiersOf(record)[kind], record]));
	for (const { paper, id } of wanted) {
		const record = byId.get(id);
		if (record !== undefined) {
			tell(paper, newsIn(paper, record));
		}
	}
}

function newsIn(paper: Paper, record: IncomingPaper): PaperNews {
	const own = identifiersOf(paper).doi;
	const stated = isObject(record['published-version']) ? record['published-version'] : undefined;
	// arXiv's authors name the publication in its field for a DOI.
	const published =
		stated ?? (record.source?.kind === 'arxiv' && record.DOI !== undefined ? { by: 'arxiv', DOI: record.DOI.toLowerCase() } : undefined);
	const retracted = isObject(record['retracted']) ? record['retracted'] : isTakenBack(record) ? { by: 'arxiv' } : undefined;
	return {
		...present('retracted', retracted),
		...present('concern', isObject(record['concern']) ? record['concern'] : undefined),
		...present('published-version', published !== undefined && published['DOI'] === own ? undefined : published),
	};
}

/** arXiv keeps withdrawn papers, with a sentence in place of the abstract or in the comment. */
function isTakenBack(record: IncomingPaper): boolean {
	return record.source?.kind === 'arxiv' && isWithdrawn({ abstract: record.abstract ?? '', comment: textOf(record['note']) ?? '' });
}
