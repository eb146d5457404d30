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

	it('should take the profiles that are used unless somebody asks for others, each over the project', async () => {
		const used = async (profile: string) => {
			const files = new Map([
				['_quarto.yml', `profile:\n${profile}\nlang: en\n`],
				...['a', 'b', 'c', 'd', '../e'].map((name): [string, string] => [`_quarto-${name}.yml`, `nocite: "@${name}"\n`]),
			]);
			return (await projectMetadata('one.qmd', '', path => Promise.resolve(files.get(path)))).after.map(
				({ nocite, lang }) => nocite ?? lang,
			);
		};
		assert.deepEqual(await used('  default: [b, a]'), ['@b', '@a', 'en']);
		assert.deepEqual(await used('  group: [a, b]'), ['@a', 'en']);
		assert.deepEqual(await used('  group: [[a, b], [c, d]]'), ['@a', '@c', 'en']);
		assert.deepEqual(await used('  default: [d]\n  group: [[a, b], [c, d]]'), ['@d', '@a', 'en']);
		assert.deepEqual(await used('  default: ../e'), ['en']);
		assert.deepEqual(await used('  group: a'), ['en']);
		assert.deepEqual(await used('  - a'), ['en']);
		const files = { '_quarto.yaml': 'lang: en\n', '_quarto.yml.local': 'lang: de\n' };
		assert.equal((await settingsIn(files)).lang, 'de');
	});

	it('should look twelve folders up, and take the metadata of each folder between', async () => {
		const files = { [`${'../'.repeat(12)}_quarto.yml`]: 'lang: en\nbibliography: far.bib\n', '../../_metadata.yaml': 'lang: fr\n' };
		const settings = await settingsIn(files);
		assert.deepEqual([settings.lang, settings.bibliography], ['fr', [`${'../'.repeat(12)}far.bib`]]);
		assert.equal((await settingsIn({ [`${'../'.repeat(13)}_quarto.yml`]: 'lang: en\n' })).lang, undefined);
	});

	it('should take sections of a project for metadata, the top first, and lead only paths from its folder', async () => {
		const settings = await settingsIn({
			'../_quarto.yml':
				'csl: apa\nbook:\n  csl: ieee\n  lang: de\nwebsite:\n  lang: fr\nproject: [x]\nmetadata:\n  bibliography: ./a.bib\n',
		});
		assert.deepEqual([settings.csl, settings.lang, settings.bibliography], ['apa', 'de', ['../a.bib']]);
		for (const [style, placed] of [
			['ieee', 'ieee'],
			['own.CSL', '../own.CSL'],
			['a./own.csl', '../a./own.csl'],
			['x/${.}/own.csl', '../x/${.}/own.csl'],
			['styles/own', '../styles/own'],
			['C:\\own', 'C:\\own'],
			['https://a.org/b.csl', 'https://a.org/b.csl'],
			['~/own.csl', '~/own.csl'],
		] as const) {
			assert.equal((await settingsIn({ '../_quarto.yml': `csl: ${style}\n` })).csl, placed);
			assert.equal((await settingsIn({ '../_quarto.yml': `citation-style: ${style}\n` })).csl, placed);
		}
	});

	it('should take what metadata files say that the document itself names', async () => {
		const settings = await settingsIn(
			{ 'meta/low.yml': 'bibliography: low.bib\nlang: de\n', 'more.yml': 'lang: fr\ncsl: ieee\n' },
			'---\nmetadata-files: [meta/low.yml, gone.yml]\nmetadata-file: more.yml\n---\n',
		);
		assert.deepEqual([settings.bibliography, settings.lang, settings.csl], [['meta/low.bib'], 'de', 'ieee']);
	});

	it('should read the options that R Markdown gives to pandoc, of no project too', async () => {
		const given = async (words: string, name = 'one.Rmd') =>
			settingsIn({ '_output.yml': `html_document:\n  pandoc_args: ${words}\ntitle: x\n` }, '', name);
		const all = await given(
			'["--csl=a.csl", "--bibliography", "a.bib", "--bibliography=b.bib", "--metadata=lang=de", "-M", "title:x", "--toc"]',
		);
		assert.deepEqual([all.csl, all.lang, all.bibliography], ['a.csl', 'de', ['a.bib', 'b.bib']]);
		assert.equal((await given('["-M", "nocite:@*"]')).citesAll, true);
		assert.equal((await given('"--csl=a.csl"')).csl, 'a.csl');
		assert.equal((await given('["-M"]')).lang, undefined);
		assert.equal((await given('["--csl=a.csl"]', 'one.qmd')).csl, undefined);
		const bookdown = await settingsIn(
			{ '../_bookdown.yaml': '{}\n', '../_output.yaml': 'a:\n  pandoc_args: [--csl, x.csl]\n' },
			'',
			'a.Rmd',
		);
		assert.equal(bookdown.csl, '../x.csl');
	});

	it('should take defaults that name no document, and none for another', async () => {
		assert.equal((await settingsIn({ 'pandoc.yml': 'csl: ieee\n' }, '---\ncsl: apa\n---\n', 'one.md')).csl, 'ieee');
		assert.equal((await settingsIn({ 'pandoc.yml': 'csl: ieee\ninput-file: ch/one.md\n' }, '', 'one.md')).csl, 'ieee');
		assert.equal((await settingsIn({ 'pandoc.yml': 'csl: ieee\ninput-file: one.md2\n' }, '', 'one.md')).csl, undefined);
		const above = { 'defaults.yml': 'csl: ieee\ninput-files: [two.md]\n', '../_defaults.yaml': 'csl: nature\n' };
		assert.equal((await settingsIn(above, '', 'one.md')).csl, 'nature');
	});

	it('should bear aliases that multiply each other or lead nowhere, and lists where fields are due', async () => {
		const bomb = `a: &a [x, x]\nb: &b [*a, *a]\n${Array.from({ length: 9 }, (_, at) => `k${at}: &k${at} [${at === 0 ? '*b, *b' : `*k${at - 1}, *k${at - 1}`}]`).join('\n')}\nlang: de\n`;
		assert.equal((await settingsIn({ '_quarto.yml': bomb })).lang, undefined);
		assert.equal((await settingsIn({ '_quarto.yml': '- a\n- b\n', '_metadata.yml': 'lang: fr\n' })).lang, 'fr');
		assert.deepEqual(documentMetadata(`---\n${bomb}---\n\n---\n- a\n---\n\n---\ncsl: apa\n---\n`), {
			fields: { csl: 'apa' },
			mistakes: [],
		});
	});

	it('should take the options of a document of R Markdown alone, by the ending of its name', async () => {
		const csl = async (name: string) =>
			(await settingsIn({ '_output.yml': 'html_document:\n  pandoc_args: [--csl, a.csl]\n' }, '', name)).csl;
		assert.deepEqual(
			[await csl('one.Rmd'), await csl('one.RMD'), await csl('one.rmd.md'), await csl('rmd')],
			['a.csl', 'a.csl', undefined, undefined],
		);
	});

	it('should name a file that is too long, and take nothing from it', async () => {
		const { mistakes, after } = await projectMetadata('one.qmd', '', path =>
			Promise.resolve(path === '_quarto.yml' ? `lang: de\n${'#'.repeat(1_000_001)}` : undefined),
		);
		assert.deepEqual([mistakes.map(({ file, line }) => [file, line]), after], [[['_quarto.yml', 1]], [{}]]);
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

	it('should say in plain words what is wrong with a block, and at which line of the text', () => {
		const told = (text: string) => documentMetadata(text).mistakes.map(({ line, message }) => `${line} ${message}`);
		assert.deepEqual(told('---\ntitle: A: b\n---\n'), ['2 Nested mappings are not allowed in compact mappings']);
		assert.deepEqual(told('Text\n\n---\na: b\na: c\n---\n'), ['5 Map keys must be unique']);
		assert.deepEqual(told('---\na: "b\n---\n'), ['3 Missing closing "quote']);
		assert.deepEqual(told('---\n- a\n---\n'), []);
		assert.deepEqual(documentMetadata('---\na: *x\n---\n\n---\ncsl: apa\n---\n'), { fields: { csl: 'apa' }, mistakes: [] });
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
