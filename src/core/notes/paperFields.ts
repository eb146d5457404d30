import { tableOf } from '../data/table';
import { yearOf } from '../paper/dates';
import { identifierUrl } from '../paper/identifiers';
import type { JsonObject } from '../data/json';
import { fullName, shortAuthors } from '../paper/names';
import type { Name, Paper } from '../paper/paper';
import { namesOf } from '../paper/values';
import { unfold } from '../text/fold';
import { escapeLineStart, markdownAddress, markdownProse } from '../text/markdownProse';
import { withoutMarkup } from '../text/markup';
import { citationOf } from './citationOf';
import { momentOf, momentOfCsl, momentOfIso } from './moment';
import type { FieldValue, Fields } from './templateLanguage';

export interface FieldContext {
	/** What `{{now}}` is; nothing where not given. */
	readonly now?: Date;
	/** The paper's entry in a bibliography; asked for only where a template uses it. */
	readonly bibliography?: () => string;
	/** How a text cites the paper; `[@key]` where not given. */
	readonly citation?: () => string;
	/** The annotations of the paper's PDF, each as the fields that a template may ask of it; none where not given. */
	readonly annotations?: readonly JsonObject[];
}

/** What a template may ask of a paper: every field of the record as it stands there, and these besides or instead. */
export function fieldsOf(paper: Paper, context: FieldContext): Fields {
	const fields = new Map<string, FieldValue | (() => FieldValue)>(Object.entries(paper));
	for (const [name, valueOf] of ownFields) {
		fields.set(name, () => valueOf(paper, context));
	}
	return fields;
}

const ownFields = tableOf<(paper: Paper, context: FieldContext) => FieldValue>({
	key: paper => paper['citation-key'],
	title: paper => unfold(withoutMarkup(paper.title)),
	author: paper => (paper.author ?? []).map(nameFields),
	authors: paper => (paper.author ?? []).map(nameFields),
	'short-author': shortAuthors,
	editor: paper => namesOf(paper['editor']).map(nameFields),
	year: paper => yearOf(paper.issued),
	issued: paper => momentOfCsl(paper.issued),
	identifiers: paper => paper.identifiers ?? {},
	doi: paper => paper.identifiers?.doi ?? paper.DOI,
	arxiv: paper => paper.identifiers?.arxiv,
	pmid: paper => paper.identifiers?.pmid,
	url: paper => paper.URL ?? identifierUrl(paper.identifiers ?? {}),
	tags: paper => paper.tags ?? [],
	collections: paper => paper.collections ?? [],
	aliases: paper => paper.aliases ?? [],
	links: paper => paper.links ?? [],
	'list-date': paper => paper.source?.date,
	added: paper => momentOfIso(paper.added),
	updated: paper => momentOfIso(paper.updated),
	now: (_paper, { now }) => now && momentOf(now),
	annotations: (_paper, { annotations }) => annotations ?? [],
	citation: (paper, { citation }) => (citation ? citation() : citationOf(paper['citation-key'])),
	bibliography: (paper, { bibliography }) => (bibliography ? bibliography() : plainEntry(paper)),
});

/** Fields that are Markdown: what is a stranger's in them is escaped already. */
export const markdownFields: ReadonlySet<string> = new Set(['citation', 'bibliography']);

/** Fields whose value changes without the paper changing: a refresh leaves what they filled alone. */
export const fleetingFields: ReadonlySet<string> = new Set(['now']);

/**
 * Names a template may ask for although a paper has no such field: CSL's variables, the parts of a name and of a link, and ours.
 * https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables
 */
export const knownFields: ReadonlySet<string> = new Set([
	...ownFields.keys(),
	...'id citation-key type abstract annote archive archive_collection archive_location archive-place authority call-number citation-label citation-number container-title container-title-short dimensions division DOI event-title event-place first-reference-note-number genre ISBN ISSN jurisdiction keyword language license medium note original-publisher original-publisher-place original-title part-title PMCID PMID publisher publisher-place references reviewed-genre reviewed-title scale source status title-short URL volume-title year-suffix'.split(
		' ',
	),
	...'chapter-number collection-number collection-title edition issue locator number number-of-pages number-of-volumes page page-first part-number printing-number section supplement-number version volume'.split(
		' ',
	),
	...'accessed available-date event-date original-date submitted'.split(' '),
	...'chair collection-editor compiler composer container-author contributor curator director editorial-director editortranslator executive-producer guest host illustrator interviewer narrator organizer original-author performer producer recipient reviewed-author script-writer series-creator translator'.split(
		' ',
	),
	...'name family given suffix literal non-dropping-particle dropping-particle first last kind url file date rank upvotes doi arxiv pmid openalex s2 alsoFrom rating quote comment color link picture created'.split(
		' ',
	),
]);

/** A name with its parts, its full form as `name`, and where it stands among its list. */
function nameFields(name: Name, index: number, names: readonly Name[]): JsonObject {
	return { ...name, name: fullName(name), first: index === 0, last: index === names.length - 1 };
}

/** `Song, Y., Ermon, S. (2021). Title. Venue. https://doi.org/...` without a citation processor. */
function plainEntry(paper: Paper): string {
	const year = yearOf(paper.issued);
	const parts = [
		(paper.author ?? []).map(name => markdownProse(fullName(name))).join(', ') + (year === undefined ? '' : ` (${year})`),
		markdownProse(withoutMarkup(paper.title)),
		markdownProse(paper['container-title'] ?? ''),
	]
		.map(part => part.trim())
		.filter(part => part !== '');
	const url = paper.URL ?? identifierUrl(paper.identifiers ?? {});
	const address = url === undefined ? undefined : (markdownAddress(url) ?? markdownProse(url));
	return escapeLineStart(
		[...parts.map(part => (part.endsWith('.') ? part : `${part}.`)), ...(address === undefined ? [] : [address])].join(' '),
	);
}
