import type { Json } from '../data/json';
import type { TextEdit } from '../text/edits';
import { editFrontMatterList } from './frontMatterEdits';
import { editValues, findManagedBlocks } from './managedBlocks';
import type { ManagedBlocks } from './managedBlocks';
import { valueSeal } from './valueSeals';

/** What a note needs to follow a tag that was renamed, merged or deleted. */
export interface TagEdits {
	/** In order, not overlapping; none where only the note's author can write them. */
	readonly edits: readonly TextEdit[];
	/** Whether each tag that goes came from the paper and reads as it was left; any other is the user's, who is to be asked. */
	readonly isOurs: boolean;
}

const key = 'tags';

/**
 * The edits that put one tag in place of others in a note's front matter, or take them out where there is no `to`; a `#` before a tag
 * stays. `undefined` where the note has none of them.
 */
export function renameTagsIn(text: string, from: ReadonlySet<string>, to: string | undefined): TagEdits | undefined {
	const isMeant = (item: Json): item is string => typeof item === 'string' && from.has(bare(item));
	const change = (items: readonly Json[]): readonly Json[] => {
		const changed = items.flatMap((item): readonly Json[] =>
			!isMeant(item) ? [item] : to === undefined ? [] : [item.startsWith('#') ? `#${to}` : to],
		);
		return [...new Map(changed.map(item => [typeof item === 'string' ? bare(item) : item, item])).values()];
	};
	const list = editFrontMatterList(text, key, items => (items.some(isMeant) ? change(items) : items));
	if (list === undefined) {
		return undefined;
	}
	const managed = findManagedBlocks(text);
	const sealed = managed.values?.seals.get(key) ?? [];
	const prints = list.items.filter(isMeant).map(item => valueSeal(item));
	const isOurs = prints.every(print => sealed.includes(print));
	const sealing = isOurs && list.edits.length > 0 ? sealEdits(text, managed, new Set(prints), to) : [];
	return { edits: [...list.edits, ...sealing].sort((a, b) => a.start - b.start), isOurs };
}

function sealEdits(text: string, managed: ManagedBlocks, gone: ReadonlySet<string>, to: string | undefined): readonly TextEdit[] {
	const seals = new Map(managed.values?.seals);
	const left = (seals.get(key) ?? []).filter(print => !gone.has(print));
	seals.set(key, [...new Set([...left, ...(to === undefined ? [] : [valueSeal(to)])])]);
	const edit = editValues(text, managed, seals);
	return edit === undefined ? [] : [edit];
}

function bare(tag: string): string {
	return tag.replace(/^#/, '');
}
