import assert from 'node:assert/strict';
import { PaperFinder } from '../../../src/core/library/paperFinder';
import type { FinderSource, KeptIndex } from '../../../src/core/library/paperFinder';
import type { Head } from '../../../src/core/paper/head';
import { headOf } from '../../../src/core/paper/head';
import type { Paper } from '../../../src/core/paper/paper';
import { whileTimeFlies } from '../../fakes/flyingTime';
import { MemoryCache } from '../../fakes/memoryCache';

function paper(id: string, title: string, fields: Partial<Paper> = {}): Paper {
	const instant = '2026-01-01T00:00:00.000Z';
	return { id, 'citation-key': `key${id}`, type: 'article', title, status: 'unread', added: instant, updated: instant, ...fields };
}

/** Papers in memory, that also say which of them were read. */
class Source implements FinderSource {
	readonly byId = new Map<string, Paper>();
	/** The ids of each reading; `all` of one without. */
	readonly readings: string[] = [];
	/** Called as each reading begins. */
	onRead: () => void = () => undefined;
	private known = new Map<string, Head>();

	constructor(papers: readonly Paper[]) {
		this.put(...papers);
	}

	put(...papers: readonly Paper[]): void {
		papers.forEach(one => this.byId.set(one.id, one));
		papers.forEach(one => this.known.set(one.id, headOf(one)));
	}

	drop(id: string): void {
		this.byId.delete(id);
		this.known.delete(id);
	}

	heads(): readonly Head[] {
		return [...this.known.values()];
	}

	head(id: string): Head | undefined {
		return this.known.get(id);
	}

	async *papers(ids?: ReadonlySet<string>): AsyncGenerator<Paper> {
		this.readings.push(ids === undefined ? 'all' : [...ids].sort().join(' '));
		this.onRead();
		for (const one of [...this.byId.values()]) {
			await Promise.resolve();
			if (ids?.has(one.id) !== false) {
				yield one;
			}
		}
	}
}

class Kept implements KeptIndex {
	readonly cache = new MemoryCache();
	/** What the papers are read from, and which of them changed since any other. */
	now = '1';
	changed: readonly string[] = [];

	stamp(): string {
		return this.now;
	}

	idsSince(stamp: string): Iterable<string> {
		return stamp === this.now ? [] : this.changed;
	}
}

