import { addTo } from '../../data/lists';
import { collectionPath, collectionText, deepestCollection } from '../../paper/collections';
import type { CollectionPath } from '../../paper/collections';
import { collectionOfGroup, listedGroups, nameOfGroup, unquotedParts } from '../jabrefNames';

/** What a file of JabRef says of its groups, which are collections here. */
export interface JabrefGroups {
	/** The collections of an entry: of its field `groups`, and of groups that list its key. `undefined` where it is in none. */
	readonly of: (key: string, field: string | undefined) => readonly string[] | undefined;
}

/**
 * The groups that JabRef keeps in a comment of the file, one a line with its level, `1 StaticGroup:Thesis\;0\;1\;\;\;\;;`. Entries name
 * theirs in the field `groups`; before version 4 groups listed the keys of their entries, `3 ExplicitGroup:Name\;0\;key1\;key2\;;`, with
 * lines broken anywhere. Groups that search or go by keywords hold no entries, but others may lie in them. The text may come in parts.
 * https://docs.jabref.org/finding-sorting-and-cleaning-entries/groups
 */
export function jabrefGroups(parts: readonly string[]): JabrefGroups {
	const byKey = new Map<string, string[]>();
	const byName = new Map<string, string[]>();
	for (const { name, path, keys } of groupsIn(endOf(parts))) {
		const text = collectionText(path);
		addTo(byName, name, text);
		keys.forEach(key => addTo(byKey, key, text));
	}
	return {
		of: (key, field) => {
			const whole = byName.get(field?.trim() ?? '');
			const named = whole ?? listedGroups(field ?? '').flatMap(name => byName.get(name) ?? [collectionOfGroup(name)]);
			const all = [...new Set([...named, ...(byKey.get(key) ?? [])])].filter(text => text !== '');
			return all.length === 0 ? undefined : all;
		},
	};
}

interface Group {
	/** As entries name it. */
	readonly name: string;
	readonly path: CollectionPath;
	/** Of the entries that it lists itself. */
	readonly keys: readonly string[];
}

function* groupsIn(end: string): Generator<Group> {
	const comments = [...end.matchAll(/@comment\s{0,99}\{\s{0,99}jabref-meta:\s{0,99}group(?:stree|ing):/gi)];
	for (const [at, comment] of comments.entries()) {
		let path: CollectionPath = [];
		const body = end.slice(comment.index + comment[0].length, comments[at + 1]?.index);
		// JabRef's own lines end in a semicolon, and after the last one there is the comment's end.
		for (const unit of unquotedParts(body.replace(/\r?\n/g, ''))) {
			const [, level = '', type = '', body = ''] = /^(\d{1,3}) (\w+):(.*)$/s.exec(unit) ?? [];
			if (type === '') {
				break;
			}
			const [name = '', , ...keys] = unquotedParts(body);
			const depth = Math.min(Number(level), deepestCollection);
			if (depth > 0 && name !== '') {
				path = [...path.slice(0, depth - 1), ...ownPath(path.slice(0, depth - 1), nameOfGroup(name))];
				yield { name, path, keys: type === 'ExplicitGroup' ? keys.filter(key => key !== '') : [] };
			}
		}
	}
}

/** A name that says its whole place, as it is written where two groups are called alike, is only its last part. */
function ownPath(outer: CollectionPath, name: string): CollectionPath {
	const whole = collectionPath(name);
	const isWhole = whole.length === outer.length + 1 && outer.every((part, level) => part === whole[level]);
	return isWhole && whole.length > 1 ? whole.slice(-1) : [name];
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

const behindEntries = 2_000_000;
