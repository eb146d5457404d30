/** Papers as programs make them that a person installs (README.md), each by its own commands. What is written here is the whole recipe. */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Language } from './language';
import { arabic, chinese, english, greek, hebrew, japanese, korean } from './language';
import type { Manuscript, Needs, Recipe } from './maker';
import { converted, debianPython, htmlOf, inFolder, packagesOfMakers, run } from './maker';

const world: readonly [Language, ...Language[]] = [english, greek, chinese, japanese, korean, arabic, hebrew];

export const recipesOfPrograms: readonly Recipe[] = [
	...recipesOfTex(),
	...recipesOfRoff(),
	...recipesOfOffices(),
	...recipesOfPages(),
	...recipesOfScripts(),
	...recipesOfText(),
	...recipesOfScans(),
	...recipesOfChanges(),
];

function recipesOfTex(): readonly Recipe[] {
	const latex = (preamble: string) => (manuscript: Manuscript) => {
		const { paragraphs, columns, fontSize, font } = manuscript;
		const size = fontSize <= 10 ? '10pt' : fontSize <= 11 ? '11pt' : '12pt';
		return [
			`\\documentclass[${size},a4paper${columns === 2 ? ',twocolumn' : ''}]{article}`,
			preamble,
			...(font === 'sans' ? ['\\renewcommand{\\familydefault}{\\sfdefault}'] : []),
			'\\begin{document}',
			paragraphs.map(text => (preamble.includes('TeXXeT') ? `\\noindent\\beginR ${text}\\endR` : text)).join('\n\n'),
			'\\end{document}',
		].join('\n');
	};
	const made =
		(
			preamble: string | ((language: Language) => string),
			...steps: readonly (readonly [program: string, ...options: string[]])[]
		): Recipe['make'] =>
		manuscript =>
			converted(
				{
					name: 'paper.tex',
					content: latex(typeof preamble === 'string' ? preamble : preamble(manuscript.language))(manuscript),
				},
				'paper.pdf',
				...steps,
			);
	const quietly = ['-interaction=batchmode', 'paper.tex'] as const;
	const needs = (program: string, ...others: string[]): Needs => ({
		programs: [program, ...others],
		files: ['/usr/share/texlive/texmf-dist/tex/latex/base/article.cls'],
	});
	const ownFont = (language: Language) =>
		[
			'\\usepackage{fontspec}',
			`\\setmainfont{${language.family}}`,
			`\\setsansfont{${language.family}}`,
			...(language.space === '' ? [`\\XeTeXlinebreaklocale "${language.code}"`, '\\XeTeXlinebreakskip=0pt plus 1pt'] : []),
			...(language.direction === 'rtl' ? ['\\TeXXeTstate=1'] : []),
		].join('\n');
	const inLua = (language: Language) =>
		[
			'\\usepackage{fontspec}',
			`\\setmainfont{${language.family}}[${language.direction === 'rtl' ? 'Renderer=HarfBuzz' : ''}]`,
			...(language.direction === 'rtl' ? ['\\AtBeginDocument{\\pardir TRT \\textdir TRT \\bodydir TRT \\pagedir TRT}'] : []),
		].join('\n');
	return [
		{
			name: 'pdfTeX',
			languages: [english],
			needs: needs('pdflatex'),
			make: made('\\usepackage[utf8]{inputenc}\\usepackage{lmodern}\\usepackage[T1]{fontenc}', ['pdflatex', ...quietly]),
		},
		{
			name: 'pdfTeX with composed accents',
			languages: [english],
			needs: needs('pdflatex'),
			make: made('\\usepackage[utf8]{inputenc}', ['pdflatex', ...quietly]),
		},
		{
			name: 'pdfTeX in Times',
			languages: [english],
			needs: needs('pdflatex'),
			make: made('\\usepackage[utf8]{inputenc}\\usepackage[T1]{fontenc}\\usepackage{mathptmx}\\usepackage{helvet}\\usepackage{microtype}', [
				'pdflatex',
				...quietly,
			]),
		},
		{
			name: 'TeX by dvips and Ghostscript',
			languages: [english],
			needs: needs('latex', 'dvips', 'ps2pdf'),
			make: made(
				'\\usepackage[utf8]{inputenc}\\usepackage[T1]{fontenc}\\usepackage{lmodern}',
				['latex', ...quietly],
				['dvips', '-q', '-o', 'paper.ps', 'paper.dvi'],
				['ps2pdf', 'paper.ps', 'paper.pdf'],
			),
		},
		{
			name: 'TeX by dvipdfmx',
			languages: [english],
			needs: needs('latex', 'dvipdfmx'),
			make: made(
				'\\usepackage[utf8]{inputenc}\\usepackage[T1]{fontenc}\\usepackage{lmodern}',
				['latex', ...quietly],
				['dvipdfmx', '-q', '-o', 'paper.pdf', 'paper.dvi'],
			),
		},
		{ name: 'XeTeX', languages: world, needs: needs('xelatex'), make: made(ownFont, ['xelatex', ...quietly]) },
		{
			name: 'LuaTeX',
			languages: [english, greek, korean, arabic, hebrew],
			needs: needs('lualatex'),
			make: made(inLua, ['lualatex', ...quietly]),
		},
	];
}

