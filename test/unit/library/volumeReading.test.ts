import assert from 'node:assert/strict';
import { readVolume } from '../../../src/core/library/volumeReading';
import type { Paper } from '../../../src/core/paper/paper';
import { MemoryFileStore } from '../../fakes/memoryFileStore';

const path = 'library/volume-0001.json';
const opening = '{"version":1,"papers":[';

function line(key: string, title = key, updated = '2026-01-01T00:00:00.000Z'): string {
	const paper: Paper = { id: key, 'citation-key': key, type: 'book', title, status: 'unread', added: '', updated };
	return JSON.stringify(paper);
}

async function read(rows: readonly string[], base?: readonly string[]) {
	const files = new MemoryFileStore();
	files.put(path, rows.join('\n'));
	const lines = await files.readLines(path);
	assert.ok(lines);
	return readVolume(lines, path, base?.join('\n'));
}

/** What was read, in short: the keys in order, what is odd, and whether it is printed as we would. */
async function told(rows: readonly string[], base?: readonly string[]): Promise<string> {
	const reading = await read(rows, base);
	const papers = reading.lines.map(({ paper }) =>
		paper.title === paper['citation-key'] ? paper.title : `${paper['citation-key']}=${paper.title}`,
	);
	return reading.kind === 'problem'
		? `${reading.problem.code}:${reading.problem.line} ${papers.join(' ')}`
		: [
				papers.join(' '),
				reading.plain ? 'plain' : '',
				reading.needsRepair ? 'repair' : '',
				...reading.bad.map(bad => `bad:${bad.line} after ${bad.after ?? 'none'}`),
				...reading.conflicts.map(({ kept, other }) => `${JSON.stringify(kept)} over ${JSON.stringify(other)}`),
			]
				.filter(part => part !== '')
				.join(' | ');
}

