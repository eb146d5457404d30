/** Keys that differ only in case are one key: they share a note's file name on most disks. */
export function foldKey(key: string): string {
	return key.toLowerCase();
}
