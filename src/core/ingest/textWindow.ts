import { LineCounter } from '../text/lineCounter';
import type { Position } from '../text/lineCounter';

/** Who asks so often for one record has one that never ends: it gets all there is, so that no text is copied again and again. */
const patience = 16;

/** A text in parts, of which only a stretch is held: what was read is let go, what follows is taken when it is asked for. */
export class TextWindow {
	/** The stretch that is held. */
	text: string;
	private readonly parts: readonly string[];
	private taken = 1;
	private asked = 0;
	private lines: LineCounter;
	/** UTF-16 offset of the stretch in the whole text. */
	private offset = 0;
	private start: Position = { line: 1, column: 1 };

	constructor(parts: readonly string[]) {
		this.parts = parts;
		this.text = parts[0] ?? '';
		this.lines = new LineCounter(this.text);
	}

	/**
	 * Lets go of what stands before an offset of the stretch, which then begins there, and takes the next part; `false` where there is none,
	 * and all stays.
	 */
	more(from: number): boolean {
		if (this.taken >= this.parts.length) {
			return false;
		}
		this.asked = from === 0 ? this.asked + 1 : 0;
		const upTo = this.asked < patience ? this.taken + 1 : this.parts.length;
		this.start = this.positionOf(this.offset + from);
		this.offset += from;
		this.text = [this.text.slice(from), ...this.parts.slice(this.taken, upTo)].join('');
		this.lines = new LineCounter(this.text);
		this.taken = upTo;
		return true;
	}

	/** Where an offset of the stretch is in the whole text, in UTF-16 units. */
	offsetOf(at: number): number {
		return this.offset + at;
	}

	/** Line and column of an offset of the whole text that the stretch holds; ascending offsets are told soonest. */
	positionOf(offset: number): Position {
		const { line, column } = this.lines.positionAt(offset - this.offset);
		return { line: line + this.start.line - 1, column: line === 1 ? column + this.start.column - 1 : column };
	}
}
