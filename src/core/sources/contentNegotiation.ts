import { cslRecord } from '../ingest/csl/cslRecord';
import { answerObject, papersOf } from './jsonAnswer';
import { jatsText } from './crossref';
import { textOf } from '../json';
import { present } from '../paper';
import { day } from './source';
import type { Parsed, SourceRequest } from './source';

/** What doi.org knows whoever registered the DOI: mEDRA, JaLC, KISTI and others too. https://www.crossref.org/documentation/retrieve-metadata/content-negotiation/ */
export const contentNegotiation = {
	byDoi: (doi: string): SourceRequest => ({ service: 'doi', path: `/${encodeURIComponent(doi).replace('%2F', '/')}`, expects: 'json', headers: { accept: 'application/vnd.citationstyles.csl+json' }, keep: day }),

	parse: (body: string): Parsed => {
		const item = answerObject(body);
		return papersOf(item === undefined ? undefined : [item], csl => {
			const { title, abstract, ...rest } = csl;
			const name = Array.isArray(title) ? textOf(title[0]) : textOf(title);
			const plain = textOf(abstract);
			return name === undefined ? undefined : cslRecord({ ...rest, title: name, ...present('abstract', plain === undefined ? undefined : jatsText(plain)) }, { kind: 'doi', ...present('url', textOf(csl['URL'])) });
		});
	},
};
