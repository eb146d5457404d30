import assert from 'node:assert/strict';
import type { ForeignAnnotation } from '../../../src/core/annotations/broughtAlong';
import { bringAlong, inPdf, isRemoved, nearestColour, withoutAnnotation } from '../../../src/core/annotations/broughtAlong';
import { mergeAnnotations, printAnnotations, readAnnotations } from '../../../src/core/annotations/annotationFile';
import type { Annotation } from '../../../src/core/annotations/annotation';

const now = '2026-11-29T12:00:00.000Z';
const later = '2026-11-30T12:00:00.000Z';

function foreign(key: string, fields: Partial<ForeignAnnotation> = {}): ForeignAnnotation {
	return {
		key,
		kind: 'highlight',
		colour: 'yellow',
		page: 2,
		quads: [[72, 700, 300, 700, 72, 688, 300, 688]],
		quote: { exact: 'noise is added', prefix: '', suffix: '' },
		comment: 'Why?',
		author: 'Ada',
		modified: '2026-01-01T00:00:00.000Z',
		...fields,
	};
}

/** As the next window reads it. */
function reread(annotations: readonly Annotation[]): readonly Annotation[] {
	return readAnnotations(printAnnotations({ annotations, problems: [] })).annotations;
}

function only(annotations: readonly Annotation[]): Annotation {
	assert.equal(annotations.length, 1);
	return annotations[0]!;
}

describe('annotations that a PDF holds', () => {
	it('should come in once, with who made them, when, and what they say', () => {
		const { annotations, added } = bringAlong([], 'pdf', [foreign('a')], now);
		const mark = only(reread(annotations));
		assert.deepEqual(
			[added, mark.comment, mark.colour, mark.created, mark.rest['creator'], inPdf(mark)],
			[1, 'Why?', 'yellow', '2026-01-01T00:00:00.000Z', { type: 'Person', name: 'Ada' }, 'same'],
		);
		const again = bringAlong(reread(annotations), 'pdf', [foreign('a')], later);
		assert.deepEqual([again.added, again.updated, again.annotations], [0, 0, reread(annotations)]);
	});

	it('should come in once where two windows open the PDF at a time', () => {
		const { modified, ...undated } = foreign('a');
		assert.ok(modified);
		const [one, two] = [now, later].map(moment => bringAlong([], 'pdf', [undated], moment).annotations);
		assert.equal(mergeAnnotations([], one ?? [], two ?? []).length, 1);
	});

	it('should be updated where the user changed nothing, and keep what the user changed', () => {
		const first = bringAlong([], 'pdf', [foreign('a')], now).annotations;
		const updated = bringAlong(first, 'pdf', [foreign('a', { comment: 'Because.', colour: 'red' })], later);
		assert.deepEqual([updated.updated, only(updated.annotations).comment, only(updated.annotations).colour], [1, 'Because.', 'red']);
		const mine = first.map(mark => ({ ...mark, comment: 'Mine.', tags: ['claim'] }));
		const kept = only(bringAlong(mine, 'pdf', [foreign('a', { comment: 'Because.', colour: 'red' })], later).annotations);
		assert.deepEqual([kept.comment, kept.tags, kept.colour], ['Mine.', ['claim'], 'red']);
		const { comment, ...silent } = foreign('a');
		assert.ok(comment);
		const green = first.map(mark => ({ ...mark, colour: 'green' as const }));
		const { annotations } = bringAlong(green, 'pdf', [silent], later);
		assert.deepEqual([only(annotations).comment, only(annotations).colour, inPdf(only(annotations))], [undefined, 'green', 'changed']);
	});

	it('should not come again when the user removed them, and stay when they are gone from the PDF', () => {
		const first = bringAlong([], 'pdf', [foreign('a'), foreign('b', { page: 3 })], now).annotations;
		const without = reread(withoutAnnotation(first, first[0]?.id ?? '', later));
		assert.deepEqual(without.map(isRemoved), [true, false]);
		const again = bringAlong(without, 'pdf', [foreign('a', { comment: 'New.' })], later).annotations;
		assert.deepEqual(again.map(isRemoved), [true, false]);
	});

	it('should not come in where the same was marked here, as in a copy with highlights', () => {
		const { key, author, ...mark } = foreign('a');
		assert.ok(key !== '' && author !== '');
		const own: Annotation = { ...mark, id: 'urn:uuid:1', tags: [], created: now, modified: now, rest: {} };
		const fromZotero = bringAlong([], 'zotero', [foreign('z', { record: {} })], now).annotations;
		assert.equal(bringAlong(fromZotero, 'pdf', [foreign('a')], now).added, 0, 'written into the PDF by Zotero');
		assert.equal(bringAlong([own], 'pdf', [foreign('a', { quads: [[71.4, 700.9, 300, 700, 72, 688, 300, 688]] })], now).added, 0);
		assert.equal(bringAlong([own], 'pdf', [foreign('a', { kind: 'underline' })], now).added, 1);
		assert.deepEqual(withoutAnnotation([own], own.id, now), []);
	});

	it('should have the color that looks most like theirs', () => {
		const seen = (hex: string) => nearestColour(...([1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16)) as [number, number, number]));
		// Acrobat's, Preview's and Zotero's own.
		assert.deepEqual(
			['#ffd100', '#ffff00', '#ffd400', '#ff6666', '#5fb236', '#2ea8e5', '#a28ae5', '#e56eee', '#f19837', '#aaaaaa', '#ff0000'].map(seen),
			['yellow', 'yellow', 'yellow', 'red', 'green', 'blue', 'purple', 'purple', 'yellow', 'yellow', 'red'],
		);
	});
});
