import assert from 'node:assert/strict';
import type { CompletionCandidate } from '../../../src/core/citing/completion';
import { candidateOf, completionAt, locatorChoices, rankCandidates } from '../../../src/core/citing/completion';

/** What can be completed at the mark `|`. */
function at(marked: string, languageId = 'markdown'): string | undefined {
	const offset = marked.indexOf('|');
	const text = marked.slice(0, offset) + marked.slice(offset + 1);
	const place = completionAt(text, offset, languageId);
	return place && `${place.kind} ${place.query} (${text.slice(place.start, place.end)})`;
}

describe('completionAt', () => {
	for (const [marked, expected, language] of [
		['@|', 'key  ()'],
		['see [@so|ng2021]', 'key so (song2021)'],
		['[@a; @b|', 'key b (b)'],
		['@{odd:k|}', 'key odd:k (odd:k)'],
		['me@x|', undefined],
		['`@a|`', undefined],
		['```\n@a|\n```', undefined],
		['[@doe, |]', 'locator  ()'],
		['[see @doe ch|]', 'locator ch (ch)'],
		['@doe [p.|', 'locator p. (p.)'],
		['[text, p|]', undefined],
		['\\cite{a, b|c}', 'key b (bc)', 'latex'],
		['\\parencite[see][3]{|', 'key  ()', 'latex'],
		['\\emph{a|', undefined, 'latex'],
		['#cite(<a|>', 'key a (a)', 'typst'],
		['{cite:t}`a,b|`', 'key b (b)', 'myst'],
		['{cite:t}`a,b|`', 'key b (b)'],
		['---\nnocite: "@a|"\n---\n', 'key a (a)'],
		['---\ntitle: "@a|"\n---\n', undefined],
		['[[@so|]]', 'key so (so)'],
		['\\cite{a,\n  b|}', 'key b (b)', 'latex'],
		['\\cite{a}\n\nb|', undefined, 'latex'],
		['\\autocites[1]{a}[2]{b|}', 'key b (b)', 'latex'],
		['\\volcite{2}[3]{b|}', 'key b (b)', 'latex'],
		['\\textcquote[3]{b|}', 'key b (b)', 'latex'],
		['% \\cite{a|}', undefined, 'latex'],
		['\\cite[p|]{a}', 'locator p (p)', 'latex'],
		['汉字@a|', 'key a (a)', 'typst'],
		['// @a|', undefined, 'typst'],
		['@doe[p|]', 'locator p (p)', 'typst'],
		['`[@doe, p|]`', undefined],
		['{cite}`{see}b|c,d`', 'key b (bc)', 'myst'],
		['{cite}`a`b|', undefined, 'myst'],
		['{cite}`a,doe{p|}`', 'locator p (p)', 'myst'],
		['{footcite:t}`|`', 'key  ()', 'myst'],
		['\\@a|', undefined, 'typst'],
		['recite(<a|>)', undefined, 'typst'],
		['#cite(<doe>, supplement: [ch|])', 'locator ch (ch)', 'typst'],
		['#cite(<doe>, supplement: [p. 3] [ch|])', undefined, 'typst'],
		['#f("@a|")', undefined, 'typst'],
		['[(a|b>c)]', 'key a (ab)', 'dokuwiki'],
		['[(a b|', undefined, 'dokuwiki'],
		['[@{odd:k}, |]', 'locator  ()'],
		['[@doe  §|]', 'locator § (§)'],
		['[@a; @doe, ch|', 'locator ch (ch)'],
		['[@doe,\np|]', undefined],
		['@a.b|c', 'key a.b (a.bc)'],
		['@{a b|}', undefined],
		['a\\@b|', undefined],
		['@a|-b', 'key a (a)'],
		['See @a b|', undefined],
		[`\\cite{${'x'.repeat(150)}|${'y'.repeat(250)}}`, `key ${'x'.repeat(150)} (${'x'.repeat(150)}${'y'.repeat(200)})`, 'latex'],
	] as const) {
		it(`should find ${expected ?? 'nothing'} in ${JSON.stringify(marked)}`, () => assert.equal(at(marked, language), expected));
	}
});

