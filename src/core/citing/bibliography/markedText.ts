import type CSL from 'citeproc';
import { literalPattern } from '../../text/literalPattern';
import type { Formatted, Style } from './formattedText';
import { formattedStyles } from './formattedText';

// citeproc joins strings, so formatting travels in signs that Unicode leaves to private use. Texts of papers lose them first.
const open = '\uE000';
const argumentEnd = '\uE001';
const close = '\uE002';

/**
 * A name that stands for all that are not named: citeproc knows et al. only where it leaves names out itself. A noncharacter of Unicode, so
 * that no text of a paper has it.
 */
export const othersSign = '\uFDD0';

/** A text of citeproc's in which others are `et al.` instead of one more name: `Doe & others.` becomes `Doe et al.`. */
export function withEtAl(marked: string, locale: CSL.OutputState): string {
	if (!marked.includes(othersSign)) {
		return marked;
	}
	const and = literalPattern(locale.getTerm('and'));
	const etAl = locale.getTerm('et-al');
	const others = new RegExp(`(,?)\\s*(?:(?:&|${and})\\s+)?((?:\uE000[^\uE001]*\uE001[^\uE001]*\uE001)*)${othersSign}(\uE002*)(\\.?)`, 'g');
	return marked.replace(
		others,
		(_, comma: string, opened: string, closed: string, stop: string) =>
			`${comma} ${opened}${etAl}${closed}${etAl.endsWith('.') ? '' : stop}`,
	);
}

/** What citeproc writes where a style prints nothing of the works of a citation. */
export const emptyCite = '[CSL STYLE ERROR: reference with no printed form.]';

/**
 * A citation of citeproc's without what stands around a cite of which nothing is printed, as of `-@doe2020` in a style that has only names:
 * `(Doe; , p. 5)`, `(see , and passim)`, `(see, for example, , as well)`.
 */
export function withoutSignsAroundNothing(marked: string): string {
	return marked.replace(aroundNothing, '$1');
}

const marks = '(?:\uE000[^\uE000-\uE002]*\uE001[^\uE001]*\uE001|\uE002)*';
// A full stop that ends the citation, not one of `so ... more`.
const ends = `\\.${marks}(?:[)\\]”"’;,]|$)`;
// `cf. .` is `cf.`
const aroundNothing = new RegExp(`(?:[,;] | |\\. (?=${marks}${ends}))(${marks})(?=[,)]|${ends})`, 'g');

/** How citeproc writes for {@link parseMarkedText}. */
export const markedFormat: CSL.OutputFormat = {
	text_escape: withoutPrivateMarks,
	bibstart: '',
	bibend: '',
	'@passthrough/true': passThrough,
	'@strip-periods/true': passThrough,
	'@strip-periods/false': passThrough,
	'@font-style/italic': mark('italic'),
	'@font-style/oblique': mark('italic'),
	'@font-style/normal': mark('plain'),
	'@font-variant/small-caps': mark('smallCaps'),
	'@font-variant/normal': mark('plain'),
	'@font-weight/bold': mark('bold'),
	'@font-weight/normal': mark('plain'),
	'@font-weight/light': false,
	'@text-decoration/none': false,
	'@text-decoration/underline': mark('underline'),
	'@vertical-align/sup': mark('superscript'),
	'@vertical-align/sub': mark('subscript'),
	'@vertical-align/baseline': false,
	'@quotes/true': quotes('open-quote', 'close-quote', ''),
	// Without a text an apostrophe is meant.
	'@quotes/inner': quotes('open-inner-quote', 'close-inner-quote', '’'),
	'@quotes/false': false,
	'@cite/entry'(this: { readonly item_id?: string }, _: CSL.OutputState, text: string): string {
		return this.item_id === undefined ? text : markedCite(this.item_id, text);
	},
	'@bibliography/entry': passThrough,
	'@display/block': mark('block'),
	'@display/left-margin': mark('margin'),
	'@display/right-inline': mark('inline'),
	'@display/indent': mark('indented'),
	'@showid/true': passThrough,
	'@URL/true': (_: CSL.OutputState, text: string) => linked(text, text),
	'@DOI/true': (_: CSL.OutputState, text: string) => linked(text, /^https?:/i.test(text) ? text : `https://doi.org/${text}`),
};

export function withoutPrivateMarks(text: string | undefined): string {
	return (text ?? '').replace(/[\uE000-\uE002]/g, '');
}

/** The words of what citeproc wrote. */
export function withoutOwnMarks(marked: string): string {
	return marked.replace(/\uE000[^\uE000-\uE002]*\uE001[^\uE001]*\uE001|\uE002/g, '');
}

/** Reads what citeproc wrote; marks that do not pair are passed over. */
export function parseMarkedText(text: string): readonly Formatted[] {
	const root: Formatted[] = [];
	const stack: { readonly name: string; readonly argument: string; readonly children: Formatted[] }[] = [];
	for (const [piece] of text.matchAll(/\uE000[^\uE000-\uE002]*\uE001[^\uE001]*\uE001|\uE002|[^\uE000\uE002]+|\uE000/g)) {
		const children = stack.at(-1)?.children ?? root;
		if (piece === close) {
			const ended = stack.pop();
			const node = ended && nodeOf(ended.name, ended.argument, ended.children);
			(stack.at(-1)?.children ?? root).push(...(node === undefined ? [] : [node]));
		} else if (piece.startsWith(open)) {
			const [name = '', argument = ''] = piece.slice(1).split(argumentEnd);
			stack.push({ name, argument, children: [] });
		} else {
			children.push({ kind: 'text', text: piece });
		}
	}
	return [...root, ...stack.flatMap(({ children }) => children)];
}

function nodeOf(name: string, argument: string, children: readonly Formatted[]): Formatted | undefined {
	if (name === 'cite') {
		return { kind: 'cite', key: argument, children };
	}
	if (name === 'link') {
		return { kind: 'link', url: argument, children };
	}
	const style = formattedStyles.find(known => known === name);
	return style && { kind: style, children };
}

function marked(name: string, text: string, argument = ''): string {
	return open + name + argumentEnd + argument + argumentEnd + text + close;
}

/** What a citation says of a work. */
export function markedCite(key: string, text: string): string {
	return marked('cite', text, key);
}

function mark(style: Style): string {
	return marked(style, '%%STRING%%');
}

function linked(text: string, url: string): string {
	return /^https?:\/\/[^\s"<>]+$/i.test(url) ? marked('link', text, url) : text;
}

function passThrough(_: CSL.OutputState, text: string): string {
	return text;
}

function quotes(before: string, after: string, alone: string): (state: CSL.OutputState, text: string | undefined) => string {
	return (state, text) => (text === undefined ? alone || state.getTerm(before) : state.getTerm(before) + text + state.getTerm(after));
}
