import assert from 'node:assert/strict';
import { runCommandLine } from '../../../src/cli/commandLine';
import { MemoryFileStore } from '../../../src/core/files/memoryFileStore';
import { commandHost } from '../../fakes/commandHost';
import { memoryDisk } from '../../fakes/memoryDisk';

const bibliography = `@book{roe2019, author = {Roe, Richard}, title = {On paper boats}, publisher = {Gull House}, year = {2019}}
@article{doe2020, author = {Doe, John}, title = {Quiet harbours}, journal = {Coasts}, year = {2020}, doi = {10.5555/aic.1}}
`;

interface Run {
	readonly status: number;
	readonly printed: string;
	readonly reported: string;
}

async function run(
	words: string,
	{
		files = {},
		input = '',
		store = new MemoryFileStore(),
	}: { files?: Readonly<Record<string, string | Uint8Array>>; input?: string; store?: MemoryFileStore } = {},
): Promise<Run> {
	let printed = '';
	let reported = '';
	const host = commandHost(memoryDisk(files, input), store, sentence => void (reported += `${sentence}\n`));
	const status = await runCommandLine(
		words.split(' ').filter(word => word !== ''),
		host,
		text => void (printed += text),
	);
	return { status, printed, reported };
}

function json({ printed }: Run): unknown {
	return JSON.parse(printed);
}

interface Ingest {
	readonly papers: readonly Readonly<Record<string, unknown>>[];
	readonly added: number;
	readonly merged: readonly unknown[];
	readonly renamed: readonly {
		readonly file: string;
		readonly line: number;
		readonly key: string;
		readonly title: string;
		readonly wished: string;
	}[];
	readonly unchanged: number;
	readonly problems: readonly Readonly<Record<string, unknown>>[];
}

interface Render {
	readonly citations: readonly { readonly keys: readonly string[]; readonly text: string; readonly source: string }[];
	readonly references: readonly { readonly key: string; readonly text: string }[];
	readonly unknown: readonly string[];
	readonly problems: readonly Readonly<Record<string, unknown>>[];
}

function ingested(one: Run): Ingest {
	return json(one) as Ingest;
}

function renderedOf(one: Run): Render {
	return json(one) as Render;
}

