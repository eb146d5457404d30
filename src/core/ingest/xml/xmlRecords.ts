import { parseXml, XmlElement, XmlError, XmlText } from '@rgrove/parse-xml';
import { localize } from '../../data/localize';
import { xmlDepth } from '../../text/xmlTags';
import type { Reading } from '../format';
import { decodeEntities, isMarkup } from '../../text/html';
import { TextWindow } from '../textWindow';

/** An element, with questions that a record's reader asks. Names are without their prefix: `dc:creator` is `creator`. */
export class Node {
	constructor(private readonly element: XmlElement) {}

	get name(): string {
		return localName(this.element.name);
	}

	attribute(name: string): string | undefined {
		return this.element.attributes[name];
	}

	/** The elements a path leads to: `titles/title`. */
	all(path: string): readonly Node[] {
		return path.split('/').reduce<readonly Node[]>((nodes, step) => nodes.flatMap(node => node.children(step)), [this]);
	}

	first(path: string): Node | undefined {
		return this.all(path)[0];
	}

	/** The text of the first element at a path, white space folded; `undefined` where there is none. */
	text(path: string): string | undefined {
		return this.first(path)?.content();
	}

	texts(path: string): readonly string[] {
		return this.all(path).flatMap(node => node.content() ?? []);
	}

	/** All text within, white space folded; `undefined` for an empty one. */
	content(): string | undefined {
		const text = this.raw().replace(/\s+/g, ' ').trim();
		return text === '' ? undefined : text;
	}

	/** All text within, as it stands. */
	raw(): string {
		return this.element.text;
	}

	children(name?: string): readonly Node[] {
		return this.element.children
			.filter(child => child instanceof XmlElement)
			.filter(child => name === undefined || localName(child.name) === name)
			.map(child => new Node(child));
	}

	/** All within as markup again, without prefixes, attributes and elements that no reader of text/html.ts knows. */
	markup(): string {
		return this.element.children
			.map(child => {
				if (child instanceof XmlText) {
					return child.text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
				}
				if (!(child instanceof XmlElement)) {
					return '';
				}
				const name = localName(child.name);
				const inner = new Node(child).markup();
				return isMarkup(name) ? `<${name}>${inner}</${name}>` : inner;
			})
			.join('');
	}

	/** Text within, with elements of some names kept as CSL's inline markup. */
	marked(tags: ReadonlyMap<string, string>): string {
		return this.element.children
			.map(child => {
				if (child instanceof XmlText) {
					return child.text;
				}
				if (!(child instanceof XmlElement)) {
					return '';
				}
				const tag = tags.get(localName(child.name).toLowerCase());
				const inner = new Node(child).marked(tags);
				return tag === undefined ? inner : `<${tag}>${inner}</${tag}>`;
			})
			.join('');
	}
}

function localName(name: string): string {
	return name.slice(name.indexOf(':') + 1);
}

/**
 * Reads the elements of some names of a text in parts, one by one, each parsed by itself: one that is broken costs no other, and the text
 * is never held as a tree. Elements of the same name must not nest. `mayHoldHtml` where HTML may stand among the XML as it is.
 */
export function* readXmlRecords(
	parts: readonly string[],
	names: readonly string[],
	toReading: (record: Node, line: number) => Iterable<Reading>,
	mayHoldHtml = false,
): Generator<Reading> {
	const window = new TextWindow(parts);
	const open = new RegExp(`<((?:[\\w-]+:)?(?:${names.join('|')}))(?=[\\s>/])`, 'g');
	const declared = namespaces(window.text);
	for (;;) {
		const from = open.lastIndex;
		const match = open.exec(window.text);
		if (match === null) {
			// A tag may be cut in two.
			if (!window.more(Math.max(from, window.text.length - longestTag))) {
				return;
			}
			open.lastIndex = 0;
			continue;
		}
		const name = match[1] ?? '';
		const end = window.text.indexOf(`</${name}>`, match.index);
		if (end < 0 && window.more(match.index)) {
			open.lastIndex = 0;
			continue;
		}
		const { line } = window.positionOf(window.offsetOf(match.index));
		if (end < 0) {
			yield { kind: 'problem', line, message: localize('The <{0}> that starts here isn’t closed.', name) };
			return;
		}
		open.lastIndex = end;
		const record = parse(`<_${declared}>${window.text.slice(match.index, end)}</${name}></_>`, mayHoldHtml);
		if (typeof record === 'string') {
			yield { kind: 'problem', line, message: localize('The <{0}> that starts here isn’t valid XML: {1}.', name, record) };
		} else {
			yield* toReading(record, line);
		}
	}
}

