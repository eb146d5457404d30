import { isArray, isObject, textOf } from '../json';
import type { Paper } from '../paper';
import { present } from '../paper';
import { unfold } from '../text/fold';
import { isoDate } from './moment';
import { fieldsOf, knownFields } from './paperFields';
import type { FieldValue, FilledTemplate, TemplateMistake } from './templateLanguage';
import { fillTemplate, isMoment } from './templateLanguage';

export const defaultNamePattern = '{{key}}';

export interface NameOptions {
	/** For patterns that ask for `{{now}}`. */
	readonly now?: Date;
	/** Whether a relative path is another note's already. Asked with paths as this function gives them; compare them as {@link pathIdentity} does. */
	readonly taken?: (path: string) => boolean;
}

/**
 * Where the note of a paper goes, as a path with `/` relative to the notes folder, ending in `.md`. The pattern is a template in one line: `{{key}}`,
 * `{{year}}/{{key}}`, `{{tags.0}}/{{short-author}} {{title}}`. Only a `/` of the pattern itself makes a folder, so no value can leave the notes folder;
 * a folder whose fields are all empty falls away. Where the path is taken, ` 2`, ` 3`, ... is put behind it.
 * A pattern that cannot be read counts as the default one; check it with {@link mistakeInNamePattern} where a user wrote it.
 */
export function noteFileName(paper: Paper, pattern: string = defaultNamePattern, options: NameOptions = {}): string {
	const filled = fillPattern(paper, pattern, options.now);
	const segments = (filled.kind === 'filled' ? filled.text : '').split(/[/\\]/).map(safeFileName).filter(segment => segment !== '');
	const stem = segments.pop() ?? (safeFileName(paper['citation-key']) || 'note');
	for (let number = 1; ; number += 1) {
		const path = [...segments, `${number === 1 ? stem : `${stem} ${number}`}.md`].join('/');
		if (options.taken?.(path) !== true) {
			return path;
		}
	}
}

/** What is wrong with a pattern, tried on a paper, in a plain sentence; `undefined` where it can be read. */
export function mistakeInNamePattern(pattern: string, paper: Paper): string | undefined {
	const filled = fillPattern(paper, pattern, undefined);
	return filled.kind === 'mistake' ? filled.message : undefined;
}

function fillPattern(paper: Paper, pattern: string, now: Date | undefined): FilledTemplate | TemplateMistake {
	return fillTemplate(unfold(pattern).replace(/\.md$/i, ''), {
		fields: fieldsOf(paper, present('now', now)),
		known: knownFields,
		write: value => nameText(value).replace(/[/\\]/g, '-'),
	});
}

/** The form in which two paths are the same file on the least discerning of file systems: APFS and NTFS do not tell cases apart, nor APFS composed letters. */
export function pathIdentity(path: string): string {
	return isFolded(path) ? path : path.normalize('NFC').toLowerCase();
}

/** ASCII without a capital: as most names are, and then nothing is made anew. */
function isFolded(text: string): boolean {
	for (let at = 0; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		if (code > 0x7f || (code >= 0x41 && code <= 0x5a)) {
			return false;
		}
	}
	return true;
}

/**
 * A text as one file or folder name that every common file system takes, with no folder in it; empty where nothing of it is left.
 * https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file#naming-conventions
 */
export function safeFileName(text: string): string {
	const plain = text
		.normalize('NFC')
		// Control characters (white space among them is kept for now), marks that turn the direction of writing, halves of surrogate pairs.
		.replace(/(?!\s)[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
		.replace(/[\s\p{Z}]+/gu, ' ')
		.replace(/[<>:"/\\|?*]+/g, '-');
	const name = trimName(plain);
	return shorten(reserved.test(name) ? `_${name}` : name);
}

/** Windows drops dots and spaces at the end, and files that begin with a dot are hidden elsewhere; a `-` there only stands for what was refused. */
function trimName(name: string): string {
	return name.replace(/^[ .-]+/, '').replace(/[ .-]+$/, '');
}

const reserved = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$| )/i;

/** At most 120 bytes of UTF-8: file systems take 255, and paths on Windows 260 characters in all. */
function shorten(name: string): string {
	let bytes = 0;
	let end = 0;
	for (const letter of name) {
		const code = letter.codePointAt(0) ?? 0;
		bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
		if (bytes > 120) {
			return trimName(name.slice(0, end));
		}
		end += letter.length;
	}
	return name;
}

function nameText(value: FieldValue): string {
	if (isMoment(value)) {
		return isoDate(value);
	}
	if (isArray(value)) {
		return value.map(nameText).filter(Boolean).join(', ');
	}
	if (isObject(value)) {
		return textOf(value['name']) ?? '';
	}
	return textOf(value) ?? '';
}
