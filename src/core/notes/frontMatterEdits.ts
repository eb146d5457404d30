import type { Document, Node, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { isAlias, isMap, isNode, isScalar, isSeq, visit } from 'yaml';
import type { TextEdit } from '../citing/syntax';
import type { Json, JsonObject } from '../json';
import { isArray, isObject } from '../json';
import { applyEdits } from '../text/edits';
import { frontMatterSpan } from '../markdown/frontMatter';
import { parseYaml } from './yamlFrontMatter';
import { yamlFlowText, yamlText } from './yamlText';

/** New values for keys that stand in the front matter already; nothing is added or removed at its top level. */
export interface FrontMatterEdits {
	/** In order, not overlapping, with offsets of the whole text. */
	readonly edits: readonly TextEdit[];
	/** Keys whose value has a form that only its author can change: with a remark or an anchor inside, or a list where a text is due. */
	readonly conflicts: readonly KeyConflict[];
	/** Why the front matter cannot be read, with the one-based line of the text. */
	readonly problem?: { readonly line: number; readonly message: string };
}

export interface KeyConflict {
	readonly key: string;
	/** The value as it stands there. */
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

/**
 * Edits that give keys of a text's front matter new values and touch no other byte: the YAML parser says where each value stands, and only values that differ
 * are written anew. Lists under a key of `growing` keep what they have and take what they lack. A record keeps fields that are not given.
 */
export function editFrontMatter(text: string, values: ReadonlyMap<string, Json>, growing: ReadonlySet<string> = new Set()): FrontMatterEdits {
	const span = frontMatterSpan(text);
	if (!span || values.size === 0) {
		return { edits: [], conflicts: [] };
	}
	const source = text.slice(span.start, span.end);
	const document = parseYaml(source);
	if (!('contents' in document)) {
		return { edits: [], conflicts: [], problem: { line: document.line + 1, message: `The front matter is not YAML here. ${document.message}` } };
	}
	const edits: TextEdit[] = [];
	const conflicts: KeyConflict[] = [];
	for (const { key, node } of entries(document)) {
		const value = values.get(key);
		const change = value !== undefined && editsOf(source, { key, node }, growing.has(key) ? grown(node, value) : value);
		if (change === undefined) {
			const [start, end] = node.range ?? [0, 0];
			conflicts.push({ key, start: span.start + start, end: span.start + end, text: source.slice(start, end) });
		} else if (change !== false) {
			edits.push(...change.map(edit => ({ ...edit, start: edit.start + span.start, end: edit.end + span.start })));
		}
	}
	return { edits, conflicts };
}

interface Entry {
	readonly key: string;
	readonly node: Node;
}

/** The edits that give one key its value, having seen that they do so and leave all other keys as they are; `undefined` where there are none such. */
function editsOf(source: string, { key, node }: Entry, value: Json): readonly TextEdit[] | undefined {
	const editor = new ValueEditor(source);
	if (!editor.set(node, value)) {
		return undefined;
	}
	if (editor.edits.length === 0) {
		return [];
	}
	const before = parseYaml(source);
	const after = parseYaml(applyEdits(source, editor.edits));
	if (!('contents' in before) || !('contents' in after)) {
		return undefined;
	}
	const others = entries(before);
	const changed = entries(after);
	const right = changed.length === others.length && changed.every((entry, index) => {
		const old = others[index];
		return entry.key === old?.key && (entry.key === key ? holds(entry.node, value) : JSON.stringify(entry.node) === JSON.stringify(old.node));
	});
	return right ? editor.edits : undefined;
}

function entries(document: Document): readonly Entry[] {
	if (!isMap(document.contents)) {
		return [];
	}
	return document.contents.items.flatMap(({ key, value }) => (isScalar(key) && isNode(value) ? [{ key: String(key.value), node: value }] : []));
}

/** A list as it stands there and what else the new one has. */
function grown(node: Node, value: Json): Json {
	const present = plain(node);
	if (!isArray(value) || !isArray(present)) {
		return value;
	}
	return [...present, ...value.filter(item => !present.includes(item))];
}

class ValueEditor {
	readonly edits: TextEdit[] = [];

	constructor(private readonly source: string) {}

	/** Adds the edits that give a node a value; `false` where its author must do so. */
	set(node: Node, value: Json): boolean {
		if (holds(node, value)) {
			return true;
		}
		if (isScalar(node)) {
			return node.anchor === undefined && node.tag === undefined && this.setScalar(node, value);
		}
		if (isSeq(node) && isArray(value)) {
			return node.flow === true ? this.rewrite(node, value) : this.setList(node, value);
		}
		if (isMap(node) && isObject(value)) {
			return this.setRecord(node, value);
		}
		return false;
	}

	private setScalar(node: Scalar, value: Json): boolean {
		const [start, end] = node.range ?? [0, 0];
		if (start === end) {
			// Nothing stands behind the colon but maybe a remark, `url: # none yet`, before which the parser sees the empty value.
			const colon = this.source.slice(0, start).trimEnd().length;
			this.add(colon, colon, ` ${yamlText(value)}`);
			return this.source[colon - 1] === ':';
		}
		const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
		if (isBlock || isArray(value) || isObject(value)) {
			return false;
		}
		this.add(start, end, this.insideFlow(start) ? yamlFlowText(value) : yamlText(value, node.type));
		return true;
	}

	/** `[a, b]` as a whole. */
	private rewrite(node: YAMLSeq | YAMLMap, value: Json): boolean {
		const [start, end] = node.range ?? [0, 0];
		if (hasRemarks(node)) {
			return false;
		}
		this.add(start, end, yamlText(value));
		return true;
	}

	/** Lines of `- item`: only new lines where all old items stay, else all of them anew. */
	private setList(node: YAMLSeq, value: readonly Json[]): boolean {
		const items = node.items.filter(isScalar);
		const last = items.at(-1);
		const [start] = node.range ?? [0];
		if (!last?.range || items.length < node.items.length || items.some(item => item.type?.startsWith('BLOCK'))) {
			return false;
		}
		const indent = this.source.slice(this.lineStart(start), start);
		const lineEnding = /\r\n|[\n\r]/.exec(this.source)?.[0] ?? '\n';
		const line = (item: Json) => `- ${yamlText(item)}`;
		if (items.every((item, index) => holds(item, value[index] ?? null))) {
			const end = this.lineEnd(last.range[1]);
			this.add(end, end, value.slice(items.length).map(item => lineEnding + indent + line(item)).join(''));
			return true;
		}
		if (hasRemarks(node) || value.length === 0) {
			return false;
		}
		this.add(start, last.range[1], value.map(line).join(lineEnding + indent));
		return true;
	}

	private setRecord(node: YAMLMap, value: JsonObject): boolean {
		if (node.items.length === 0) {
			return this.rewrite(node, value);
		}
		const missing: [string, Json][] = [];
		for (const [key, part] of Object.entries(value)) {
			const old: unknown = node.get(key, true);
			if (part === undefined) {
				continue;
			}
			if (old === undefined) {
				missing.push([key, part]);
			} else if (!isNode(old) || !this.set(old, part)) {
				return false;
			}
		}
		return missing.length === 0 || this.addFields(node, missing);
	}

	private addFields(node: YAMLMap, fields: readonly (readonly [string, Json])[]): boolean {
		const last = node.items.at(-1)?.value;
		if (!isScalar(last) || !last.range || last.type?.startsWith('BLOCK')) {
			return false;
		}
		if (node.flow === true) {
			this.add(last.range[1], last.range[1], fields.map(([key, part]) => `, ${yamlFlowText(key)}: ${yamlFlowText(part)}`).join(''));
			return true;
		}
		const [start] = node.range ?? [0];
		const indent = this.source.slice(this.lineStart(start), start);
		const end = this.lineEnd(last.range[1]);
		const lineEnding = /\r\n|[\n\r]/.exec(this.source)?.[0] ?? '\n';
		this.add(end, end, fields.map(([key, part]) => `${lineEnding}${indent}${yamlText(key)}: ${yamlText(part)}`).join(''));
		return true;
	}

	private insideFlow(offset: number): boolean {
		return /[[{,]\s*(?:(?!\s)[^[\]{},\r\n]*:\s+)?$/.test(this.source.slice(this.lineStart(offset), offset));
	}

	private lineStart(offset: number): number {
		return Math.max(this.source.lastIndexOf('\n', offset - 1), this.source.lastIndexOf('\r', offset - 1)) + 1;
	}

	private lineEnd(offset: number): number {
		const ending = this.source.slice(offset).search(/[\r\n]/);
		return ending < 0 ? this.source.length : offset + ending;
	}

	private add(start: number, end: number, text: string): void {
		if (start !== end || text !== '') {
			this.edits.push({ start, end, text });
		}
	}
}

/** Whether a node has the value already, however it is written; `2011.13456` without quotes counts as that text. */
function holds(node: Node, value: Json): boolean {
	if (isScalar(node)) {
		return typeof value === 'string' ? node.value === value || (typeof node.value !== 'string' && node.source === value) : (node.value ?? null) === value;
	}
	if (isSeq(node)) {
		return isArray(value) && node.items.length === value.length && node.items.every((item, index) => isNode(item) && holds(item, value[index] ?? null));
	}
	return isMap(node) && isObject(value) && Object.entries(value).every(([key, part]) => {
		const old: unknown = node.get(key, true);
		return part === undefined || (isNode(old) && holds(old, part));
	});
}

function plain(node: Node): Json | undefined {
	if (isScalar(node)) {
		return typeof node.value === 'string' ? node.value : (node.source ?? null);
	}
	return isSeq(node) ? node.items.map(item => (isNode(item) ? (plain(item) ?? null) : null)) : undefined;
}

/** Whether a rewriting of a node would lose a remark, or an anchor that something else may refer to. */
function hasRemarks(node: Node): boolean {
	const found: Node[] = [];
	visit(node, {
		Node: (_key, inner) => {
			// What stands before or behind the whole value is not rewritten.
			const remark = inner !== node && (Boolean(inner.comment) || Boolean(inner.commentBefore));
			if (remark || isAlias(inner) || inner.anchor !== undefined) {
				found.push(inner);
			}
		},
	});
	return found.length > 0;
}
