import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { largestNote } from '../../../../src/core/notes/noteSize';
import type { NoteSource } from '../../../../src/core/notes/syncNotes';
import { diskNotes } from '../../../../src/host/documents/diskNotes';

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

	/** The clock moves by a step at each look: reading at once takes that long. */
	for (const [name, step] of [
		['that is quick', 0],
		['that is slow', 1000],
	] as const) {
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

	/** How many of some reads are left to threads, which never look at the clock. */
	async function leftToThreads(disk: NoteSource, looks: () => number, reads: number): Promise<number> {
		let threads = 0;
		for (let read = 0; read < reads; read += 1) {
			const before = looks();
			await disk.read(file);
			threads += looks() === before ? 1 : 0;
		}
		return threads;
	}

	it('should ask a quick disk at once, however busy the host is between', async () => {
		let looks = 0;
		const disk = diskNotes(() => (looks += 1));
		const wait = () => new Promise(resolve => setTimeout(resolve, 10));
		await Promise.all(
			Array.from({ length: 64 }, async () => {
				await disk.read(file);
				await wait();
			}),
		);
		assert.equal(await leftToThreads(disk, () => looks, 100), 0);
	});

	it('should ask a slow disk at once less and less often, and trust it again when it is quick', async () => {
		let looks = 0;
		let slow = true;
		const disk = diskNotes(() => (looks += 1) * (slow ? 1000 : 0));
		assert.equal(await leftToThreads(disk, () => looks, 1000), 994);
		slow = false;
		assert.equal(await leftToThreads(disk, () => looks, 1000), 8 * (2 ** 7 - 1) - 994);
		assert.equal(await leftToThreads(disk, () => looks, 1000), 0);
		slow = true;
		assert.equal(await leftToThreads(disk, () => looks, 9), 8);
	});
});
