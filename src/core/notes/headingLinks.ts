/** A heading as links need to know it. */
export interface LinkableHeading {
	readonly level: number;
	readonly text: string;
	readonly line: number;
}

/**
 * The heading that the part of a link after its `#` means: by its text, `Main result`; by its path, `Methods#Data`, as Obsidian writes it;
 * or by its slug, `main-result`, the second of a name as `main-result-1`, as VS Code and GitHub write it. `undefined` where none is called
 * so.
 */
export function headingOfLink<T extends LinkableHeading>(headings: readonly T[], wanted: string): T | undefined {
	return (
		headingBySlug(headings, wanted) ??
		headingByPath(headings, wanted) ??
		headings.find(({ text }) => plainHeading(text) === plainHeading(wanted))
	);
}

/** https://github.com/microsoft/vscode-markdown-languageservice/blob/main/src/slugify.ts */
function headingBySlug<T extends LinkableHeading>(headings: readonly T[], wanted: string): T | undefined {
	const counts = new Map<string, number>();
	return headings.find(({ text }) => {
		const slug = slugOf(text);
		const count = counts.get(slug) ?? 0;
		counts.set(slug, count + 1);
		return (count === 0 ? slug : `${slug}-${count}`) === wanted.toLowerCase();
	});
}

function slugOf(text: string): string {
	return text
		.trim()
		.toLowerCase()
		.replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
		.replace(/ /g, '-');
}

/** What stands after the `#` of a Markdown link to a heading or block: the slug of `A#B` is that of `B`. */
export function fragmentOf(heading: string): string {
	return namesBlock(heading) ? heading.trim() : slugOf(heading.slice(heading.lastIndexOf('#') + 1));
}

/** Each part is a heading below the one before it. */
function headingByPath<T extends LinkableHeading>(headings: readonly T[], wanted: string): T | undefined {
	const parts = wanted.split('#').map(plainHeading);
	let from = 0;
	let found: T | undefined;
	for (const part of parts) {
		const level = found?.level ?? 0;
		const next = headings.findIndex(
			(heading, at) =>
				at >= from &&
				plainHeading(heading.text) === part &&
				headings.slice(from, at).every(between => between.level > level) &&
				heading.level > level,
		);
		found = headings[next];
		if (found === undefined) {
			return undefined;
		}
		from = next + 1;
	}
	return found;
}

/** `Main *result*` and `main-result` are one heading. */
function plainHeading(text: string): string {
	return text
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, '-')
		.replace(/^-|-$/g, '');
}

/** Whether the part of a link names a block, `^claim1`, and no heading. */
export function namesBlock(heading: string): boolean {
	return /^\^[\w-]+$/.test(heading.trim());
}

/**
 * The line of a text that a block's name ends, zero-based: `… as shown. ^claim1`. https://help.obsidian.md/links#Link+to+a+block+in+a+note
 */
export function lineOfBlock(text: string, name: string): number | undefined {
	const at = text.split(/\r\n|\n|\r/).findIndex(line => line.trimEnd().endsWith(name) && /(?:^|\s)\^[\w-]+$/.test(line.trimEnd()));
	return at < 0 ? undefined : at;
}
