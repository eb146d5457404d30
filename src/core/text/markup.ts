/**
 * A title without CSL's inline markup (`<i>`, `<b>`, `<sub>`, `<sup>`, `<span ...>`), for lists, comparing and search. Other angle brackets
 * stay. https://docs.citationstyles.org/en/stable/specification.html#rich-text-formatting-within-fields
 */
export function withoutMarkup(text: string): string {
	return text.includes('<') ? text.replace(/<\/?(?:i|b|su[bp]|sc|span)(?: [a-z]+="[^"<>]{0,100}")?>/gi, '') : text;
}