describe('the command line', () => {
	describe('ingest', () => {
		it('should print papers as an empty library takes them: keys given, what is merged named by file and line', async () => {
			const ris = 'TY  - JOUR\nTI  - Quiet harbours\nAU  - Doe, John\nDO  - 10.5555/AIC.1\nAB  - Of harbours.\nER  - \n';
			const one = await run('ingest a.bib b.ris --format json', { files: { '/a.bib': bibliography, '/b.ris': ris } });
			const result = ingested(one);
			assert.deepEqual(
				result.papers.map(paper => [paper['id'], paper['citation-key'], paper['abstract']]),
				[
					['roe2019', 'roe2019', undefined],
					['doe2020', 'doe2020', 'Of harbours.'],
				],
			);
			assert.deepEqual(
				[result.added, result.merged, result.unchanged, result.problems],
				[2, [{ file: 'b.ris', line: 1, key: 'doe2020', title: 'Quiet harbours' }], 0, []],
			);
			assert.equal(one.status, 0);
		});

		it('should name each paper that got another key, since its own is that of another work', async () => {
			const other = '@article{doe2020, author = {Doe, Jane}, title = {Loud mountains of salt}, year = {2020}}';
			const result = ingested(await run('ingest a.bib b.bib', { files: { '/a.bib': bibliography, '/b.bib': other } }));
			assert.deepEqual(
				result.renamed.map(({ file, line, title, wished }) => [file, line, title, wished]),
				[['b.bib', 1, 'Loud mountains of salt', 'doe2020']],
			);
			assert.ok(result.papers.some(paper => paper['id'] === result.renamed[0]?.key && paper['title'] === 'Loud mountains of salt'));
			assert.deepEqual(result.merged, []);
		});

		it('should read the standard input and files that are not UTF-8', async () => {
			const latin = Uint8Array.from(Buffer.from('@book{m, author = {Müller, Jörg}, title = {Fähren}}', 'latin1'));
			const result = ingested(await run('ingest - a.bib', { files: { '/a.bib': latin }, input: bibliography }));
			assert.deepEqual(
				result.papers.map(paper => paper['citation-key']),
				['roe2019', 'doe2020', 'm'],
			);
			assert.deepEqual(result.papers[2]?.['author'], [{ family: 'Müller', given: 'Jörg' }]);
		});

		it('should name every problem by file and line, with status 1', async () => {
			const broken = await run('ingest a.bib', { files: { '/a.bib': `${bibliography}\n@book{torn, title = {Never closed\n` } });
			assert.deepEqual(
				ingested(broken).problems.map(({ file, line }) => [file, line]),
				[['a.bib', 4]],
			);
			assert.match(broken.reported, /^a\.bib:4:/m);
			assert.equal(broken.status, 1);
		});

		it('should add to the library of a folder', async () => {
			const store = new MemoryFileStore();
			const files = { '/a.bib': bibliography };
			await run('ingest a.bib --library /lib', { files, store });
			const again = ingested(await run('ingest a.bib --library /lib', { files, store }));
			assert.deepEqual([again.papers, again.added, again.unchanged], [[], 0, 2]);
			assert.deepEqual(store.paths, ['/lib/volume-0001.json']);
		});

		it('should change nothing where one of the files is not there', async () => {
			const store = new MemoryFileStore();
			const { status, printed, reported } = await run('ingest a.bib nope.bib --library /lib', { files: { '/a.bib': bibliography }, store });
			assert.deepEqual([status, printed, reported, store.paths], [2, '', "Couldn't read nope.bib: there is no such file.\n", []]);
		});
	});

	describe('render', () => {
		const files = { '/refs.bib': bibliography, '/a.md': 'See [@roe2019, p. 3] and @doe2020; [@gone].\n' };

		it('should print citations and references as the preview shows them', async () => {
			const one = await run('render a.md --bibliography refs.bib --style apa --format json', { files });
			assert.deepEqual(renderedOf(one), {
				citations: [
					{ keys: ['roe2019'], text: '(Roe, 2019, p. 3)', source: '[@roe2019, p. 3]' },
					{ keys: ['doe2020'], text: 'Doe (2020)', source: '@doe2020' },
					{ keys: ['gone'], text: '(gone?)', source: '[@gone]' },
				],
				references: [
					{ key: 'doe2020', text: 'Doe, J. (2020). Quiet harbours. Coasts. https://doi.org/10.5555/aic.1' },
					{ key: 'roe2019', text: 'Roe, R. (2019). On paper boats. Gull House.' },
				],
				unknown: ['gone'],
				problems: [],
			});
			assert.deepEqual([one.status, one.reported], [0, 'No paper has the citation key “gone”.\n']);
		});

		it('should put notes of note styles in braces', async () => {
			const { citations } = renderedOf(await run('render a.md --bibliography refs.bib --style chicago-fullnote-bibliography', { files }));
			assert.equal(citations[0]?.text, '{Richard Roe, On Paper Boats (Gull House, 2019), 3.}');
		});

		it('should take what the Quarto project of a document says, and name metadata that cannot be read', async () => {
			const { citations, references, problems } = renderedOf(
				await run('render book/one.qmd', {
					files: {
						'/book/one.qmd': '---\ntitle: A: b\n---\n[@roe2019, S. 3]\n',
						'/_quarto.yml': 'bibliography: refs.bib\ncsl: ieee\nlang: de\nnocite: "@doe2020"\n',
						'/refs.bib': bibliography,
					},
				}),
			);
			assert.deepEqual(
				[citations.map(({ text }) => text), references.map(({ key }) => key), problems.map(({ line }) => line)],
				[['[1, S. 3]'], ['roe2019', 'doe2020'], [2]],
			);
		});

		it("should take bibliography, style, language and nocite of the front matter, from the document's folder", async () => {
			const document = '---\nbibliography: [refs.bib]\ncsl: apa\nlang: de\nnocite: "@doe2020"\n---\n[@roe2019, 3]\n';
			const { citations, references } = renderedOf(
				await run('render sub/a.md', { files: { '/sub/a.md': document, '/sub/refs.bib': bibliography } }),
			);
			assert.deepEqual(
				[citations.map(({ text }) => text), references.map(({ key }) => key)],
				[['(Roe, 2019, S. 3)'], ['doe2020', 'roe2019']],
			);
			const english = renderedOf(
				await run('render sub/a.md --lang en-US --style ieee', { files: { '/sub/a.md': document, '/sub/refs.bib': bibliography } }),
			);
			assert.equal(english.citations[0]?.text, '[1, p. 3]');
		});

		it('should read LaTeX and Typst, and a document from the standard input', async () => {
			const more = {
				...files,
				'/a.tex': '\\addbibresource{refs.bib} See \\parencite[3]{roe2019}.',
				'/a.typ': '#bibliography("refs.bib")\nSee @roe2019.',
			};
			assert.equal(renderedOf(await run('render a.tex', { files: more })).citations[0]?.text, '(Roe, 2019, p. 3)');
			assert.deepEqual(renderedOf(await run('render a.typ', { files: more })).citations[0]?.keys, ['roe2019']);
			assert.equal(
				renderedOf(await run('render - --bibliography refs.bib', { files, input: '[@roe2019]' })).citations[0]?.text,
				'(Roe, 2019)',
			);
		});

		it('should say what it cannot find: with status 1 what the document names, with status 2 what the caller does', async () => {
			const document = { ...files, '/b.md': '---\nbibliography: gone.bib\ncsl: gone.csl\n---\n[@roe2019]\n' };
			const one = await run('render b.md', { files: document });
			assert.deepEqual([one.status, renderedOf(one).problems.length, renderedOf(one).citations[0]?.text], [1, 2, '(roe2019?)']);
			const styled = await run('render a.md --bibliography refs.bib --style gone', { files: document });
			assert.deepEqual([styled.status, styled.printed], [2, '']);
			assert.match(styled.reported, /^Citation style “gone” not found\..*\n$/);
		});
	});

	describe('export', () => {
		it('should print all papers of a library in every format', async () => {
			const store = new MemoryFileStore();
			await run('ingest - --library /lib', { input: bibliography, store });
			assert.deepEqual(
				(json(await run('export --library /lib --format csl-json', { store })) as readonly { id: string }[]).map(({ id }) => id),
				['doe2020', 'roe2019'],
			);
			assert.match((await run('export --library /lib --format bibtex', { store })).printed, /@book\{roe2019,/);
			assert.match((await run('export --library /lib --format ris', { store })).printed, /^TY {2}- /m);
		});

		it('should say where there is no library, and which formats there are', async () => {
			assert.deepEqual((({ status, printed }) => [status, printed])(await run('export --library /lib --format ris')), [2, '']);
			const { status, reported } = await run('export --library /lib --format docx');
			assert.deepEqual([status, /bibtex.*biblatex.*ris.*csl-json/.test(reported)], [2, true]);
		});
	});

	describe('check', () => {
		it('should name unknown keys, broken entries and bibliographies that are not there, by file, line and column', async () => {
			const files = {
				'/w/a.md': '---\nbibliography: refs.bib\n---\n\nSee [@roe2019] and [@raw2019].\n',
				'/w/b.md': '---\nbibliography: gone.bib\n---\n',
				'/w/refs.bib': `${bibliography}@book{roe2019, title = {Twice}, author = {A}, publisher = {P}, year = 2000}\n`,
			};
			const { status, printed } = await run('check w', { files });
			const [unknown = '', missing = '', duplicate = '', ...others] = printed.trimEnd().split('\n');
			assert.match(duplicate, /^w\/refs\.bib:3:/);
			assert.match(unknown, /^w\/a\.md:5:22: error: .*raw2019.* \[unknown-key\]$/);
			assert.match(missing, /^w\/b\.md:2: error: .*gone\.bib/);
			assert.deepEqual([others, status], [[], 1]);
		});

		it('should be content with a folder that is in order, and with one without papers', async () => {
			const fine = await run('check w --format json', {
				files: { '/w/a.md': '---\nbibliography: refs.bib\n---\n[@roe2019]', '/w/refs.bib': bibliography },
			});
			assert.deepEqual([fine.status, json(fine)], [0, { problems: [], documents: 1, bibliographies: 1 }]);
			assert.equal((await run('check w', { files: { '/w/a.md': 'Thanks, @octocat.' } })).status, 0);
			assert.equal((await run('check nowhere')).status, 2);
		});
	});

	it('should explain itself, and say in a sentence what is wrong with how it was called', async () => {
		const help = await run('--help');
		assert.deepEqual(
			[help.status, /ingest.*keep.*notes.*convert.*search.*show.*export.*render.*references.*check.*doctor/s.test(help.printed)],
			[0, true],
		);
		for (const words of ['', 'frobnicate', 'render', 'ingest a.bib --format xml', 'check']) {
			const { status, printed, reported } = await run(words);
			assert.deepEqual([words, status, printed, reported !== ''], [words, 2, '', true]);
		}
	});
});
