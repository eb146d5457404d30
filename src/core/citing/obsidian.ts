import { Cover } from '../text/cover';
import { mergeCitations } from './mergeCitations';
import { extendPandocCitation, findPandocCitations, pandoc } from './pandoc';
import { scanProse } from '../markdown/prose';
import type { FoundCitation, Syntax } from './syntax';

/** Links to literature notes, `[[@key]]` and `[[papers/@key#Methods|this]]`, besides pandoc's citations. */
export const obsidian: Syntax = {
	...pandoc,
	id: 'obsidian',
	label: 'Obsidian links',
	find: text => outsideComments(text, mergeCitations(findObsidianLinks(text), findPandocCitations(text))),
	print: ({ cites }) => cites.map(({ key }) => `[[@${key}]]`).join(', '),
	lacks: ['author', 'title', 'full', 'year', 'uncited'],
	extend: (text, citation, cites) =>
		text.startsWith('[[', citation.start)
			? { start: citation.end, end: citation.end, text: cites.map(({ key }) => `, [[@${key}]]`).join('') }
			: extendPandocCitation(text, citation, cites),
	fill: () => undefined,
	goOn: () => undefined,
};

export function findObsidianLinks(text: string): readonly FoundCitation[] {
	// Two keys are a citation in brackets, `[[@a; @b]]`. In tables the sign before the words of a link is escaped: `[[@key\|this]]`.
	const links = scanProse(
		text,
		/\[\[([^\][|#\n@]{0,200}\/)?@([^\][|#^\n\\@]{1,200}?)(?:\.md)?(?:[#^][^\][|\n]{0,500}?)?(?:\\?\|[^\][\n]{0,500})?\]\]/g,
		'[[',
	);
	return Array.from(links, ({ 0: whole, 1: folder = '', 2: key = '', index }) => {
		const keyStart = index + 2 + folder.length + 1;
		const range = { start: index, end: index + whole.length };
		return { form: 'narrative', ...range, cites: [{ key, ...range, keyStart, keyEnd: keyStart + key.length }] };
	});
}

/** Obsidian's own comments, `%%...%%`. */
function outsideComments(text: string, found: readonly FoundCitation[]): readonly FoundCitation[] {
	if (!text.includes('%%')) {
		return found;
	}
	const comments = new Cover(
		Array.from(text.matchAll(/%%(?:[^%]|%(?!%))*(?:%%|$)/g), ({ 0: whole, index }) => ({ start: index, end: index + whole.length })),
	);
	return found.filter(({ start }) => comments.endAt(start) === undefined);
}
