/** Says that a paper has these identity hashes. */
export function addIdentity(index: Map<number, string[]>, id: string, hashes: ArrayLike<number>): void {
	for (let at = 0; at < hashes.length; at += 1) {
		const hash = hashes[at] ?? 0;
		const ids = index.get(hash);
		if (ids === undefined) {
			index.set(hash, [id]);
		} else if (!ids.includes(id)) {
			ids.push(id);
		}
	}
}
