import { isArray, isObject, stringsOf } from '../data/json';
import type { Json } from '../data/json';
import { parseRecordsYaml } from '../ingest/yamlText';
import { documentSettings } from './documentSettings';
import type { Family } from './languages';
import { familyOf } from './languages';
import { withoutLatexComments } from './latexMask';

/**
 * The bibliography files that a document names, as written: `bibliography` of a front matter, of a pandoc defaults file or a Quarto project
 * (at the top, under `metadata`, `project` or `book`), `\addbibresource` and `\bibliography` of LaTeX, `#bibliography` of Typst. Web
 * addresses are left out. https://pandoc.org/MANUAL.html#defaults-files
 */
export function documentBibliographies(text: string, languageId: string): readonly string[] {
	const named = languageId === 'yaml' ? inYaml(text) : readers[familyOf(languageId)](text);
	return [...new Set(named.map(path => path.trim()))].filter(path => path !== '' && !/^[a-z][a-z0-9+.-]+:\/\//i.test(path));
}

const readers: Readonly<Record<Family, (text: string) => readonly string[]>> = {
	markdown: inFrontMatter,
	latex: inLatex,
	typst: inTypst,
	other: () => [],
};

/** Most documents name none: YAML is parsed only where the word stands there. */
function inFrontMatter(text: string): readonly string[] {
	return /^bibliography[ \t]*:/m.test(text) ? documentSettings(text).bibliography : [];
}

function inYaml(text: string): readonly string[] {
	if (!/^[ \t]*bibliography[ \t]*:/m.test(text)) {
		return [];
	}
	const { value } = parseRecordsYaml(text);
	const sections = isObject(value) ? [value, value['metadata'], value['project'], value['book']] : [];
	return sections.filter(isObject).flatMap(section => pathsOf(section['bibliography']));
}

function pathsOf(value: Json | undefined): readonly string[] {
	return typeof value === 'string' ? [value] : isArray(value) ? stringsOf(value) : [];
}

/** `\bibliography{a,b}` leaves the ending to BibTeX. */
function inLatex(text: string): readonly string[] {
	const code = withoutLatexComments(text);
	const resources = [...code.matchAll(/\\add(?:bibresource|globalbib|sectionbib)\s*(?:\[[^\]]{0,999}\]\s*)?\{([^{}]*)\}/g)].map(
		([, path = '']) => path,
	);
	const lists = [...code.matchAll(/\\(?:no)?bibliography\s*\{([^{}]*)\}/g)].flatMap(([, paths = '']) => paths.split(','));
	return [...resources, ...lists.map(path => path.trim()).map(path => (path === '' || /\.bib$/i.test(path) ? path : `${path}.bib`))];
}

function inTypst(text: string): readonly string[] {
	const calls = [...text.matchAll(/#bibliography\s*\(([^)]*)/g)].map(([, content = '']) => content);
	// Named arguments (`style: "apa"`) are no paths.
	return calls.flatMap(content =>
		[...content.replace(/(?<![a-z-])[a-z-]+\s*:\s*(?:"[^"]*"|[^,]*)/g, '').matchAll(/"([^"]*)"/g)].map(([, path = '']) => path),
	);
}
