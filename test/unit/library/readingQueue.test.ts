import assert from 'node:assert/strict';
import { packHeads, readHeads } from '../../../src/core/library/packedHeads';
import { ReadingQueue, dueOn, placesInQueue, queueOf, queued, unqueued } from '../../../src/core/library/readingQueue';
import type { Library } from '../../../src/core/library/library';
import { openLibrary } from '../../../src/core/library/library';
import { mergeThreeWays } from '../../../src/core/merge/threeWay';
import { headOf } from '../../../src/core/paper/head';
import type { Head } from '../../../src/core/paper/head';
import type { Paper } from '../../../src/core/paper/paper';
import { Pace } from '../../../src/core/work/pace';
import { MemoryFileStore } from '../../fakes/memoryFileStore';

const paper = (id: string, fields: Partial<Paper> = {}): Paper => ({
	id,
	'citation-key': id,
	type: 'article',
	title: id,
	status: 'unread',
	added: '2026-01-01T00:00:00Z',
	updated: '2026-01-01T00:00:00Z',
	...fields,
});

/** A queue as a list of ids, with what moving does to it. */
class Queue {
	readonly places = new Map<string, string>();
	/** How many papers the last move changed. */
	changed = 0;

	get heads(): readonly Head[] {
		return queueOf([...this.places].map(([id, place]) => headOf(paper(id, { queued: place }))));
	}

	get ids(): string {
		return this.heads.map(({ id }) => id).join('');
	}

	put(ids: string, onto?: string): string {
		const places = placesInQueue(this.heads, Array.from(ids), onto);
		this.changed = places.size;
		places.forEach((place, id) => this.places.set(id, place));
		return this.ids;
	}
}

