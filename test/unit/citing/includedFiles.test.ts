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
});
