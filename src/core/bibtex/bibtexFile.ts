/** Whether a file is BibTeX by its name. */
export function isBibtexFile(name: string): boolean {
	return /\.bib(?:tex)?$/i.test(name);
}
