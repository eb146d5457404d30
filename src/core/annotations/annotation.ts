import type { Json, JsonObject } from '../data/json';
import { isArray, isObject, textOf } from '../data/json';
import { present } from '../paper/paper';

/** The colours of marks, in the order of the digits that make them. A setting gives them other names; the file keeps these. */
export const annotationColours = ['yellow', 'green', 'blue', 'red', 'purple'] as const;
export type AnnotationColour = (typeof annotationColours)[number];

/** How the place is marked: its text with colour behind it, a line below or through it; a part of the page, text or not; a note there. */
export const annotationKinds = ['highlight', 'underline', 'area', 'strikeout', 'note'] as const;
export type AnnotationKind = (typeof annotationKinds)[number];

/**
 * Four corners in PDF user space (points from the lower left of the page, not rotated), as PDF's own `QuadPoints` have them: upper left,
 * upper right, lower left, lower right, each x before y.
 */
export type Quad = readonly [number, number, number, number, number, number, number, number];

/** Left, lower, right and upper edge in PDF user space. */
export type Box = readonly [number, number, number, number];

/** A line of a page in an area or next to it, where it was when the area was made. */
export interface Landmark {
	readonly text: string;
	readonly box: Box;
}

/** The words themselves and some before and behind them, by which the place is found in another version of the paper. */
export interface AnnotationQuote {
	readonly exact: string;
	readonly prefix: string;
	readonly suffix: string;
}

/** Where an annotation is. */
export interface AnnotationPlace {
	/** One-based. */
	readonly page: number;
	/** What is printed on the page where that is another number: `iv`, `1042`. */
	readonly pageLabel?: string;
	readonly quads: readonly Quad[];
	/** Without one, the place is a picture. */
	readonly quote?: AnnotationQuote;
	/** Of an area: the lines by which it is found in another version of the paper; `undefined` where nobody has looked for them. */
	readonly landmarks?: readonly Landmark[];
	/** pdf.js's fingerprint of the file in which the quads are. */
	readonly fingerprint?: string;
}

/** A mark in a PDF and what is said of it. */
export interface Annotation extends AnnotationPlace {
	/** A URN, as others may have made it: `urn:uuid:…`. */
	readonly id: string;
	readonly kind: AnnotationKind;
	readonly colour: AnnotationColour;
	readonly comment?: string;
	readonly tags: readonly string[];
	/** ISO 8601, in UTC. */
	readonly created: string;
	readonly modified: string;
	/** Everything the line has besides, which other programs may have written. */
	readonly rest: JsonObject;
}

const defaultMotivation = 'highlighting';
const context = 'http://www.w3.org/ns/anno.jsonld';
/** https://www.rfc-editor.org/rfc/rfc8118#section-3 */
const pdfFragments = 'http://tools.ietf.org/rfc/rfc3778';
/** Not of the W3C: quads are points of PDF, for which its selectors have no form. */
const quadSelector = 'marginalia:QuadSelector';
/** Not of the W3C either: lines of text and their boxes. */
const landmarkSelector = 'marginalia:LandmarkSelector';

/**
 * An annotation as a Web Annotation (https://www.w3.org/TR/annotation-model/): a TextQuoteSelector, the page as a FragmentSelector, and the
 * quads; the comment and the tags as bodies, the colour as a style class.
 */
