/**
 * What programs outside an editor ask of their host beside a `FileStore`: files of any encoding, folders, the standard input. Paths are the
 * file system's.
 */
export interface ProgramFiles {
	read(path: string): Promise<FileReading>;
	standardInput(): Promise<Uint8Array>;
	/** The paths of all files below a folder, sorted, hidden folders left out; `undefined` where there is no such folder. */
	filesBelow(folder: string): Promise<readonly string[] | undefined>;
	/** The same with those of hidden folders, and with what symbolic links lead to; only `.git` and installed packages are left out. */
	everythingBelow(folder: string): Promise<FolderListing>;
	/** A path as it is meant from a folder; an absolute one stays. */
	resolve(folder: string, path: string): string;
	/**
	 * The path of a file or folder, be it there or not, with all symbolic links followed; `undefined` where that is not within a folder.
	 */
	within(folder: string, path: string): Promise<string | undefined>;
	/** A path from a folder, with `/`: `notes/a.md`. */
	relative(folder: string, path: string): string;
	/** A path as a URI, by which notes are known. */
	uriOf(path: string): string;
	pathOf(uri: string): string;
	/** The folder that a file is in. */
	folderOf(path: string): string;
	/** The text of a file that comes with the program: `csl/styles/apa.csl`. */
	media(path: string): Promise<string>;
}

export interface FolderListing {
	/** Sorted. A symbolic link that leads nowhere counts as a file that can't be read. */
	readonly files: readonly string[];
	/** Folders that nobody may look into. */
	readonly unread: readonly string[];
}

export type FileReading =
	| { readonly kind: 'bytes'; readonly bytes: Uint8Array }
	| { readonly kind: 'unreadable'; readonly reason: 'missing' | 'folder' | 'forbidden' | 'other' };
