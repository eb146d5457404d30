import type { IncomingPaper } from '../paper';
import { present } from '../paper';
import { detectFormat } from './detect';
import type { Problem, Reading } from './format';

export interface IngestOptions {
	/** The name the text came under: it settles doubts about the format and is remembered as the papers' source. */
	readonly fileName?: string;
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
export function openText(text: string, { fileName }: IngestOptions = {}): OpenedText {
	const input = { text: text.replace(/^\uFEFF/, ''), ...(fileName === undefined ? {} : { fileName }) };
	const format = detectFormat(input);
	return format
		? { format: format.id, label: format.label, readings: format.read(input) }
		: { format: undefined, label: 'unknown format', readings: [unrecognised(input.text)] };
}

function unrecognised(text: string): Reading {
	const message = text.trim() === '' ? 'There is no text here.' : 'No papers were recognised here. Marginalia reads BibTeX, RIS, CSL, PubMed, EndNote, Zotero, arXiv and Daily Papers files, and lists of DOIs or links.';
	return { kind: 'problem', line: 1, message };
}
