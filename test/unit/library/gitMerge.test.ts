import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Library } from '../../../src/core/library/library';
import { openLibrary } from '../../../src/core/library/library';
import type { IncomingPaper, Paper } from '../../../src/core/paper/paper';
import { nodeFileStore } from '../../../src/host/files/nodeFileStore';

/** A team: clones of one repository, each with a library folder. No merge driver, no attributes, no configuration but a name. */
describe('a library folder in git', () => {
	let folder: string;
	const git = (clone: string, ...args: readonly string[]) =>
		execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], {
			cwd: join(folder, clone),
			encoding: 'utf8',
			stdio: 'pipe',
		});
	const path = (clone: string) => join(folder, clone, 'library');
	const mergeBase = (file: string) => {
		try {
			return Promise.resolve(
				execFileSync('git', ['show', `:1:./${file.split('/').pop() ?? ''}`], { cwd: dirname(file), encoding: 'utf8', stdio: 'pipe' }),
			);
		} catch {
			return Promise.resolve(undefined);
		}
	};
	const open = (clone: string, knowsGit = true) => openLibrary(nodeFileStore(), path(clone), knowsGit ? { mergeBase } : {});
	const commit = (clone: string) => {
		git(clone, 'add', '-A');
		git(clone, 'commit', '-q', '-m', 'Papers');
	};
	/** Says whether git could do it alone. */
	const pull = (clone: string) => {
		try {
			git(clone, 'pull', '-q', '--no-rebase', '--no-edit', 'origin', 'main');
			return true;
		} catch {
			return false;
		}
	};
	const settle = async (clone: string) => {
		const library = await open(clone);
		await library.repair();
		commit(clone);
		git(clone, 'push', '-q', 'origin', 'HEAD:main');
		return library;
	};
	const set = async (clone: string, key: string, fields: Partial<Paper>) =>
		(await open(clone)).update([key], paper => ({ ...paper, ...fields }));

	beforeEach(async function () {
		this.timeout(60_000);
		folder = await mkdtemp(join(tmpdir(), 'marginalia-git-'));
		execFileSync('git', ['init', '-q', '--bare', '-b', 'main', 'origin'], { cwd: folder });
		for (const clone of ['ann', 'bob', 'cy']) {
			execFileSync('git', ['clone', '-q', 'origin', clone], { cwd: folder, stdio: 'pipe' });
		}
		await (
			await open('ann')
		).add(
			['alpha', 'beta', 'gamma', 'delta'].map((word): IncomingPaper => ({
				type: 'article',
				title: `The ${word} paper`,
				'citation-key': word,
			})),
		);
		commit('ann');
		git('ann', 'push', '-q', 'origin', 'HEAD:main');
		pull('bob');
		pull('cy');
	});
	afterEach(() => rm(folder, { recursive: true, force: true }));

	it('should put the work of three people together, with a conflict only where two changed one field of one paper', async function () {
		this.timeout(60_000);
		await set('ann', 'alpha', { status: 'read' });
		await set('ann', 'beta', { title: 'Beta, as Ann has it' });
		await (await open('ann')).add([{ type: 'article', title: 'Brought by Ann', 'citation-key': 'zann' }]);
		await set('bob', 'alpha', { tags: ['bob'] });
		await set('bob', 'beta', { title: 'Beta, as Bob has it', rating: 4 });
		await (await open('bob')).add([{ type: 'article', title: 'Brought by Bob', 'citation-key': 'zbob' }]);
		await set('cy', 'alpha', { rating: 5 });
		await (await open('cy')).remove(['delta']);
		['ann', 'bob', 'cy'].forEach(commit);
		git('ann', 'push', '-q', 'origin', 'HEAD:main');
		assert.equal(pull('bob'), false);
		const bob = await settle('bob');
		assert.deepEqual(
			bob.conflicts().map(({ key, field, kept, other }) => [key, field, kept, other]),
			[['beta', 'title', 'Beta, as Bob has it', 'Beta, as Ann has it']],
		);
		assert.equal(pull('cy'), false);
		const cy = await settle('cy');
		assert.deepEqual(cy.conflicts(), []);
		pull('ann');
		for (const clone of ['ann', 'cy']) {
			const library = await open(clone);
			assert.deepEqual(library.problems(), []);
			assert.deepEqual(keysOf(library), ['alpha', 'beta', 'gamma', 'zann', 'zbob']);
			const [alpha, beta] = await library.papers(['alpha', 'beta']);
			assert.deepEqual([alpha?.status, alpha?.tags, alpha?.rating], ['read', ['bob'], 5]);
			assert.deepEqual([beta?.title, beta?.rating, beta?.['conflicts']], ['Beta, as Bob has it', 4, { title: ['Beta, as Ann has it'] }]);
		}
	});

	it('should show everything while the merge is not finished, without anybody to ask what both started from', async function () {
		this.timeout(60_000);
		await set('ann', 'alpha', { title: 'Alpha of Ann' });
		await set('bob', 'alpha', { title: 'Alpha of Bob', tags: ['b'] });
		['ann', 'bob'].forEach(commit);
		git('ann', 'push', '-q', 'origin', 'HEAD:main');
		assert.equal(pull('bob'), false);
		const before = await readFile(join(path('bob'), 'volume-0001.json'), 'utf8');
		assert.match(before, /^<{7} /m);
		const library = await open('bob', false);
		assert.deepEqual([library.problems(), keysOf(library)], [[], ['alpha', 'beta', 'delta', 'gamma']]);
		const alpha = await library.paper('alpha');
		assert.deepEqual([alpha?.title, alpha?.tags, alpha?.['conflicts']], ['Alpha of Bob', ['b'], { title: ['Alpha of Ann'] }]);
		assert.equal(await readFile(join(path('bob'), 'volume-0001.json'), 'utf8'), before);
		await library.update(['gamma'], paper => ({ ...paper, status: 'read' }));
		assert.doesNotMatch(await readFile(join(path('bob'), 'volume-0001.json'), 'utf8'), /^[<=>]{7}/m);
		assert.deepEqual((await library.paper('alpha'))?.['conflicts'], { title: ['Alpha of Ann'] });
	});
});

function keysOf(library: Library): readonly string[] {
	return library
		.heads()
		.map(head => head.key)
		.sort();
}
