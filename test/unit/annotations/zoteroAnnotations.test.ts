import assert from 'node:assert/strict';
import type { Annotation } from '../../../src/core/annotations/annotation';
import { AnnotationStore } from '../../../src/core/annotations/annotationStore';
import { bringAlong, isRemoved, withoutAnnotation, withoutGone } from '../../../src/core/annotations/broughtAlong';
import { zoteroAnnotation } from '../../../src/core/annotations/zoteroAnnotation';
import { isObject } from '../../../src/core/data/json';
import type { Json, JsonObject } from '../../../src/core/data/json';
import type { Paper } from '../../../src/core/paper/paper';
import { zotero } from '../../../src/core/sources/zotero';
import { fetchZoteroAnnotations, takeZoteroAnnotations } from '../../../src/core/sources/zoteroAnnotations';
import { Pace } from '../../../src/core/work/pace';
import { askingFor } from '../../fakes/askingFor';
import { MemoryFileStore } from '../../fakes/memoryFileStore';

const now = '2026-11-29T12:00:00.000Z';
const own = { path: 'users/0', name: 'My Library' };
const local = { kind: 'local' } as const;

const item = (more: Readonly<Record<string, Json>> = {}): JsonObject => ({
	key: 'NOTE0001',
	version: 5,
	itemType: 'annotation',
	parentItem: 'FILE0001',
	annotationType: 'highlight',
	annotationText: 'Bananas are yellow',
	annotationComment: 'Why?',
	annotationColor: '#ffd400',
	annotationPageLabel: 'iv',
	annotationSortIndex: '00003|000123|00456',
	annotationPosition: '{"pageIndex":3,"rects":[[72,700,300,712.5],[72,686,120,698]]}',
	tags: [{ tag: 'claim' }, { tag: 'claim', type: 1 }],
	dateAdded: '2025-12-31T23:00:00Z',
	dateModified: '2026-01-01T00:00:00Z',
	...more,
});
const read = (more: Readonly<Record<string, Json>> = {}) => {
	const found = zoteroAnnotation(item(more), 'library');
	assert.ok(found);
	return found.annotation;
};
const only = (annotations: readonly Annotation[]) => {
	assert.equal(annotations.length, 1);
	return annotations[0]!;
};

