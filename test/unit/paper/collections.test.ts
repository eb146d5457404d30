import assert from 'node:assert/strict';
import fc from 'fast-check';
import { collectionPath, collectionText, isWithin, sameCollection, withOuter } from '../../../src/core/paper/collections';

describe('names of collections', () => {
	it('should tell nested ones by a sign with blanks, and leave all other signs alone', () => {
		const cases: readonly (readonly [text: string, path: readonly string[]])[] = [
			['Thesis', ['Thesis']],
			['Thesis > Chapter 2', ['Thesis', 'Chapter 2']],
			['  Thesis  >  Chapter 2 ', ['Thesis', 'Chapter 2']],
			['TCP/IP', ['TCP/IP']],
			['a>b', ['a>b']],
			['a \\> b', ['a > b']],
			['a \\\\> b', ['a \\> b']],
			['C:\\x, "y"', ['C:\\x, "y"']],
			['', []],
			[' > ', []],
			['a >  > b', ['a', 'b']],
		];
		for (const [text, path] of cases) {
			assert.deepEqual(collectionPath(text), path, text);
			assert.deepEqual(collectionPath(collectionText(path)), path, text);
		}
	});

	it('should give any names back, and one spelling for each collection (property)', () => {
		const name = fc
			.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom('a', '>', ' ', '\\', '\n') }))
			.map(text => text.trim())
			.filter(text => text !== '');
		fc.assert(
			fc.property(fc.array(name, { maxLength: 6 }), path => {
				assert.deepEqual(collectionPath(collectionText(path)), path);
			}),
		);
		fc.assert(
			fc.property(fc.string({ unit: fc.constantFrom('a', '>', ' ', '\\', '\n') }), text => {
				assert.equal(sameCollection(sameCollection(text)), sameCollection(text));
			}),
		);
	});

	it('should take what lies too deep for one name', () => {
		const path = collectionPath(Array.from({ length: 10_000 }, (_, level) => `level ${level}`).join(' > '));
		assert.equal(path.length, 32);
		assert.deepEqual(collectionPath(collectionText(path)), path);
	});

	it('should know what lies in what', () => {
		assert.deepEqual(withOuter(['a', 'b']), [['a'], ['a', 'b']]);
		assert.ok(isWithin(['a', 'b'], ['a']) && isWithin(['a'], ['a']) && !isWithin(['a'], ['a', 'b']) && !isWithin(['ab'], ['a']));
	});
});
