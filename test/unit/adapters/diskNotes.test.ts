import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { largestNote } from '../../../src/core/notes/noteSize';
import { diskNotes } from '../../../src/host/adapters/diskNotes';

describe('diskNotes', () => {
	const folder = mkdtempSync(join(tmpdir(), 'marginalia-disk-'));
	const file = join(folder, 'a.md');
	const large = join(folder, 'large.md');
	const wide = `Söng ${'and more '.repeat(10_000)}`;
	before(() => {
		writeFileSync(file, '\uFEFFOne 中\n');
		writeFileSync(join(folder, 'wide.md'), wide);
		writeFileSync(join(folder, 'empty.md'), '');
		writeFileSync(large, '');
		truncateSync(large, largestNote + 1);
	});
	after(() => rmSync(folder, { recursive: true }));

	/** The clock moves by a step at each look: reading takes that long, and a step above the patience means threads for ever. */
	for (const [name, step] of [['that is quick', 0], ['that is slow', 1000]] as const) {
		it(`should read files of a disk ${name}`, async () => {
			let time = 0;
			const disk = diskNotes(() => (time += step));
			for (let round = 0; round < 20; round += 1) {
				const stamp = await disk.stamp(file);
				assert.deepEqual(await disk.read(file), { stamp, text: 'One 中\n' });
			}
			assert.equal((await disk.read(join(folder, 'wide.md')))?.text, wide);
			assert.equal((await disk.read(join(folder, 'empty.md')))?.text, '');
			assert.deepEqual(await disk.read(large), { stamp: await disk.stamp(large), text: undefined });
			for (const missing of [join(folder, 'none.md'), folder, join(file, 'x.md'), 'nul\0.md']) {
				assert.equal(await disk.read(missing), undefined);
				assert.equal(await disk.stamp(missing), undefined);
			}
		});
	}
});
