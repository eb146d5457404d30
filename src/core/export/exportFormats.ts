import { localize } from '../data/localize';
import { Pace } from '../work/pace';
import type { Pause } from '../work/pace';
import type { IncomingPaper } from '../paper/paper';
import { toBiblatex, toBibtex } from '../bibtex/write/bibtex';
import { jabrefTree } from '../bibtex/write/jabrefTree';
import { toCslJson, toCslYaml } from './csl';
import { toMarkdownList } from './markdownList';
import { toRis } from './ris';

/** A form in which papers leave. */
export interface ExportFormat {
	readonly id: string;
	/** As people name it: `CSL-JSON`. */
	readonly label: string;
	/** Who reads it. */
	readonly description: () => string;
	/** Of its files, without the dot. */
	readonly extension: string;
	readonly write: (papers: readonly IncomingPaper[]) => string;
	/** One text of several that `write` gave. */
	readonly join: (texts: readonly string[]) => string;
	/**
	 * What needs to know all papers of a file: each as it is to be written, and what stands after them. `collections` are those that are
	 * there without papers, too.
	 */
	readonly whole?: (papers: readonly IncomingPaper[], collections?: Iterable<string>) => WholeExport;
}

export interface WholeExport {
	readonly paper: (paper: IncomingPaper) => IncomingPaper;
	readonly comment: string;
}

export const exportFormats: readonly ExportFormat[] = [
	{
		id: 'bibtex',
		label: 'BibTeX',
		description: () => localize('LaTeX with BibTeX, pandoc'),
		extension: 'bib',
		write: toBibtex,
		join: texts => texts.join('\n'),
		whole: jabrefTree,
	},
	{
		id: 'biblatex',
		label: 'BibLaTeX',
		description: () => localize('LaTeX with biber, pandoc'),
		extension: 'bib',
		write: toBiblatex,
		join: texts => texts.join('\n'),
		whole: jabrefTree,
	},
	{
		id: 'ris',
		label: 'RIS',
		description: () => 'EndNote, Mendeley, Zotero',
		extension: 'ris',
		write: toRis,
		join: texts => texts.join('\n'),
	},
	{ id: 'csl-json', label: 'CSL-JSON', description: () => 'pandoc, Quarto, Zotero', extension: 'json', write: toCslJson, join: joinJson },
	{
		id: 'csl-yaml',
		label: 'CSL-YAML',
		description: () => localize('pandoc, Typst (through pandoc)'),
		extension: 'yaml',
		write: toCslYaml,
		join: joinYaml,
	},
	{
		id: 'markdown',
		label: 'Markdown list',
		description: () => localize('Titles with links, authors and years'),
		extension: 'md',
		write: toMarkdownList,
		join: texts => texts.join(''),
	},
];

/** By id, without regard to case. */
export function exportFormat(id: string): ExportFormat | undefined {
	return exportFormats.find(format => format.id === id.toLowerCase());
}

/** A file of papers; of a whole library, with the collections that are there without papers, too. */
export function exportAll(papers: readonly IncomingPaper[], format: ExportFormat, collections: Iterable<string> = []): string {
	const whole = format.whole?.(papers, collections);
	return whole === undefined ? format.write(papers) : format.write(papers.map(whole.paper)) + whole.comment;
}

export interface ExportOptions {
	readonly pause: Pause;
	readonly cancelled?: () => boolean;
	readonly onProgress?: (written: number) => void;
	/** As {@link exportAll} takes them. */
	readonly collections?: Iterable<string>;
}

/** {@link exportAll}, made in slices; `undefined` where it was cancelled. */
export async function exportText(
	papers: readonly IncomingPaper[],
	format: ExportFormat,
	{ pause, cancelled = () => false, onProgress = () => undefined, collections = [] }: ExportOptions,
): Promise<string | undefined> {
	const pace = new Pace(pause);
	const texts: string[] = [];
	const whole = format.whole?.(papers, collections);
	for (let at = 0; at < papers.length; at += slice) {
		if (cancelled()) {
			return undefined;
		}
		const some = papers.slice(at, at + slice);
		texts.push(format.write(whole === undefined ? some : some.map(whole.paper)));
		onProgress(Math.min(papers.length, at + slice));
		await pace.rest();
	}
	return (papers.length === 0 ? format.write([]) : format.join(texts)) + (whole?.comment ?? '');
}

const slice = 50;

/** Lists as `JSON.stringify` indents them, which begin `[\n` and end `\n]\n`. */
function joinJson(texts: readonly string[]): string {
	return `[\n${texts.map(text => text.slice(2, -3)).join(',\n')}\n]\n`;
}

const yamlHead = '---\nreferences:\n';
const yamlFoot = '...\n';

function joinYaml(texts: readonly string[]): string {
	return `${yamlHead}${texts.map(text => text.slice(yamlHead.length, -yamlFoot.length)).join('')}${yamlFoot}`;
}
