import type { Range } from '../text/edits';

/**
 * The captions in Quarto's executable cells, a range for each line of them: `#| fig-cap: "Counts, from [@doe2020]"`.
 * https://quarto.org/docs/authoring/figures.html#computations
 */
export function cellCaptions(text: string): readonly Range[] {
	if (!caption.test(text)) {
		return [];
	}
	const found: Range[] = [];
	let fence: { readonly mark: string; readonly isCell: boolean } | undefined;
	let depth: number | undefined;
	for (const { 0: line, index } of text.matchAll(/[^\n]*\n|[^\n]+$/g)) {
		const mark = /^[ \t>]*(`{3,}|~{3,})/.exec(line)?.[1];
		if (fence === undefined) {
			fence = mark === undefined ? undefined : { mark, isCell: /^[ \t>]*(?:`{3,}|~{3,})[ \t]*\{[A-Za-z]/.test(line) };
		} else if (mark?.startsWith(fence.mark) === true && line.trim().endsWith(mark)) {
			fence = undefined;
			depth = undefined;
		} else if (fence.isCell) {
			const [sign, blanks = ''] = /^[ \t>]*(?:#|\/\/|--|%%?|;)\|([ \t]*)/.exec(line) ?? [];
			if (sign === undefined) {
				depth = undefined;
				continue;
			}
			const rest = line.slice(sign.length);
			const field = captionField.exec(rest)?.[0];
			const goesOn = depth !== undefined && (blanks.length > depth || /^-[ \t]/.test(rest));
			if (field !== undefined || goesOn) {
				found.push({ start: index + sign.length + (field?.length ?? 0), end: index + line.trimEnd().length });
			}
			depth = field !== undefined ? blanks.length : goesOn ? depth : undefined;
		}
	}
	return found.filter(({ start, end }) => start < end);
}

/** Whether an offset stands in the caption of a cell. */
export function isInCellCaption(text: string, at: number): boolean {
	const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
	return /^[ \t>]*(?:#|\/\/|--|%%?|;)\|/.test(line) && cellCaptions(text).some(({ start, end }) => start <= at && at <= end);
}

const captionField = /^(?:fig|tbl|lst)-(?:sub)?cap[ \t]*:/;
const caption = /\|[ \t]*(?:fig|tbl|lst)-(?:sub)?cap[ \t]*:/;
