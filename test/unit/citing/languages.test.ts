import assert from 'node:assert/strict';
import { completionAt, couldComplete } from '../../../src/core/citing/completion';
import { insertCitation } from '../../../src/core/citing/insertion';
import { keyOccurrences } from '../../../src/core/citing/keyOccurrences';
import {
	citingFilesGlob,
	completionTriggers,
	isCitingFile,
	isLinkingFile,
	languageOfFile,
	languages,
	syntaxes,
	syntaxOf,
} from '../../../src/core/citing/languages';

describe('the table of languages', () => {
	it('should give every ending to one language, and every id a row', () => {
		const endings = languages.flatMap(language => language.endings);
		assert.equal(new Set(endings).size, endings.length);
		assert.equal(new Set(languages.map(({ id }) => id)).size, languages.length);
		assert.deepEqual(
			endings.filter(ending => ending !== ending.toLowerCase()),
			[],
		);
		assert.deepEqual(
			languages.filter(({ syntax, family }) => family !== 'markdown' && !syntaxes.includes(syntax)).map(({ id }) => id),
			[],
		);
	});

	it('should know files by their endings in any case', () => {
		const names = [
			'a.md',
			'A.MD',
			'a.Rmd',
			'a.rmd',
			'chapter.mdx',
			'appendix.Rnw',
			'a.RNW',
			'a.tex',
			'a.ltx',
			'a.dtx',
			'a.typ',
			'a.qmd',
			'page.dokuwiki',
			'a.txt',
		];
		assert.deepEqual(names.map(languageOfFile), [
			'markdown',
			'markdown',
			'rmarkdown',
			'rmarkdown',
			'mdx',
			'rsweave',
			'rsweave',
			'latex',
			'latex',
			'doctex',
			'typst',
			'quarto',
			'dokuwiki',
			'markdown',
		]);
		assert.deepEqual(
			names.filter(name => !isCitingFile(name)),
			['a.txt'],
		);
		assert.deepEqual(names.filter(isLinkingFile), ['a.md', 'A.MD', 'a.Rmd', 'a.rmd', 'chapter.mdx', 'a.qmd']);
		assert.ok(citingFilesGlob.includes('[rR][nN][wW]') && citingFilesGlob.includes('[mM][dD][xX]'));
	});

	for (const { id, family } of languages) {
		it(`should cite in ${id} what it finds, completes and adds to`, () => {
			const { text } = insertCitation('', 0, ['doe2020'], id);
			assert.deepEqual(
				syntaxOf(id, text)
					.find(text)
					.flatMap(({ cites }) => cites.map(({ key }) => key)),
				['doe2020'],
			);
			assert.deepEqual(
				keyOccurrences(text, id).map(({ key }) => key),
				['doe2020'],
			);
			const offset = text.indexOf('doe2020') + 3;
			assert.ok(couldComplete(text.slice(0, offset), id));
			assert.deepEqual(completionAt(text, offset, id), {
				kind: 'key',
				query: 'doe',
				bare: !(family === 'markdown' && text[offset - 4] === '@'),
				start: offset - 3,
				end: offset + 4,
			});
			assert.ok(completionTriggers.includes(text.charAt(offset - 4)));
			const added = insertCitation(text, text.length - 1, ['roe2019'], id);
			const both = text.slice(0, added.start) + added.text + text.slice(added.end);
			assert.deepEqual(
				syntaxOf(id, both)
					.find(both)
					.flatMap(({ cites }) => cites.map(({ key }) => key)),
				['doe2020', 'roe2019'],
			);
		});
	}

	it('should fill in what is begun, in every syntax that has brackets for it', () => {
		const filled = (marked: string, id: string) => {
			const at = marked.indexOf('|');
			const text = marked.replace('|', '');
			const { start, end, text: added } = insertCitation(text, at, ['a', 'b'], id);
			return text.slice(0, start) + added + text.slice(end);
		};
		assert.equal(filled('x [|]', 'markdown'), 'x [@a; @b]');
		assert.equal(filled('x \\cite{|}', 'latex'), 'x \\cite{a,b}');
		assert.equal(filled('x {cite:p}`|`', 'myst'), 'x {cite:p}`a,b`');
		assert.equal(filled('x [(|)]', 'dokuwiki'), 'x [(a)][(b)]');
	});
});

describe('DokuWiki', () => {
	it('should find references with their place, and none in code or in a note without a name', () => {
		const found = syntaxOf('dokuwiki').find(
			'a [(doe2020>p. 3, and more)] b [(:bib:roe)] [(>a note)] %%[(no)]%% <code>[(no)]</code> [ (no)]',
		);
		assert.deepEqual(
			found.map(({ cites }) => cites.map(({ key, locator, suffix }) => [key, locator?.value, suffix])),
			[[['doe2020', '3', ', and more']], [[':bib:roe', undefined, undefined]]],
		);
	});
});
