/** A list in pieces of so many, the last one shorter where it does not come out even. */
export function slicesOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
	return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}
