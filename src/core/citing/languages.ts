import { dokuwiki } from './dokuwiki';
import { biblatex, latex, natbib } from './latex';
import { manubot } from './manubot';
import { mergeCitations } from './mergeCitations';
import { myst } from './myst';
import { findObsidianLinks, obsidian } from './obsidian';
import { findPandocCitations, pandoc } from './pandoc';
import type { Syntax } from './syntax';
import { typst } from './typst';

/**
 * A kind of document that cites, as VS Code names it. Everything that depends on the kind of a document is asked here;
 * `test/unit/manifest.test.ts` holds package.json and docs/citing.md against it.
 */
export interface CitingLanguage {
	/** VS Code's id of the language. */
	readonly id: string;
	/** As the documentation names it. */
	readonly name: string;
	/** The endings of its files in lower case, without the dot. Files may write them in any case. No two languages share one. */
	readonly endings: readonly string[];
	/** How its documents cite. */
	readonly syntax: Syntax;
	/**
	 * `markdown`: with YAML before it and HTML within, so that it may be a note and hold managed blocks. `other`: nothing but its citations
	 * is read.
	 */
	readonly family: Family;
	/** How its documents link to each other. */
	readonly links: 'wikilinks' | 'none';
}

export type Family = 'markdown' | 'latex' | 'typst' | 'other';

/** Markdown is also what MyST and Obsidian call their files: their citations are found in it, too. */
const markdown: Syntax = {
	...pandoc,
	find: text => mergeCitations(text.includes('[[') ? findObsidianLinks(text) : [], findPandocCitations(text)),
	extend: obsidian.extend,
	begins: myst.begins,
};

const note = { family: 'markdown', links: 'wikilinks' } as const;
const tex = { syntax: latex, family: 'latex', links: 'none' } as const;

export const languages: readonly CitingLanguage[] = [
	{
		id: 'markdown',
		name: 'Markdown',
		endings: ['md', 'markdown', 'mkd', 'mdown', 'mdwn', 'markdn', 'mdtxt', 'mdtext'],
		syntax: markdown,
		...note,
	},
	{ id: 'quarto', name: 'Quarto', endings: ['qmd'], syntax: pandoc, ...note },
	{ id: 'rmarkdown', name: 'R Markdown', endings: ['rmd'], syntax: pandoc, ...note },
	{ id: 'rmd', name: 'R Markdown', endings: [], syntax: pandoc, ...note },
	{ id: 'mdx', name: 'MDX', endings: ['mdx'], syntax: markdown, ...note },
	{ id: 'myst', name: 'MyST', endings: ['myst'], syntax: myst, family: 'markdown', links: 'none' },
	{ id: 'latex', name: 'LaTeX', endings: ['tex', 'ltx'], ...tex },
	{ id: 'tex', name: 'LaTeX', endings: [], ...tex },
	{ id: 'latex-expl3', name: 'LaTeX', endings: [], ...tex },
	{ id: 'doctex', name: 'LaTeX', endings: ['dtx'], ...tex },
	{ id: 'rsweave', name: 'Sweave', endings: ['rnw', 'snw'], ...tex },
	{ id: 'typst', name: 'Typst', endings: ['typ'], syntax: typst, family: 'typst', links: 'none' },
	{ id: 'typ', name: 'Typst', endings: [], syntax: typst, family: 'typst', links: 'none' },
	{ id: 'dokuwiki', name: 'DokuWiki', endings: ['dokuwiki'], syntax: dokuwiki, family: 'other', links: 'none' },
];

/** Every syntax that citations can be written in. */
export const syntaxes: readonly Syntax[] = [pandoc, latex, natbib, biblatex, myst, typst, manubot, obsidian, dokuwiki];

const byId: ReadonlyMap<string, CitingLanguage> = new Map(languages.map(language => [language.id, language]));
const byEnding: ReadonlyMap<string, CitingLanguage> = new Map(
	languages.flatMap(language => language.endings.map(ending => [ending, language])),
);

/**
 * How a document of a VS Code language cites; Markdown's way where the language has none of its own. With its text given, Markdown that has
 * MyST's roles cites by roles.
 */
export function syntaxOf(languageId: string, text = ''): Syntax {
	const { syntax } = byId.get(languageId) ?? { syntax: markdown };
	// A plain search first: of most texts it costs a fiftieth of the expression.
	return syntax === markdown && (text.includes('{cite') || text.includes('{footcite')) && mystRole.test(text) ? myst : syntax;
}

const mystRole = /\{(?:foot)?cite(?::[a-z]{1,12})?\}`/;

/** The family of a VS Code language; Markdown's where nothing is known of it. */
export function familyOf(languageId: string): Family {
	return byId.get(languageId)?.family ?? 'markdown';
}

/** The language of a file by its name, for files that no editor has opened. */
export function languageOfFile(path: string): string {
	return (byEnding.get(endingOf(path)) ?? byEnding.get('md'))?.id ?? 'markdown';
}

/** The endings, in lower case, of all documents that cite, or of those that link to each other. */
export function endingsOf(wanted: (language: CitingLanguage) => boolean = () => true): readonly string[] {
	return languages.filter(wanted).flatMap(({ endings }) => endings);
}

/** Whether a file may cite or link, by its name. */
export function isCitingFile(path: string): boolean {
	return byEnding.has(endingOf(path));
}

/** Whether a file may be a note, to which others link, by its name. */
export function isLinkingFile(path: string): boolean {
	return byEnding.get(endingOf(path))?.links === 'wikilinks';
}

function endingOf(path: string): string {
	return path.slice(path.lastIndexOf('.') + 1).toLowerCase();
}

/** Finds, below a folder, every file that may cite or link, in whatever case its ending is written. */
export const citingFilesGlob = globOf(endingsOf());

/** Finds every file that a document of LaTeX or Typst may take in. */
export const includedFilesGlob = globOf(endingsOf(({ family }) => family === 'latex' || family === 'typst'));

function globOf(endings: readonly string[]): string {
	return `**/*.{${endings.map(anyCase).join(',')}}`;
}

/** `[mM][dD]` */
function anyCase(ending: string): string {
	return ending.replace(/[a-z]/g, letter => `[${letter}${letter.toUpperCase()}]`);
}

/** The characters after which any of the syntaxes may have something to complete. */
export const completionTriggers: readonly string[] = [...new Set(syntaxes.flatMap(({ triggers }) => triggers))];

/** VS Code's ids of all languages that cite. */
export const citingLanguages: readonly string[] = languages.map(({ id }) => id);
/** Those whose documents may hold front matter and managed blocks. */
export const markdownLanguages: readonly string[] = languages.filter(({ family }) => family === 'markdown').map(({ id }) => id);
/** Those whose documents link to each other. */
export const linkingLanguages: readonly string[] = languages.filter(({ links }) => links !== 'none').map(({ id }) => id);
