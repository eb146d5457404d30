import assert from 'node:assert/strict';
import { readdir, rm, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { runCommandLine } from '../../../src/cli/commandLine';
import { openLibrary } from '../../../src/core/library/library';
import { pdfLink } from '../../../src/core/pdf/pdfLinks';
import { readPages } from '../../../src/host/pdf/pdfText';
import { nodeDisk, nodeFileStore, nodeNotes } from '../../../src/host/files/node';
import { commandHost } from '../../fakes/commandHost';
import { MemoryCache } from '../../fakes/memoryCache';
import { pdfOf } from '../../fakes/pdf';
import { ToolFolder } from '../../fakes/toolFolder';
import { askOfWorkspace, noFacts } from '../../../src/core/search/facts';

const bibliography = `@book{roe2019, author = {Roe, Richard}, title = {On paper boats}, publisher = {Gull House}, year = {2019}, abstract = {Of boats.}}
@article{doe2020, author = {Doe, John}, title = {Quiet harbours}, journal = {Coasts}, year = {2020}, doi = {10.5555/aic.1}}
@article{old2001, author = {Old, Olga}, title = {RETRACTED: Cold fusion of boats}, journal = {Coasts}, year = {2001}}
`;

describe('the command line on a disk', () => {
	let folder: ToolFolder;
	let cache: MemoryCache;

	beforeEach(async () => {
		cache = new MemoryCache();
		folder = await ToolFolder.create(bibliography);
	});
	afterEach(() => folder.remove());
	after(() => askOfWorkspace(noFacts));

	/** Runs a command in the folder; `@` before a word stands for the folder's path. */
	async function run(
		...words: readonly string[]
	): Promise<{ readonly status: number; readonly printed: string; readonly reported: string }> {
		let printed = '';
		let reported = '';
		const host = {
			...commandHost(nodeDisk('media'), nodeFileStore(), sentence => void (reported += `${sentence}\n`)),
			noteSource: nodeNotes(),
			cacheOf: () => cache,
			openPageReader: () => Promise.resolve({ pages: readPages, dispose: () => undefined }),
		};
		const given = words.map(word => (word.startsWith('@') ? join(folder.path, word.slice(1)) : word));
		const status = await runCommandLine(given, host, text => void (printed += text));
		return { status, printed: printed.replaceAll(folder.path, '@'), reported: reported.replaceAll(folder.path, '@') };
	}

	describe('check', () => {
		it('should name what is wrong with keys, links and the library in every format', async () => {
			await folder.write({
				'a.md': 'See [@roe2019; @old2001].\n\n[[b#Nowhere]], [[b#Part]], [[gone]], [c](c.md), [[roe2019]], ![[boat.png]].\n',
				'b.md': '# Part\n\n[@nobody2000]\n',
			});
			const { status, printed } = await run('check', '--workspace', '@', '--format', 'json');
			const { problems, documents } = JSON.parse(printed) as {
				readonly problems: readonly Readonly<Record<string, unknown>>[];
				readonly documents: number;
			};
			assert.deepEqual(
				problems.map(({ kind, severity, line, column }) => [kind, severity, line, column]),
				[
					['retracted', 'error', 1, 17],
					['broken-link', 'warning', 3, 1],
					['broken-link', 'warning', 3, 30],
					['broken-link', 'warning', 3, 42],
					['unknown-key', 'error', 3, 3],
				],
			);
			assert.deepEqual([status, documents], [1, 2]);
			const github = await run('check', '@b.md', '--workspace', '@', '--format', 'github');
			assert.equal(
				github.printed,
				'::error file=@/b.md,line=3,col=3,title=An unknown citation key::No paper in the library has the citation key “nobody2000”.\n',
			);
			const log = JSON.parse((await run('check', '@b.md', '--workspace', '@', '--format', 'sarif')).printed) as {
				readonly runs: readonly { readonly results: readonly { readonly ruleId: string }[] }[];
			};
			assert.deepEqual(
				log.runs[0]?.results.map(({ ruleId }) => ruleId),
				['unknown-key'],
			);
		});

		it("should take the workspace's settings, and escape what would be a command of GitHub's", async () => {
			await folder.write({
				'.vscode/settings.json': '{\n// A comment\n"marginalia.diagnostics.ignoredKeys": ["nobody2000"],\n}',
				'b.md': '[@nobody2000]',
				'c,:%\n.md': '[@gone1999]',
			});
			const { printed } = await run('check', '--workspace', '@', '--format', 'github');
			assert.equal(printed.split('\n').length, 2);
			assert.match(printed, /^::error file=@\/c%2C%3A%25%0A\.md,line=1,col=3,/);
		});

		it('should leave out the folders and files that the settings exclude, as the editor does', async () => {
			await folder.write({
				'.vscode/settings.json': '{ "marginalia.diagnostics.exclude": ["drafts", "./old/", "**/*.draft.md", "x.md", "ch[12]/**"] }',
				'drafts/a.md': '[@gone1] [[nowhere]]',
				'old/deep/b.md': '[@gone2]',
				'part/c.draft.md': '[@gone3]',
				'x.md': '[@gone4]',
				'ch2/d.md': '[@gone5]',
				'ch3/drafts/e.md': '[@gone6]',
				'draftsman.md': '[@gone7]',
			});
			const { printed } = await run('check', '--workspace', '@');
			assert.deepEqual(printed.match(/gone\d|nowhere/g), ['gone6', 'nowhere', 'gone7']);
		});

		it('should leave citations alone where the settings turn their marks off, as the editor does, but not links', async () => {
			const write = (value: string) =>
				folder.write({ '.vscode/settings.json': `{ "marginalia.diagnostics.unknownKey": ${value} }`, 'a.md': '[@gone1] [[nowhere]]' });
			await write('"off"');
			assert.deepEqual((await run('check', '--workspace', '@')).printed.match(/gone\d|nowhere/g), ['nowhere']);
			for (const value of ['"hint"', 'false']) {
				await write(value);
				assert.deepEqual((await run('check', '--workspace', '@')).printed.match(/gone\d|nowhere/g), ['gone1', 'nowhere'], value);
			}
		});

		it('should know in each file of a project what its main file names, and say an unknown key once for each place', async () => {
			await folder.write({
				'main.tex':
					'\\documentclass{book}\\addbibresource{refs/a.bib}\\begin{document}\\input{parts/one}\\include{parts/two}\\end{document}',
				'parts/one.tex': '\\autocite{known1,gone1}\n\\textcite{gone1}\n',
				'parts/two.tex': '\\documentclass[../main.tex]{subfiles}\\begin{document}\\cite{known1}\\cite{gone1}\\end{document}',
				'refs/a.bib': '@book{known1, author={A}, title={One}, year=2000}',
				'book.typ': '#include "parts/three.typ"\n#bibliography("refs/b.yml")\n',
				'parts/three.typ': '@known2 and @gone2 and #cite(<gone2>)\n',
				'refs/b.yml': 'known2:\n  type: book\n  title: Two\n',
			});
			const { printed } = await run('check', '--workspace', '@');
			assert.deepEqual(printed.match(/^\S+(?=.*unknown-key)/gm), [
				'@/parts/one.tex:1:18:',
				'@/parts/one.tex:2:11:',
				'@/parts/three.typ:1:14:',
				'@/parts/three.typ:1:31:',
				'@/parts/two.tex:1:73:',
			]);
		});

		it('should know of each project its own works, and say nothing of keys where its bibliography is missing', async () => {
			await folder.write({
				'one/main.tex': '\\addbibresource{refs.bib}\\input{ch}',
				'one/ch.tex': '\\cite{doe}\\input{deep/er}',
				'one/deep/er.tex': '\\cite{doe}',
				'one/refs.bib': '@book{doe, author={A}, title={One}, year=2000}',
				'two/main.tex': '\\addbibresource{refs.bib}\\input{ch}',
				'two/ch.tex': '\\cite{doe}',
				'two/refs.bib': '@book{doe, author={B}, title={Two}, year=2001}',
				'three/main.tex': '\\addbibresource{none.bib}',
				'three/ch.tex': '% !TEX root = main\n\\cite{gone1}',
				'alone.tex': '\\cite{doe}',
			});
			const { printed } = await run('check', '--workspace', '@');
			assert.deepEqual(
				printed.match(/^\S+.*?\[[a-z-]+\]/gm)?.map(line => line.replace(/:\d.*\[/, ' ')),
				['@/alone.tex duplicate-key]', '@/three/main.tex missing-bibliography]'],
			);
		});

		it('should read the main file of a chapter that is checked alone, whether it is named or stands above', async () => {
			const refs = '@book{known1, author={A}, title={One}, year=2000}';
			await folder.write({
				'a/main.tex': '\\addbibresource{refs.bib}\\include{parts/one}',
				'a/refs.bib': refs,
				'a/parts/one.tex': '\\input{chapters/deep/two}',
				'a/chapters/deep/two.tex': '\\cite{known1}\n\\cite{gone1}\n',
				'a/chapters/deep/other.tex': '\\cite{gone1}\n',
				'b/book.tex': '\\bibliography{refs}',
				'b/refs.bib': refs,
				'b/ch/one.tex': '%!TEX root = ../book\n\\cite{known1}\n\\cite{gone1}\n',
				'b/ch/sub.tex': '\\documentclass[../book]{subfiles}\n\\cite{gone1}\n',
				'c/book.typ': '#include "ch/one.typ"\n#bibliography("refs.bib")\n',
				'c/refs.bib': refs,
				'c/ch/one.typ': '@known1\n@gone1\n',
				'd/main.tex': '\\addbibresource{none.bib}\\input{ch/one}',
				'd/ch/one.tex': '\\cite{gone1}\n',
				'e/.git/HEAD': '',
				'e/ch/one.tex': '\\cite{known1}\n',
				'main.tex': '\\addbibresource{a/refs.bib}\\input{e/ch/one}\\input{a/chapters/deep/other}',
			});
			const found = async (...paths: readonly string[]) =>
				((await run('check', ...paths)).printed.match(/^\S+.*?\[[a-z-]+\]/gm) ?? []).map(line => line.replace(/^(\S+?:\d+):.*\[/, '$1 ['));
			assert.deepEqual(await found('@/a/chapters/deep/two.tex'), ['@/a/chapters/deep/two.tex:2 [unknown-key]']);
			assert.deepEqual(await found('@/a/chapters/deep/other.tex'), ['@/a/chapters/deep/other.tex:1 [unknown-key]']);
			assert.deepEqual(await found('@/b/ch/one.tex', '@/b/ch/sub.tex'), [
				'@/b/ch/one.tex:3 [unknown-key]',
				'@/b/ch/sub.tex:2 [unknown-key]',
			]);
			assert.deepEqual(await found('@/c/ch/one.typ'), ['@/c/ch/one.typ:2 [unknown-key]']);
			assert.deepEqual(await found('@/d/ch/one.tex'), ['@/d/main.tex:1 [missing-bibliography]']);
			assert.deepEqual(await found('@/e/ch/one.tex'), []);
		});

		it('should know the bibliographies that the settings name, but none outside the workspace', async () => {
			const outside = await ToolFolder.create('', { 'out.bib': '@book{outside, author={O}, title={Out}, year=2000}' });
			try {
				const settingsOf = (names: readonly string[]) => ({
					'.vscode/settings.json': `{\n// Ours\n"marginalia.bibliographies": ${JSON.stringify(names)} }`,
				});
				await folder.write({
					...settingsOf(['refs/one.bib', '.hidden/*.json', 'none/*.bib']),
					'refs/one.bib': '@book{one, author={A}, title={One}, year=2000}',
					'.hidden/two.json': '[{"id":"two","type":"book","title":"Two"}]',
					'a.md': '[@one; @two; @three]\n',
				});
				const { printed } = await run('check', '--workspace', '@');
				assert.equal(printed.match(/\[unknown-key\]/g)?.length, 1);
				assert.match(printed, /“three”/);
				assert.match((await run('search', 'one', '--workspace', '@')).printed, /one/);
				await symlink(join(outside.path, 'out.bib'), join(folder.path, 'link.bib'));
				await folder.write({
					...settingsOf([join(outside.path, 'out.bib'), 'link.bib', 'gone.bib', `../${basename(outside.path)}/*.bib`]),
					'a.md': '[@outside]',
				});
				const refused = await run('check', '@a.md', '--workspace', '@');
				assert.deepEqual(
					refused.printed.split('\n').map(line => /^(\S+) error: Couldn't read the bibliography \S*?([^/]+),/.exec(line)?.slice(1)),
					[...['out.bib', 'link.bib', 'gone.bib'].map(name => ['@/.vscode/settings.json:3:', name]), undefined],
				);
			} finally {
				await outside.remove();
			}
		});

		it("should read every file that biblatex's glob means", async () => {
			await folder.write({
				'bib/a.bib': '@book{one, author={A}, title={One}, year=2000}',
				'bib/b.bib': '@book{two, author={B}, title={Two}, year=2000}',
				'a.tex': '\\addbibresource[glob]{bib/*.bib}\n\\cite{one,two}\n',
				'b.tex': '\\addbibresource[glob]{gone/*.bib}\n',
			});
			assert.deepEqual((await run('check', '@a.tex', '--workspace', '@')).printed, '');
			assert.match((await run('check', '@b.tex', '--workspace', '@')).printed, /gone\/\*\.bib.*\[missing-bibliography\]/);
		});

		it('should end with 2 where a path is not there, and with 0 where all is well', async () => {
			await folder.write({ 'a.md': '[@roe2019]' });
			assert.deepEqual([(await run('check', '@gone')).status, (await run('check', '@a.md', '--workspace', '@')).status], [2, 0]);
		});
	});

	it('should search, show and export', async () => {
		const found = JSON.parse((await run('search', 'quiet', 'harbours', '--workspace', '@', '--format', 'json')).printed) as {
			readonly papers: readonly { readonly key: string }[];
		};
		assert.deepEqual(
			found.papers.map(({ key }) => key),
			['doe2020'],
		);
		assert.equal((await run('search', 'zeppelins', '--workspace', '@')).status, 1);
		assert.match((await run('search', 'x', '--limit', '51', '--workspace', '@')).reported, /whole number from 0 to 50/);
		assert.match((await run('show', 'roe2019', '--workspace', '@')).printed, /^On paper boats\nRichard Roe\n/);
		assert.match((await run('show', 'roe2019', '--workspace', '@', '--format', 'bibtex')).printed, /^@book\{roe2019,/);
		assert.deepEqual((({ status, reported }) => [status, reported])(await run('show', 'roe2109', '--workspace', '@')), [
			2,
			'No paper in the library has the citation key “roe2109” (similar: roe2019).\n',
		]);
		const exported = await run('export', 'doe2020', '--library', '@.marginalia', '--format', 'ris');
		assert.equal(exported.printed.match(/^TY {2}-/gm)?.length, 1);
	});

	it('should know which papers have notes in the workspace, and which its documents cite', async () => {
		await folder.write({ 'draft.md': 'See [@doe2020].\n', 'notes/roe2019.md': '---\ncitation-key: roe2019\n---\n' });
		const keys = async (query: string) =>
			(await run('search', query, '--workspace', '@')).printed.match(/^\S+(?= )/gm)?.filter(word => /\d$/.test(word)) ?? [];
		assert.deepEqual(
			[await keys('has:note'), await keys('cited:here'), await keys('has:note cited:here'), await keys('-has:note -cited:here')],
			[['roe2019'], ['doe2020'], [], []],
		);
		await folder.write({ 'draft.md': 'See [@roe2019].\n' });
		assert.deepEqual(await keys('cited:here'), ['roe2019']);
	});

	it('should look into attached PDFs, with page and words, and say which could not be read', async () => {
		const pages = [['Boats float on water.'], ['Gulls eat fish and chips,', 'as har-', 'bours know.']];
		const library = await openLibrary(nodeFileStore(), folder.library);
		await folder.write({ 'papers/roe.pdf': pdfOf({ pages }), 'papers/doe.pdf': 'No PDF.' });
		await library.update(['roe2019'], paper => ({ ...paper, links: [pdfLink('papers/roe.pdf')] }));
		await library.update(['doe2020'], paper => ({ ...paper, links: [pdfLink('papers/doe.pdf'), pdfLink('https://example.org/x.pdf')] }));
		const words = ['--fulltext', '--workspace', '@'];
		const found = await run('search', 'harbours', 'chips', ...words);
		assert.equal(found.printed, 'roe2019  On paper boats (Roe, 2019)\n    p. 2: Gulls eat fish and chips, as harbours know.\n');
		assert.deepEqual(
			[found.status, found.reported],
			[0, "Not all PDFs were searched: doe.pdf can't be read (locked, damaged or too large).\n"],
		);
		const both = JSON.parse((await run('search', 'harbours', ...words, '--format', 'json')).printed) as {
			readonly papers: readonly { readonly key: string; readonly passages?: readonly { readonly page: number }[] }[];
		};
		assert.deepEqual(
			both.papers.map(({ key, passages }) => [key, passages?.map(({ page }) => page)]),
			[
				['doe2020', undefined],
				['roe2019', [2]],
			],
		);
		assert.equal((await run('search', 'fulltext:harbours', 'author:doe', ...words)).status, 1);
		assert.match((await run('search', 'fulltext:"fish and chips"', 'author:roe', ...words)).printed, /^roe2019 .*\n {4}p\. 2: /);
	});

	it('should print a reference list from the library in any bundled style', async () => {
		await folder.write({ 'a.md': 'See [@doe2020] and [@roe2019; @gone1999].\n' });
		const { status, printed, reported } = await run('references', '@a.md', '--workspace', '@', '--style', 'ieee');
		assert.match(printed, /^\[1\] J\. Doe, .*\n\[2\] R\. Roe, /);
		assert.deepEqual([status, reported], [1, 'No paper has the citation key “gone1999”.\n']);
	});

	it("should keep a references file in sync, and remove nothing while a document can't be read", async () => {
		await folder.write({ 'a.md': '---\nbibliography: kept.bib\n---\n[@doe2020] [@roe2019]\n', 'kept.bib': '% Mine.\n' });
		assert.equal((await run('keep', '@a.md', '--workspace', '@')).printed, '@/kept.bib: 2 added, 0 updated, 0 removed\n');
		await folder.write({ 'a.md': '---\nbibliography: kept.bib\n---\n[@doe2020]\n' });
		await folder.write({ 'other.tex': '\\cite{roe2019}' });
		assert.equal((await run('keep', '@a.md', '--workspace', '@')).printed, '@/kept.bib: 0 added, 0 updated, 0 removed\n');
		await folder.write({ 'other.tex': 'Nothing.' });
		assert.equal((await run('keep', '@a.md', '--workspace', '@')).printed, '@/kept.bib: 0 added, 0 updated, 1 removed\n');
		assert.match(await folder.read('kept.bib'), /^% Mine\.\n[^]*doe2020/);
		await folder.write({ 'b.md': '[@doe2020; @gone1999]\n' });
		const { status, reported } = await run('keep', '@b.md', '--workspace', '@');
		assert.deepEqual([status, reported], [1, 'No paper has the citation key “gone1999”.\n']);
		assert.match(await folder.read('references.bib'), /@article\{doe2020,/);
	});

	it('should keep an entry that a document in a hidden folder or behind a link cites', async () => {
		const head = '---\nbibliography: kept.bib\n---\n';
		const elsewhere = await ToolFolder.create('', { 'linked/b.md': '[@old2001]' });
		try {
			await folder.write({ 'a.md': `${head}[@doe2020] [@roe2019] [@old2001]\n` });
			await run('keep', '@a.md', '--workspace', '@');
			await folder.write({ 'a.md': `${head}[@doe2020]\n`, '.drafts/deep/c.md': '[@roe2019]' });
			await symlink(join(elsewhere.path, 'linked'), join(folder.path, 'linked'));
			await symlink(folder.path, join(folder.path, 'circle'));
			assert.match((await run('keep', '@a.md', '--workspace', '@')).printed, / 0 removed/);
			await rm(join(folder.path, 'linked'));
			await symlink(join(elsewhere.path, 'unmounted.md'), join(folder.path, 'unmounted.md'));
			assert.match((await run('keep', '@a.md', '--workspace', '@')).printed, / 0 removed/);
			await rm(join(folder.path, 'unmounted.md'));
			assert.match((await run('keep', '@a.md', '--workspace', '@')).printed, / 1 removed/);
			assert.match(await folder.read('kept.bib'), /roe2019/);
		} finally {
			await elsewhere.remove();
		}
	});

	it('should remove nothing from a references file outside the workspace', async () => {
		await folder.write({ 'thesis/a.md': '---\nbibliography: ../kept.bib\n---\n[@doe2020] [@roe2019]\n', 'kept.bib': '' });
		const keep = async () => (await run('keep', '@thesis/a.md', '--workspace', '@thesis', '--library', '@.marginalia')).printed;
		assert.match(await keep(), /kept\.bib: 2 added, 0 updated, 0 removed\n/);
		await folder.write({ 'thesis/a.md': '---\nbibliography: ../kept.bib\n---\n[@doe2020]\n' });
		assert.match(await keep(), /kept\.bib: 0 added, 0 updated, 0 removed\n/);
	});

	it('should create notes as the settings say and refresh them, leaving what was edited', async () => {
		await folder.write({
			'.vscode/settings.json': '{ "marginalia.notes.folder": "papers", "marginalia.notes.fileName": "{{year}}/{{key}}" }',
		});
		assert.equal((await run('notes', 'create', 'roe2019', '--workspace', '@')).printed, 'papers/2019/roe2019.md\n');
		assert.equal((await run('notes', 'create', '--all', '--workspace', '@')).printed, 'papers/2020/doe2020.md\npapers/2001/old2001.md\n');
		const note = await folder.read('papers/2019/roe2019.md');
		const place = await folder.open();
		await place.library.step('x', editor => editor.update(['roe2019'], paper => ({ ...paper, abstract: 'Of ships.' })));
		assert.equal((await run('notes', 'refresh', '--all', '--workspace', '@')).printed, 'papers/2019/roe2019.md\n');
		assert.equal(
			await folder
				.read('papers/2019/roe2019.md')
				.then(text => text.replace('Of ships.', 'Of boats.').replace(/end .*|begin abstract .*/g, '')),
			note.replace(/end .*|begin abstract .*/g, ''),
		);
		await folder.write({ 'papers/2019/roe2019.md': (await folder.read('papers/2019/roe2019.md')).replace('Of ships.', 'Of my ships.') });
		const kept = await run('notes', 'refresh', 'roe2019', '--workspace', '@');
		assert.match(kept.reported, /roe2019\.md:\d+: You edited “abstract”, so it was left alone\./);
		assert.match(await folder.read('papers/2019/roe2019.md'), /Of my ships\./);
		assert.equal((await run('notes', 'create', 'gone1999', '--workspace', '@')).status, 2);
		assert.equal((await run('notes', 'create', '--workspace', '@')).status, 2);
	});

	it('should convert citations, printing or in place', async () => {
		await folder.write({ 'a.md': 'See [@roe2019, p. 3] and @doe2020.\n' });
		const { printed, status } = await run('convert', '--to', 'biblatex', '@a.md');
		assert.deepEqual([printed, status], ['See \\autocite[p.~3]{roe2019} and \\textcite{doe2020}.\n', 0]);
		assert.equal(await folder.read('a.md'), 'See [@roe2019, p. 3] and @doe2020.\n');
		await run('convert', '--to', 'biblatex', '@a.md', '--write');
		assert.equal(await folder.read('a.md'), printed);
		await folder.write({ 'latin.md': Buffer.from('Caf\xe9 [@roe2019].\n', 'latin1') });
		assert.match((await run('convert', '--to', 'latex', '@latin.md', '--write')).reported, /isn't saved as UTF-8/);
	});

	it('should look over a library, and mend only what loses nothing', async () => {
		const volume = join('.marginalia', 'volume-0001.json');
		const lines = (await folder.read(volume)).split('\n');
		await folder.write({
			[volume]: [...lines.slice(0, 2), '{"id": broken,', ...lines.slice(2)].join('\n'),
			'orphan.md': '---\ncitation-key: gone1999\n---\n',
		});
		const first = await run('doctor', '--workspace', '@');
		assert.match(first.printed, /volume-0001\.json:3: /);
		assert.match(first.printed, /^orphan\.md:1: No paper in the library has the citation key “gone1999” of this note\.$/m);
		assert.equal(first.status, 1);
		const fixed = await run('doctor', '--workspace', '@', '--fix');
		assert.match(fixed.printed, /volume-0001\.json:3: .* Fixed\.$/m);
		assert.deepEqual(
			(await readdir(folder.library)).filter(name => name.endsWith('.jsonl')),
			['set-aside.jsonl'],
		);
		assert.match(await folder.read('.marginalia/set-aside.jsonl'), /\{"id": broken,/);
		assert.equal((await run('show', 'roe2019', '--workspace', '@')).status, 0);
		assert.doesNotMatch((await run('doctor', '--workspace', '@')).printed, /volume/);
	});

	it('should show no control characters of strangers, which would steer a terminal', async () => {
		await folder.write({
			'evil.bib':
				'@book{evil2000, author = {E\u001B[2Jvil, E.}, title = {Clear\u001B[2J \u009B31mthe screen \u202Eexe.fdp}, year = 2000, abstract = {A\u0007}}',
			'a\u001B[2J.md': '[@roe2019; @x\u001B]\n',
		});
		await run('ingest', '@evil.bib', '--library', '@.marginalia');
		await folder.write({ 'b.md': '[@evil2000]\n' });
		for (const words of [
			['search', 'screen'],
			['search', 'screen', '--format', 'json'],
			['show', 'evil2000'],
			['show', 'evil2000', '--format', 'json'],
			['check'],
			['check', '--format', 'json'],
			['check', '--format', 'github'],
			['show', 'x\u001B[2J'],
			['doctor'],
			['references', '@b.md'],
			['references', '@b.md', '--format', 'json'],
			['notes', 'create', '--all', '--folder', 'a\u001B[2Jb'],
		]) {
			const { printed, reported } = await run(...words, '--workspace', '@');
			assert.doesNotMatch(printed + reported, /(?![\t\n])\p{Cc}|\u202E/u, words.join(' '));
		}
	});

	it('should find the library of a folder above, and say where there is none', async () => {
		await folder.write({ 'deep/er/a.md': '' });
		assert.equal((await run('show', 'roe2019', '--workspace', '@deep')).status, 2);
		assert.match((await run('search', 'x', '--library', '@nowhere')).reported, /^There is no library in @\/nowhere\. /);
	});
});
