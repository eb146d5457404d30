import type { Document, Node, Scalar } from 'yaml';
import { isDocument, isMap, isNode, isPair, isScalar, isSeq, visit } from 'yaml';
import type { Json } from '../json';
import { isArray, isObject, textOf } from '../json';
import type { Paper } from '../paper';
import { present } from '../paper';
import { unfold } from '../text/fold';
import { frontMatterSpan } from './frontMatterSpan';
import { sealBlocks } from './managedBlocks';
import { isoDate } from './moment';
import type { FieldContext } from './paperFields';
import { fieldsOf, fleetingFields, knownFields } from './paperFields';
import type { FieldValue, FilledTemplate, TemplateMistake } from './templateLanguage';
import { fillTemplate, isMoment } from './templateLanguage';
import { parseYaml } from './yamlFrontMatter';

export type RenderedNote = { readonly kind: 'note'; readonly text: string } | TemplateMistake;

/**
 * The text of a new note for a paper, with `\n` as line ending; or what is wrong with the template, and where.
 *
 * In the front matter a value is written as YAML, quoted where it must be, whatever the template has around it: a list becomes a list, a name its full form.
 * In the body it is written as it is, lists joined by commas. Managed blocks are sealed. The fields are those of {@link fieldsOf}.
 */
export function renderNote(template: string, paper: Paper, context: FieldContext): RenderedNote {
	const rendered = renderTemplate(template, paper, context);
	return rendered.kind === 'mistake' ? rendered : { kind: 'note', text: rendered.text };
}

export interface RenderedTemplate {
	readonly kind: 'rendered';
	readonly text: string;
	/** The values of the top-level keys of the front matter that the paper alone decides. */
	readonly owned: ReadonlyMap<string, Json>;
	/** The content of each managed block. */
	readonly blocks: ReadonlyMap<string, string>;
}

/** {@link renderNote}, and what a refresh must know besides. */
export function renderTemplate(template: string, paper: Paper, context: FieldContext): RenderedTemplate | TemplateMistake {
	const slots = new Slots(template);
	const filled = fillTemplate(template.replace(/\r\n?/g, '\n'), {
		fields: fieldsOf(paper, context),
		known: knownFields,
		write: (value, name) => slots.add(value, fleetingFields.has(name)),
	});
	return filled.kind === 'mistake' ? filled : place(filled, slots);
}

/**
 * Values are strangers' text, so none is in the template while its YAML is read: a slot, `mark 12 mark`, stands for each, where `mark` is a character of a
 * private use area that the template does not have.
 */
class Slots {
	private readonly mark: string;
	private readonly slot: RegExp;
	private readonly values: { readonly value: FieldValue; readonly fleeting: boolean }[] = [];

	constructor(template: string) {
		let code = 0xe000;
		while (template.includes(String.fromCharCode(code))) {
			code += 1;
		}
		this.mark = String.fromCharCode(code);
		this.slot = new RegExp(`${this.mark}(\\d+)${this.mark}`, 'g');
	}

	add(value: FieldValue, fleeting: boolean): string {
		return `${this.mark}${this.values.push({ value, fleeting }) - 1}${this.mark}`;
	}

	has(text: string): boolean {
		return text.includes(this.mark);
	}

	isFleeting(text: string): boolean {
		return [...text.matchAll(this.slot)].some(([, index]) => this.values[Number(index)]?.fleeting);
	}

	replace(text: string, write: (value: FieldValue) => string): string {
		return text.replace(this.slot, (_slot, index: string) => write(this.values[Number(index)]?.value));
	}

	/** The value of a text that is one slot and nothing else. */
	only(text: string): { readonly value: FieldValue } | undefined {
		const index = new RegExp(`^${this.slot.source}$`).exec(text)?.[1];
		return index === undefined ? undefined : this.values[Number(index)];
	}
}

