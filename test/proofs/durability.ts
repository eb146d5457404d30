// npm run proof:durability; KILLS=2000 sets how often a process is killed
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openLibrary } from '../../src/core/library/library';
import { isArray, isObject, stringsOf, textOf } from '../../src/core/data/json';
import { nodeFileStore } from '../../src/host/files/nodeFileStore';
import { LibraryProcesses } from './libraryProcesses';
import { ofTests } from './ofTests';
import type { Count } from './proof';
import { proofOptions, report } from './proof';

const options = proofOptions();
const { quick } = options;

/** A new library after so many kills, or they grow. */
const killsOfOne = 25;

void (async () => {
	report(
		{
			promise: 'A change that was acknowledged survives kill -9 of the editor at any moment',
			...(await kills(Number(process.env['KILLS'] ?? (quick ? 6 : 2000)))),
		},
		options,
	);
	report(
		{
			promise: 'A change that was acknowledged survives a power cut',
			...ofTests(['test/unit/library/powerCut.test.ts'], { environment: { POWER_CUTS: quick ? '60' : '5000' } }),
		},
		options,
	);
	report(
		{
			promise: 'When a disk is full, broken or read-only, the library holds what it held before, or what it says that it saved',
			...ofTests(['test/unit/library/failingDisk.test.ts'], { environment: { FAILING_CALLS: quick ? '2' : '1000' } }),
		},
		options,
	);
})();

function kills(count: number): Promise<Count> {
	return LibraryProcesses.using(async processes => {
		let failed = 0;
		for (let from = 0; from < count; from += killsOfOne) {
			failed += await killsOfLibrary(processes, join(processes.folder, `library${from}`), Math.min(killsOfOne, count - from));
		}
		return { tried: count, failed };
	});
}

/** How many kills lost something. */
async function killsOfLibrary(processes: LibraryProcesses, folder: string, count: number): Promise<number> {
	const acknowledged = new Map<string, unknown>();
	/** The text of the note as it was acknowledged. */
	let file: string | undefined;
	let failed = 0;
	for (let kill = 0; kill < count; kill += 1) {
		const child = processes.start('live', folder);
		let underWay: readonly string[] = [];
		let tag: string | undefined;
		let announced: string | undefined;
		let timer: Promise<void> | undefined;
		for (let line = await child.next(); line !== undefined; line = await child.next()) {
			// The first line tells that it has started; what it does from then on takes some 10 ms each.
			timer ??= sleep(Math.random() * 250).then(() => {
				child.kill();
			});
			if (isObject(line) && 'begin' in line) {
				underWay = stringsOf(line['begin']);
				tag = textOf(line['tag']);
				announced = textOf(line['file']);
			} else if (isObject(line)) {
				for (const change of isArray(line['done']) ? line['done'] : []) {
					const [id, paper] = isArray(change) ? change : [];
					acknowledged.set(textOf(id) ?? '', paper);
				}
				file = textOf(line['file']) ?? file;
				underWay = [];
				tag = undefined;
				announced = undefined;
			}
		}
		await timer;
		await child.ended;
		const mistakes = await mistakesOf(folder, acknowledged, new Set(underWay), tag, [file, announced ?? file]);
		mistakes.slice(0, 3).forEach(mistake => {
			console.error(`${folder}, kill ${kill}: ${mistake}`);
		});
		failed += mistakes.length > 0 ? 1 : 0;
		// What was under way is settled now, one way or the other.
		file = await noteOf(folder);
	}
	return failed;
}

async function mistakesOf(
	folder: string,
	acknowledged: Map<string, unknown>,
	underWay: ReadonlySet<string>,
	tag: string | undefined,
	texts: readonly (string | undefined)[],
): Promise<readonly string[]> {
	const library = await openLibrary(nodeFileStore(), folder);
	await library.repair();
	const mistakes = library.problems().map(({ message }) => message);
	const found = new Map<string, unknown>();
	for await (const paper of library.all()) {
		found.set(paper.id, paper);
		if (!acknowledged.has(paper.id) && (tag === undefined || !paper.title.startsWith(tag))) {
			mistakes.push(`${paper.id} came from nowhere`);
		}
	}
	for (const [id, paper] of acknowledged) {
		const [expected, actual] = [paper, found.get(id) ?? null].map(one => JSON.stringify(one).slice(0, 10_000));
		if (!underWay.has(id) && expected !== actual) {
			mistakes.push(`${id} should be ${expected} and is ${actual}`);
		}
	}
	const names = await readdir(folder).catch(() => []);
	mistakes.push(
		...names.filter(name => name.startsWith('volume-') && !/^volume-\d{4}\.json$/.test(name)).map(name => `${name} was left behind`),
	);
	if (!texts.includes(await noteOf(folder))) {
		mistakes.push('The note is neither as it was nor as it was to be');
	}
	acknowledged.clear();
	found.forEach((paper, id) => acknowledged.set(id, paper));
	return mistakes;
}

function noteOf(folder: string): Promise<string | undefined> {
	return readFile(join(folder, 'note.md'), 'utf8').catch(() => undefined);
}
