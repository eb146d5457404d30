import { localize } from '../data/localize';
import { isArray, textOf, valueAt } from '../data/json';
import type { JsonObject } from '../data/json';
import { openAccessLinks } from '../paper/links';
import type { IncomingPaper } from '../paper/paper';
import { addressPart } from '../text/addressPart';
import { answerObject, papersOf } from './jsonAnswer';
import { day } from './source';
import type { Parsed, SourceRequest } from './source';

/** Unpaywall, which knows where a paper can be read for free. https://unpaywall.org/products/api */
export const unpaywall = {
	byDoi: (doi: string): SourceRequest => ({ service: 'unpaywall', path: `/v2/${addressPart(doi)}`, expects: 'json', keep: day, explain }),

	parse: (body: string): Parsed => {
		const one = answerObject(body);
		return papersOf(one?.['doi'] === undefined ? undefined : [one], paperOf);
	},
};

/** The paper with the links to its PDFs, the best first; nothing else of it is of use. */
function paperOf(item: JsonObject): IncomingPaper {
	const locations = isArray(item['oa_locations']) ? item['oa_locations'] : [];
	const addresses = [item['best_oa_location'], ...locations].map(location => textOf(valueAt(location, 'url_for_pdf')));
	return { type: 'document', title: textOf(item['title']) ?? '', links: openAccessLinks(addresses), source: { kind: 'unpaywall' } };
}

/** It refuses (422) who leaves no address, or one of an example. */
function explain(body: string): string | undefined {
	return /e-?mail/i.test(body)
		? localize('Unpaywall needs your email address. Enter it in the setting “marginalia.network.email”, then try again.')
		: undefined;
}
