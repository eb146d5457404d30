import assert from 'node:assert/strict';
import fc from 'fast-check';
import { editFrontMatter } from '../../../src/core/notes/frontMatterEdits';
import type { FrontMatterNode, ReadFrontMatter } from '../../../src/core/notes/frontMatterEntries';
import { entriesOf, readFrontMatter, readLongFrontMatter } from '../../../src/core/notes/frontMatterEntries';
import { parseFrontMatterYaml } from '../../../src/core/notes/yamlFrontMatter';
import { applyEdits } from '../../../src/core/text/edits';
import { Pace } from '../../../src/core/work/pace';

const lines = [
	'a: 1',
	'b: "x"',
	'b: "x',
	"c: 'it''s'",
	'd:',
	'd: |+',
	'e: >-',
	'f: [1, 2]',
	'f: [1,',
	'g: {x: 1}',
	'h: &t Old',
	'i: *t',
	'j: # none yet',
	'true: 1',
	'k l: 1',
	'"m": 1',
	'? n',
	'o: b: c',
	'- item',
	'-',
	'  - deeper',
	'  x: 1',
	'  x: 2',
	'    y: 1',
	'  words that go on',
	' ]',
	']',
	'  # remark inside',
	'# remark',
	'',
	'\t',
	'<<: {a: 1}',
	'...x',
];

/** Front matter of such lines, some of them so often that an entry becomes long. */
const yaml = fc.array(fc.tuple(fc.constantFrom(...lines), fc.constantFrom(1, 1, 1, 1, 1, 1, 1, 500)), { maxLength: 9 }).chain(chosen =>
	fc.constantFrom('\n', '\r\n').map(ending =>
		chosen
			.flatMap(([line, times]) => Array.from({ length: times }, (_, at) => (at === 0 ? line : line.replace(/(\w+):/, `$1${at}:`))))
			.map(line => line + ending)
			.join(''),
	),
);

/** What a parser makes of the whole. */
function whole(source: string): unknown {
	const document = parseFrontMatterYaml(source);
	return 'contents' in document ? entriesOf(document).map(asJson) : document;
}

function asJson({ key, node }: FrontMatterNode): readonly [string, unknown] {
	return [key, node.toJSON()];
}

function seen(reading: ReadFrontMatter | undefined): unknown {
	return reading?.kind === 'read' ? reading.parts.flatMap(({ entries }) => entries.map(asJson)) : reading?.mistake;
}

describe('readFrontMatter', () => {
	it('should read entry by entry what a parser makes of all of it', () => {
		fc.assert(
			fc.property(yaml, source => {
				const reading = readFrontMatter(`---\n${source}---\n`);
				assert.deepEqual(seen(reading), whole(source));
				assert.deepEqual(
					reading?.kind === 'read' ? reading.parts.flatMap(({ keys }) => keys) : [],
					reading?.kind === 'read' ? reading.parts.flatMap(({ entries }) => entries.map(({ key }) => key)) : [],
				);
			}),
			{ numRuns: 100 },
		);
	});

	it('should give way while it reads a long list, a long map and many entries', async () => {
		const items = Array.from({ length: 2000 }, (_, at) => `  - id: a${at}\n    title: x\n`).join('');
		const fields = Array.from({ length: 2000 }, (_, at) => `  f${at}: [1, 2]\n`).join('');
		const entries = Array.from({ length: 2000 }, (_, at) => `g${at}: {x: 1}\n`).join('');
		for (const [source, least] of [
			[`references:\n${items}`, 10],
			[`more:\n${fields}`, 8],
			[entries, 2000],
		] as const) {
			let rests = 0;
			const pace = new Pace(() => {
				rests += 1;
				return Promise.resolve();
			}, 0);
			const reading = await readLongFrontMatter(`---\n${source}---\n`, pace);
			assert.equal(reading?.kind, 'read');
			assert.ok(rests >= least, `${rests} rests`);
		}
	});

	it('should tell a key that stands twice in a long map', () => {
		const fields = Array.from({ length: 500 }, (_, at) => `  f${at}: words\n`).join('');
		const reading = readFrontMatter(`---\nmore:\n${fields}  f1: again\n---\n`);
		assert.deepEqual(reading, { kind: 'mistake', mistake: { line: 502, message: 'Map keys must be unique.' } });
	});
});

describe('editFrontMatter', () => {
	it('should change one of many entries and read the others no more than once', () => {
		const many = Array.from({ length: 3000 }, (_, at) => `field${at}: words ${at}\n`).join('');
		const text = `---\ntitle: Old\n${many}url: x\n---\n`;
		const reading = readFrontMatter(text);
		assert.ok(reading?.kind === 'read');
		const { edits } = editFrontMatter(
			text,
			new Map([
				['title', 'New'],
				['url', 'new'],
			]),
			{ reading, isOurs: () => true },
		);
		assert.equal(applyEdits(text, edits), text.replace('Old', 'New').replace('url: x', 'url: new'));
		assert.ok(reading.parts.filter(({ keys }) => keys.includes('title')).every(({ source }) => source === 'title: Old\n'));
	});
});