describe('a finder of papers', () => {
	const pause = () => Promise.resolve();
	const noise = paper('1', 'Noise in Transformers', { abstract: 'Of quiet rooms.' });
	const lamps = paper('2', 'Lamps and Their Light', { abstract: 'Of quiet streets.', tags: ['light'] });
	const bats = paper('3', 'Bats', { abstract: 'Hearing in loud rooms.' });
	let source: Source;
	let finder: PaperFinder;
	const titles = (heads: readonly Head[]) => heads.map(({ title }) => title);
	const found = async (query: string, limit = 10) => titles(await finder.search(query, { limit })).sort();

	beforeEach(() => {
		source = new Source([noise, lamps, bats]);
		finder = new PaperFinder(source, pause);
	});

	it('should read no paper before somebody searches, and each once then', async () => {
		finder.touch(['1', '2'], new Map([['1', noise]]));
		assert.deepEqual(source.readings, []);
		assert.deepEqual(titles(finder.find('', { limit: 2 })), [noise.title, lamps.title]);
		assert.deepEqual(await found('quiet'), [lamps.title, noise.title]);
		await found('rooms');
		assert.deepEqual(source.readings, ['all']);
	});

	it('should find by titles until the index stands, and by abstracts from then on', async () => {
		assert.deepEqual(titles(finder.find('bats', { limit: 5 })), [bats.title]);
		assert.deepEqual(titles(finder.find('quiet', { limit: 5 })), []);
		await finder.search('', { limit: 1 });
		assert.deepEqual(titles(finder.find('quiet', { limit: 5 })).sort(), [lamps.title, noise.title]);
		assert.deepEqual(titles(finder.find('quiet', { limit: 1 })).length, 1);
	});

	it('should put what stands inside words behind all else, once, as far as there is room', async () => {
		source.put(paper('4', 'Formers of Clay'));
		await found('x');
		assert.deepEqual(titles(finder.find('former', { limit: 5 })), ['Formers of Clay', noise.title]);
		assert.deepEqual(titles(finder.find('former', { limit: 1 })), ['Formers of Clay']);
		source.put(paper('5', 'Subtitles of Performers'));
		finder.touch(['5']);
		await found('x');
		assert.deepEqual(titles(finder.find('former', { limit: 2 })).length, 2);
		assert.deepEqual(titles(finder.find('title:former', { limit: 5 })), ['Formers of Clay']);
		for (const query of ['title:former', 'former -clay', '-quiet former']) {
			assert.deepEqual(titles(finder.find(query, { limit: 5 })).includes(noise.title), false, query);
		}
	});

	it('should offer what has only some of the words where nothing has all of them and that is asked for', async () => {
		const near = async (query: string) => titles(await finder.search(query, { limit: 5, nearMisses: true })).sort();
		assert.deepEqual(await found('lamps bats'), []);
		assert.deepEqual(await near('lamps bats'), [bats.title, lamps.title]);
		assert.deepEqual(await near('quiet rooms'), [noise.title]);
	});

	it('should take a few changes in at once where it is told what they are, and read all others when next searched', async () => {
		await found('x');
		const anew = { ...bats, title: 'Owls' };
		source.put(anew);
		finder.touch(['3'], new Map([['3', anew]]));
		assert.deepEqual(titles(finder.find('owls', { limit: 5 })), ['Owls']);
		assert.deepEqual([titles(finder.find('bats', { limit: 5 })), source.readings], [[], ['all']]);
		source.put({ ...lamps, abstract: 'Oenology.' });
		finder.touch(['2']);
		assert.deepEqual(await found('oenology'), [lamps.title]);
		assert.deepEqual(source.readings, ['all', '2']);
		source.drop('1');
		finder.touch(['1'], new Map([['1', undefined]]));
		assert.deepEqual(await found('quiet'), []);
		assert.deepEqual(source.readings, ['all', '2']);
	});

	it('should read many changes when next searched, though it is told what they are', async () => {
		await found('x');
		const many = Array.from({ length: 21 }, (_, at) => paper(`n${at}`, `Zymurgy ${at}`, { abstract: 'Oenology.' }));
		source.put(...many);
		const known = new Map(many.map((one): [string, Paper] => [one.id, one]));
		finder.touch([...known.keys()].slice(0, 20), known);
		assert.equal(finder.find('oenology', { limit: 50 }).length, 20);
		finder.touch(known.keys(), known);
		assert.deepEqual(source.readings, ['all']);
		assert.equal((await found('oenology', 50)).length, 21);
		assert.deepEqual(source.readings.length, 2);
		assert.equal(source.readings[1]?.split(' ').length, 21);
	});

	it('should find no paper that went, of which it is not told more', async () => {
		await found('x');
		source.drop('2');
		finder.touch(['2']);
		assert.deepEqual(await found('quiet'), [noise.title]);
		assert.deepEqual([...((await finder.fitting(['quiet'])).get('quiet') ?? [])], ['1']);
		source.put(lamps);
		finder.touch(['2']);
		assert.deepEqual(await found('quiet'), [lamps.title, noise.title]);
	});

	it('should notice what changes while the index is made', async () => {
		source.onRead = () => {
			source.onRead = () => undefined;
			source.put({ ...noise, abstract: 'Oenology.' });
			source.put(paper('4', 'Late'));
			finder.touch(['1', '4'], new Map(source.byId));
		};
		assert.deepEqual(await found('oenology'), [noise.title]);
		assert.deepEqual(await found('late'), ['Late']);
		assert.deepEqual(source.readings, ['all', '1 4']);
	});

	it('should search heads where the index cannot be made, say why to who waits for it, and try again', async () => {
		source.onRead = () => {
			throw new Error('The disk reported an error.');
		};
		assert.deepEqual(titles(finder.find('bats', { limit: 5 })), [bats.title]);
		await assert.rejects(finder.search('bats', { limit: 5 }), /disk/);
		await assert.rejects(finder.fitting(['bats']), /disk/);
		source.onRead = () => undefined;
		assert.deepEqual(await found('hearing'), [bats.title]);
	});

	it('should read what changed again where it could not be read at first', async () => {
		await found('x');
		source.put({ ...bats, abstract: 'Oenology.' });
		finder.touch(['3']);
		source.onRead = () => {
			throw new Error('The disk reported an error.');
		};
		await assert.rejects(finder.search('oenology', { limit: 5 }), /disk/);
		source.onRead = () => undefined;
		assert.deepEqual(await found('oenology'), [bats.title]);
	});

	it('should find what it was told of before the search, also while it is busy with what it was told before that', async () => {
		await found('x');
		for (let turn = 1; turn < 12; turn += 1) {
			finder.touch(['1']);
			finder.find('x', { limit: 5 });
			for (let wait = 0; wait < turn; wait += 1) {
				await Promise.resolve();
			}
			source.put({ ...lamps, abstract: `Oenology${turn}` });
			finder.touch(['2']);
			assert.deepEqual(await found(`oenology${turn}`), [lamps.title], String(turn));
		}
	});

	describe('that tells all that fit', () => {
		const fit = async (query: string, cancelled?: () => boolean) =>
			[...((await finder.matching(query, cancelled)) ?? ['cancelled'])].sort();

		it('should tell by titles at once, and by all words where more than words is asked', async () => {
			assert.deepEqual([await fit('bats'), await fit('former'), await fit('')], [['3'], ['1'], ['1', '2', '3']]);
			assert.deepEqual(await fit('quiet OR loud'), ['1', '2', '3']);
			assert.deepEqual([await fit('quiet'), await fit('former'), await fit('  ')], [['1', '2'], ['1'], ['1', '2', '3']]);
		});

		for (const query of ['tag:light', '(lamps)', '"their light"', '-quiet', 'NOT quiet', 'bats OR lamps']) {
			it(`should wait for the index: ${query}`, async () => {
				const waited = await fit(query);
				assert.deepEqual(source.readings, ['all']);
				await found('x');
				assert.deepEqual(await fit(query), waited);
				assert.ok(waited.length > 0);
			});
		}

		it('should not wait for it where a hyphen is part of a word', async () => {
			const waiting = finder.matching('made-up');
			assert.deepEqual([...((await waiting) ?? [])], []);
			source.put(paper('4', 'A Made-Up Story'));
			const other = new PaperFinder(source, pause);
			source.onRead = () => {
				throw new Error('not waited for');
			};
			assert.deepEqual([...((await other.matching('made-up')) ?? [])], ['4']);
		});

		it('should tell of more than one portion, and stop where it is cancelled', async () => {
			source.put(...Array.from({ length: 1100 }, (_, at) => paper(`n${at}`, `Signal ${at} inside`)));
			assert.deepEqual([(await fit('signal')).length, (await fit('')).length], [1100, 1103]);
			let asked = 0;
			assert.deepEqual(await fit('signal', () => (asked += 1) > 1), ['cancelled']);
			assert.equal(asked, 2);
			await found('x');
			assert.deepEqual([(await fit('signal')).length, (await fit('igna')).length, (await fit('')).length], [1100, 1100, 1103]);
		});

		it('should tell what fits several searches, of some papers by what they are now, without reading others', async () => {
			await found('x');
			source.put({ ...lamps, title: 'Candles' });
			const among = await finder.fitting(['candles', 'quiet', 'bats'], new Set(['2', '9']));
			assert.deepEqual(
				[...among].map(([query, ids]) => [query, [...ids]]),
				[
					['candles', ['2']],
					['quiet', ['2']],
					['bats', []],
				],
			);
			assert.deepEqual([...((await finder.fitting(['candles'])).get('candles') ?? [])], []);
			assert.deepEqual(source.readings, ['all', '2 9']);
		});
	});

	describe('in a very large library', () => {
		beforeEach(() => {
			source.put(...Array.from({ length: 9999 }, (_, at) => paper(`n${at}`, `Paper ${at}`)), paper('last', 'Lastness'));
		});

		it('should find by words of all papers, and inside words of the first titles until then', async () => {
			assert.deepEqual(titles(finder.find('former', { limit: 5 })), [noise.title]);
			assert.deepEqual(titles(finder.find('lastness', { limit: 5 })), []);
			assert.deepEqual([...((await finder.matching('lastness')) ?? [])], []);
			assert.deepEqual([...((await finder.matching('former')) ?? [])], ['1']);
			assert.deepEqual(await found('lastness'), ['Lastness']);
			assert.deepEqual(titles(finder.find('former', { limit: 5 })), []);
			assert.deepEqual([...((await finder.matching('lastness')) ?? [])], ['last']);
			assert.deepEqual([...((await finder.matching('former')) ?? [])], []);
			assert.equal((await finder.matching(' '))?.size, 10_003);
			assert.deepEqual(titles(finder.find(' ', { limit: 2 })), [noise.title, lamps.title]);
		});
	});

	it('should give way while it tells all that fit', async () => {
		source.put(...Array.from({ length: 600 }, (_, at) => paper(`n${at}`, `Signal ${at}`)));
		let pauses = 0;
		finder = new PaperFinder(source, () => Promise.resolve(void (pauses += 1)));
		await whileTimeFlies(async () => {
			await finder.matching('signal');
			assert.ok(pauses >= 2);
		});
	});

	describe('whose index is kept', () => {
		let kept: Kept;
		const make = () => (finder = new PaperFinder(source, pause, kept));

		beforeEach(() => {
			kept = new Kept();
			make();
		});

		it('should read no paper in the next session but those that changed since', async () => {
			await finder.save();
			assert.deepEqual([kept.cache.written, source.readings], [['search.index'], ['all']]);
			make();
			assert.deepEqual(await found('quiet'), [lamps.title, noise.title]);
			assert.deepEqual(source.readings, ['all']);
			source.put({ ...bats, abstract: 'Quiet.' });
			source.drop('1');
			Object.assign(kept, { now: '2', changed: ['1', '3'] });
			make();
			assert.deepEqual(await found('quiet'), [bats.title, lamps.title]);
			assert.deepEqual(source.readings, ['all', '1 3']);
		});

		it('should be made anew where what was kept is spoiled', async () => {
			await finder.save();
			kept.cache.files.set('search.index', new Uint8Array(40));
			make();
			assert.deepEqual(
				[await found('quiet'), source.readings],
				[
					[lamps.title, noise.title],
					['all', 'all'],
				],
			);
		});

		it('should leave room for what is there, of papers that what was kept knows', async () => {
			await finder.save();
			for (const gone of [noise, lamps]) {
				source.drop(gone.id);
				make();
				assert.equal((await found('quiet', 1)).length, 1, gone.title);
				source.put(gone);
			}
		});

		it('should be written again where many papers went', async () => {
			await finder.save();
			source.drop('1');
			source.drop('2');
			finder.touch(['1', '2']);
			await finder.save();
			assert.equal(kept.cache.written.length, 2);
		});

		it('should tell nothing of papers that are gone, though what was kept knows them', async () => {
			await finder.save();
			source.drop('1');
			make();
			assert.deepEqual(await found('quiet'), [lamps.title]);
			assert.deepEqual([...((await finder.matching('quiet')) ?? [])], ['2']);
			assert.deepEqual([...((await finder.fitting(['quiet'])).get('quiet') ?? [])], ['2']);
			const alike = await finder.alike(paper('9', 'Noise in Transformers', { abstract: 'Of quiet rooms.' }), 5);
			assert.deepEqual(
				alike.map(({ id }) => id).filter(id => id === '1'),
				[],
			);
		});

		it('should be written again once as many papers changed as it holds, and not before', async () => {
			const written = async () => {
				kept.cache.written.length = 0;
				await finder.save();
				return kept.cache.written.length;
			};
			assert.deepEqual([await written(), await written()], [1, 0]);
			const change = (one: Paper) => {
				finder.touch([one.id], new Map([[one.id, one]]));
			};
			[noise, lamps].forEach(change);
			assert.equal(await written(), 0);
			change(bats);
			assert.deepEqual([await written(), await written()], [1, 0]);
			[noise, lamps].forEach(change);
			finder.touch(['3']);
			assert.deepEqual([await written(), await written()], [1, 0]);
		});

		it('should be written the next time where it could not be written', async () => {
			const { cache } = kept;
			const write = cache.write.bind(cache);
			cache.write = () => Promise.reject(new Error('The disk is full.'));
			await assert.rejects(finder.save(), /full/);
			cache.write = write;
			await finder.save();
			await finder.save();
			assert.deepEqual(cache.written, ['search.index']);
		});

		it('should be written for one paper, and not for none', async () => {
			source = new Source([]);
			make();
			await finder.save();
			assert.deepEqual(kept.cache.written, []);
			source.put(noise);
			finder.touch(['1']);
			await finder.save();
			assert.deepEqual(kept.cache.written, ['search.index']);
		});

		it('should not be kept where there is no place for it', async () => {
			finder = new PaperFinder(source, pause);
			await finder.save();
			assert.deepEqual(source.readings, []);
			assert.deepEqual(await found('quiet'), [lamps.title, noise.title]);
		});
	});

	it('should find what is most like a paper of its own or of another library', async () => {
		source.put(paper('4', 'Hearing of Bats', { abstract: 'Hearing in loud caves.' }));
		const ids = async (one: Paper, limit = 5) => (await finder.alike(one, limit)).map(({ id }) => id);
		assert.deepEqual([(await ids(bats))[0], (await ids(bats)).includes('3')], ['4', false]);
		assert.deepEqual(await ids(paper('9', 'Bats and Their Hearing', { abstract: 'Hearing of bats.' }), 1), ['4']);
	});
});
