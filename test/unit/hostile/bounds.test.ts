import assert from 'node:assert/strict';
import { checkStyle } from '../../../src/core/citing/bibliography/checkStyle';
import fc from 'fast-check';
import { cutBelow } from '../../../src/core/ingest/jsonItems';
import { withFootnotes } from '../../../src/core/citing/footnotes';
import { findPandocCitations } from '../../../src/core/citing/pandoc';
import { identifyPdf } from '../../../src/core/pdf/pdfPaper';
import { openFormatter } from '../../../src/core/citing/bibliography/formatter';
import { StyleError } from '../../../src/core/citing/bibliography/styleError';
import { documentMetadata } from '../../../src/core/citing/documentMetadata';
import { documentSettings } from '../../../src/core/citing/documentSettings';
import { ingest, openParts } from '../../../src/core/ingest/ingest';
import { pythonToJson } from '../../../src/core/ingest/daily/pythonLiteral';
import { couldComplete } from '../../../src/core/citing/completion';
import { cellText } from '../../../src/core/matrix/cells';
import { contradictions } from '../../../src/core/merge/contradictions';
import { partOfNote } from '../../../src/core/notes/wikilinkDrawing';
import { folderOf } from '../../../src/core/text/paths';
import { findLinks } from '../../../src/core/paper/links';
import { readNoteHead } from '../../../src/core/notes/frontmatter';
import { findManagedBlocks } from '../../../src/core/notes/managedBlocks';
import { unlinkedMentions } from '../../../src/core/notes/mentions';
import { appendToSection } from '../../../src/core/notes/sections';
import { renderNote } from '../../../src/core/notes/template';
import { titleQuestions } from '../../../src/core/sources/lookup';
import { identifierParts } from '../../../src/core/ingest/writtenIdentifiers';
import { readXmlOutline } from '../../../src/core/ingest/xml/xmlOutline';
import { readWanted } from '../../../src/core/sources/wanted';
import { readYaml } from '../../../src/core/text/readYaml';
import { xmlDepth } from '../../../src/core/text/xmlTags';

const deep = 100_000;

