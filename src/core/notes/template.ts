import type { Document, Node, Scalar } from 'yaml';
import { isDocument, isMap, isNode, isPair, isScalar, isSeq, visit } from 'yaml';
import { localize } from '../data/localize';
import type { Json } from '../data/json';
import { isArray, isObject, textOf } from '../data/json';
import type { Paper } from '../paper/paper';
import { present } from '../paper/paper';
import { applyEdits } from '../text/edits';
import { unfold } from '../text/fold';
import { frontMatterSpan } from '../markdown/frontMatter';
import { markdownBehind } from '../text/markdownProse';
import { printable } from '../text/printable';
import { sealValues } from './frontMatterEdits';
import { editValues, findManagedBlocks, sealBlocks } from './managedBlocks';
import { isoDate } from './moment';
import type { FieldContext } from './paperFields';
import { fieldsOf, fleetingFields, knownFields, markdownFields } from './paperFields';
import type { FieldValue, FilledTemplate, TagUse, TemplateMistake } from './templateLanguage';
import { fillTemplate, isMoment, quoteLines } from './templateLanguage';
import { growingKeys } from './valueSeals';
import { parseFrontMatterYaml } from './yamlFrontMatter';

export type RenderedNote = { readonly kind: 'note'; readonly text: string } | TemplateMistake;

/**
 * The text of a new note for a paper, with `\n` as line ending; or what is wrong with the template, and where.
 *
 * In the front matter a value is written as YAML, quoted where it must be, whatever the template has around it: a list becomes a list, a
 * name its full form. In the body it is escaped, so that it reads as it did but nothing in it is Markdown ({@link markdownBehind};
 * `{{{field}}}` is written as it is), lists joined by commas. Managed blocks are sealed. The fields are those of {@link fieldsOf}.
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
		write: (value, { name, isPart, raw, quoted }) =>
			slots.add({ value, raw, quoted, isMarkdown: !isPart && markdownFields.has(name), fleeting: fleetingFields.has(name) }),
	});
	return filled.kind === 'mistake' ? filled : place(filled, slots);
}

interface Slot extends Pick<TagUse, 'raw' | 'quoted'> {
	readonly value: FieldValue;
	/** Whether the value is Markdown of ours. */
	readonly isMarkdown: boolean;
	readonly fleeting: boolean;
}

/**
 * Values are strangers' text, so none is in the template while its YAML is read: a slot, `mark 12 mark`, stands for each, where `mark` is a
 * character of a private use area that the template does not have.
 */
class Slots {
	private readonly mark: string;
	private readonly slot: RegExp;
	private readonly values: Slot[] = [];

	constructor(template: string) {
		let code = 0xe000;
		while (template.includes(String.fromCharCode(code))) {
			code += 1;
		}
		this.mark = String.fromCharCode(code);
		this.slot = new RegExp(`${this.mark}(\\d+)${this.mark}`, 'g');
	}

	add(slot: Slot): string {
		return `${this.mark}${this.values.push(slot) - 1}${this.mark}`;
	}

	has(text: string): boolean {
		return text.includes(this.mark);
	}

	isFleeting(text: string): boolean {
		return [...text.matchAll(this.slot)].some(([, index]) => this.values[Number(index)]?.fleeting);
	}

	/** The text with what `write` makes of each slot and of all that comes before it. */
	replace(text: string, write: (slot: Slot, before: string) => string): string {
		let written = '';
		let at = 0;
		for (const match of text.matchAll(this.slot)) {
			const slot = this.values[Number(match[1])];
			written += text.slice(at, match.index);
			written += slot === undefined ? '' : write(slot, written);
			at = match.index + match[0].length;
		}
		return written + text.slice(at);
	}

