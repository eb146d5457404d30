import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { KeptLine } from '../../../../src/core/files/ports';
import { ByteLines, joinLines } from '../../../../src/host/files/byteLines';
import { nodeFileStore } from '../../../../src/host/files/nodeFileStore';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('lines of a file', () => {
	it('should be those of its text, and put together what a join of texts gives (property)', () => {
		const line = fc.string({ unit: 'binary', maxLength: 12 }).map(text => text.replaceAll('\n', ''));
		fc.assert(
			fc.property(
				fc.array(line, { minLength: 1, maxLength: 12 }),
				fc.array(fc.oneof(line, fc.nat()), { minLength: 1, maxLength: 30 }),
				(texts, choices) => {
					const lines = new ByteLines(bytesOf(`\uFEFF${texts.join('\n')}`));
					assert.deepEqual(
						Array.from({ length: lines.count }, (_, index) => lines.at(index)),
						texts,
					);
					const pieces = choices.map((choice): string | KeptLine =>
						typeof choice === 'string' ? choice : { of: lines, index: choice % texts.length },
					);
					const expected = pieces.map(piece => (typeof piece === 'string' ? piece : (texts[piece.index] ?? ''))).join('\n');
					assert.deepEqual([...joinLines(pieces)], [...bytesOf(expected)]);
				},
			),
		);
	});

	it('should put kept lines of several files and long runs of one in their places', () => {
		const [one, other] = [new ByteLines(bytesOf('a\nb\nc\nd\n')), new ByteLines(bytesOf('é\r\n\nz'))];
		const joined = joinLines([
			{ of: one, index: 0 },
			{ of: one, index: 1 },
			{ of: other, index: 2 },
			{ of: one, index: 3 },
			'new',
			{ of: other, index: 0 },
			{ of: other, index: 1 },
			{ of: one, index: 2 },
			{ of: one, index: 4 },
		]);
		assert.equal(new TextDecoder().decode(joined), 'a\nb\nz\nd\nnew\né\r\n\nc\n');
	});

	it('should keep, byte by byte, even what is no text', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'marginalia-'));
		try {
			const [path, files] = [join(folder, 'file'), nodeFileStore()];
			await writeFile(path, Buffer.from([0x61, 0xff, 0x0a, 0x62, 0x0a]));
			const lines = await files.readLines(path);
			assert.ok(lines);
			await files.writeLines(path, [{ of: lines, index: 0 }, 'ß', '']);
			assert.deepEqual([...(await readFile(path))], [0x61, 0xff, 0x0a, 0xc3, 0x9f, 0x0a]);
			assert.equal(await files.readLines(join(folder, 'missing')), undefined);
		} finally {
			await rm(folder, { recursive: true });
		}
	});
});
