import { isArray, isObject, textOf } from '../data/json';
import type { Paper } from '../paper/paper';
import { present } from '../paper/paper';
import type { PatternPreview } from '../keys/patternPreview';
import { unfold } from '../text/fold';
import { defaultNamePattern, pathIdentity, safeFileName } from './fileNames';
import { isoDate } from './moment';
import { fieldsOf, knownFields } from './paperFields';
import type { FieldValue, FilledTemplate, TemplateMistake } from './templateLanguage';
import { fillTemplate, isMoment } from './templateLanguage';

export interface NameOptions {
	/** For patterns that ask for `{{now}}`. */
	readonly now?: Date;
	/**
	 * Whether a relative path is another note's already. Asked with paths as this function gives them; compare them as `pathIdentity` of
	 * fileNames.ts does.
	 */
	readonly taken?: (path: string) => boolean;
}

/**
 * Where the note of a paper goes, as a path with `/` relative to the notes folder, ending in `.md`. The pattern is a template in one line:
 * `{{key}}`, `{{year}}/{{key}}`, `{{tags.0}}/{{short-author}} {{title}}`. Only a `/` of the pattern itself makes a folder, so no value can
 * leave the notes folder; a folder whose fields are all empty falls away. Where the path is taken, ` 2`, ` 3`, ... is put behind it. A
 * pattern that cannot be read counts as the default one; check it with {@link mistakeInNamePattern} where a user wrote it.
 */
export function noteFileName(paper: Paper, pattern: string = defaultNamePattern, options: NameOptions = {}): string {
	return fileNameOf(paper, pattern, { ...options, extension: 'md', otherwise: 'note' });
}

/**
 * {@link noteFileName} for files of another kind: a path that ends in `.` and `extension`, called `otherwise` where nothing of the paper
 * makes a name.
 */
export function fileNameOf(
	paper: Paper,
	pattern: string,
	{ now, taken, extension, otherwise }: NameOptions & { readonly extension: string; readonly otherwise: string },
): string {
	const filled = fillPattern(paper, pattern, now, extension);
	const segments = (filled.kind === 'filled' ? filled.text : '')
		.split(/[/\\]/)
		.map(safeFileName)
		.filter(segment => segment !== '');
	const stem = segments.pop() ?? (safeFileName(paper['citation-key']) || otherwise);
	for (let number = 1; ; number += 1) {
		const path = [...segments, `${number === 1 ? stem : `${stem} ${number}`}.${extension}`].join('/');
		if (taken?.(path) !== true) {
			return path;
		}
	}
}

/** What is wrong with a pattern, tried on a paper, in a plain sentence; `undefined` where it can be read. */
export function mistakeInNamePattern(pattern: string, paper: Paper, extension = 'md'): string | undefined {
	const filled = fillPattern(paper, pattern, undefined, extension);
	return filled.kind === 'mistake' ? filled.message : undefined;
}

/** Where the notes of some papers would go, were there no others. */
export function previewNames(papers: readonly Paper[], pattern: string, now: Date): PatternPreview {
	const [message] = papers.flatMap(paper => mistakeInNamePattern(pattern, paper) ?? []);
	if (message !== undefined) {
		return { kind: 'mistake', message };
	}
	const given = new Set<string>();
	const names = papers.map(paper => {
		const name = noteFileName(paper, pattern, { now, taken: path => given.has(pathIdentity(path)) });
		given.add(pathIdentity(name));
		return { name, title: paper.title };
	});
	return { kind: 'names', names };
}

function fillPattern(paper: Paper, pattern: string, now: Date | undefined, extension: string): FilledTemplate | TemplateMistake {
	const line = unfold(pattern);
	return fillTemplate(line.toLowerCase().endsWith(`.${extension}`) ? line.slice(0, -extension.length - 1) : line, {
		fields: fieldsOf(paper, present('now', now)),
		known: knownFields,
		write: value => nameText(value).replace(/[/\\]/g, '-'),
	});
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
