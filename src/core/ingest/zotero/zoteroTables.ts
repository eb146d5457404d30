import { tableOf } from '../../data/table';
/** CSL types by Zotero's item types. https://api.zotero.org/schema */
export const cslTypes = tableOf<string>({
	artwork: 'graphic', audioRecording: 'song', bill: 'bill', blogPost: 'post-weblog', book: 'book', bookSection: 'chapter', case: 'legal_case', computerProgram: 'software',
	conferencePaper: 'paper-conference', dataset: 'dataset', dictionaryEntry: 'entry-dictionary', document: 'document', email: 'personal_communication', encyclopediaArticle: 'entry-encyclopedia', film: 'motion_picture',
	forumPost: 'post', hearing: 'hearing', instantMessage: 'personal_communication', interview: 'interview', journalArticle: 'article-journal', letter: 'personal_communication', magazineArticle: 'article-magazine',
	manuscript: 'manuscript', map: 'map', newspaperArticle: 'article-newspaper', patent: 'patent', podcast: 'broadcast', preprint: 'article', presentation: 'speech', radioBroadcast: 'broadcast', report: 'report',
	standard: 'standard', statute: 'legislation', thesis: 'thesis', tvBroadcast: 'broadcast', videoRecording: 'motion_picture', webpage: 'webpage',
});

/** CSL variables by Zotero's fields, where every item type agrees. */
export const cslVariables = tableOf<string>({
	title: 'title', caseName: 'title', nameOfAct: 'title', subject: 'title', abstractNote: 'abstract', applicationNumber: 'call-number', archive: 'archive', archiveID: 'number', archiveLocation: 'archive_location', artworkMedium: 'medium', artworkSize: 'dimensions',
	assemblingPerson: 'contributor', audioFileType: 'medium', audioRecordingFormat: 'medium', billNumber: 'number', blogTitle: 'container-title', bookTitle: 'container-title', callNumber: 'call-number', code: 'container-title', codeNumber: 'volume', codePages: 'page', codeVolume: 'volume',
	committee: 'section', company: 'publisher', conferenceName: 'event-title', country: 'publisher-place', court: 'authority', dictionaryTitle: 'container-title', distributor: 'publisher', docketNumber: 'number', documentNumber: 'number', DOI: 'DOI',
	edition: 'edition', encyclopediaTitle: 'container-title', episodeNumber: 'number', eventPlace: 'event-place', firstPage: 'page', format: 'medium', forumTitle: 'container-title', genre: 'genre', history: 'references', identifier: 'number', institution: 'publisher', interviewMedium: 'medium', ISBN: 'ISBN', ISSN: 'ISSN', issue: 'issue',
	issuingAuthority: 'authority', journalAbbreviation: 'container-title-short', label: 'publisher', language: 'language', legislativeBody: 'authority', legalStatus: 'publication-status', letterType: 'genre', manuscriptType: 'genre', mapType: 'genre', medium: 'medium', meetingName: 'event-title', network: 'publisher', number: 'number', numberOfVolumes: 'number-of-volumes', numPages: 'number-of-pages', organization: 'publisher',
	pages: 'page', patentNumber: 'number', place: 'publisher-place', postType: 'genre', presentationType: 'genre', priorityNumbers: 'issue', proceedingsTitle: 'container-title', programTitle: 'container-title', programmingLanguage: 'genre', publicLawNumber: 'number', publicationTitle: 'container-title', publisher: 'publisher', references: 'references',
	reporter: 'container-title', reporterVolume: 'volume', reportNumber: 'number', reportType: 'genre', repository: 'publisher', repositoryLocation: 'publisher-place', rights: 'license', runningTime: 'dimensions', scale: 'scale', section: 'section', series: 'collection-title', seriesNumber: 'collection-number', seriesText: 'collection-text', seriesTitle: 'collection-title', session: 'chapter-number', shortTitle: 'title-short',
	status: 'publication-status', studio: 'publisher', system: 'medium', thesisType: 'genre', type: 'genre', university: 'publisher', url: 'URL', versionNumber: 'version', videoRecordingFormat: 'medium', volume: 'volume', volumeTitle: 'volume-title', websiteTitle: 'container-title', websiteType: 'genre', citationKey: 'citation-key', PMID: 'PMID', PMCID: 'PMCID',
});

export const cslDates = tableOf<string>({
	date: 'issued', dateDecided: 'issued', dateEnacted: 'issued', issueDate: 'issued', accessDate: 'accessed', filingDate: 'submitted', originalDate: 'original-date',
});

/** CSL name variables by Zotero's creator types; those that stand for an author in their item type among them. */
export const cslCreators = tableOf<string>({
	author: 'author', artist: 'author', attorneyAgent: 'contributor', bookAuthor: 'container-author', cartographer: 'author', castMember: 'performer', chair: 'chair', commenter: 'contributor', composer: 'composer', contributor: 'contributor', cosponsor: 'contributor', counsel: 'contributor', creator: 'author',
	director: 'director', editor: 'editor', executiveProducer: 'executive-producer', guest: 'guest', host: 'host', interviewee: 'author', interviewer: 'interviewer', inventor: 'author', narrator: 'narrator', organizer: 'organizer', originalCreator: 'original-author', performer: 'performer', podcaster: 'author', presenter: 'author', producer: 'producer', programmer: 'author',
	recipient: 'recipient', reviewedAuthor: 'reviewed-author', scriptwriter: 'script-writer', seriesCreator: 'series-creator', seriesEditor: 'collection-editor', sponsor: 'author', translator: 'translator', wordsBy: 'contributor',
});
