import { localize } from '../data/localize';

/** What there is to know of a service before it is asked. */
export interface Service {
	/** As people name it. */
	readonly label: string;
	/** Where it answers, unless the settings name another place. */
	readonly url: string;
	/** Milliseconds between two requests. */
	readonly gap: number;
	/** Whether it answers pages of other origins, as the web worker host is one. https://developer.mozilla.org/docs/Web/HTTP/CORS */
	readonly inBrowser: boolean;
}

/**
 * Every service that can be asked. Gaps: https://info.arxiv.org/help/api/tou.html (three seconds),
 * https://www.crossref.org/documentation/retrieve-metadata/rest-api/, https://www.semanticscholar.org/product/api (one a second),
 * https://www.ncbi.nlm.nih.gov/books/NBK25497/ (three a second).
 */
export const services = {
	arxiv: { label: 'arXiv', url: 'https://export.arxiv.org', gap: 3000, inBrowser: true },
	'arxiv-feeds': { label: 'arXiv', url: 'https://rss.arxiv.org', gap: 3000, inBrowser: false },
	crossref: { label: 'Crossref', url: 'https://api.crossref.org', gap: 250, inBrowser: true },
	datacite: { label: 'DataCite', url: 'https://api.datacite.org', gap: 650, inBrowser: true },
	doi: { label: 'doi.org', url: 'https://doi.org', gap: 500, inBrowser: true },
	'daily-papers': { label: 'Hugging Face', url: 'https://huggingface.co', gap: 1000, inBrowser: true },
	openalex: { label: 'OpenAlex', url: 'https://api.openalex.org', gap: 200, inBrowser: true },
	'semantic-scholar': { label: 'Semantic Scholar', url: 'https://api.semanticscholar.org', gap: 1100, inBrowser: true },
	// Asks for an e-mail address with every question. https://unpaywall.org/products/api
	unpaywall: { label: 'Unpaywall', url: 'https://api.unpaywall.org', gap: 200, inBrowser: true },
	pubmed: { label: 'PubMed', url: 'https://eutils.ncbi.nlm.nih.gov', gap: 350, inBrowser: true },
	'open-library': { label: 'Open Library', url: 'https://openlibrary.org', gap: 1000, inBrowser: true },
	// Each feed's path is its whole address.
	'web-feeds': { label: 'RSS', url: '', gap: 2000, inBrowser: true },
	zotero: { label: 'Zotero', url: 'http://127.0.0.1:23119', gap: 0, inBrowser: false },
	'zotero-web': { label: 'zotero.org', url: 'https://api.zotero.org', gap: 250, inBrowser: true },
} as const satisfies Readonly<Record<string, Service>>;

export type ServiceId = keyof typeof services;

/**
 * Milliseconds to let pass between two requests to an address of the service. What answers on this computer is nobody's machine but the
 * user's, so it needs no rest.
 */
export function gapAt(address: string, service: ServiceId): number {
	return /^https?:\/\/(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?(?:\/|$)/i.test(address) ? 0 : services[service].gap;
}

/** Services that know a user by a key, which most give more to. */
export const servicesWithKey: readonly ServiceId[] = ['semantic-scholar', 'zotero-web', 'daily-papers', 'openalex', 'pubmed'];

export const serviceIds: readonly ServiceId[] = Object.keys(services).filter(isServiceId);

export function isServiceId(text: string): text is ServiceId {
	return Object.hasOwn(services, text);
}

export function serviceLabel(service: ServiceId): string {
	switch (service) {
		case 'arxiv-feeds':
			return localize('arXiv feeds');
		case 'web-feeds':
			return localize('RSS and Atom');
		case 'zotero':
			return localize('Zotero on this computer');
		default:
			return services[service].label;
	}
}

/** `arXiv, Crossref and OpenAlex` */
export function serviceLabels(named: readonly ServiceId[]): string {
	const names = named.map(serviceLabel);
	return names.length < 2 ? names.join('') : localize('{0} and {1}', names.slice(0, -1).join(', '), names.at(-1) ?? '');
}
