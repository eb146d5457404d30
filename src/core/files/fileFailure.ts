/** What kept a file from being read or written. */
export interface FileFailure {
	/** The file system's word for it, such as `ENOSPC`. */
	readonly code: string;
	/** Part of a sentence: `the disk is full`. */
	readonly reason: string;
}

const reasons = new Map([
	['ENOSPC', 'the disk is full'],
	['EDQUOT', 'your disk quota is used up'],
	['EROFS', 'the folder is read-only'],
	['EACCES', 'you have no permission'],
	['EPERM', 'you have no permission'],
	['NoPermissions', 'you have no permission, or the folder is read-only'],
	['EISDIR', 'a folder with that name exists'],
	['FileIsADirectory', 'a folder with that name exists'],
	['ENOTDIR', 'a file has the name of its folder'],
	['FileNotADirectory', 'a file has the name of its folder'],
	['ELOOP', 'it is a circular symbolic link'],
	['EBUSY', 'another program is using it'],
	['ELOCKED', 'another window is saving it; try again'],
	['EMFILE', 'too many files are open'],
	['ENFILE', 'too many files are open'],
	['EIO', 'the disk reported an error'],
	['ENOENT', 'its folder is missing'],
	['FileNotFound', 'its folder is missing'],
	['Unavailable', 'the file system is not available'],
]);

/**
 * What an error says of which a file operation failed, by its `code`; never by its text. `undefined` for an error that is not the file
 * system's: that is a bug, and to be thrown on. Codes that begin with `ERR_` are Node's for a wrong call:
 * https://nodejs.org/api/errors.html
 */
export function fileFailureOf(error: unknown): FileFailure | undefined {
	if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string' || error.code.startsWith('ERR_')) {
		return undefined;
	}
	return { code: error.code, reason: reasons.get(error.code) ?? `the file system reported ${error.code}` };
}
