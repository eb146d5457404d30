import assert from 'node:assert/strict';
import { projectPart } from '../../../src/core/citing/includedFiles';
import { joined, mainFiles } from '../../../src/core/citing/projects';
import { languageOfFile } from '../../../src/core/citing/languages';

function mainsOf(texts: Readonly<Record<string, string>>): Readonly<Record<string, readonly string[]>> {
	const parts = new Map(Object.entries(texts).map(([path, text]) => [path, projectPart(text, languageOfFile(path))]));
	return Object.fromEntries(mainFiles(parts));
}

describe('the main files of a document', () => {
	const cases: readonly (readonly [
		what: string,
		texts: Readonly<Record<string, string>>,
		mains: Readonly<Record<string, readonly string[]>>,
	])[] = [
		[
			'be those that take it in',
			{ '/p/main.tex': '\\input{a} % \\input{b}', '/p/a.tex': '', '/p/b.tex': '' },
			{ '/p/a.tex': ['/p/main.tex'] },
		],
		[
			'be all above it, paths leading from the main file too',
			{ '/p/main.tex': '\\include{ch/a}', '/p/ch/a.tex': '\\input{ch/b}\\input{./c}', '/p/ch/b.tex': '', '/p/ch/c.tex': '' },
			{ '/p/ch/a.tex': ['/p/main.tex'], '/p/ch/b.tex': ['/p/main.tex'], '/p/ch/c.tex': ['/p/main.tex', '/p/ch/a.tex'] },
		],
		[
			'be named by the document itself',
			{
				'/p/main.tex': '',
				'/p/ch/a.tex': '% !TEX root = ../main.tex\n',
				'/p/b.tex': '%!TeX root=main',
				'/p/ch/c.tex': '\\documentclass[../main]{subfiles}',
				'/p/d.tex': '% !TEX root = gone.tex\n',
			},
			{ '/p/ch/a.tex': ['/p/main.tex'], '/p/b.tex': ['/p/main.tex'], '/p/ch/c.tex': ['/p/main.tex'] },
		],
		[
			'be found for Typst',
			{ '/p/book.typ': '#include "ch/a.typ"\n// #include "b.typ"', '/p/ch/a.typ': '#include "../b.typ"', '/p/b.typ': '' },
			{ '/p/ch/a.typ': ['/p/book.typ'], '/p/b.typ': ['/p/book.typ', '/p/ch/a.typ'] },
		],
		[
			'be found where files take each other in',
			{ '/a.tex': '\\input{b}', '/b.tex': '\\input{a}\\input{b}' },
			{ '/b.tex': ['/a.tex'], '/a.tex': ['/b.tex'] },
		],
		[
			'be found where imported files lie in folders of their own',
			{
				'/p/main.tex': '\\import{parts/}{a}\\subimport{parts}{b.tex}',
				'/p/parts/a.tex': '\\input c % \\input d',
				'/p/parts/b.tex': '',
				'/p/parts/c.tex': '',
				'/p/parts/d.tex': '',
			},
			{ '/p/parts/a.tex': ['/p/main.tex'], '/p/parts/b.tex': ['/p/main.tex'], '/p/parts/c.tex': ['/p/main.tex', '/p/parts/a.tex'] },
		],
		['be none for Markdown', { '/a.md': '\\input{b}', '/b.tex': '' }, {}],
	];
	for (const [what, texts, mains] of cases) {
		it(`should ${what}`, () => assert.deepEqual(mainsOf(texts), mains));
	}
});

describe('a path from a folder', () => {
	for (const [folder, path, whole] of [
		['/p/ch/', 'a.tex', '/p/ch/a.tex'],
		['/p/ch/', './a.tex', '/p/ch/a.tex'],
		['/p/ch/', '../a.tex', '/p/a.tex'],
		['ch/', '../../a.tex', '../a.tex'],
		['../', '../a.tex', '../../a.tex'],
		['', '../../a/../b.tex', '../../b.tex'],
		['ch/', '/a.tex', '/a.tex'],
		['ch/', '~/a.tex', '~/a.tex'],
		['ch/', 'C:\\a.tex', 'C:\\a.tex'],
		['ch/', 'https://a.org/../b.tex', 'https://a.org/../b.tex'],
	] as const) {
		it(`should be ${whole}: ${path} in ${folder}`, () => assert.equal(joined(folder, path), whole));
	}
});