export function webAnnotationOf(annotation: Annotation): JsonObject {
	const { rest, quote, landmarks } = annotation;
	const target = isObject(rest['target']) ? rest['target'] : {};
	const { '@context': otherContext, motivation, body: _body, target: _target, ...others } = rest;
	const bodies: readonly Json[] = [
		...(annotation.comment === undefined ? [] : [{ type: 'TextualBody', purpose: 'commenting', value: annotation.comment }]),
		...annotation.tags.map(tag => ({ type: 'TextualBody', purpose: 'tagging', value: tag })),
		...foreignBodies(rest['body']),
	];
	return {
		'@context': otherContext ?? context,
		id: annotation.id,
		type: 'Annotation',
		motivation: motivation ?? defaultMotivation,
		created: annotation.created,
		modified: annotation.modified,
		...others,
		...(bodies.length === 0 ? {} : { body: bodies }),
		target: {
			...target,
			styleClass: [annotation.colour, ...(annotation.kind === 'highlight' ? [] : [annotation.kind])],
			selector: [
				...(quote === undefined ? [] : [{ type: 'TextQuoteSelector', exact: quote.exact, prefix: quote.prefix, suffix: quote.suffix }]),
				{ type: 'FragmentSelector', conformsTo: pdfFragments, value: `page=${annotation.page}` },
				{
					type: quadSelector,
					page: annotation.page,
					...present('pageLabel', annotation.pageLabel),
					...present('fingerprint', annotation.fingerprint),
					quads: annotation.quads.map(quad => [...quad]),
				},
				...(landmarks === undefined
					? []
					: [{ type: landmarkSelector, lines: landmarks.map(({ text, box }) => ({ text, box: [...box] })) }]),
				...foreignSelectors(target['selector']),
			],
		},
	};
}

/** The annotation that {@link webAnnotationOf} wrote, or another program; `undefined` where it has no id or no place in a PDF. */
export function readWebAnnotation(value: unknown): Annotation | undefined {
	if (!isObject(value) || value['type'] !== 'Annotation' || !isObject(value['target'])) {
		return undefined;
	}
	const { '@context': itsContext, id, type: _type, motivation, created, modified, body, target, ...others } = value;
	const selectors = objectsOf(target['selector']);
	const quads = selectors.find(({ type }) => type === quadSelector);
	const page = pageOf(quads, selectors);
	if (typeof id !== 'string' || id === '' || page === undefined) {
		return undefined;
	}
	const landmarks = selectors.find(({ type }) => type === landmarkSelector);
	const classes = textsOf(target['styleClass']);
	const quote = selectors.find(({ type }) => type === 'TextQuoteSelector');
	const exact = textOf(quote?.['exact']);
	const bodies = objectsOf(body);
	const comments = bodies.filter(isComment).map(said);
	const { styleClass: _styles, selector: _selector, ...ofTarget } = target;
	const strangeSelectors = foreignSelectors(target['selector']);
	const keptOfTarget = { ...ofTarget, ...(strangeSelectors.length === 0 ? {} : { selector: strangeSelectors }) };
	const moment = textOf(created) ?? textOf(modified) ?? '';
	return {
		id,
		kind: annotationKinds.find(kind => classes.includes(kind)) ?? 'highlight',
		colour: annotationColours.find(colour => classes.includes(colour)) ?? annotationColours[0],
		...present('comment', comments.length === 0 ? undefined : comments.join('\n\n')),
		tags: [...new Set(bodies.filter(isTag).map(said))],
		created: moment,
		modified: textOf(modified) ?? moment,
		page,
		...present('pageLabel', textOf(quads?.['pageLabel'])),
		...present('fingerprint', textOf(quads?.['fingerprint'])),
		quads: isArray(quads?.['quads']) ? quads['quads'].flatMap(quadOf) : [],
		...present(
			'quote',
			exact === undefined ? undefined : { exact, prefix: textOf(quote?.['prefix']) ?? '', suffix: textOf(quote?.['suffix']) ?? '' },
		),
		...present('landmarks', landmarks === undefined ? undefined : objectsOf(landmarks['lines']).flatMap(landmarkOf)),
		rest: {
			...(itsContext === undefined || itsContext === context ? {} : { '@context': itsContext }),
			...(motivation === undefined || motivation === defaultMotivation ? {} : { motivation }),
			...others,
			...(foreignBodies(body).length === 0 ? {} : { body: foreignBodies(body) }),
			...(Object.keys(keptOfTarget).length === 0 ? {} : { target: keptOfTarget }),
		},
	};
}

