/** A stretch of a text with blanks where lines of a quotation have their `>`. */
export function withoutPrefixes(text: string, start: number, end: number, prefixes: readonly number[]): string {
	let plain = '';
	let done = start;
	for (let index = 0; index < prefixes.length; index += 2) {
		const from = prefixes[index] ?? 0;
		const to = prefixes[index + 1] ?? 0;
		if (from >= done && to <= end) {
			plain += text.slice(done, from) + ' '.repeat(to - from);
			done = to;
		}
	}
	return plain + text.slice(done, end);
}
