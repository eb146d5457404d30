import { languageTag } from '../bibtex/languages';
import { tableOf } from '../data/table';
import { present } from '../paper/paper';
import { bundledStyle } from './bibliography/styles';
import { documentSettings } from './documentSettings';
import type { DocumentSettings } from './documentSettings';
import { familyOf } from './languages';
import { withoutLatexComments } from './latexMask';
import type { ProjectMetadata } from './projectMetadata';

/**
 * What a document of any language says of its citations: Markdown in its metadata, LaTeX and Typst in their commands, from which style and
 * language are taken where they are known here.
 *
 * @param languageId VS Code's id of the language
 */
export function settingsOfDocument(text: string, languageId: string, project?: ProjectMetadata): DocumentSettings {
	const settings = documentSettings(text, project);
	const family = familyOf(languageId);
	return family === 'latex' ? { ...settings, ...inLatex(text) } : family === 'typst' ? { ...settings, ...inTypst(text) } : settings;
}

type StyleAndLanguage = Pick<DocumentSettings, 'csl' | 'lang'>;

/** Strangers' texts are looked through so far, in UTF-16 units: the preamble comes first. */
const longestPreamble = 200_000;

/**
 * `\usepackage[style=apa]{biblatex}`, `\bibliographystyle{IEEEtran}`; `\usepackage[ngerman]{babel}`, the last language being the main one,
 * or `\setmainlanguage{german}` of polyglossia. https://ctan.org/pkg/biblatex, https://ctan.org/pkg/babel (section 1.1)
 */
function inLatex(text: string): StyleAndLanguage {
	const start = withoutLatexComments(text.slice(0, longestPreamble));
	const preamble = start.split('\\begin{document}', 1)[0] ?? '';
	const loads = Array.from(
		preamble.matchAll(/\\(documentclass|usepackage)\s*\[([^\]]{0,2000})\]\s*\{([^{}]{0,2000})\}/g),
		([, command, options = '', names = '']) => ({ command, options: listed(options), names: listed(names) }),
	);
	const optionsOf = (name: string) => loads.filter(({ names }) => names.includes(name)).flatMap(({ options }) => options);
	const style =
		optionsOf('biblatex')
			.map(option => /^(?:bib)?style\s*=\s*\{?([\w-]+)\}?$/.exec(option)?.[1])
			.find(name => name !== undefined) ?? /\\bibliographystyle\s*\{([^{}]*)\}/.exec(start)?.[1];
	const ofBabel = optionsOf('babel');
	// Options of the class are for all packages.
	const ofClass = /\{babel\}/.test(preamble)
		? loads.filter(({ command }) => command === 'documentclass').flatMap(({ options }) => options)
		: [];
	const main =
		ofBabel.map(option => /^main\s*=\s*(\w+)$/.exec(option)?.[1]).find(name => name !== undefined) ??
		/\\set(?:main|default)language\s*(?:\[[^\]]{0,2000}\]\s*)?\{([^{}]{0,200})\}/.exec(preamble)?.[1];
	const lang = [...ofClass, ...ofBabel, main ?? ''].map(languageTag).findLast(tag => tag !== undefined);
	return {
		...present('csl', style === undefined ? undefined : styleNamed(latexStyles.get(style.trim().toLowerCase()) ?? style)),
		...present('lang', lang),
	};
}

function listed(text: string): readonly string[] {
	return text.split(',').map(part => part.trim());
}

/** `#set text(lang: "de", region: "AT")`, `#bibliography("refs.bib", style: "apa")`. https://typst.app/docs/reference/model/bibliography/ */
function inTypst(text: string): StyleAndLanguage {
	const code = text.replace(/\/\/[^\n]*/g, line => (line.includes('"') ? line : ''));
	const [, settings = ''] = /#set\s+text\s*\(([^()]*)\)/.exec(code.slice(0, longestPreamble)) ?? [];
	const lang = /\blang\s*:\s*"([A-Za-z]{2,3})"/.exec(settings)?.[1];
	const region = /\bregion\s*:\s*"([A-Za-z]{2})"/.exec(settings)?.[1];
	const [, call = ''] = /#(?:set\s+)?bibliography\s*\(([^#]{0,2000})/.exec(code) ?? [];
	const style = /\bstyle\s*:\s*"([^"]*)"/.exec(call)?.[1];
	return {
		...present('csl', style === undefined ? undefined : /\.csl$/i.test(style) ? style : styleNamed(typstStyles.get(style) ?? style)),
		...present('lang', lang && [lang, region?.toUpperCase()].filter(Boolean).join('-')),
	};
}

/** A style that is not known here leaves the choice to the setting. */
function styleNamed(name: string): string | undefined {
	return bundledStyle(name)?.id;
}

/** What styles of biblatex and BibTeX are called otherwise. */
const latexStyles = tableOf<string>({
	apacite: 'apa',
	ieeetran: 'ieee',
	'mla-new': 'mla',
	'chicago-authordate': 'chicago-author-date',
	'acm-reference-format': 'acm',
	acmnumeric: 'acm',
	naturemag: 'nature',
});

/** https://typst.app/docs/reference/model/bibliography/#parameters-style */
const typstStyles = tableOf<string>({
	'american-psychological-association': 'apa',
	'institute-of-electrical-and-electronics-engineers': 'ieee',
});