describe('an annotation of Zotero', () => {
	it('should be read with its words, place, color, tags and dates', () => {
		const { record, ...annotation } = read();
		assert.deepEqual(annotation, {
			key: 'library/NOTE0001',
			kind: 'highlight',
			colour: 'yellow',
			page: 4,
			pageLabel: 'iv',
			quads: [
				[72, 712.5, 300, 712.5, 72, 700, 300, 700],
				[72, 698, 120, 698, 72, 686, 120, 686],
			],
			quote: { exact: 'Bananas are yellow', prefix: '', suffix: '' },
			comment: 'Why?',
			tags: ['claim'],
			created: '2025-12-31T23:00:00Z',
			modified: '2026-01-01T00:00:00Z',
		});
		assert.deepEqual(record, {
			annotationType: 'highlight',
			annotationColor: '#ffd400',
			annotationSortIndex: '00003|000123|00456',
			parentItem: 'FILE0001',
		});
	});

	it('should have the nearest of our colors and keep its own', () => {
		const colours = ['#ffd400', '#ff6666', '#5fb236', '#2ea8e5', '#a28ae5', '#e56eee', '#f19837', '#aaaaaa', 'red', '', null, '#12'];
		assert.deepEqual(
			colours.map(colour => read({ annotationColor: colour }).colour),
			['yellow', 'red', 'green', 'blue', 'purple', 'purple', 'yellow', 'yellow', 'yellow', 'yellow', 'yellow', 'yellow'],
		);
		assert.equal(read({ annotationColor: '#e56eee' }).record?.['annotationColor'], '#e56eee');
	});

	it('should keep its type, and all of a place that page and corners don’t say', () => {
		const ink = '{"pageIndex":0,"width":2,"paths":[[10,20,30,5],[12,40]]}';
		const pen = read({ annotationType: 'ink', annotationText: null, annotationPosition: ink });
		assert.deepEqual([pen.kind, pen.quads, pen.quote], ['area', [[10, 40, 30, 40, 10, 5, 30, 5]], undefined]);
		assert.deepEqual([pen.record?.['annotationType'], pen.record?.['annotationPosition']], ['ink', ink]);
		const over = '{"pageIndex":0,"rects":[[1,2,3,4]],"nextPageRects":[[1,2,3,4]]}';
		assert.equal(read({ annotationPosition: over }).record?.['annotationPosition'], over);
		const kinds = ['highlight', 'underline', 'note', 'text', 'image', 'ink', 'hologram', 'constructor'];
		assert.deepEqual(
			kinds.map(annotationType => read({ annotationType }).kind),
			['highlight', 'underline', 'note', 'note', 'area', 'area', 'area', 'area'],
		);
	});

	it('should show its words without markup, and keep them as they were written', () => {
		const { quote, comment, record } = read({ annotationText: 'H<sub>2</sub>O < 3', annotationComment: '<b>No</b>\n<script>x</script>' });
		assert.deepEqual([quote?.exact, comment], ['H2O < 3', 'No\n<script>x</script>']);
		assert.deepEqual([record?.['annotationText'], record?.['annotationComment']], ['H<sub>2</sub>O < 3', '<b>No</b>\n<script>x</script>']);
	});

	it('should be none without a page in a PDF, a key or an attachment', () => {
		const strange: readonly Readonly<Record<string, Json>>[] = [
			{ annotationPosition: null },
			{ annotationPosition: '' },
			{ annotationPosition: '{"pageIndex":' },
			{ annotationPosition: '[]' },
			{ annotationPosition: '{"pageIndex":-1,"rects":[]}' },
			{ annotationPosition: '{"pageIndex":1.5}' },
			{ annotationPosition: '{"pageIndex":"3"}' },
			{ annotationPosition: '{"pageIndex":1e12}' },
			{ annotationPosition: '{"type":"FragmentSelector","value":"epubcfi(/6/4!/4/2)"}' },
			{ key: null },
			{ parentItem: null },
			{ itemType: 'note' },
		];
		assert.deepEqual(
			strange.map(more => zoteroAnnotation(item(more), 'library')),
			strange.map(() => undefined),
		);
	});

	it('should keep its page and words where its corners are no numbers', () => {
		for (const rects of ['["a"]', '[[1,2,3]]', '[[1,2,3,"4"]]', '[[1,2,3,null]]', '{}', '"x"', 'null', '[[1e999,2,3,4]]']) {
			const position = `{"pageIndex":0,"rects":${rects}}`;
			const { page, quads, quote, record } = read({ annotationPosition: position });
			assert.deepEqual([page, quads, quote?.exact], [1, [], 'Bananas are yellow'], rects);
			assert.equal(rects === '{}' || rects === '"x"' || rects === 'null' ? position : record?.['annotationPosition'], position, rects);
		}
		assert.deepEqual(read({ annotationPosition: '{"pageIndex":0,"rects":[[3,4,1,2]]}' }).quads, [[1, 4, 3, 4, 1, 2, 3, 2]]);
		assert.deepEqual(read({ annotationPosition: { pageIndex: 0, rects: [[1, 2, 3, 4]] } }).quads, [[1, 4, 3, 4, 1, 2, 3, 2]]);
	});
});

