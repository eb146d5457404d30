import type { ProgramFiles } from '../core/files/disk';
import { decode } from '../core/ingest/decode';
import type { Decoded } from '../core/ingest/decoding';
import type { FileStore } from '../core/files/ports';

/** What the commands ask of the program that runs them. */
export interface CommandHost {
	readonly disk: ProgramFiles;
	/** For libraries. */
	readonly files: FileStore;
	/** Says something to the person at the terminal, aside from the result. */
	readonly report: (sentence: string) => void;
}

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
