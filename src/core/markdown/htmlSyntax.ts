/**
 * How raw HTML begins and ends in CommonMark: https://spec.commonmark.org/0.31.2/#html-blocks and #raw-html. Sticky, or for one line.
 */

const attribute = String.raw`(?:[ \t\r\n]+[A-Za-z_:][\w:.-]*(?:[ \t\r\n]*=[ \t\r\n]*(?:[^\s"'=<>${'`'}]+|'[^']*'|"[^"]*"))?)`;
const openTag = String.raw`<[A-Za-z][A-Za-z0-9-]*${attribute}*[ \t\r\n]*\/?>`;
const closeTag = String.raw`<\/[A-Za-z][A-Za-z0-9-]*[ \t\r\n]*>`;

/** A tag as it stands inside a paragraph. */
export const inlineTag = new RegExp(`${openTag}|${closeTag}`, 'y');

/** `<https://example.org>`, `<a@b.org>`. https://spec.commonmark.org/0.31.2/#autolinks */
export const autolink =
	/<(?:[A-Za-z][A-Za-z0-9.+-]{1,31}:[^\s<>\u0000-\u0020]*|[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)>/y;

export interface HtmlBlockKind {
	/** Matches the start of a line, from its `<`. */
	readonly opens: RegExp;
	/** Found in the line that ends the block; `undefined` where a blank line ends it. */
	readonly closes?: RegExp;
	readonly interruptsParagraph: boolean;
}

const blockNames =
	'address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul';

/** In the order of the standard, which is that of precedence. */
export const htmlBlockKinds: readonly HtmlBlockKind[] = [
	{ opens: /^<(?:script|pre|textarea|style)(?:[ \t>]|$)/i, closes: /<\/(?:script|pre|textarea|style)>/i, interruptsParagraph: true },
	{ opens: /^<!--/, closes: /-->/, interruptsParagraph: true },
	{ opens: /^<\?/, closes: /\?>/, interruptsParagraph: true },
	{ opens: /^<![A-Za-z]/, closes: />/, interruptsParagraph: true },
	{ opens: /^<!\[CDATA\[/, closes: /\]\]>/, interruptsParagraph: true },
	{ opens: new RegExp(String.raw`^<\/?(?:${blockNames})(?:[ \t]|\/?>|$)`, 'i'), interruptsParagraph: true },
	{ opens: new RegExp(`^(?:${openTag}|${closeTag})[ \\t]*$`), interruptsParagraph: false },
];
