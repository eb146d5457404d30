import type { MaskKind } from './blockSink';
import type { HtmlBlockKind } from './htmlSyntax';

/** What is open at the start of a line, of what came before. Offsets are those of the text. */
export interface OpenBlocks {
	readonly containers: readonly Readonly<Container>[];
	readonly leaf: Leaf;
	readonly leafStart: number;
	readonly leafEnd: number;
	readonly lastLine: number;
	readonly bodyEnd: number;
	readonly prefixes: readonly number[];
	readonly fenceCode: number;
	readonly fenceLength: number;
	readonly html: HtmlBlockKind | undefined;
	readonly columns: number;
	readonly closer: Closer | undefined;
	readonly isInMath: boolean;
	readonly countedTo: number;
}

export const enum Leaf {
	None,
	Paragraph,
	Table,
	Fence,
	/** A formula or an environment, up to its {@link Closer}. */
	Closed,
	Html,
	Indented,
}

export /** What ends a formula or an environment, wherever it stands in a line. */
interface Closer {
	readonly text: string;
	readonly kind: MaskKind;
	/** Whether blank lines may stand in it. */
	readonly spansBlanks: boolean;
}

export interface Container {
	readonly kind: 'quote' | 'item' | 'footnote';
	/** Columns that lines of an item must be indented by. */
	readonly indent: number;
	/** Where its marker stands. */
	readonly start: number;
	/** An item that has only its marker yet. */
	empty: boolean;
}

/** At the start of a text. */
export const nothingOpen: OpenBlocks = {
	containers: [],
	leaf: Leaf.None,
	leafStart: 0,
	leafEnd: 0,
	lastLine: 0,
	bodyEnd: 0,
	prefixes: [],
	fenceCode: 0,
	fenceLength: 0,
	html: undefined,
	columns: 0,
	closer: undefined,
	isInMath: false,
	countedTo: 0,
};

/** Whether two texts go on alike from a line's start, given what is open there; offsets count from that line. */
export function isSameOpen(one: OpenBlocks, other: OpenBlocks): boolean {
	return (
		one.leaf === other.leaf &&
		one.containers.length === other.containers.length &&
		one.containers.every((container, index) => isSameContainer(container, other.containers[index])) &&
		(one.leaf === Leaf.None || isSameLeaf(one, other))
	);
}

/** What former leaves of other kinds left behind decides nothing. */
function isSameLeaf(one: OpenBlocks, other: OpenBlocks): boolean {
	if (
		one.leafStart !== other.leafStart ||
		one.leafEnd !== other.leafEnd ||
		one.prefixes.length !== other.prefixes.length ||
		!one.prefixes.every((offset, index) => offset === other.prefixes[index])
	) {
		return false;
	}
	switch (one.leaf) {
		case Leaf.Paragraph:
			return (
				one.lastLine === other.lastLine &&
				one.bodyEnd === other.bodyEnd &&
				one.isInMath === other.isInMath &&
				one.countedTo === other.countedTo
			);
		case Leaf.Table:
			return one.columns === other.columns;
		case Leaf.Fence:
			return one.fenceCode === other.fenceCode && one.fenceLength === other.fenceLength;
		case Leaf.Closed:
			return one.closer?.text === other.closer?.text && one.closer?.spansBlanks === other.closer?.spansBlanks;
		case Leaf.Html:
			return one.html === other.html;
		default:
			return true;
	}
}

function isSameContainer(one: Readonly<Container>, other: Readonly<Container> | undefined): boolean {
	return one.kind === other?.kind && one.indent === other.indent && one.empty === other.empty;
}

/** What is open, in a text in which so much was written before it. */
export function shiftedOpen(open: OpenBlocks, shift: number): OpenBlocks {
	return {
		...open,
		containers: open.containers.map(container => ({ ...container, start: container.start + shift })),
		leafStart: open.leafStart + shift,
		leafEnd: open.leafEnd + shift,
		lastLine: open.lastLine + shift,
		bodyEnd: open.bodyEnd + shift,
		prefixes: open.prefixes.map(offset => offset + shift),
		countedTo: open.countedTo + shift,
	};
}