/** The typesetters of manual pages: justified, hyphenated, with ligatures of their own. */
function recipesOfRoff(): readonly Recipe[] {
	const input = ({ paragraphs, fontSize, font }: Manuscript) =>
		[
			`.fam ${font === 'serif' ? 'T' : 'H'}`,
			`.ps ${fontSize}`,
			`.vs ${fontSize * 1.25}`,
			...paragraphs.flatMap(text => [text, '.sp 0.5']),
		].join('\n');
	const manual = ({ paragraphs, columns }: Manuscript) =>
		['.TL', 'Paper', ...(columns === 2 ? ['.2C'] : []), ...paragraphs.flatMap(text => ['.PP', text])].join('\n');
	return [
		{
			name: 'groff',
			languages: [english],
			needs: { programs: ['groff', 'gropdf'] },
			make: manuscript => run('groff', ['-Tpdf', '-Kutf8', '-P-pa4'], { stdin: input(manuscript) }),
		},
		{
			name: 'groff by Ghostscript',
			languages: [english],
			needs: { programs: ['groff', 'ps2pdf'] },
			make: manuscript =>
				converted({ name: 'paper.ms', content: manual(manuscript) }, 'paper.pdf', [
					'sh',
					'-c',
					'groff -ms -Tps -Kutf8 -P-pa4 paper.ms > paper.ps && ps2pdf paper.ps paper.pdf',
				]),
		},
	];
}

function recipesOfOffices(): readonly Recipe[] {
	const office = (from: string, filter = 'writer_pdf_Export') =>
		['soffice', '-env:UserInstallation=file:///tmp/maker-office', '--headless', '--convert-to', `pdf:${filter}`, from] as const;
	const pages = (manuscript: Manuscript) => ({ name: 'paper.html', content: htmlOf({ ...manuscript, columns: 1 }) });
	return [
		{
			name: 'LibreOffice',
			languages: world,
			needs: { programs: ['soffice'] },
			make: manuscript => converted({ name: 'paper.fodt', content: openDocumentOf(manuscript) }, 'paper.pdf', office('paper.fodt')),
		},
		{
			name: 'LibreOffice from Word’s format',
			languages: [english, hebrew],
			needs: { programs: ['soffice', 'pandoc'] },
			make: manuscript => converted(pages(manuscript), 'paper.pdf', ['pandoc', '-o', 'paper.docx', 'paper.html'], office('paper.docx')),
		},
		{
			name: 'AbiWord',
			languages: [english],
			needs: { programs: ['abiword'] },
			make: manuscript => converted(pages(manuscript), 'paper.pdf', ['abiword', '--to=pdf', 'paper.html']),
		},
	];
}

