import { isArray, isObject, parseJson, textOf, valueAt } from '../data/json';
import type { Json, JsonObject } from '../data/json';
import { tagsOf } from '../ingest/zotero/zoteroRecord';
import { present } from '../paper/paper';
import { withoutMarkup } from '../text/markup';
import type { AnnotationColour, AnnotationKind, Quad } from './annotation';
import type { ForeignAnnotation } from './broughtAlong';
import { nearestColour } from './broughtAlong';

/** An annotation of Zotero, and the key of the attachment that it is in. */
export interface ZoteroAnnotation {
	readonly attachment: string;
	readonly annotation: ForeignAnnotation;
}

/**
 * The annotation that an item of Zotero's API holds; `undefined` for other items, and for one in an EPUB or a web page, which has no page.
 * `library` is `library` or `groups/99`, as Zotero's own links say it: keys are unique within a library.
 * https://www.zotero.org/support/dev/web_api/v3/types_and_fields, https://api.zotero.org/schema
 */
export function zoteroAnnotation(data: JsonObject, library: string): ZoteroAnnotation | undefined {
	const [key, attachment] = [textOf(data['key']), textOf(data['parentItem'])];
	const position = positionOf(data['annotationPosition']);
	if (data['itemType'] !== 'annotation' || key === undefined || attachment === undefined || position === undefined) {
		return undefined;
	}
	const kind = kinds.get(textOf(data['annotationType']) ?? '') ?? 'area';
	const label = plainText(data['annotationPageLabel']);
	const [exact, comment] = [plainText(data['annotationText']), plainText(data['annotationComment'])];
	const author = textOf(data['annotationAuthorName']) ?? textOf(valueAt(data['meta'], 'createdByUser', 'username'));
	return {
		attachment,
		annotation: {
			key: `${library}/${key}`,
			kind,
			colour: colourOf(textOf(data['annotationColor'])),
			page: position.page,
			...present('pageLabel', label === String(position.page) ? undefined : label),
			quads: position.quads,
			...present('quote', exact === undefined ? undefined : { exact, prefix: '', suffix: '' }),
			...present('comment', comment),
			tags: [...new Set(tagsOf(data['tags']).filter(tag => tag !== ''))],
			...present('author', author === '' ? undefined : author),
			...present('created', momentOf(data['dateAdded'])),
			...present('modified', momentOf(data['dateModified'])),
			record: recordOf(data, position.isWhole, { annotationText: exact, annotationComment: comment }),
		},
	};
}

const kinds: ReadonlyMap<string, AnnotationKind> = new Map([
	['highlight', 'highlight'],
	['underline', 'underline'],
	['note', 'note'],
	['text', 'note'],
	['image', 'area'],
	['ink', 'area'],
]);

/** What no field of an annotation here holds, and what was written with markup. */
function recordOf(data: JsonObject, isPositionWhole: boolean, taken: Readonly<Record<string, string | undefined>>): JsonObject {
	const kept = [
		'annotationType',
		'annotationColor',
		'annotationSortIndex',
		'parentItem',
		...(isPositionWhole ? [] : ['annotationPosition']),
	];
	const texts = Object.entries(taken).flatMap(([name, text]) => ((data[name] ?? '') === (text ?? '') ? [] : [name]));
	return Object.fromEntries([...kept, ...texts].flatMap(name => (data[name] === undefined ? [] : [[name, data[name]]])));
}

interface Position {
	/** One-based. */
	readonly page: number;
	readonly quads: readonly Quad[];
	/** Whether page and quads say all of it: a pen's paths and a highlight that goes on to the next page have more. */
	readonly isWhole: boolean;
}

/** So many pages no PDF has. */
const mostPages = 9_999_999;

/** `{"pageIndex": 3, "rects": [[x1, y1, x2, y2], …]}` in PDF user space, or `paths` of a pen; `undefined` without a page. */
function positionOf(value: Json | undefined): Position | undefined {
	const position = typeof value === 'string' ? parseJson(value) : value;
	const index = isObject(position) ? position['pageIndex'] : undefined;
	if (!isObject(position) || typeof index !== 'number' || !Number.isInteger(index) || index < 0 || index >= mostPages) {
		return undefined;
	}
	const rects = isArray(position['rects']) ? position['rects'] : [];
	const quads = rects.flatMap(quadOf);
	const paths = isArray(position['paths']) ? position['paths'].filter(isArray) : [];
	return {
		page: index + 1,
		quads: quads.length > 0 ? quads : boundsOf(paths),
		isWhole: quads.length === rects.length && Object.keys(position).every(name => name === 'pageIndex' || name === 'rects'),
	};
}

function quadOf(rect: Json): readonly Quad[] {
	const [a, b, c, d] = isArray(rect) && rect.length === 4 ? rect.filter(isFiniteNumber) : [];
	return a === undefined || b === undefined || c === undefined || d === undefined
		? []
		: [cornersOf(Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d))];
}

/** The box around a pen's paths, each `[x, y, x, y, …]`. */
function boundsOf(paths: readonly (readonly Json[])[]): readonly Quad[] {
	let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const path of paths) {
		for (const [at, value] of path.entries()) {
			if (isFiniteNumber(value)) {
				[left, right] = at % 2 === 0 ? [Math.min(left, value), Math.max(right, value)] : [left, right];
				[bottom, top] = at % 2 === 1 ? [Math.min(bottom, value), Math.max(top, value)] : [bottom, top];
			}
		}
	}
	return [left, bottom, right, top].every(Number.isFinite) ? [cornersOf(left, bottom, right, top)] : [];
}

function cornersOf(left: number, bottom: number, right: number, top: number): Quad {
	return [left, top, right, top, left, bottom, right, bottom];
}

function isFiniteNumber(value: Json): value is number {
	return typeof value === 'number' && Number.isFinite(value);
}

/** `#ffd400`, of Zotero's eight or of another program. */
function colourOf(colour: string | undefined): AnnotationColour {
	const [, red, green, blue] = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour ?? '') ?? [];
	return red === undefined || green === undefined || blue === undefined
		? 'yellow'
		: nearestColour(Number.parseInt(red, 16), Number.parseInt(green, 16), Number.parseInt(blue, 16));
}

/** Zotero's texts have `<b>`, `<i>`, `<sub>` and `<sup>`; lines stay. */
function plainText(value: Json | undefined): string | undefined {
	const text = (textOf(value) ?? '').split(/\r?\n/).map(withoutMarkup).join('\n').trim();
	return text === '' ? undefined : text;
}

/** `2026-01-31T12:00:00Z`. */
function momentOf(value: Json | undefined): string | undefined {
	const text = textOf(value) ?? '';
	return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text) ? text : undefined;
}
