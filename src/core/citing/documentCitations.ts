import { withFootnotes } from './footnotes';
import type { FoundCitation, Syntax } from './syntax';
import { wordsIn } from './translation';
import { markdownMarkup } from './wording';

/**
 * The citations of a document as they are formatted: with what the footnotes of the text make of them, and the words around their works in
 * Markdown, whatever the language of the document. Offsets are into `text`, in UTF-16 units.
 *
 * @param found the citations of the text in that syntax, where they are known
 */
export function documentCitations(
	text: string,
	{ find, markup }: Pick<Syntax, 'find' | 'markup'>,
	found = find(text),
): readonly FoundCitation[] {
	const citations = withFootnotes(text, found);
	return markup === markdownMarkup
		? citations
		: citations.map(citation => ({
				...citation,
				cites: citation.cites.map(cite => ({ ...cite, ...wordsIn(markdownMarkup, cite, markup) })),
			}));
}
