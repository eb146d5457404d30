import { embeddings } from '../citing/embeddings';
import { frontMatterSpan } from '../markdown/frontMatter';
import type { Wikilink } from '../markdown/scan';
import { readWikilink } from '../markdown/scan';
import { lineStarts } from '../text/lines';
import { escapeHtml } from '../citing/bibliography/formattedText';
import type { LinkableHeading } from './headingLinks';
import { fragmentOf, headingOfLink, lineOfBlock, namesBlock, slugOfHeading } from './headingLinks';
import { encodePath, relativePath } from './link';
import { decodePath, wayFrom } from './notePaths';
import { wikilinkToken } from './wikilinkToken';

/** What a `[[link]]` or `![[embed]]` of a file leads to. Files are named by URIs. */
export type LinkGoal =
	| {
			readonly kind: 'note';
			readonly path: string;
			/** What a reader sees who points at the link. */
			readonly hover: string;
			readonly headings: readonly LinkableHeading[];
			/** All of the note, for an embed; `undefined` while it is not read. */
			readonly text?: string | undefined;
	  }
	/** An image, a PDF, another attachment. */
	| { readonly kind: 'file'; readonly path: string }
	/** A paper that has no note. */
	| { readonly kind: 'paper'; readonly hover: string }
	/** It leads nowhere. */
	| { readonly kind: 'unknown'; readonly hover: string }
	/** What it leads to is still looked for. */
	| { readonly kind: 'awaited' };

/** Answers at once, for a link of a file. */
export type GoalOfLink = (link: Wikilink, from: string) => LinkGoal;

/** The part of markdown-it that draws links. https://github.com/markdown-it/markdown-it/blob/master/docs/architecture.md */
export interface LinkMarkdownIt {
	parse(text: string, env: object): LinkToken[];
}

export interface LinkToken {
	readonly type: string;
	content: string;
	children: LinkToken[] | null;
	attrs: [string, string | number][] | null;
	map: [number, number] | null;
	hidden: boolean;
}

export interface LinkInlineState {
	readonly src: string;
	pos: number;
	readonly posMax: number;
	readonly linkLevel: number;
	readonly Token: new (type: string, tag: string, nesting: -1 | 0 | 1) => LinkToken;
	push(type: string, tag: string, nesting: -1 | 0 | 1): LinkToken;
}

export interface LinkCoreState {
	readonly tokens: LinkToken[];
}

export interface LinkRenderer {
	readonly rules: object;
	render(tokens: LinkToken[], options: unknown, env: unknown): string;
	renderAttrs(token: LinkToken): string;
}

/** What a plugin needs of markdown-it. */
export interface WikilinkMarkdownIt extends LinkMarkdownIt {
	readonly inline: {
		readonly ruler: { before(name: string, added: string, rule: (state: LinkInlineState, silent: boolean) => boolean): void };
	};
	readonly core: { readonly ruler: { push(added: string, rule: (state: LinkCoreState) => void): void } };
	readonly renderer: { readonly rules: object };
}

/** {@link WikilinkDrawing} as a plugin of markdown-it. */
export function wikilinksPlugin(goalOf: GoalOfLink): <T extends WikilinkMarkdownIt>(md: T) => T {
	return md => {
		const drawing = new WikilinkDrawing(md, goalOf);
		md.inline.ruler.before('link', wikilinkToken, (state, silent) => drawing.read(state, silent));
		md.core.ruler.push('marginalia_embeds', state => drawing.place(state));
		Object.assign(md.renderer.rules, { [wikilinkToken]: (...args: Parameters<WikilinkDrawing['draw']>) => drawing.draw(...args) });
		return md;
	};
}

/** So deep do embeds stand in embeds, and so many characters of notes are embedded in one document. */
const deepest = 4;
const mostEmbedded = 200_000;

/** As the scanner reads them (inlines.ts); the bar of a table's row is a plain one here. */
const pattern = /!?\[\[(?![ \t]*\]\])[^[\]\r\n|;]{1,500}(?:\|[^[\]\r\n]{0,500})?\]\]/y;

const picture = /\.(?:png|jpe?g|gif|svg|webp|avif|bmp|ico)$/i;

interface LinkMeta {
	/** Whether a link of Markdown's is around it: no link holds another. */
	readonly isInLink: boolean;
	readonly image: LinkToken;
	/** The note that it stands in, where that is embedded in a document. */
	from?: string;
	/** The paragraph that holds nothing else. */
	paragraph?: LinkToken;
}

/** Where a document's links are drawn. */
interface Surroundings {
	readonly env: object;
	/** The document, and the notes that are embedded in it around the link. */
	readonly files: readonly string[];
	/** How many characters more may be embedded. */
	readonly room: { left: number };
}

const surroundings = new WeakMap<object, Surroundings>();
const metas = new WeakMap<object, LinkMeta>();

/**
 * Draws `[[links]]` and `![[embeds]]` in a preview: a link leads to its note, heading or block, one that leads nowhere is marked, and of an
 * embedded note its text is shown, or the part that is linked.
 */
