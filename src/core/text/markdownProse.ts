import { unfold } from './fold';
import { richText } from './richText';
import type { Run } from './richText';

/**
 * A stranger's text as one line of markdown that reads as it did: formulae and addresses stay what they are, everything else is plain words, never a citation,
 * a tag, a link or a list. Spaces are evened out. Backslashes work before any ASCII punctuation: https://spec.commonmark.org/0.31.2/#backslash-escapes
 */
export function markdownProse(text: string): string {
	return richText(unfold(text)).map(markdownRun).join('').replace(blockStart, '$1\\$2');
}

function markdownRun(run: Run): string {
	switch (run.kind) {
		case 'text':
			return run.text.replace(marks, '\\$&');
		case 'link':
			return /[<>\\]/.test(run.text) ? run.text.replace(marks, '\\$&') : `<${run.text}>`;
		case 'math':
			// `\(x\)` is mathematics to the reader alone, `$x$` to every tool.
			return run.display ? `$$${unfold(run.tex)}$$` : `$${run.tex.trim()}$`;
	}
}

/** Signs that could begin or end an emphasis, code, link, tag, citation, formula, cell, entity or tag of HTML. */
const marks = /[\\`*_[\]<>@$|~^]|&(?=#?\w)|#(?=[\p{L}\p{N}_/-])/gu;

/** What would make the line a list, a heading or a rule: `- a`, `1. a`, `# a`, `+++`. */
const blockStart = /^(\d{0,9})((?:[-+]|(?<=\d)[.)]|#)(?=[\s#+-]|$))/;
