import { tableOf } from '../../data/table';

/**
 * What a localisation key of biblatex stands for in English, and an identifier that is none for itself. biblatex manual 3.20, section 4.9.2
 */
export function bibString(key: string): string {
	return strings.get(key.trim().toLowerCase()) ?? key;
}

/** Whether a text is such a key. */
export function isBibString(key: string): boolean {
	return strings.has(key.trim().toLowerCase());
}

const countries = [
	['de', 'Germany', 'German'],
	['eu', 'European Union', 'European'],
	['fr', 'France', 'French'],
	['uk', 'United Kingdom', 'British'],
	['us', 'United States of America', 'U.S.'],
	['ep', 'European Union', 'European'],
	['wo', 'World Intellectual Property Organization', 'International'],
] as const;

const strings = tableOf<string>({
	...Object.fromEntries(
		countries.flatMap(([code, country, adjective]) => [
			[`country${code}`, country],
			[`patent${code}`, `${adjective} patent`],
			[`patreq${code}`, `${adjective} patent request`],
		]),
	),
	patent: 'patent',
	patreq: 'patent request',
	newseries: 'new series',
	oldseries: 'old series',
	andothers: 'et al.',
	and: 'and',
	in: 'in',
	byeditor: 'edited by',
	bytranslator: 'translated by',
	edition: 'edition',
	volume: 'volume',
	number: 'number',
	page: 'page',
	pages: 'pages',
	phdthesis: 'PhD thesis',
	mathesis: "Master's thesis",
	bathesis: "Bachelor's thesis",
	candthesis: 'Candidate thesis',
	techreport: 'technical report',
	resreport: 'research report',
	software: 'computer software',
	datacd: 'CD-ROM',
	audiocd: 'audio CD',
	version: 'version',
	forthcoming: 'forthcoming',
	inpress: 'in press',
	inpreparation: 'in preparation',
	submitted: 'submitted',
	prepublished: 'prepublished',
	thesis: 'thesis',
});
