import { decodedAddress } from '../text/addressPart';

/**
 * Digital Object Identifiers in every form people and services write them. A DOI is a prefix `10.1234` (with further parts `10.1234.5`), a
 * slash, and a suffix of any printable characters, `<`, `>`, `;` and brackets included:
 * https://www.doi.org/doi-handbook/HTML/doi-name-syntax.html
 */

/** `10.1002/(SICI)1097(1998)49:8<693::AID-ASI4>3.0.CO;2-O`, with the slash percent-encoded too. */
const start = /(?<![\d.])10\.\d{4,9}(?:\.\d{1,9})*(?:\/|%2F)/gi;

/** What may not stand in a DOI where it lies in a text: white space, quotation marks, and punctuation of other scripts. */
const outside = /[\s"“”„«»，。；、）】》「」]/u;

/**
 * The first DOI of a text, as it is written there but for the case of its letters; `undefined` where there is none.
 * DOIs do not tell cases apart, so it comes in lower case: equal texts are equal DOIs.
 */
export function parseDoi(text: string): string | undefined {
	return writtenDoi(text)?.toLowerCase();
}

/**
 * The first DOI of a text in the case it is written in, without resolver, prefix, and what surrounds it: the punctuation of a sentence, an
 * HTML tag, TeX's escapes, a query, and what a publisher's page adds to it (`/full`, `.pdf`, `?af=R`).
 */
export function writtenDoi(text: string | undefined): string | undefined {
	const plain = withoutEscapes(text ?? '');
	for (const match of plain.matchAll(start)) {
		const token = tokenAt(plain, match.index);
		const before = wordUpTo(plain, match.index);
		// In an address `?` and `#` end the path unless they are percent-encoded: https://www.rfc-editor.org/rfc/rfc3986#section-3.3
		// A DOI copied out of one takes the query along, `10.1080/1?af=R`; no registrar hands out a `?` with a name and `=` after it.
		const path = /^(?:https?:\/\/|www\.|(?:dx\.)?doi\.org\/)/i.test(before)
			? token.replace(/[?#].*$/s, '')
			: token.replace(/\?[a-z_]{1,30}=[^?]*$/i, '');
		const doi = withoutSentence(withoutTags(decodedAddress(isPage(before) ? withoutPageParts(path) : path)));
		if (/\/./.test(doi)) {
			return doi;
		}
	}
	return undefined;
}

/**
 * The address at which a DOI is resolved, with the characters encoded that an address cannot hold.
 * https://www.crossref.org/display-guidelines/
 */
export function doiAddress(doi: string): string {
	return `https://doi.org/${doi.replace(/[%"<>#?\s\\^`{|}]/g, encodeURIComponent)}`;
}

/**
 * The DOI of a publisher's page whose address holds it in another form, or not as a DOI:
 * `https://www.nature.com/articles/s41586-021-03819-2`. `undefined` for any other address.
 */
export function doiOfPage(address: string): string | undefined {
	for (const [pattern, toDoi] of publishers) {
		const match = pattern.exec(address);
		if (match !== null) {
			return toDoi(match[1] ?? '').toLowerCase();
		}
	}
	return undefined;
}

const publishers: readonly (readonly [RegExp, (part: string) => string])[] = [
	[/^https?:\/\/(?:www\.)?nature\.com\/articles\/([\w.-]+?)(?:\.pdf)?(?:[?#/]|$)/i, part => `10.1038/${part}`],
	[/^https?:\/\/(?:www\.)?aclanthology\.org\/([A-Z0-9][\w.-]*?)(?:\.pdf|\.bib)?\/?(?:[?#]|$)/i, part => `10.18653/v1/${part}`],
	[
		/^https?:\/\/(?:www\.)?(?:bio|med)rxiv\.org\/content\/(?:\w+\/early\/[\d/]+\/)?(10\.(?:1101|64898)\/[\d.]+?)(?:v\d+)?(?:[.+][a-z-]+)*\/?(?:[?#]|$)/i,
		part => part,
	],
	[/^https?:\/\/journals\.plos\.org\/\S*[?&]id=(10\.1371\/[\w.]+)/i, part => part],
	[/^https?:\/\/elifesciences\.org\/articles\/(\d+)/i, part => `10.7554/elife.${part}`],
	[/^https?:\/\/(?:www\.)?zenodo\.org\/records?\/(\d+)/i, part => `10.5281/zenodo.${part}`],
];

/** BibTeX files write `{_}`, `\_` and `{\\_}` for `_`, and web pages `&lt;` for `<`. */
function withoutEscapes(text: string): string {
	return text
		.replace(/&(?:lt|gt|amp|#60|#62|#38|#x3c|#x3e|#x26);/gi, entity => entities.get(entity.toLowerCase()) ?? entity)
		.replace(/\{?\\{1,2}(?:textless|textgreater)(?:\{\}|(?![A-Za-z]))\}?/g, name => (name.includes('less') ? '<' : '>'))
		.replace(
			/\{\\{0,2}([_&%#$<>~-])\}|\\{1,2}([_&%#$])/g,
			(_all, braced: string | undefined, bare: string | undefined) => braced ?? bare ?? '',
		);
}

const entities: ReadonlyMap<string, string> = new Map([
	['&lt;', '<'],
	['&#60;', '<'],
	['&#x3c;', '<'],
	['&gt;', '>'],
	['&#62;', '>'],
	['&#x3e;', '>'],
	['&amp;', '&'],
	['&#38;', '&'],
	['&#x26;', '&'],
]);

/** From a place to the next character that no DOI holds, braces included: of `{10.1000/a}` the braces are the field's. */
function tokenAt(text: string, at: number): string {
	let end = at;
	while (end < text.length && !outside.test(text.charAt(end)) && text[end] !== '{' && text[end] !== '}') {
		end += 1;
	}
	return text.slice(at, end);
}

/** At most so many characters before a DOI are looked at for the beginning of its address. */
const longestAddress = 300;

function wordUpTo(text: string, at: number): string {
	let from = at;
	while (from > 0 && at - from < longestAddress && !outside.test(text.charAt(from - 1)) && !'<>{}()[]'.includes(text.charAt(from - 1))) {
		from -= 1;
	}
	return text.slice(from, at);
}

/** Whether an address is a page about the DOI: at a resolver, all that follows is the DOI. */
function isPage(before: string): boolean {
	return /^(?:https?:\/\/|www\.)/i.test(before) && !/^(?:https?:\/\/)?(?:www\.|dx\.)?doi\.org\/$/i.test(before);
}

/**
 * Of the path of a page what belongs to the DOI. The endings are those of Atypon (`/full`, `/abstract`), Frontiers, MDPI, IOP (`/meta`,
 * `/pdf`), HighWire (`.full.pdf+html`), Springer and Wiley (`.pdf`, `/epdf`).
 */
function withoutPageParts(path: string): string {
	let own = path.replace(/;jsessionid=.*$/is, '').replace(/^10\.\d{4,9}\/(?=10\.\d{4,9}\/)/, '');
	for (let times = 0; times < mostPageParts; times += 1) {
		const end = own.slice(-longestPagePart);
		const shorter = own.length - end.length + end.replace(pagePart, '').length;
		if (shorter === own.length) {
			break;
		}
		own = own.slice(0, shorter);
	}
	return own;
}

/** `/full/html` and `v2.full.pdf+html` are the longest that publishers write. */
const mostPageParts = 5;
const longestPagePart = 30;
const pagePart = new RegExp(
	String.raw`(?:\/(?:full|abstract|abs|pdf|epdf|html?|meta|summary|references|citations|figures|supplementary-material|export|epub|xml|metrics|tables)?` +
		String.raw`|[.+](?:full|abstract|short|pdf|html?|epub|xml|text)|(?<=^|[\d.])v\d{1,2}(?=$))$`,
	'i',
);

/** HTML around a DOI: `10.1000/a</a>`. In `10.1175/x<0001:AB>2.0.CO;2` no tag stands. */
function withoutTags(doi: string): string {
	const tag = /<\/?(?:a|b|br|div|em|font|i|li|p|span|strong|sub|sup|td|tr|u|url|jats:\w{1,20})[\s/>]/i.exec(doi);
	const bare = tag === null ? doi : doi.slice(0, tag.index);
	// `<10.1000/a>` and `<https://doi.org/10.1000/a>` are autolinks: their bracket opens before the DOI.
	const stray = strayClosing(bare, '<', '>');
	return stray < 0 ? bare : bare.slice(0, stray);
}

/** Where a bracket closes that did not open within the text; -1 where none does. */
function strayClosing(text: string, opening: string, closing: string): number {
	let depth = 0;
	for (let at = 0; at < text.length; at += 1) {
		depth += text[at] === opening ? 1 : text[at] === closing ? -1 : 0;
		if (depth < 0) {
			return at;
		}
	}
	return -1;
}

/** `10.1000/a).` of `(see 10.1000/a).` without what belongs to the sentence; `10.1000/a(b)` keeps its own bracket. */
function withoutSentence(doi: string): string {
	const open = new Map([
		[')', unclosed(doi, '(', ')')],
		[']', unclosed(doi, '[', ']')],
	]);
	let end = doi.length;
	for (; end > 0; end -= 1) {
		const last = doi.charAt(end - 1);
		const surplus = open.get(last);
		if (surplus !== undefined && surplus < 0) {
			open.set(last, surplus + 1);
		} else if (!".,;:!?'<’*".includes(last)) {
			break;
		}
	}
	return doi.slice(0, end);
}

/** How many more brackets open than close; below 0 where more close. */
function unclosed(text: string, opening: string, closing: string): number {
	let count = 0;
	for (const sign of text) {
		count += sign === opening ? 1 : sign === closing ? -1 : 0;
	}
	return count;
}