describe('annotations of Zotero in the library', () => {
	const bring = (known: readonly Annotation[], ...found: readonly ReturnType<typeof read>[]) => bringAlong(known, 'zotero', found, now);
	const first = () => bring([], read()).annotations;

	it('should come in once and follow what changes there: words, color, tags and place', () => {
		const known = first();
		assert.deepEqual([only(known).tags, only(known).created, bring(known, read()).updated], [['claim'], '2025-12-31T23:00:00Z', 0]);
		const moved = read({
			annotationColor: '#5fb236',
			annotationComment: '',
			tags: [{ tag: 'doubt' }],
			annotationType: 'underline',
			annotationPosition: '{"pageIndex":4,"rects":[[1,2,3,4]]}',
			annotationPageLabel: '5',
			dateModified: '2026-02-01T00:00:00Z',
		});
		const { annotations, added, updated } = bring(known, moved);
		const next = only(annotations);
		assert.deepEqual(
			[added, updated, next.colour, next.comment, next.tags, next.kind, next.page, next.pageLabel, next.quads, next.modified],
			[0, 1, 'green', undefined, ['doubt'], 'underline', 5, undefined, [[1, 4, 3, 4, 1, 2, 3, 2]], '2026-02-01T00:00:00Z'],
		);
	});

	it('should keep what was changed here, each on its own', () => {
		const mine = first().map(one => ({ ...one, comment: 'Because.', tags: ['claim', 'mine'], quads: [] }));
		const next = only(
			bring(
				mine,
				read({
					annotationComment: 'Still?',
					annotationColor: '#ff6666',
					tags: [],
					annotationPosition: '{"pageIndex":9,"rects":[]}',
				}),
			).annotations,
		);
		assert.deepEqual([next.comment, next.colour, next.tags, next.page, next.quads], ['Because.', 'red', ['mine'], 4, []]);
		const removed = withoutAnnotation(first(), only(first()).id, now);
		assert.equal(isRemoved(only(bring(removed, read({ annotationComment: 'Still?' })).annotations)), true);
	});

	it('should go where they are gone there, unless they were changed here', () => {
		const gone = (annotations: readonly Annotation[]) => withoutGone(annotations, 'zotero', key => key === 'library/NOTE0001').length;
		const known = first();
		const one = only(known);
		assert.equal(gone(known), 0);
		assert.equal(gone(withoutAnnotation(known, one.id, now)), 0);
		const changed: readonly Annotation[] = [
			{ ...one, comment: 'Mine.' },
			{ ...one, colour: 'purple' },
			{ ...one, tags: [] },
			{ ...one, quads: [] },
			{ ...one, id: 'urn:uuid:1', rest: {} },
		];
		assert.deepEqual(
			changed.map(mark => gone([mark])),
			[1, 1, 1, 1, 1],
		);
		assert.equal(withoutGone(known, 'zotero', () => false).length, 1);
		assert.equal(withoutGone(known, 'pdf', () => true).length, 1);
	});

	it('should be 10,000 of one paper without delay', () => {
		const many = Array.from({ length: 10_000 }, (_, at) =>
			read({ key: `K${at}`, annotationPosition: `{"pageIndex":${at % 300},"rects":[[1,${at},3,4]]}` }),
		);
		const { annotations, added } = bring([], ...many);
		assert.deepEqual([added, annotations.length, bring(annotations, ...many).updated], [10_000, 10_000, 0]);
	});
});