export class WikilinkDrawing {
	constructor(
		private readonly markdownIt: LinkMarkdownIt,
		private readonly goalOf: GoalOfLink,
	) {}

	/** A rule of markdown-it for inline text. */
	read(state: LinkInlineState, silent: boolean): boolean {
		const { src, pos } = state;
		if (!src.startsWith(src[pos] === '!' ? '![[' : '[[', pos)) {
			return false;
		}
		pattern.lastIndex = pos;
		if (!pattern.test(src) || pattern.lastIndex > state.posMax) {
			return false;
		}
		const end = pattern.lastIndex;
		if (!silent) {
			const token = state.push(wikilinkToken, '', 0);
			token.content = src.slice(pos, end);
			metas.set(token, { isInLink: state.linkLevel > 0, image: new state.Token('image', 'img', 0) });
		}
		state.pos = end;
		return true;
	}

	/** A rule of markdown-it for all tokens: finds paragraphs that are an embed, and blocks that have a name, `^claim1`. */
	place({ tokens }: LinkCoreState): void {
		for (const [at, token] of tokens.entries()) {
			const [only, ...others] = token.children ?? [];
			const meta = only === undefined ? undefined : metas.get(only);
			const open = tokens[at - 1];
			const close = tokens[at + 1];
			if (token.type !== 'inline' || meta === undefined || others.length > 0 || only?.content.startsWith('!') !== true) {
				continue;
			}
			if (open?.type === 'paragraph_open' && !open.hidden && close?.type === 'paragraph_close') {
				open.hidden = close.hidden = true;
				meta.paragraph = open;
			}
		}
	}

	/** A rule of markdown-it's renderer. */
	draw(tokens: readonly LinkToken[], index: number, options: unknown, env: unknown, renderer: LinkRenderer): string {
		const token = tokens[index];
		const meta = token && metas.get(token);
		if (token === undefined || meta === undefined) {
			return '';
		}
		const around = surroundingsOf(env);
		const link = readWikilink(token.content, 0, token.content.length);
		const goal = this.goalOf(link, around.files.at(-1) ?? '');
		const html =
			goal.kind === 'note' && link.embed && meta.paragraph !== undefined && !meta.isInLink
				? this.embedded(link, goal, around, options, renderer)
				: undefined;
		const { paragraph } = meta;
		const attributes = paragraph === undefined ? '' : renderer.renderAttrs(paragraph);
		return html === undefined
			? inParagraph(this.linked(link, goal, meta, around, options, env, renderer), paragraph, attributes)
			: `<div${attributes}>${html}</div>\n`;
	}

	private linked(
		link: Wikilink,
		goal: LinkGoal,
		{ isInLink, image }: LinkMeta,
		{ files: [document = ''] }: Surroundings,
		options: unknown,
		env: unknown,
		renderer: LinkRenderer,
	): string {
		const text = escapeHtml(textOf(link));
		switch (goal.kind) {
			case 'note':
				return anchor(wayTo(document, goal.path) + fragment(link.heading, goal.headings), goal.hover, text, isInLink);
			case 'file': {
				const way = wayTo(document, goal.path);
				return link.embed && picture.test(goal.path)
					? imageHtml(image, way, link, options, env, renderer)
					: anchor(way, decodePath(goal.path.slice(goal.path.lastIndexOf('/') + 1)), text, isInLink);
			}
			case 'paper':
				return `<span class="marginalia-link-paper" title="${escapeHtml(goal.hover)}">${text}</span>`;
			case 'unknown':
				return `<span class="marginalia-link-unknown" title="${escapeHtml(goal.hover)}">${text}</span>`;
			case 'awaited':
				return text;
		}
	}

	/** What an embed shows of its note; `undefined` where it is but a link: too deep, in itself, too much. */
	private embedded(
		link: Wikilink,
		goal: Extract<LinkGoal, { kind: 'note' }>,
		{ files, room }: Surroundings,
		options: unknown,
		renderer: LinkRenderer,
	): string | undefined {
		const document = files[0] ?? '';
		const text = goal.text === undefined ? undefined : partOfNote(goal.text, goal.headings, link.heading);
		if (text === undefined || files.length > deepest || files.includes(goal.path) || text.length > room.left) {
			return undefined;
		}
		room.left -= text.length;
		const env = {};
		embeddings.add(env);
		const tokens = this.markdownIt.parse(text, env);
		tokens.forEach(token => rebase(token, goal.path, document));
		surroundings.set(env, { env, files: [...files, goal.path], room });
		const title = anchor(wayTo(document, goal.path) + fragment(link.heading, goal.headings), goal.hover, escapeHtml(textOf(link)), false);
		const inner = isObjectLike(options) ? renderer.render(tokens, options, env) : '';
		return `<div class="marginalia-embed"><div class="marginalia-embed-title">${title}</div>${inner}</div>`;
	}
}

function isObjectLike(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}

