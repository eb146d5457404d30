/** A piece of a line, as it is drawn. */
export interface DrawnPiece {
	readonly str: string;
	/** Whether a line ends behind it. */
	readonly hasEOL: boolean;
	readonly isRightToLeft: boolean;
	/** Where it is drawn: its left edge, its baseline or top, and its size, in one unit; `undefined` where its line does not lie level. */
	readonly place: DrawnPlace | undefined;
}

interface DrawnPlace {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** A piece of a page's text and where it stands, as pdf.js gives it. */
export interface Piece {
	readonly str: string;
	readonly hasEOL: boolean;
	/** `ttb` runs down. */
	readonly dir: string;
	/** A matrix: the last two are the lower left corner, in PDF user space. */
	readonly transform: readonly number[];
	readonly width: number;
	readonly height: number;
}

/** A gap between pieces of a height of 1 that stands for a space, where letters are drawn one by one. */
const leastSpace = 0.15;

/**
 * The pieces as they are read. Programs draw a line of Hebrew or Arabic from either end; within a piece pdf.js has the letters in order.
 * What runs from left to right in such a line stays in its own order. Lines of other scripts stay as they are.
 * @param space makes the space that is missing between two pieces
 */
export function inReadingOrder<Drawn extends DrawnPiece>(pieces: readonly Drawn[], space: (before: Drawn) => Drawn): readonly Drawn[] {
	return pieces.some(({ isRightToLeft }) => isRightToLeft) ? linesOf(pieces).flatMap(line => lineInOrder(line, space)) : pieces;
}

/** {@link inReadingOrder} of what pdf.js gives. */
export function piecesInOrder(items: readonly Piece[]): readonly Piece[] {
	const drawn = items.map(({ str, hasEOL, dir, transform, width, height }) => {
		const [a = 1, b = 0, , , x = 0, y = 0] = transform;
		return {
			str,
			hasEOL,
			dir,
			transform,
			width,
			height,
			isRightToLeft: dir === 'rtl',
			place: b === 0 && a > 0 ? { x, y, width, height } : undefined,
		};
	});
	return inReadingOrder(drawn, before => ({ ...before, str: ' ', dir: 'ltr', width: 0, isRightToLeft: false }));
}

/** A line goes until its end is said, or another height. */
function linesOf<Drawn extends DrawnPiece>(pieces: readonly Drawn[]): readonly (readonly Drawn[])[] {
	const lines: Drawn[][] = [];
	let line: Drawn[] = [];
	for (const piece of pieces) {
		const [first] = line;
		const isOther =
			piece.str.trim() !== '' &&
			first?.place !== undefined &&
			piece.place !== undefined &&
			Math.abs(first.place.y - piece.place.y) > Math.max(first.place.height, piece.place.height) / 2;
		if (isOther) {
			lines.push(line);
			line = [];
		}
		line.push(piece);
		if (piece.hasEOL) {
			lines.push(line);
			line = [];
		}
	}
	return [...lines, line];
}

function lineInOrder<Drawn extends DrawnPiece>(line: readonly Drawn[], space: (before: Drawn) => Drawn): readonly Drawn[] {
	const letters = (isRightToLeft: boolean) =>
		line.filter(piece => piece.isRightToLeft === isRightToLeft).reduce((sum, { str }) => sum + str.trim().length, 0);
	if (letters(true) === 0 || letters(true) < letters(false) || line.some(({ place, str }) => place === undefined && str !== '')) {
		return line;
	}
	const seen = line.filter(({ str }) => str !== '');
	const ordered = seen.map((piece, at) => ({ piece, at })).sort((a, b) => endOf(b.piece) - endOf(a.piece) || a.at - b.at);
	const spaced = runsTurned(ordered.map(({ piece }) => piece)).flatMap((piece, at, all) => {
		const next = all[at + 1];
		return next !== undefined && isGap(piece, next) ? [piece, space(piece)] : [piece];
	});
	const endsLine = line.some(({ hasEOL }) => hasEOL);
	return spaced.map((piece, at) => ({ ...piece, hasEOL: endsLine && at === spaced.length - 1 }));
}

/** Turns each run of pieces around that are read from left to right: `PDF 2.0` in a line of Hebrew. */
function runsTurned<Drawn extends DrawnPiece>(pieces: readonly Drawn[]): readonly Drawn[] {
	const turned: Drawn[] = [];
	let run: Drawn[] = [];
	let blanks: Drawn[] = [];
	const endRun = () => {
		turned.push(...run.reverse(), ...blanks);
		[run, blanks] = [[], []];
	};
	for (const piece of pieces) {
		if (piece.isRightToLeft) {
			endRun();
			turned.push(piece);
		} else if (/[\p{L}\p{N}]/u.test(piece.str)) {
			run.push(...blanks, piece);
			blanks = [];
		} else if (run.length > 0) {
			blanks.push(piece);
		} else {
			turned.push(piece);
		}
	}
	endRun();
	return turned;
}

function isGap(before: DrawnPiece, next: DrawnPiece): boolean {
	if (!before.isRightToLeft || !next.isRightToLeft || /\s$/.test(before.str) || /^\s/.test(next.str)) {
		return false;
	}
	return (before.place?.x ?? 0) - endOf(next) > leastSpace * (before.place?.height ?? 0);
}

/** Its right edge. */
function endOf({ place }: DrawnPiece): number {
	return (place?.x ?? 0) + (place?.width ?? 0);
}
