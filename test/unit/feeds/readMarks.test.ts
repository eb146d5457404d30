import assert from 'node:assert/strict';
import { ReadMarks } from '../../../src/core/feeds/readMarks';
import { MemoryFileStore } from '../../fakes/memoryFileStore';
import { silentLog } from '../../fakes/silentLog';

const preprint = { type: 'article', title: 'Bananas in Space', abstract: 'a'.repeat(5000), identifiers: { arxiv: '2403.00001' } };
const published = {
	type: 'article-journal',
	title: 'Bananas in Space: A Survey',
	DOI: '10.5555/b',
	identifiers: { arxiv: '2403.00001', doi: '10.5555/b' },
};
const bare = { type: 'article', title: 'A Title and Nothing Else' };

describe('ReadMarks', () => {
	it('should mark a paper in whatever feed it comes again, in every window, after a restart', async () => {
		const files = new MemoryFileStore();
		const [one, two] = [new ReadMarks(files, 'marks.json', silentLog), new ReadMarks(files, 'marks.json', silentLog)];
		await one.set([published], 'read');
		await two.set([bare], 'dismissed');
		await one.refresh();
		assert.deepEqual([one.of(preprint), one.of(bare), one.of({ type: 'article', title: 'Another' })], ['read', 'dismissed', undefined]);
		assert.deepEqual(two.of(preprint), 'read');
		await one.set([bare], undefined);
		await two.refresh();
		assert.deepEqual([two.of(bare), two.dismissed], [undefined, []]);
	});

	it('should keep the texts of what was dismissed, cut, and no more than so many', async () => {
		const files = new MemoryFileStore();
		const marks = new ReadMarks(files, 'marks.json', silentLog);
		await marks.set([preprint], 'dismissed');
		assert.deepEqual(
			marks.dismissed.map(({ title, abstract }) => [title, abstract?.length]),
			[['Bananas in Space', 1500]],
		);
		await marks.set(
			Array.from({ length: 25_000 }, (_, at) => ({ type: 'article', title: `Paper ${at}` })),
			'dismissed',
		);
		assert.deepEqual(
			[marks.dismissed.length, marks.of(preprint), marks.of({ type: 'article', title: 'Paper 24999' })],
			[400, undefined, 'dismissed'],
		);
	});

	it('should call new what came since the visit before this one', async () => {
		const files = new MemoryFileStore();
		const marks = new ReadMarks(files, 'marks.json', silentLog);
		const at = (time: string) => marks.visit(new Date(`2026-03-01T${time}:00Z`));
		await at('08:00');
		assert.equal(marks.lastVisit, undefined);
		await at('08:20');
		assert.equal(marks.lastVisit, undefined);
		await at('12:00');
		assert.equal(marks.lastVisit, '2026-03-01T08:20:00.000Z');
		await at('12:10');
		assert.equal(marks.lastVisit, '2026-03-01T08:20:00.000Z');
	});

	it('should take a broken file for none', async () => {
		const files = new MemoryFileStore();
		files.put('marks.json', '{"read": 7, "dismissed": [{}, null], "dropped": [1]');
		const marks = new ReadMarks(files, 'marks.json', silentLog);
		await marks.refresh();
		assert.equal(marks.of(preprint), undefined);
		files.put('marks.json', '{"read": ["arxiv:2403.00001", 7], "dismissed": [{}, null]}');
		await marks.refresh();
		assert.equal(marks.of(preprint), 'read');
	});
});
