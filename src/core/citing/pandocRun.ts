import type { DocumentSettings } from './documentSettings';
import type { JsonObject } from '../data/json';
import { isArray, isObject } from '../data/json';
import { isOthers } from '../paper/names';
import type { IncomingPaper } from '../paper/paper';
import { cslItem } from '../export/cslItem';

/** What pandoc is given of a document whose text comes by its standard input. */
export interface PandocRun {
	/** By their names in a folder that is made for the run. */
	readonly files: ReadonlyMap<string, string>;
	/**
	 * @param pathOf where a file of the run lies
	 * @param engine what makes a PDF; pandoc's own choice without one
	 */
	readonly words: (pathOf: (name: string) => string, engine?: string) => readonly string[];
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
			['references.json', JSON.stringify([...papers].map(([key, paper]) => ({ ...cslItem(paper), ...namesWithOthers(paper), id: key })))],
			['style.csl', style],
			// JSON is YAML.
			['metadata.yaml', JSON.stringify(metadata)],
		]),
		words: (pathOf, engine) => [
			'--from=markdown',
			'--standalone',
			'--citeproc',
			`--bibliography=${pathOf('references.json')}`,
			`--csl=${pathOf('style.csl')}`,
			`--metadata-file=${pathOf('metadata.yaml')}`,
			`--resource-path=${folder}`,
			...(engine === undefined ? [] : [`--pdf-engine=${engine}`]),
			`--output=${pathOf(output)}`,
		],
		output,
	};
}

/** To pandoc a last author `others` is et al., in CSL JSON as in BibTeX. https://github.com/jgm/citeproc */
function namesWithOthers(paper: IncomingPaper): JsonObject {
	return Object.fromEntries(
		Object.entries(paper).flatMap(([field, names]) =>
			isArray(names) && names.length > 1 && names.some(name => isObject(name) && isOthers(name))
				? [[field, [...names.filter(name => isObject(name) && !isOthers(name)), { literal: 'others' }]]]
				: [],
		),
	);
}

/**
 * What may make a PDF, in the order in which it is tried: pandoc's own choice, which is LaTeX without any letters but Latin ones, then what
 * knows others, then what has a font for every script. https://pandoc.org/MANUAL.html#option--pdf-engine
 */
export const pdfEngines: readonly (string | undefined)[] = [
	undefined,
	'xelatex',
	'lualatex',
	'tectonic',
	'typst',
	'weasyprint',
	'wkhtmltopdf',
];

/** The characters that a PDF lacks, by what pandoc complained of while it made it: those that the font of LaTeX does not have. */
export function missingCharacters(complaint: string): readonly string[] {
	return [
		...new Set(Array.from(complaint.matchAll(/^\[WARNING\] Missing character: There is no (\S+)/gm), ([, character = '']) => character)),
	];
}

/** What went wrong in pandoc, in a line: what it only warns of, and how it goes on, is left out. */
export function pandocFailure(complaint: string): string {
	let isWarned = false;
	const lines = complaint
		.split(/\r\n|\n|\r/)
		.filter(line => {
			// A warning goes on in lines that are indented.
			isWarned = isWarning(line) || (isWarned && /^\s/.test(line));
			return !isWarned;
		})
		.map(line => line.trim())
		.filter(line => line !== '');
	const [first = complaint.trim().split('\n')[0] ?? '', second = ''] = lines;
	return (second.startsWith('!') ? `${first} ${second.replace(/^!\s*/, '')}` : first).slice(0, 300);
}

function isWarning(line: string): boolean {
	return /^\[(?:WARNING|INFO)\]/.test(line);
}
