import { biblatex, latex, natbib } from './latex';
import { manubot } from './manubot';
import { mergeCitations } from './mergeCitations';
import { myst } from './myst';
import { findObsidianLinks, obsidian } from './obsidian';
import { findPandocCitations, pandoc } from './pandoc';
import type { Syntax } from './syntax';
import { typst } from './typst';

/** Every syntax, for conversions. */
export const syntaxes: readonly Syntax[] = [pandoc, latex, natbib, biblatex, myst, typst, manubot, obsidian];

/**
 * How a document of a VS Code language cites; pandoc's way where the language has none of its own. Markdown is also what MyST and Obsidian call their files:
 * their citations are found there too, and with its text given a document that has MyST's roles cites by roles.
 */
export function syntaxOf(languageId: string, text = ''): Syntax {
	const syntax = byLanguage[languageId] ?? markdown;
	// A plain search first: of most texts it costs a fiftieth of the expression.
	return syntax === markdown && (text.includes('{cite') || text.includes('{footcite')) && mystRole.test(text) ? myst : syntax;
}

const mystRole = /\{(?:foot)?cite(?::[a-z]{1,12})?\}`/;

const markdown: Syntax = {
	...pandoc,
	find: text => mergeCitations(text.includes('[[') ? findObsidianLinks(text) : [], findPandocCitations(text)),
	extend: obsidian.extend,
};

const byLanguage: Readonly<Record<string, Syntax | undefined>> = {
	quarto: pandoc,
	rmarkdown: pandoc,
	rmd: pandoc,
	myst,
	typst,
	typ: typst,
	tex: latex,
	latex,
	'latex-expl3': latex,
	rsweave: latex,
	doctex: latex,
};