/** The preview tells the document that it renders: https://github.com/microsoft/vscode/blob/main/extensions/markdown-language-features/src/markdownEngine.ts */
function surroundingsOf(env: unknown): Surroundings {
	const key = isObjectLike(env) ? env : {};
	const known = surroundings.get(key);
	if (known !== undefined) {
		return known;
	}
	const document = 'currentDocument' in key ? String(key.currentDocument) : '';
	const made: Surroundings = { env: key, files: [document], room: { left: mostEmbedded } };
	surroundings.set(key, made);
	return made;
}

function inParagraph(html: string, paragraph: LinkToken | undefined, attributes: string): string {
	return paragraph === undefined ? html : `<p${attributes}>${html}</p>\n`;
}

function textOf({ text, target, heading }: Wikilink): string {
	const said = text?.trim();
	return said === undefined || said === ''
		? [target, ...(heading === undefined ? [] : heading.split('#'))].filter(part => part !== '').join(' > ')
		: said;
}

/** What the preview does with a link says `data-href`. */
function anchor(href: string, hover: string, text: string, isInLink: boolean): string {
	const address = escapeHtml(href);
	return isInLink ? text : `<a class="marginalia-link" href="${address}" data-href="${address}" title="${escapeHtml(hover)}">${text}</a>`;
}

function imageHtml(
	image: LinkToken,
	way: string,
	{ text = '', target }: Wikilink,
	options: unknown,
	env: unknown,
	renderer: LinkRenderer,
): string {
	const [, width, height] = /^\s*(\d{1,4})(?:x(\d{1,4}))?\s*$/.exec(text) ?? [];
	image.children = [];
	image.attrs = [
		['src', way],
		['alt', ''],
		['title', width === undefined && text.trim() !== '' ? text : target],
		...(width === undefined ? [] : [['width', width] satisfies [string, string]]),
		...(height === undefined ? [] : [['height', height] satisfies [string, string]]),
	];
	const rule: unknown = 'image' in renderer.rules ? renderer.rules.image : undefined;
	const html: unknown = typeof rule === 'function' ? Reflect.apply(rule, renderer.rules, [[image], 0, options, env, renderer]) : '';
	return typeof html === 'string' ? html : '';
}

/** From a document to a file, as the preview follows it; from one that has no file yet it counts from the folder of the workspace. */
function wayTo(document: string, path: string): string {
	if (document === path) {
		return '';
	}
	const [from, to] = [decodePath(document), decodePath(path)];
	const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(to)?.[0] ?? '';
	return from.startsWith(scheme) ? encodePath(relativePath(from, to)) : encodePath(to.slice(scheme.length).replace(/^[^/]*/, ''));
}

function fragment(heading: string | undefined, headings: readonly LinkableHeading[]): string {
	if (heading === undefined) {
		return '';
	}
	const found = namesBlock(heading) ? undefined : headingOfLink(headings, heading);
	return `#${encodePath(found === undefined ? fragmentOf(heading) : slugOfHeading(headings, found))}`;
}

/** All of a note but its front matter, or what stands under a heading, or a block; empty where no part is called so. */
export function partOfNote(text: string, headings: readonly LinkableHeading[], heading: string | undefined): string {
	const body = frontMatterSpan(text)?.next ?? 0;
	if (heading === undefined) {
		return text.slice(body);
	}
	const starts = lineStarts(text);
	const block = namesBlock(heading) ? lineOfBlock(text, heading.trim()) : undefined;
	if (block !== undefined) {
		const lineOf = (at: number) => text.slice(starts[at], starts[at + 1]);
		let first = block;
		while ((starts[first] ?? 0) > body && lineOf(first - 1).trim() !== '' && !/^[ \t]*(?:[-*+]|\d+[.)])[ \t]/.test(lineOf(first))) {
			first -= 1;
		}
		return text.slice(starts[first], starts[block + 1]).replace(/(?<![ \t])[ \t]*\^[\w-]+\s*$/, '');
	}
	const found = headingOfLink(headings, heading);
	if (found === undefined) {
		return '';
	}
	const next = headings.find(({ line, level }) => line > found.line && level <= found.level);
	return text.slice(starts[found.line], next === undefined ? text.length : starts[next.line]);
}

/** What an embedded note links, its images too, is named from the document; lines and names of headings are not those of the document. */
function rebase(token: LinkToken, note: string, document: string): void {
	token.map = null;
	token.attrs =
		token.attrs
			?.filter(([name]) => name !== 'data-line' && name !== 'id')
			.map(([name, value]): [string, string | number] => [
				name,
				(name === 'href' || name === 'src') && typeof value === 'string' ? rebasedWay(value, note, document) : value,
			]) ?? null;
	token.children?.forEach(child => rebase(child, note, document));
}

function rebasedWay(way: string, note: string, document: string): string {
	const [, path = '', rest = ''] = /^([^?#]*)([^]*)$/.exec(way) ?? [];
	if (/^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(way)) {
		return way;
	}
	const goal = path === '' ? decodePath(note) : wayFrom(decodePath(note), decodePath(path));
	return wayTo(document, goal) + rest;
}
