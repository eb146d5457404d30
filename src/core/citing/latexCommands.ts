import type { CitationForm } from './syntax';

type Family = readonly [form: CitationForm, names: string];

/** Commands of natbib and biblatex (and a few of apacite and others) by how the citation reads. Each takes `[before][after]{keys}`. */
const families: readonly Family[] = [
	['parenthetical', 'cite citep citealp Citep Citealp Cite parencite Parencite autocite Autocite smartcite Smartcite supercite citepalias citenum onlinecite shortcite'],
	['narrative', 'citet citealt Citet Citealt textcite Textcite citetalias citeA'],
	['note', 'footcite Footcite footcitetext Footcitetext notecite Notecite pnotecite Pnotecite fnotecite'],
	['author', 'citeauthor Citeauthor citefullauthor Citefullauthor'],
	['year', 'citeyear citeyearpar citedate Citeyear'],
	['title', 'citetitle Citetitle citeurl'],
	['full', 'fullcite footfullcite bibentry'],
	['uncited', 'nocite'],
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

export const latexCommands = table(families);

/** `\parencites[3]{a}[4]{b}` */
export const multipleCommands = table(multipleFamilies);

/** `\volcite[before]{volume}[page]{key}` */
export const volumeCommands = table(volumeFamilies);

function table(of: readonly Family[]): ReadonlyMap<string, CitationForm> {
	return new Map(of.flatMap(([form, names]) => names.split(' ').map(name => [name, form] as const)));
}