// None of these looks at a clock: what is slower than linear does not come to an end here before mocha loses its patience.
describe('What strangers nest and multiply', () => {
	it('should be read to the end where the ends of lines are those of an old Macintosh, or labels of footnotes open again and again', () => {
		const record = `<modsCollection><mods><titleInfo><title>T${'\r'.repeat(2 * deep)}</title></titleInfo></mods></modsCollection>`;
		assert.equal(ingest(record, { fileName: 'x.xml' }).papers[0]?.title, 'T');
		assert.equal(withFootnotes(`${'^['.repeat(deep)} [@a]`, findPandocCitations('[@a]')).length, 1);
		assert.equal(
			identifyPdf({ information: {}, metadata: '', pages: [`${'\r'.repeat(deep)}\nReferences\n10.1000/a`] }, 'x.pdf').identifiers.doi,
			undefined,
		);
	});

	it('should be read to the end where nothing but blanks and signs stands between two letters', () => {
		const blanks = `a${' '.repeat(deep)}b`;
		const book = { type: 'book', title: 'T' };
		for (const field of ['volume', 'edition', 'ISBN', 'version', 'number']) {
			assert.ok(contradictions({ ...book, [field]: blanks }, { ...book, [field]: '9783161484100' }).length <= 1, field);
		}
		for (const language of ['typst', 'latex']) {
			assert.equal(couldComplete(`${'<'.repeat(deep)}{`, language), false);
			assert.equal(couldComplete('<vale', language), true);
		}
		assert.equal(partOfNote(`${blanks} ^a\n`, [], '^a'), blanks);
		assert.equal(folderOf(`${'a'.repeat(deep)}/${'b'.repeat(deep)}`).length, deep + 1);
		assert.equal(cellText(`${blanks} \n`), blanks);
		assert.deepEqual(identifierParts(`${','.repeat(deep)}a`), [`${','.repeat(deep)}a`]);
		assert.deepEqual(readXmlOutline(`<opml><outline ${'a'.repeat(deep)} b="c"></opml>`), [new Map([['b', 'c']])]);
		const parts = [`@book{${' '.repeat(deep)}{\n`, '@book{b, title = {T}}\n'];
		assert.equal([...openParts(parts, { fileName: 'a.bib' }).readings].filter(({ kind }) => kind === 'paper').length, 1);
	});

	describe('YAML', () => {
		const refusal = (source: string): string | undefined => readYaml(source, {}).mistake?.message;

		it('should be refused where it nests too deep, whatever nests', () => {
			for (const unit of ['? ', '[', '{a: ', '- ', '? [', '[[],', '{[a]: ', '&a [', '!!a [']) {
				assert.match(refusal(unit.repeat(deep)) ?? '', /too deep/, unit);
			}
			assert.match(refusal('{{{{{{a}: b}: b}: b}: b}: b}: b') ?? '', /keys are nested/);
		});

		it('should not be read in front of a document where it is longer than anybody writes', () => {
			const long = (unit: string) => `---\ntitle: T\ntags: [${unit.repeat(5_000_000 / unit.length)}]\n---\n`;
			for (const unit of ['a,', '"a",', '{a: b},', 'a ']) {
				assert.deepEqual(documentSettings(long(unit)), documentSettings(''), unit);
				assert.match(documentMetadata(long(unit)).mistakes[0]?.message ?? '', /too long/);
			}
		});

		it('should be read as deep as people nest', () => {
			assert.deepEqual(readYaml(`${'['.repeat(50)}x${']'.repeat(50)}`, {}).mistake, undefined);
			assert.deepEqual(readYaml('title: {{title}}', {}).mistake, undefined);
		});

		it('should be refused where it refers to itself again and again', () => {
			assert.match(refusal(`- &a x\n${'- *a\n'.repeat(2000)}`) ?? '', /too many anchors/);
			const doubling = `a0: &a0 [x]\n${Array.from({ length: 60 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]\n`).join('')}`;
			assert.equal(documentSettings(`---\n${doubling}---\n`).csl, undefined);
			assert.ok(ingest(`references:\n- id: a\n  title: x\n  ${doubling.replaceAll('\n', '\n  ')}\n`).problems.length > 0);
		});

		it('should name the line of what is wrong, and a name that stands twice', () => {
			assert.deepEqual(readYaml('a: 1\nb: 2\na: 3\n', {}).mistake, { line: 3, message: 'Map keys must be unique' });
			assert.equal(readYaml('a: 1\na: 2\n', { uniqueKeys: false }).mistake, undefined);
			assert.equal(readYaml(`a: 1\nb: ${'['.repeat(200)}\n`, {}).mistake?.line, 2);
			assert.equal(readYaml('a: 1\nb: "x\n', {}).mistake?.line, 3);
			assert.equal(readYaml('a: 1\n---\nb: 1\n', {}).mistake?.line, 2);
		});

		it('should not collect what is wrong with it behind the first mistakes', () => {
			for (const unit of [']', '}', '[]', '}{', '- ] ', ', ]']) {
				const { document, mistake } = readYaml(unit.repeat(deep), {});
				assert.ok(mistake !== undefined && (document?.errors.length ?? 0) < 300, unit);
			}
		});

		it('should cost a note or a document its front matter, and nothing else', () => {
			const text = `---\n${'? '.repeat(300)}\n---\n# Title\n`;
			assert.deepEqual(documentSettings(text).bibliography, []);
			assert.deepEqual(readNoteHead(text).tags, []);
			assert.ok(
				ingest(`references:\n- id: a\n  type: book\n  title: ${'? '.repeat(300)}\n- id: b\n  type: book\n  title: Good\n`).papers.some(
					({ title }) => title === 'Good',
				),
			);
		});
	});

	describe('BibTeX', () => {
		const numbered = (count: number, line: (at: number) => string): string => Array.from({ length: count }, (_, at) => line(at)).join('\n');

		it('should expand strings only as far as a file may grow, and say so', () => {
			for (const text of [
				`@string{s0 = {aaaaaaaaaa}}\n${numbered(3000, at => `@string{s${at + 1} = s${at} # s${at}}`)}\n${numbered(60, at => `@article{k${at}, title = {T}, note = s${at * 50}}`)}`,
				`@string{a = {aaaaaaaaaa}}\n${numbered(4000, at => `@string{a = a # a}\n@article{k${at}, title = {T}, abstract = a}`)}`,
			]) {
				const { papers, problems } = ingest(text, { fileName: 'a.bib' });
				assert.equal(papers.length, text.match(/@article/g)?.length);
				assert.ok(JSON.stringify(papers).length < 50 * text.length + 5_000_000);
				assert.equal(problems.filter(({ message }) => message.includes('expand to too much text')).length, 1);
			}
		});

		it('should expand what real files hold', () => {
			const { papers, problems } = ingest(
				`@string{jnl = {Journal of Tests}}\n${numbered(3000, at => `@article{k${at}, title = {T}, journal = jnl}`)}`,
				{ fileName: 'a.bib' },
			);
			assert.deepEqual([problems, papers.at(-1)?.['container-title']], [[], 'Journal of Tests']);
		});

		it('should inherit each field once, however entries name one another', () => {
			const names = Array.from({ length: 30 }, (_, at) => `x${at}`).join(',');
			const everyone = `${numbered(30, at => `@xdata{x${at}, note${at} = {v}, xdata = {${names}}}`)}\n@article{k, title = {T}, xdata = {x0}}`;
			assert.equal(Object.keys(ingest(everyone, { fileName: 'a.bib' }).papers[0]?.['custom'] ?? {}).length, 30);
			for (const text of [
				numbered(3000, at => `@book{b${at}, title = {T}, crossref = {b${at + 1}}}`),
				numbered(3000, at => `@book{b${at}, title = {T}, crossref = {b${(at + 1) % 3000}}}`),
				numbered(3000, at => `@book{b${at}, title = {T}, crossref = {missing}}`),
				`@xdata{all, ${numbered(1000, at => `f${at} = {v},`)}}\n${numbered(1000, at => `@book{b${at}, title = {T}, xdata = {all}}`)}`,
				`@book{k, title = {T}, xdata = {${numbered(3000, at => `x${at}`).replaceAll('\n', ',')}}, ${numbered(3000, at => `f${at} = {v},`)}}\n${numbered(3000, at => `@xdata{x${at}, g = {v}}`)}`,
			]) {
				assert.equal(ingest(text, { fileName: 'a.bib' }).papers.length, text.match(/@book/g)?.length);
			}
		});

		it('should say once which string is not defined', () => {
			assert.equal(ingest(`@article{k, title = ${'x # '.repeat(60_000)}x}`, { fileName: 'a.bib' }).problems.length, 1);
		});

		it('should be recognised and read whatever blanks stand in a head', () => {
			for (const blanks of [' ', '\n', '\t', '%\n', ',']) {
				ingest(`@a{${blanks.repeat(50_000)}`, { fileName: 'a.bib' });
				ingest(`@article{k, title = {T}${blanks.repeat(1_000_000)}}`, { fileName: 'a.bib' });
			}
		});
	});

	describe('XML', () => {
		const feed = (inside: string): string =>
			`<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"><entry><id>http://arxiv.org/abs/2101.00001v1</id><title>T</title>${inside}</entry><entry><id>http://arxiv.org/abs/2101.00002v1</id><title>Good</title></entry></feed>`;

		it('should cost an entry that nests too deep itself, whatever its names and attributes', () => {
			for (const [open, close] of [
				['<a>', '</a>'],
				['<é>', '</é>'],
				['<a b="/>">', '</a>'],
				["<a b='>'>", '</a>'],
				['<a\n>', '</a>'],
				['<:a>', '</:a>'],
				['<a:b c="<">', '</a:b>'],
				['<\u{10000}>', '</\u{10000}>'],
			] as const) {
				const { papers, problems } = ingest(feed(open.repeat(deep) + close.repeat(deep)), { fileName: 'a.xml' });
				assert.deepEqual(
					papers.map(({ title }) => title),
					['Good'],
					open,
				);
				assert.match(problems[0]?.message ?? '', /nested too deeply|not valid XML/);
			}
		});

		it('should count no tags in comments, CDATA and values', () => {
			assert.equal(xmlDepth('<a><!-- <b><c> --><![CDATA[<d><e>]]><?x <f> ?><g h="<i>"/><j></j></a>', 99), 2);
		});
	});

	describe('JSON', () => {
		it('should cost the part of a record that nests too deep, and name it', () => {
			for (const [open, close] of [
				['[', ']'],
				['{"a":', '}'],
			] as const) {
				const { papers, problems } = ingest(
					`[{"id":"b","type":"book","title":"Deep","x":${open.repeat(deep)}1${close.repeat(deep)},"volume":"3"},\n{"id":"a","type":"book","title":"Good"}]`,
				);
				assert.deepEqual(
					papers.map(({ title, volume }) => [title, volume]),
					[
						['Deep', '3'],
						['Good', undefined],
					],
				);
				assert.deepEqual(
					problems.map(({ line, message }) => [line, /nests deeper|left out/.test(message)]),
					[
						[1, true],
						[1, true],
					],
				);
			}
		});

		it('should be cut below a depth, well formed', () => {
			const json = fc.json({ maxDepth: 6 });
			fc.assert(
				fc.property(json, fc.integer({ min: 1, max: 6 }), (text, depth) => {
					const cut = JSON.stringify(JSON.parse(text), (_key, value: unknown) => value);
					const below = (value: unknown, left: number): unknown =>
						typeof value !== 'object' || value === null
							? value
							: left === 0
								? null
								: Array.isArray(value)
									? value.map(item => below(item, left - 1))
									: Object.fromEntries(Object.entries(value).map(([key, item]) => [key, below(item, left - 1)]));
					assert.deepEqual(JSON.parse(cutBelow(cut, depth)), below(JSON.parse(text), depth));
				}),
			);
		});

		it('should be read in one line as in many', () => {
			assert.equal(ingest(`[${'{"id":"a","type":"book","title":"T"},'.repeat(20_000)}12]`).papers.length, 20_000);
		});
	});

	describe('Citation styles', () => {
		const style = (body: string): string =>
			`<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>T</title><id>t</id></info>${body}</style>`;
		const open = (csl: string) =>
			openFormatter({
				style: csl,
				localeOf: () => '<locale xml:lang="en-US"/>',
				itemOf: () => ({ type: 'book', title: 'T' }),
				pause: () => Promise.resolve(),
			}).then(formatter => formatter.format([{ form: 'parenthetical', cites: [{ key: 'a' }] }]));

		it('should be taken where only one of many alternatives runs, as in Chicago’s', () => {
			const macros = Array.from(
				{ length: 20 },
				(_, at) =>
					`<macro name="m${at}">${at === 0 ? '<text variable="title"/>' : `<choose><if type="book"><text macro="m${at - 1}"/></if><else><text macro="m${at - 1}"/></else></choose>`}</macro>`,
			).join('');
			assert.doesNotThrow(() => checkStyle(style(`${macros}<citation><layout><text macro="m19"/></layout></citation>`)));
		});

		it('should be refused where macros multiply, call themselves or nest too deep', async () => {
			const doubling = Array.from(
				{ length: 40 },
				(_, at) => `<macro name="m${at + 1}"><text macro="m${at}"/><text macro="m${at}"/></macro>`,
			).join('');
			const chain = Array.from({ length: 5000 }, (_, at) => `<macro name="m${at}"><text macro="m${at + 1}"/></macro>`).join('');
			for (const macros of [
				`<macro name="m0"><text variable="title"/></macro>${doubling}`,
				chain,
				'<macro name="m1"><text macro="m1"/></macro>',
				'<macro name="m1"><text macro="m2"/></macro><macro name="m2"><names variable="author"><substitute><text macro="m1"/></substitute></names></macro>',
			]) {
				await assert.rejects(
					open(style(`${macros}<citation><layout><text macro="m40"/><text macro="m1"/></layout></citation>`)),
					StyleError,
				);
			}
			await assert.rejects(
				open(style(`<citation><layout>${'<group>'.repeat(deep)}${'</group>'.repeat(deep)}</layout></citation>`)),
				StyleError,
			);
		});

		it('should be refused where they print long texts at each name, or have layouts without number', async () => {
			const text = 'a'.repeat(1001);
			const names = (attribute: string) => `<names variable="author"><name ${attribute}="${text}"/></names>`;
			for (const part of [
				`<text variable="title" prefix="${text}"/>`,
				`<text value="${text}"/>`,
				`<group delimiter='${text}'/>`,
				names('delimiter'),
				names('initialize-with'),
				names('sort-separator'),
			]) {
				await assert.rejects(open(style(`<citation><layout>${part}</layout></citation>`)), StyleError, part.slice(0, 40));
			}
			const layouts = '<layout><text variable="title"/></layout>'.repeat(20_000);
			await assert.rejects(open(style(`<citation>${layouts}</citation>`)), StyleError);
		});

		it('should be refused where an element has attributes, or a style calls of macros, without number', () => {
			const attributes = Array.from({ length: 200 }, (_, at) => `a${at}="x"`).join(' ');
			assert.throws(() => checkStyle(`<style><text ${attributes}/></style>`), StyleError);
			const calls = '<text macro="a"/>'.repeat(7000);
			assert.throws(
				() => checkStyle(`<style><macro name="a"><text variable="title"/></macro><citation>${calls}</citation></style>`),
				StyleError,
			);
		});

		it('should be refused where a word is longer than anybody writes', () => {
			for (const unit of ['<!', '-->', 'a']) {
				assert.throws(() => checkStyle(`<style>${unit.repeat(2000)}</style>`), StyleError);
			}
		});

		it('should be refused where they name what every object has', async () => {
			for (const word of ['constructor', '__proto__', 'toString', 'title valueOf', '&#99;onstructor']) {
				for (const part of [
					`<text variable="${word}"/>`,
					`<text macro="${word}"/>`,
					`<text term="${word}"/>`,
					`<date variable="${word}"/>`,
					`<names variable="${word}"/>`,
					`<number variable="${word}"/>`,
					`<choose><if type="${word}"><text value="x"/></if></choose>`,
				]) {
					await assert.rejects(open(style(`<citation><layout>${part}</layout></citation>`)), StyleError, part);
				}
			}
		});

		it('should be used where they are none of this', async () => {
			const { citations } = await open(
				style(
					'<macro name="a"><text variable="title" prefix="constructor &amp; "/></macro><citation><layout><text macro="a"/></layout></citation>',
				),
			);
			assert.deepEqual(citations[0]?.text, [{ kind: 'text', text: 'constructor & T' }]);
		});
	});

	describe('Notes', () => {
		it('should be added to and refreshed whatever nests or is left open in them', () => {
			const marks = '<!-- marginalia:begin a -->\nx\n<!-- marginalia:end -->\n';
			for (const unit of ['> ', '>', '- ', '+ ', '1. ', '* 1. ', '> - ', '[', ']', 'https://a ].', '*a ]', 'a**', '![', '[^a]', '`` ` ']) {
				const text = `# Notes\n\n${unit.repeat(10_000)}\n\n${marks}`;
				assert.deepEqual(
					findManagedBlocks(text).blocks.map(({ name }) => name),
					['a'],
					unit,
				);
				assert.equal(appendToSection(text, { heading: 'Notes', block: 'new' }).kind, 'edit', unit);
			}
		}).timeout(60_000);

		it('should find a heading by its words, with or without markup', () => {
			for (const heading of ['*Notes*', '[Notes](https://a.org)', '`Notes`', '**No**tes']) {
				const appended = appendToSection(`## ${heading}\n\na\n\n## Next\n`, { heading: 'Notes', block: 'new' });
				assert.ok(appended.kind === 'edit' && !appended.edit.text.includes('Notes'), heading);
			}
		});

		it('should not be written from a front matter that refers to what it does not define', () => {
			const paper = {
				id: 'p1',
				'citation-key': 'vale2020',
				type: 'book',
				title: 'T',
				status: 'unread',
				added: '2026-08-20T10:00:00.000Z',
				updated: '2026-08-20T10:00:00.000Z',
			} as const;
			assert.match(JSON.stringify(renderNote('---\na: [a]\n<<: *a\n---\n', paper, {})), /mistake.*“\*a”/);
			assert.equal(renderNote('---\na: &a [x]\nb: *a\n---\n', paper, {}).kind, 'note');
		});

		it('should be searched for names of any length', () => {
			assert.deepEqual(unlinkedMentions('Creep of pine.', ['a, '.repeat(5000), 'creep of pine']), [{ start: 0, end: 13 }]);
		});
	});

	describe('Python literals', () => {
		it('should be read in one go, closed or not', () => {
			assert.equal(pythonToJson(String.raw`{'a': "it's", 'b': True, "c": 'x\'y\\'}`), String.raw`{"a": "it's", "b": true, "c": "x'y\\"}`);
			for (const unit of ['\\"{', '"a\\"', "\\'", '\'"', "'\\\\"]) {
				pythonToJson(unit.repeat(deep));
			}
			assert.equal(pythonToJson(String.raw`['a', 'b\']`), String.raw`["a", 'b\']`);
		});
	});

	describe('Addresses and identifiers', () => {
		it('should lose the marks behind them in time linear in their number', () => {
			for (const marks of [')', ']', '.', ').', '].,', '()', '[)', '’']) {
				assert.ok(findLinks(`https://a.org/${marks.repeat(200_000)}`).length === 1);
				ingest(`10.1000/a${marks.repeat(200_000)}\n10.1000/b`);
				readWanted(`10.1000/a${marks.repeat(200_000)}`);
			}
			assert.deepEqual(
				findLinks('(see https://a.org/x_(y)). [https://b.org/[1]], https://c.org/…').map(({ url }) => url),
				['https://a.org/x_(y)', 'https://b.org/[1]', 'https://c.org/'],
			);
		});

		it('should be looked for in many lines of a title', () => {
			assert.equal(readWanted(`A title\n${'of something\n'.repeat(50_000)}`).length, 1);
			readWanted('(['.repeat(100_000));
		});

		it('should be asked for by a title with half a surrogate pair', () => {
			assert.ok(titleQuestions('A title \uD83D cut').every(({ request }) => !/[\uD800-\uDFFF]/.test(decodeURIComponent(request.path))));
		});
	});
});
