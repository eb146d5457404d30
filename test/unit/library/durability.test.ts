import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openLibrary } from '../../../src/core/library/library';
import { nodeFileStore } from '../../../src/host/files/nodeFileStore';

/** Adds papers one by one and prints the number of each as soon as it is acknowledged. */
const writer = `
	const { openLibrary } = require(${JSON.stringify(resolve('src/core/library/library.ts'))});
	const { nodeFileStore } = require(${JSON.stringify(resolve('src/host/files/nodeFileStore.ts'))});
	(async () => {
		const library = await openLibrary(nodeFileStore(), process.argv[1]);
		for (let number = 0; ; number += 1) {
			await library.add([{ type: 'article', title: 'Paper number ' + number + ' of many', abstract: 'x'.repeat(20000) }]);
			process.stdout.write(number + '\\n');
		}
	})();
`;

describe('library on a disk', () => {
	let folder: string;

	beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'marginalia-'))));
	afterEach(() => rm(folder, { recursive: true, force: true }));

	it('should keep every acknowledged change when its process is killed', async function () {
		this.timeout(30_000);
		const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=commonjs', '--eval', writer, folder], {
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		let printed = '';
		const ended = new Promise(done => child.once('exit', done));
		child.stdout.on('data', (chunk: Buffer) => {
			printed += chunk.toString();
			if (printed.split('\n').length > 25) {
				child.kill('SIGKILL');
			}
		});
		await ended;
		const acknowledged = printed.split('\n').slice(0, -1).map(Number);
		const library = await openLibrary(nodeFileStore(), folder);
		assert.ok(acknowledged.length >= 25);
		assert.deepEqual(library.problems(), []);
		const titles = new Set(library.heads().map(head => head.title));
		assert.deepEqual(
			acknowledged.filter(number => !titles.has(`Paper number ${number} of many`)),
			[],
		);
		// The lock that the dead process left behind must not keep others out for good.
		const { added } = await library.add([{ type: 'article', title: 'A Paper after the Crash' }]);
		assert.equal(added.length, 1);
	});

	it('should leave nothing but volumes behind', async () => {
		const library = await openLibrary(nodeFileStore(), folder);
		await library.add([{ type: 'article', title: 'A Paper of No Importance' }]);
		assert.deepEqual(await readdir(folder), ['volume-0001.json']);
	});

	it('should let two processes write at once and lose nothing', async () => {
		const libraries = await Promise.all([1, 2, 3].map(() => openLibrary(nodeFileStore(), folder)));
		await Promise.all(
			libraries.flatMap((library, window) =>
				Array.from({ length: 8 }, (_, index) => library.add([{ type: 'article', title: `Paper ${index} of window ${window}` }])),
			),
		);
		const reopened = await openLibrary(nodeFileStore(), folder);
		assert.equal(reopened.heads().length, 24);
	});
});
