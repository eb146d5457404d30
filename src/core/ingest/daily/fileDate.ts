/** The day a file is named for: `2024-06-17.json`, `papers_2024-10-10.md`. */
export function fileDate(fileName: string | undefined): string | undefined {
	return /(?<!\d)(20\d\d-[01]\d-[0-3]\d)(?!\d)/.exec(fileName ?? '')?.[1];
}
