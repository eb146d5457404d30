import assert from 'node:assert/strict';
import { openLibrary } from '../../../src/core/library/library';
import type { Paper } from '../../../src/core/paper/paper';
import { nodeFileStore } from '../../../src/host/files/nodeFileStore';
import { Random } from '../../bench/random';
import { SimulatedDisk } from '../../fakes/simulatedDisk';
import { tally } from '../../proofs/tally';

const folder = '/home/me/library';
const rounds = Number(process.env['POWER_CUTS'] ?? 60);
const times = { renewal: 1e6, remote: 1e6, hung: 1e6, nameless: 0 };

class PowerCut extends Error {}

/**
 * Lives a random life on a disk until the power goes within one of its calls. Answers with what was acknowledged, and what was under way.
 */
async function live(
	disk: SimulatedDisk,
	random: Random,
): Promise<{ readonly acknowledged: ReadonlyMap<string, Paper>; readonly underWay: ReadonlySet<string> }> {
	const acknowledged = new Map<string, Paper>();
	let underWay = new Set<string>();
	let left = 5 + random.below(400);
	disk.interrupt = (_call, _path, stage) => {
		left -= stage === 'before' ? 1 : 0;
		if (left <= 0) {
			throw new PowerCut();
		}
	};
	try {
		const library = await openLibrary(nodeFileStore(disk, times), folder);
		for (let number = 0; ; number += 1) {
			const known = [...acknowledged.values()];
			const step = known.length === 0 ? 0 : random.below(4);
			const chosen = known.length === 0 ? undefined : random.pick(known);
			const titles = Array.from({ length: 1 + random.below(3) }, (_, at) => `Paper ${number} ${at} of many`);
			underWay = new Set(step === 0 ? titles : [chosen?.title ?? '']);
			const outcome =
				step === 0
					? await library.add(titles.map(title => ({ type: 'article', title })))
					: step === 1
						? await library.remove([chosen?.id ?? ''])
						: await library.update([chosen?.id ?? ''], paper => ({ ...paper, rating: number }));
			for (const { before, after } of outcome.changes) {
				if (after === undefined) {
					acknowledged.delete(before?.id ?? '');
				} else {
					acknowledged.set(after.id, after);
				}
			}
			underWay = new Set();
		}
	} catch (error) {
		assert.ok(error instanceof PowerCut, String(error));
	}
	return { acknowledged, underWay };
}

describe('a power cut', () => {
	it('should lose no acknowledged change, whatever of the rest is lost', async function () {
		this.timeout(3_600_000);
		tally(rounds);
		for (let round = 0; round < rounds; round += 1) {
			const random = new Random(20261129 + round);
			const disk = new SimulatedDisk();
			disk.put('/home/other', 'x');
			const { acknowledged, underWay } = await live(disk, random);
			disk.interrupt = () => undefined;
			const survivor = disk.afterPowerCut(() => random.next());
			// This process goes on living, so its locks are not taken over: a computer that starts again has other processes.
			for (const path of survivor.files().keys()) {
				if (/\.lock/.test(path)) {
					await survivor.unlink(path);
				}
			}
			const library = await openLibrary(nodeFileStore(survivor, times), folder);
			assert.deepEqual(library.problems(), [], `round ${round}`);
			for (const [id, paper] of acknowledged) {
				if (!underWay.has(paper.title)) {
					assert.deepEqual(await library.paper(id), paper, `round ${round}`);
				}
			}
			const others = library.heads().filter(head => !acknowledged.has(head.id) && !underWay.has(head.title));
			assert.deepEqual(others, [], `round ${round}: removed, and back`);
			const left = [...survivor.files().keys()].filter(path => path.startsWith(folder) && !/volume-\d{4}\.json$/.test(path));
			assert.deepEqual(left, [], `round ${round}: left behind`);
		}
	});
});
