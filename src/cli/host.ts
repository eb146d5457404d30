import type { ProgramFiles } from '../core/files/disk';
import type { Cache, Clock, FileStore } from '../core/files/ports';
import { decode } from '../core/ingest/decode';
import type { Decoded } from '../core/ingest/decoding';
import type { NoteSource } from '../core/notes/syncNotes';
import type { PageReader } from '../core/pdf/pdfPages';
import type { Asking } from '../core/sources/asking';
import type { ServiceId } from '../core/sources/services';
import { terminalText } from '../core/text/printable';

/** What the commands ask of the program that runs them. */
export interface CommandHost {
	readonly disk: ProgramFiles;
	/** For libraries, and for what is written. */
	readonly files: FileStore;
	/** Notes by their URIs. */
	readonly noteSource: NoteSource;
	readonly clock: Clock;
	/** A cache for what is known of a folder; `undefined` where there is none. */
	readonly cacheOf: (folder: string) => Cache | undefined;
	/** Starts a thread that reads PDFs; `undefined` where there is none. */
	readonly openPageReader?: () => Promise<PageReader>;
	/** The network, for the services that the caller names. */
	readonly networkFor: (services: ReadonlySet<ServiceId>) => Asking;
	/** Says something to the person at the terminal, aside from the result. */
	readonly report: (sentence: string) => void;
	/** Shows how far long work is, in place of what it showed before, where somebody looks; `undefined` takes it away. */
	readonly progress: (sentence: string | undefined) => void;
	/** A text in a style, where the output is a terminal that has colors; else as it is. */
	readonly paint: (style: PaintStyle, text: string) => string;
}

export type PaintStyle = 'bold' | 'dim' | 'red' | 'yellow' | 'cyan';

/** Something that the caller asked for cannot be done; the message is a plain sentence. */
export class UsageError extends Error {}

/** A file's text in whatever encoding it has; `-` is the standard input. Rejects with a `UsageError` where there is none. */
export async function textOfFile(path: string, host: CommandHost): Promise<string> {
	return (await decodedFile(path, host)).text;
}

/** As {@link textOfFile}, with what is wrong with its bytes. */
export async function decodedFile(path: string, { disk }: CommandHost): Promise<Decoded> {
	if (path === '-') {
		return decode(await disk.standardInput());
	}
	const reading = await disk.read(path);
	if (reading.kind === 'unreadable') {
		throw new UsageError(`Couldn't read ${path}: ${reasons[reading.reason]}.`);
	}
	return decode(reading.bytes);
}

const reasons = {
	missing: 'there is no such file',
	folder: 'it is a folder',
	forbidden: 'you have no permission to read it',
	other: 'the system refused',
} as const;

/** A problem of a file that was read. */
export interface FileProblem {
	readonly file: string;
	/** One-based. */
	readonly line: number;
	/** One-based, where it is known. */
	readonly column?: number;
	/** A plain sentence. */
	readonly message: string;
}

/** In one line, as programs read problems line by line. */
export function oneLine(text: string): string {
	return terminalText(text).replace(/[\t\n]/g, ' ');
}

/** `notes/a.md:3:7: No paper ...` */
export function problemSentence({ message, ...place }: FileProblem): string {
	return `${placeText(place)}${oneLine(message)}`;
}

/** `notes/a.md:3:7: ` */
export function placeText({ file, line, column }: Omit<FileProblem, 'message'>): string {
	return `${oneLine(file)}:${line}${column === undefined ? '' : `:${column}`}: `;
}
