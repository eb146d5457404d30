/**
 * What the core asks of a host. Each port is met under src/host, by what it is about, and has a working fake under test/fakes.
 */

/**
 * Text files, named by whatever the host calls a path (a file-system path or the text of a URI). Parts are joined with `/`. A path that is
 * a symbolic link is read and written through it. What fails rejects with an error that has the file system's `code`, such as `ENOSPC` or
 * `NoPermissions`.
 */
export interface FileStore {
	/** The file's text, decoded as UTF-8 without its byte order mark; `undefined` where there is no such file. Other failures reject. */
	read(path: string): Promise<string | undefined>;
	/**
	 * Replaces the file in one step, making its folder where needed: a reader sees the old content or the new, never a part. Resolved means
	 * durable. A text is encoded as UTF-8.
	 */
	write(path: string, content: string | Uint8Array): Promise<void>;
	/** The file's lines; `undefined` where there is no such file. Other failures reject. */
	readLines(path: string): Promise<Lines | undefined>;
	/**
	 * {@link write} for lines with a line feed between each two. Kept ones are copied byte by byte, which costs a tenth of decoding and
	 * encoding them. With `replacing` nothing is written where the file is of another version by then.
	 */
	writeLines(
		path: string,
		lines: readonly (string | KeptLine)[],
		replacing?: { readonly version: string | undefined },
	): Promise<Replacement>;
	/** Removes the file. A file that is not there is no error. */
	remove(path: string): Promise<void>;
	/** Names (not paths) of what is in a folder, be it files, links or folders, sorted; empty where there is no such folder. */
	names(folder: string): Promise<readonly string[]>;
	/** A word that changes whenever the file's content may have; `undefined` where there is no such file. */
	version(path: string): Promise<string | undefined>;
	/** Runs `work` while no other process that asks the same runs for the same path. */
	exclusively<T>(path: string, work: () => Promise<T>): Promise<T>;
	/**
	 * Removes temporary files and locks that dead processes left in a folder, of files by these names that are written {@link exclusively}.
	 * Those of living ones stay.
	 */
	removeLeftovers(folder: string, isOurs: (name: string) => boolean): Promise<void>;
}

/** `version` is what {@link FileStore.version} would say now; `undefined` where that could not be told after the writing. */
export type Replacement = { readonly kind: 'written'; readonly version: string | undefined } | { readonly kind: 'changed' };

/** A text file as it was when it was read. A line is decoded only when it is asked for. */
export interface Lines {
	/** One more than there are line feeds. */
	readonly count: number;
	/** Decoded as UTF-8, without its line feed and the file's byte order mark. Zero-based. */
	at(index: number): string;
	/** Whether the line begins with a text, without decoding it. */
	startsWith(index: number, text: string): boolean;
}

/** A line of a file that was read, to be written again as it stood. */
export interface KeptLine {
	readonly of: Lines;
	readonly index: number;
}

/**
 * Bytes that can be computed again: any of them may be gone at any time, and the caller tells whether they are current. Files carry
 * checksums (checksums.ts), so that nobody has to look into damaged ones.
 */
export interface Cache {
	/** What was written under a name, byte for byte; `undefined` where there is nothing or it was damaged. Never rejects. */
	read(name: string): Promise<Uint8Array | undefined>;
	/** The parts one after the other are the file; who gave them leaves them as they are until it is written. */
	write(name: string, parts: readonly Uint8Array[]): Promise<void>;
}

export interface Clock {
	now(): Date;
}

/** Something that may be called off while it runs. VS Code's CancellationToken is one. */
export interface Cancellation {
	readonly isCancellationRequested: boolean;
	onCancellationRequested(listener: () => void): Disposable;
}

export interface HttpRequest {
	readonly url: string;
	/** Sent by POST; without it the request is a GET. */
	readonly body?: string;
	readonly headers?: Readonly<Record<string, string>>;
	/** Carries a key, so that it must not follow a redirect to another host. */
	readonly confidential?: boolean;
	/** Says who asks, and so goes along where the host itself sends the request to another of its addresses. */
	readonly ownQuery?: Readonly<Record<string, string>>;
	/** How long the whole answer may take, in milliseconds. */
	readonly patience?: number;
	/** The body is a file, which comes as {@link HttpAnswer.bytes}. */
	readonly download?: FileDownload;
}

/**
 * How a file is fetched whose address a record or a service gave: from hosts of the public web alone, wherever redirects lead, and never
 * from an encrypted page to one that isn't.
 */
export interface FileDownload {
	/** How many bytes it may have. */
	readonly limit: number;
	/** An address that the user set for a service; its host counts as public. */
	readonly home?: string;
	/** Called as parts come, with how many bytes are here. */
	readonly onProgress?: (bytes: number) => void;
}

/**
 * Why there is no answer. `certificate`: the server's is not trusted here. `proxy`: the network's proxy refused. `circles`: redirects
 * without an end. `elsewhere`: a redirect to another host, which a key does not follow, or an address where no file is fetched from.
 */
export type HttpFailure =
	| 'unreachable'
	| 'certificate'
	| 'proxy'
	| 'cut-off'
	| 'too-slow'
	| 'too-large'
	| 'circles'
	| 'elsewhere'
	| 'cancelled';

/** What came back, whatever its status; header names are in small letters. */
export interface HttpAnswer {
	readonly kind: 'answer';
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	/** Decoded as UTF-8; empty where the answer is a file. */
	readonly body: string;
	/** The file, where one was asked for. */
	readonly bytes?: Uint8Array;
}

/** `detail` is for the log: what the platform said. */
export type HttpReply = HttpAnswer | { readonly kind: 'failure'; readonly reason: HttpFailure; readonly detail?: string };

/** The network. Never rejects for what a network or a server can do. */
export interface Http {
	send(request: HttpRequest, cancellation?: Cancellation): Promise<HttpReply>;
}

export interface Log {
	info(message: string): void;
	warn(message: string): void;
	error(message: string, cause?: unknown): void;
}

export interface Disposable {
	dispose(): void;
}
