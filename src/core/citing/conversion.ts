import { latex } from './latex';
import { pandoc } from './pandoc';
import { present } from '../paper';
import type { Citation, CitationForm, FoundCitation, Range, Syntax, TextEdit } from './syntax';
import type { Markup } from './wording';
import { translateWording } from './wording';

export interface Conversion {
	readonly edits: readonly TextEdit[];
	/** What the other syntax cannot say, such as an author alone; it stays as it is. */
	readonly left: readonly FoundCitation[];
}

/** The edits that write a text's citations in another syntax, all of them or those within a range (UTF-16 offsets). */
export function convertCitations(text: string, from: Syntax, to: Syntax, within: Range = { start: 0, end: text.length }): Conversion {
	const found = from.find(text).filter(({ start, end }) => within.start <= start && end <= within.end);
	const lacking = unsayable[to.id] ?? [];
	const left = found.filter(({ form, cites }) => form === 'uncited' || lacking.includes(form) || cites.some(({ key }) => unsayableKeys[markupOf(to)].test(key)));
	const edits = found
		.filter(citation => !left.includes(citation))
		.map(citation => ({ start: citation.start, end: citation.end, text: to.print(translated(citation, from, to)) }))
		.filter(({ start, end, text: printed }) => text.slice(start, end) !== printed);
	return { edits, left };
}

/** LaTeX puts a comma before a note behind the keys; elsewhere it has to be written. */
function translated(citation: FoundCitation, from: Syntax, to: Syntax): Citation {
	const [source, target] = [markupOf(from), markupOf(to)];
	return {
		form: citation.form,
		cites: citation.cites.map(({ key, prefix, locator, suffix, suppressAuthor }) => {
			const after = suffix === undefined || source !== 'latex' || target === 'latex' || locator !== undefined || /^[,.;:]/.test(suffix) ? suffix : `, ${suffix}`;
			return {
				key,
				...present('prefix', prefix && translateWording(prefix, source, target)),
				...present('locator', locator),
				...present('suffix', after && translateWording(after, source, target)),
				...(suppressAuthor === true ? { suppressAuthor } : {}),
			};
		}),
	};
}

function markupOf({ id }: Syntax): Markup {
	return id === 'typst' ? 'typst' : ['latex', 'natbib', 'biblatex'].includes(id) ? 'latex' : 'markdown';
}

/** Signs that end a key or mean something else there. */
const unsayableKeys: Readonly<Record<Markup, RegExp>> = { latex: /[{}\\,#%~\s]/, typst: /["\n]/, markdown: /[\s{}]/ };

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

/**
 * The syntaxes whose citations a document may hold that are to be written in another: its own, and where that is the target those that were pasted into it: LaTeX's commands in markdown and Typst, pandoc's marks in LaTeX.
 */
export function convertibleFrom(own: Syntax, to: Syntax): readonly Syntax[] {
	const family = markupOf(own);
	if (family !== markupOf(to)) {
		return [own];
	}
	return own.id === to.id && family !== 'latex' ? [family === 'markdown' ? latex : pandoc] : family === 'latex' ? [own, pandoc] : [own, latex];
}
