/** Puts an item at the end of the list that stands under a key. A copy of the list for each item would take the square of its length. */
export function addTo<K, T>(lists: Map<K, T[]>, key: K, item: T): void {
	const list = lists.get(key);
	if (list === undefined) {
		lists.set(key, [item]);
	} else {
		list.push(item);
	}
}

/** The index of the first item that is so, where all behind it are; the number of items where none is. By halving. */
export function firstIndex<T>(sorted: readonly T[], isSo: (item: T) => boolean): number {
	let [low, high] = [0, sorted.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		const item = sorted[middle];
		if (item !== undefined && isSo(item)) {
			high = middle;
		} else {
			low = middle + 1;
		}
	}
	return low;
}

/** Where an item belongs in a list in order: before what is equal to it. */
export function placeAmong<T>(sorted: readonly T[], item: T, compare: (a: T, b: T) => number): number {
	return firstIndex(sorted, other => compare(other, item) >= 0);
}
