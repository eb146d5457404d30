/**
 * `npm run bench:editor [-- --only delays|keys] [-- --papers N]`: what the real editor feels of a large library. Prints figures and holds
 * nobody to them. `delays`: how late the extension host's event loop is while 10,000 papers are ingested, indexed, searched for duplicates
 * and drawn. `keys`: from a key press to the rows that follow it, in the search and in completion, in a library of 100,000 papers (or N).
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { openLibrary } from '../../../src/core/library/library';
import { nodeFileStore } from '../../../src/host/files/nodeFileStore';
import { ensureChromium } from '../../launcher/chromium.mjs';
import { ensureEditor } from '../../launcher/editorInstall.mjs';
import { runEditorTests } from '../../launcher/editorTests.mjs';
import { readOptions } from '../../launcher/options.mjs';
import { root } from '../../launcher/paths.mjs';
import { runProcess } from '../../launcher/processes.mjs';
import { temporaryFolder } from '../../launcher/temporaryFolder.mjs';
import { generateBibliography } from '../generateBibliography';
import { generatePapers } from '../generatePapers';

const { only, papers = '100000' } = readOptions({ only: { type: 'string' }, papers: { type: 'string' } });

void main();

async function main(): Promise<void> {
	const folder = await temporaryFolder();
	const measured = [only === 'keys' || (await delays(folder)), only === 'delays' || (await keys(folder, Number(papers)))];
	process.exit(measured.every(Boolean) ? 0 : 1);
}

async function delays(folder: string): Promise<boolean> {
	const workspace = join(folder, 'delays');
	const spec = join(folder, 'delays.cjs');
	await mkdir(workspace);
	await writeFile(join(folder, 'papers.bib'), generateBibliography(10_000));
	await build({
		entryPoints: [join(root, 'test/bench/editor/delays.ts')],
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		external: ['vscode'],
		outfile: spec,
		logLevel: 'error',
	});
	return runEditorTests({ hosts: ['node'], spec, workspace });
}

async function keys(folder: string, count: number): Promise<boolean> {
	const workspace = join(folder, 'keys');
	const library = await openLibrary(nodeFileStore(), join(workspace, '.marginalia'));
	await library.add(generatePapers(count));
	await writeFile(join(workspace, 'draft.md'), '# Draft\n\n');
	await ensureEditor();
	await ensureChromium();
	const mocha = [
		join(root, 'node_modules/mocha/bin/mocha.js'),
		'--require',
		'test/ui/support/sharedEditor.ts',
		'--timeout',
		'600000',
		'test/bench/editor/keys.ts',
	];
	return (
		(await runProcess(process.execPath, mocha, {
			cwd: root,
			timeLimitMs: 20 * 60_000,
			env: { ...process.env, MARGINALIA_BENCH_WORKSPACE: workspace },
		})) === 0
	);
}
