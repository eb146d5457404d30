/**
 * The groups that JabRef before version 4 kept in a comment of the file, by entry key:
 * `3 ExplicitGroup:Name\;0\;key1\;key2\;;`. Later versions write a `groups` field into each entry.
 * The text may come in parts. https://docs.jabref.org/finding-sorting-and-cleaning-entries/groups
 */
export function jabrefGroups(parts: readonly string[]): ReadonlyMap<string, readonly string[]> {
	const groups = new Map<string, string[]>();
	const end = endOf(parts);
	for (const comment of end.matchAll(/@comment\s*\{\s*jabref-meta:\s*group(?:stree|ing):/gi)) {
		const body = end.slice(comment.index, comment.index + longestComment);
		for (const [, name = '', keys = ''] of body
			.replace(/\r?\n/g, '')
			.matchAll(/\d+ ExplicitGroup:([^;]{0,999}?)\\;\d\\;((?:[^;\\]*\\;)*)/g)) {
			for (const key of keys.split('\\;').filter(part => part !== '')) {
				groups.set(key, [...(groups.get(key) ?? []), name]);
			}
		}
	}
	return groups;
}

/** JabRef writes them behind all entries. */
function endOf(parts: readonly string[]): string {
	let end = '';
	for (const part of [...parts].reverse()) {
		end = part + end;
		if (end.length >= behindEntries) {
			break;
		}
	}
	return end.slice(-behindEntries);
}

const longestComment = 200_000;
const behindEntries = 2_000_000;
