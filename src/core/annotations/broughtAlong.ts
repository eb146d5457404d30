import { isObject, stringsOf, textOf } from '../data/json';
import type { JsonObject } from '../data/json';
import { present } from '../paper/paper';
import { fnv1a } from '../text/hash';
import type { Annotation, AnnotationColour, AnnotationKind, AnnotationPlace } from './annotation';
import { annotationColours, boundsOf, inOrderOfPlace } from './annotation';
import { mergeTags } from './annotationFile';

/** Where annotations come from that were not made here. */
export type AnnotationSource = 'pdf' | 'zotero';

/** An annotation as its source has it. */
export interface ForeignAnnotation extends AnnotationPlace {
	/** Tells it from all others of its source for this paper, and stays while its words and color change. */
	readonly key: string;
	readonly kind: AnnotationKind;
	readonly colour: AnnotationColour;
	readonly comment?: string;
	/** Where the source has tags. */
	readonly tags?: readonly string[];
	readonly author?: string;
	/** ISO 8601, in UTC; where the source does not know, the moment of the import. */
	readonly created?: string;
	readonly modified?: string;
	/**
	 * What the source says that an annotation here has no field for, kept as it is. Only of a source that gives it the place of an annotation
	 * is followed where it moves, and `key` is kept, by which {@link withoutGone} knows it.
	 */
	readonly record?: JsonObject;
}

export interface BroughtAlong {
	readonly annotations: readonly Annotation[];
	readonly added: number;
	readonly updated: number;
}

/** Not of the W3C: from where an annotation came and what was said of it there last. */
const fromField = 'marginalia:from';
const removedField = 'marginalia:removed';

/**
 * Takes annotations of a source in. One that came before is updated where it still says what the source said then: what the user changed
 * stays, and what the user removed does not come again. One that has the place of an annotation made here, or from another source, is that
 * annotation, as in a copy with highlights. What is gone from the source stays here.
 */
export function bringAlong(
	annotations: readonly Annotation[],
	source: AnnotationSource,
	found: readonly ForeignAnnotation[],
	now: string,
): BroughtAlong {
	const byId = new Map(annotations.map(annotation => [annotation.id, annotation]));
	const others = byPage(annotations.filter(annotation => receivedOf(annotation)?.['source'] !== source));
	let [added, updated] = [0, 0];
	for (const foreign of found) {
		const id = idOf(source, foreign.key);
		const known = byId.get(id);
		if (known === undefined) {
			if (others.get(foreign.page)?.some(annotation => isAtPlace(annotation, foreign)) !== true) {
				byId.set(id, newAnnotation(id, source, foreign, now));
				added += 1;
			}
			continue;
		}
		const next = updatedBy(known, source, foreign, now);
		if (next !== known) {
			byId.set(id, next);
			updated += 1;
		}
	}
	return { annotations: [...byId.values()].sort(inOrderOfPlace), added, updated };
}

function byPage(annotations: readonly Annotation[]): ReadonlyMap<number, readonly Annotation[]> {
	const pages = new Map<number, Annotation[]>();
	for (const annotation of annotations) {
		const list = pages.get(annotation.page) ?? [];
		list.push(annotation);
		pages.set(annotation.page, list);
	}
	return pages;
}

/** Takes an annotation away: one that came from elsewhere leaves a trace, or it would come again. */
export function withoutAnnotation(annotations: readonly Annotation[], id: string, now: string): readonly Annotation[] {
	return annotations.flatMap(annotation =>
		annotation.id !== id
			? [annotation]
			: isObject(annotation.rest[fromField])
				? [{ ...annotation, modified: now, rest: { ...annotation.rest, [removedField]: true } }]
				: [],
	);
}

/** Whether the user took an annotation away that came from elsewhere. */
export function isRemoved({ rest }: Annotation): boolean {
	return rest[removedField] === true;
}

/** Whether the PDF itself shows an annotation as it is here, or in another colour; `undefined` for one that did not come from it. */
export function inPdf({ colour, rest }: Annotation): 'same' | 'changed' | undefined {
	const from = rest[fromField];
	return !isObject(from) || from['source'] !== 'pdf' ? undefined : from['color'] === colour ? 'same' : 'changed';
}

/** Who made an annotation, where it says so. https://www.w3.org/TR/annotation-model/#agents */
export function authorOf({ rest }: Annotation): string | undefined {
	return isObject(rest['creator']) ? textOf(rest['creator']['name']) : undefined;
}

function idOf(source: AnnotationSource, key: string): string {
	const hash = [key, `2 ${key}`].map(text => fnv1a(text).toString(16).padStart(8, '0')).join('');
	return `urn:marginalia:${source}:${hash}`;
}

