import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { completionAt } from '../../../src/core/citing/completion';
import { bibliographyKeys, isOfBibliography, keyOccurrences } from '../../../src/core/citing/keyOccurrences';
import { hasNearKey, hasOwnReferences, namesNoWork, nearestKeys, problemOfKey } from '../../../src/core/citing/keyProblems';
import { renameWrittenKey } from '../../../src/core/citing/writtenKeys';
import { applyEdits } from '../../../src/core/text/edits';
import { editDistance } from '../../../src/core/text/editDistance';

describe('where keys stand', () => {
	it('should find citations, links and the key of a note, each at its exact place', () => {
		const text =
			'---\r\ncitation-key: doe2020\r\n---\r\n😀 [see @doe2020, p. 3; @{doe2020}] [[doe2020|Doe]] [[@doe2020]] [[papers/doe2020#Methods]] `@doe2020`\r\n';
		const found = keyOccurrences(text, 'markdown');
		assert.deepEqual(
			found.map(({ kind }) => kind),
			['note', 'citation', 'citation', 'link', 'citation', 'link'],
		);
		assert.deepEqual(new Set(found.map(({ start, end }) => text.slice(start, end))), new Set(['doe2020']));
	});

	it('should find the key of a note on its line, however the rest of its front matter is written', () => {
		const keys = (yaml: string) => keyOccurrences(`---\n${yaml}\n---\n`, 'markdown').map(({ key }) => key);
		assert.deepEqual(keys('author:\n  title: x\naliases: [a, {b: c}]\ncitation-key: doe2020 # ours'), ['doe2020']);
		assert.deepEqual(
			['"a b"', "o'hara2020", 'a(b) # c', '2020', '012'].flatMap(value => keys(`citation-key: ${value}`)),
			['a b', "o'hara2020", 'a(b)', '2020', '012'],
		);
		assert.deepEqual(
			['~', '', '|\n  a', 'a\n  b', '[a]', '&x a', '*x', "'a''b'"].flatMap(value => keys(`citation-key: ${value}`)),
			[],
		);
	});

	it('should say which keys stand in the words alone, without brackets or braces', () => {
		const bare = (text: string, language = 'markdown') =>
			keyOccurrences(text, language).flatMap(({ key, isBare }) => (isBare === true ? [key] : []));
		assert.deepEqual(bare('@a says, @{b} says [@c], -@d, @e [p. 3], [[@f]], [@g] {@h}'), ['a', 'h']);
		assert.deepEqual(bare('@a says', 'typst'), []);
	});

	it('should take for works of a bibliography neither figures nor works elsewhere', () => {
		assert.deepEqual(
			bibliographyKeys(
				'@doe2020 @fig-plot @Tbl-a @eq:one @sec:a-b @doi:10.1/x @PMID:1 @https://a.org/b @figure-x @fig @thm-x @thm:x',
				'markdown',
			),
			['doe2020', 'figure-x', 'fig', 'thm:x'],
		);
		assert.equal(isOfBibliography('*'), false);
	});

	it('should rename the key of a work where the document writes it out', () => {
		const renamed = (text: string, language: string) => applyEdits(text, renameWrittenKey(text, language, 'doe', 'roe'));
		assert.equal(
			renamed('---\nreferences:\n- id: doe\n  title: doe\n- id: doe2\n---\n@doe\n', 'markdown'),
			'---\nreferences:\n- id: roe\n  title: doe\n- id: doe2\n---\n@doe\n',
		);
		const items = '\\bibitem{doe} A \\bibitem[{Doe(2020)}]{ doe } % \\bibitem{doe}\n\\bibitem{doe2} \\cite{doe}';
		assert.equal(renamed(items, 'latex'), '\\bibitem{roe} A \\bibitem[{Doe(2020)}]{ roe } % \\bibitem{doe}\n\\bibitem{doe2} \\cite{doe}');
		assert.deepEqual(
			keyOccurrences(items, 'latex').map(({ key, kind }) => `${kind} ${key}`),
			['item doe', 'item doe', 'item doe2', 'citation doe'],
		);
		assert.equal(renamed(items, 'typst'), items);
	});

	it('should find the keys of LaTeX and Typst', () => {
		assert.deepEqual(
			keyOccurrences('\\cite[see]{a,b} % \\cite{c}\n', 'latex').map(({ key }) => key),
			['a', 'b'],
		);
		assert.deepEqual(
			keyOccurrences('@a and #cite(<b>)', 'typst').map(({ key }) => key),
			['a', 'b'],
		);
	});

	it('should name stretches of the text in order, whatever the text', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: fc.constantFrom('[', ']', '@', 'a', '|', '#', '/', '`', '\n', ' ', '😀', '---\n', 'citation-key: a\n') }),
				text => {
					const found = keyOccurrences(text, 'markdown');
					assert.ok(found.every(({ key, start, end }, index) => text.slice(start, end) === key && start >= (found[index - 1]?.end ?? 0)));
				},
			),
		);
	});
});

