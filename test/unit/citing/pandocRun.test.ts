import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../../src/core/data/json';
import { missingCharacters, pandocFailure, pandocRun, pdfEngines } from '../../../src/core/citing/pandocRun';

const settings = { bibliography: [], references: [], citesAll: false };

describe('pandocRun', () => {
	const paper = { 'citation-key': 'doe2020', type: 'book', title: 'A Title', custom: { note: 'own' } };

	it('should give pandoc the papers under the keys that cite them, the style and the metadata', () => {
		const { files, words, output } = pandocRun(
			{ settings: { ...settings, lang: 'de', uncited: ['a:b'] }, papers: new Map([['older', paper]]), style: '<style/>' },
			'docx',
			'/notes',
		);
		const items = JSON.parse(files.get('references.json') ?? '') as readonly JsonObject[];
		assert.deepEqual(
			items.map(({ id, title }) => [id, title]),
			[['older', 'A Title']],
		);
		assert.deepEqual(JSON.parse(files.get('metadata.yaml') ?? ''), { lang: 'de', nocite: '@{a:b}', 'link-citations': true });
		assert.equal(files.get('style.csl'), '<style/>');
		assert.equal(output, 'document.docx');
		assert.deepEqual(
			words(name => `/tmp/${name}`),
			[
				'--from=markdown',
				'--standalone',
				'--citeproc',
				'--bibliography=/tmp/references.json',
				'--csl=/tmp/style.csl',
				'--metadata-file=/tmp/metadata.yaml',
				'--resource-path=/notes',
				'--output=/tmp/document.docx',
			],
		);
	});

	it('should say that everything is listed, or nothing, and under which heading', () => {
		const metadata = (more: object) =>
			JSON.parse(
				pandocRun({ settings: { ...settings, ...more }, papers: new Map(), style: '' }, 'pdf', '/').files.get('metadata.yaml') ?? '',
			) as object;
		assert.deepEqual(metadata({ citesAll: true, suppressBibliography: true, linkCitations: false }), {
			nocite: '@*',
			'link-citations': false,
			'suppress-bibliography': true,
		});
		assert.deepEqual(metadata({ uncited: ['a', 'b'], referenceSectionTitle: 'Works', suppressBibliography: false }), {
			nocite: '@{a}, @{b}',
			'link-citations': true,
			'reference-section-title': 'Works',
		});
		assert.deepEqual(metadata({}), { 'link-citations': true });
	});

	it('should give others as pandoc knows them', () => {
		const author = [{ family: 'Doe' }, { literal: 'others' }];
		const { files } = pandocRun({ settings, papers: new Map([['a', { ...paper, author }]]), style: '' }, 'docx', '/');
		assert.deepEqual((JSON.parse(files.get('references.json') ?? '') as readonly JsonObject[])[0]?.['author'], author);
	});

	it('should put others last, of several lists of names', () => {
		const others = { literal: 'others' };
		const names = { author: [others, { family: 'Doe' }, others], translator: [{ family: 'Poe' }, { family: 'Loe' }] };
		const { files } = pandocRun({ settings, papers: new Map([['a', { ...paper, ...names }]]), style: '' }, 'docx', '/');
		const [item] = JSON.parse(files.get('references.json') ?? '') as readonly JsonObject[];
		assert.deepEqual([item?.['author'], item?.['translator']], [[{ family: 'Doe' }, others], names.translator]);
	});

	it('should choose what makes a PDF', () => {
		assert.equal(pdfEngines[0], undefined);
		const { words } = pandocRun({ settings, papers: new Map(), style: '' }, 'pdf', '/');
		assert.deepEqual(words(name => name, 'weasyprint').slice(-2), ['--pdf-engine=weasyprint', '--output=document.pdf']);
	});

	for (const [complaint, failure] of [
		[
			"[WARNING] Citeproc: citation nobody not found\nError producing PDF.\n! LaTeX Error: File `ulem.sty' not found.\n\nType X to quit",
			"Error producing PDF. LaTeX Error: File `ulem.sty' not found.",
		],
		[
			"[WARNING] No title\n  Defaulting to '-' as the title.\nweasyprint not found. Please select another\n",
			'weasyprint not found. Please select another',
		],
		['Error reading bibliography file x:\r\n(line 2)\r\n', 'Error reading bibliography file x:'],
		['[WARNING] Only this\n', '[WARNING] Only this'],
		[
			"[WARNING] This document format requires a nonempty <title> element.\n  Defaulting to '-' as the title.\n  To specify a title, use 'title' in metadata.\nxelatex not found.\n Then more.\n",
			'xelatex not found.',
		],
		['[INFO] Running filter x\n\nIt failed.', 'It failed.'],
		['It failed.\n!   Badly.', 'It failed. Badly.'],
		['', ''],
		['x'.repeat(301), 'x'.repeat(300)],
	] as const) {
		it(`should say ${JSON.stringify(failure)}`, () => assert.equal(pandocFailure(complaint), failure));
	}

	it('should know the characters that a PDF lacks', () => {
		const complaint =
			'[WARNING] Missing character: There is no 中 (U+4E2D) in font [lmroman10-regular]:mapping=tex-t\n'.repeat(2) +
			'[WARNING] Missing character: There is no 😀 in font x\n';
		assert.deepEqual(missingCharacters(complaint), ['中', '😀']);
	});

	it('should have pandoc write a Word document with the citations of the preview, where pandoc is installed', function () {
		this.timeout(60_000);
		if (spawnSync('pandoc', ['--version']).status !== 0) {
			this.skip();
		}
		const folder = mkdtempSync(join(tmpdir(), 'marginalia-pandoc-'));
		try {
			const author = [{ family: 'Doe', given: 'Jane' }, { family: 'Roe' }];
			const { files, words, output } = pandocRun(
				{
					settings: { ...settings, lang: 'de' },
					papers: new Map([['a:b', { ...paper, author, issued: { 'date-parts': [[2020]] as const } }]]),
					style: readFileSync('media/csl/styles/apa.csl', 'utf8'),
				},
				'docx',
				folder,
			);
			files.forEach((text, name) => writeFileSync(join(folder, name), text));
			const text = '---\nbibliography: none.bib\ncsl: none.csl\n---\nVgl. [@a:b, S. 3].\n\n# Literatur\n';
			execFileSync('pandoc', [...words(name => join(folder, name))], { input: text, cwd: folder });
			const written = execFileSync('pandoc', ['--to=plain', '--wrap=none', join(folder, output)], { encoding: 'utf8' });
			assert.match(written, /Vgl\. \(Doe & Roe, 2020, S\.\s3\)\.\s+Literatur\s+Doe, J\., & Roe\. \(2020\)\. A Title\./);
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	});
});
