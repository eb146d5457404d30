import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blockSize } from '../../../../src/core/data/checksums';
import { openLibrary } from '../../../../src/core/library/library';
import { diskCache } from '../../../../src/host/files/diskCache';
import { nodeFileStore } from '../../../../src/host/files/nodeFileStore';

describe('diskCache', () => {
	let root: string;
	let folder: string;

	beforeEach(async () => {
		root = await mkdtemp(join(tmpdir(), 'marginalia-'));
		folder = join(root, 'cache');
	});
	afterEach(() => rm(root, { recursive: true, force: true }));

	it('should give back what was written, whatever its length', async () => {
		const cache = diskCache(folder);
		for (const lengths of [
			[],
			[0],
			[1, 2, 33],
			[31],
			[4096],
			[blockSize - 3, 8, 5],
			[blockSize],
			[2 * blockSize - 8],
			[blockSize, blockSize + 1],
		]) {
			const parts = lengths.map((length, part) => new Uint8Array(length).fill(part + 1).fill(9, 0, 5));
			await cache.write('x', parts);
			assert.deepEqual(Buffer.from((await cache.read('x')) ?? []), Buffer.concat(parts));
		}
	});

	it('should have nothing where any of it was spoiled', async () => {
		const cache = diskCache(folder);
		await cache.write('x', [new Uint8Array(blockSize + 100).fill(7)]);
		const path = join(folder, 'x');
		const whole = await readFile(path);
		for (const at of [0, 1000, blockSize - 1, blockSize, blockSize + 99, whole.length - 20, whole.length - 1]) {
			const spoiled = Buffer.from(whole);
			spoiled[at] = (spoiled[at] ?? 0) ^ 16;
			await writeFile(path, spoiled);
			assert.equal(await cache.read('x'), undefined, `a bit of byte ${at}`);
		}
		for (const spoiled of [whole.subarray(0, -4), whole.subarray(4), Buffer.concat([whole, whole]), Buffer.alloc(0)]) {
			await writeFile(path, spoiled);
			assert.equal(await cache.read('x'), undefined);
		}
	});

	it('should remove what processes that were killed left behind, and nothing else', async () => {
		await mkdir(folder);
		for (const [name, hours] of [
			['old.heads.1.tmp', 2],
			['ahead.heads.2.tmp', -48],
			['young.heads.3.tmp', 0],
			['volume.heads', 200],
		] as const) {
			await writeFile(join(folder, name), '');
			await utimes(join(folder, name), new Date(), new Date(Date.now() - hours * 3_600_000));
		}
		await diskCache(folder).write('x', []);
		assert.deepEqual((await readdir(folder)).sort(), ['volume.heads', 'x', 'young.heads.3.tmp']);
	});

	it('should leave no temporary file where it cannot write', async () => {
		await mkdir(join(folder, 'x', 'inside'), { recursive: true });
		await assert.rejects(diskCache(folder).write('x', [new Uint8Array(3)]));
		assert.deepEqual(await readdir(folder), ['x']);
		assert.equal(await diskCache(folder).read('x'), undefined);
	});

	it('should leave a library usable whose cache cannot be: a file in its place, a folder that may not be written', async () => {
		const places = [join(root, 'file'), join(root, 'readOnly')] as const;
		await writeFile(places[0], 'no folder');
		await mkdir(places[1]);
		await chmod(places[1], 0o500);
		for (const [index, place] of places.entries()) {
			const open = () => openLibrary(nodeFileStore(), join(root, `library${index}`), { cache: diskCache(place) });
			const library = await open();
			await library.add([{ type: 'article', title: 'A Paper without a Cache' }]);
			await library.saveCache().catch(() => undefined);
			assert.deepEqual(
				(await (await open()).search('without', { limit: 5 })).map(head => head.title),
				['A Paper without a Cache'],
			);
		}
	});
});
