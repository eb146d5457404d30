/**
 * A text without control characters, halves of surrogate pairs, and the marks that turn the direction of what comes after them
 * (https://trojansource.codes): with them a stranger's title could show `exe.pdf` for `fdp.exe`, or turn the words of the list around it.
 * Marks that only say how a single character is to be placed (U+200E, U+200F) stay.
 */
export function printable(text: string): string {
	return plain.test(text)
		? text
		: text
				.replaceAll('\x85', ' ')
				.replace(unseen, '')
				.replace(/\p{Surrogate}/gu, '\uFFFD');
}

/**
 * A stranger's words as the label of a row, a box or a message of the editor, which shows icons for `$(trash)`: a word joiner, which cannot
 * be seen, keeps the two signs apart. https://code.visualstudio.com/api/references/icons-in-labels
 */
export function plainLabel(text: string): string {
	return iconless(text.length > longestLabel ? `${text.slice(0, longestLabel)}…` : text);
}

/** In UTF-16 units. Nobody reads more in a row, and an editor that draws a title of megabytes stands still. */
const longestLabel = 2000;

/**
 * {@link plainLabel} with a highlighted part. `start` and `end` are offsets into the text, those that come back into the label, in UTF-16
 * units; an icon's name that the part begins or ends within moves them by the one sign that cannot be seen.
 */
export function highlightedLabel(
	text: string,
	start: number,
	end: number,
): { readonly label: string; readonly highlights: [number, number][] } {
	return { label: plainLabel(text), highlights: [[iconless(text.slice(0, start)).length, iconless(text.slice(0, end)).length]] };
}

/** {@link plainLabel} of a text of any length. */
export function iconless(text: string): string {
	return printable(text).replace(/\$(?=\([\w~-]+\))/g, '$\u2060');
}

/**
 * A sentence with a stranger's words as a message, a progress or the line below an input box, where the editor makes a link of
 * `[Retry](command:…)` that runs the command: a word joiner keeps the brackets apart.
 */
export function plainMessage(text: string): string {
	return plainLabel(text).replace(/\](?=\()/g, ']\u2060');
}

/** Nearly every text. */
const plain = /^[\t\n\r\x20-\x7E\u00A0-\u1FFF\u3000-\uD7FF]*$/;

const unseen = /(?!\s)\p{Cc}|[\u202A-\u202E\u2066-\u2069]|[\u{E0000}-\u{E007F}]/gu;

/**
 * Sequences that a terminal obeys begin with a control character (also one of U+0080 to U+009F), and what turns the direction of words is
 * not seen there either. A line feed and a tab are harmless.
 */
const steering = /(?![\t\n])\p{Cc}|[\u202A-\u202E\u2066-\u2069]|[\u{E0000}-\u{E007F}]/gu;

/** A stranger's text as a terminal may show it, which then neither clears the screen nor changes what was said before: U+FFFD for each. */
export function terminalText(text: string): string {
	return text.replace(steering, '\uFFFD');
}

/** What is written in JSON, with escapes for what a terminal would obey: the same value for every program. */
export function terminalJson(json: string): string {
	return json.replace(steering, found =>
		Array.from({ length: found.length }, (_, at) => `\\u${found.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
	);
}
