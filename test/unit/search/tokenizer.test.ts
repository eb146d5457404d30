import assert from 'node:assert/strict';
import fc from 'fast-check';
import { eachWord, eachWordAndJoin, wordsIn } from '../../../src/core/search/tokenizer';

describe('tokenizer', () => {
	const examples: readonly (readonly [text: string, words: readonly string[]])[] = [
		['Attention Is All You Need', ['attention', 'is', 'all', 'you', 'need']],
		['Gödel, Łukasz; Straße', ['godel', 'lukasz', 'strasse']],
		['G{\\"o}del', ['godel']],
		['{BERT}: a {L}a{T}e{X} leftover', ['bert', 'a', 'latex', 'leftover']],
		['CO$_{2}$ and H<sub>2</sub>O', ['co2', 'and', 'h2o']],
		['$\\mathcal{O}(n^2)$', ['o', 'n2']],
		['\\alpha-divergence, α-divergence', ['alpha', 'divergence', 'alpha', 'divergence']],
		['λόγος', ['λογοσ']],
		['機械学習', ['機械', '械学', '学習', '習']],
		['第2章', ['第', '2', '章']],
		['한국어', ['한국', '국어', '어']],
		['ｆｕｌｌ ﬁne', ['full', 'fine']],
		['a < b and c > d', ['a', 'b', 'and', 'c', 'd']],
		['𝒳-space 𠀀', ['x', 'space', '𠀀']],
		['', []],
		['—…!', []],
	];
	for (const [text, words] of examples) {
		it(`should find the words of ${JSON.stringify(text)}`, () => assert.deepEqual(wordsIn(text), words));
	}

	it('should give tied words also as one', () => {
		const found: (readonly [string, number])[] = [];
		eachWordAndJoin("Sohl-Dickstein GPT-4, O'Neil state-of-the-art x", (word, offset) => found.push([word, offset]));
		assert.deepEqual(
			found.filter(([word]) => word.length > 6),
			[
				['dickstein', 1],
				['sohldickstein', 0],
				['stateoftheart', 6],
			],
		);
		assert.ok(found.some(([word, offset]) => word === 'gpt4' && offset === 2));
		assert.ok(found.some(([word, offset]) => word === 'oneil' && offset === 4));
	});

	it('should give words of any text that are their own only word, at rising offsets', () =>
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 80 }), text => {
				let last = -1;
				const length = eachWord(text, (word, offset) => {
					assert.ok(word.length > 0 && word.length <= 40);
					assert.equal(offset, last + 1);
					last = offset;
				});
				assert.equal(length, last + 1);
			}),
			{ numRuns: 500 },
		));
});
