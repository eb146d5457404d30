type Child = Node | string;

/**
 * Makes an element. Texts become text nodes: nothing is ever read as HTML. Attributes that are `undefined` are left out, `true` stands as
 * an empty one.
 */
export function element<Name extends keyof HTMLElementTagNameMap>(
	name: Name,
	attributes: Readonly<Record<string, string | true | undefined>> = {},
	...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
	const made = document.createElement(name);
	for (const [attribute, value] of Object.entries(attributes)) {
		if (value !== undefined) {
			made.setAttribute(attribute, value === true ? '' : value);
		}
	}
	made.append(...children);
	return made;
}

/** A button that does something when pressed. */
export function button(
	attributes: Readonly<Record<string, string | true | undefined>>,
	press: () => void,
	...children: readonly Child[]
): HTMLButtonElement {
	const made = element('button', { type: 'button', ...attributes }, ...children);
	made.addEventListener('click', press);
	return made;
}
