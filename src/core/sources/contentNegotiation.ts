import { cslRecord } from '../ingest/csl/cslRecord';
import { isArray, isObject, textOf } from '../data/json';
import type { JsonObject } from '../data/json';
import type { IncomingPaper } from '../paper/paper';
import { present } from '../paper/paper';
import { proseText, titleText } from '../text/html';
import { crossrefWork } from '../ingest/services/crossrefWork';
import { answerObject, papersOf } from './jsonAnswer';
import { day } from './source';
import type { Parsed, SourceRequest } from './source';
import { isCrossrefType } from '../ingest/services/workTypes';
import { addressPart } from '../text/addressPart';

/**
 * What doi.org knows whoever registered the DOI: mEDRA, JaLC, KISTI and others too.
 * https://www.crossref.org/documentation/retrieve-metadata/content-negotiation/
 */
export const contentNegotiation = {
	byDoi: (doi: string): SourceRequest => ({
		service: 'doi',
		path: `/${addressPart(doi).replace('%2F', '/')}`,
		expects: 'json',
		headers: { accept: 'application/vnd.citationstyles.csl+json' },
		keep: day,
	}),

	parse: (body: string): Parsed => {
		const item = answerObject(body);
		return papersOf(item === undefined ? undefined : [item], csl => (isCrossrefs(csl) ? crossrefWork(csl, 'doi') : paperOf(csl)));
	},
};

/** Crossref answers with its own works, whatever the type of the answer says: https://github.com/CrossRef/rest-api-doc/issues/187 */
function isCrossrefs(item: JsonObject): boolean {
	return (
		isCrossrefType(textOf(item['type']) ?? '') ||
		item['content-domain'] !== undefined ||
		item['reference-count'] !== undefined ||
		item['prefix'] !== undefined
	);
}

function paperOf({ title, abstract, ...item }: JsonObject): IncomingPaper | undefined {
	const name = isArray(title) ? textOf(title[0]) : textOf(title);
	const plain = textOf(abstract);
	// What is no text, number, name or date belongs to the registrar: licences, references, relations.
	const rest = Object.fromEntries(
		Object.entries(item).flatMap(([field, value]) => {
			const kept = typeof value === 'string' ? titleText(value) : value;
			return kept === undefined ||
				(isObject(kept) && kept['date-parts'] === undefined && kept['raw'] === undefined && kept['literal'] === undefined) ||
				registrars.has(field)
				? []
				: [[field, kept]];
		}),
	);
	return name === undefined
		? undefined
		: cslRecord(
				{ ...rest, title: titleText(name), ...present('abstract', plain === undefined ? undefined : proseText(plain)) },
				{ kind: 'doi', ...present('url', textOf(item['URL'])) },
			);
}

const registrars = new Set([
	'reference',
	'references',
	'license',
	'link',
	'relation',
	'assertion',
	'funder',
	'indexed',
	'deposited',
	'created',
	'resource',
	'member',
	'score',
	'copyright',
	'categories',
	'agency',
]);
