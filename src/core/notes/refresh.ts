import type { TextEdit } from '../text/edits';
import type { Paper } from '../paper/paper';
import { present } from '../paper/paper';
import { lineAt, lineStarts } from '../text/lines';
import { frontMatterSpan } from '../markdown/frontMatter';
import { readNoteIdentity } from './frontmatter';
import type { FrontMatterEdits } from './frontMatterEdits';
import { editFrontMatter } from './frontMatterEdits';
import type { ReadFrontMatter } from './frontMatterEntries';
import type { ManagedBlock, ManagedBlocks, NoteProblem } from './managedBlocks';
import { editValues, findManagedBlocks, sealComment } from './managedBlocks';
import type { FieldContext } from './paperFields';
import { sealOf } from './seal';
import type { RenderedTemplate } from './template';
import { renderTemplate } from './template';
import type { TemplateMistake } from './templateLanguage';
import { growingKeys, valuesComment } from './valueSeals';

export interface RefreshOptions extends FieldContext, RefreshChoices {
	/** The template the note was made from: it says which keys and blocks there are, and what they hold. */
	readonly template: string;
}

/** What the user decided, having seen the difference. */
export interface RefreshChoices {
	/** The managed blocks that are meant; all, and the front matter, where it is not given. */
	readonly blocks?: ReadonlySet<string>;
	/** Names of managed blocks that the user gives up. */
	readonly replace?: ReadonlySet<string>;
	/**
	 * Names of values in the front matter (`title`, `identifiers/doi`) that the user gives up, and of those whose new value is not to be
	 * offered again.
	 */
	readonly replaceKeys?: ReadonlySet<string>;
	readonly declineKeys?: ReadonlySet<string>;
	/** The front matter of the note, where it has been read already: see `readLongFrontMatter`. */
	readonly reading?: ReadFrontMatter;
}

export interface RefreshedNote {
	readonly kind: 'refreshed';
	/** In order, not overlapping; none where the note is up to date, or has a problem. */
	readonly edits: readonly TextEdit[];
	readonly conflicts: readonly RefreshConflict[];
	/** What must be mended before the note can be refreshed. */
	readonly problems: readonly NoteProblem[];
}

/** A place the user edited, or wrote in a form of their own, which differs from the new data. No edit touches it. */
export interface RefreshConflict {
	readonly kind: 'block' | 'key';
	readonly name: string;
	/** One-based. */
	readonly line: number;
	/** What stands there, in UTF-16 offsets and as text. */
	readonly start: number;
	readonly end: number;
	readonly current: string;
	/** What would stand there; `undefined` for a value of a form that only its author can change. */
	readonly fresh?: string;
	/**
	 * Whether the user should be asked: always for a block; for a value where the paper says something since the last refresh that it did not
	 * say then.
	 */
	readonly isNew: boolean;
	/**
	 * Whether nothing tells whose a value is, for the note has no seals: an older version or another tool made it. To be asked about where
	 * the user names the note.
	 */
	readonly isUnsealed: boolean;
}

/**
 * The edits that bring a note's front matter and managed blocks up to date with its paper. Every byte outside them stays.
 *
 * Ours in the front matter are the values of keys that the template fills from the paper, as long as they read as we left them ({@link
 * ValueSeals}); `tags` and `aliases` only grow. Ours in the body is what stands between the markers of a managed block that the template
 * has too. A block that no longer fits its seal, or has none, was written by the user: it is reported, not replaced.
 */
export function refreshNote(text: string, paper: Paper, options: RefreshOptions): RefreshedNote | TemplateMistake {
	const rendered = renderTemplate(options.template, paper, options);
	if (rendered.kind === 'mistake') {
		return rendered;
	}
	return refreshRendered(text, paper, rendered, options);
}

