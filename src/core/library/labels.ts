import { isObject, parseJson, textOf } from '../data/json';
import type { JsonObject } from '../data/json';
import type { FileStore } from '../files/ports';
import { collectionPath, collectionText, isWithin } from '../paper/collections';
import type { CollectionPath } from '../paper/collections';
import { present } from '../paper/paper';
import { compareText } from '../text/compare';
import { conflictMark } from '../text/conflictMarks';

/** The colours that a tag can have: those of charts in the user's theme. */
export const tagColors = ['red', 'orange', 'yellow', 'green', 'blue', 'purple'] as const;
export type TagColor = (typeof tagColors)[number];

/** What a library keeps besides its papers. */
export interface Labels {
	/** Collections that are there also without papers, each in its one spelling. */
	readonly collections: ReadonlySet<string>;
	/** The colours of tags. */
	readonly colors: ReadonlyMap<string, TagColor>;
}

/** A tag that has a colour. */
export interface TagInColor {
	readonly tag: string;
	readonly color: TagColor;
}

/** The tags that have a colour, each once, in their order. */
export function tagsInColor(tags: readonly string[], { colors }: Pick<Labels, 'colors'>): readonly TagInColor[] {
	return colors.size === 0
		? []
		: [...new Set(tags)].flatMap(tag => {
				const color = colors.get(tag);
				return color === undefined ? [] : [{ tag, color }];
			});
}

/** The colours of tags, each once, in the order of the tags. */
export function colorsOf(tags: readonly string[], labels: Pick<Labels, 'colors'>): readonly TagColor[] {
	return [...new Set(tagsInColor(tags, labels).map(({ color }) => color))];
}

export const noLabels: Labels = { collections: new Set(), colors: new Map() };

/** What a file of labels says. */
export interface LabelFile {
	readonly labels: Labels;
	/** Fields of a label that are not known here, of a later version for instance, by {@link labelName}: they stay with it. */
	readonly further: ReadonlyMap<string, JsonObject>;
	/** Lines that say nothing known: they stay. */
	readonly others: readonly string[];
}

/**
 * Reads the labels of a library, a line for each, in any order: `{"collection":"Thesis > Chapter 2"}`, `{"tag":"fruit","color":"green"}`.
 * The lines of both sides of a conflict count, of two colours of a tag the later one; marks of conflicts count for nothing.
 */
export function readLabels(text: string): LabelFile {
	const collections = new Set<string>();
	const colors = new Map<string, TagColor>();
	const further = new Map<string, JsonObject>();
	const others: string[] = [];
	for (const line of text.split(/\r\n?|\n/)) {
		const value = line.startsWith('{') ? parseJson(line) : undefined;
		const { collection, tag, color, ...rest } = isObject(value) ? value : {};
		const path = collectionPath(textOf(collection) ?? '');
		const known = tagColors.find(name => name === textOf(color));
		const tagged = textOf(tag);
		if (path.length > 0) {
			collections.add(collectionText(path));
			// A collection has no colour yet.
			keepFurther(further, labelName('collection', collectionText(path)), { ...present('tag', tag), ...present('color', color), ...rest });
		} else if (tagged !== undefined && known !== undefined) {
			colors.set(tagged, known);
			keepFurther(further, labelName('tag', tagged), rest);
		} else if (line.trim() !== '' && !conflictMark.test(line)) {
			others.push(line);
		}
	}
	return { labels: { collections, colors }, further, others };
}

function labelName(kind: 'collection' | 'tag', name: string): string {
	return `${kind} ${name}`;
}

function keepFurther(further: Map<string, JsonObject>, name: string, fields: JsonObject): void {
	if (Object.keys(fields).length > 0) {
		further.set(name, fields);
	}
}

/** Labels as text, a line each and in order, so that git merges them. */
export function printLabels({
	labels: { collections, colors },
	further = new Map(),
	others = [],
}: Pick<LabelFile, 'labels'> & Partial<LabelFile>): string {
	const lines = [
		...[...collections].map(collection => JSON.stringify({ collection, ...further.get(labelName('collection', collection)) })),
		...[...colors].map(([tag, color]) => JSON.stringify({ tag, color, ...further.get(labelName('tag', tag)) })),
	];
	return [...lines.sort(compareText), ...others].map(line => `${line}\n`).join('');
}

/** With some collections that stay also without papers. */
export function withCollections(labels: Labels, paths: readonly CollectionPath[]): Labels {
	return { ...labels, collections: new Set([...labels.collections, ...paths.filter(path => path.length > 0).map(collectionText)]) };
}

/** With a collection, and all that lie in it, in another place; without `to`, with none of them. */
export function withMovedCollection(labels: Labels, from: CollectionPath, to: CollectionPath | undefined): Labels {
	const moved = [...labels.collections].flatMap(text => {
		const path = collectionPath(text);
		return !isWithin(path, from) ? [text] : to === undefined ? [] : [collectionText([...to, ...path.slice(from.length)])];
	});
	return { ...labels, collections: new Set(moved) };
}

/** With a tag in a colour, or in none. */
export function withColor(labels: Labels, tag: string, color: TagColor | undefined): Labels {
	const colors = new Map(labels.colors);
	colors.delete(tag);
	if (color !== undefined) {
		colors.set(tag, color);
	}
	return { ...labels, colors };
}

/** With one tag in place of others, where it keeps its colour, or takes the first that one of them has; without `to`, with none. */
export function withRenamedTags(labels: Labels, from: readonly string[], to: string | undefined): Labels {
	const color = to === undefined ? undefined : [to, ...from].map(tag => labels.colors.get(tag)).find(known => known !== undefined);
	const without = from.reduce((rest, tag) => (tag === to ? rest : withColor(rest, tag, undefined)), labels);
	return to === undefined ? without : withColor(without, to, color);
}

/** Takes a change back: what it added is gone, what it took away is there, and whatever else was changed since stays. */
export function withoutChange(now: Labels, before: Labels, after: Labels): Labels {
	const added = [...after.collections].filter(text => !before.collections.has(text));
	const removed = [...before.collections].filter(text => !after.collections.has(text));
	const tags = [...new Set([...before.colors.keys(), ...after.colors.keys()])];
	const collections = new Set([...[...now.collections].filter(text => !added.includes(text)), ...removed]);
	return tags
		.filter(tag => before.colors.get(tag) !== after.colors.get(tag) && now.colors.get(tag) === after.colors.get(tag))
		.reduce<Labels>((labels, tag) => withColor(labels, tag, before.colors.get(tag)), { ...now, collections });
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
