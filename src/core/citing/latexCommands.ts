import type { CitationForm } from './syntax';

type Family = readonly [form: CitationForm, names: string];

/**
 * Commands of natbib and biblatex (and of apacite, harvard, jurabib, revtex, abntex2 and ACL's styles) by how the citation reads.
 * Each takes `[before][after]{keys}`.
 */
const families: readonly Family[] = [
	[
		'parenthetical',
		'cite citep citealp Citep Citealp Cite parencite Parencite autocite Autocite smartcite Smartcite supercite citepalias citenum onlinecite shortcite citeNP shortciteNP maskcite citeaffixed possessivecite Supercite',
	],
	[
		'narrative',
		'citet citealt Citet Citealt textcite Textcite citetalias citeA shortciteA fullciteA maskciteA citeasnoun citeonline newcite',
	],
	['note', 'footcite Footcite footcitetext Footcitetext notecite Notecite pnotecite Pnotecite fnotecite'],
	['author', 'citeauthor Citeauthor citefullauthor Citefullauthor citeauthorNP shortciteauthor fullciteauthor surnamecite'],
	['year', 'citeyear citeyearpar citedate Citeyear citeyearNP'],
	['title', 'citetitle Citetitle citeurl'],
	['full', 'fullcite footfullcite bibentry'],
	['uncited', 'nocite shortcites nocitemeta'],
];

const multipleFamilies: readonly Family[] = [
	['parenthetical', 'cites Cites parencites Parencites autocites Autocites smartcites Smartcites supercites'],
	['narrative', 'textcites Textcites'],
	['note', 'footcites Footcites footcitetexts Footcitetexts'],
];

const volumeFamilies: readonly Family[] = [
	['parenthetical', 'volcite Volcite pvolcite Pvolcite svolcite Svolcite avolcite Avolcite'],
	['narrative', 'tvolcite Tvolcite'],
	['note', 'fvolcite Fvolcite ftvolcite'],
];

/** Commands of csquotes, `\textcquote[see][3]{key}{words}`; those for another language name it first. */
const quotationFamilies: readonly Family[] = [['parenthetical', 'textcquote blockcquote']];

const foreignQuotationFamilies: readonly Family[] = [
	['parenthetical', 'foreigntextcquote hyphentextcquote foreignblockcquote hyphenblockcquote hybridblockcquote'],
];

export const latexCommands = table(families);

/** `\textcquote[before][after]{key}{words}` */
export const quotationCommands = table(quotationFamilies);

/** `\foreigntextcquote{language}[before][after]{key}` */
export const foreignQuotations = table(foreignQuotationFamilies);

/** `\parencites[3]{a}[4]{b}` */
export const multipleCommands = table(multipleFamilies);

/** `\volcite[before]{volume}[page]{key}` */
export const volumeCommands = table(volumeFamilies);

/** `\volcites{volume}[page]{key}{volume}[page]{key}` */
export const multipleVolumeCommands = table([
	['parenthetical', 'volcites Volcites pvolcites Pvolcites svolcites Svolcites avolcites Avolcites'],
	['narrative', 'tvolcites Tvolcites'],
	['note', 'fvolcites Fvolcites ftvolcites'],
]);

function table(of: readonly Family[]): ReadonlyMap<string, CitationForm> {
	return new Map(of.flatMap(([form, names]) => names.split(' ').map(name => [name, form] as const)));
}
