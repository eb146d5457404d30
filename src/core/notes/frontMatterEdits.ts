import type { Node, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { isAlias, isMap, isNode, isScalar, isSeq, visit } from 'yaml';
import type { Range, TextEdit } from '../text/edits';
import type { Json, JsonObject } from '../data/json';
import { isArray, isObject } from '../data/json';
import { applyEdits } from '../text/edits';
import type { FrontMatterNode, FrontMatterPart, ReadFrontMatter } from './frontMatterEntries';
import { entriesOf, entryRanges, readFrontMatter } from './frontMatterEntries';
import { parseFrontMatterYaml } from './yamlFrontMatter';
import type { ValueSeals } from './valueSeals';
import { placeOf, valueText, valueSeal } from './valueSeals';
import { yamlBlock, yamlFlowText, yamlText } from './yamlText';

/** What a refresh writes into front matter; nothing is added or removed at its top level. */
export interface FrontMatterEdits {
	/** In order, not overlapping, with offsets of the whole text. */
	readonly edits: readonly TextEdit[];
	/**
	 * Values of the user's that differ from the new ones, or that have a form which only their author can change: a remark or an anchor
	 * inside, a list where a text is due.
	 */
	readonly conflicts: readonly KeyConflict[];
	/** What is sealed once the edits are made. */
	readonly seals: ValueSeals;
	/** Why the front matter cannot be read, with the one-based line of the text. */
	readonly problem?: { readonly line: number; readonly message: string };
}

export interface KeyConflict {
	/** A key, or `identifiers/doi`. */
	readonly place: string;
	/** The value as it stands there. */
	readonly start: number;
	readonly end: number;
	readonly text: string;
	/** What would stand there; `undefined` where only its author can write it. */
	readonly fresh?: string;
	/** Whether the paper says something that it did not say when the note was last brought up to date. */
	readonly isNew: boolean;
	/** Whether the note has no seals, so that nothing tells whose the value is. */
	readonly isUnsealed: boolean;
}

export interface FrontMatterChoices {
	/** What stands there, where it has been read already. */
	readonly reading?: ReadFrontMatter;
	/** What the note is sealed with; `undefined` where nothing says what we wrote, and everything counts as the user's. */
	readonly seals?: ValueSeals;
	/** Keys of lists to which users add items of their own. */
	readonly growing?: ReadonlySet<string>;
	/** Values that count as ours, whatever the seals say. */
	readonly isOurs?: (key: string, value: string) => boolean;
	/** Places whose new values the user has seen: those of `replace` are taken, those of `decline` are not offered again. */
	readonly replace?: ReadonlySet<string>;
	readonly decline?: ReadonlySet<string>;
}

/**
 * Edits that give keys of a text's front matter new values and touch no other byte: the YAML parser says where each value stands, and only
 * values that differ are written again. Only a value that still fits its seal is ours to change, or an empty one that was never sealed; any
 * other is the user's. A new value that says nothing replaces none. Lists under a key of `growing` keep what they have and take what they
 * lack, except for what they had and the user took out. A record keeps fields that are not given.
 */
export function editFrontMatter(text: string, values: ReadonlyMap<string, Json>, choices: FrontMatterChoices = {}): FrontMatterEdits {
	const seals = new Map(choices.seals);
	const reading = values.size === 0 ? undefined : (choices.reading ?? readFrontMatter(text));
	if (reading === undefined) {
		return { edits: [], conflicts: [], seals };
	}
	if (reading.kind === 'mistake') {
		const { line, message } = reading.mistake;
		return {
			edits: [],
			conflicts: [],
			seals,
			problem: { line: line + 1, message: `The front matter isn’t valid YAML here. ${message}` },
		};
	}
	const edits: TextEdit[] = [];
	const conflicts: KeyConflict[] = [];
	for (const part of reading.parts.filter(({ keys }) => keys.some(key => values.has(key)))) {
		for (const { key, node } of part.entries) {
			const value = values.get(key);
			if (value !== undefined) {
				const change = new KeyChange(part, key, choices);
				change.decide(node, value);
				edits.push(...change.edits.map(edit => moved(edit, part.start)));
				conflicts.push(...change.conflicts.map(conflict => moved(conflict, part.start)));
				change.seals.forEach((prints, place) => seals.set(place, prints));
			}
		}
	}
	return { edits, conflicts, seals };
}

function moved<T extends Range>(range: T, by: number): T {
	return { ...range, start: range.start + by, end: range.end + by };
}

/** What is to be written so that a list of the front matter has other items. */
export interface ListEdits {
	/** As in {@link FrontMatterEdits}; none where only its author can write them: a remark would be lost, or an anchor. */
	readonly edits: readonly TextEdit[];
	/** The items that stand there. */
	readonly items: readonly Json[];
}

/** The edits that change the items of a list, or the one text that stands for it; `undefined` where they stay as they are. */
export function editFrontMatterList(text: string, key: string, change: (items: readonly Json[]) => readonly Json[]): ListEdits | undefined {
	const reading = readFrontMatter(text);
	const parts = reading?.kind === 'read' ? reading.parts : [];
	const part = parts.find(({ keys }) => keys.includes(key));
	const node = part?.entries.find(entry => entry.key === key)?.node;
	const current = node && plain(node);
	if (part === undefined || node === undefined || current === undefined || valueText(current) === '') {
		return undefined;
	}
	const items = isArray(current) ? current : [current];
	const changed = change(items);
	if (JSON.stringify(changed) === JSON.stringify(items)) {
		return undefined;
	}
	const edits = editsOf(part, key, editor => editor.setItems(node, changed)) ?? [];
	return { items, edits: edits.map(edit => moved(edit, part.start)) };
}

/** Decides for one key what is changed, what is kept, and what is sealed. */
class KeyChange {
	readonly edits: TextEdit[] = [];
	readonly conflicts: KeyConflict[] = [];
	readonly seals = new Map<string, readonly string[]>();

	constructor(
		private readonly part: FrontMatterPart,
		private readonly key: string,
		private readonly choices: FrontMatterChoices,
	) {}

	decide(node: Node, value: Json): void {
		if (valueText(value) === '') {
			return;
		}
		if (isArray(value) && this.choices.growing?.has(this.key) === true) {
			this.grow(node, value);
		} else if (isObject(value) && (isMap(node) || isEmpty(node))) {
			this.decideFields(node, value);
		} else {
			this.decideOne(this.key, node, value);
		}
	}

	private decideOne(place: string, node: Node, value: Json): void {
		const current = plain(node);
		const written = current === undefined ? undefined : valueText(current);
		if (written === valueText(value)) {
			this.seal(place, value);
			return;
		}
		const [sealed] = this.choices.seals?.get(place) ?? [];
		if (written === '' && sealed !== undefined && this.choices.replace?.has(place) !== true) {
			// We wrote a value, and the user took it out.
			return;
		}
		const isOurs =
			written !== undefined && (written === '' || sealed === valueSeal(written) || this.choices.isOurs?.(place, written) === true);
		const edits = editsOf(this.part, this.key, editor => editor.set(node, value));
		if (edits !== undefined && (isOurs || this.choices.replace?.has(place) === true)) {
			this.edits.push(...edits);
			this.seal(place, value);
			return;
		}
		const isNew = this.choices.seals !== undefined && sealed !== valueSeal(value);
		this.conflicts.push({ ...conflictAt(this.part.source, place, node, edits), isNew, isUnsealed: this.choices.seals === undefined });
		if (this.choices.decline?.has(place) === true) {
			this.seal(place, value);
		}
	}

	private decideFields(node: Node, value: JsonObject): void {
		const missing: [string, Json][] = [];
		for (const [field, part] of Object.entries(value)) {
			const place = placeOf(this.key, field);
			const old: unknown = isMap(node) ? node.get(field, true) : undefined;
			if (part === undefined || valueText(part) === '') {
				continue;
			}
			if (isNode(old)) {
				this.decideOne(place, old, part);
			} else if (this.choices.seals?.has(place) !== true) {
				missing.push([field, part]);
			}
		}
		if (missing.length === 0) {
			return;
		}
		const record = Object.fromEntries(missing);
		const edits = editsOf(this.part, this.key, editor => editor.set(node, record));
		if (edits === undefined) {
			this.conflicts.push({ ...conflictAt(this.part.source, this.key, node, undefined), isNew: false, isUnsealed: false });
			return;
		}
		this.edits.push(...edits);
		missing.forEach(([field, part]) => this.seal(placeOf(this.key, field), part));
		this.edits.sort((a, b) => a.start - b.start);
	}

	private grow(node: Node, value: readonly Json[]): void {
		const present = isEmpty(node) ? [] : plain(node);
		const known = new Set(isArray(present) ? present.map(itemName) : []);
		const sealed = this.choices.seals?.get(this.key) ?? [];
		const fresh = [...new Map(value.map(item => [itemName(item), item])).values()];
		const missing = fresh.filter(item => !known.has(itemName(item)) && !sealed.includes(valueSeal(item)));
		const edits =
			missing.length === 0 || !isArray(present) ? [] : editsOf(this.part, this.key, editor => editor.set(node, [...present, ...missing]));
		if (edits === undefined || (missing.length > 0 && !isArray(present))) {
			this.conflicts.push({ ...conflictAt(this.part.source, this.key, node, undefined), isNew: false, isUnsealed: false });
			return;
		}
		this.edits.push(...edits);
		this.seals.set(this.key, [...new Set([...sealed, ...value.map(valueSeal)])]);
	}

	private seal(place: string, value: Json): void {
		this.seals.set(place, [valueSeal(value)]);
	}
}

/** What the seals of a new note are: every value that says something. */
export function sealValues(values: ReadonlyMap<string, Json>, growing: ReadonlySet<string>): ValueSeals {
	const seals = new Map<string, readonly string[]>();
	for (const [key, value] of values) {
		if (valueText(value) === '') {
			continue;
		}
		if (isArray(value) && growing.has(key)) {
			seals.set(key, value.map(valueSeal));
		} else if (isObject(value)) {
			Object.entries(value).forEach(
				([field, part]) => part !== undefined && valueText(part) !== '' && seals.set(placeOf(key, field), [valueSeal(part)]),
			);
		} else {
			seals.set(key, [valueSeal(value)]);
		}
	}
	return seals;
}

/** Tags are told apart neither by case nor by the `#` that some write. */
function itemName(item: Json): string {
	return valueText(item).replace(/^#/, '').toLowerCase();
}

function conflictAt(
	source: string,
	place: string,
	node: Node,
	edits: readonly TextEdit[] | undefined,
): Omit<KeyConflict, 'isNew' | 'isUnsealed'> {
	const [from, to] = node.range ?? [0, 0];
	const start = Math.min(from, ...(edits ?? []).map(edit => edit.start));
	const end = Math.max(to, ...(edits ?? []).map(edit => edit.end));
	const text = source.slice(start, end);
	return {
		place,
		start,
		end,
		text,
		...(edits && {
			fresh: applyEdits(
				text,
				edits.map(edit => ({ ...edit, start: edit.start - start, end: edit.end - start })),
			),
		}),
	};
}

/**
 * The edits that give a value of one key, having seen that they leave all other keys as they are and are at rest then; `undefined` where
 * there are none such.
 */
function editsOf(
	{ source, entries: before }: FrontMatterPart,
	key: string,
	set: (editor: ValueEditor) => boolean,
): readonly TextEdit[] | undefined {
	const editor = new ValueEditor(source);
	if (!set(editor)) {
		return undefined;
	}
	const edits = editor.edits.sort((a, b) => a.start - b.start);
	const edited = applyEdits(source, edits);
	const after = parseFrontMatterYaml(edited);
	const keepsItsLines = entryRanges(edited).length === entryRanges(source).length && edited.endsWith('\n') === source.endsWith('\n');
	const changed: readonly FrontMatterNode[] = 'contents' in after ? entriesOf(after) : [];
	const right =
		keepsItsLines &&
		changed.length === before.length &&
		changed.every((entry, index) => {
			const old = before[index];
			return entry.key === old?.key && (entry.key === key || JSON.stringify(entry.node) === JSON.stringify(old.node));
		});
	return right ? edits : undefined;
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
		return isMap(node) && isObject(value) && this.setRecord(node, value);
	}

	/** As {@link set}, item by item where as many stay, so that remarks between them stay too. */
	setItems(node: Node, items: readonly Json[]): boolean {
		if (isSeq(node) && node.items.length === items.length) {
			return node.items.every((item, index) => isNode(item) && this.set(item, items[index] ?? null));
		}
		if (items.length > 0) {
			const [only] = items;
			return isSeq(node) ? this.set(node, items) : items.length === 1 && only !== undefined && this.set(node, only);
		}
		const last = isSeq(node) ? node.items.at(-1) : node;
		const [start, end] = [node.range?.[0], isNode(last) && isSeq(node) && node.flow !== true ? last.range?.[1] : node.range?.[1]];
		if (start === undefined || end === undefined || hasRemarks(node) || node.anchor !== undefined) {
			return false;
		}
		this.add(start, end, '[]');
		return true;
	}

	private setScalar(node: Scalar, value: Json): boolean {
		const [start, end] = node.range ?? [0, 0];
		if (start === end) {
			// Nothing stands behind the colon but maybe a remark, `url: # none yet`, before which the parser sees the empty value.
			const colon = this.source.slice(0, start).trimEnd().length;
			this.add(colon, colon, ` ${yamlText(value)}`);
			return this.source[colon - 1] === ':';
		}
		if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') {
			return this.setBlock(node, node.type, value);
		}
		if ((isArray(value) || isObject(value)) && node.value !== null) {
			return false;
		}
		this.add(start, end, this.insideFlow(start) ? yamlFlowText(value) : yamlText(value, node.type));
		return true;
	}

	/** The lines of `|` and `>-`, at the top level. */
	private setBlock(node: Scalar, type: 'BLOCK_LITERAL' | 'BLOCK_FOLDED', value: Json): boolean {
		const [start, end] = node.range ?? [0, 0];
		const header = this.source.slice(start, this.lineEnd(start)).trimEnd();
		const isTop = /^[^\s#-]/.test(this.source.slice(this.lineStart(start), start));
		if (typeof value !== 'string' || value.trim() === '' || !isTop || !/^[|>]-?$/.test(header)) {
			return false;
		}
		const lineEnding = /\r\n|[\n\r]/.exec(this.source)?.[0] ?? '\n';
		const block = yamlBlock(value.trim() + (header.endsWith('-') ? '' : '\n'), type);
		const hasEnd = /[\r\n]$/.test(this.source.slice(start, end));
		this.add(start, end, block.replaceAll('\n', lineEnding) + (hasEnd ? lineEnding : ''));
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
			this.add(
				end,
				end,
				value
					.slice(items.length)
					.map(item => lineEnding + indent + line(item))
					.join(''),
			);
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
		return typeof value === 'string'
			? node.value === value || (typeof node.value !== 'string' && node.source === value)
			: (node.value ?? null) === value;
	}
	if (isSeq(node)) {
		return (
			isArray(value) &&
			node.items.length === value.length &&
			node.items.every((item, index) => isNode(item) && holds(item, value[index] ?? null))
		);
	}
	return (
		isMap(node) &&
		isObject(value) &&
		Object.entries(value).every(([key, part]) => {
			const old: unknown = node.get(key, true);
			return part === undefined || (isNode(old) && holds(old, part));
		})
	);
}

/** What a node says, numbers as they are written; `undefined` where it refers to another. */
function plain(node: Node): Json | undefined {
	if (isScalar(node)) {
		return typeof node.value === 'string' ? node.value : node.value === null ? null : (node.source ?? null);
	}
	if (isSeq(node)) {
		return node.items.map(item => (isNode(item) ? (plain(item) ?? null) : null));
	}
	return isMap(node)
		? Object.fromEntries(
				node.items.flatMap(({ key, value }) => (isScalar(key) ? [[String(key.value), isNode(value) ? (plain(value) ?? null) : null]] : [])),
			)
		: undefined;
}

/** `url:`, `[]`, `{}`. */
function isEmpty(node: Node): boolean {
	return isScalar(node) ? node.value === null || node.value === '' : (isSeq(node) || isMap(node)) && node.items.length === 0;
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
