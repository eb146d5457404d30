/**
 * A MyST text of the same length in which directives that hold markdown are no fenced code any more: their fences become headings, so that
 * what is inside reads as text. Comments of lines, `% like this`, are blanked. https://mystmd.org/guide/syntax-overview#directives
 */
export function openDirectives(text: string): string {
	if (!/^[ \t>]*(?:[`~]{3,}\{|%)/m.test(text)) {
		return text;
	}
	const open: Fence[] = [];
	return text.replace(/[^\n]*\n?/g, line => {
		const inside = open.at(-1);
		const [, lead = '', sign = '', rest = ''] = /^([ \t>]*)(`{3,}|~{3,})([^]*)$/.exec(line) ?? [];
		if (inside !== undefined && sign.startsWith(inside.sign) && rest.trim() === '') {
			open.pop();
			return inside.isVerbatim ? line : asHeading(lead, sign, rest);
		}
		if (inside?.isVerbatim === true) {
			return line;
		}
		if (sign !== '') {
			const name = /^\{([\w:.+-]+)\}/.exec(rest)?.[1];
			const isVerbatim = name === undefined || verbatim.has(name);
			open.push({ sign, isVerbatim });
			return isVerbatim
				? line
				: asHeading(
						lead,
						sign,
						rest.replace(/^\{[\w:.+-]+\}/, whole => ' '.repeat(whole.length)),
					);
		}
		return /^[ \t]{0,3}%/.test(line) ? line.replace(/[^\r\n]/g, ' ') : line;
	});
}

interface Fence {
	readonly sign: string;
	readonly isVerbatim: boolean;
}

/** Directives whose inside is code, a formula, a list of files or data. */
const verbatim: ReadonlySet<string> = new Set(
	'code code-block code-cell sourcecode literalinclude math mermaid eval-rst raw bibliography include toctree tableofcontents csv-table embed iframe parsed-literal jupyter-execute graphviz digraph graph output show-index glossary-include anywidget'.split(
		' ',
	),
);

/** `#` and spaces in place of a fence: a heading of its own, so that what follows starts anew. */
function asHeading(lead: string, sign: string, rest: string): string {
	return `${lead}#${' '.repeat(sign.length - 1)}${rest}`;
}
