import type { TextEdit } from '../citing/syntax';
import type { Paper } from '../paper';
import { lineAt, lineStarts } from '../text/lines';
import { editFrontMatter } from './frontMatterEdits';
import type { ManagedBlock, NoteProblem } from './managedBlocks';
import { findManagedBlocks, sealComment } from './managedBlocks';
import type { FieldContext } from './paperFields';
import { sealOf } from './seal';
import { renderTemplate } from './template';
import type { TemplateMistake } from './templateLanguage';

export interface RefreshOptions extends FieldContext {
	/** The template the note was made from: it says which keys and blocks there are, and what they hold. */
	readonly template: string;
	/** Names of managed blocks that the user, having seen the difference, gives up. */
	readonly replace?: ReadonlySet<string>;
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
	/** What would stand there; `undefined` for a key. */
	readonly fresh?: string;
}

/**
 * The edits that bring a note's front matter and managed blocks up to date with its paper. Every byte outside them stays.
 *
 * Ours in the front matter are the keys that the template fills from the paper and that the note still has; `tags` and `aliases` only grow. Ours in the body is what
 * stands between the markers of a managed block that the template has too. A block that no longer fits its seal, or has none, was written by
 * the user: it is reported, not replaced.
 */
export function refreshNote(text: string, paper: Paper, options: RefreshOptions): RefreshedNote | TemplateMistake {
	const rendered = renderTemplate(options.template, paper, options);
	if (rendered.kind === 'mistake') {
		return rendered;
	}
	const { blocks, problems } = findManagedBlocks(text);
	const frontMatter = editFrontMatter(text, rendered.owned, growingKeys);
	const allProblems = frontMatter.problem ? [frontMatter.problem, ...problems] : problems;
	if (allProblems.length > 0) {
		return { kind: 'refreshed', edits: [], conflicts: [], problems: allProblems };
	}
	const changes = blocks.map(block => changeOf(text, block, rendered.blocks.get(block.name), options.replace));
	const starts = lineStarts(text);
	const keyConflicts = frontMatter.conflicts.map(({ key, start, end, text: current }): RefreshConflict => ({ kind: 'key', name: key, line: lineAt(starts, start), start, end, current }));
	return {
		kind: 'refreshed',
		edits: [...frontMatter.edits, ...changes.flatMap(change => change.edits)],
		conflicts: [...keyConflicts, ...changes.flatMap(change => change.conflicts)],
		problems: [],
	};
}

/** Lists to which users add their own items. */
const growingKeys: ReadonlySet<string> = new Set(['tags', 'aliases']);

interface BlockChange {
	readonly edits: readonly TextEdit[];
	readonly conflicts: readonly RefreshConflict[];
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
	return { edits: [], conflicts: [{ kind: 'block', name: block.name, line: block.line, start: block.start, end: block.end, current, fresh }] };
}

function lineEndingBefore(text: string, offset: number): string {
	return text.slice(0, offset).endsWith('\r\n') ? '\r\n' : text.charAt(offset - 1);
}
