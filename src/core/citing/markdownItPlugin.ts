import type { FormattedDocument } from './bibliography/formatter';
import type { Formatted } from './bibliography/formattedText';
import { escapeHtml, htmlText, textOfFormatted } from './bibliography/formattedText';
import { embeddings } from './embeddings';
import { addCitationRules, onRendered } from './citationRules';
import type { CitationRules, CoreState, MarkdownIt, Token } from './citationRules';
import { withFootnotes } from './footnotes';
import { findPandocCitations } from './pandoc';
import type { FoundCitation } from './syntax';
import { addressPart } from '../text/addressPart';

/** What a preview shows for the citations found in its text. */
export interface PreviewedCitations {
	/** In step with the citations found; `undefined` leaves the source as it is. */
	readonly citations: readonly (FormattedDocument['citations'][number] | undefined)[];
	readonly references: FormattedDocument['references'];
	/** Whether the references are listed; without a list they are only told on hover. */
	readonly listed: boolean;
	readonly hangingIndent: boolean;
	/** Whether citations lead to references and back. */
	readonly linked: boolean;
	/** Shown above the list of references. */
	readonly title?: string;
	/** Called when they are rendered. */
	readonly rendered?: () => void;
}

/** Answers at once, with what was formatted before; `undefined` leaves the whole text as it is. */
export type PreviewSource = (text: string, found: readonly FoundCitation[]) => PreviewedCitations | undefined;

/** {@link citationRules} as a plugin of markdown-it. */
export function citationsPlugin(source: PreviewSource): <T extends MarkdownIt>(md: T) => T {
	const rules = citationRules(source);
	return md => addCitationRules(md, rules);
}

/**
 * Renders citations and a list of references, at `::: {#refs}` or `<div id="refs">` where the text has one, else at its end.
 *
 * Before markdown-it reads the text each citation gives way to a mark in private-use signs, since brackets, underscores and URLs in keys
 * would otherwise be taken for markdown; line breaks stay, so that the preview scrolls in step with the editor.
 */
export function citationRules(source: PreviewSource): CitationRules {
	const rendered = new WeakMap<CoreState, Rendering>();
	return {
		mark: state => {
			const rendering = markCitations(state, source);
			if (rendering !== undefined) {
				rendered.set(state, rendering);
			}
		},
		place: state => {
			const rendering = rendered.get(state);
			if (rendering !== undefined) {
				placeCitations(state, rendering);
			}
		},
	};
}

/** Whether the preview of a text has citations to write. */
export function isCiting(text: string): boolean {
	return findPandocCitations(text).length > 0;
}

interface Rendering {
	readonly previewed: PreviewedCitations;
	readonly references: ReadonlyMap<string, readonly Formatted[]>;
	/** Whether the list stands at a place of the text, below the heading it has there. */
	readonly hasHeading: boolean;
	/** By the number in the mark. */
	readonly marked: readonly {
		readonly source: string;
		readonly citation: FoundCitation;
		readonly formatted: FormattedDocument['citations'][number];
		/** Punctuation that stands between the names and the sign of the note. */
		readonly punctuation: string;
	}[];
}

/**
 * A place for the list: pandoc's, or the block that Insert Bibliography writes.
 * https://pandoc.org/MANUAL.html#placement-of-the-bibliography
 */
