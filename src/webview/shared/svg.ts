/** An element of a drawing. */
export function svg<Name extends keyof SVGElementTagNameMap>(
	name: Name,
	attributes: Readonly<Record<string, string>>,
): SVGElementTagNameMap[Name] {
	const made = document.createElementNS('http://www.w3.org/2000/svg', name);
	for (const [attribute, value] of Object.entries(attributes)) {
		made.setAttribute(attribute, value);
	}
	return made;
}
