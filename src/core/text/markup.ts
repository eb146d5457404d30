import { printable } from './printable';

/**
 * A title without CSL's inline markup (`<i>`, `<b>`, `<sub>`, `<sup>`, `<span ...>`) and without what cannot be seen, for lists, comparing
 * and search. Other angle brackets stay. https://docs.citationstyles.org/en/stable/specification.html#rich-text-formatting-within-fields
 */
export function withoutMarkup(title: string): string {
	const text = printable(title);
	return text.includes('<') ? text.replace(/<\/?(?:i|b|su[bp]|sc|span)(?: [a-z]+="[^"<>]{0,100}")?>/gi, '') : text;
}