const listPlace = /^(?::{3,}[ \t]*\{[^}\n]*#refs\b|<div\b[^>\n]*\bid=["']?refs\b|<!--[ \t]*marginalia:begin[ \t]+bibliography\b)/m;

/**
 * To markdown-it a citation begins, and mostly ends, with punctuation, so that emphasis beside it opens and closes: `*"So it goes."*
 * [@roe2019]`. Its marks do as well: feather marks of Ogham around signs that no text has.
 */
const mark = /\u169B\uE010(\d+)\uE011\u169C?/g;

function markOf(index: number, source: string): string {
	return `\u169B\uE010${index}\uE011${/[\p{L}\p{N}]$/u.test(source) ? '' : '\u169C'}`;
}

/** A heading with nothing below it but definitions of links and footnotes: that of the list. */
const endsInHeading =
	/(?:^|\n)(?: {0,3}#{1,6}[ \t][^\n]*|(?=[^\n]*\S)[^\n]*\n {0,3}(?:=+|-{3,}))[ \t]*(?:\r?\n|$)(?:[ \t]*\r?\n| {0,3}\[[^\]\n]+\]:[^\n]*(?:\n|$)| {4}[^\n]*(?:\n|$))*$/;

function markCitations(state: CoreState, source: PreviewSource): Rendering | undefined {
	const text = state.src;
	if (state.env !== undefined && embeddings.has(state.env)) {
		return undefined;
	}
	const found = /[\uE010\uE011]/.test(text) ? [] : withFootnotes(text, findPandocCitations(text));
	const previewed = found.length === 0 ? undefined : source(text, found);
	if (previewed === undefined) {
		return undefined;
	}
	const marked: Rendering['marked'][number][] = [];
	let written = '';
	let at = 0;
	for (const [index, citation] of found.entries()) {
		const formatted = previewed.citations[index];
		if (formatted !== undefined && citation.form !== 'uncited' && citation.isUnseen !== true) {
			const original = text.slice(citation.start, citation.end);
			// A line break within goes behind, with the `>` of a quote.
			const breaks = original.match(/\r?\n[ \t>]*/g) ?? [];
			const before = text.slice(at, citation.start);
			const sign = signOf(formatted);
			// `word [@a].` becomes `word.¹`, as pandoc has it.
			const after = notePunctuation(formatted, text.slice(citation.end, citation.end + 10));
			written += `${sign === undefined ? before : before.replace(/(\S)[ \t]+$/, '$1')}${sign === 'note' ? after.shown : ''}${markOf(marked.length, original)}${breaks.join('')}`;
			at = citation.end + after.length;
			marked.push({
				source: original + text.slice(citation.end, at),
				citation,
				formatted,
				punctuation: sign === 'note' ? '' : after.shown,
			});
		}
	}
	state.src = written + text.slice(at);
	return {
		previewed,
		marked,
		references: new Map(previewed.references.map(({ key, text: reference }) => [key, reference])),
		hasHeading: listPlace.test(text) || endsInHeading.test(text),
	};
}

/**
 * The punctuation behind a citation, which goes before the sign of its note: `Doe says.¹`. A full stop is not doubled, as behind et al.
 * `length` is what it takes of the text.
 */
export function notePunctuation(
	{ text, note }: FormattedDocument['citations'][number],
	following: string,
): { readonly shown: string; readonly length: number } {
	const found = note === undefined ? '' : (/^[.,;:!?]+/.exec(following)?.[0] ?? '');
	return { shown: found.startsWith('.') && textOfFormatted(text).endsWith('.') ? found.slice(1) : found, length: found.length };
}

/** Whether a citation is but a raised sign: that of a note, or a superscript number. */
function signOf({ text, note }: FormattedDocument['citations'][number]): 'note' | 'number' | undefined {
	if (note !== undefined) {
		return text.length === 0 ? 'note' : undefined;
	}
	return text.length > 0 && text.every(isRaised) ? 'number' : undefined;
}

function isRaised(node: Formatted): boolean {
	return node.kind === 'superscript' || (node.kind === 'cite' && node.children.every(isRaised));
}

function placeCitations(state: CoreState, rendering: Rendering): void {
	for (const token of state.tokens) {
		if (token.type === 'inline' && token.children !== null) {
			let links = 0;
			token.children = token.children.flatMap(child => {
				links += child.type === 'link_open' ? 1 : child.type === 'link_close' ? -1 : 0;
				return withCitations(child, state, rendering, links > 0);
			});
		}
		restore(token, rendering);
	}
	const html = endMatter(rendering);
	if (html !== '') {
		const list = new state.Token('marginalia_references', '', 0);
		list.content = html;
		list.block = true;
		onRendered(list, rendering.previewed.rendered);
		state.tokens = placed(state.tokens, list);
	}
}

function withCitations(token: Token, state: CoreState, rendering: Rendering, isInLink: boolean): readonly Token[] {
	if (token.type !== 'text' || !token.content.includes('\uE010')) {
		restore(token, rendering);
		return [token];
	}
	const pieces: Token[] = [];
	let at = 0;
	for (const match of token.content.matchAll(mark)) {
		pieces.push(textToken(state, token.content.slice(at, match.index)));
		const citation = new state.Token('marginalia_citation', '', 0);
		const html = citationHtml(rendering, Number(match[1]));
		// No link holds another.
		citation.content = isInLink ? html.replace(/<\/?a\b[^<>]*>/g, '') : html;
		onRendered(citation, rendering.previewed.rendered);
		pieces.push(citation);
		at = match.index + match[0].length;
	}
	return [...pieces, textToken(state, token.content.slice(at))].filter(piece => piece.content !== '');
}

function textToken(state: CoreState, content: string): Token {
	const token = new state.Token('text', '', 0);
	token.content = content;
	return token;
}

/** Where a mark ended up in code, HTML or an address, the source comes back. */
function restore(token: Token, rendering: Rendering): void {
	const original = (text: string) => text.replace(mark, (_, index: string) => rendering.marked[Number(index)]?.source ?? '');
	token.content = original(token.content);
	token.attrs =
		token.attrs?.map(([name, value]): [string, string | number] => [
			name,
			typeof value === 'string' ? original(decodedMarks(value)) : value,
		]) ?? null;
	for (const child of token.type === 'image' ? (token.children ?? []) : []) {
		restore(child, rendering);
	}
}

/** markdown-it percent-encodes addresses. */
function decodedMarks(value: string): string {
	return value.replace(/%E1%9A%9B%EE%80%90(\d+)%EE%80%91(?:%E1%9A%9C)?/gi, '\u169B\uE010$1\uE011');
}

function citationHtml(rendering: Rendering, index: number): string {
	const { marked, references } = rendering;
	const entry = marked[index];
	if (entry === undefined) {
		return '';
	}
	const { citation, formatted } = entry;
	const keys = [...new Set(citation.cites.map(({ key }) => key))];
	const hover = keys.map(key => hoverText(rendering, key)).join('\n');
	const note =
		formatted.note === undefined ? '' : `<sup><a href="#marginalia-note-${formatted.note.number}">${formatted.note.number}</a></sup>`;
	const linked = linkedHtml(formatted.text, rendering);
	// citeproc does not say which part of a citation is which work's: then all of it leads to the first.
	const target = keys[0] === undefined ? undefined : addressOf(keys[0], rendering);
	const text =
		target === undefined || linked === '' || linked.includes('<a ') || !references.has(keys[0] ?? '')
			? linked
			: `<a href="${target}">${linked}</a>`;
	return `<span class="marginalia-citation" id="marginalia-cite-${index}" title="${escapeHtml(hover)}">${text}${escapeHtml(entry.punctuation)}${note}</span>`;
}

/** What a reader sees who points at a citation. */
function hoverText({ references }: Rendering, key: string): string {
	const text = references.get(key);
	return text === undefined
		? `${key}: unknown citation key`
		: remembered(hovers, text, () => textOfFormatted(text).replace(/\s+/g, ' ').trim());
}

// A reference that did not change stays the same object from one rendering to the next.
const hovers = new WeakMap<readonly Formatted[], string>();
const entries = new WeakMap<readonly Formatted[], string>();

function remembered(texts: WeakMap<readonly Formatted[], string>, nodes: readonly Formatted[], write: () => string): string {
	const known = texts.get(nodes) ?? write();
	texts.set(nodes, known);
	return known;
}

function linkedHtml(nodes: readonly Formatted[], rendering: Rendering): string {
	return htmlText(nodes, key => addressOf(key, rendering));
}

/** Where a citation of a work leads, if anywhere. */
function addressOf(key: string, { previewed, references }: Rendering): string | undefined {
	return previewed.linked && previewed.listed && references.has(key) ? `#${referenceId(key)}` : undefined;
}

function referenceId(key: string): string {
	return `ref-${addressPart(key)}`;
}

function endMatter(rendering: Rendering): string {
	const { previewed, marked } = rendering;
	const notes = marked.flatMap(({ formatted: { note } }, index) =>
		note === undefined
			? []
			: [
					`<li id="marginalia-note-${note.number}" value="${note.number}">${linkedHtml(note.text, rendering)} <a class="marginalia-back" href="#marginalia-cite-${index}">↩</a></li>`,
				],
	);
	const noteList = notes.length === 0 ? '' : `<section class="marginalia-notes"><hr><ol>${notes.join('')}</ol></section>`;
	if (previewed.references.length === 0 || !previewed.listed) {
		return noteList;
	}
	const title = previewed.title === undefined || rendering.hasHeading ? '' : `<h2>${escapeHtml(previewed.title)}</h2>`;
	const places = placesByKey(rendering);
	const list = previewed.references.map(
		({ key, text }) =>
			`<div class="csl-entry" id="${escapeHtml(referenceId(key))}">${remembered(entries, text, () => htmlText(text))}${backLinks(places.get(key) ?? [])}</div>`,
	);
	return `${noteList}<section class="marginalia-references${previewed.hangingIndent ? ' marginalia-hanging' : ''}" id="refs">${title}${list.join('')}</section>`;
}

/** The numbers of the marked citations of each work; none where nothing is linked. */
function placesByKey({ previewed, marked }: Rendering): ReadonlyMap<string, readonly number[]> {
	const places = new Map<string, number[]>();
	for (const [index, { citation }] of (previewed.linked ? marked : []).entries()) {
		for (const key of new Set(citation.cites.map(cite => cite.key))) {
			const known = places.get(key) ?? [];
			known.push(index);
			places.set(key, known);
		}
	}
	return places;
}

function backLinks(places: readonly number[]): string {
	return places.map(index => ` <a class="marginalia-back" href="#marginalia-cite-${index}">↩</a>`).join('');
}

/** At the place the text names for the list, or instead of what stands in its managed block, else behind everything. */
function placed(all: readonly Token[], list: Token): Token[] {
	const { tokens, place } = withoutFences(all);
	const [start, end] = place === undefined ? (placeOfList(tokens) ?? [tokens.length, tokens.length]) : [place, place];
	return [...tokens.slice(0, start), list, ...tokens.slice(end)];
}

/** The tokens that give way to the list. */
function placeOfList(tokens: readonly Token[]): readonly [start: number, end: number] | undefined {
	const html = (pattern: RegExp, from = 0) =>
		tokens.findIndex(({ type, content }, index) => index >= from && type === 'html_block' && pattern.test(content));
	const div = html(/^<div\b[^>]*\bid=["']?refs\b[^>]*>\s*(?:<\/div>\s*)?$/);
	if (div >= 0) {
		const open = tokens[div];
		const isClosed =
			open === undefined ||
			open.content.includes('</div>') ||
			tokens[div + 1]?.type !== 'html_block' ||
			!/^<\/div>\s*$/.test(tokens[div + 1]?.content ?? '');
		return [div, div + (isClosed ? 1 : 2)];
	}
	const begin = html(/^\s*<!--[ \t]*marginalia:begin[ \t]+bibliography\b/);
	const end = begin < 0 ? -1 : html(/^\s*<!--[ \t]*marginalia:end\b/, begin);
	if (end >= 0) {
		return [begin + 1, end];
	}
	return undefined;
}

/**
 * Takes away the fences of pandoc's `::: {#refs}`, which markdown-it takes for paragraphs, and says where between them the list goes:
 * behind a heading that stands there.
 */
function withoutFences(tokens: readonly Token[]): { readonly tokens: readonly Token[]; readonly place: number | undefined } {
	const open = tokens.findIndex(({ type, content }) => type === 'inline' && /^:{3,}[ \t]*\{[^}\n]*#refs\b[^}\n]*\}/.test(content));
	if (open < 1) {
		return { tokens, place: undefined };
	}
	const isClosed = /\n:{3,}\s*$|\}[ \t]*:{3,}\s*$/.test(tokens[open]?.content ?? '');
	const close = isClosed
		? open
		: tokens.findIndex(({ type, content }, index) => index > open && type === 'inline' && /^:{3,}\s*$/.test(content));
	if (close < 0) {
		return { tokens, place: undefined };
	}
	// Each is a paragraph of three tokens.
	const kept = isClosed ? [] : tokens.slice(open + 2, close - 1);
	return { tokens: [...tokens.slice(0, open - 1), ...kept, ...tokens.slice(close + 2)], place: open - 1 + kept.length };
}
