import { proseText } from '../text/html';
import { escapeHtml } from './bibliography/formattedText';

export interface DocumentPage {
	readonly title: string;
	/** A language tag. */
	readonly language: string;
	/** What a renderer of Markdown made of the document, with whatever HTML its author wrote. */
	readonly body: string;
	/** Pictures as `data:` addresses, by the addresses that the body has. */
	readonly pictures: ReadonlyMap<string, string>;
	/** For citations and the list of references. */
	readonly style: string;
}

/**
 * A page that needs no other file and runs nothing: elements and attributes that act are left out, and a content security policy holds what
 * might be left. https://www.w3.org/TR/CSP3/
 */
export function documentPage({ title, language, body, pictures, style }: DocumentPage): string {
	return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data: https:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
${pageStyle}
${style.replace(/<\/style/gi, '')}
</style>
</head>
<body>
${stillHtml(body, pictures)}
</body>
</html>
`;
}

/** The addresses of all pictures of some HTML, as they are written. */
export function pictureAddresses(html: string): readonly string[] {
	const found = pieces(html).flatMap(piece =>
		typeof piece !== 'string' && piece.name === 'img' ? piece.attributes.filter(([name]) => name === 'src').map(([, value]) => value) : [],
	);
	return [...new Set(found)];
}

/** What the first heading of the highest level says; `undefined` where there is none, or nothing in it. */
export function firstHeading(html: string): string | undefined {
	const start = html.search(/<h1[\s>]/i);
	const end = start < 0 ? -1 : html.indexOf('</h1>', start);
	return end < 0 ? undefined : proseText(html.slice(start, end)).replaceAll('\n', ' ') || undefined;
}

/** Without what acts, and with pictures in place of their addresses. */
function stillHtml(html: string, pictures: ReadonlyMap<string, string>): string {
	let hidden: string | undefined;
	let written = '';
	for (const piece of pieces(html)) {
		if (typeof piece === 'string') {
			written += hidden === undefined ? piece : '';
		} else if (hidden !== undefined) {
			hidden = piece.isEnd && piece.name === hidden ? undefined : hidden;
		} else if (withContents.has(piece.name)) {
			hidden = piece.isEnd ? undefined : piece.name;
		} else if (!acting.has(piece.name)) {
			written += tagText(piece, pictures);
		}
	}
	return written;
}

interface Tag {
	/** In small letters. */
	readonly name: string;
	readonly isEnd: boolean;
	readonly isClosed: boolean;
	readonly attributes: readonly (readonly [name: string, value: string])[];
}

/** Elements that go with all they hold, and others that go alone. */
const withContents = new Set(['script', 'style', 'iframe', 'object', 'noscript', 'template', 'frameset', 'noembed', 'noframes']);
const acting = new Set(['embed', 'link', 'meta', 'base', 'form', 'frame', 'applet', 'portal', 'html', 'head', 'body', 'title', 'button']);

function tagText({ name, isEnd, isClosed, attributes }: Tag, pictures: ReadonlyMap<string, string>): string {
	const kept = attributes.flatMap(([attribute, value]): readonly string[] => {
		const shown = name === 'img' && attribute === 'src' ? (pictures.get(value) ?? value) : value;
		const isSafe =
			!/^(?:on|data-|srcdoc$|srcset$|ping$|formaction$|action$|background$)/.test(attribute) && isStill(name, attribute, shown);
		return isSafe ? [value === '' ? ` ${attribute}` : ` ${attribute}="${escapeHtml(shown)}"`] : [];
	});
	return isEnd ? `</${name}>` : `<${name}${kept.join('')}${isClosed ? ' /' : ''}>`;
}

/** Whether an attribute leads nowhere but to pages and pictures. */
function isStill(name: string, attribute: string, value: string): boolean {
	// Browsers pass over white space and control signs in a scheme: `java\nscript:`.
	const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(value.replace(/[\s\p{Cc}]/gu, ''))?.[1]?.toLowerCase();
	return !/(?:href|src|poster|cite|data|longdesc|from|to|values)$/.test(attribute) || scheme === undefined
		? true
		: scheme === 'data'
			? name === 'img' && /^data:image\//i.test(value)
			: ['http', 'https', 'mailto', 'doi'].includes(scheme);
}

/** Texts and tags in turn. A `<` that begins no tag is escaped, and comments are left out. */
function pieces(html: string): readonly (string | Tag)[] {
	const found: (string | Tag)[] = [];
	let at = 0;
	while (at < html.length) {
		const open = html.indexOf('<', at);
		if (open < 0) {
			found.push(html.slice(at));
			break;
		}
		found.push(html.slice(at, open));
		if (html.startsWith('<!--', open)) {
			const end = html.indexOf('-->', open + 4);
			at = end < 0 ? html.length : end + 3;
			continue;
		}
		const tag = tagAt(html, open);
		found.push(tag?.tag ?? '&lt;');
		at = tag?.end ?? open + 1;
	}
	return found;
}

const tagStart = /<(\/?)([a-z][a-z0-9:-]*)/iy;
const attributeStart = /[\s/]*([^\s"'<>/=\p{Cc}]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=`]+)))?/uy;
const tagEnd = /\s*(?:(\/)\s*)?>/y;

