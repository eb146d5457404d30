import { tableOf } from '../data/table';
import { formatListDate } from '../paper/dates';
import type { Source } from '../paper/paper';

/** The name under which the sample papers come in, which is also their group's. */
export const sampleLibrary = 'Sample Library';

/** How people call the place a paper came from: `Daily Papers, 20 August`, `references.bib`. */
export function sourceLabel({ kind, file, date }: Source): string {
	const name = kindLabels.get(kind);
	if (name !== undefined) {
		return date === undefined ? name : `${name}, ${formatListDate(date)}`;
	}
	return file?.split(/[/\\]/).pop() ?? serviceNames.get(kind) ?? kind;
}

const kindLabels = tableOf<string>({
	'daily-papers': 'Daily Papers',
});

const serviceNames = tableOf<string>({
	arxiv: 'arXiv',
	crossref: 'Crossref',
	datacite: 'DataCite',
	doi: 'doi.org',
	openalex: 'OpenAlex',
	'semantic-scholar': 'Semantic Scholar',
	unpaywall: 'Unpaywall',
	pubmed: 'PubMed',
	'open-library': 'Open Library',
	zotero: 'Zotero',
});
