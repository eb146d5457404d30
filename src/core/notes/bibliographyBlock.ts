import type { NoteProblem } from './managedBlocks';
import { findManagedBlocks, sealComment } from './managedBlocks';
import { sealOf } from './seal';
import type { Reference } from '../citing/bibliography/formatter';
import { formattedMarkdown } from '../citing/bibliography/formattedMarkdown';
import { frontMatterRange } from '../markdown/frontMatter';
import type { TextEdit } from '../text/edits';

/** The name of the managed block that holds a document's references. */
export const bibliographyBlockName = 'bibliography';

export type BibliographyEdit =
	/** `edits` are in order; none where the block is up to date. */
	| { readonly kind: 'edits'; readonly edits: readonly TextEdit[] }
	/** Somebody edited the block since it was written; `edits` replace what stands in it, from `start` to `end` (UTF-16 offsets). */
	| { readonly kind: 'edited'; readonly edits: readonly TextEdit[]; readonly start: number; readonly end: number; readonly fresh: string }
	/** What must be mended first. */
	| { readonly kind: 'problem'; readonly problem: NoteProblem };

/**
 * The edits that write a markdown document's references into a managed block, or bring the block that is there up to date. A new one stands
 * at the offset where that is in an empty line, else at the end of the document under a heading, unless the text ends with one.
 */
export function bibliographyEdit(text: string, references: readonly Reference[], at: number, title: string): BibliographyEdit {
	const { blocks, problems } = findManagedBlocks(text);
	const [problem] = problems;
	if (problem !== undefined) {
		return { kind: 'problem', problem };
	}
	const newline = /\r?\n/.exec(text)?.[0] ?? '\n';
	const block = blocks.find(({ name }) => name === bibliographyBlockName);
	if (block === undefined) {
		return { kind: 'edits', edits: [newBlock(text, contentOf(references, newline), at, title, newline)] };
	}
	const current = text.slice(block.start, block.end);
	const fresh = contentOf(references, newline);
	const seal = { start: block.sealStart, end: block.sealEnd, text: sealComment(fresh) };
	const content = { start: block.start, end: block.end, text: fresh };
	if (sealOf(current) === sealOf(fresh)) {
		return { kind: 'edits', edits: block.seal === sealOf(fresh) ? [] : [seal] };
	}
	const untouched = block.seal === sealOf(current) || current.trim() === '';
	return untouched
		? { kind: 'edits', edits: [seal, content] }
		: { kind: 'edited', edits: [seal, content], start: block.start, end: block.end, fresh };
}

/** Each reference is a paragraph. */
function contentOf(references: readonly Reference[], newline: string): string {
	return (
		references.map(({ text }) => `${newline}${formattedMarkdown(text).replace(/\s+/g, ' ').trim()}${newline}`).join('') +
		(references.length === 0 ? '' : newline)
	);
}

function newBlock(text: string, content: string, at: number, title: string, newline: string): TextEdit {
	const block = `<!-- marginalia:begin ${bibliographyBlockName} -->${sealComment(content)}${newline}${content}<!-- marginalia:end -->`;
	const start = text.lastIndexOf('\n', at - 1) + 1;
	const lineEnd = /\r?\n|$/g;
	lineEnd.lastIndex = at;
	const end = lineEnd.exec(text)?.index ?? text.length;
	const behindFrontMatter = start >= (frontMatterRange(text)?.end ?? 0);
	if (text.slice(start, end).trim() === '' && text.slice(end).trim() !== '' && behindFrontMatter) {
		const before = start === 0 || /\n[ \t]*\r?\n$/.test(text.slice(0, start)) ? '' : newline;
		const after = /^\r?\n[ \t]*(?:\r?\n|$)/.test(text.slice(end)) ? '' : newline;
		return { start, end, text: before + block + after };
	}
	const trimmed = text.trimEnd();
	const hasHeading = /(?:^|\n)#{1,6}[ \t][^\n]*$/.test(trimmed);
	const lead = trimmed === '' ? '' : newline + newline;
	return {
		start: trimmed.length,
		end: text.length,
		text: `${lead}${hasHeading ? '' : `## ${title}${newline}${newline}`}${block}${newline}`,
	};
}
