import type { AnnotationColour, AnnotationKind, AnnotationQuote, Landmark, Quad } from '../core/annotations/annotation';
import { annotationColours, annotationKinds } from '../core/annotations/annotation';
import type { PdfPlace } from '../core/pdf/pdfPlace';
import type { Guard } from './shapes';
import { isFiniteNumber, isFlag, isText, listOf, oneOf, optional, parsed, record, union } from './shapes';

/** A mark as the view draws and lists it. */
export interface ShownMark {
	readonly id: string;
	readonly kind: AnnotationKind;
	readonly colour: AnnotationColour;
	/** One-based. */
	readonly page: number;
	readonly pageLabel?: string | undefined;
	readonly quads: readonly Quad[];
	readonly quote?: AnnotationQuote | undefined;
	readonly landmarks?: readonly Landmark[] | undefined;
	readonly fingerprint?: string | undefined;
	readonly comment?: string | undefined;
	readonly tags: readonly string[];
	/** ISO 8601; empty where nobody knows. */
	readonly created: string;
	readonly modified: string;
	readonly author?: string | undefined;
	/** Where it came from the PDF: whether the PDF shows it as it is here. */
	readonly inPdf?: 'same' | 'changed' | undefined;
}

/** A mark that the user makes in the view. */
export type NewMark = Omit<ShownMark, 'id' | 'comment' | 'tags' | 'created' | 'modified' | 'author' | 'inPdf'>;

/** An annotation that the PDF holds itself. */
export interface FoundMark extends NewMark {
	readonly key: string;
	readonly comment?: string | undefined;
	readonly author?: string | undefined;
	readonly created?: string | undefined;
	readonly modified?: string | undefined;
}

/** What the user changes of a mark; what is left out stays. An empty comment is none. */
export interface MarkChange {
	readonly colour?: AnnotationColour | undefined;
	readonly comment?: string | undefined;
	readonly tags?: readonly string[] | undefined;
	/** Where it stands in this version of the file. */
	readonly quads?: readonly Quad[] | undefined;
	readonly page?: number | undefined;
	readonly fingerprint?: string | undefined;
	/** Of an area: the lines in it and next to it. */
	readonly landmarks?: readonly Landmark[] | undefined;
}

/** The lines in an area and next to it. */
export interface AreaLandmarks {
	/** The mark's. */
	readonly id: string;
	readonly landmarks: readonly Landmark[];
}

/** What an area shows, as a PNG. */
export interface AreaPicture {
	/** The mark's. */
	readonly id: string;
	readonly bytes: Uint8Array;
}

/** What the view is told. */
export type ToPdf =
	| {
			readonly type: 'open';
			readonly bytes: Uint8Array;
			/** The folder with pdf.js's fonts and character maps, as an address of the view, with `/` at its end. */
			readonly resources: string;
			/** What the colours are called, in their order. */
			readonly colourNames: readonly string[];
			readonly marks: readonly ShownMark[];
			readonly place?: PdfPlace | undefined;
	  }
	| { readonly type: 'marks'; readonly marks: readonly ShownMark[] }
	| { readonly type: 'go'; readonly place: PdfPlace }
	/** Answer with a copy of the PDF that has the marks in it. */
	| { readonly type: 'copy' }
	/** The file cannot be shown; a sentence. */
	| { readonly type: 'failed'; readonly message: string };

/** What the user does in the view. */
export type FromPdf =
	| { readonly type: 'ready' }
	| { readonly type: 'add'; readonly marks: readonly NewMark[] }
	| { readonly type: 'change'; readonly id: string; readonly change: MarkChange }
	| { readonly type: 'remove'; readonly id: string }
	/** Of areas that have none. */
	| { readonly type: 'landmarks'; readonly areas: readonly AreaLandmarks[] }
	/** What the PDF holds itself. */
	| { readonly type: 'found'; readonly marks: readonly FoundMark[] }
	/** Puts words into the paper's note: those of a mark, or what is selected. */
	| {
			readonly type: 'quote';
			readonly text: string;
			readonly page: number;
			readonly pageLabel?: string | undefined;
			readonly id?: string | undefined;
	  }
	/** Puts all marks into the paper's note, areas as pictures. */
	| { readonly type: 'addToNote'; readonly pictures: readonly AreaPicture[] }
	/** A copy of the PDF with the marks in it, to be saved. */
	| { readonly type: 'copy'; readonly bytes: Uint8Array }
	| { readonly type: 'openLink'; readonly url: string };

