/**
 * The folder of a path, with the slash behind it; empty where the path names none. Cut at the last slash, since a pattern for what is
 * behind it (`/[^/]*$/`) begins again at each letter.
 */
export function folderOf(path: string): string {
	return path.slice(0, path.lastIndexOf('/') + 1);
}

/** A folder's path with one slash behind it, however many it has: what stands in the folder begins with it. */
export function withEndSlash(path: string): string {
	return `${path.replace(/(?<!\/)\/+$/, '')}/`;
}
