// npm run test:web: the editor tests of the web worker host in VS Code for the Web, which @vscode/test-web downloads and serves.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startServices } from '../fakes/services/server.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { withLock } from './lock.mjs';
import { readOptions } from './options.mjs';
import { runProcess } from './processes.mjs';

const { grep } = readOptions({ grep: { type: 'string' } });

await ensureDependencies();
const [{ stageExtension }, { bundleForWorker }, { temporaryFolder }, { build }, { copySampleWorkspace }] = await Promise.all([
	import('./stagedExtension.mjs'),
	import('./testBundles.mjs'),
	import('./temporaryFolder.mjs'),
	import('./vsix.mjs'),
	import('./workspaces.mjs'),
]);
const folder = await temporaryFolder();
const extension = await withLock('build', async () => {
	await build();
	return stageExtension(join(folder, 'extension'), 'web');
});
const tests = await bundleForWorker('.', join(extension, 'tests'), grep);
const services = await startServices();
const workspace = await copySampleWorkspace(folder);
await writeFile(join(workspace, '.services.json'), JSON.stringify({ url: services.url }));
const exitCode = await runProcess(
	'npx',
	[
		'--yes',
		'@vscode/test-web@0.0.81',
		'--browserType=chromium',
		'--headless',
		'--quality=stable',
		`--extensionDevelopmentPath=${extension}`,
		`--extensionTestsPath=${tests}`,
		workspace,
	],
	{ timeLimitMs: 20 * 60_000 },
);
await services.stop();
process.exit(exitCode);
