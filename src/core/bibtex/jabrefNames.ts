import { collectionPath, collectionText } from '../paper/collections';
import { readTex } from './syntax/texReader';
import { balanced, wordsToTex } from './write/texWriter';

/**
 * A group's name as it stands in the field `groups` and in JabRef's comment, which must be the same text: as it is, for JabRef knows no TeX
 * there, and as TeX only where braces and backslashes could end the entry or be taken for TeX.
 */
export function groupOfName(name: string): string {
	const text = name.replace(/\s+/g, ' ').trim();
	return /[\\{}]/.test(text) ? wordsToTex(text) : text;
}

/** {@link groupOfName} read again. */
export function nameOfGroup(text: string): string {
	return /[\\{}]/.test(text) ? readTex(text) : text;
}

/** The field `groups` of an entry that is in some groups. */
export function groupsField(names: readonly string[]): string {
	return names
		.map(groupOfName)
		.map(text => (/[,;]/.test(text) ? `{${text}}` : text))
		.join(', ');
}

/** The collection that a name means where no tree of groups says where it lies. */
export function collectionOfGroup(group: string): string {
	return collectionText(collectionPath(nameOfGroup(group)));
}

/** The groups that a field `groups` names, as they are written: with JabRef's comma between them, or the semicolon that some set there. */
export function listedGroups(field: string): readonly string[] {
	const parts = split(field, ',');
	const found = parts.length > 1 ? parts : split(field, ';');
	return found.map(part => withoutBraces(part).trim()).filter(part => part !== '');
}

/** Without the braces that are around a whole name. */
function withoutBraces(part: string): string {
	const inner = /^\{(.*)\}$/s.exec(part)?.[1];
	return inner !== undefined && balanced(inner) ? inner : part;
}

/** Parts between a separator that stands in no braces. */
function split(text: string, separator: ',' | ';'): readonly string[] {
	const parts: string[] = [];
	let start = 0;
	let depth = 0;
	for (let at = 0; at < text.length; at += 1) {
		const sign = text.charAt(at);
		depth += sign === '{' ? 1 : sign === '}' ? -1 : 0;
		if (sign === separator && depth <= 0) {
			parts.push(text.slice(start, at).trim());
			start = at + 1;
		}
	}
	return [...parts, text.slice(start).trim()];
}

/** A text with a backslash before each backslash and semicolon, as JabRef writes it into its comments. */
export function quoted(text: string): string {
	return text.replace(/[\\;]/g, '\\$&');
}

/** The parts between semicolons of a text that {@link quoted} made, unquoted once. */
export function* unquotedParts(text: string): Generator<string> {
	let part = '';
	for (let at = 0; at < text.length; at += 1) {
		const sign = text.charAt(at);
		const next = text.charAt(at + 1);
		if (sign === '\\' && (next === '\\' || next === ';')) {
			part += next;
			at += 1;
		} else if (sign === ';') {
			yield part.trim();
			part = '';
		} else {
			part += sign;
		}
	}
}
