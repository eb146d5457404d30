import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The modules that scripts outside an editor import. */
describe('dist/core.mjs and dist/node.mjs', () => {
	let folder: string;

	before(async function () {
		this.timeout(60_000);
		folder = await mkdtemp(join(tmpdir(), 'marginalia-'));
		execFileSync(process.execPath, ['esbuild.mjs'], { stdio: 'inherit' });
	});
	after(() => rm(folder, { recursive: true, force: true }));

	it('should ingest, key and keep papers in plain Node', () => {
		const script = `
			import { citationKey, ingest, openLibrary } from ${JSON.stringify(pathToFileURL(resolve('dist/core.mjs')).href)};
			import { nodeFileStore } from ${JSON.stringify(pathToFileURL(resolve('dist/node.mjs')).href)};
			const { format, papers, problems } = ingest('@article{song, title = {Scores}, author = {Song, Yang}, year = 2021}', { fileName: 'a.bib' });
			const library = await openLibrary(nodeFileStore(), process.argv[1]);
			const { added } = await library.add(papers);
			const key = citationKey(papers[0], 'auth.lower + year', new Set(['song2021']));
			console.log(JSON.stringify({ format, problems, added: added.length, key, kept: (await openLibrary(nodeFileStore(), process.argv[1])).heads().map(head => head.key) }));
		`;
		const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', script, folder], { encoding: 'utf8' });
		assert.deepEqual(JSON.parse(printed), { format: 'bibtex', problems: [], added: 1, key: 'song2021a', kept: ['song'] });
	});
});
