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
	const { slugs, names } = namesOf(headings);
	const bySlug = slugs.get(wanted.toLowerCase());
	const at = bySlug ?? headingByPath(headings, names, wanted.split('#').map(plainHeading)) ?? names.indexOf(plainHeading(wanted));
	return headings[at];
}

/** The slug of a heading of a file, `main-result-1` for the second of a name. */
export function slugOfHeading<T extends LinkableHeading>(headings: readonly T[], heading: T): string {
	const at = headings.indexOf(heading);
	return namesOf(headings).slugOf[at] ?? slugOf(heading.text);
}

interface HeadingNames {
	/** Places in the list by their slugs, and the slug of each. */
	readonly slugs: ReadonlyMap<string, number>;
	readonly slugOf: readonly string[];
	/** As {@link plainHeading} has them. */
	readonly names: readonly string[];
}

/** A file may have thousands of headings, and thousands of links to them. */
const known = new WeakMap<readonly LinkableHeading[], HeadingNames>();

/** https://github.com/microsoft/vscode-markdown-languageservice/blob/main/src/slugify.ts */
function namesOf(headings: readonly LinkableHeading[]): HeadingNames {
	const made = known.get(headings);
	if (made !== undefined) {
		return made;
	}
	const counts = new Map<string, number>();
	const slugs = new Map<string, number>();
	const slugOfEach = headings.map(({ text }, at) => {
		const slug = slugOf(text);
		const count = counts.get(slug) ?? 0;
		counts.set(slug, count + 1);
		const own = count === 0 ? slug : `${slug}-${count}`;
		if (!slugs.has(own)) {
			slugs.set(own, at);
		}
		return own;
	});
	const names: HeadingNames = { slugs, slugOf: slugOfEach, names: headings.map(({ text }) => plainHeading(text)) };
	known.set(headings, names);
	return names;
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
function headingByPath(headings: readonly LinkableHeading[], names: readonly string[], parts: readonly string[]): number | undefined {
	let at = -1;
	let level = 0;
	for (const part of parts) {
		do {
			at += 1;
			if ((headings[at]?.level ?? 0) <= level) {
				return undefined;
			}
		} while (names[at] !== part);
		level = headings[at]?.level ?? 0;
	}
	return at;
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
