import { biblatex, latex, natbib } from './latex';
import { manubot } from './manubot';
import { myst } from './myst';
import { obsidian } from './obsidian';
import { pandoc } from './pandoc';
import type { Syntax } from './syntax';
import { typst } from './typst';

/** Every syntax, for conversions. */
export const syntaxes: readonly Syntax[] = [pandoc, latex, natbib, biblatex, myst, typst, manubot, obsidian];

/** How a document of a VS Code language cites; pandoc's way where the language has none of its own. */
export function syntaxOf(languageId: string): Syntax {
	return byLanguage[languageId] ?? pandoc;
}

const byLanguage: Readonly<Record<string, Syntax | undefined>> = {
	markdown: pandoc,
	quarto: pandoc,
	rmarkdown: pandoc,
	rmd: pandoc,
	mdx: pandoc,
	myst,
	typst,
	typ: typst,
	tex: latex,
	latex,
	'latex-expl3': latex,
	rsweave: latex,
	doctex: latex,
};
