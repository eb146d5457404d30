import { keyPlace } from './completionPlaces';
import { printLocator } from './locators';
import { citationWithPostnote } from './postnote';
import type { Cite, CompletionPlace, FoundCitation, Syntax, Typing } from './syntax';
import { bold, end, italic, marked } from './wording';

/**
 * References of DokuWiki's RefNotes with a work's key for a name: `[(doe2020)]`, `[(doe2020>p. 3)]`. One that has a text of its own without
 * a name, `[(>text)]`, cites nothing. https://www.dokuwiki.org/plugin:refnotes:syntax
 */
export const dokuwiki: Syntax = {
	id: 'dokuwiki',
	label: 'DokuWiki (RefNotes)',
	markup: {
		read: words =>
			words
				.replace(/\*\*([^*]+)\*\*/g, `${bold}$1${end}`)
				.replace(/(?<!:)\/\/([^/]+)\/\//g, `${italic}$1${end}`)
				.replace(/%%([^%]*)%%/g, '$1'),
		write: words => marked(words.replace(/(?:\*\*|\/\/|__|''|\(\(|\)\)|\[\[|\]\]|\)\])+/g, '%%$&%%'), '//', '**'),
		neverInKey: /[\s()[\]>|]/,
	},
	find: findReferences,
	print: ({ cites }) => cites.map(printReference).join(''),
	lacks: ['narrative', 'author', 'year', 'title', 'full', 'uncited'],
	extend: (_, citation, cites) => ({ start: citation.end, end: citation.end, text: cites.map(printReference).join('') }),
	fill: (text, at, cites) =>
		/\[\($/.test(text.slice(Math.max(0, at - 2), at)) && text.startsWith(')]', at)
			? cites.map(printReference).join('').slice(2, -2)
			: undefined,
	complete: completeReference,
	begins: /\[\([^()\s]*$/,
	triggers: ['('],
};

function findReferences(text: string): readonly FoundCitation[] {
	const found: FoundCitation[] = [];
	const references =
		/<(nowiki|code|file|html|php)(?:\s[^<>]{0,200})?>(?:[^<]|<(?!\/\1>)){0,20000}<\/\1>|%%(?:[^%]|%(?!%)){0,2000}%%|\[\(([^\s()[\]>|]{1,200})(?:>([^\n()]{0,500}))?\)\]/gi;
	for (const { 0: whole, 2: key, 3: words = '', index: start } of text.matchAll(references)) {
		if (key !== undefined) {
			found.push(citationWithPostnote('parenthetical', { start, end: start + whole.length }, key, start + 2, words));
		}
	}
	return found;
}

function printReference({ key, locator, suffix }: Cite): string {
	const words = [locator && printLocator(locator), suffix?.replace(/^,\s*/, '')].filter(Boolean).join(', ');
	return `[(${key}${words === '' ? '' : `>${words}`})]`;
}

function completeReference({ text, offset }: Typing): CompletionPlace | undefined {
	const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).slice(-500);
	return keyPlace(text, offset, /\[\(([^\s()[\]>|]*)$/.exec(before)?.[1], /^[^\s()[\]>|]*/, true);
}
