import type { CitationForm, FoundCitation, Range, Syntax, TextEdit } from './syntax';

export interface Conversion {
	readonly edits: readonly TextEdit[];
	/** What the other syntax cannot say, such as an author alone; it stays as it is. */
	readonly left: readonly FoundCitation[];
}

/** The edits that write a text's citations in another syntax, all of them or those within a range (UTF-16 offsets). */
export function convertCitations(text: string, from: Syntax, to: Syntax, within: Range = { start: 0, end: text.length }): Conversion {
	const found = from.find(text).filter(({ start, end }) => within.start <= start && end <= within.end);
	const lacking = unsayable[to.id] ?? [];
	const left = found.filter(({ form }) => form === 'uncited' || lacking.includes(form));
	const edits = found
		.filter(citation => !left.includes(citation))
		.map(citation => ({ start: citation.start, end: citation.end, text: to.print(citation) }))
		.filter(({ start, end, text: printed }) => text.slice(start, end) !== printed);
	return { edits, left };
}

const lacksInPandoc: readonly CitationForm[] = ['author', 'title', 'full'];

/** Forms a syntax would print as something else; a note of LaTeX is a plain citation in markdown, where the style decides. */
const unsayable: Readonly<Record<string, readonly CitationForm[] | undefined>> = {
	pandoc: lacksInPandoc,
	manubot: lacksInPandoc,
	obsidian: ['author', 'title', 'full', 'year'],
	typst: ['title'],
	natbib: ['full', 'title', 'note'],
	latex: ['full', 'title', 'note'],
};