function newAnnotation(id: string, source: AnnotationSource, foreign: ForeignAnnotation, now: string): Annotation {
	const { key: _key, author, created, modified, tags = [], record: _record, ...mark } = foreign;
	return {
		...mark,
		id,
		tags,
		created: created ?? modified ?? now,
		modified: modified ?? created ?? now,
		rest: {
			...present('creator', author === undefined ? undefined : { type: 'Person', name: author }),
			[fromField]: received(source, foreign),
		},
	};
}

/** What the source says, to be compared with what it says the next time. */
function received(source: AnnotationSource, foreign: ForeignAnnotation): JsonObject {
	const { key, colour, comment, tags, record } = foreign;
	return {
		source,
		color: colour,
		...present('comment', comment),
		...present('tags', tags),
		...(record === undefined ? {} : { key, place: printOfPlace(foreign), record }),
	};
}

function updatedBy(known: Annotation, source: AnnotationSource, foreign: ForeignAnnotation, now: string): Annotation {
	const before = receivedOf(known) ?? {};
	const next = received(source, foreign);
	if (JSON.stringify(before) === JSON.stringify(next)) {
		return known;
	}
	const { comment, page, pageLabel, quads, quote, landmarks, kind, ...kept } = known;
	const wasColour = annotationColours.find(colour => colour === before['color']);
	const nextComment = comment === textOf(before['comment']) ? foreign.comment : comment;
	const place = foreign.record !== undefined && isWhereItWas(known, before) ? foreign : known;
	return {
		...kept,
		kind: place.kind,
		page: place.page,
		...present('pageLabel', place.pageLabel),
		quads: place.quads,
		...present('quote', place.quote),
		...present('landmarks', place.landmarks),
		colour: known.colour === wasColour ? foreign.colour : known.colour,
		...present('comment', nextComment),
		tags: foreign.tags === undefined ? known.tags : mergeTags(stringsOf(before['tags']), known.tags, foreign.tags),
		modified: foreign.modified ?? now,
		rest: { ...known.rest, [fromField]: next },
	};
}

function receivedOf({ rest }: Annotation): JsonObject | undefined {
	const from = rest[fromField];
	return isObject(from) ? from : undefined;
}

/** Whether an annotation lies here where its source last had it. */
function isWhereItWas(known: Annotation, before: JsonObject): boolean {
	return before['place'] === printOfPlace(known);
}

function printOfPlace({ kind, page, pageLabel, quads, quote }: AnnotationPlace & { readonly kind: AnnotationKind }): string {
	return fnv1a(JSON.stringify([kind, page, pageLabel, quads, quote?.exact])).toString(16);
}

/**
 * Takes away what a source no longer has: of annotations with a key that `isGone`, those that say what the source said last, and those that
 * were removed here. What the user changed stays.
 */
export function withoutGone(
	annotations: readonly Annotation[],
	source: AnnotationSource,
	isGone: (key: string) => boolean,
): readonly Annotation[] {
	return annotations.filter(annotation => {
		const from = receivedOf(annotation);
		const key = textOf(from?.['key']);
		return from?.['source'] !== source || key === undefined || !isGone(key) || !(isRemoved(annotation) || isAsReceived(annotation, from));
	});
}

function isAsReceived(annotation: Annotation, from: JsonObject): boolean {
	const { colour, comment, tags } = annotation;
	return (
		colour === from['color'] &&
		comment === textOf(from['comment']) &&
		[...tags].sort().join('\n') === [...new Set(stringsOf(from['tags']))].sort().join('\n') &&
		isWhereItWas(annotation, from)
	);
}

/** Points of PDF: programs round. */
const tolerance = 2;

function isAtPlace(annotation: Annotation, foreign: ForeignAnnotation): boolean {
	if (annotation.page !== foreign.page || annotation.kind !== foreign.kind || annotation.quads.length === 0) {
		return false;
	}
	const [a, b] = [annotation, foreign].map(({ quads }) => boundsOf(quads));
	return a !== undefined && b !== undefined && a.every((edge, at) => Math.abs(edge - (b[at] ?? Number.NaN)) <= tolerance);
}

/** The colour of ours that looks most like one in red, green and blue, each from 0 to 255: by its hue; yellow for a grey. */
export function nearestColour(red: number, green: number, blue: number): AnnotationColour {
	const most = Math.max(red, green, blue);
	const span = most - Math.min(red, green, blue);
	if (!(span >= 12)) {
		return 'yellow';
	}
	const sixth = most === red ? (green - blue) / span : most === green ? 2 + (blue - red) / span : 4 + (red - green) / span;
	const hue = (sixth * 60 + 360) % 360;
	return hues.find(({ below }) => hue < below)?.colour ?? 'red';
}

/** Orange counts as yellow, magenta as purple, pink as red. */
const hues: readonly { readonly below: number; readonly colour: AnnotationColour }[] = [
	{ below: 24, colour: 'red' },
	{ below: 72, colour: 'yellow' },
	{ below: 168, colour: 'green' },
	{ below: 245, colour: 'blue' },
	{ below: 325, colour: 'purple' },
];
