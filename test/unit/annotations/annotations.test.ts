import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation } from '../../../src/core/annotations/annotation';
import { annotationColours, annotationKinds, readWebAnnotation, webAnnotationOf } from '../../../src/core/annotations/annotation';
import { AnnotationDraft } from '../../../src/core/annotations/annotationDraft';
import { mergeAnnotations, printAnnotations, readAnnotations } from '../../../src/core/annotations/annotationFile';
import { AnnotationStore } from '../../../src/core/annotations/annotationStore';
import { MemoryFileStore } from '../../../src/core/files/memoryFileStore';

function annotation(id: string, fields: Partial<Annotation> = {}): Annotation {
	return {
		id: `urn:uuid:${id}`,
		kind: 'highlight',
		colour: 'yellow',
		tags: [],
		created: '2026-11-29T10:00:00.000Z',
		modified: '2026-11-29T10:00:00.000Z',
		page: 1,
		quads: [[72, 700, 300, 700, 72, 688, 300, 688]],
		quote: { exact: 'noise is added', prefix: 'In each step ', suffix: ' to the image' },
		rest: {},
		...fields,
	};
}

const number = fc.integer({ min: -2000, max: 2000 }).map(tenths => tenths / 10);
const anyAnnotation: fc.Arbitrary<Annotation> = fc
	.record(
		{
			id: fc.uuid(),
			kind: fc.constantFrom(...annotationKinds),
			colour: fc.constantFrom(...annotationColours),
			tags: fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 3 }),
			page: fc.integer({ min: 1, max: 900 }),
			quads: fc.array(fc.tuple(number, number, number, number, number, number, number, number), { maxLength: 3 }),
			comment: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
			landmarks: fc.array(fc.record({ text: fc.string(), box: fc.tuple(number, number, number, number) }, { noNullPrototype: true }), {
				maxLength: 3,
			}),
			quote: fc.option(
				fc.record({ exact: fc.string({ minLength: 1 }), prefix: fc.string(), suffix: fc.string() }, { noNullPrototype: true }),
				{ nil: undefined },
			),
		},
		{ noNullPrototype: true },
	)
	.map(({ id, comment, quote, ...fields }) =>
		withoutUndefined(annotation(id, { ...fields, comment: comment ?? '', quote: quote ?? { exact: '', prefix: '', suffix: '' } })),
	);

function withoutUndefined({ comment, quote, ...fields }: Annotation): Annotation {
	return {
		...fields,
		...(comment === undefined || comment === '' ? {} : { comment }),
		...(quote === undefined || quote.exact === '' ? {} : { quote }),
	};
}

describe('annotations as Web Annotations', () => {
	it('should come back as they were, whatever they say', () => {
		fc.assert(
			fc.property(anyAnnotation, one => assert.deepEqual(readWebAnnotation(JSON.parse(JSON.stringify(webAnnotationOf(one)))), one)),
		);
	});

	it('should be what the model of the W3C asks for', () => {
		assert.deepEqual(
			JSON.parse(JSON.stringify(webAnnotationOf(annotation('1', { comment: 'Why?', tags: ['doubt'], colour: 'red', page: 4 })))),
			{
				'@context': 'http://www.w3.org/ns/anno.jsonld',
				id: 'urn:uuid:1',
				type: 'Annotation',
				motivation: 'highlighting',
				created: '2026-11-29T10:00:00.000Z',
				modified: '2026-11-29T10:00:00.000Z',
				body: [
					{ type: 'TextualBody', purpose: 'commenting', value: 'Why?' },
					{ type: 'TextualBody', purpose: 'tagging', value: 'doubt' },
				],
				target: {
					styleClass: ['red'],
					selector: [
						{ type: 'TextQuoteSelector', exact: 'noise is added', prefix: 'In each step ', suffix: ' to the image' },
						{ type: 'FragmentSelector', conformsTo: 'http://tools.ietf.org/rfc/rfc3778', value: 'page=4' },
						{ type: 'marginalia:QuadSelector', page: 4, quads: [[72, 700, 300, 700, 72, 688, 300, 688]] },
					],
				},
			},
		);
	});

	it('should keep what other programs wrote', () => {
		const line = {
			'@context': 'http://www.w3.org/ns/anno.jsonld',
			id: 'https://example.org/1',
			type: 'Annotation',
			creator: { name: 'Ann' },
			motivation: ['assessing'],
			body: { type: 'Choice', items: [] },
			target: {
				source: 'x.pdf',
				selector: [
					{ type: 'FragmentSelector', value: 'page=2' },
					{ type: 'SvgSelector', value: '<svg/>' },
				],
			},
		};
		const read = readWebAnnotation(line);
		assert.ok(read);
		assert.equal(read.page, 2);
		const written = webAnnotationOf({ ...read, comment: 'Mine.' });
		assert.deepEqual(written['creator'], { name: 'Ann' });
		assert.deepEqual(written['motivation'], ['assessing']);
		assert.deepEqual(written['body'], [
			{ type: 'TextualBody', purpose: 'commenting', value: 'Mine.' },
			{ type: 'Choice', items: [] },
		]);
		assert.match(JSON.stringify(written['target']), /"source":"x\.pdf".*SvgSelector/);
	});

	it('should be refused where they say neither who nor where', () => {
		for (const value of [
			null,
			4,
			'x',
			[],
			{},
			{ type: 'Annotation', id: 'a', target: {} },
			{ type: 'Annotation', target: { selector: { type: 'FragmentSelector', value: 'page=1' } } },
		]) {
			assert.equal(readWebAnnotation(value), undefined, JSON.stringify(value));
		}
	});
});

