import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isObject, parseJson } from '../../../src/core/data/json';
import { findDuplicates } from '../../../src/core/library/duplicates';
import { openLibrary } from '../../../src/core/library/library';
import { takeIncoming } from '../../../src/core/paper/incoming';
import type { IncomingPaper } from '../../../src/core/paper/paper';
import { Pace } from '../../../src/core/work/pace';
import { MemoryFileStore } from '../../fakes/memoryFileStore';

/** Two records, invented after what databases, publishers and people write, and whether they are of one work. */
interface LabelledPair {
	readonly pattern: string;
	readonly same: boolean;
	readonly records: readonly [IncomingPaper, IncomingPaper];
}

const pairs = readFileSync(fileURLToPath(new URL('../../fixtures/labelledPairs.jsonl', import.meta.url)), 'utf8')
	.trim()
	.split('\n')
	.map(readPair);

function readPair(line: string): LabelledPair {
	const pair = parseJson(line);
	assert.ok(isObject(pair) && typeof pair['pattern'] === 'string' && typeof pair['same'] === 'boolean');
	const { first, second } = pair;
	assert.ok(isObject(first) && isObject(second));
	return { pattern: pair['pattern'], same: pair['same'], records: [takeIncoming(first, 'own').paper, takeIncoming(second, 'own').paper] };
}

/** What becomes of two records that come in one after the other, from two files of different formats. */
async function fate(one: IncomingPaper, other: IncomingPaper, kinds: readonly [string, string]): Promise<'merged' | 'offered' | 'apart'> {
	const library = await openLibrary(new MemoryFileStore(), 'library');
	await library.add([{ ...one, source: { kind: kinds[0], file: 'mine.txt' } }]);
	await library.add([{ ...other, source: { kind: kinds[1], file: 'theirs.txt' } }]);
	if (library.heads().length === 1) {
		return 'merged';
	}
	const found = await findDuplicates(library.all(), { pace: new Pace(() => Promise.resolve()) });
	assert.ok(found);
	return found.certain.length > 0 ? 'merged' : found.likely.length > 0 ? 'offered' : 'apart';
}

describe('pairs of records that people have labelled', () => {
	it('should be at least 300, of both kinds', () => {
		assert.ok(pairs.length >= 300);
		assert.ok(pairs.filter(({ same }) => same).length >= 130 && pairs.filter(({ same }) => !same).length >= 130);
	});

	for (const kinds of [['bibtex', 'ris'] as const, ['bibtex', 'bibtex'] as const]) {
		it(`should merge by themselves only where they are one work, and be offered where they may be (${kinds.join(', ')})`, async () => {
			const wronglyMerged: string[] = [];
			const missed: string[] = [];
			let offeredApart = 0;
			for (const { pattern, same, records } of pairs) {
				const [first, second] = records;
				for (const [one, other] of [
					[first, second],
					[second, first],
				] as const) {
					const became = await fate(one, other, kinds);
					if (!same && became === 'merged') {
						wronglyMerged.push(`${pattern}: ${one.title} | ${other.title}`);
					} else if (same && became === 'apart') {
						missed.push(`${pattern}: ${one.title} | ${other.title}`);
					}
					offeredApart += !same && became === 'offered' ? 1 : 0;
				}
			}
			assert.deepEqual(wronglyMerged, []);
			const ofOneWork = 2 * pairs.filter(({ same }) => same).length;
			assert.ok(missed.length <= 0.02 * ofOneWork, `missed ${missed.length} of ${ofOneWork}:\n${missed.join('\n')}`);
			assert.ok(offeredApart <= 0.25 * 2 * (pairs.length - ofOneWork / 2), `${offeredApart} pairs are offered for nothing`);
		}).timeout(60_000);
	}
});
