import type { Inline } from '../../text/inlineMarkdown';
import { inlineReader } from '../../text/inlineMarkdown';
import { entity } from '../../text/entityNames';
import { decodeEntities } from '../../text/html';
import { withoutPrivateMarks } from './markedText';

// Signs that Unicode leaves to private use stand for those that mean something to citeproc: `<` begins a tag, and quotation marks are
// turned into those of the document's language.
const lessThan = '\uE004';
const standIns: readonly (readonly [standIn: string, sign: string])[] = [
	[lessThan, '<'],
	['\uE008', '“'],
	['\uE009', '”'],
	['\uE00A', '‘'],
	['\uE00B', '’'],
];

/** What citeproc wrote, with the signs that {@link affixMarkup} put others in place of. */
export function withOwnSigns(written: string): string {
	return standIns.reduce((text, [standIn, sign]) => text.replaceAll(standIn, sign), written);
}

/**
 * The Markdown of a prefix or suffix as citeproc reads formatted text; formulae, tags and character references become the words that are
 * seen. No `<` is left that is not a tag of citeproc's. {@link withOwnSigns} follows it.
 */
export const affixMarkup = inlineReader({ words: literals, formula: literals, signs: ownSigns });

function literals(text: string): string {
	return text.replaceAll('<', lessThan);
}

function ownSigns(read: (markdown: string) => string): readonly Inline[] {
	return [
		{
			first: '<',
			pattern: /<(b|strong|i|em|sup|sub)>([^]*?)<\/\1>/iy,
			write: ([, name = '', words = '']) => element(name.toLowerCase(), read(words)),
			withinWords: true,
		},
		{ first: '<', pattern: /<\/?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?\/?>/y, write: () => '', withinWords: true },
		{ first: '<', pattern: /<!--[^]*?-->/y, write: () => '', withinWords: true },
		{
			first: '&',
			pattern: new RegExp(entity, 'y'),
			write: ([reference]) => literals(withoutPrivateMarks(decodeEntities(reference))),
			withinWords: true,
		},
		// Quotation marks stay those that were written, whatever the language; citeproc would take the language's.
		{
			first: '"',
			pattern: /"(?!\s)((?:\\[^]|[^\\"])+)(?<!\s)"/y,
			write: ([, words = '']) => `\uE008${read(words)}\uE009`,
			withinWords: false,
		},
		{
			first: "'",
			pattern: /'(?!\s)((?:\\[^]|(?<=[\p{L}\p{N}])'(?=[\p{L}\p{N}])|[^\\'])+)(?<!\s)'(?![\p{L}\p{N}])/uy,
			write: ([, words = '']) => `\uE00A${read(words)}\uE00B`,
			withinWords: false,
		},
		{ first: "'", pattern: /'/y, write: () => '’', withinWords: true },
	];
}

function element(name: string, words: string): string {
	const tag = name === 'strong' ? 'b' : name === 'em' ? 'i' : name;
	return `<${tag}>${words}</${tag}>`;
}
