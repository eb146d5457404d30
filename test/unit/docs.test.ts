import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { tools } from '../../src/core/tools/tools';
import { inputSchema } from '../../src/core/tools/toolInput';
import { readWorkspaceSettings, settingNames } from '../../src/core/tools/workspaceSettings';
import type { MarginaliaApi } from '../../src/api';
import type { Event, Uri } from 'vscode';

const page = (name: string) => readFileSync(join('docs', name), 'utf8');
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
	readonly version: string;
	readonly contributes: {
		readonly configuration: unknown;
		readonly languageModelTools: readonly { readonly name: string; readonly modelDescription: string; readonly inputSchema: unknown }[];
		readonly problemMatchers: readonly { readonly pattern: { readonly regexp: string } }[];
	};
};

describe('the pages for scripts and assistants', () => {
	let folder: string;

	before(async function () {
		this.timeout(60_000);
		folder = await mkdtemp(join(tmpdir(), 'marginalia-docs-'));
		execFileSync(process.execPath, ['esbuild.mjs', '--only', 'cli', join(folder, 'dist')], { stdio: 'inherit' });
		await symlink(resolve('media'), join(folder, 'media'));
		await mkdir(join(folder, 'bin'));
		await writeFile(join(folder, 'bin/marginalia'), `#!/bin/sh\nexec "${process.execPath}" "${join(folder, 'dist/cli.mjs')}" "$@"\n`);
		chmodSync(join(folder, 'bin/marginalia'), 0o755);
	});
	after(() => rm(folder, { recursive: true, force: true }));

	for (const name of ['cli.md', 'assistants.md']) {
		it(`should have only commands in docs/${name} that run`, async () => {
			const work = join(folder, `work-${name}`);
			await mkdir(work);
			await writeFile(
				join(work, 'refs.bib'),
				'@article{doe2020, author = {Doe, John}, title = {Quiet harbours}, journal = {Coasts}, year = {2020}}\n',
			);
			await writeFile(join(work, 'chapter.md'), 'See [@doe2020].\n');
			const commands = [...page(name).matchAll(/^```sh\n([^]*?)^```$/gm)].flatMap(([, block = '']) => block.trim().split('\n'));
			assert.ok(commands.length >= 2);
			for (const command of commands) {
				const { status, stderr } = spawnSync('sh', ['-c', command], {
					encoding: 'utf8',
					cwd: work,
					env: { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`, MARGINALIA_CACHE: join(folder, 'cache') },
				});
				assert.equal(status, 0, `${command}\n${stderr}`);
			}
		}).timeout(60_000);
	}

	it('should name every tool, and the version that is packed', () => {
		const page1 = page('assistants.md');
		assert.deepEqual(
			tools.filter(({ name }) => !page1.includes(`| \`${name}\` |`)).map(({ name }) => name),
			[],
		);
		for (const file of ['cli.md', 'assistants.md', 'ci/pre-commit', 'ci/check.yml']) {
			assert.ok(page(file).includes(`marginalia-${manifest.version}.tgz`), file);
		}
	});

	it('should show the example extension as it is built and run', () => {
		const [, shown = ''] = /^```ts\n([^]*?)^```$/m.exec(page('api.md')) ?? [];
		assert.equal(shown, page('example-extension/extension.ts'));
	});
});

describe('the pictures of the documentation', () => {
	it('should all be there in light and dark, shown by one page each, and small', () => {
		const pages = readdirSync('docs').filter(name => name.endsWith('.md'));
		const shown = pages.flatMap(name => [...page(name).matchAll(/"pictures\/([^"]+)"/g)].map(([, file = '']) => file));
		const names = [...new Set(shown.map(file => file.replace(/-(?:light|dark)\.png$/, '')))];
		assert.deepEqual([...shown].sort(), names.flatMap(name => [`${name}-dark.png`, `${name}-light.png`]).sort());
		const files = readdirSync('docs/pictures');
		assert.deepEqual([...files].sort(), [...shown].sort());
		assert.deepEqual(
			files.filter(file => statSync(join('docs/pictures', file)).size > 80_000),
			[],
		);
	});
});

describe('what the manifest says to assistants and tasks', () => {
	it('should declare each tool as the table has it', () => {
		assert.deepEqual(
			manifest.contributes.languageModelTools.map(({ name, modelDescription, inputSchema: schema }) => ({
				name,
				modelDescription,
				schema,
			})),
			tools.map(({ name, about, input }) => ({
				name: `marginalia_${name}`,
				modelDescription: about,
				schema: JSON.parse(JSON.stringify(inputSchema(input))) as unknown,
			})),
		);
	});

	it('should match the lines that a check prints', () => {
		const line = new RegExp(manifest.contributes.problemMatchers[0]?.pattern.regexp ?? '');
		assert.deepEqual(line.exec('notes/a.md:3:7: error: No paper has “x”. [unknown-key]')?.slice(1), [
			'notes/a.md',
			'3',
			'7',
			'error',
			'No paper has “x”.',
			'unknown-key',
		]);
		assert.deepEqual(line.exec('b.md:2: warning: There is no note. [broken-link]')?.slice(1, 5), ['b.md', '2', undefined, 'warning']);
	});

	it('should have the settings of the command line, with the same defaults', () => {
		const sections = [manifest.contributes.configuration].flat() as readonly {
			readonly properties: Readonly<Record<string, { readonly default: unknown } | undefined>>;
		}[];
		const defaults = new Map(sections.flatMap(({ properties }) => Object.entries(properties)));
		const own = readWorkspaceSettings(undefined);
		for (const [name, setting] of Object.entries(settingNames)) {
			assert.deepEqual(Object.entries(own).find(([key]) => key === name)?.[1], defaults.get(setting)?.default, setting);
		}
	});
});

/**
 * The API as extensions of this version were built against it. A change here that is more than an addition wants a new major version:
 * before 1.0, a new minor one.
 */
interface ApiOfVersion0dot1 {
	ingest(source: string | Uri): Promise<{
		readonly format: string | undefined;
		readonly added: number;
		readonly merged: number;
		readonly unchanged: number;
		readonly problems: readonly { readonly line: number; readonly message: string }[];
	}>;
	papers(
		query?: string,
		limit?: number,
	): Promise<readonly { readonly id: string; readonly 'citation-key': string; readonly title: string; readonly type: string }[]>;
	paper(
		key: string,
	): Promise<{ readonly id: string; readonly 'citation-key': string; readonly title: string; readonly type: string } | undefined>;
	cite(keys: readonly string[], languageId: string): string;
	noteUri(key: string): Promise<Uri | undefined>;
	readonly onDidChange: Event<void>;
}

describe('the API for extensions', () => {
	it('should go on type-checking for extensions that were built against this version', () => {
		// What matters is that this line compiles.
		const asBefore = (api: MarginaliaApi): ApiOfVersion0dot1 => api;
		assert.equal(typeof asBefore, 'function');
		assert.match(manifest.version, /^0\.1\./, 'a new version: freeze the API as it is now');
	});
});
