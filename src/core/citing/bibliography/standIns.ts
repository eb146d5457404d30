/**
 * What citeproc is told to be the number of a work, so that the true one can take its place in what it wrote. Ten thousand of them begin
 * with the same digits, which no other number of a paper is likely to have.
 */
export const standInStart = '61803';

/** The stand-in at a place among them, from 0. */
export function standInOf(offset: number): number {
	return Number(standInStart) * 10_000 + offset;
}

/** Numbers in the same order, of which those follow one another that did before; `undefined` where they are too many. */
export function standInsOf(numbers: readonly number[]): readonly number[] | undefined {
	const inOrder = [...new Set(numbers)].sort((a, b) => a - b);
	const offsets = new Map<number, number>();
	let offset = 0;
	for (const [index, number] of inOrder.entries()) {
		offset += index > 0 && number - (inOrder[index - 1] ?? 0) === 1 ? 1 : 2;
		offsets.set(number, offset);
	}
	return offset >= 10_000 ? undefined : numbers.map(number => standInOf(offsets.get(number) ?? 0));
}

/** A text with numbers in place of those that stood in for them. */
export function numbered(marked: string, numbers: readonly number[], standIns: readonly number[]): string {
	return marked.replace(standIn, found => {
		const index = standIns.indexOf(Number(found));
		return index < 0 ? found : String(numbers[index]);
	});
}

const standIn = new RegExp(`${standInStart}\\d{4}`, 'g');
