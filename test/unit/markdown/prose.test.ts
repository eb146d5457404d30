import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ProseFinder, proseRuns, scanProse } from '../../../src/core/markdown/prose';

/** The slow, obvious way: whether an offset of a text is prose. */
function proseOf(text: string): (at: number) => boolean {
	const runs = proseRuns(text, '');
	return at => {
		const run = runs.find(({ start, end }) => start <= at && at < end);
		return run !== undefined && !run.masked.some(({ start, end }) => start <= at && at < end);
	};
}

describe('ProseFinder', () => {
	it('should tell prose from everything else as a reading of the whole text does, edit after edit', () => {
		const piece = fc.constantFrom(
			'@a',
			'words ',
			'`',
			'```\n',
			'\n',
			'\n\n',
			'    ',
			'- ',
			'> ',
			'$',
			'<!--',
			'-->',
			'# ',
			'| a | b |\n|--|--|\n',
			'$$',
			'$$ x\n',
			'\\begin{a}\n',
			'\\end{a}\n',
			'<div>\n',
			'<pre>',
			'</pre>',
			': ',
			'(@a) ',
			'[^1]: ',
			'[x]: /u\n',
			'===\n',
			'\r',
			'{.x}',
			`${'long '.repeat(500)}\n\n`,
			'\r\n',
		);
		const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), removed: fc.nat(10), added: piece });
		fc.assert(
			fc.property(fc.array(piece, { minLength: 5, maxLength: 30 }), fc.array(edit, { maxLength: 6 }), (pieces, edits) => {
				const finder = new ProseFinder();
				let text = pieces.join('');
				for (const { at, removed, added } of edits) {
					const offset = Math.floor(at * text.length);
					text = text.slice(0, offset) + added + text.slice(offset + removed);
					const mark = text.indexOf('@', offset);
					if (mark >= 0) {
						assert.equal(finder.holds(text, mark), proseOf(text)(mark), JSON.stringify(text.replace(/(?:long )+/g, 'long ')));
					}
				}
			}),
			{ numRuns: 400 },
		);
	});

	it('should answer of a text that it read before as of one that it did not', async () => {
		const text = `${'A line of words.\n\n'.repeat(20_000)}\`\`\`\n@a\n\`\`\`\n\n- item\n\n  @b`;
		const finder = new ProseFinder();
		let pauses = 0;
		await finder.prepare(text, () => Promise.resolve(void (pauses += 1)));
		assert.ok(pauses > 2);
		assert.deepEqual(
			['@a', '@b'].map(mark => finder.holds(text, text.indexOf(mark))),
			[false, true],
		);
	});

	it('should count the value of nocite as prose, and no other front matter', () => {
		const text = '---\ntitle: "@a"\nnocite: |\n  @b\n---\n@c';
		assert.deepEqual(
			['@a', '@b', '@c'].map(mark => new ProseFinder().holds(text, text.indexOf(mark))),
			[false, true, true],
		);
		const colon = text.indexOf('nocite:') + 'nocite'.length;
		assert.deepEqual(
			[colon, colon + 1].map(at => new ProseFinder().holds(text, at)),
			[false, true],
		);
	});
});

describe('the prose of a document', () => {
	const text =
		'---\na: "@y"\n---\n# A @x\n\n> a @b\n> `@c` d\n\n```\n@e\n```\n[f](@g) no\n\nnothing\n\n| @h | i |\n|-|-|\n| `@j` @k | @l |\n\n<div>\n@m\n';

	it('should be its runs with a sign, and what in them is masked', () => {
		assert.deepEqual(
			proseRuns(text, '@').map(({ start, end, masked }) => [
				text.slice(start, end),
				...masked.map(mask => text.slice(mask.start, mask.end)),
			]),
			[['A @x'], ['a @b\n> `@c` d', '`@c`'], ['[f](@g) no', '(@g)'], [' @h '], [' `@j` @k ', '`@j`'], [' @l '], ['<div>\n@m', '<div>']],
		);
		assert.equal(proseRuns(text, '').length, 9);
	});

	it('should be searched where nothing is masked', () => {
		const found = [...scanProse(text, /@(\w)/g, '@')].map(({ index, 1: letter }) => [letter, index === text.indexOf(`@${letter ?? ''}`)]);
		assert.deepEqual(
			found,
			['x', 'b', 'h', 'k', 'l', 'm'].map(letter => [letter, true]),
		);
		assert.deepEqual(
			[...scanProse('`ab`c', /b`c|c/g, '')].map(({ 0: match, index }) => [match, index]),
			[['c', 4]],
		);
	});

	it('should be found at any offset of a text that grows and shrinks', () => {
		const finder = new ProseFinder();
		const words = 'Words of a paragraph that goes on for a while, and some more of them.\n\n'.repeat(40);
		const parts = [
			words,
			'```\n@a\n',
			'```\n',
			'> @b `@c`\n\n',
			'$$\n@d\n',
			'$$\n',
			'- @e\n\n      @f\n\n',
			'<pre>\n@g\n',
			'</pre>\n',
			'| @h | `@i` |\n|-|-|\n\n',
			words,
		];
		const whole = parts.join('');
		const texts = [
			whole,
			...parts.map((_, at) => [...parts.slice(0, at), ...parts.slice(at + 1)].join('')),
			`---\ntitle: "@z"\n---\n${whole}`,
			`x${whole}`,
			whole.replaceAll('\n', '\r\n'),
			`${whole}@last`,
			'',
			whole,
		];
		for (const one of texts) {
			const isProse = proseOf(one);
			for (const { index } of one.matchAll(/@|$/g)) {
				assert.equal(finder.holds(one, index), isProse(index), `${index} of ${JSON.stringify(one.replaceAll(words, 'words\n\n'))}`);
			}
		}
	});

	it('should be found in a paragraph longer than anybody writes', () => {
		const long = 'long words of a line\n'.repeat(2500);
		for (const [text, at] of [
			[`${long}\`@a\``, long.length + 1],
			[`${long}@a`, long.length],
			[`@a ${long}`, 0],
			[`\`@a\` ${long}`, 1],
			[`${long}@a`.replace(/^/gm, '> '), long.length + 2 * 2501],
		] as const) {
			assert.equal(text[at], '@');
			assert.equal(new ProseFinder().holds(text, at), proseOf(text)(at));
		}
	});
});
