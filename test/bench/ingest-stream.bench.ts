import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeInParts } from '../../src/core/ingest/decode';
import { openParts } from '../../src/core/ingest/ingest';
import { Pace } from '../../src/core/pace';
import type { Bench } from './bench';
import { megabytesInUse, row } from './bench';
import { generateBibliography } from './generateBibliography';
import { longestBlocks } from './longestBlocks';

/** A file of 200 MB, read and taken paper by paper as the extension does it, while something else wants the event loop. */
export const bench: Bench = {
	sizes: [100_000],
	async rows(size) {
		const folder = await mkdtemp(join(tmpdir(), 'marginalia-bench-'));
		try {
			const file = join(folder, 'large.bib');
			await writeFile(file, generateBibliography(size));
			const bytes = await readFile(file);
			const before = megabytesInUse();
			let papers = 0;
			const started = performance.now();
			const blocks = await longestBlocks(async pause => {
				const pace = new Pace(pause);
				const { parts } = await decodeInParts(bytes, pace);
				for (const reading of openParts(parts, { fileName: 'large.bib' }).readings) {
					papers += reading.kind === 'paper' ? 1 : 0;
					await pace.rest();
				}
			});
			const seconds = (performance.now() - started) / 1000;
			const megabytes = bytes.length / 1e6;
			return [
				row('ingest-stream-blocked', papers, 'ms', blocks, undefined, { most: 50 }),
				row('ingest-stream-speed', papers, 'MB/s', [megabytes / seconds]),
				row('ingest-stream-memory', papers, 'x input', [(megabytesInUse() - before) / megabytes], undefined, { most: 3 }),
			];
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	},
};
