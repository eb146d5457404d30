import type { Neighbours } from '../bibtex/read/neighbours';
import type { IncomingPaper } from '../paper/paper';

/** One step of reading a text: a paper, or something that could not be taken. Lines are one-based. */
export type Reading =
	| { readonly kind: 'paper'; readonly paper: IncomingPaper; readonly line: number }
	| { readonly kind: 'problem'; readonly line: number; readonly column?: number; readonly message: string };

export interface Problem {
	/** One-based. */
	readonly line: number;
	/** One-based, in UTF-16 units, where it is known. */
	readonly column?: number;
	/** A plain sentence. */
	readonly message: string;
}

/** A text to ingest, without its byte order mark, and the name it came under. */
export interface Input {
	readonly text: string;
	readonly fileName?: string;
	/** The bibliographies beside it, from which it may take what it only refers to. */
	readonly neighbours?: Neighbours;
}

/** A text in parts, as it was decoded: they are cut anywhere. Only texts too long to be handled at once have several. */
export interface PartedInput {
	readonly parts: readonly string[];
	readonly fileName?: string;
	readonly neighbours?: Neighbours;
}

/** A kind of text that holds papers. One file each, listed in formats.ts. */
export interface Format {
	/** As results and records name it: `daily-papers`. */
	readonly id: string;
	/** As people name it: `Daily Papers listing`. */
	readonly label: string;
	/**
	 * How surely the input is of this format, 0 (is not) to 1 (cannot be anything else). Looks at the content first, at the name only when in
	 * doubt.
	 */
	recognise(input: Input): number;
	/** Reads papers one by one, so that a caller can pause, count or stop between them. Never throws for what the text contains. */
	read(input: Input): Iterable<Reading>;
	/** As `read`, of a text that is too long to be handled as one. Formats without it get the parts joined. */
	readParts?(input: PartedInput): Iterable<Reading>;
}

/** {@link Format.read} of a format that reads a text in parts as it reads one in one. */
export function inOnePart(readParts: (input: PartedInput) => Iterable<Reading>): Format['read'] {
	return ({ text, ...rest }) => readParts({ ...rest, parts: [text] });
}
