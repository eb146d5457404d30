import { localize } from '../data/localize';
import type { Neighbours } from '../bibtex/read/neighbours';
import type { IncomingPaper } from '../paper/paper';
import { present } from '../paper/paper';
import { leftOutSentence, takeIncoming } from '../paper/incoming';
import { detectFormat } from './detect';
import { withoutSourceMarkup } from './sourceMarkup';
import type { Problem, Reading } from './format';

export interface IngestOptions {
	/** The name the text came under: it settles doubts about the format and is remembered as the papers' source. */
	readonly fileName?: string;
	/** The bibliographies beside it: its strings and parents may stand in one of them. */
	readonly neighbours?: Neighbours;
}

export interface Ingested {
	/** The format's id, `undefined` where no format claims the text. */
	readonly format: string | undefined;
	readonly papers: readonly IncomingPaper[];
	readonly problems: readonly Problem[];
}

/** Reads a whole text at once: its papers, and every line that could not be placed. Never throws for what the text contains. */
export function ingest(text: string, options: IngestOptions = {}): Ingested {
	const { format, readings } = openText(text, options);
	const papers: IncomingPaper[] = [];
	const problems: Problem[] = [];
	for (const reading of readings) {
		if (reading.kind === 'paper') {
			papers.push(reading.paper);
		} else {
			problems.push({ line: reading.line, ...present('column', reading.column), message: reading.message });
		}
	}
	return { format, papers, problems };
}

export interface OpenedText {
	readonly format: string | undefined;
	/** The format's name for people. */
	readonly label: string;
	readonly readings: Iterable<Reading>;
}

/** As {@link ingest}, but reading only as far as the caller iterates. */
export function openText(text: string, options: IngestOptions = {}): OpenedText {
	return openParts([text], options);
}

/** As {@link openText}, of a text in parts, so that not even a very long one has to be handled at once. */
export function openParts(parts: readonly string[], { fileName, neighbours }: IngestOptions = {}): OpenedText {
	const [first = '', ...others] = parts;
	const options = { ...present('fileName', fileName), ...present('neighbours', neighbours) };
	const input = { text: first.replace(/^\uFEFF/, ''), ...options };
	const format = detectFormat({ ...input, text: input.text.slice(0, telling) });
	if (format === undefined) {
		return { format: undefined, label: 'unknown format', readings: [unrecognised(input.text)] };
	}
	const readings =
		others.length > 0 && format.readParts !== undefined
			? format.readParts({ ...options, parts: [input.text, ...others] })
			: format.read({ ...input, text: [input.text, ...others].join('') });
	return { format: format.id, label: format.label, readings: throughGate(readings) };
}

/** Each paper as a library takes it, and behind it what of it was left out. */
function* throughGate(readings: Iterable<Reading>): Generator<Reading> {
	for (const reading of readings) {
		if (reading.kind === 'problem') {
			yield reading;
			continue;
		}
		const { paper, leftOut } = takeIncoming(withoutSourceMarkup(reading.paper), 'text');
		yield { ...reading, paper };
		yield* leftOut.map(left => ({ kind: 'problem' as const, line: reading.line, message: leftOutSentence(left, paper) }));
	}
}

/** So much of a text tells its format. */
const telling = 4_000_000;

function unrecognised(text: string): Reading {
	const stranger = strangers.find(([, pattern]) => pattern.test(text.slice(0, 20_000)));
	const message =
		text.trim() === ''
			? localize('The file is empty.')
			: stranger !== undefined
				? `${localize('Marginalia doesn’t read {0}.', stranger[0])} ${stranger[2]?.() ?? localize('Export it as BibTeX, RIS or CSL-JSON, and import that.')}`
				: localize(
						'No papers found. Marginalia reads BibTeX, RIS, CSL, Hayagriva, PubMed, EndNote, Zotero, MODS, arXiv and Daily Papers files, and lists of DOIs or links.',
					);
	return { kind: 'problem', line: 1, message };
}

/** Formats that are not read, of what people take for files of papers: their names, how they are told, what to do instead. */
const strangers: readonly (readonly [name: string, pattern: RegExp, instead?: () => string])[] = [
	[
		'Zotero RDF',
		/<rdf:RDF\b[^]{0,5000}(?:zotero\.org\/namespaces|xmlns:bib=)/,
		() => localize('In Zotero, export the items as CSL JSON or BibTeX, and import that.'),
	],
	['RDF', /<rdf:RDF\b/],
	['MARCXML', /<(?:[\w-]+:)?(?:collection|record)\b[^>]{0,500}www\.loc\.gov\/MARC21\/slim/i],
	['MARC', /^\d{5}[a-z ]{3}[ a]22\d{5}/],
	['BibTeXML', /<(?:bibtex|bib):file\b|bibtexml\.sf\.net/i],
	['Word bibliography XML', /schemas\.openxmlformats\.org\/officeDocument\/2006\/bibliography/],
	['JATS XML', /<article\b[^]{0,3000}<(?:article-meta|journal-meta)\b/],
	['TEI', /<TEI\b[^]{0,2000}tei-c\.org/],
	['RePEc templates', /^Template-Type:\s*ReDIF/im],
	['PDF', /^%PDF-/, () => localize('Give the file a name that ends in .pdf and drop it on the Library view.')],
	['ZIP', /^(?:PK\x03\x04|\x1f\x8b)/, () => localize('Unpack the archive, then import the files in it.')],
	[
		'CSL styles',
		/<style\b[^>]{0,500}purl\.org\/net\/xbiblio\/csl/,
		() => localize('Use the style in the setting “marginalia.citations.style”.'),
	],
];
