import { stringify } from 'yaml';
import { toMarkdown } from '../ingest/csl/markdownItem';
import type { IncomingPaper } from '../paper/paper';
import { cslItem } from './cslItem';

/**
 * Papers as CSL-JSON, which pandoc and citeproc read: `id` is the citation key.
 * https://github.com/citation-style-language/schema#csl-json-schema
 */
export function toCslJson(papers: readonly IncomingPaper[]): string {
	return `${JSON.stringify(papers.map(cslItem), undefined, '\t')}\n`;
}

/** Papers as CSL-YAML with pandoc's `references`, whose texts are Markdown. https://pandoc.org/MANUAL.html#specifying-bibliographic-data */
export function toCslYaml(papers: readonly IncomingPaper[]): string {
	return `---\n${stringify({ references: papers.map(paper => toMarkdown(cslItem(paper))) }, { lineWidth: 0, aliasDuplicateObjects: false })}...\n`;
}
