import { localize } from '../data/localize';
/** What kept a file from being read or written. */
export interface FileFailure {
	/** The file system's word for it, such as `ENOSPC`. */
	readonly code: string;
	/** Part of a sentence: `the disk is full`. */
	readonly reason: string;
}

/** Each of them part of a sentence, by its code. */
const reasons = new Map<string, () => string>([
	['ENOSPC', () => localize('the disk is full')],
	['EDQUOT', () => localize('your disk quota is used up')],
	['EROFS', () => localize('the folder is read-only')],
	['EACCES', () => localize('you have no permission')],
	['EPERM', () => localize('you have no permission')],
	['NoPermissions', () => localize('you have no permission, or the folder is read-only')],
	['EISDIR', () => localize('a folder with that name exists')],
	['FileIsADirectory', () => localize('a folder with that name exists')],
	['ENOTDIR', () => localize('a file has the name of its folder')],
	['FileNotADirectory', () => localize('a file has the name of its folder')],
	['ELOOP', () => localize('it is a circular symbolic link')],
	['ENOTFILE', () => localize('it is a pipe or a device, no file')],
	['EFBIG', () => localize('it is too large')],
	['EBUSY', () => localize('another program is using it')],
	['ELOCKED', () => localize('another window is saving it; try again')],
	['EMFILE', () => localize('too many files are open')],
	['ENFILE', () => localize('too many files are open')],
	['EIO', () => localize('the disk reported an error')],
	['ENOENT', () => localize('the file or its folder doesn’t exist')],
	['FileNotFound', () => localize('the file or its folder doesn’t exist')],
	['Unavailable', () => localize('the file system isn’t available')],
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
	return { code: error.code, reason: reasonOfFailure(error.code) };
}

/** {@link fileFailureOf} of an error that can be nothing else: any other is a bug, and thrown on. */
export function expectedFailure(error: unknown): FileFailure {
	const failure = fileFailureOf(error);
	if (failure === undefined) {
		throw error;
	}
	return failure;
}

/** Part of a sentence that says what such a code means. */
export function reasonOfFailure(code: string): string {
	return reasons.get(code)?.() ?? localize('the file system reported {0}', code);
}
