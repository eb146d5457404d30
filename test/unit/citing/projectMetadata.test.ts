import assert from 'node:assert/strict';
import { documentMetadata } from '../../../src/core/citing/documentMetadata';
import { documentSettings } from '../../../src/core/citing/documentSettings';
import { findPandocCitations } from '../../../src/core/citing/pandoc';
import { projectMetadata } from '../../../src/core/citing/projectMetadata';

describe('projectMetadata', () => {
	/** Files by their paths from the document's folder. */
	const settingsIn = async (files: Readonly<Record<string, string>>, text = '', name = 'one.qmd') =>
		documentSettings(text, await projectMetadata(name, text, path => Promise.resolve(new Map(Object.entries(files)).get(path))));

	it("should take what a Quarto project says, with its paths led from the document's folder", async () => {
		const settings = await settingsIn({
			'../_quarto.yml':
				'bibliography: [refs.bib, /all.bib]\ncsl: styles/ieee.csl\nlang: de\nnocite: "@a, @{b/c}"\nbook:\n  bibliography: own.bib\n',
		});
		assert.deepEqual(settings.bibliography, ['../refs.bib', '/all.bib']);
		assert.equal(settings.csl, '../styles/ieee.csl');
		assert.equal(settings.lang, 'de');
		assert.deepEqual(settings.uncited, ['a', 'b/c']);
		assert.equal(settings.citesAll, false);
	});

	it("should let the document, then its folder's metadata, then profiles, then the project count", async () => {
		const files = {
			'../../_quarto.yml': 'csl: apa\nlang: en\nprofile:\n  default: draft\n  group: [[web, print]]\nmetadata-files: [more.yml]\n',
			'../../_quarto-draft.yml': 'csl: ieee\n',
			'../../_quarto-web.yml': 'csl: nature\nlink-citations: false\n',
			'../../more.yml': 'bibliography: more.bib\nlang: pl\n',
			'../_metadata.yml': 'lang: fr\n',
			'_metadata.yml': 'bibliography: here.bib\n',
		};
		const settings = await settingsIn(files);
		assert.deepEqual([settings.csl, settings.lang, settings.linkCitations], ['ieee', 'fr', false]);
		assert.deepEqual(settings.bibliography, ['here.bib', '../../more.bib']);
		const own = await settingsIn(files, '---\ncsl: vancouver\nbibliography: own.bib\n---\n');
		assert.equal(own.csl, 'vancouver');
		assert.deepEqual(own.bibliography, ['own.bib', 'here.bib', '../../more.bib']);
	});

	it('should take index.Rmd and the options for pandoc of a bookdown project', async () => {
		const files = {
			'_bookdown.yml': 'book_filename: x\n',
			'index.Rmd': '---\nsite: bookdown::bookdown_site\nbibliography: refs.bib\n---\n',
			'_output.yml': 'bookdown::gitbook:\n  pandoc_args: ["--csl", "ieee.csl", "-M", "lang:de"]\n',
		};
		const settings = await settingsIn(files, '# One', '01-one.Rmd');
		assert.deepEqual([settings.bibliography, settings.csl, settings.lang], [['refs.bib'], 'ieee.csl', 'de']);
	});

	it("should take pandoc's defaults that are for the document, before what it says itself", async () => {
		const files = {
			'../defaults.yaml': 'input-files: [one.md]\nbibliography: ${.}/refs.bib\nmetadata:\n  lang: de\nmetadata-files: ["${.}/low.yml"]\n',
			'../low.yml': 'csl: ieee\n',
		};
		const text = '---\nlang: en\ncsl: apa\n---\n';
		const settings = await settingsIn(files, text, 'one.md');
		assert.deepEqual([settings.bibliography, settings.lang, settings.csl], [['../refs.bib'], 'de', 'apa']);
		assert.deepEqual((await settingsIn(files, text, 'two.md')).bibliography, []);
	});

	it('should name files that are no valid YAML, with their lines', async () => {
		const { mistakes, after } = await projectMetadata('one.qmd', '', path =>
			Promise.resolve(path === '_quarto.yml' ? 'lang: de\ntitle: A: b\n' : undefined),
		);
		assert.deepEqual(
			mistakes.map(({ file, line }) => [file, line]),
			[['_quarto.yml', 2]],
		);
		assert.deepEqual(after, [{}]);
	});
});

describe('documentMetadata', () => {
	it('should read blocks anywhere, the later one counting', () => {
		const text =
			'---\ncsl: apa\nlang: en\n---\n\nText @a.\n\n---\ncsl: ieee\nnocite: "@b"\n...\n\n```\n\n---\ncsl: nature\n---\n```\n\n---\n\nMore.\n\n---\n';
		assert.deepEqual(documentMetadata(text), { fields: { csl: 'ieee', lang: 'en', nocite: '@b' }, mistakes: [] });
		assert.deepEqual(
			findPandocCitations(text).map(({ form, cites }) => `${form} ${cites[0]?.key ?? ''}`),
			['narrative a', 'uncited b'],
		);
	});

	it('should name the line of what is no YAML', () => {
		const { fields, mistakes } = documentMetadata('---\ntitle: A: b\ncsl: apa\n---\n\nText\n\n---\nlang: [de\n---\n');
		assert.deepEqual(fields, {});
		assert.deepEqual(
			mistakes.map(({ line }) => line),
			[2, 10],
		);
	});
});
