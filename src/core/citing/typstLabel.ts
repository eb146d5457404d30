/** A key as an argument of Typst's functions: `<doe2020>`, or `label("…")` where a label cannot be written so. https://typst.app/docs/reference/foundations/label/ */
export function typstLabel(key: string): string {
	return /^[\p{L}\p{N}_:.-]+$/u.test(key) ? `<${key}>` : `label("${key}")`;
}

/** Whether `@key` is a reference to it. */
export function isTypstReference(key: string): boolean {
	return /^[\p{L}\p{N}_](?:[\p{L}\p{N}_:.-]*[\p{L}\p{N}_-])?$/u.test(key);
}
