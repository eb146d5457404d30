import { isObject, parseJson, textOf } from '../data/json';
import type { JsonObject } from '../data/json';
import type { FileStore } from '../files/ports';
import { collectionPath, collectionText, isWithin } from '../paper/collections';
import type { CollectionPath } from '../paper/collections';
import { isSameValue } from '../paper/fieldEdit';
import { present } from '../paper/paper';
import { compareText } from '../text/compare';
import { conflictMark } from '../text/conflictMarks';

/** The colours that a tag can have: those of charts in the user's theme. */
export const tagColors = ['red', 'orange', 'yellow', 'green', 'blue', 'purple'] as const;
export type TagColor = (typeof tagColors)[number];

/** What a library keeps besides its papers. */
export interface Labels {
	/** Collections that are there also without papers, each in its one spelling, with what else their lines say. */
	readonly collections: ReadonlyMap<string, JsonObject>;
	/** What is said of tags: their colours, and fields that are not known here, of a later version for instance. */
	readonly tags: ReadonlyMap<string, JsonObject>;
}

/** A tag that has a colour. */
export interface TagInColor {
	readonly tag: string;
	readonly color: TagColor;
}

/** The colour of a tag, if it has one that is known here. */
export function colorOf(tag: string, { tags }: Pick<Labels, 'tags'>): TagColor | undefined {
	const color = tags.get(tag)?.['color'];
	return tagColors.find(name => name === color);
}

/** The tags that have a colour, each once, in their order. */
export function tagsInColor(tags: readonly string[], labels: Pick<Labels, 'tags'>): readonly TagInColor[] {
	return [...new Set(tags)].flatMap(tag => {
		const color = colorOf(tag, labels);
		return color === undefined ? [] : [{ tag, color }];
	});
}

/** The colours of tags, each once, in the order of the tags. */
export function colorsOf(tags: readonly string[], labels: Pick<Labels, 'tags'>): readonly TagColor[] {
	return [...new Set(tagsInColor(tags, labels).map(({ color }) => color))];
}

export const noLabels: Labels = { collections: new Map(), tags: new Map() };

/** What a file of labels says. */
export interface LabelFile {
	readonly labels: Labels;
	/** Lines that are no labels: they stay. */
	readonly others: readonly string[];
}

/**
 * Reads the labels of a library, a line for each, in any order: `{"collection":"Thesis > Chapter 2"}`, `{"tag":"fruit","color":"green"}`.
 * The lines of both sides of a conflict count, of two that say something else of a label the later one; marks of conflicts
 * count for nothing.
 */
export function readLabels(text: string): LabelFile {
	const collections = new Map<string, JsonObject>();
	const tags = new Map<string, JsonObject>();
	const others: string[] = [];
	for (const line of text.split(/\r\n?|\n/)) {
		const value = parseJson(line);
		const fields = isObject(value) ? value : {};
		const { collection, ...ofCollection } = fields;
		const { tag, ...ofTag } = fields;
		const path = collectionPath(textOf(collection) ?? '');
		const tagged = textOf(tag);
		if (path.length > 0) {
			say(collections, collectionText(path), ofCollection);
		} else if (tagged !== undefined) {
			say(tags, tagged, ofTag);
		} else if (line.trim() !== '' && !conflictMark.test(line)) {
			others.push(line);
		}
	}
	return { labels: { collections, tags }, others };
}

/** Adds what is said of a name to what was said before. */
function say(labels: Map<string, JsonObject>, name: string, fields: JsonObject): void {
	labels.set(name, { ...labels.get(name), ...fields });
}

/** Labels as text, a line each and in order, so that git merges them. */
export function printLabels({ labels: { collections, tags }, others = [] }: Pick<LabelFile, 'labels'> & Partial<LabelFile>): string {
	const lines = [
		...[...collections].map(([collection, fields]) => JSON.stringify({ collection, ...fields })),
		...[...tags].map(([tag, fields]) => JSON.stringify({ tag, ...fields })),
	];
	return [...lines.sort(compareText), ...others].map(line => `${line}\n`).join('');
}

