import type { FormattedDocument } from './bibliography/formatter';
import type { Formatted } from './bibliography/formattedText';
import { escapeHtml, htmlText, plainText } from './bibliography/formattedText';
import { withFootnotes } from './footnotes';
import { findPandocCitations } from './pandoc';
import type { FoundCitation } from './syntax';

/** The part of markdown-it the plugin needs. https://github.com/markdown-it/markdown-it/blob/master/docs/architecture.md */
export interface MarkdownIt {
	readonly core: { readonly ruler: { before(name: string, added: string, rule: (state: CoreState) => void): void; push(added: string, rule: (state: CoreState) => void): void } };
	readonly renderer: { readonly rules: object };
}

interface CoreState {
	src: string;
	readonly env: unknown;
	tokens: Token[];
	readonly Token: new (type: string, tag: string, nesting: -1 | 0 | 1) => Token;
}

interface Token {
	type: string;
	content: string;
	children: Token[] | null;
	attrs: [string, string | number][] | null;
	block: boolean;
	map: [number, number] | null;
}

/** What a preview shows for the citations found in its text. */
export interface PreviewedCitations {
	/** In step with the citations found; `undefined` leaves the source as it is. */
	readonly citations: readonly (FormattedDocument['citations'][number] | undefined)[];
	readonly references: FormattedDocument['references'];
	readonly hangingIndent: boolean;
	/** Whether citations lead to references and back. */
	readonly linked: boolean;
	/** Shown above the list of references. */
	readonly title?: string;
}

/** Answers at once, with what was formatted before; `undefined` leaves the whole text as it is. */
export type PreviewSource = (text: string, found: readonly FoundCitation[], environment: unknown) => PreviewedCitations | undefined;

/**
 * Renders citations and a list of references, at `::: {#refs}` or `<div id="refs">` where the text has one, else at its end.
 *
 * Before markdown-it reads the text each citation gives way to a mark in private-use signs, since brackets, underscores and URLs in keys would otherwise be taken for
 * markdown; line breaks stay, so that the preview scrolls in step with the editor.
 */
export function citationsPlugin(source: PreviewSource): <T extends MarkdownIt>(md: T) => T {
	return md => {
		const rendered = new WeakMap<CoreState, Rendering>();
		md.core.ruler.before('normalize', 'marginalia_mark_citations', state => {
			const rendering = markCitations(state, source);
			if (rendering !== undefined) {
				rendered.set(state, rendering);
			}
		});
		md.core.ruler.push('marginalia_citations', state => {
			const rendering = rendered.get(state);
			if (rendering !== undefined) {
				placeCitations(state, rendering);
			}
		});
		// Its content is HTML of ours already.
		const html = (tokens: readonly Token[], index: number) => tokens[index]?.content ?? '';
		Object.assign(md.renderer.rules, { marginalia_citation: html, marginalia_references: html });
		return md;
	};
}

interface Rendering {
	readonly previewed: PreviewedCitations;
	/** By the number in the mark. */
	readonly marked: readonly { readonly source: string; readonly citation: FoundCitation; readonly formatted: FormattedDocument['citations'][number] }[];
}

const mark = /\uE010(\d+)\uE011/g;

function markCitations(state: CoreState, source: PreviewSource): Rendering | undefined {
	const text = state.src;
	const found = /[\uE010\uE011]/.test(text) ? [] : withFootnotes(text, findPandocCitations(text));
	const previewed = found.length === 0 ? undefined : source(text, found, state.env);
	if (previewed === undefined) {
		return undefined;
	}
	const marked: Rendering['marked'][number][] = [];
	let written = '';
	let at = 0;
	for (const [index, citation] of found.entries()) {
		const formatted = previewed.citations[index];
		if (formatted !== undefined && citation.form !== 'uncited') {
			const original = text.slice(citation.start, citation.end);
			// A line break within goes behind, with the `>` of a quote.
			const breaks = original.match(/\r?\n[ \t>]*/g) ?? [];
			written += `${text.slice(at, citation.start)}\uE010${marked.length}\uE011${breaks.join('')}`;
			at = citation.end;
			marked.push({ source: original, citation, formatted });
		}
	}
	state.src = written + text.slice(at);
	return { previewed, marked };
}

function placeCitations(state: CoreState, rendering: Rendering): void {
	for (const token of state.tokens) {
		if (token.type === 'inline' && token.children !== null) {
			token.children = token.children.flatMap(child => withCitations(child, state, rendering));
		}
		restore(token, rendering);
	}
	const html = endMatter(rendering);
	if (html !== '') {
		const list = new state.Token('marginalia_references', '', 0);
		list.content = html;
		list.block = true;
		state.tokens = placed(state.tokens, list);
	}
}

