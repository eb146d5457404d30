import type { DocumentSettings } from './documentSettings';
import type { JsonObject } from '../data/json';
import type { IncomingPaper } from '../paper/paper';
import { cslItem } from '../export/cslItem';

/** What pandoc is given of a document whose text comes by its standard input. */
export interface PandocRun {
	/** By their names in a folder that is made for the run. */
	readonly files: ReadonlyMap<string, string>;
	/** @param pathOf where a file of the run lies */
	readonly words: (pathOf: (name: string) => string) => readonly string[];
	/** The name of what pandoc writes. */
	readonly output: string;
}

/**
 * How pandoc makes of a document what the preview shows of its citations: with the papers that are cited, whatever library or bibliography
 * they come from, in the style and language of the document. https://pandoc.org/MANUAL.html#citation-rendering
 *
 * @param papers by the key that the document has for them
 * @param style XML
 * @param extension of the file that is wanted, which names its format: `docx`
 * @param folder where pictures are looked for
 */
export function pandocRun(
	{
		settings,
		papers,
		style,
	}: { readonly settings: DocumentSettings; readonly papers: ReadonlyMap<string, IncomingPaper>; readonly style: string },
	extension: string,
	folder: string,
): PandocRun {
	const output = `document.${extension}`;
	const nocite = settings.citesAll ? '@*' : (settings.uncited ?? []).map(key => `@{${key}}`).join(', ');
	// What the document itself says comes before it.
	const metadata: JsonObject = {
		...(settings.lang === undefined ? {} : { lang: settings.lang }),
		...(nocite === '' ? {} : { nocite }),
		'link-citations': settings.linkCitations ?? true,
		...(settings.referenceSectionTitle === undefined ? {} : { 'reference-section-title': settings.referenceSectionTitle }),
		...(settings.suppressBibliography === true ? { 'suppress-bibliography': true } : {}),
	};
	return {
		files: new Map([
			['references.json', JSON.stringify([...papers].map(([key, paper]) => ({ ...cslItem(paper), id: key })))],
			['style.csl', style],
			// JSON is YAML.
			['metadata.yaml', JSON.stringify(metadata)],
		]),
		words: pathOf => [
			'--from=markdown',
			'--standalone',
			'--citeproc',
			`--bibliography=${pathOf('references.json')}`,
			`--csl=${pathOf('style.csl')}`,
			`--metadata-file=${pathOf('metadata.yaml')}`,
			`--resource-path=${folder}`,
			`--output=${pathOf(output)}`,
		],
		output,
	};
}
