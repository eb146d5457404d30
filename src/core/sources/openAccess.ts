import { localize } from '../data/localize';
import type { Cancellation, HttpFailure } from '../files/ports';
import { identifiersOf } from '../merge/identity';
import { parseArxivId } from '../paper/identifiers';
import { present } from '../paper/paper';
import type { Identifiers, Paper } from '../paper/paper';
import { kindOfDownload } from '../pdf/pdfDownload';
import type { Downloaded } from '../pdf/pdfDownload';
import { openPdfAddresses } from '../pdf/pdfLinks';
import { largestPdf } from '../pdf/pdfPages';
import type { Asker, Fetched, FileRequest } from './asking';
import { crossref } from './crossref';
import { openAlex } from './openAlex';
import { semanticScholar } from './semanticScholar';
import type { ServiceId } from './services';
import type { Question } from './sideBySide';
import { unpaywall } from './unpaywall';

/** Services that have PDFs or say where they are, in the order of their knowledge. */
export const openAccessServices: readonly ServiceId[] = ['arxiv', 'unpaywall', 'openalex', 'semantic-scholar', 'crossref'];

/** Who asks services and fetches files. */
export type FileAsker = Asker & { fetchFile(request: FileRequest, cancellation?: Cancellation): Promise<Fetched> };

/** What came of looking for a paper's PDF; the sentence names the paper and says what to do. */
export type OpenPdf =
	| { readonly kind: 'pdf'; readonly bytes: Uint8Array; readonly host: string }
	| { readonly kind: 'none' | 'failed'; readonly sentence: string }
	| { readonly kind: 'cancelled' };

export interface GetOptions {
	/** Whether this is a page in a browser, which only fetches from hosts that let it. */
	readonly inBrowser?: boolean;
	readonly onProgress?: (bytes: number) => void;
}

/**
 * Fetches a PDF of a paper that may be read for free: from the addresses in its record, then from those that services give. Each is tried
 * until one has a PDF. Only services that are switched on are asked; an address in the record counts as one of theirs.
 */
export async function getOpenPdf(asker: FileAsker, paper: Paper, options: GetOptions = {}, cancellation?: Cancellation): Promise<OpenPdf> {
	const tried = new Set<string>();
	const troubles: string[] = [];
	const isCancelled = () => cancellation?.isCancellationRequested === true;
	const tryAll = async (addresses: readonly string[]): Promise<OpenPdf | undefined> => {
		for (const address of addresses) {
			const request = requestFor(asker, address);
			if (request === undefined || tried.has(address) || tried.size >= mostAddresses) {
				continue;
			}
			tried.add(address);
			const fetched = await asker.fetchFile({ ...request, ...optional(options) }, cancellation);
			if (isCancelled() || (fetched.kind === 'failure' && fetched.reason === 'cancelled')) {
				return { kind: 'cancelled' };
			}
			const kind = fetched.kind === 'file' ? kindOfDownload(fetched.bytes) : undefined;
			if (fetched.kind === 'file' && kind === 'pdf') {
				return { kind: 'pdf', bytes: fetched.bytes, host: hostOf(address) };
			}
			troubles.push(sentenceFor(paper['citation-key'], hostOf(address), fetched, kind, options.inBrowser === true));
		}
		return undefined;
	};
	const identifiers = identifiersOf(paper);
	const known = await tryAll(openPdfAddresses({ ...present('links', paper.links), identifiers }));
	if (known !== undefined) {
		return known;
	}
	const silent: string[] = [];
	const questions = questionsFor(identifiers);
	for (const { request, parse } of questions.filter(question => asker.mayAsk(question.request.service))) {
		const answer = await asker.papers(request, parse, cancellation);
		if (isCancelled() || answer.kind === 'cancelled') {
			return { kind: 'cancelled' };
		}
		if (answer.kind === 'failed') {
			silent.push(answer.sentence);
		}
		const found = answer.kind === 'papers' ? await tryAll(answer.papers.flatMap(openPdfAddresses)) : undefined;
		if (found !== undefined) {
			return found;
		}
	}
	const [trouble] = troubles;
	return trouble === undefined ? nothingFound(paper['citation-key'], questions.length > 0, silent) : { kind: 'failed', sentence: trouble };
}

/** So many addresses are tried for one paper: a repository in every country may have it. */
const mostAddresses = 8;

/** Addresses of records are from these services, as far as one can tell. */
const linkingServices: readonly ServiceId[] = ['unpaywall', 'openalex', 'semantic-scholar', 'crossref'];

