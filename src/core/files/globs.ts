/** Whether a path of a setting or a document is a pattern for several files: `papers/*.bib`. */
export function isGlob(pattern: string): boolean {
	return /[*?[{]/.test(pattern);
}
