/** Knows where a text closes formulae and environments for the last time: what is never closed does not open either. */
export class Closers {
	private readonly known = new Map<string, number>();

	constructor(private readonly text: string) {}

	/** Whether something stands at or after an offset. */
	isAfter(closer: string, offset: number): boolean {
		let last = this.known.get(closer);
		if (last === undefined) {
			if (this.known.size >= mostClosers) {
				return false;
			}
			last = this.text.lastIndexOf(closer);
			this.known.set(closer, last);
		}
		return last >= offset;
	}

	/** Whether all that was asked so far would be answered alike of another text, which has one stretch written in place of another. */
	holdsFor(after: string): boolean {
		const shift = after.length - this.text.length;
		return [...this.known].every(([closer, last]) => {
			const now = after.lastIndexOf(closer);
			return now === last || (last >= 0 && now === last + shift);
		});
	}
}

/** Each is one search through the text. */
const mostClosers = 40;
