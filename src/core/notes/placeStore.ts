/** Kind, target, offset, line, column. */
export const numbersPerPlace = 5;

/** The places of a file in the store: the first, and how many. */
export interface StoredPlaces {
	readonly first: number;
	readonly count: number;
}

/**
 * The places of all files as numbers, those of a file one behind the other. As objects they would take ten times the memory, and arrays of
 * each file's own are what a garbage collector spends its time on.
 */
export class PlaceStore {
	/** {@link numbersPerPlace} for each place. */
	numbers = new Uint32Array(1024 * numbersPerPlace);
	private used = 0;
	private lost = 0;

	/** Where the next place will stand. */
	get next(): number {
		return this.used;
	}

	add(kind: number, target: number, start: number, line: number, column: number): void {
		let at = this.used * numbersPerPlace;
		if (at === this.numbers.length) {
			this.makeRoomFor(1);
		}
		const { numbers } = this;
		numbers[at] = kind;
		numbers[(at += 1)] = target;
		numbers[(at += 1)] = start;
		numbers[(at += 1)] = line;
		numbers[(at += 1)] = column;
		this.used += 1;
	}

	/** The target of a place. */
	target(place: number): number {
		return this.numbers[place * numbersPerPlace + 1] ?? 0;
	}

	/** Places that another store had, each with a new number for its target. */
	addAll(numbers: Uint32Array, target: (known: number) => number): StoredPlaces {
		const first = this.used;
		const count = numbers.length / numbersPerPlace;
		this.makeRoomFor(count);
		this.numbers.set(numbers, first * numbersPerPlace);
		this.used += count;
		for (let at = first * numbersPerPlace + 1; at < this.used * numbersPerPlace; at += numbersPerPlace) {
			this.numbers[at] = target(this.numbers[at] ?? 0);
		}
		return { first, count };
	}

	/** The file that had them is gone. */
	drop({ count }: StoredPlaces): void {
		this.lost += count;
	}

	/** Whether more than half is of files that are gone. */
	get wasteful(): boolean {
		return this.lost > 1000 && this.lost > this.used / 2;
	}

	/** The numbers of a file's places, as they stand here until the next change. */
	numbersOf({ first, count }: StoredPlaces): Uint32Array {
		return this.numbers.subarray(first * numbersPerPlace, (first + count) * numbersPerPlace);
	}

	private makeRoomFor(count: number): void {
		const needed = (this.used + count) * numbersPerPlace;
		if (needed > this.numbers.length) {
			const larger = new Uint32Array(Math.max(2 * this.numbers.length, needed));
			larger.set(this.numbers);
			this.numbers = larger;
		}
	}
}
