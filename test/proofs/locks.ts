// npm run proof:locks; CHANGES=10000 sets how many changes each of five processes makes
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLibrary } from '../../src/core/library/library';
import { isArray, isObject, textOf } from '../../src/core/data/json';
import { nodeFileStore } from '../../src/host/files/nodeFileStore';
import type { LibraryProcess } from './libraryProcesses';
import { LibraryProcesses } from './libraryProcesses';
import { ofTests } from './ofTests';
import type { Count } from './proof';
import { proofOptions, report } from './proof';

const options = proofOptions();
const { quick } = options;
const windows = 5;

void (async () => {
	const changes = Number(process.env['CHANGES'] ?? (quick ? 25 : 10_000));
	report(
		{ promise: "Five windows that write the same library at once lose none of each other's changes", ...(await race(changes, 1)) },
		options,
	);
	report(
		{
			promise: "Windows that find the lock of a dead one lose no change, and don't wait for it",
			...(await race(1, Number(process.env['ROUNDS'] ?? (quick ? 20 : 2000)), true)),
		},
		options,
	);
	report(
		{
			promise: 'Only one window holds a lock, whoever crashes when',
			...ofTests(['test/unit/host/files/fileLock.test.ts'], {
				grep: 'whoever dies when',
				environment: { LOCK_ROUNDS: quick ? '20' : '5000' },
			}),
		},
		options,
	);
})();

/**
 * So many rounds, in each of which every process makes so many changes; behind a dead process's lock where asked for. A round that takes 5
 * s behind one has waited for it.
 */
function race(changes: number, rounds: number, behindDeadLock = false): Promise<Count> {
	return LibraryProcesses.using(async processes => {
		const folder = join(processes.folder, 'library');
		await mkdir(folder);
		await (
			await openLibrary(nodeFileStore(), folder)
		).add(Array.from({ length: 5 }, (_, at) => ({ type: 'article', title: `Paper ${at} of five` })));
		const deadLock = behindDeadLock ? await lockOfDeadProcess(processes, folder) : '';
		const children = Array.from({ length: windows }, (_, at) => processes.start('count', folder, `count${at}`));
		let failed = 0;
		const last = new Map<string, unknown>();
		for (let round = 0; round < rounds; round += 1) {
			if (behindDeadLock) {
				await writeFile(join(folder, 'volume-0001.json.lock'), deadLock.replace(/"nonce":"[^"]*"/, `"nonce":"dead-${round}"`));
			}
			const start = performance.now();
			children.forEach(child => {
				child.send(String(changes));
			});
			for (const [at, answer] of (await Promise.all(children.map(answerOf))).entries()) {
				failed += answer.lost;
				last.set(`count${at}`, answer.acknowledged);
			}
			failed += behindDeadLock && performance.now() - start > 5000 ? 1 : 0;
		}
		children.forEach(child => {
			child.kill();
		});
		await Promise.all(children.map(child => child.ended));
		return { tried: changes * rounds * windows, failed: failed + (await countsLost(folder, last)) };
	});
}

async function answerOf(child: LibraryProcess): Promise<{ readonly lost: number; readonly acknowledged: unknown }> {
	const answer = await child.next();
	return isObject(answer) && typeof answer['lost'] === 'number'
		? { lost: answer['lost'], acknowledged: answer['acknowledged'] }
		: { lost: 1, acknowledged: [] };
}

async function countsLost(folder: string, last: ReadonlyMap<string, unknown>): Promise<number> {
	const library = await openLibrary(nodeFileStore(), folder);
	let lost = 0;
	for (const [name, counts] of last) {
		for (const entry of isArray(counts) ? counts : []) {
			const [id, count] = isArray(entry) ? entry : [];
			lost += (await library.paper(textOf(id) ?? ''))?.[name] === count ? 0 : 1;
		}
	}
	return lost;
}

async function lockOfDeadProcess(processes: LibraryProcesses, folder: string): Promise<string> {
	const holder = processes.start('hold', folder);
	await holder.next();
	holder.kill();
	await holder.ended;
	return readFile(join(folder, 'volume-0001.json.lock'), 'utf8');
}