function withCitations(token: Token, state: CoreState, rendering: Rendering): readonly Token[] {
	if (token.type !== 'text' || !token.content.includes('\uE010')) {
		restore(token, rendering);
		return [token];
	}
	const pieces: Token[] = [];
	let at = 0;
	for (const match of token.content.matchAll(mark)) {
		pieces.push(textToken(state, token.content.slice(at, match.index)));
		const citation = new state.Token('marginalia_citation', '', 0);
		citation.content = citationHtml(rendering, Number(match[1]));
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
	token.attrs = token.attrs?.map(([name, value]): [string, string | number] => [name, typeof value === 'string' ? original(decodedMarks(value)) : value]) ?? null;
	for (const child of token.type === 'image' ? (token.children ?? []) : []) {
		restore(child, rendering);
	}
}

/** markdown-it percent-encodes addresses. */
function decodedMarks(value: string): string {
	return value.replace(/%EE%80%90(\d+)%EE%80%91/gi, '\uE010$1\uE011');
}

function citationHtml({ previewed, marked }: Rendering, index: number): string {
	const entry = marked[index];
	if (entry === undefined) {
		return '';
	}
	const { citation, formatted } = entry;
	const keys = citation.cites.map(({ key }) => key);
	const hover = previewed.references.filter(({ key }) => keys.includes(key)).map(({ text }) => plainText(text).trim()).join('\n');
	const note = formatted.note === undefined ? '' : `<sup><a href="#marginalia-note-${formatted.note.number}">${formatted.note.number}</a></sup>`;
	const linked = linkedHtml(formatted.text, previewed);
	// citeproc does not say which part of a citation is which work's: then all of it leads to the first.
	const target = previewed.linked && !linked.includes('<a ') ? previewed.references.find(({ key }) => key === keys[0]) : undefined;
	const text = target === undefined || linked === '' ? linked : `<a href="#${referenceId(target.key)}">${linked}</a>`;
	return `<span class="marginalia-citation" id="marginalia-cite-${index}" title="${escapeHtml(hover)}">${text}${note}</span>`;
}

function linkedHtml(nodes: readonly Formatted[], { linked, references }: PreviewedCitations): string {
	const known = new Set(references.map(({ key }) => key));
	return htmlText(nodes, key => (linked && known.has(key) ? `#${referenceId(key)}` : undefined));
}

function referenceId(key: string): string {
	return `ref-${encodeURIComponent(key)}`;
}

function endMatter(rendering: Rendering): string {
	const { previewed, marked } = rendering;
	const notes = marked.flatMap(({ formatted: { note } }, index) =>
		note === undefined ? [] : [`<li id="marginalia-note-${note.number}" value="${note.number}">${linkedHtml(note.text, previewed)} <a href="#marginalia-cite-${index}">↩</a></li>`],
	);
	const noteList = notes.length === 0 ? '' : `<section class="marginalia-notes"><hr><ol>${notes.join('')}</ol></section>`;
	if (previewed.references.length === 0) {
		return noteList;
	}
	const title = previewed.title === undefined ? '' : `<h2>${escapeHtml(previewed.title)}</h2>`;
	const entries = previewed.references.map(({ key, text }) => `<div class="csl-entry" id="${escapeHtml(referenceId(key))}">${htmlText(text)}${backLinks(rendering, key)}</div>`);
	return `${noteList}<section class="marginalia-references${previewed.hangingIndent ? ' marginalia-hanging' : ''}" id="refs">${title}${entries.join('')}</section>`;
}

function backLinks({ previewed, marked }: Rendering, key: string): string {
	const places = marked.flatMap(({ citation }, index) => (citation.cites.some(cite => cite.key === key) ? [index] : []));
	return previewed.linked ? places.map(index => ` <a class="marginalia-back" href="#marginalia-cite-${index}">↩</a>`).join('') : '';
}

/** At the place the text names for the list, else behind everything. */
function placed(tokens: readonly Token[], list: Token): Token[] {
	const html = tokens.findIndex(({ type, content }) => type === 'html_block' && /^<div\s+id=["']refs["']\s*>\s*<\/div>\s*$/.test(content));
	if (html >= 0) {
		return [...tokens.slice(0, html), list, ...tokens.slice(html + 1)];
	}
	const fence = tokens.findIndex(({ type, content }) => type === 'inline' && /^:{3,}[ \t]*\{#refs[^}]*\}\s*:{3,}$/.test(content));
	return fence > 0 ? [...tokens.slice(0, fence - 1), list, ...tokens.slice(fence + 2)] : [...tokens, list];
}
