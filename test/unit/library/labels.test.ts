import assert from 'node:assert/strict';
import fc from 'fast-check';
import { groupHeads, withEmptyCollections } from '../../../src/core/library/groups';
import * as labels from '../../../src/core/library/labels';
import type { Labels } from '../../../src/core/library/labels';
import { MemoryFileStore } from '../../../src/core/files/memoryFileStore';
import { collectionPath } from '../../../src/core/paper/collections';
import { headOf } from '../../fakes/head';

const of = (collections: readonly string[], colors: Readonly<Record<string, labels.TagColor>> = {}): Labels => ({
	collections: new Map(collections.map(name => [name, {}])),
	tags: new Map(Object.entries(colors).map(([tag, color]) => [tag, { color }])),
});

describe('labels of a library', () => {
	it('should keep fields of a label that a later version writes', () => {
		const text = '{"collection":"A","order":3}\n{"collection":"B"}\n{"tag":"x","color":"red","icon":{"name":"bug"}}\n';
		const file = labels.readLabels(text);
		assert.equal(labels.printLabels(file), text);
		assert.equal(labels.printLabels({ ...file, labels: labels.withColor(file.labels, 'x', 'blue') }), text.replace('"red"', '"blue"'));
		assert.equal(
			labels.printLabels({ ...file, labels: labels.withColor(file.labels, 'x', undefined) }),
			text.replace('"color":"red",', ''),
		);
	});

	it('should be a line each in order, and read back', () => {
		const text = labels.printLabels({ labels: of(['Thesis > Chapter 2', 'Talks'], { fruit: 'green' }) });
		assert.equal(text, '{"collection":"Talks"}\n{"collection":"Thesis > Chapter 2"}\n{"tag":"fruit","color":"green"}\n');
		const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter(name => name.trim() !== '');
		const any = fc.record({ collections: fc.array(word), colors: fc.array(fc.tuple(word, fc.constantFrom(...labels.tagColors))) });
		fc.assert(
			fc.property(any, ({ collections, colors }) => {
				const paths = collections.map(name => collectionPath(name));
				const made = labels.withCollections({ ...labels.noLabels, tags: new Map(colors.map(([tag, color]) => [tag, { color }])) }, paths);
				assert.deepEqual(labels.readLabels(labels.printLabels({ labels: made })), { labels: made, others: [] });
			}),
			{ numRuns: 100 },
		);
	});

	it('should count what both sides of a conflict say, and keep lines that it does not know', () => {
		const text =
			'<<<<<<< HEAD\r\n{"collection":"A"}\r\n{"tag":"x","color":"red"}\r\n=======\r\n{"collection":"B"}\r\n{"tag":"x","color":"blue"}\r\n>>>>>>> branch\r\nodd\r\n{"tag":"y","color":"mauve"}\r\n';
		const { labels: read, others } = labels.readLabels(text);
		assert.deepEqual(read.collections, of(['A', 'B']).collections);
		assert.deepEqual(others, ['odd']);
		assert.deepEqual(labels.tagsInColor(['x', 'y'], read), [{ tag: 'x', color: 'blue' }]);
		assert.equal(labels.printLabels(labels.readLabels(text)).split('\n').at(3), '{"tag":"y","color":"mauve"}');
		assert.equal(labels.colorOf('constructor', labels.readLabels('{"tag":"constructor","color":"__proto__"}\n').labels), undefined);
		const odd = '{"color":"red"}\n{"collection":" > "}\n[1]\n';
		assert.equal(labels.printLabels(labels.readLabels(`\n  \n${odd}`)), odd);
	});

	it('should tell the colors of some tags, each once and in the order of the tags', () => {
		const known = of([], { x: 'red', y: 'blue', z: 'red' });
		assert.deepEqual(labels.colorsOf(['z', 'none', 'y', 'x'], known), ['red', 'blue']);
		assert.deepEqual(labels.colorsOf(['constructor'], known), []);
		assert.deepEqual(labels.tagsInColor(['x', 'none', 'x', 'y'], known), [
			{ tag: 'x', color: 'red' },
			{ tag: 'y', color: 'blue' },
		]);
		assert.deepEqual(labels.tagsInColor(['x'], labels.noLabels), []);
	});

	it('should follow collections that move, and tags that are renamed', () => {
		const before = of(['A', 'A > B', 'AB'], { x: 'red', y: 'blue' });
		assert.deepEqual([...labels.withMovedCollection(before, ['A'], ['C', 'A']).collections.keys()], ['AB', 'C > A', 'C > A > B']);
		assert.deepEqual([...labels.withMovedCollection(before, ['A'], undefined).collections.keys()], ['AB']);
		const colorsAfter = (from: readonly string[], to: string | undefined): string =>
			labels.printLabels({ labels: { ...labels.withRenamedTags(before, from, to), collections: new Map() } });
		assert.equal(colorsAfter(['x'], 'z'), '{"tag":"y","color":"blue"}\n{"tag":"z","color":"red"}\n');
		assert.equal(colorsAfter(['x'], 'y'), '{"tag":"y","color":"blue"}\n');
		assert.equal(colorsAfter(['x', 'y'], 'x'), '{"tag":"x","color":"red"}\n');
		assert.equal(colorsAfter(['x'], undefined), '{"tag":"y","color":"blue"}\n');
		assert.deepEqual(labels.withRenamedTags(before, ['none'], 'z'), before);
	});

	it('should take what a later version says of a collection or a tag with it, there and back', () => {
		const text =
			'{"collection":"A > B","note":"x"}\n{"collection":"A","order":3}\n{"tag":"x","color":"mauve","icon":"bug"}\n{"tag":"y","pin":true}\n';
		const before = labels.readLabels(text).labels;
		const printed = (made: Labels): string => labels.printLabels({ labels: made });
		const moved = labels.withMovedCollection(before, ['A'], ['C']);
		assert.equal(printed(moved), text.replaceAll('"A', '"C'));
		assert.equal(printed(labels.withoutChange(moved, before, moved)), text);
		const renamed = labels.withRenamedTags(before, ['x', 'y'], 'y');
		assert.ok(printed(renamed).endsWith('{"tag":"y","color":"mauve","icon":"bug","pin":true}\n'));
		assert.equal(printed(labels.withoutChange(renamed, before, renamed)), text);
		const deleted = labels.withMovedCollection(labels.withRenamedTags(before, ['x'], undefined), ['A'], undefined);
		assert.equal(printed(deleted), '{"tag":"y","pin":true}\n');
		assert.equal(printed(labels.withoutChange(deleted, before, deleted)), text);
	});

	it('should bring collections together, each field as the collection that was there has it', () => {
		const { labels: before } = labels.readLabels('{"collection":"A","order":1,"icon":"bug"}\n{"collection":"B","order":2}\n');
		const moved = labels.withMovedCollection(before, ['A'], ['B']);
		assert.equal(labels.printLabels({ labels: moved }), '{"collection":"B","order":2,"icon":"bug"}\n');
	});

	it('should take a change back and leave what was changed since', () => {
		const [before, after] = [of(['A'], { x: 'red', y: 'red' }), of(['B'], { x: 'blue', y: 'blue' })];
		const now = of(['B', 'C'], { x: 'blue', y: 'green', z: 'red' });
		assert.deepEqual(labels.withoutChange(now, before, after), of(['C', 'A'], { x: 'red', y: 'green', z: 'red' }));
	});

	it('should be changed as their file is by then, and be written only where something changes', async () => {
		const files = new MemoryFileStore();
		const [one, other] = [new labels.LabelStore(files, 'library'), new labels.LabelStore(files, 'library')];
		await one.change(now => labels.withCollections(now, [['A']]));
		await other.change(now => labels.withColor(now, 'x', 'red'));
		assert.deepEqual(await one.read(), of(['A'], { x: 'red' }));
		const version = await files.version('library/labels.jsonl');
		assert.equal((await one.change(now => labels.withCollections(now, [['A']]))).isChanged, false);
		assert.equal(await files.version('library/labels.jsonl'), version);
		const { before, after, isChanged } = await one.change(now => labels.withColor(now, 'x', undefined));
		assert.deepEqual([before, after, isChanged], [of(['A'], { x: 'red' }), of(['A']), true]);
		assert.equal(files.textOf('library/labels.jsonl'), '{"collection":"A"}\n');
	});

	it('should be read where their lines are indented, or the last one has no end', () => {
		assert.deepEqual(labels.readLabels(' {"collection":"A"}\r\t{"tag":"x","color":"red"}').labels, of(['A'], { x: 'red' }));
		assert.deepEqual(labels.readLabels('{"collection":"A","tag":"x"}\n{"tag":[7]}\n'), {
			labels: { collections: new Map([['A', { tag: 'x' }]]), tags: new Map() },
			others: ['{"tag":[7]}'],
		});
	});

	it('should keep what was said of a label before, where more is said of it', () => {
		const read = labels.readLabels('{"tag":"x","color":"red","pin":true}\n{"tag":"x","color":"blue"}\n').labels;
		assert.deepEqual(read.tags, new Map([['x', { color: 'blue', pin: true }]]));
		const { labels: known } = labels.readLabels('{"collection":"A","order":3}\n');
		assert.deepEqual(
			labels.withCollections(known, [['A'], [], ['B', 'C']]).collections,
			new Map([
				['A', { order: 3 }],
				['B > C', {}],
			]),
		);
		assert.deepEqual(known.collections, new Map([['A', { order: 3 }]]));
	});

	it('should have no line for a tag that has no color any more, and nothing else said of it', () => {
		const read = labels.readLabels('{"tag":"x","color":"red"}\n{"tag":"y","color":"red","pin":true}\n').labels;
		const without = ['x', 'y', 'z'].reduce((now, tag) => labels.withColor(now, tag, undefined), read);
		assert.deepEqual(without.tags, new Map([['y', { pin: true }]]));
		assert.equal(read.tags.size, 2);
	});

	it('should stay where they are moved or renamed to their own name', () => {
		const before = of(['A', 'A > B'], { x: 'red' });
		assert.deepEqual(labels.withMovedCollection(before, ['A'], ['A']), before);
		assert.deepEqual(labels.withRenamedTags(before, ['x'], 'x'), before);
		assert.deepEqual(labels.withMovedCollection(before, ['A', 'B'], ['B']).collections, of(['A', 'B']).collections);
	});

	it('should take back a color that was given, taken away or changed, where it is still so', () => {
		const back = (now: Labels, before: Labels, after: Labels) => labels.withoutChange(now, before, after).tags;
		const [none, red, blue] = [of([]), of([], { x: 'red' }), of([], { x: 'blue' })];
		assert.deepEqual([back(red, none, red), back(none, red, none), back(blue, red, blue)], [none.tags, red.tags, red.tags]);
		assert.deepEqual(
			[back(blue, none, red), back(red, none, none), back(none, red, red), back(none, none, red)],
			[blue.tags, red.tags, none.tags, none.tags],
		);
	});
});

describe('withEmptyCollections', () => {
	it('should put collections without papers among those with some, with those that they lie in', () => {
		const groups = groupHeads([headOf('one', { collections: ['B > C'] }), headOf('two', {})], 'collection');
		const all = withEmptyCollections(groups, ['B > A', 'D', 'B > C']);
		assert.deepEqual(
			all.map(({ id, parent, members }) => [id, parent ?? '', members.length]),
			[
				['collection:B', '', 1],
				['collection:B > A', 'collection:B', 0],
				['collection:B > C', 'collection:B', 1],
				['collection:D', '', 0],
				['collection:', '', 1],
			],
		);
		assert.equal(withEmptyCollections(groups, ['B']), groups);
	});
});