describe('a sync of Zotero’s annotations', () => {
	const paper = (id: string, url: string): Paper => ({
		id,
		'citation-key': id,
		type: 'article',
		title: id,
		status: 'unread',
		added: now,
		updated: now,
		alsoFrom: [{ kind: 'zotero', url }],
	});
	const papers = [paper('one', 'zotero://select/library/items/ITEM0001'), paper('two', 'zotero://select/groups/9/items/ITEM0002')];
	// oxlint-disable-next-line typescript/require-await
	async function* all() {
		yield* papers;
	}

	/** A library of Zotero as its API answers, and a library here. */
	function place() {
		const store = new AnnotationStore(new MemoryFileStore(), 'library');
		let items: readonly JsonObject[] = [];
		const json = { 'content-type': 'application/json' };
		const { asking, http } = askingFor(({ url }) => {
			const { searchParams } = new URL(url);
			const since = Number(searchParams.get('since') ?? 0);
			const start = Number(searchParams.get('start') ?? 0);
			if (searchParams.get('format') === 'versions') {
				return { headers: json, body: JSON.stringify(Object.fromEntries(items.map(({ key, version }) => [key, version]))) };
			}
			const keys = searchParams.get('itemKey')?.split(',');
			const found =
				keys?.filter(key => key !== 'LOST0001').map(key => ({ key, itemType: 'attachment', parentItem: key.replace('FILE', 'ITEM') })) ??
				items.filter(({ version }) => Number(version) > since).slice(start, start + 100);
			return { headers: json, body: JSON.stringify(found.map(data => ({ key: data['key'] ?? null, data }))) };
		});
		const sync = async (since: number, removesGone = since > 0) => {
			const fetched = await fetchZoteroAnnotations(asking, local, own, since);
			const taken = await takeZoteroAnnotations(store, all(), fetched, {
				library: own,
				removesGone,
				now,
				pace: new Pace(() => Promise.resolve()),
			});
			return { ...taken, leftOut: fetched.leftOut };
		};
		return { store, http, sync, set: (next: readonly JsonObject[]) => void (items = next) };
	}
	const counts = ({ added, updated, removed, leftOut }: Awaited<ReturnType<ReturnType<typeof place>['sync']>>) => [
		added,
		updated,
		removed,
		leftOut,
	];

	it('should add, update and remove in the file of the paper, and make nothing twice', async () => {
		const { store, sync, set } = place();
		set([
			item(),
			item({ key: 'NOTE0002', version: 6 }),
			item({ key: 'NOTE0003', parentItem: 'LOST0001' }),
			item({ key: 'EPUB0001', annotationPosition: '{}' }),
		]);
		assert.deepEqual(counts(await sync(0)), [2, 0, 0, 2]);
		assert.deepEqual(counts(await sync(0)), [0, 0, 0, 2]);
		set([item({ version: 7, annotationComment: 'New.' })]);
		const { takeBack, ...second } = await sync(6);
		assert.deepEqual(counts({ takeBack, ...second }), [0, 1, 1, 0]);
		assert.deepEqual(
			(await store.read('one')).annotations.map(({ comment }) => comment),
			['New.'],
		);
		await takeBack();
		assert.deepEqual(
			(await store.read('one')).annotations.map(({ comment }) => comment),
			['Why?', 'Why?'],
		);
		assert.deepEqual((await store.read('two')).annotations, []);
	});

	it('should remove nothing where Zotero lists nothing, and nothing of another library', async () => {
		const { store, sync, set, http } = place();
		set([item()]);
		await sync(0);
		const { respond } = http;
		for (const body of ['[]', 'x', '', '{"a":']) {
			http.respond = request =>
				request.url.includes('format=versions') ? { headers: { 'content-type': 'application/json' }, body } : respond(request);
			assert.equal((await sync(9, true)).removed, 0, body);
		}
		http.respond = respond;
		set([]);
		const other = await takeZoteroAnnotations(
			store,
			all(),
			{ byItem: new Map(), leftOut: 0, listed: new Set() },
			{ library: { path: 'groups/9', name: 'Group' }, removesGone: true, now, pace: new Pace(() => Promise.resolve()) },
		);
		assert.deepEqual([other.removed, (await sync(9)).removed], [0, 1]);
	});

	it('should ask by pages, for attachments by fifties, and take strange answers for nothing', async () => {
		const { sync, set, http } = place();
		set(
			Array.from({ length: 250 }, (_, at) =>
				item({ key: `K${String(at).padStart(7, '0')}`, parentItem: `FILE${String(at % 60).padStart(4, '0')}` }),
			),
		);
		assert.equal((await sync(0)).added, 5, 'those of the paper that is here');
		assert.equal(http.requests.filter(({ url }) => url.includes('itemKey=')).length, 2);
		assert.equal(http.requests.filter(({ url }) => url.includes('itemType=annotation&limit')).length, 3);
		for (const body of ['[null, 1, "x", {"data": null}, {"data": {"itemType": "annotation"}}]', '{}', 'null']) {
			const { asking } = askingFor(() => ({ headers: { 'content-type': 'application/json' }, body }));
			const fetched = await fetchZoteroAnnotations(asking, local, own, 0);
			assert.equal(fetched.byItem.size, 0, body);
		}
	});

	it('should say why, and write nothing into a file in conflict', async () => {
		const { store, sync, set, http } = place();
		set([item()]);
		const files = new MemoryFileStore();
		await files.write(store.pathOf('one'), '<<<<<<< a\n=======\n>>>>>>> b\n');
		const fetched = await fetchZoteroAnnotations(askingFor(http.respond).asking, local, own, 0);
		const taken = await takeZoteroAnnotations(new AnnotationStore(files, 'library'), all(), fetched, {
			library: own,
			removesGone: false,
			now,
			pace: new Pace(() => Promise.resolve()),
		});
		assert.deepEqual([taken.added, taken.refused.length], [0, 1]);
		assert.match(taken.refused[0] ?? '', /in conflict/);
		assert.ok(isObject(only((await sync(0), await store.read('one')).annotations).rest['marginalia:from']));
		assert.equal(
			zotero.annotations(local, own, 5, 100).path,
			'/api/users/0/items?itemType=annotation&limit=100&start=100&since=5&sort=dateAdded&direction=asc',
		);
	});
});
