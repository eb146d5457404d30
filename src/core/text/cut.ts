/** The beginning of a text, with an ellipsis where there is more; no half of a surrogate pair at its end. */
export function cut(text: string, longest: number): string {
	return text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