describe('locatorChoices', () => {
	it('should offer pages first, and terms by abbreviation or name', () => {
		assert.deepEqual(
			locatorChoices('')
				.slice(0, 2)
				.map(({ text }) => text),
			['p. ', 'pp. '],
		);
		assert.deepEqual(
			locatorChoices('chapter').map(({ text }) => text),
			['chap. ', 'chaps. '],
		);
		assert.deepEqual(
			locatorChoices('fi').map(({ label }) => label),
			['figure', 'figure'],
		);
	});
});

describe('rankCandidates', () => {
	const papers: readonly CompletionCandidate[] = [
		candidateOf('lee2020', { title: 'A song of models', author: [{ family: 'Lee' }], issued: { 'date-parts': [[2020]] } }),
		candidateOf('ermon2019', { title: 'Diffusion', author: [{ family: 'Ermon' }, { family: 'Song' }] }),
		candidateOf('zhang', { title: 'Models', author: [{ family: 'Söng' }], issued: { 'date-parts': [[2021]] } }),
		candidateOf('song2021score', {
			title: 'Score-Based Generative Modeling',
			author: [{ family: 'Song' }],
			issued: { 'date-parts': [[2021]] },
		}),
	];
	const ranked = (query: string, context = {}): readonly string[] => rankCandidates(papers, query, context).map(({ key }) => key);

	it('should put keys before first authors before everything else', () =>
		assert.deepEqual(ranked('song'), ['song2021score', 'zhang', 'lee2020', 'ermon2019']));
	it('should match words of key, authors, year and title in any order', () =>
		assert.deepEqual(ranked('generative 2021 song'), ['song2021score']));
	it('should not tell accents apart', () => assert.deepEqual(ranked('söng models'), ['zhang', 'lee2020']));
	it('should put what is cited here and was used lately first', () =>
		assert.deepEqual(ranked('', { cited: new Set(['zhang']), recent: ['ermon2019', 'lee2020'] }), [
			'zhang',
			'ermon2019',
			'lee2020',
			'song2021score',
		]));
	it('should put the very key before keys that only begin so, and these before first authors', () => {
		const some = ['song2', 'song', 'ann2020', 'bea2020'].map((key, at) =>
			candidateOf(key, { title: at === 3 ? 'A song' : 'x', author: [{ family: at === 2 ? 'Song' : 'x' }] }),
		);
		assert.deepEqual(
			rankCandidates(some, ' Song ').map(({ key }) => key),
			['song', 'song2', 'ann2020', 'bea2020'],
		);
	});
	it('should find a key by its beginning that is more than letters', () =>
		assert.deepEqual(
			rankCandidates([candidateOf('10.1000/a', { title: 'x' }), candidateOf('b', { title: 'y' })], '10.1000/').map(({ key }) => key),
			['10.1000/a'],
		));
	it('should keep equals in the order they come in, the last ones out where there is no room', () => {
		const many = ['a1', 'a2', 'a3', 'a4'].map(key => candidateOf(key, { title: 'x' }));
		assert.deepEqual(
			rankCandidates(many, 'x', {}, 3).map(({ key }) => key),
			['a1', 'a2', 'a3'],
		);
		assert.deepEqual(
			rankCandidates(many, 'x', { recent: ['a4', 'a3'] }, 2).map(({ key }) => key),
			['a4', 'a3'],
		);
		assert.deepEqual(
			rankCandidates(many, 'x', { cited: new Set(['a2']), recent: ['a4'] }, 2).map(({ key }) => key),
			['a2', 'a4'],
		);
	});
	it('should keep to the limit', () => assert.equal(rankCandidates(papers, '', {}, 2).length, 2));
	it('should find nothing for words nothing starts with', () => assert.deepEqual(ranked('ong'), []));
});
