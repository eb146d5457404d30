/** What VS Code says of what stands at a place; the size in bytes. */
export interface Standing {
	readonly isFile: boolean;
	readonly isFolder: boolean;
	readonly isLink: boolean;
	readonly size: number;
	/** Whether it is VS Code's own look at a disk, which knows every kind. */
	readonly isOnDisk: boolean;
}

/**
 * Why something must not be read whole, as the code of a file failure; `undefined` where it may be. VS Code's kind of a pipe, a socket and
 * a device is unknown, and so is that of a link to nothing: this one has the length of its path as its size, those have none, and reading
 * it fails at once.
 */
export function hindranceOf({ isFile, isFolder, isLink, size, isOnDisk }: Standing, largest: number): 'ENOTFILE' | 'EFBIG' | undefined {
	if (isOnDisk && !isFile && !isFolder && !(isLink && size > 0)) {
		return 'ENOTFILE';
	}
	return isFile && size > largest ? 'EFBIG' : undefined;
}
