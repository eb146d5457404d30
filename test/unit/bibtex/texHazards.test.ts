import assert from 'node:assert/strict';
import { textToTex } from '../../../src/core/bibtex/write/texWriter';
import { exportFormat } from '../../../src/core/export/exportFormats';
import { ingest } from '../../../src/core/ingest/ingest';
import type { Paper } from '../../../src/core/paper/paper';

describe("TeX of strangers' records", () => {
	const attacks = [
		String.raw`\input{/etc/passwd}`,
		String.raw`$\input{/etc/passwd}$`,
		String.raw`\(\input /etc/passwd \)`,
		String.raw`\directlua{os.execute("touch x")}`,
		String.raw`$x \directlua{io.open("x")}$`,
		String.raw`\immediate{\write18{touch x}}`,
		String.raw`\foo{^^5cinput /etc/passwd }`,
		String.raw`$^^5cinput{/etc/passwd}$`,
		String.raw`\lstinputlisting{/etc/passwd}`,
		String.raw`\VerbatimInput{/etc/passwd}`,
		String.raw`\includegraphics{/home/a.png}`,
		String.raw`\href{run:calc.exe}{x}`,
		String.raw`\href{file:///etc/passwd}{x}`,
		String.raw`$\csname inp\endcsname$`,
		String.raw`$\def\a{\inp}\let\b=\a$`,
		String.raw`\usepackage{x}`,
		String.raw`\begin{filecontents}{a.sty}`,
		String.raw`\@input{a}`,
		String.raw`\catcode{64}`,
		String.raw`\pdffiledump{0}`,
		String.raw`\newcommand{\cite}{x}`,
		String.raw`\openin{a}`,
		String.raw`\pgfplotstableread{a}{b}`,
		String.raw`\AtBeginDocument{x}`,
		String.raw`\InputIfFileExists{a}{b}{c}`,
	];
	/** A command that TeX obeys: what is escaped has `\textbackslash{}` in place of its backslash. */
	const alive =
		/\\(?:input|directlua|immediate|write|lstinput|VerbatimInput|includegraphics|href|csname|def|let|usepackage|begin|@|catcode|pdf|newcommand|openin|pgf|AtBegin|InputIf)|\^\^/;

	for (const attack of attacks) {
		it(`should be words in every field: ${attack}`, () => {
			const record: Paper = {
				id: 'p1',
				'citation-key': 'vale2020',
				type: 'article-journal',
				status: 'unread',
				added: '2026-08-20T10:00:00.000Z',
				updated: '2026-08-20T10:00:00.000Z',
				title: attack,
				publisher: attack,
				note: `a\n${attack}`,
				abstract: attack,
				author: [{ family: attack, given: attack }, { literal: attack }],
				editor: [{ family: 'Roe', given: attack }],
				tags: [attack],
				DOI: `10.1000/${attack.replaceAll(' ', '')}`,
				URL: `https://a.org/${attack}`,
				custom: { usera: attack },
			};
			for (const format of ['bibtex', 'biblatex'] as const) {
				const written = exportFormat(format)?.write([record]) ?? '';
				assert.doesNotMatch(written, alive);
				const { papers } = ingest(written, { fileName: 'a.bib' });
				assert.equal(papers.length, 1);
			}
		});
	}

	it('should stay commands where they only set words', () => {
		for (const tex of [
			String.raw`\mkbibquote{a}`,
			String.raw`\gls{lstm}`,
			String.raw`$\mathcal{L}_\theta$`,
			String.raw`$\begin{matrix}a\end{matrix}$`,
			String.raw`\href{https://a.org}{a}`,
			String.raw`\ce{H2O}`,
			String.raw`\foreignlanguage{german}{Wort}`,
		]) {
			assert.equal(textToTex(tex), tex);
		}
	});
});
