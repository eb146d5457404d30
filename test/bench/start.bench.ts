import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from './bench';
import { repeat, row } from './bench';

/** The code that is read when the extension starts, as it is shipped. The library opens behind it, in slices: library-open-warm. */
export const bench: Bench = {
	sizes: [0],
	async rows(size) {
		const folder = mkdtempSync(join(tmpdir(), 'marginalia-bench-'));
		try {
			execFileSync(process.execPath, ['esbuild.mjs', '--production', folder]);
			const loads = await repeat(() => load(join(folder, 'extension.js')));
			const empty = await repeat(() => load(join(folder, 'empty.js')));
			const lazy = readdirSync(join(folder, 'lazy')).reduce((sum, name) => sum + readFileSync(join(folder, 'lazy', name)).length, 0);
			return [
				row(
					'start-load',
					size,
					'ms',
					loads.map(one => one.time),
					{ name: 'loading an empty file', values: empty.map(one => one.time) },
					{ most: 50 },
				),
				row(
					'start-code',
					size,
					'kB',
					[(loads[0]?.bytes ?? 0) / 1000],
					{ name: 'all code', values: [(lazy + readFileSync(join(folder, 'extension.js')).length) / 1000] },
					{ most: 400 },
				),
			];
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	},
};

/** In a process of its own, so that nothing is compiled already. Time is what the processor spent on it. */
function load(file: string): { readonly time: number; readonly bytes: number } {
	const script = `
		const Module = require('node:module');
		const { readFileSync, existsSync, writeFileSync } = require('node:fs');
		const load = Module._load;
		const editor = new Proxy(class {}, { get: (_, name) => (name === 'prototype' ? {} : editor), construct: () => ({}), apply: () => editor });
		Module._load = (name, ...rest) => (name === 'vscode' ? editor : load(name, ...rest));
		const file = process.argv[1];
		if (!existsSync(file)) writeFileSync(file, '');
		const before = process.cpuUsage();
		require(file);
		const { user, system } = process.cpuUsage(before);
		const bytes = Object.keys(require.cache).reduce((sum, path) => sum + readFileSync(path).length, 0);
		console.log(JSON.stringify({ time: (user + system) / 1000, bytes }));
	`;
	return JSON.parse(execFileSync(process.execPath, ['--eval', script, file], { encoding: 'utf8' })) as { time: number; bytes: number };
}
