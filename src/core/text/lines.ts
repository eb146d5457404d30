/** Where each line of a text starts, in UTF-16 offsets; lines end in `\n`, `\r\n` or a lone `\r`. */
export function lineStarts(text: string): readonly number[] {
	const starts = [0];
	if (text.includes('\r')) {
		for (const ending of text.matchAll(/\r\n|[\n\r]/g)) {
			starts.push(ending.index + ending[0].length);
		}
		return starts;
	}
	// Most texts: one character is found faster than an expression.
	for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
		starts.push(at + 1);
	}
	return starts;
}

/** The line ending of a text: that of its first line, `\n` where it has none. */
export function lineEnding(text: string): string {
	return /\r\n|[\r\n]/.exec(text)?.[0] ?? '\n';
}

/** The one-based line an offset stands on. */
export function lineAt(starts: readonly number[], offset: number): number {
	let low = 0;
	let high = starts.length;
	while (high - low > 1) {
		const middle = (low + high) >>> 1;
		if ((starts[middle] ?? 0) <= offset) {
			low = middle;
		} else {
			high = middle;
		}
	}
	return low + 1;
}
