import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, readlink, rm, stat, symlink, chmod, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { FileStore } from '../../../../src/core/files/ports';
import { openLibrary } from '../../../../src/core/library/library';
import { diskNotes } from '../../../../src/host/documents/diskNotes';
import { nodeDisk } from '../../../../src/host/files/nodeDisk';
import { nodeFileStore } from '../../../../src/host/files/nodeFileStore';
import { MemoryFileStore } from '../../../fakes/memoryFileStore';
import { SimulatedDisk } from '../../../fakes/simulatedDisk';

interface Surroundings {
	readonly files: FileStore;
	readonly folder: string;
	readonly end: () => Promise<void>;
}

const stores: Readonly<Record<string, () => Promise<Surroundings>>> = {
	'in memory': () => Promise.resolve({ files: new MemoryFileStore(), folder: '/folder', end: () => Promise.resolve() }),
	'on a simulated disk': () =>
		Promise.resolve({ files: nodeFileStore(new SimulatedDisk()), folder: '/folder', end: () => Promise.resolve() }),
	'on a disk': async () => {
		const folder = await mkdtemp(join(tmpdir(), 'marginalia-files-'));
		return { files: nodeFileStore(), folder: join(folder, 'folder'), end: () => rm(folder, { recursive: true, force: true }) };
	},
};

for (const [name, begin] of Object.entries(stores)) {
	describe(`files ${name}`, () => {
		let files: FileStore;
		let path: string;
		let folder: string;
		let end: () => Promise<void>;

		beforeEach(async () => {
			({ files, folder, end } = await begin());
			path = `${folder}/file`;
		});
		afterEach(() => end());

		it('should have nothing where nothing was written', async () => {
			assert.deepEqual(
				[await files.read(path), await files.readLines(path), await files.version(path), await files.names(folder)],
				[undefined, undefined, undefined, []],
			);
			await files.remove(path);
		});

		it('should read what was written, whole or by line, and keep lines', async () => {
			await files.write(path, 'Ein Böses\n\nEnde');
			assert.equal(await files.read(path), 'Ein Böses\n\nEnde');
			const lines = await files.readLines(path);
			assert.ok(lines);
			assert.deepEqual([lines.count, lines.at(0), lines.at(1), lines.at(2)], [3, 'Ein Böses', '', 'Ende']);
			assert.deepEqual(
				[
					lines.startsWith(0, 'Ein Bö'),
					lines.startsWith(0, 'Ein B '),
					lines.startsWith(2, 'Ende'),
					lines.startsWith(2, 'Ende\n'),
					lines.startsWith(1, 'E'),
				],
				[true, false, true, false, false],
			);
			await files.writeLines(path, ['Anfang', { of: lines, index: 0 }, '']);
			assert.equal(await files.read(path), 'Anfang\nEin Böses\n');
		});

		it('should have another version after each write, and say which', async () => {
			const versions = new Set<string | undefined>();
			for (let time = 0; time < 5; time += 1) {
				const result = await files.writeLines(path, ['same']);
				assert.deepEqual(result, { kind: 'written', version: await files.version(path) });
				versions.add(await files.version(path));
			}
			assert.equal(versions.size, 5);
		});

		it('should write over the version that is meant, or not at all', async () => {
			assert.equal((await files.writeLines(path, ['a'], { version: 'another' })).kind, 'changed');
			assert.equal(await files.read(path), undefined);
			assert.equal((await files.writeLines(path, ['a'], { version: undefined })).kind, 'written');
			assert.equal((await files.writeLines(path, ['b'], { version: undefined })).kind, 'changed');
			const version = await files.version(path);
			await files.write(path, 'by another');
			assert.equal((await files.writeLines(path, ['b'], { version })).kind, 'changed');
			assert.deepEqual([await files.read(path), await files.names(folder)], ['by another', ['file']]);
			assert.equal((await files.writeLines(path, ['b'], { version: await files.version(path) })).kind, 'written');
		});

		it('should name files and folders', async () => {
			await files.write(path, 'x');
			await files.write(`${folder}/also/deep/file`, 'x');
			assert.deepEqual(await files.names(folder), ['also', 'file']);
		});

		it('should refuse to read or write a folder', async () => {
			await files.write(`${path}/inside`, 'x');
			await assert.rejects(files.read(path), { code: 'EISDIR' });
			await assert.rejects(files.readLines(path), { code: 'EISDIR' });
			await assert.rejects(files.write(path, 'x'), (error: Error & { readonly code?: string }) =>
				['EISDIR', 'ENOTEMPTY', 'EEXIST'].includes(error.code ?? ''),
			);
			assert.deepEqual([typeof (await files.version(path)), await files.names(folder)], ['string', ['file']]);
		});

		it('should let one in at a time, also after one failed', async () => {
			let inside = 0;
			const work = async (at: number) => {
				inside += 1;
				assert.equal(inside, 1);
				await files.write(path, String(at));
				inside -= 1;
				return at % 3 === 0 ? Promise.reject(new Error('failed')) : at;
			};
			const results = await Promise.allSettled(Array.from({ length: 9 }, (_, at) => files.exclusively(path, () => work(at))));
			assert.deepEqual(
				results.map(({ status }) => status === 'fulfilled'),
				Array.from({ length: 9 }, (_, at) => at % 3 !== 0),
			);
			assert.deepEqual(await files.names(folder), ['file']);
		});
	});
}