/** {@link refreshNote} with a template that is rendered already. */
export function refreshRendered(text: string, paper: Paper, rendered: RenderedTemplate, options: RefreshChoices): RefreshedNote {
	const managed = findManagedBlocks(text);
	const { problems } = managed;
	if (options.blocks !== undefined) {
		const changes = problems.length > 0 ? [] : changesOf(text, managed, rendered, options);
		return {
			kind: 'refreshed',
			edits: changes.flatMap(({ edits }) => edits),
			conflicts: changes.flatMap(({ conflicts }) => conflicts),
			problems,
		};
	}
	const keys = [paper['citation-key'], ...(paper.aliases ?? [])];
	const frontMatter = editFrontMatter(text, rendered.owned, {
		...(managed.values && { seals: managed.values.seals }),
		growing: growingKeys,
		isOurs: (key, value) => key === keyField && keys.includes(value),
		...(options.replaceKeys && { replace: options.replaceKeys }),
		...(options.declineKeys && { decline: options.declineKeys }),
		...(options.reading && { reading: options.reading }),
	});
	const allProblems = frontMatter.problem ? [frontMatter.problem, ...problems] : problems;
	if (allProblems.length > 0) {
		return { kind: 'refreshed', edits: [], conflicts: [], problems: allProblems };
	}
	const changes = changesOf(text, managed, rendered, options);
	const starts = lineStarts(text);
	const keyConflicts = frontMatter.conflicts.map(({ place, start, end, text: current, fresh, isNew, isUnsealed }): RefreshConflict => ({
		kind: 'key',
		name: place,
		line: lineAt(starts, start),
		start,
		end,
		current,
		...present('fresh', fresh),
		isNew,
		isUnsealed,
	}));
	return {
		kind: 'refreshed',
		edits: inOrder([...frontMatter.edits, ...changes.flatMap(change => change.edits), ...valueEdits(text, managed, frontMatter, options)]),
		conflicts: [...keyConflicts.sort((a, b) => a.start - b.start), ...changes.flatMap(change => change.conflicts)],
		problems: [],
	};
}

/** The key itself needs no seal: a note whose key is one of the paper's is its note. */
const keyField = 'citation-key';

/** A note that was never sealed gets its seals with the first value that is written or declined; until then it stays as it is. */
function valueEdits(
	text: string,
	managed: ManagedBlocks,
	{ seals, edits }: FrontMatterEdits,
	{ declineKeys }: RefreshChoices,
): readonly TextEdit[] {
	const ours = new Map([...seals].filter(([place]) => place !== keyField));
	if (
		ours.size === 0 ||
		(managed.values === undefined && edits.length === 0 && (declineKeys?.size ?? 0) === 0) ||
		valuesComment(ours) === (managed.values && valuesComment(managed.values.seals))
	) {
		return [];
	}
	const edit = editValues(text, managed, ours);
	return edit === undefined ? [] : [edit];
}

/**
 * Whether a note is known to be the paper's by more than its name or an alias: it has the paper's key as `citation-key`, or something of
 * ours in it. Only then may a refresh write to it.
 */
export function isNoteOf(text: string, paper: Paper): boolean {
	const { citationKey } = readNoteIdentity(text);
	const names = [paper['citation-key'], ...(paper.aliases ?? [])];
	if (citationKey !== undefined && !names.includes(citationKey)) {
		return false;
	}
	if (citationKey !== undefined && ownKey.test(text.slice(0, frontMatterSpan(text)?.end))) {
		return true;
	}
	const { blocks, problems, values } = findManagedBlocks(text);
	return blocks.length > 0 || problems.length > 0 || values !== undefined;
}

const ownKey = /(?<![^\r\n])[{ \t]*["']?citation-key["']?[ \t]*:/;

/** By where they are; at one place as they are given. */
function inOrder(edits: readonly TextEdit[]): readonly TextEdit[] {
	return [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
}

interface BlockChange {
	readonly edits: readonly TextEdit[];
	readonly conflicts: readonly RefreshConflict[];
}

function changesOf(
	text: string,
	{ blocks }: ManagedBlocks,
	rendered: RenderedTemplate,
	{ blocks: meant, replace }: RefreshChoices,
): readonly BlockChange[] {
	return blocks
		.filter(({ name }) => meant?.has(name) ?? true)
		.map(block => changeOf(text, block, rendered.blocks.get(block.name), replace));
}

function changeOf(text: string, block: ManagedBlock, content: string | undefined, replace: ReadonlySet<string> | undefined): BlockChange {
	if (content === undefined) {
		return { edits: [], conflicts: [] };
	}
	const current = text.slice(block.start, block.end);
	const fresh = content.replaceAll('\n', lineEndingBefore(text, block.start));
	const seal = sealOf(current);
	const sealing = block.seal === sealOf(fresh) ? [] : [{ start: block.sealStart, end: block.sealEnd, text: sealComment(fresh) }];
	if (seal === sealOf(fresh)) {
		return { edits: sealing, conflicts: [] };
	}
	if (block.seal === seal || current.trim() === '' || replace?.has(block.name) === true) {
		return { edits: [...sealing, { start: block.start, end: block.end, text: fresh }], conflicts: [] };
	}
	return {
		edits: [],
		conflicts: [
			{
				kind: 'block',
				name: block.name,
				line: block.line,
				start: block.start,
				end: block.end,
				current,
				fresh,
				isNew: true,
				isUnsealed: false,
			},
		],
	};
}

function lineEndingBefore(text: string, offset: number): string {
	return text.slice(0, offset).endsWith('\r\n') ? '\r\n' : text.charAt(offset - 1);
}
