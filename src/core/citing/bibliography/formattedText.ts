/** Formatted text as data, so that whoever shows it makes nodes and never HTML from what strangers wrote. */
export type Formatted =
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: Style; readonly children: readonly Formatted[] }
	/** `url` is of http or https. */
	| { readonly kind: 'link'; readonly url: string; readonly children: readonly Formatted[] }
	/** What a citation says of one work. */
	| { readonly kind: 'cite'; readonly key: string; readonly children: readonly Formatted[] }
	/** A key nothing is known of. */
	| { readonly kind: 'unknown'; readonly key: string };

/** `margin` and `inline` are the two columns of a numbered reference, `block` and `indented` lines of their own. */
export type Style =
	| 'italic'
	| 'bold'
	| 'smallCaps'
	| 'superscript'
	| 'subscript'
	| 'underline'
	| 'plain'
	| 'margin'
	| 'inline'
	| 'block'
	| 'indented';

export const formattedStyles: readonly Style[] = [
	'italic',
	'bold',
	'smallCaps',
	'superscript',
	'subscript',
	'underline',
	'plain',
	'margin',
	'inline',
	'block',
	'indented',
];

export function textOfFormatted(nodes: readonly Formatted[]): string {
	return nodes
		.map(node =>
			node.kind === 'text'
				? node.text
				: node.kind === 'unknown'
					? `${node.key}?`
					: textOfFormatted(node.children) + (node.kind === 'margin' ? ' ' : ''),
		)
		.join('');
}

/** HTML with every text escaped. `linkOf` gives the address a cite or an unknown key leads to, if any. */
export function htmlText(nodes: readonly Formatted[], linkOf: (key: string) => string | undefined = () => undefined): string {
	return nodes
		.map(node => {
			switch (node.kind) {
				case 'text':
					return escapeHtml(node.text);
				case 'unknown':
					return `<strong class="marginalia-unknown">${escapeHtml(node.key)}?</strong>`;
				case 'link':
					return `<a href="${escapeHtml(node.url)}">${htmlText(node.children)}</a>`;
				case 'cite': {
					const url = linkOf(node.key);
					const inside = htmlText(node.children);
					// A link within a link is none.
					return url === undefined || inside.includes('<a ') ? inside : `<a href="${escapeHtml(url)}">${inside}</a>`;
				}
				default: {
					const [tag, attributes] = htmlTags[node.kind];
					return `<${tag}${attributes}>${htmlText(node.children, linkOf)}</${tag}>`;
				}
			}
		})
		.join('');
}

export function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`);
}

const htmlTags: Readonly<Record<Style, readonly [tag: string, attributes: string]>> = {
	italic: ['i', ''],
	bold: ['b', ''],
	smallCaps: ['span', ' style="font-variant: small-caps"'],
	superscript: ['sup', ''],
	subscript: ['sub', ''],
	underline: ['u', ''],
	plain: ['span', ' style="font-style: normal; font-weight: normal"'],
	margin: ['span', ' class="csl-left-margin"'],
	inline: ['span', ' class="csl-right-inline"'],
	block: ['span', ' style="display: block"'],
	indented: ['span', ' style="display: block; margin-inline-start: 2em"'],
};
