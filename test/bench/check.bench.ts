import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkPaths } from '../../src/cli/commands/check';
import { volumeCapacity } from '../../src/core/library/volumeFolder';
import { lineOf, printVolume } from '../../src/core/library/volumeText';
import { diskCache } from '../../src/host/files/diskCache';
import { nodeDisk, nodeFileStore, nodeNotes } from '../../src/host/files/node';
import { commandHost } from '../fakes/commandHost';
import type { Bench } from './bench';
import { processorTimed, repeat, row } from './bench';
import { generateNotes } from './generateNotes';
import { generatePapers } from './generatePapers';

/** `marginalia check` of a workspace with so many notes, and ten times as many papers in its library, in milliseconds of the processor. */
export const bench: Bench = {
	sizes: [1000, 10_000],
	async rows(size) {
		const folder = mkdtempSync(join(tmpdir(), 'marginalia-check-'));
		try {
			const files = [...writeNotes(folder, size), ...writeLibrary(join(folder, '.marginalia'), 10 * size)];
			const host = {
				...commandHost(nodeDisk('media'), nodeFileStore()),
				noteSource: nodeNotes(),
				// Files that seem to be written after they were read would be read again.
				clock: { now: () => new Date() },
				cacheOf: () => diskCache(join(folder, '.cache')),
			};
			const check = () => processorTimed(() => checkPaths({ paths: [], workspace: folder, cached: true }, host));
			const cold = await repeat(check, 1);
			// In turns, so that a machine that is busy for a while is busy for both.
			const rounds = await repeat(async () => ({ reading: await processorTimed(() => readAll(files)), warm: await check() }));
			const peer = { name: 'reading the files', values: rounds.map(({ reading }) => reading) };
			return [
				row(
					'check-warm',
					size,
					'ms',
					rounds.map(({ warm }) => warm),
					peer,
					size === 10_000 ? { most: 3000 } : {},
				),
				row('check-cold', size, 'ms', cold, peer),
			];
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	},
};

function writeNotes(folder: string, count: number): readonly string[] {
	return generateNotes(count).map(({ path, text }) => {
		const file = join(folder, path);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, text);
		return file;
	});
}

/** Sorted by key and parted into volumes, as the library itself would lay them out. */
function writeLibrary(folder: string, count: number): readonly string[] {
	mkdirSync(folder, { recursive: true });
	const papers = [...generatePapers(count)].sort((a, b) => (a['citation-key'] < b['citation-key'] ? -1 : 1));
	return Array.from({ length: Math.ceil(count / volumeCapacity) }, (_, at) => {
		const file = join(folder, `volume-${String(at + 1).padStart(4, '0')}.json`);
		const lines = papers.slice(at * volumeCapacity, (at + 1) * volumeCapacity).map(paper => lineOf(paper).text);
		writeFileSync(
			file,
			printVolume(lines)
				.map(line => (typeof line === 'string' ? line : ''))
				.join('\n'),
		);
		return file;
	});
}

/** As a program reads files that has nothing else to do with them. */
async function readAll(files: readonly string[]): Promise<number> {
	let length = 0;
	for (const file of files) {
		length += file.endsWith('.json') ? (await readFile(file, 'utf8')).length : readFileSync(file, 'utf8').length;
	}
	return length;
}