/** In UTF-16 code units, with its prefix. */
const longestTag = 100;

function namespaces(text: string): string {
	return (
		text
			.slice(0, 5000)
			.match(/\sxmlns:[\w-]+="[^"<]*"/g)
			?.filter((declaration, index, all) => all.indexOf(declaration) === index)
			.join('') ?? ''
	);
}

/** The element within the wrapper, or what is wrong with it. */
function parse(text: string, mayHoldHtml: boolean): Node | string {
	const read = parsed(text);
	return typeof read === 'string' ? repairedOr(text, read, mayHoldHtml) : read;
}

/** What a second reading makes of a text whose usual mistakes are repaired, else what was wrong the first time. */
function repairedOr(text: string, mistake: string, mayHoldHtml: boolean): Node | string {
	const repaired = repair(text);
	const read = repaired === text ? mistake : parsed(repaired);
	if (typeof read !== 'string' || !mayHoldHtml) {
		return typeof read === 'string' ? mistake : read;
	}
	const escaped = escapedHtml(repaired);
	const last = escaped === repaired ? mistake : parsed(escaped);
	return typeof last === 'string' ? mistake : last;
}

/**
 * HTML that was put into a feed as it is, `<title>A <b>bold claim</title>`, is text with markup: elements that HTML knows are escaped,
 * whether they are closed or not.
 */
function escapedHtml(text: string): string {
	return text.replace(/<(\/?)([A-Za-z][A-Za-z0-9]*)((?:\s[^<>]*)?)>/g, (tag, slash: string, name: string, rest: string) =>
		htmlInText.has(name.toLowerCase()) ? `&lt;${slash}${name}${rest.replace(/&/g, '&amp;')}&gt;` : tag,
	);
}

// Not `link`, `title` and `source`, which are RSS's own.
const htmlInText: ReadonlySet<string> = new Set(
	'a abbr b big blockquote br center cite code dd div dl dt em figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q s small span strike strong sub sup table tbody td th thead tr tt u ul wbr'.split(
		' ',
	),
);

function parsed(text: string): Node | string {
	if (xmlDepth(text, deepest) > deepest) {
		return 'its elements are nested too deeply';
	}
	try {
		// The parser would make one end of a line after the other into a line feed. https://www.w3.org/TR/xml/#sec-line-ends
		const document = parseXml(text.replace(/\r\n?/g, '\n'), { ignoreUndefinedEntities: true, resolveUndefinedEntity: resolveEntity });
		const element = document.root?.children[0];
		return element instanceof XmlElement ? new Node(element) : 'it is empty';
	} catch (error) {
		if (error instanceof XmlError || (error instanceof Error && error.message.includes('(line '))) {
			return error.message.split(/(?<!\s)\s*\(line /)[0] ?? '';
		}
		throw error;
	}
}

/** Feeds use HTML's names although XML does not know them. */
function resolveEntity(name: string): string | undefined {
	const text = decodeEntities(name);
	return text === name ? undefined : text;
}

/**
 * A bare `&` or `<` and characters that XML forbids are what feeds have most often, and what feed readers repair. What stands in a CDATA
 * section is left as it is.
 */
function repair(text: string): string {
	const parts: string[] = [];
	for (let at = 0; at < text.length;) {
		const start = text.indexOf('<![CDATA[', at);
		const end = start < 0 ? -1 : text.indexOf(']]>', start);
		const next = end < 0 ? text.length : end + ']]>'.length;
		parts.push(
			repairedMarkup(text.slice(at, end < 0 ? text.length : start)),
			end < 0 ? '' : text.slice(start, next).replace(forbidden, ''),
		);
		at = next;
	}
	return parts.join('');
}

function repairedMarkup(text: string): string {
	return text
		.replace(/&#(?:x0{0,9}(?:[0-8bcef]|1[0-9a-f])|0{0,9}(?:[0-8]|1[124-9]|2\d|3[01]));/gi, '')
		.replace(/&(?!(?:[a-z][a-z0-9]{0,30}|#\d{1,7}|#x[\da-f]{1,6});)/gi, '&amp;')
		.replace(/<(?![A-Za-z_/!?])/g, '&lt;')
		.replace(forbidden, '');
}

// https://www.w3.org/TR/xml/#charsets
const forbidden = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;

/** The parser and we descend by calling ourselves. */
const deepest = 100;
