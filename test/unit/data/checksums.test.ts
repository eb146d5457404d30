import assert from 'node:assert/strict';
import fc from 'fast-check';
import { joinParts } from '../../../src/core/data/binaryFile';
import { withChecksums, withoutChecksums } from '../../../src/core/data/checksums';

const bytes = fc.uint8Array({ maxLength: 300 });

async function sealed(parts: readonly Uint8Array[]): Promise<Uint8Array> {
	return joinParts(await withChecksums(parts, () => Promise.resolve()));
}

describe('checksums', () => {
	it('should give back the content, however it was parted and wherever it lies in memory (property)', () =>
		fc.assert(
			fc.asyncProperty(fc.array(bytes, { maxLength: 6 }), fc.nat({ max: 7 }), async (parts, shift) => {
				const whole = await sealed(parts);
				assert.deepEqual(whole, await sealed([joinParts(parts)]));
				const elsewhere = new Uint8Array(whole.length + shift);
				elsewhere.set(whole, shift);
				assert.deepEqual(withoutChecksums(elsewhere.subarray(shift)), joinParts(parts));
			}),
		));

	it('should tell each damage of each byte (property)', () =>
		fc.assert(
			fc.asyncProperty(bytes, fc.nat(), fc.integer({ min: 1, max: 255 }), async (content, at, change) => {
				const whole = await sealed([content]);
				const index = at % whole.length;
				whole[index] = (whole[index] ?? 0) ^ change;
				assert.equal(withoutChecksums(whole), undefined);
			}),
		));

	it('should tell that a part was cut off, added, moved or set to zeros (property)', () =>
		fc.assert(
			fc.asyncProperty(
				fc.uint8Array({ minLength: 64, maxLength: 300 }),
				fc.nat(),
				fc.nat(),
				fc.integer({ min: 1, max: 8 }),
				async (content, from, to, length) => {
					const whole = await sealed([content]);
					const [first, second] = [from % (whole.length - length), to % (whole.length - length)];
					const swapped = whole.slice();
					swapped.set(whole.subarray(first, first + length), second);
					const spoiled = [
						whole.slice(0, first),
						joinParts([whole, whole.slice(first)]),
						swapped,
						whole.slice().fill(0, first, first + length),
					];
					for (const damaged of spoiled.filter(one => Buffer.compare(one, whole) !== 0)) {
						assert.equal(withoutChecksums(damaged), undefined);
					}
				},
			),
		));
});