/** The edges of what some quads cover; without any, of nothing (infinite). */
export function boundsOf(quads: readonly Quad[]): Box {
	const [xs, ys] = [0, 1].map(parity => quads.flatMap(quad => quad.filter((_, at) => at % 2 === parity)));
	return [Math.min(...(xs ?? [])), Math.min(...(ys ?? [])), Math.max(...(xs ?? [])), Math.max(...(ys ?? []))];
}

/** In the order of reading: by page, then from the top, then from the left; what has no quads stands first on its page. */
export function inOrderOfPlace(a: Annotation, b: Annotation): number {
	return (
		a.page - b.page ||
		topOf(b) - topOf(a) ||
		leftOf(a) - leftOf(b) ||
		(a.created < b.created ? -1 : a.created > b.created ? 1 : 0) ||
		(a.id < b.id ? -1 : 1)
	);
}

function topOf({ quads }: Annotation): number {
	return quads[0]?.[1] ?? Number.MAX_VALUE;
}

function leftOf({ quads }: Annotation): number {
	return quads[0]?.[0] ?? 0;
}

function pageOf(quads: JsonObject | undefined, selectors: readonly JsonObject[]): number | undefined {
	const fragment = selectors.find(({ type }) => type === 'FragmentSelector');
	const page = quads?.['page'] ?? Number(/(?:^|&)page=(\d{1,7})(?:&|$)/.exec(textOf(fragment?.['value']) ?? '')?.[1]);
	return typeof page === 'number' && Number.isInteger(page) && page >= 1 ? page : undefined;
}

/** The edges of what some boxes cover together. */
export function unionOf(boxes: readonly Box[]): Box {
	const edges = (at: 0 | 1 | 2 | 3) => boxes.map(box => box[at]);
	return [Math.min(...edges(0)), Math.min(...edges(1)), Math.max(...edges(2)), Math.max(...edges(3))];
}

function landmarkOf({ text, box }: JsonObject): readonly Landmark[] {
	const [left, bottom, right, top] = isArray(box) ? box.map(finiteNumber) : [];
	return typeof text !== 'string' || left === undefined || bottom === undefined || right === undefined || top === undefined
		? []
		: [{ text, box: [left, bottom, right, top] }];
}

function finiteNumber(value: Json): number | undefined {
	return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function quadOf(value: Json): readonly Quad[] {
	if (!isArray(value) || value.length !== 8) {
		return [];
	}
	const [a, b, c, d, e, f, g, h] = value.map(finiteNumber);
	return a === undefined ||
		b === undefined ||
		c === undefined ||
		d === undefined ||
		e === undefined ||
		f === undefined ||
		g === undefined ||
		h === undefined
		? []
		: [[a, b, c, d, e, f, g, h]];
}

function isComment(body: JsonObject): boolean {
	return body['type'] === 'TextualBody' && body['purpose'] === 'commenting' && typeof body['value'] === 'string';
}

function isTag(body: JsonObject): boolean {
	return body['type'] === 'TextualBody' && body['purpose'] === 'tagging' && typeof body['value'] === 'string';
}

function said(body: JsonObject): string {
	return textOf(body['value']) ?? '';
}

/** Bodies of other kinds, to be kept as they are. */
function foreignBodies(body: Json | undefined): readonly Json[] {
	const all = isArray(body) ? body : body === undefined ? [] : [body];
	return all.filter(one => !isObject(one) || !(isComment(one) || isTag(one)));
}

function foreignSelectors(selector: Json | undefined): readonly Json[] {
	const ours = new Set<Json | undefined>(['TextQuoteSelector', 'FragmentSelector', quadSelector, landmarkSelector]);
	const all = isArray(selector) ? selector : selector === undefined ? [] : [selector];
	return all.filter(one => !isObject(one) || !ours.has(one['type']));
}

function objectsOf(value: Json | undefined): readonly JsonObject[] {
	return (isArray(value) ? value : value === undefined ? [] : [value]).filter(isObject);
}

function textsOf(value: Json | undefined): readonly string[] {
	return (isArray(value) ? value : [value]).filter(one => typeof one === 'string');
}
