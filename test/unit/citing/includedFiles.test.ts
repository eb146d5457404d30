import assert from 'node:assert/strict';
import { rangeInDocument, wholeDocument } from '../../../src/core/citing/includedFiles';
import { citedKeys } from '../../../src/core/citing/keyOccurrences';

describe('wholeDocument', () => {
	const read = async (files: Readonly<Record<string, string>>, text: string, languageId: string) => {
		const whole = await wholeDocument(text, languageId, path => Promise.resolve(new Map(Object.entries(files)).get(path)));
		return { ...whole, keys: citedKeys(whole.text, languageId).map(({ key }) => key) };
	};

	it('should take in the files of a LaTeX document, in order', async () => {
		const files = {
			'chapters/one.tex': '\\cite{one} \\input{chapters/deep}',
			'chapters/deep.tex': '\\cite{deep} \\input{chapters/one}',
			'two.tex': '\\documentclass[main.tex]{subfiles}\n\\addbibresource{no.bib}\n\\begin{document}\\cite{two}\\end{document}\n',
			'parts/three.tex': '\\cite{three}',
			'bare.tex': '\\cite{bare}',
		};
		const { keys, bibliographies, missing } = await read(
			files,
			'\\addbibresource{refs.bib}\n\\cite{zero} \\include{chapters/one} \\subfile{two} \\import{parts}{three}\n\\input bare \n% \\input{gone}\n\\input{lost} \\cite{last}',
			'latex',
		);
		assert.deepEqual(keys, ['zero', 'one', 'deep', 'two', 'three', 'bare', 'last']);
		assert.deepEqual(bibliographies, ['refs.bib']);
		assert.deepEqual(missing, ['lost']);
	});

	it('should say where in the document each key stands, of what is taken in the command', async () => {
		const text = '\\cite{zero} \\input{one} \\cite{mid}\n\\include{two}\n\\cite{last}';
		const whole = await read({ 'one.tex': '\\cite{a} \\input{two}', 'two.tex': '\\cite{b}' }, text, 'latex');
		assert.deepEqual(
			citedKeys(whole.text, 'latex').map(({ key, start, end }) => {
				const at = rangeInDocument(whole.taken, { start, end });
				return [key, text.slice(at.start, at.end)];
			}),
			[
				['zero', 'zero'],
				['a', '\\input{one}'],
				['b', '\\input{one}'],
				['mid', 'mid'],
				['b', '\\include{two}'],
				['last', 'last'],
			],
		);
	});

	it('should give a chapter of subfiles the bibliographies of its main file', async () => {
		const { bibliographies } = await read(
			{ '../main.tex': '\\addbibresource{bib/refs.bib}\n' },
			'\\documentclass[../main]{subfiles}\n\\begin{document}\\cite{a}\\end{document}\n',
			'latex',
		);
		assert.deepEqual(bibliographies, ['../bib/refs.bib']);
	});

	it('should take in what a Typst document includes, with paths from each file', async () => {
		const { keys, bibliographies } = await read(
			{ 'chapters/one.typ': '@one\n#include "two.typ"\n#bibliography("../refs.bib")\n', 'chapters/two.typ': '@two\n' },
			'@zero\n#include "chapters/one.typ"\n// #include "no.typ"\n@last\n',
			'typst',
		);
		assert.deepEqual(keys, ['zero', 'one', 'two', 'last']);
		assert.deepEqual(bibliographies, ['refs.bib']);
	});

	it('should take in each file by the way that its command is written, and none that is only shown', async () => {
		const files = {
			'a.tex': '\\cite{a}',
			'b.tikz': '\\cite{b}',
			c: '\\cite{c}',
			'in/d.tex': '\\cite{d}\\input{e}',
			'in/e.tex': '\\cite{e}',
			'f.tex': '\\documentclass[x]{subfiles}\\cite{head}\\begin{document}\\cite{f}',
			'g.tex': '\\documentclass{article}\\begin{document}\\cite{g}',
		};
		const { keys, missing } = await read(
			files,
			'\\input{ a } \\include{b.tikz}\\input c \\subinputfrom*{in/}{ d }\\subfileinclude{f}\\input{g}\\verb|\\input{x}|\\inputs{y}\n\\import{}{a}\\includefrom{no}{way}',
			'latex',
		);
		assert.deepEqual(keys, ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'a']);
		assert.deepEqual(missing, ['no/way']);
	});

	it('should take in five hundred files and no more', async () => {
		const text = Array.from({ length: 501 }, (_, at) => `\\input{f${at}}`).join('\n');
		const { missing, taken } = await wholeDocument(text, 'latex', () => Promise.resolve('x'));
		assert.deepEqual([taken.length, missing], [500, ['f500']]);
	});

	it('should leave a document of another language as it is', async () => {
		const text = '---\nbibliography: a.bib\n---\n\\input{one} @a\n';
		assert.deepEqual(await wholeDocument(text, 'markdown', () => Promise.resolve('@b')), {
			text,
			bibliographies: ['a.bib'],
			missing: [],
			taken: [],
		});
		const typst = await read({ 'a.typ': '@a' }, '#include "/a.typ" // one\n// #include "b.typ"\n#include "gone.typ"\n@b', 'typst');
		assert.deepEqual([typst.keys, typst.missing], [['a', 'b'], ['gone.typ']]);
	});
});