	/** The slot that a text is, and nothing else. */
	only(text: string): Slot | undefined {
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
	const document = parseFrontMatterYaml(text.slice(span.start, span.end));
	if (!('contents' in document)) {
		return { kind: 'mistake', line: lines[document.line] ?? 1, message: `The front matter isn’t valid YAML here. ${document.message}` };
	}
	const stray = strayAlias(document);
	if (stray !== undefined) {
		return { kind: 'mistake', line: lines[0] ?? 1, message: localize('The front matter refers to “*{0}”, which isn’t defined.', stray) };
	}
	const keys = ownedKeys(document, slots);
	fillComments(document, slots);
	fillSlots(document, slots);
	const yaml = document.toString({ lineWidth: 0, nullStr: '' });
	const owned = valuesOf(document, keys);
	const sealed = sealBlocks(`---\n${yaml}---\n${body}`);
	return { kind: 'rendered', blocks: sealed.blocks, text: withValues(sealed.text, owned), owned };
}

/** The name of an alias without its anchor before it, at which YAML cannot be written again. */
function strayAlias(document: Document): string | undefined {
	let stray: string | undefined;
	visit(document, {
		Alias(_key, node) {
			stray ??= node.resolve(document) === undefined ? node.source : undefined;
		},
	});
	return stray;
}

function withValues(text: string, owned: ReadonlyMap<string, Json>): string {
	const seals = sealValues(new Map([...owned].filter(([key]) => key !== 'citation-key')), growingKeys);
	const edit = seals.size === 0 ? undefined : editValues(text, findManagedBlocks(text), seals);
	return edit === undefined ? text : applyEdits(text, [edit]);
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
		node.comment &&= slots.replace(node.comment, lineText);
		node.commentBefore &&= slots.replace(node.commentBefore, lineText);
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
				replacements.push(() => replaceIn(path.at(-1), key, dressed(document.createNode(frontMatterValue(asQuoted(only))), node)));
			} else {
				node.value = slots.replace(node.value, lineText);
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

/** A value as front matter holds it: names as text, dates in ISO 8601. */
function frontMatterValue(value: FieldValue): Json {
	if (isMoment(value)) {
		return isoDate(value);
	}
	if (isArray(value)) {
		return value.map(frontMatterValue);
	}
	if (isObject(value)) {
		const name = textOf(value['name']);
		return name !== undefined
			? frontMatterText(name)
			: Object.fromEntries(
					Object.entries(value)
						.filter(([, part]) => part !== undefined)
						.map(([key, part]) => [key, frontMatterValue(part)]),
				);
	}
	return typeof value === 'string' ? frontMatterText(value) : (value ?? null);
}

/** No white space at the ends, and no line endings that YAML 1.1 knows and YAML 1.2 does not: each reader would see other lines. */
function frontMatterText(text: string): string {
	return withoutLinks(
		printable(text)
			.replace(/[\x85\u2028\u2029]/g, ' ')
			.trim(),
	);
}

/** Links count in front matter too, here and in Obsidian: a stranger's `[[other]]` becomes `[ [other]]`. */
function withoutLinks(text: string): string {
	return text.replace(/\[(?=\[)/g, '[ ');
}

/**
 * A value as the body shows it. It is a stranger's text and so escaped, unless it is Markdown of ours or the template asks for it as it is;
 * then it still may not pass for the marker of a managed block.
 */
function bodyText({ value, raw, quoted, isMarkdown }: Slot, before: string): string {
	const isPlain = typeof value === 'number' || typeof value === 'boolean' || isMoment(value);
	const text =
		raw || isMarkdown || isPlain
			? shown(value).replace(/<!--(?=\s*marginalia:)/g, '&lt;!--')
			: markdownBehind(before, ...shownParts(value));
	return quoted ? quoteLines(text) : text;
}

/** A value as a comment or a part of a text in the front matter shows it, where nothing is Markdown. */
function lineText(slot: Slot): string {
	return withoutLinks(unfold(printable(shown(asQuoted(slot))).replace(/<!--(?=\s*marginalia:)/g, '&lt;!--')));
}

function asQuoted({ value, quoted }: Slot): FieldValue {
	return quoted ? quoteLines(shown(value)) : value;
}

function shown(value: FieldValue): string {
	if (value === undefined || value === null) {
		return '';
	}
	if (isMoment(value)) {
		return isoDate(value);
	}
	return typeof value === 'object' ? shownParts(value).join(', ') : String(value);
}

/** What commas join in {@link shown}: of a list its items, of an object that is neither a name nor a link its fields. */
function shownParts(value: FieldValue): readonly string[] {
	if (isArray(value)) {
		return value.flatMap(shownParts);
	}
	if (!isObject(value) || isMoment(value)) {
		return [shown(value)];
	}
	const single = textOf(value['name']) ?? textOf(value['url']);
	return single === undefined ? Object.entries(value).map(([key, part]) => `${key}: ${shown(part)}`) : [single];
}