describe('the reading queue', () => {
	it('should take papers at its end, and at the place of others, changing no other paper', () => {
		const queue = new Queue();
		assert.equal(queue.put('abcd'), 'abcd');
		assert.equal(queue.put('d', 'b'), 'adbc', 'from below before it');
		assert.equal(queue.put('a', 'b'), 'dbac', 'from above after it');
		assert.equal(queue.put('xy', 'a'), 'dbxyac', 'from outside before it');
		assert.equal(queue.changed, 2);
		assert.equal(queue.put('d'), 'bxyacd', 'to the end');
		assert.equal(queue.put('z', 'nobody'), 'bxyacdz');
		assert.equal(queue.put('q', 'b'), 'qbxyacdz', 'first');
		assert.equal(queue.put('q', 'q'), 'qbxyacdz', 'onto itself');
		assert.equal(queue.put('bya', 'c'), 'qxcbyadz', 'several from above');
		assert.equal(queue.put(''), queue.ids);
	});

	it('should stay in order while papers come, go and move, asking each for its place once', async () => {
		let asked = 0;
		const counted = (id: string, place: string | undefined): Head => {
			const head = headOf(paper(id));
			return Object.defineProperty(head, 'queued', {
				get: () => {
					asked += 1;
					return place;
				},
			});
		};
		const placeOf = (at: number) => (at % 3 === 0 ? undefined : `i${String((at * 7919) % 997).padStart(3, '0')}`);
		let heads: readonly Head[] = Array.from({ length: 2000 }, (_, at) => counted(`p${at}`, placeOf(at)));
		const queue = new ReadingQueue();
		const pace = new Pace(() => Promise.resolve());
		const idsOf = (list: readonly Head[]) => list.map(({ id }) => id).join();
		const check = async (next: readonly Head[], most: number) => {
			heads = next;
			asked = 0;
			const found = await queue.of(heads, pace);
			assert.ok(asked <= most, `${asked} asked`);
			assert.equal(idsOf(found), idsOf(queueOf(heads)));
		};
		await check(heads, 2000);
		await check(heads, 0);
		await check(heads.with(7, counted('p7', 'i0001')), 1);
		await check([...heads.slice(0, 50), ...heads.slice(60), counted('new', 'i500'), counted('aside', undefined)], 2000);
		await check([counted('twin', 'i500'), ...heads], 1);
		await check([...heads].reverse(), 2000);
		await check(heads.slice(0, 10), 10);
		await check([], 0);
	});

	it('should find a place between any two, however often', () => {
		const queue = new Queue();
		queue.put('ab');
		let last = 'b';
		for (let at = 0; at < 300; at += 1) {
			const next = String.fromCharCode(0x4e00 + at);
			assert.ok(queue.put(next, last).includes(next + last), `${at}`);
			last = at % 2 === 0 ? next : last;
		}
		assert.equal(new Set(queue.places.values()).size, queue.places.size);
		for (let at = 0; at < 300; at += 1) {
			const first = queue.ids[0];
			const next = String.fromCharCode(0x5e00 + at);
			assert.ok(queue.put(next, first).startsWith(next));
		}
	});

	it('should put a place between two others by as few signs as it takes, and behind the last by its number', () => {
		for (const [left, right, place] of [
			['i000', 'i002', 'i001'],
			['i000', 'i001', 'i000i'],
			['i000z', 'i001', 'i000zi'],
			['i000zz', 'i001', 'i000zzi'],
			['i000', 'i0001', 'i0000i'],
			['i0005', 'i0007', 'i0006'],
			['hzzz', 'i000', 'hzzzi'],
			['i00z', undefined, 'i010'],
			['i000i', undefined, 'i001'],
			[undefined, 'i000i', 'i000'],
			[undefined, 'i000', 'hzzz'],
			[undefined, '0001', '0000'],
			[undefined, undefined, 'i000'],
		] as const) {
			const [before, after] = [left, right].map((queued, at) => (queued === undefined ? [] : [headOf(paper(`${at}`, { queued }))]));
			const places = placesInQueue([...(before ?? []), ...(after ?? [])], ['x'], right === undefined ? undefined : '1');
			assert.deepEqual([...places], [['x', place]], `${left ?? ''} ${right ?? ''}`);
		}
	});

	it('should date a paper, and take its date and place away again', () => {
		const one = paper('a', { queued: 'i000', due: '2026-12-01' });
		const { due, ...undated } = one;
		const { queued: place, ...out } = undated;
		assert.deepEqual(dueOn(one, ''), undated);
		assert.deepEqual(dueOn(undated, ''), undated);
		assert.equal(dueOn(one, '2026-12-02')['due'], '2026-12-02');
		assert.deepEqual(unqueued(one), out);
		assert.equal(queued(one, place), one);
		assert.equal(queued(one, undefined), one);
		assert.equal(queued(one, 'i001')['queued'], 'i001');
	});

	it('should give all places again where two are one, or somebody wrote them by hand', () => {
		for (const [left, right] of [
			['i000', 'i000'],
			['', 'I!'],
			['i000', 'i0000'],
			['zzzz', 'zzzz0'],
			['__proto__', '\u{1F600}'],
		] as const) {
			const queue = new Queue();
			queue.places.set('a', left).set('b', right);
			const before = queue.ids;
			const [first = '', second = ''] = before;
			assert.equal(queue.put('x', second), `${first}x${second}`, `${left} ${right}`);
			assert.equal(queue.put('y'), `${first}x${second}y`);
		}
		const last = new Queue();
		last.places.set('a', 'zzzz');
		assert.equal(last.put('b'), 'ab');
		const first = new Queue();
		first.places.set('a', '0000');
		assert.equal(first.put('b', 'a'), 'ba');
	});

	it('should merge from two copies of a library: what one moved and the other dated', () => {
		const base = paper('a', { queued: 'i000' });
		const merged = mergeThreeWays(
			base,
			{ ...queued(base, 'i001'), updated: '2026-01-02' },
			{ ...dueOn(base, '2026-12-01'), updated: '2026-01-03' },
		);
		assert.deepEqual([merged?.queued, merged?.due], ['i001', '2026-12-01']);
		assert.equal(mergeThreeWays(base, unqueued(base), { ...base, title: 'b' })?.queued, undefined);
		const conflicts: never[] = [];
		mergeThreeWays(base, queued(base, 'i002'), queued(base, 'i003'), conflicts);
		assert.deepEqual(conflicts, [], 'nobody is asked about an order');
	});

	it('should be in heads that are kept, and in the library after it is opened again', async () => {
		const heads = [
			paper('a'),
			paper('b', { queued: 'i001', due: '2026-12-01' }),
			paper('c', { queued: 'i000', 'container-title': 'V' }),
		].map(each => headOf(each));
		const packed = readHeads(
			Buffer.concat(
				packHeads(
					'stamp',
					heads,
					heads.map(() => []),
				),
			),
			'stamp',
		);
		assert.deepEqual(
			packed?.heads.map(({ queued: place, due, type, venue }) => [place, due, type, venue]),
			heads.map(({ queued: place, due, type, venue }) => [place, due, type, venue]),
		);
		const files = new MemoryFileStore();
		const open = () => openLibrary(files, 'library', { pause: () => Promise.resolve() });
		const library: Library = await open();
		await library.add([{ type: 'article', title: 'One', 'citation-key': 'one', queued: 'zzzz', due: 'x' }]);
		assert.equal(library.head('one')?.queued, undefined, 'nobody outside decides what I read');
		await library.update(['one'], each => dueOn(queued(each, 'i000'), '2026-12-01'));
		const again = await open();
		assert.deepEqual([again.head('one')?.queued, again.head('one')?.due], ['i000', '2026-12-01']);
		const found = await again.fitting(['is:queued', 'due:<2026-12-02', 'due:2026-12', 'due:>2026-12-01', '-is:queued', 'has:due']);
		assert.deepEqual(
			[...found.values()].map(({ size }) => size),
			[1, 1, 1, 0, 0, 1],
		);
	});
});