function tagAt(html: string, start: number): { readonly tag: Tag; readonly end: number } | undefined {
	tagStart.lastIndex = start;
	const [opening, slash = '', name = ''] = tagStart.exec(html) ?? [];
	if (opening === undefined) {
		return undefined;
	}
	let at = start + opening.length;
	const attributes: (readonly [string, string])[] = [];
	for (;;) {
		tagEnd.lastIndex = at;
		const closing = tagEnd.exec(html);
		if (closing !== null) {
			return {
				tag: { name: name.toLowerCase(), isEnd: slash !== '', isClosed: closing[1] !== undefined, attributes },
				end: at + closing[0].length,
			};
		}
		attributeStart.lastIndex = at;
		const attribute = attributeStart.exec(html);
		if (attribute === null) {
			return undefined;
		}
		const value = attribute[2] ?? attribute[3] ?? attribute[4] ?? '';
		attributes.push([(attribute[1] ?? '').toLowerCase(), plainValue(value)]);
		at += attribute[0].length;
	}
}

/** The signs that a renderer of Markdown writes for others, and those by number. */
function plainValue(value: string): string {
	return value.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos|colon|tab|newline));?/gi, (whole, hex, decimal, word) => {
		const code = typeof hex === 'string' ? parseInt(hex, 16) : typeof decimal === 'string' ? Number(decimal) : Number.NaN;
		const sign = code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
		return sign ?? (typeof word === 'string' ? signs.get(word.toLowerCase()) : undefined) ?? whole;
	});
}

const signs = new Map([
	['amp', '&'],
	['lt', '<'],
	['gt', '>'],
	['quot', '"'],
	['apos', "'"],
	['colon', ':'],
	['tab', '\t'],
	['newline', '\n'],
]);

/** Formulae stand twice in what the editor renders, as MathML and as boxes that want fonts: browsers show the first. */
const pageStyle = `:root { color-scheme: light dark; }
body { max-width: 44em; margin: 2em auto; padding: 0 1.5em; font: 17px/1.55 Georgia, 'Times New Roman', serif; }
h1, h2, h3, h4, h5, h6 { font-family: system-ui, sans-serif; line-height: 1.25; }
img { max-width: 100%; }
table { border-collapse: collapse; margin: 1em 0; }
th, td { border: 1px solid #8888; padding: 0.3em 0.7em; }
blockquote { margin-inline: 0; padding-inline-start: 1em; border-inline-start: 3px solid #8888; }
pre { overflow-x: auto; padding: 0.8em; background: #8882; }
code { font: 0.9em ui-monospace, monospace; }
.katex-html { display: none; }
.marginalia-unknown { color: #b00020; }
@media print { body { max-width: none; margin: 0; } .marginalia-back { display: none; } }`;