/** A text document in one file, with hyphenation and columns. */
function openDocumentOf({ paragraphs, columns, fontSize, font, language }: Manuscript): string {
	const family = language.code === 'en' ? (font === 'serif' ? 'DejaVu Serif' : 'DejaVu Sans') : language.family;
	const fonts = ['', '-asian', '-complex']
		.map(script =>
			`style:font-name${script}="${family}" fo:font-size${script}="${fontSize}pt"`.replaceAll('fo:font-size-', 'style:font-size-'),
		)
		.join(' ');
	return `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="${family}" svg:font-family="'${family}'"/></office:font-face-decls>
<office:styles><style:default-style style:family="paragraph"><style:text-properties ${fonts}/></style:default-style>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:text-align="justify" fo:margin-bottom="0.2cm"
 style:writing-mode="${language.direction === 'rtl' ? 'rl-tb' : 'lr-tb'}"/><style:text-properties fo:hyphenate="true"/></style:style></office:styles>
<office:automatic-styles><style:style style:name="S" style:family="section"><style:section-properties><style:columns fo:column-count="${columns}" fo:column-gap="0.6cm"/>
</style:section-properties></style:style></office:automatic-styles>
<office:body><office:text><text:section text:name="A" text:style-name="S">${paragraphs.map(text => `<text:p text:style-name="P">${text}</text:p>`).join('')}</text:section>
</office:text></office:body></office:document>`;
}

/** What prints pages of the web, and what formats XML. */
function recipesOfPages(): readonly Recipe[] {
	const pages = (manuscript: Manuscript) => ({ name: 'paper.html', content: htmlOf(manuscript) });
	return [
		{
			name: 'WeasyPrint',
			// Version 57 gives the letters of scripts that it shapes other signs.
			languages: [english, greek, chinese, japanese, korean],
			needs: { programs: ['weasyprint'] },
			make: manuscript => converted(pages(manuscript), 'paper.pdf', ['weasyprint', '-q', 'paper.html', 'paper.pdf']),
		},
		{
			name: 'wkhtmltopdf',
			languages: [english, chinese, hebrew],
			needs: { programs: ['wkhtmltopdf'] },
			make: manuscript => converted(pages(manuscript), 'paper.pdf', ['wkhtmltopdf', '-q', 'paper.html', 'paper.pdf']),
		},
		{
			name: 'MuPDF from HTML',
			languages: [english, greek],
			needs: { programs: ['mutool'] },
			make: manuscript => converted(pages(manuscript), 'paper.pdf', ['mutool', 'convert', '-o', 'paper.pdf', 'paper.html']),
		},
		{
			name: 'FOP',
			languages: [english, greek],
			needs: { programs: ['fop'] },
			make: manuscript =>
				inFolder(folder => {
					writeFileSync(
						join(folder, 'fop.xml'),
						'<fop version="1.0"><renderers><renderer mime="application/pdf"><fonts><auto-detect/></fonts></renderer></renderers></fop>',
					);
					writeFileSync(join(folder, 'paper.fo'), formattingObjectsOf(manuscript));
					run('fop', ['-q', '-c', 'fop.xml', '-fo', 'paper.fo', '-pdf', 'paper.pdf'], { folder });
					return new Uint8Array(readFileSync(join(folder, 'paper.pdf')));
				}),
		},
	];
}

function formattingObjectsOf({ paragraphs, columns, fontSize, font, language }: Manuscript): string {
	const family = language.code === 'en' ? (font === 'serif' ? 'Times' : 'Helvetica') : language.family;
	const direction = language.direction === 'rtl' ? 'rl-tb' : 'lr-tb';
	return `<?xml version="1.0" encoding="UTF-8"?>
<fo:root xmlns:fo="http://www.w3.org/1999/XSL/Format"><fo:layout-master-set><fo:simple-page-master master-name="A4" page-width="21cm" page-height="29.7cm" margin="2cm" writing-mode="${direction}">
<fo:region-body column-count="${columns}" column-gap="0.6cm"/></fo:simple-page-master></fo:layout-master-set>
<fo:page-sequence master-reference="A4"><fo:flow flow-name="xsl-region-body" font-family="${family}" font-size="${fontSize}pt" text-align="justify">
${paragraphs.map(text => `<fo:block space-after="6pt">${text}</fo:block>`).join('')}</fo:flow></fo:page-sequence></fo:root>`;
}

