import assert from 'node:assert/strict';
import { settingsOfDocument } from '../../../src/core/citing/sourceSettings';

const tex = String.raw;

describe('style and language of a document', () => {
	for (const [languageId, text, csl, lang] of [
		['latex', tex`\usepackage[style=apa, backend=biber]{biblatex}\usepackage[english,ngerman]{babel}`, 'apa', 'de-DE'],
		['latex', tex`\usepackage[main=british, french]{babel}` + '\n' + tex`\bibliographystyle{IEEEtran}`, 'ieee', 'en-GB'],
		['latex', tex`\documentclass[12pt,spanish]{article}\usepackage{babel}`, undefined, 'es-ES'],
		['latex', tex`\documentclass[12pt,spanish]{article}`, undefined, undefined],
		['latex', tex`\usepackage{polyglossia}\setmainlanguage[variant=swiss]{german}`, undefined, 'de-DE'],
		['latex', tex`\usepackage[style={chicago-authordate}]{biblatex}`, 'chicago-author-date', undefined],
		['latex', tex`\usepackage[style=verbose]{biblatex}`, undefined, undefined],
		['latex', tex`%\usepackage[ngerman]{babel}` + '\n' + tex`\begin{document}\usepackage[french]{babel}`, undefined, undefined],
		['rsweave', tex`\usepackage[polish]{babel}`, undefined, 'pl-PL'],
		['typst', '#set text(size: 11pt, lang: "de", region: "at")\n#bibliography("refs.bib", style: "apa")', 'apa', 'de-AT'],
		['typst', '#set text(lang: "fr")\n#bibliography(("a.bib", "b.yml"), title: none, style: "house.csl")', 'house.csl', 'fr'],
		['typst', '#set bibliography(style: "institute-of-electrical-and-electronics-engineers")', 'ieee', undefined],
		['typst', '// #bibliography(style: x)\n#bibliography("refs.bib", style: "gost-r-705-2008-numeric")', undefined, undefined],
		['markdown', '---\ncsl: mla\nlang: it\n---\n\\usepackage[style=apa]{biblatex}', 'mla', 'it'],
	] as const) {
		it(`should be ${csl ?? 'not said'} and ${lang ?? 'not said'}: ${text}`, () => {
			const settings = settingsOfDocument(text, languageId);
			assert.deepEqual([settings.csl, settings.lang], [csl, lang]);
		});
	}
});
