import assert from 'node:assert/strict';
import fc from 'fast-check';
import { maskedRanges, scanMarkdown } from '../../../src/core/markdown/scan';
import { hostilePieces } from '../../fakes/hostilePieces';

describe('scanMarkdown', () => {
	const wikilinks: readonly (readonly [text: string, target: string, rest: object])[] = [
		['[[song2021]]', 'song2021', {}],
		['[[@song2021]]', 'song2021', {}],
		['[[song2021|their paper]]', 'song2021', { text: 'their paper' }],
		['[[song2021#Main result]]', 'song2021', { heading: 'Main result' }],
		['[[song2021#A|b]]', 'song2021', { heading: 'A', text: 'b' }],
		['![[song2021]]', 'song2021', { embed: true }],
		['> a\n> [[ song2021 ]]', 'song2021', {}],
		['| a |\n| - |\n| [[song2021\\|x]] |', 'song2021', { text: 'x' }],
		['[[notes/song 2021.md]]', 'notes/song 2021.md', {}],
	];
	for (const [text, target, rest] of wikilinks) {
		it(`should find the link in ${JSON.stringify(text)}`, () => {
			const found = scanMarkdown(text).wikilinks;
			assert.equal(found.length, 1);
			const { start, end, targetStart, targetEnd, ...link } = found[0]!;
			assert.deepEqual(link, { embed: false, target, ...rest });
			assert.equal(text.slice(targetStart, targetEnd), target);
			assert.match(text.slice(start, end), /^!?\[\[.*\]\]$/);
		});
	}

	for (const text of [
		'`[[a]]`',
		'```\n[[a]]\n```',
		'    [[a]]',
		'<!-- [[a]] -->',
		'\\[[a]]',
		'[[]]',
		'[[a\nb]]',
		'[[@a; @b]]',
		'$x [[a]] y$',
		'---\na: [[a]]\n---',
		'a `b\n[[c]]` d',
	]) {
		it(`should find no link in ${JSON.stringify(text)}`, () => {
			assert.deepEqual(scanMarkdown(text).wikilinks, []);
		});
	}

	it('should find links and images with what they lead to', () => {
		const text = '[a](notes/x.md "t") ![i](<p q.png>) [no] (x)';
		assert.deepEqual(
			scanMarkdown(text).links.map(({ image, destination, destinationStart, destinationEnd, start, end }) => [
				image,
				destination,
				text.slice(destinationStart, destinationEnd),
				text.slice(start, end),
			]),
			[
				[false, 'notes/x.md', 'notes/x.md', '[a](notes/x.md "t")'],
				[true, 'p q.png', 'p q.png', '![i](<p q.png>)'],
			],
		);
	});

	it('should find headings of both kinds', () => {
		assert.deepEqual(
			scanMarkdown('# A #\ntext\n\nB\n---\n\n```\n# no\n```\n').headings.map(({ level, text }) => [level, text]),
			[
				[1, 'A'],
				[2, 'B'],
			],
		);
	});

	it('should find tags, which have a letter and stand alone', () => {
		assert.deepEqual(
			scanMarkdown('#one a #two/three, (#größe) x#no #1 `#no` https://x.org/#no\n# Heading').tags.map(({ name }) => name),
			['one', 'two/three', 'größe'],
		);
	});

	const masks: readonly (readonly [text: string, masked: readonly string[]])[] = [
		['a `b` c', ['`b`']],
		['a ``b ` c`` d', ['``b ` c``']],
		['a `b\nc` d', ['`b\nc`']],
		['> a `b\n> c` d', ['`b\n> c`']],
		['$5 and $6', []],
		['$x_1$ and $$y$$', ['$x_1$', '$$y$$']],
		['$$\nx\n$$\n', ['$$\nx\n$$']],
		['[a](u) b', ['(u)']],
		['see https://x.org/@a. Then', ['https://x.org/@a']],
		['<https://x.org/@a>', ['<https://x.org/@a>']],
		['[x]: http://a "b"\n[@c]', ['[x]: http://a "b"']],
		['text\n    not code', []],
		['- a\n\n      code\n  text', ['code']],
		['2. a\n\n       code', ['code']],
		['a <!-- b\nc --> d', ['<!-- b\nc -->']],
		['a\n\n---\n\n[@b]\n\n---\n', []],
		['---\ntitle: x\n...\n[@a]\n\n---\n', ['---\ntitle: x\n...\n']],
		['---\r\ntitle: x\r\n---\r\n`a`', ['---\r\ntitle: x\r\n---\r\n', '`a`']],
		['+++\na = 1\n+++\nb', ['+++\na = 1\n+++\n']],
		['\uFEFF---\na: b\n---\nc', ['\uFEFF---\na: b\n---\n']],
	];
	for (const [text, masked] of masks) {
		it(`should mask ${JSON.stringify(masked)} in ${JSON.stringify(text)}`, () => {
			assert.deepEqual(
				maskedRanges(text).map(({ start, end }) => text.slice(start, end)),
				masked,
			);
		});
	}

	it('should say that it is not sure of blocks in blocks without end', () => {
		assert.equal(scanMarkdown('> '.repeat(100)).sure, false);
		assert.equal(scanMarkdown('> '.repeat(20)).sure, true);
	});

	it('should say that it is not sure of a label that may be code', () => {
		assert.equal(scanMarkdown('[a][`b`]').sure, false);
		assert.equal(scanMarkdown('[a][b]').sure, true);
	});

	it('should give ranges in order and inside the text, whatever the text', () => {
		const unit = fc.constantFrom(
			'a',
			' ',
			'\n',
			'\r',
			'\t',
			'`',
			'<',
			'>',
			'!',
			'-',
			'[',
			']',
			'(',
			')',
			'|',
			'$',
			'#',
			'*',
			':',
			'/',
			'\\',
			'"',
			'\u2028',
			'汉',
			'😀',
			'1',
			'.',
			'~',
			'=',
			'@',
			'^',
		);
		fc.assert(
			fc.property(fc.string({ unit, maxLength: 80 }), text => {
				const { masked, wikilinks } = scanMarkdown(text);
				let done = 0;
				for (const { start, end } of masked) {
					assert.ok(start >= done && end >= start && end <= text.length);
					done = end;
				}
				assert.ok(wikilinks.every(({ start, end }) => start >= 0 && end <= text.length));
			}),
			{ numRuns: 3000 },
		);
	});

	it('should read hostile texts to their end (how fast is for the bench “hostile” to say)', () => {
		for (const piece of hostilePieces.markdown) {
			const text = piece.repeat(Math.ceil(200_000 / piece.length));
			assert.ok(
				scanMarkdown(text).wikilinks.every(({ start, end }) => start < end && end <= text.length),
				piece,
			);
		}
	}).timeout(60_000);
});