describe('files on a disk', () => {
	let folder: string;
	let path: string;
	const files = nodeFileStore();

	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'marginalia-files-'));
		path = join(folder, 'volume-0001.json');
	});
	afterEach(() => rm(folder, { recursive: true, force: true }));

	it('should write through a link, a link to a link, and one to a file that is not there yet', async () => {
		await mkdir(join(folder, 'real'));
		await symlink('real/file', join(folder, 'one'));
		await symlink('one', join(folder, 'two'));
		for (const [at, name] of ['two', 'one', 'two'].entries()) {
			await files.exclusively(join(folder, name), () => files.write(join(folder, name), String(at)));
			assert.deepEqual(
				[await readFile(join(folder, 'real/file'), 'utf8'), await readlink(join(folder, 'one')), await readlink(join(folder, 'two'))],
				[String(at), 'real/file', 'one'],
			);
		}
		assert.deepEqual([await readdir(folder), await readdir(join(folder, 'real'))], [['one', 'real', 'two'], ['file']]);
	});

	it('should fail on a link that leads in a circle, and leave it', async () => {
		await symlink('b', join(folder, 'a'));
		await symlink('a', join(folder, 'b'));
		await assert.rejects(files.write(join(folder, 'a'), 'x'), { code: 'ELOOP' });
		assert.deepEqual(await readdir(folder), ['a', 'b']);
	});

	it('should not wait for a pipe that nobody writes, nor read a device that never ends', async () => {
		execFileSync('mkfifo', [join(folder, 'pipe')]);
		await symlink('/dev/zero', join(folder, 'zero'));
		for (const name of ['pipe', 'zero']) {
			await assert.rejects(files.read(join(folder, name)), { code: 'ENOTFILE' });
			await assert.rejects(files.readLines(join(folder, name)), { code: 'ENOTFILE' });
			assert.deepEqual(await nodeDisk(folder).read(join(folder, name)), { kind: 'unreadable', reason: 'other' });
		}
		assert.equal(await diskNotes().read(join(folder, 'pipe')), undefined);
		execFileSync('mkfifo', [`${path}.lock`]);
		await assert.rejects(
			files.exclusively(path, () => files.write(path, 'x')),
			{ code: 'ENOTFILE' },
		);
	});

	it('should write bytes that are no text as they are, and leave nothing beside them', async () => {
		const bytes = Uint8Array.from({ length: 256 }, (_, at) => 255 - at);
		await files.write(path, bytes);
		assert.deepEqual(new Uint8Array(await readFile(path)), bytes);
		assert.deepEqual(await readdir(folder), [basename(path)]);
	});

	it('should keep who may read and write a file', async () => {
		await writeFile(path, 'x');
		for (const mode of [0o600, 0o664, 0o640]) {
			await chmod(path, mode);
			await files.write(path, String(mode));
			assert.equal((await stat(path)).mode & 0o777, mode);
		}
	});

	it('should read and write a library whose volume is a link, and name one that leads nowhere', async () => {
		const elsewhere = join(folder, 'elsewhere');
		const inside = join(folder, 'library');
		await mkdir(inside);
		await (await openLibrary(files, elsewhere)).add([{ type: 'article', title: 'A Paper Elsewhere' }]);
		await symlink('../elsewhere/volume-0001.json', join(inside, 'volume-0001.json'));
		const library = await openLibrary(files, inside);
		await library.add([{ type: 'article', title: 'Another Paper' }]);
		assert.equal((await openLibrary(files, elsewhere)).heads().length, 2);
		await rm(join(elsewhere, 'volume-0001.json'));
		const cold = await openLibrary(files, inside);
		assert.deepEqual(
			cold.problems().map(({ code, message }) => [code, message]),
			[['missing', 'volume-0001.json is a link to a missing file.']],
		);
		await cold.add([{ type: 'article', title: 'A Third' }]);
		assert.deepEqual([await readdir(elsewhere), await readdir(inside)], [[], ['volume-0001.json', 'volume-0002.json']]);
	});

	it('should remove what dead processes left when a library is opened, and nothing else', async () => {
		const left = [
			'volume-0001.json.0b1d1f6c-7a3e-4b8e-9b1a-2f4a6c8e0d12.tmp',
			'volume-0001.json.lock.a-b.new',
			'volume-0001.json.lock.a-b.heir',
			'volume-0003.json.0b1d1f6c-7a3e-4b8e-9b1a-2f4a6c8e0d12.tmp',
			'set-aside.jsonl.0b1d1f6c-7a3e-4b8e-9b1a-2f4a6c8e0d12.tmp',
		];
		const others = ['notes.md.lock', 'volume-0001.json.bak', 'volume-0001.json.tmp', 'x.0b1d1f6c-7a3e-4b8e-9b1a-2f4a6c8e0d12.tmp'];
		await (await openLibrary(files, folder)).add([{ type: 'article', title: 'A Paper' }]);
		for (const name of [...left, ...others]) {
			await writeFile(join(folder, name), 'x');
		}
		assert.equal((await openLibrary(files, folder)).heads().length, 1);
		assert.deepEqual(await readdir(folder), [...others, 'volume-0001.json'].sort());
	});

	it('should leave what a living process writes', async () => {
		const lock = `${path}.lock`;
		const own = await files.exclusively(path, async () => JSON.parse(await readFile(lock, 'utf8')) as object);
		const temporary = 'volume-0001.json.0b1d1f6c-7a3e-4b8e-9b1a-2f4a6c8e0d12.tmp';
		await writeFile(join(folder, temporary), 'x');
		await writeFile(lock, JSON.stringify({ ...own, nonce: 'of-another' }));
		await files.removeLeftovers(folder, () => true);
		assert.deepEqual(await readdir(folder), [temporary, 'volume-0001.json.lock']);
	});

	it('should not take a file in the place of a library for an empty library', async () => {
		const inTheWay = join(folder, 'refs.bib');
		await mkdir(folder, { recursive: true });
		await writeFile(inTheWay, 'x');
		await assert.rejects(openLibrary(files, inTheWay));
	});
});
