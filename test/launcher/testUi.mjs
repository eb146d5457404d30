// npm run test:ui
import { join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureEditor } from './editorInstall.mjs';
import { readOptions } from './options.mjs';
import { root } from './paths.mjs';
import { runProcess } from './processes.mjs';

const { grep } = readOptions({ grep: { type: 'string' } });

await ensureDependencies();
await ensureEditor();
await ensureChromium();
process.exit(
	await runProcess(
		process.execPath,
		[
			join(root, 'node_modules/mocha/bin/mocha.js'),
			'--require',
			'test/ui/support/sharedEditor.ts',
			'--timeout',
			'120000',
			// As editor tests are (test/editor/report.ts): those that needed it are named, and more than two of them fail the run.
			'--retries',
			'1',
			...(grep === undefined ? [] : ['--grep', grep]),
			'test/ui/**/*.test.ts',
		],
		{ cwd: root, timeLimitMs: 20 * 60_000 },
	),
);
