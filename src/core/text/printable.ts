/**
 * A text without control characters, halves of surrogate pairs, and the marks that turn the direction of what comes after them
 * (https://trojansource.codes): with them a stranger's title could show `exe.pdf` for `fdp.exe`, or turn the words of the list around it.
 * Marks that only say how a single character is to be placed (U+200E, U+200F) stay.
 */
export function printable(text: string): string {
	return plain.test(text)
		? text
		: text.replace(/(?!\s)\p{Cc}|[\u202A-\u202E\u2066-\u2069]|[\u{E0000}-\u{E007F}]/gu, '').replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** Nearly every text. */
const plain = /^[\t\n\r\x20-\x7E\u00A0-\u1FFF\u3000-\uD7FF]*$/;
