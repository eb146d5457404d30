import assert from 'node:assert/strict';
import type { JsonObject } from '../../../src/core/data/json';
import { pandocRun } from '../../../src/core/citing/pandocRun';

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

	it('should say that everything is listed, or nothing', () => {
		const metadata = (more: object) =>
			JSON.parse(
				pandocRun({ settings: { ...settings, ...more }, papers: new Map(), style: '' }, 'pdf', '/').files.get('metadata.yaml') ?? '',
			) as object;
		assert.deepEqual(metadata({ citesAll: true, suppressBibliography: true, linkCitations: false }), {
			nocite: '@*',
			'link-citations': false,
			'suppress-bibliography': true,
		});
	});
});
