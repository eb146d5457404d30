/**
 * Whether emphasis, strikeout or quotation marks that open in `before` are still open at its end and enclose what comes next: to pandoc the
 * key in `[*@doe2020*]` or `["see @doe2020"]` belongs to the words, and the brackets are none of a citation. `after` is what follows the
 * key. Emphasis that opens and never closes takes the rest of the paragraph; quotation marks and strikeout that never close are plain text.
 * https://pandoc.org/MANUAL.html#emphasis, https://pandoc.org/MANUAL.html#extension-smart
 */
export function isEnclosed(before: string, after: string): boolean {
	if (!/[*_~"']/.test(before)) {
		return false;
	}
	const open: string[] = [];
	for (const { index, 0: sign } of before.matchAll(marks)) {
		const last = before.charAt(index - 1);
		const next = before.charAt(index + sign.length);
		const closed = /\S/.test(last) ? open.lastIndexOf(sign) : -1;
		if (closed >= 0) {
			open.length = closed;
		} else if (!/^[\\`$]/.test(sign) && !/\s/.test(next) && (/^[*~]/.test(sign) || !/[\p{L}\p{N}]/u.test(last))) {
			open.push(sign);
		}
	}
	return [...new Set(open)].some(sign => /^[*_]/.test(sign) || closesIn(after, sign));
}

/** Escaped signs, code and formulae go by; signs of emphasis count as a run. */
const marks = /\\[^]|(`+)[^`]*\1|\$[^\s$][^$]*\$|\*+|_+|~~|["']/g;

function closesIn(text: string, sign: string): boolean {
	return Array.from(text.matchAll(marks)).some(
		({ index, 0: mark }) => mark === sign && !/\s/.test(text.charAt(index - 1)) && !/[\p{L}\p{N}]/u.test(text.charAt(index + sign.length)),
	);
}
