/** Puts an item at the end of the list that stands under a key. A copy of the list for each item would take the square of its length. */
export function addTo<K, T>(lists: Map<K, T[]>, key: K, item: T): void {
	const list = lists.get(key);
	if (list === undefined) {
		lists.set(key, [item]);
	} else {
		list.push(item);
	}
}
