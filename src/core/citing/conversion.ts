import { latex } from './latex';
import { pandoc } from './pandoc';
import { present } from '../paper/paper';
import { fold } from '../text/fold';
import type { Citation, FoundCitation, Syntax } from './syntax';
import type { Range, TextEdit } from '../text/edits';
import { wordsIn } from './translation';
import { latexMarkup } from './wording';

export interface Conversion {
	readonly edits: readonly TextEdit[];
	/** What the other syntax cannot say, such as an author alone or the words before a key; it stays as it is. */
	readonly left: readonly FoundCitation[];
}

/** The edits that write a text's citations in another syntax, all of them or those within a range (UTF-16 offsets). */
export function convertCitations(text: string, from: Syntax, to: Syntax, within: Range = { start: 0, end: text.length }): Conversion {
	const edits: TextEdit[] = [];
	const left: FoundCitation[] = [];
	for (const citation of from.find(text).filter(({ start, end }) => within.start <= start && end <= within.end)) {
		const { start, end } = citation;
		const wanted = translated(citation, from, to);
		const printed = to.print(wanted);
		if (loses(wanted, printed, to)) {
			left.push(citation);
		} else if (text.slice(start, end) !== printed) {
			edits.push({ start, end, text: printed });
		}
	}
	return { edits, left };
}

/** Whether what a syntax prints says less than the citation: another form, other works, fewer words, or an author who was left out. */
function loses(wanted: Citation, printed: string, to: Syntax): boolean {
	if (wanted.form === 'uncited' || to.lacks.includes(wanted.form) || wanted.cites.some(({ key }) => to.markup.neverInKey.test(key))) {
		return true;
	}
	const found = to
		.find(printed)
		.flatMap(({ form, cites }) => cites.map(cite => ({ key: cite.key, withoutAuthor: cite.suppressAuthor === true || form === 'year' })));
	const isSame =
		found.length === wanted.cites.length &&
		wanted.cites.every(
			({ key, suppressAuthor }, index) => found[index]?.key === key && (suppressAuthor !== true || found[index].withoutAuthor),
		);
	return (
		!isSame ||
		!holdsAll(
			bare(printed),
			wanted.cites.flatMap(({ prefix, key, locator, suffix }) => [prefix, key, locator?.value, suffix].map(words => bare(words ?? ''))),
		)
	);
}

/** Letters and digits alone: how words are set apart, emphasized or escaped is each syntax's own. */
function bare(words: string): string {
	return fold(words).replace(/\\[A-Za-z]+|[^\p{L}\p{N}]+/gu, '');
}

/** Whether a text has all parts beside each other, in whatever order: some syntaxes set keys first. */
function holdsAll(text: string, parts: readonly string[]): boolean {
	let rest = text;
	return [...parts]
		.sort((a, b) => b.length - a.length)
		.every(part => {
			const at = rest.indexOf(part);
			rest = at < 0 ? rest : `${rest.slice(0, at)} ${rest.slice(at + part.length)}`;
			return at >= 0;
		});
}

function translated(citation: FoundCitation, from: Syntax, to: Syntax): Citation {
	return {
		form: citation.form,
		cites: citation.cites.map(cite => {
			const { key, locator, suppressAuthor } = cite;
			return {
				key,
				...wordsIn(to.markup, cite, from.markup),
				...present('locator', locator),
				...(suppressAuthor === true ? { suppressAuthor } : {}),
			};
		}),
	};
}

/**
 * The syntaxes whose citations a document may hold that are to be written in another: its own, and where that is the target those that were
 * pasted into it: LaTeX's commands elsewhere, pandoc's marks in LaTeX. LaTeX's own are written in another package's commands.
 */
export function convertibleFrom(own: Syntax, to: Syntax): readonly Syntax[] {
	if (own.markup !== to.markup) {
		return [own];
	}
	const isLatex = own.markup === latexMarkup;
	return own.id === to.id && !isLatex ? [own.markup === pandoc.markup ? latex : pandoc] : [own, isLatex ? pandoc : latex];
}
