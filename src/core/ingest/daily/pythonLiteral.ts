import { tableOf } from '../../data/table';
/**
 * A Python literal of dictionaries, lists, texts, numbers, True, False and None as JSON text. What is none of these stays, so that the JSON
 * parser refuses it.
 */
export function pythonToJson(text: string): string {
	return text.replace(
		tokens,
		(token, single: string | undefined, double: string | undefined) =>
			constants.get(token) ?? (single === '' || double === '' ? token : JSON.stringify(unescape(token.slice(1, -1)))),
	);
}

/**
 * Constants and texts. One that is never closed goes to the end, where the quotation mark that is captured is missing: looked for again
 * behind each of its marks, it would take time that grows with the square of the length.
 */
const tokens = /'[^'\\]*(?:\\[^][^'\\]*)*(?:\\$)?('?)|"[^"\\]*(?:\\[^][^"\\]*)*(?:\\$)?("?)|\b(?:True|False|None)\b/g;

const constants = tableOf<string>({ True: 'true', False: 'false', None: 'null' });

// https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences
function unescape(text: string): string {
	return text.replace(
		/\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([^]))/g,
		(whole, byte: string | undefined, short: string | undefined, long: string | undefined, character: string | undefined) => {
			const digits = byte ?? short ?? long;
			if (digits !== undefined) {
				const code = Number.parseInt(digits, 16);
				return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
			}
			return escapes.get(character ?? '') ?? character ?? '';
		},
	);
}

const escapes = tableOf<string>({ n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '\n': '' });
