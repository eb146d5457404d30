import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ProseFinder, proseRuns } from '../../../src/core/markdown/prose';

/** The slow, obvious way. */
function isProse(text: string, at: number): boolean {
	const run = proseRuns(text, '').find(({ start, end }) => start <= at && at < end);
	return run !== undefined && !run.masked.some(({ start, end }) => start <= at && at < end);
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
						assert.equal(finder.holds(text, mark), isProse(text, mark), JSON.stringify(text.replace(/(?:long )+/g, 'long ')));
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
	});
});
