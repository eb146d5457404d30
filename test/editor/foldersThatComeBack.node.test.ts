import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { file, marginalia, tidy, until } from './workspace';

const key = 'song2021score';

describe('folders that come back', () => {
	before(tidy);
	afterEach(tidy);

	it('should have their notes found, though they went and came in one moment', async () => {
		const api = await marginalia();
		await api.ingest(`@article{${key}, title={Score Mixtures for Made-up Data}, author={Song, Ann}, year={2021}}\n`);
		const folder = file('notes').fsPath;
		const mentions = async () => (await vscode.commands.executeCommand<{ readonly count: number }>('marginalia.showBacklinks', key)).count;
		for (let round = 0; round < 6; round += 1) {
			// As another program does it, faster than a watcher looks.
			rmSync(folder, { recursive: true, force: true });
			mkdirSync(folder);
			const path = join(folder, `round ${round}.md`);
			writeFileSync(path, `---\ncitation-key: ${key}\n---\n`);
			writeFileSync(join(folder, `of ${round}.md`), `@${key} `.repeat(round + 1));
			await until(async () => (await api.noteUri(key))?.fsPath === path, `the note of round ${round} is found`);
			await until(async () => (await mentions()) === round + 1, `only the note of round ${round} counts`);
		}
	});
});
