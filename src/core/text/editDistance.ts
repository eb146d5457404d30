/** How many letters must be added, taken away, replaced or swapped with the next; anything above `most` once it is sure to be more. */
export function editDistance(from: string, to: string, most: number): number {
	let beforeLast: readonly number[] = [];
	let last: readonly number[] = Array.from({ length: to.length + 1 }, (_, index) => index);
	for (let row = 1; row <= from.length; row += 1) {
		const here = [row];
		for (let column = 1; column <= to.length; column += 1) {
			const isSame = from[row - 1] === to[column - 1];
			const swaps = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
			here.push(
				Math.min(
					(last[column] ?? 0) + 1,
					(here[column - 1] ?? 0) + 1,
					(last[column - 1] ?? 0) + (isSame ? 0 : 1),
					swaps ? (beforeLast[column - 2] ?? 0) + 1 : Infinity,
				),
			);
		}
		if (Math.min(...here) > most) {
			return most + 1;
		}
		beforeLast = last;
		last = here;
	}
	return last[to.length] ?? 0;
}
