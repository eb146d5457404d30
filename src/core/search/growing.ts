type Numbers = Uint8Array | Uint16Array | Uint32Array;

/** A typed array that doubles when it is full. */
export class Growing<A extends Numbers> {
	length = 0;

	constructor(
		public items: A,
		private readonly make: (length: number) => A,
	) {}

	push(value: number): void {
		this.reserve(1);
		this.items[this.length] = value;
		this.length += 1;
	}

	/** Makes room for `count` further values. */
	reserve(count: number): void {
		if (this.length + count > this.items.length) {
			const larger = this.make(Math.max(2 * this.items.length, this.length + count));
			larger.set(this.items);
			this.items = larger;
		}
	}
}

export function growingBytes(): Growing<Uint8Array<ArrayBuffer>> {
	return new Growing(new Uint8Array(1024), length => new Uint8Array(length));
}

export function growingShorts(): Growing<Uint16Array<ArrayBuffer>> {
	return new Growing(new Uint16Array(1024), length => new Uint16Array(length));
}

export function growingWords(): Growing<Uint32Array<ArrayBuffer>> {
	return new Growing(new Uint32Array(1024), length => new Uint32Array(length));
}
