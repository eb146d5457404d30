/** Services whose words for the kind of a work are their own. */
type Vocabulary = 'crossref' | 'datacite' | 'openalex' | 'semantic-scholar';

/**
 * The CSL type of a work by the word that a service has for it; `undefined` for a word that is not known.
 * https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types
 */
export function cslType(vocabulary: Vocabulary, word: string | undefined): string | undefined {
	return tables[vocabulary].get(word ?? '');
}

/** Whether a word is a type of Crossref's that CSL does not have: `journal-article`. */
export function isCrossrefType(word: string): boolean {
	return word.includes('-') && tables.crossref.has(word);
}

const tables: Readonly<Record<Vocabulary, ReadonlyMap<string, string>>> = {
	// https://api.crossref.org/types
	crossref: table({
		'article-journal': ['journal-article'],
		'paper-conference': ['proceedings-article'],
		article: ['posted-content'],
		chapter: ['book-chapter', 'book-section', 'book-part', 'book-track'],
		book: ['book', 'edited-book', 'monograph', 'reference-book', 'proceedings', 'book-set', 'book-series', 'proceedings-series'],
		entry: ['reference-entry'],
		report: ['report', 'report-component', 'report-series'],
		thesis: ['dissertation'],
		dataset: ['dataset', 'database'],
		standard: ['standard', 'standard-series'],
		review: ['peer-review'],
		periodical: ['journal', 'journal-issue', 'journal-volume'],
	}),
	// `resourceTypeGeneral`, https://datacite-metadata-schema.readthedocs.io/en/4.6/appendices/appendix-1/resourceTypeGeneral/
	datacite: table({
		'article-journal': ['JournalArticle', 'DataPaper'],
		'paper-conference': ['ConferencePaper'],
		article: ['Preprint'],
		chapter: ['BookChapter'],
		book: ['Book', 'ConferenceProceeding'],
		report: ['Report', 'OutputManagementPlan', 'StudyRegistration', 'ProjectReport'],
		thesis: ['Dissertation'],
		dataset: ['Dataset', 'Collection'],
		software: ['Software', 'ComputationalNotebook', 'Workflow', 'Model'],
		standard: ['Standard'],
		review: ['PeerReview'],
		speech: ['Presentation'],
		graphic: ['Image', 'Poster'],
		song: ['Sound'],
		motion_picture: ['Audiovisual'],
		periodical: ['Journal'],
	}),
	// https://docs.openalex.org/api-entities/works/work-object#type
	openalex: table({
		'article-journal': [
			'article',
			'review',
			'editorial',
			'letter',
			'erratum',
			'retraction',
			'data-paper',
			'software-paper',
			'registered-report',
			'case-report',
		],
		'paper-conference': ['conference-paper', 'conference-abstract', 'proceedings-article'],
		'review-book': ['book-review'],
		graphic: ['poster', 'conference-poster'],
		speech: ['conference-presentation'],
		article: ['preprint'],
		book: ['book'],
		chapter: ['book-chapter', 'book-section'],
		thesis: ['dissertation'],
		dataset: ['dataset'],
		report: ['report'],
		standard: ['standard'],
		review: ['peer-review'],
		entry: ['reference-entry'],
		software: ['software'],
	}),
	'semantic-scholar': table({
		'article-journal': [
			'JournalArticle',
			'Review',
			'LettersAndComments',
			'Editorial',
			'News',
			'CaseReport',
			'ClinicalTrial',
			'MetaAnalysis',
			'Study',
		],
		'paper-conference': ['Conference'],
		book: ['Book'],
		chapter: ['BookSection'],
		dataset: ['Dataset'],
	}),
};

function table(words: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, string> {
	return new Map(Object.entries(words).flatMap(([type, names]) => names.map(name => [name, type] as const)));
}