/** Libraries of other languages, each by a script of its own in recipes/, which takes the manuscript as JSON and gives the PDF. */
function recipesOfScripts(): readonly Recipe[] {
	const script = (file: string, interpreter: string, ...options: string[]) => {
		const path = resolve('test', 'proofs', 'makers', 'recipes', file);
		return (manuscript: Manuscript) => {
			const family = manuscript.language.code === 'en' && manuscript.font === 'sans' ? 'DejaVu Sans' : manuscript.language.family;
			const { stdout } = spawnSync('fc-match', ['-f', '%{file}', family], { encoding: 'utf8' });
			const told = { ...manuscript, fontFile: stdout, packages: packagesOfMakers };
			return new Uint8Array(run(interpreter, [...options, path], { stdin: JSON.stringify(told) }));
		};
	};
	const python = (file: string) => script(file, debianPython);
	return [
		{
			name: 'ReportLab',
			languages: [english, greek, chinese, japanese],
			needs: { python: 'reportlab' },
			make: python('reportlab_lines.py'),
		},
		{ name: 'xhtml2pdf', languages: [english], needs: { python: 'xhtml2pdf' }, make: python('xhtml2pdf_pages.py') },
		{ name: 'Cairo', languages: [english, greek, chinese], needs: { python: 'cairo' }, make: python('cairo_lines.py') },
		{
			name: 'Pango',
			languages: world,
			needs: { python: 'cairo', programs: ['fc-match'] },
			make: python('pango_layout.py'),
		},
		{ name: 'Matplotlib', languages: [english], needs: { python: 'matplotlib' }, make: python('matplotlib_figures.py') },
		{ name: 'PyMuPDF', languages: [english, greek], needs: { python: 'fitz' }, make: python('pymupdf_boxes.py') },
		{
			name: 'FPDF',
			languages: [english],
			needs: { programs: ['php'], files: ['/usr/share/php/fpdf/fpdf.php'] },
			make: script('fpdf.php', 'php'),
		},
		{
			name: 'TCPDF',
			languages: [english, arabic, hebrew],
			needs: { programs: ['php'], files: ['/usr/share/php/tcpdf/tcpdf.php'] },
			make: script('tcpdf.php', 'php'),
		},
		{
			name: 'PDF::API2',
			languages: [english],
			needs: { programs: ['perl'], files: ['/usr/share/perl5/PDF/API2.pm'] },
			make: script('api2.pl', 'perl'),
		},
		{
			name: 'Prawn',
			languages: [english, greek],
			needs: { programs: ['ruby'], files: ['/usr/share/doc/ruby-prawn'] },
			make: script('prawn.rb', 'ruby'),
		},
		{ name: 'jsPDF', languages: [english], needs: { npm: 'jspdf' }, make: script('jspdf.mjs', 'node') },
		{ name: 'pdfmake', languages: [english, greek], needs: { npm: 'pdfmake' }, make: script('pdfmake.mjs', 'node') },
		{ name: 'React-pdf', languages: [english], needs: { npm: '@react-pdf/renderer' }, make: script('reactPdf.mjs', 'node') },
		{
			name: 'Typst',
			languages: world,
			needs: { npm: '@myriaddreamin/typst-ts-node-compiler' },
			make: script('typst.mjs', 'node'),
		},
	];
}

/** What prints plain text. */
function recipesOfText(): readonly Recipe[] {
	/** Latin letters a byte each. */
	const bytesOf = ({ paragraphs }: Manuscript, width: number) => Buffer.from(wrapped(paragraphs, width), 'latin1');
	return [
		{
			name: 'enscript by Ghostscript',
			languages: [english],
			needs: { programs: ['enscript', 'ps2pdf'] },
			make: manuscript =>
				converted({ name: 'paper.txt', content: bytesOf(manuscript, 60) }, 'paper.pdf', [
					'sh',
					'-c',
					`enscript -q -B -X 88591 -M A4 ${manuscript.columns === 2 ? '-2r' : ''} -o paper.ps paper.txt && ps2pdf paper.ps paper.pdf`,
				]),
		},
		{
			name: 'a2ps by Ghostscript',
			languages: [english],
			needs: { programs: ['a2ps', 'ps2pdf'] },
			make: manuscript =>
				converted({ name: 'paper.txt', content: bytesOf(manuscript, 76) }, 'paper.pdf', [
					'sh',
					'-c',
					`a2ps -q -M A4 -X latin1 -${manuscript.columns} -o paper.ps paper.txt && ps2pdf paper.ps paper.pdf`,
				]),
		},
		{
			name: 'rst2pdf',
			languages: [english],
			needs: { programs: ['rst2pdf'] },
			make: ({ paragraphs }) =>
				converted({ name: 'paper.rst', content: paragraphs.join('\n\n') }, 'paper.pdf', ['rst2pdf', '-q', 'paper.rst', '-o', 'paper.pdf']),
		},
	];
}

