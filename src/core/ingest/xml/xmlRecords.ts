import { parseXml, XmlElement, XmlError, XmlText } from '@rgrove/parse-xml';
import type { Reading } from '../format';
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
		return this.element.children.filter(child => child instanceof XmlElement).filter(child => name === undefined || localName(child.name) === name).map(child => new Node(child));
	}

	/** Text within, with elements of some names kept as CSL's inline markup. */
	marked(tags: Readonly<Record<string, string>>): string {
		return this.element.children
			.map(child => {
				if (child instanceof XmlText) {
					return child.text;
				}
				if (!(child instanceof XmlElement)) {
					return '';
				}
				const tag = tags[localName(child.name).toLowerCase()];
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
 * Reads the elements of some names of a text in parts, one by one, each parsed by itself: one that is broken costs no other, and the text is never held as a tree. Elements of the same name must not nest.
 */
export function* readXmlRecords(parts: readonly string[], names: readonly string[], toReading: (record: Node, line: number) => Iterable<Reading>): Generator<Reading> {
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
			yield { kind: 'problem', line, message: `The <${name}> that begins here is never closed.` };
			return;
		}
		open.lastIndex = end;
		const record = parse(`<_${declared}>${window.text.slice(match.index, end)}</${name}></_>`);
		if (typeof record === 'string') {
			yield { kind: 'problem', line, message: `The <${name}> that begins here is not valid XML: ${record}.` };
		} else {
			yield* toReading(record, line);
		}
	}
}

/** In UTF-16 code units, with its prefix. */
const longestTag = 100;

function namespaces(text: string): string {
	return text.slice(0, 5000).match(/\sxmlns:[\w-]+="[^"<]*"/g)?.filter((declaration, index, all) => all.indexOf(declaration) === index).join('') ?? '';
}

/** The element within the wrapper, or what is wrong with it. */
function parse(text: string): Node | string {
	if (nestsTooDeep(text)) {
		return 'its elements nest too deep';
	}
	try {
		const document = parseXml(text, { ignoreUndefinedEntities: true, resolveUndefinedEntity: name => htmlEntities[name] });
		const element = document.root?.children[0];
		return element instanceof XmlElement ? new Node(element) : 'it is empty';
	} catch (error) {
		if (error instanceof XmlError || (error instanceof Error && error.message.includes('(line '))) {
			return error.message.split(/\s*\(line /)[0] ?? '';
		}
		throw error;
	}
}

/** The parser and we descend by calling ourselves. */
function nestsTooDeep(text: string): boolean {
	let depth = 0;
	for (const [tag] of text.matchAll(/<\/?[A-Za-z_][^<>]*>/g)) {
		depth += tag.startsWith('</') ? -1 : tag.endsWith('/>') ? 0 : 1;
		if (depth > 100) {
			return true;
		}
	}
	return false;
}

// Feeds use them although XML does not know them.
const htmlEntities: Readonly<Record<string, string>> = { '&nbsp;': ' ', '&ndash;': '–', '&mdash;': '—', '&hellip;': '…', '&copy;': '©', '&eacute;': 'é', '&egrave;': 'è', '&uuml;': 'ü', '&ouml;': 'ö', '&auml;': 'ä', '&lsquo;': '‘', '&rsquo;': '’', '&ldquo;': '“', '&rdquo;': '”' };