/** What the view keeps across reloads of the window. */
export interface PdfState {
	/** One-based. */
	readonly page: number;
	/** pdf.js's words for a scale: `page-width`, `1.25`. */
	readonly scale: string;
	/** Degrees, clockwise. */
	readonly rotation: number;
	readonly inverted?: boolean | undefined;
	readonly list: boolean;
	/** How far from the page's lower edge the view begins; points of PDF. */
	readonly top?: number | undefined;
	/** Whether the outline is shown, and which of its entries are open or closed otherwise than the PDF has them. */
	readonly outline?: { readonly shown: boolean; readonly toggled: readonly number[] } | undefined;
}

const isQuad: Guard<Quad> = (value): value is Quad => listOf(isFiniteNumber)(value) && value.length === 8;
const isQuote = record<AnnotationQuote>({ exact: isText, prefix: isText, suffix: isText });
const isLandmark = record<Landmark>({
	text: isText,
	box: (value): value is Landmark['box'] => listOf(isFiniteNumber)(value) && value.length === 4,
});
const isPageNumber: Guard<number> = (value): value is number => isFiniteNumber(value) && Number.isInteger(value) && value >= 1;
const isBytes: Guard<Uint8Array> = (value): value is Uint8Array => value instanceof Uint8Array;

const newMark = {
	kind: oneOf(annotationKinds),
	colour: oneOf(annotationColours),
	page: isPageNumber,
	pageLabel: optional(isText),
	quads: listOf(isQuad),
	quote: optional(isQuote),
	landmarks: optional(listOf(isLandmark)),
	fingerprint: optional(isText),
};
const isNewMark = record<NewMark>(newMark);
const isMark = record<ShownMark>({
	...newMark,
	id: isText,
	comment: optional(isText),
	tags: listOf(isText),
	created: isText,
	modified: isText,
	author: optional(isText),
	inPdf: optional(oneOf(['same', 'changed'])),
});
const isPlace = record<PdfPlace>({ page: isPageNumber, mark: optional(isText) });

const isToPdf = union<'type', ToPdf>('type', {
	open: record({
		type: oneOf(['open']),
		bytes: isBytes,
		resources: isText,
		colourNames: listOf(isText),
		marks: listOf(isMark),
		place: optional(isPlace),
	}),
	marks: record({ type: oneOf(['marks']), marks: listOf(isMark) }),
	go: record({ type: oneOf(['go']), place: isPlace }),
	copy: record({ type: oneOf(['copy']) }),
	failed: record({ type: oneOf(['failed']), message: isText }),
});

const isFromPdf = union<'type', FromPdf>('type', {
	ready: record({ type: oneOf(['ready']) }),
	add: record({ type: oneOf(['add']), marks: listOf(isNewMark) }),
	change: record({
		type: oneOf(['change']),
		id: isText,
		change: record<MarkChange>({
			colour: optional(oneOf(annotationColours)),
			comment: optional(isText),
			tags: optional(listOf(isText)),
			quads: optional(listOf(isQuad)),
			page: optional(isPageNumber),
			fingerprint: optional(isText),
			landmarks: optional(listOf(isLandmark)),
		}),
	}),
	remove: record({ type: oneOf(['remove']), id: isText }),
	landmarks: record({
		type: oneOf(['landmarks']),
		areas: listOf(record<AreaLandmarks>({ id: isText, landmarks: listOf(isLandmark) })),
	}),
	found: record({
		type: oneOf(['found']),
		marks: listOf(
			record<FoundMark>({
				...newMark,
				key: isText,
				comment: optional(isText),
				author: optional(isText),
				created: optional(isText),
				modified: optional(isText),
			}),
		),
	}),
	quote: record({ type: oneOf(['quote']), text: isText, page: isPageNumber, pageLabel: optional(isText), id: optional(isText) }),
	addToNote: record({ type: oneOf(['addToNote']), pictures: listOf(record<AreaPicture>({ id: isText, bytes: isBytes })) }),
	copy: record({ type: oneOf(['copy']), bytes: isBytes }),
	openLink: record({ type: oneOf(['openLink']), url: isText }),
});

/** `undefined` for anything that is not such a message. */
export function parseToPdf(value: unknown): ToPdf | undefined {
	return parsed(isToPdf, value);
}

/** `undefined` for anything that is not such a message. */
export function parseFromPdf(value: unknown): FromPdf | undefined {
	return parsed(isFromPdf, value);
}

/** `undefined` for anything that is not such a state. */
export function parsePdfState(value: unknown): PdfState | undefined {
	return parsed(
		record<PdfState>({
			page: isPageNumber,
			scale: isText,
			rotation: isFiniteNumber,
			inverted: optional(isFlag),
			list: isFlag,
			top: optional(isFiniteNumber),
			outline: optional(record({ shown: isFlag, toggled: listOf(isFiniteNumber) })),
		}),
		value,
	);
}