/** How an address is fetched; `undefined` where no service that is switched on has it. */
function requestFor(asker: FileAsker, address: string): FileRequest | undefined {
	const arxiv = /^https?:\/\/(?:www\.|export\.)?arxiv\.org\//i.test(address) ? parseArxivId(address) : undefined;
	if (arxiv !== undefined) {
		// Programs are asked to take PDFs from there, too: https://info.arxiv.org/help/bulk_data.html
		return asker.mayAsk('arxiv') ? { service: 'arxiv', at: { kind: 'path', path: `/pdf/${arxiv}` }, limit: largestPdf } : undefined;
	}
	const service = linkingServices.find(id => asker.mayAsk(id));
	return service === undefined ? undefined : { service, at: { kind: 'address', url: address }, limit: largestPdf };
}

function optional({ onProgress }: GetOptions): Pick<FileRequest, 'onProgress'> {
	return onProgress === undefined ? {} : { onProgress };
}

/** What services are asked of a paper, by what surely names it. */
function questionsFor(identifiers: Identifiers): readonly Question[] {
	const { doi, pmid, openalex } = identifiers;
	const work = openalex ?? (doi === undefined ? (pmid === undefined ? undefined : `pmid:${pmid}`) : `doi:${doi}`);
	const graphId = semanticScholar.idOf(identifiers);
	return [
		...(doi === undefined ? [] : [{ request: unpaywall.byDoi(doi), parse: unpaywall.parse }]),
		...(work === undefined ? [] : [{ request: openAlex.byId(work), parse: openAlex.parse }]),
		...(graphId === undefined ? [] : [{ request: semanticScholar.byId(graphId), parse: semanticScholar.parse }]),
		...(doi === undefined ? [] : [{ request: crossref.byDoi(doi), parse: crossref.parse }]),
	];
}

function nothingFound(key: string, hasIdentifiers: boolean, silent: readonly string[]): OpenPdf {
	if (!hasIdentifiers) {
		return {
			kind: 'none',
			sentence: localize(
				'@{0} has no DOI or arXiv ID by which a PDF could be found. Try “Marginalia: Fill In Missing Details” first, or use “Marginalia: Attach PDF…”.',
				key,
			),
		};
	}
	const [trouble] = silent;
	return trouble === undefined
		? {
				kind: 'none',
				sentence: localize('No open-access PDF of @{0} found. Download one in your browser, then use “Marginalia: Attach PDF…”.', key),
			}
		: { kind: 'failed', sentence: localize('No open-access PDF of @{0} found, but not every service answered. {1}', key, trouble) };
}

function sentenceFor(key: string, host: string, fetched: Fetched, kind: Downloaded | undefined, inBrowser: boolean): string {
	switch (fetched.kind) {
		case 'file':
			return kind === 'page'
				? localize(
						'{0} sent a web page instead of the PDF of @{1}; it may require a login. Download it in your browser, then use “Marginalia: Attach PDF…”.',
						host,
						key,
					)
				: kind === 'incomplete'
					? localize('The PDF of @{1} arrived incomplete from {0}. Try again.', host, key)
					: localize(
							'{0} sent something other than a PDF of @{1}. Download it in your browser, then use “Marginalia: Attach PDF…”.',
							host,
							key,
						);
		case 'refused':
			return localize(
				'{0} didn’t send the PDF of @{1} (error {2}). Download it in your browser, then use “Marginalia: Attach PDF…”.',
				host,
				key,
				fetched.status,
			);
		case 'failure':
			return failureSentence(key, host, fetched.reason, inBrowser);
		case 'later':
			return localize('{0} accepts no requests at the moment. Try again later to get the PDF of @{1}.', host, key);
		case 'off':
			return fetched.sentence;
	}
}

function failureSentence(key: string, host: string, reason: HttpFailure, inBrowser: boolean): string {
	if (inBrowser && (reason === 'unreachable' || reason === 'elsewhere' || reason === 'circles')) {
		return localize(
			'{0} doesn’t let VS Code in a browser download the PDF of @{1}. Use the desktop application, or download it and use “Marginalia: Attach PDF…”.',
			host,
			key,
		);
	}
	switch (reason) {
		case 'too-large':
			return localize(
				'The PDF of @{1} at {0} is larger than {2} MB. Download it in your browser, then use “Marginalia: Attach PDF…”.',
				host,
				key,
				largestPdf / 1_000_000,
			);
		case 'elsewhere':
			return localize(
				'The link to the PDF of @{1} at {0} leads to an address that isn’t on the public web, so it wasn’t followed. Download it in your browser, then use “Marginalia: Attach PDF…”.',
				host,
				key,
			);
		case 'circles':
			return localize(
				'{0} redirected the request for the PDF of @{1} too often. Download it in your browser, then use “Marginalia: Attach PDF…”.',
				host,
				key,
			);
		default:
			return localize('Couldn’t download the PDF of @{1} from {0}. Check the connection, then try again.', host, key);
	}
}

function hostOf(address: string): string {
	return /^https?:\/\/(?:[^/?#@]*@)?([^/?#]+)/i.exec(address)?.[1]?.toLowerCase() ?? address;
}