/** With some collections that stay also without papers. */
export function withCollections(labels: Labels, paths: readonly CollectionPath[]): Labels {
	const collections = new Map(labels.collections);
	paths.filter(path => path.length > 0).forEach(path => say(collections, collectionText(path), {}));
	return { ...labels, collections };
}

/** With a collection, and all that lie in it, in another place; without `to`, with none of them. */
export function withMovedCollection(labels: Labels, from: CollectionPath, to: CollectionPath | undefined): Labels {
	const places = new Map(
		[...labels.collections.keys()].flatMap(text => {
			const path = collectionPath(text);
			return isWithin(path, from) ? [[text, to && collectionText([...to, ...path.slice(from.length)])] as const] : [];
		}),
	);
	return { ...labels, collections: renamed(labels.collections, places) };
}

/** With a tag in a colour, or in none. */
export function withColor(labels: Labels, tag: string, color: TagColor | undefined): Labels {
	const { color: _, ...others } = labels.tags.get(tag) ?? {};
	const tags = new Map(labels.tags);
	tags.delete(tag);
	const fields = { ...present('color', color), ...others };
	if (Object.keys(fields).length > 0) {
		tags.set(tag, fields);
	}
	return { ...labels, tags };
}

/**
 * With one tag in place of others: of it stays what is said of it, and to that comes what is said of the others, of the first of them that
 * says something else. Without `to`, with none.
 */
export function withRenamedTags(labels: Labels, from: readonly string[], to: string | undefined): Labels {
	return { ...labels, tags: renamed(labels.tags, new Map(from.map(tag => [tag, to]))) };
}

/** With other names, or without those that get none. Where two get one name, it says what the one that had it says, then the earlier. */
function renamed(labels: Labels['tags'], names: ReadonlyMap<string, string | undefined>): ReadonlyMap<string, JsonObject> {
	const result = new Map([...labels].filter(([name]) => !names.has(name) || names.get(name) === name));
	for (const [name, to] of names) {
		const fields = labels.get(name);
		if (fields !== undefined && to !== undefined && to !== name) {
			result.set(to, { ...fields, ...result.get(to) });
		}
	}
	return result;
}

/** Takes a change back: what it added is gone, what it took away is there, and whatever else was changed since stays. */
export function withoutChange(now: Labels, before: Labels, after: Labels): Labels {
	return {
		collections: withoutChanges(now.collections, before.collections, after.collections),
		tags: withoutChanges(now.tags, before.tags, after.tags),
	};
}

function withoutChanges(now: Labels['tags'], before: Labels['tags'], after: Labels['tags']): ReadonlyMap<string, JsonObject> {
	const result = new Map(now);
	for (const name of new Set([...before.keys(), ...after.keys()])) {
		const [then, changed] = [before.get(name), after.get(name)];
		if (!isSameValue(now.get(name), changed)) {
			continue;
		}
		if (then === undefined) {
			result.delete(name);
		} else {
			result.set(name, then);
		}
	}
	return result;
}

export const labelsName = 'labels.jsonl';

/** The labels of a library in its folder. */
export class LabelStore {
	private readonly path: string;

	/** `folder` is the library's. */
	constructor(
		private readonly files: Pick<FileStore, 'read' | 'write' | 'exclusively'>,
		folder: string,
	) {
		this.path = `${folder}/${labelsName}`;
	}

	async read(): Promise<Labels> {
		return readLabels((await this.files.read(this.path)) ?? '').labels;
	}

	/** Changes what the file says by now; writes nothing where that is the same. Rejects with the file system's error. */
	change(edit: (labels: Labels) => Labels): Promise<{ readonly before: Labels; readonly after: Labels; readonly isChanged: boolean }> {
		return this.files.exclusively(this.path, async () => {
			const text = (await this.files.read(this.path)) ?? '';
			const file = readLabels(text);
			const after = edit(file.labels);
			const written = printLabels({ ...file, labels: after });
			const isChanged = written !== printLabels(file);
			if (isChanged) {
				await this.files.write(this.path, written);
			}
			return { before: file.labels, after, isChanged };
		});
	}
}