/** Pages as pictures, with the words that Tesseract read in them under the picture. */
function recipesOfScans(): readonly Recipe[] {
	const scanned = (resolution: number) => (manuscript: Manuscript) =>
		inFolder(folder => {
			const paper = recipesOfTex()[2]?.make(manuscript);
			if (!(paper instanceof Uint8Array)) {
				throw new Error('pdfTeX makes no paper to scan');
			}
			writeFileSync(join(folder, 'paper.pdf'), paper);
			run('pdftoppm', ['-gray', '-r', String(resolution), 'paper.pdf', 'page'], { folder });
			const pages = readdirSync(folder)
				.filter(name => name.endsWith('.pgm'))
				.sort();
			writeFileSync(join(folder, 'pages.txt'), pages.join('\n'));
			run('tesseract', ['pages.txt', 'scan', '--dpi', String(resolution), 'pdf'], { folder });
			return new Uint8Array(readFileSync(join(folder, 'scan.pdf')));
		});
	const needs: Needs = { programs: ['tesseract', 'pdftoppm', 'pdflatex'] };
	return [
		{ name: 'scan read by Tesseract', languages: [english], needs, isRead: true, make: scanned(200) },
		{ name: 'coarse scan read by Tesseract', languages: [english], needs, isRead: true, make: scanned(130) },
	];
}

/** What others do to a finished file. */
function recipesOfChanges(): readonly Recipe[] {
	const [, , times] = recipesOfTex();
	const xetex = recipesOfTex().find(({ name }) => name === 'XeTeX');
	const changed = (
		name: string,
		original: Recipe | undefined,
		languages: Recipe['languages'],
		...step: readonly [program: string, ...options: string[]]
	): readonly Recipe[] =>
		original === undefined
			? []
			: [
					{
						name,
						languages,
						needs: { ...original.needs, programs: [...(original.needs.programs ?? []), step[0]] },
						make: async manuscript => converted({ name: 'original.pdf', content: await original.make(manuscript) }, 'paper.pdf', step),
					},
				];
	return [
		...changed('qpdf, linearized', times, [english], 'qpdf', '--linearize', 'original.pdf', 'paper.pdf'),
		...changed('qpdf, object streams', xetex, [arabic], 'qpdf', '--object-streams=generate', 'original.pdf', 'paper.pdf'),
		...changed(
			'qpdf, encrypted',
			times,
			[english],
			'qpdf',
			'--encrypt',
			'',
			'owner',
			'256',
			'--print=none',
			'--',
			'original.pdf',
			'paper.pdf',
		),
		...changed('MuPDF, cleaned', xetex, [english, chinese], 'mutool', 'clean', '-gggg', '-z', 'original.pdf', 'paper.pdf'),
		...changed('Ghostscript, distilled again', xetex, [english, hebrew], 'ps2pdf', 'original.pdf', 'paper.pdf'),
		...changed('Poppler by Cairo', times, [english], 'pdftocairo', '-pdf', 'original.pdf', 'paper.pdf'),
	];
}

/** Lines of so many letters at most. */
function wrapped(paragraphs: readonly string[], width: number): string {
	return paragraphs
		.map(paragraph => {
			const lines: string[] = [''];
			for (const word of paragraph.match(
				/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+ ?/gu,
			) ?? []) {
				const last = lines.length - 1;
				if ((lines[last] ?? '').length + word.length > (/^[\p{Lo}。]/u.test(word) ? width / 2 : width)) {
					lines.push(word);
				} else {
					lines[last] = (lines[last] ?? '') + word;
				}
			}
			return lines.map(line => line.trimEnd()).join('\n');
		})
		.join('\n\n');
}