function place({ text, lines }: FilledTemplate, slots: Slots): RenderedTemplate | TemplateMistake {
	const span = frontMatterSpan(text);
	const body = slots.replace(text.slice(span?.next ?? 0), bodyText);
	if (!span) {
		return { kind: 'rendered', ...sealBlocks(body), owned: new Map() };
	}
	const document = parseYaml(text.slice(span.start, span.end));
	if (!('contents' in document)) {
		return { kind: 'mistake', line: lines[document.line] ?? 1, message: `The front matter is not YAML here. ${document.message}` };
	}
	const keys = ownedKeys(document, slots);
	fillComments(document, slots);
	fillSlots(document, slots);
	const yaml = document.toString({ lineWidth: 0, nullStr: '' });
	return { kind: 'rendered', ...sealBlocks(`---\n${yaml}---\n${body}`), owned: valuesOf(document, keys) };
}

function ownedKeys(document: Document, slots: Slots): readonly string[] {
	if (!isMap(document.contents)) {
		return [];
	}
	return document.contents.items.flatMap(({ key, value }) => {
		const source = JSON.stringify(value);
		return isScalar(key) && typeof key.value === 'string' && slots.has(source) && !slots.isFleeting(source) ? [key.value] : [];
	});
}

function valuesOf(document: Document, keys: readonly string[]): ReadonlyMap<string, Json> {
	return new Map(keys.map(key => [key, plainJson(document.get(key))]));
}

function plainJson(value: unknown): Json {
	const plain: unknown = isNode(value) ? value.toJSON() : value;
	if (typeof plain === 'string' || typeof plain === 'number' || typeof plain === 'boolean') {
		return plain;
	}
	return isArray(plain) || isObject(plain) ? plain : null;
}

function fillComments(document: Document, slots: Slots): void {
	const fill = (node: Commented) => {
		node.comment &&= slots.replace(node.comment, value => unfold(bodyText(value)));
		node.commentBefore &&= slots.replace(node.commentBefore, value => unfold(bodyText(value)));
	};
	fill(document);
	visit(document, { Node: (_key, node) => fill(node) });
}

interface Commented {
	comment?: string | null;
	commentBefore?: string | null;
}

function fillSlots(document: Document, slots: Slots): void {
	const replacements: (() => void)[] = [];
	visit(document, {
		Scalar(key, node, path) {
			if (typeof node.value !== 'string' || !slots.has(node.value)) {
				return;
			}
			const only = key !== 'key' && node.type === 'PLAIN' ? slots.only(node.value) : undefined;
			if (only) {
				// Later, lest the values be visited in their turn.
				replacements.push(() => replaceIn(path.at(-1), key, dressed(document.createNode(frontMatterValue(only.value)), node)));
			} else {
				node.value = slots.replace(node.value, value => unfold(bodyText(value)));
			}
		},
	});
	for (const replace of replacements) {
		replace();
	}
}

function replaceIn(parent: unknown, key: string | number | null, node: Node): void {
	if (isPair(parent)) {
		parent.value = node;
	} else if (isSeq(parent) && typeof key === 'number') {
		parent.items[key] = node;
	} else if (isDocument(parent)) {
		parent.contents = node;
	}
}

/** The node with the comments, blank lines and anchor that stood around another. */
function dressed(node: Node, { comment, commentBefore, spaceBefore, anchor }: Scalar): Node {
	return Object.assign(node, { comment, commentBefore, spaceBefore, ...present('anchor', anchor) });
}

/** A value as front matter holds it: names as text, dates in ISO 8601, no white space at the ends. */
function frontMatterValue(value: FieldValue): Json {
	if (isMoment(value)) {
		return isoDate(value);
	}
	if (isArray(value)) {
		return value.map(frontMatterValue);
	}
	if (isObject(value)) {
		const name = textOf(value['name']);
		return name ?? Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined).map(([key, part]) => [key, frontMatterValue(part)]));
	}
	return typeof value === 'string' ? value.trim() : (value ?? null);
}

/** A value as the body shows it. No text of a record may pass for the marker of a managed block. */
function bodyText(value: FieldValue): string {
	return shown(value).replace(/<!--(?=\s*marginalia:)/g, '&lt;!--');
}

function shown(value: FieldValue): string {
	if (value === undefined || value === null) {
		return '';
	}
	if (isMoment(value)) {
		return isoDate(value);
	}
	if (isArray(value)) {
		return value.map(shown).join(', ');
	}
	if (isObject(value)) {
		return textOf(value['name']) ?? textOf(value['url']) ?? Object.entries(value).map(([key, part]) => `${key}: ${shown(part)}`).join(', ');
	}
	return String(value);
}
