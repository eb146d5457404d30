// Runs in the Node extension host; run.ts bundles it.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Uri, commands, extensions, workspace } from 'vscode';
import type { MarginaliaApi } from '../../../src/api';

/** Milliseconds between two looks at the clock. */
const resolution = 2;

describe('delays of the extension host', () => {
	it('should be measured', async function () {
		this.timeout(600_000);
		const folder = dirname(workspace.workspaceFolders?.[0]?.uri.fsPath ?? '');
		const extension = extensions.getExtension<MarginaliaApi>('marginalia.marginalia');
		await measured('activation', () => extension?.activate());
		const api = extension?.exports;
		await sleep(3000);
		await measured('nothing', () => sleep(3000));
		await measured('ingest of 10,000', () => commands.executeCommand('marginalia.ingestFile', Uri.file(join(folder, 'papers.bib'))));
		await measured('index build', () => api?.papers('rutening unuliocks'));
		await measured('cache kept', () => sleep(8000));
		await measured('duplicates', () => commands.executeCommand('marginalia.findDuplicates'));
		await measured('graph', async () => {
			await commands.executeCommand('marginalia.openGraph');
			await sleep(4000);
		});
	});
});

/** Prints how late timers were while some work ran; `resolution` itself is no delay. */
async function measured(name: string, work: () => unknown): Promise<void> {
	const delays = monitorEventLoopDelay({ resolution });
	const started = performance.now();
	delays.enable();
	await work();
	const took = performance.now() - started;
	await sleep(50);
	delays.disable();
	const late = (nanoseconds: number) => `${Math.max(0, nanoseconds / 1e6 - resolution).toFixed(1)} ms`;
	console.log(
		`${name.padEnd(18)} took ${(took / 1000).toFixed(2)} s; delays: median ${late(delays.percentile(50))}, p99 ${late(delays.percentile(99))}, longest ${late(delays.max)}`,
	);
}