describe('reading a volume', () => {
	it('should know what is printed as we print it, which is written no second time', async () => {
		const [a, b] = [line('a'), line('b')];
		assert.equal(await told([opening, `${a},`, b, ']}', '']), 'a b | plain');
		assert.equal(await told([opening, ']}', '']), 'plain');
		for (const odd of [
			[opening, `${a},`, b, ']}'],
			[opening, `${a},`, b, ']}', '', ''],
			[opening, `${a},`, b, ' ]}', ''],
			[`${opening}\r`, `${a},\r`, `${b}\r`, ']}\r', ''],
			[opening, `${a},`, `${b},`, ']}', ''],
			[opening, a, b, ']}', ''],
			[opening, `${b},`, a, ']}', ''],
			[opening, `${a},`, '', b, ']}', ''],
			[opening, ` ${a},`, b, ']}', ''],
			[`{"papers":[${a},${b}],"version":1}`],
			['{"version": 1, "papers": [', `${a.replace(',', ',\n')},`, b, ']}'],
		]) {
			assert.equal((await told(odd)).replace(/ \| plain$/, ' plain'), 'a b', JSON.stringify(odd));
		}
	});

	it('should keep a line that is no paper at its place, and one paper of two that have one id', async () => {
		assert.equal(
			await told([opening, 'odd,', `${line('a')},`, '{"id":1},', line('b'), ']}', '']),
			'a b | bad:2 after none | bad:4 after a',
		);
		assert.equal(
			await told([opening, `${line('a', 'One', '2026-01-02')},`, line('a', 'Two', '2026-01-01'), ']}', '']),
			'a=One | repair | "One" over "Two"',
		);
	});

	const sides = (mine: readonly string[], theirs: readonly string[], base?: readonly string[]): readonly string[] => [
		opening,
		`${line('a')},`,
		'<<<<<<< HEAD',
		...mine,
		...(base === undefined ? [] : ['||||||| 1234567', ...base]),
		'=======',
		...theirs,
		'>>>>>>> theirs',
		line('z'),
		']}',
		'',
	];

	it('should put both sides of a merge together, which git could not', async () => {
		assert.equal(await told(sides([`${line('b')},`], [`${line('c')},`])), 'a b c z | repair');
		assert.equal(await told(sides([`${line('b')},\r`, '\r'], [`${line('c')},\r`])), 'a b c z | repair');
		assert.equal(
			await told(sides([`${line('b', 'Mine', '2026-01-03')},`], [`${line('b', 'Theirs', '2026-01-02')},`])),
			'a b=Mine z | repair | "Mine" over "Theirs"',
		);
	});

	it('should take away what one side took away, where the base is known', async () => {
		const [b, c] = [`${line('b')},`, `${line('c')},`];
		assert.equal(await told(sides([c], [b, c])), 'a b c z | repair');
		assert.equal(await told(sides([c], [b, c], [b, c])), 'a c z | repair');
		assert.equal(await told(sides([c], [b, c]), [opening, `${line('a')},`, b, c, line('z'), ']}', '']), 'a c z | repair');
		assert.equal(await told(sides([c], [b, c]), ['no volume']), 'a b c z | repair');
	});

	it('should leave a conflict to its user where a side is not whole, and show the papers of both', async () => {
		const [b, c] = [`${line('b')},`, `${line('c')},`];
		const whole = sides([b], [c]);
		for (const [rows, papers] of [
			[whole.filter(row => row !== '>>>>>>> theirs'), 'a b c z'],
			[whole.filter(row => row !== '======='), 'a b c z'],
			[whole.filter(row => row !== ']}'), 'a b c z'],
			[sides(['odd,'], [c]), 'a c z'],
			[sides([b], [c, 'odd,']), 'a b c z'],
		] as const) {
			assert.equal(await told(rows), `conflict:3 ${papers}`, JSON.stringify(rows));
		}
	});

	it('should say in a sentence, and at which line, what is wrong with a file', async () => {
		const a = line('a');
		for (const [rows, at, message] of [
			[
				[opening, `${a},`, '', ''],
				2,
				'volume-0001.json is truncated after line 2. Restore an older version of the file; it is reloaded automatically.',
			],
			[
				['{"version":"1","papers":[]}'],
				1,
				'volume-0001.json was written by another version of Marginalia (format "1"). Update the extension to change its papers.',
			],
			[
				['{"papers":[]}'],
				1,
				'volume-0001.json was written by another version of Marginalia (format null). Update the extension to change its papers.',
			],
			[
				['\uFEFF{ "version" : 12, "papers": [', a, 'odd'],
				1,
				'volume-0001.json was written by another version of Marginalia (format "12"). Update the extension to change its papers.',
			],
			[
				['{"version":1,"papers":[],"more":1}'],
				1,
				'volume-0001.json contains "more" besides its papers, which would be lost. Fix the file or restore an older version; it is reloaded automatically.',
			],
			[
				['{"version":1}'],
				1,
				'volume-0001.json isn’t a library file: it has no list of papers. Fix the file or restore an older version; it is reloaded automatically.',
			],
			[
				['[1]'],
				1,
				'volume-0001.json isn’t a library file: it has no list of papers. Fix the file or restore an older version; it is reloaded automatically.',
			],
			[
				['{"version": 1, "papers": [', '', ` ${a},`, ' {"id": 1', ']}'],
				4,
				'Line 4 isn’t valid JSON. Fix the file or restore an older version; it is reloaded automatically.',
			],
			[
				['{"version": 1, "papers": [', a, ']}', 'more'],
				4,
				'Line 4 isn’t valid JSON. Fix the file or restore an older version; it is reloaded automatically.',
			],
			[['odd'], 1, 'Line 1 isn’t valid JSON. Fix the file or restore an older version; it is reloaded automatically.'],
			[
				[opening, `${a},`, '<<<<<<< HEAD', ']}', ''],
				3,
				'Line 3 has an unresolved git merge conflict. Resolve it; the file is reloaded automatically.',
			],
		] as const) {
			const reading = await read(rows);
			assert.ok(reading.kind === 'problem', rows.join('\n'));
			assert.deepEqual([reading.problem.line, reading.problem.message, reading.problem.path], [at, message, path]);
		}
	});

	it('should say of a line why it is no paper', async () => {
		const reading = await read([opening, 'odd,', '', '  ', '{"id":"x"},', `${line('a')},`, '7', ']}', '']);
		assert.ok(reading.kind === 'lines');
		assert.deepEqual(
			reading.bad.map(({ line: at, after, message, isJson }) => [at, after, message, isJson]),
			[
				[2, undefined, 'This isn’t valid JSON.', false],
				[5, undefined, 'The paper has no “citation-key”.', true],
				[7, 'a', 'A paper must be an object.', true],
			],
		);
	});

	it('should take a paper over several lines whole, and the lines as they are where that gives no more papers', async () => {
		const [a, b] = [line('a'), line('b')];
		const broken = a.replace(',', ',\n').split('\n');
		assert.equal(await told([opening, ...broken.slice(0, 1), `${broken[1] ?? ''},`, b, ']}', '']), 'a b');
		assert.equal(await told([opening, `${a},`, '{', '"id":1},', b, ']}', '']), 'a b | bad:3 after a | bad:4 after a');
		assert.equal(await told([opening, ...broken, ']}', 'odd']), 'cut-off:5 ');
	});

	it('should name the line of a record in another layout by what it says, or the first', async () => {
		const lines = ['{"version": 1, "papers": [', ' {"year": 7,', ' "id": "x"},', ' {"n": 1}, [2],', ` ${line('b')}`, ']}'];
		const reading = await read(lines);
		assert.ok(reading.kind === 'lines');
		assert.deepEqual(
			reading.bad.map(({ line: at, text, isJson }) => [at, text, isJson]),
			[
				[3, '{"year":7,"id":"x"}', true],
				[1, '{"n":1}', true],
				[1, '[2]', true],
			],
		);
	});

	it('should take conflicts as git writes them alone, and papers in the order of their keys', async () => {
		const [a, b, c] = [`${line('a')},`, `${line('b')},`, line('c')];
		assert.equal(await told([opening, '<<<<<<<', a, ']}', '']), 'a | bad:2 after none');
		const mark = (text: string) => [opening, '<<<<<<< HEAD', text, '=======', a, '>>>>>>> x', c, ']}', ''];
		assert.equal(await told(mark(b)), 'a b c | repair');
		assert.equal(await told(['<<<<<<< HEAD', opening, b, '=======', opening, a, '>>>>>>> x', c, ']}', '']), 'a b c | repair');
		assert.equal(await told([opening, '=======', a, '<<<<<<< HEAD', b, '>>>>>>> x', c, ']}', '']), 'conflict:2 a b c');
	});

	it('should say what a file is that is no volume of this version', async () => {
		assert.equal(await told(['{"version":2,"papers":[', line('a'), ']}']), 'unknown-version:1 a');
		assert.equal(await told(['{"version":1,"papers":[],"more":1}']), 'unknown-version:1 ');
		assert.equal(await told(['{"version":1,"papers":{}}']), 'not-a-volume:1 ');
		assert.equal(await told([opening, `${line('a')},`, line('b'), '']), 'cut-off:3 a b');
		assert.equal(await told(['[', line('a'), 'odd']), 'not-a-volume:3 a');
		assert.equal(
			await told(['{"version": 1, "papers": [', ' {"id": "x",', ' "title": "No paper"},', ` ${line('b')}`, ']}']),
			'b | bad:2 after none',
		);
	});
});