describe('a file of annotations', () => {
	it('should be sorted by place, whatever the order they were made in', () => {
		const [first, second, third] = [
			annotation('c', { page: 1, quads: [[72, 700, 300, 700, 72, 688, 300, 688]] }),
			annotation('b', { page: 1, quads: [[72, 600, 300, 600, 72, 588, 300, 588]] }),
			annotation('a', { page: 2 }),
		];
		const text = printAnnotations({ annotations: [third, first, second], problems: [] });
		assert.deepEqual(
			readAnnotations(text).annotations.map(({ id }) => id),
			[first.id, second.id, third.id],
		);
		assert.equal(printAnnotations(readAnnotations(text)), text);
	});

	it('should keep lines that are none, byte by byte, and name them', () => {
		const good = printAnnotations({ annotations: [annotation('a')], problems: [] });
		const bad = '{"type":"Annotation","id":"urn:uuid:b","targ';
		const { annotations, problems } = readAnnotations(`${bad}\n${good}`);
		assert.deepEqual([annotations.length, problems], [1, [{ line: 1, text: bad }]]);
		assert.equal(printAnnotations({ annotations, problems }), `${good}${bad}\n`);
	});

	it('should lose no mark and no word where two windows changed it', () => {
		const base = [annotation('a', { comment: 'Old.' }), annotation('b'), annotation('c', { tags: ['kept', 'gone'] })];
		const mine = [
			annotation('a', { comment: 'Mine.', modified: '2026-11-29T11:00:00.000Z' }),
			annotation('c', { tags: ['kept', 'mine'] }),
			annotation('d'),
		];
		const theirs = [
			annotation('a', { comment: 'Theirs.', colour: 'red', modified: '2026-11-29T12:00:00.000Z' }),
			annotation('b', { comment: 'Said since.' }),
			annotation('c', { tags: ['kept', 'gone', 'theirs'] }),
			annotation('e'),
		];
		const merged = new Map(mergeAnnotations(base, mine, theirs).map(one => [one.id.slice(-1), one]));
		assert.deepEqual([...merged.keys()].sort(), ['a', 'b', 'c', 'd', 'e']);
		assert.equal(merged.get('a')?.comment, 'Theirs.\n\nMine.');
		assert.equal(merged.get('a')?.colour, 'red');
		assert.deepEqual(merged.get('c')?.tags, ['kept', 'theirs', 'mine']);
	});

	it('should take away what one side removed and the other left alone', () => {
		const base = [annotation('a'), annotation('b')];
		assert.deepEqual(
			mergeAnnotations(base, [annotation('a')], base).map(({ id }) => id),
			['urn:uuid:a'],
		);
		assert.deepEqual(
			mergeAnnotations(base, base, [annotation('b')]).map(({ id }) => id),
			['urn:uuid:b'],
		);
	});

	it('should be merged with what other windows wrote, and be left alone in a conflict', async () => {
		const files = new MemoryFileStore();
		const [one, other] = [new AnnotationStore(files, '/l'), new AnnotationStore(files, '/l')];
		await Promise.all([one.save('song', [], [annotation('a')]), other.save('song', [], [annotation('b')])]);
		assert.deepEqual(
			(await one.read('song')).annotations.map(({ id }) => id),
			['urn:uuid:a', 'urn:uuid:b'],
		);
		assert.notEqual(one.pathOf('song'), one.pathOf('Song'));
		const conflict = `<<<<<<< HEAD\n${JSON.stringify(webAnnotationOf(annotation('a')))}\n=======\n>>>>>>> x\n`;
		await files.write(one.pathOf('song'), conflict);
		assert.equal((await one.save('song', [], [annotation('z')])).kind, 'refused');
		assert.equal(await files.read(one.pathOf('song')), conflict);
	});
});

describe('the marks that a user sees', () => {
	it('should keep what was marked while the marks before it were written', () => {
		const draft = new AnnotationDraft([]);
		draft.change(marks => [...marks, annotation('a')]);
		const written = draft.annotations;
		draft.change(marks => [...marks, annotation('b')]);
		draft.takeOver([annotation('a'), annotation('z')], written);
		assert.deepEqual(draft.annotations.map(({ id }) => id.slice(-1)).sort(), ['a', 'b', 'z']);
		assert.deepEqual(draft.saved.map(({ id }) => id.slice(-1)).sort(), ['a', 'z']);
	});

	it('should lose nothing that came from the file to undo and redo', () => {
		const draft = new AnnotationDraft([annotation('a')]);
		const { undo, redo } = draft.change(marks => [...marks, annotation('b')]);
		draft.takeOver([annotation('a'), annotation('z')]);
		undo();
		assert.deepEqual(draft.annotations.map(({ id }) => id.slice(-1)).sort(), ['a', 'z']);
		redo();
		assert.deepEqual(draft.annotations.map(({ id }) => id.slice(-1)).sort(), ['a', 'b', 'z']);
	});
});