describe('keys that fit', () => {
	it('should say what is wrong with a key in a sentence', () => {
		assert.match(problemOfKey('a b') ?? '', /can’t contain spaces/);
		assert.match(problemOfKey('a{b') ?? '', /can’t contain “{”/);
		assert.match(problemOfKey('a:') ?? '', /begin and end/);
		assert.match(problemOfKey('') ?? '', /empty/);
		assert.deepEqual(['doe2020', 'müller:2020', 'a.b+c/d-e', '_x'].map(problemOfKey), [undefined, undefined, undefined, undefined]);
	});

	it('should offer the keys that differ least, nearest first', () => {
		assert.deepEqual(
			nearestKeys(
				'sogn2021score',
				['song2021score', 'song2021scores', 'hu2021lora', 'SOGN2021score'].map(key => ({ key })),
			),
			['SOGN2021score', 'song2021score', 'song2021scores'],
		);
	});

	it('should offer none for a key in which more than a third differs, nor for one that nobody types', () => {
		const keyed = (...keys: readonly string[]) => keys.map(key => ({ key }));
		assert.deepEqual(nearestKeys('ab', keyed('ac', 'cd', 'b', 'abcd', 'ab')), ['ab', 'ac', 'b']);
		assert.deepEqual(nearestKeys('doe2020', keyed('doe20', 'doe2', 'doe2099', 'doe1999')), ['doe20', 'doe2099']);
		assert.deepEqual(nearestKeys('abcdef', keyed('abcde1', 'abcde2', 'abcde3'), 2), ['abcde1', 'abcde2']);
		assert.deepEqual([hasNearKey('doe2020', keyed('x', 'doe2021')), hasNearKey('doe2020', keyed('x'))], [true, false]);
		const [longest, longer] = [300, 301].map(length => 'x'.repeat(length));
		assert.deepEqual(
			[longest, longer].map(key => hasNearKey(key ?? '', keyed(key ?? ''))),
			[true, false],
		);
	});

	it('should take a bare word without digits for a name, of a package too', () => {
		assert.deepEqual(
			['octocat', 'types/node', 'font-face', 'a_b', 'types/node20', 'doe2020', '2020doe', 'a/b/c', 'a/'].filter(namesNoWork),
			['octocat', 'types/node', 'font-face', 'a_b', 'types/node20'],
		);
	});

	it('should measure the same distance both ways, and none to itself', () => {
		const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
		fc.assert(
			fc.property(word, word, (a, b) => editDistance(a, b, 20) === editDistance(b, a, 20) && (editDistance(a, b, 20) === 0) === (a === b)),
		);
	});

	it('should see that a document has references of its own', () => {
		assert.deepEqual(
			[
				'---\nbibliography: a.bib\n---',
				'\\addbibresource{a.bib}',
				'#bibliography("a.bib")',
				'A bibliography: none.',
				'x\nreferences \t:',
				'\\bibitem{a}',
				'\\bibliography{a}',
				'\\bibliographystyle{a}',
			].map(hasOwnReferences),
			[true, true, true, false, true, true, true, false],
		);
	});
});

describe('completion of several words', () => {
	const place = (text: string) => completionAt(text, text.length, 'markdown', { isKey: word => word === 'doe2020' });

	it('should go on with a query behind a space, until a key is finished', () => {
		assert.deepEqual(place('See @diffusion song'), { kind: 'key', query: 'diffusion song', bare: false, start: 5, end: 19 });
		assert.deepEqual(place('See @diffusion '), { kind: 'key', query: 'diffusion ', bare: false, start: 5, end: 15 });
		assert.equal(place('See @doe2020 shows'), undefined);
		assert.equal(place('See @fig-plot shows'), undefined);
		assert.equal(place('Ask me@example org'), undefined);
	});
});
