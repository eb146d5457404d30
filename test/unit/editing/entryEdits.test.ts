import assert from 'node:assert/strict';
import fc from 'fast-check';
import { editEntry } from '../../../src/core/editing/entryEdits';
import { ingest } from '../../../src/core/ingest/ingest';
import type { Json } from '../../../src/core/data/json';
import { fieldValue } from '../../../src/core/paper/fieldEdit';
import type { FieldEdit } from '../../../src/core/paper/fieldEdit';
import { applyEdits } from '../../../src/core/text/edits';

const file = `% my papers
@string{rays = "Rays"}

@article{roe2020,
  title   = {On {Rivers}: an {\\"U}berblick},
  author  = "Roe, Jane and {ATLAS}",
  journal = rays # " B",
  year    = 2020,
  month   = may,
  volume  = {1},  % first
  doi     = {10.1000/A},
  file    = {a:b},
}
@book{hill, title={Hills}, author={Hill, Ann}, publisher={P}, year={1999}}

@inproceedings{lee2021,
	author = {Lee, Kim},
	title = {Lakes},
	booktitle = {Proc. of Lakes},
	date = {2021-03-04},
	eprint = {2101.00001}, eprinttype = {arxiv}
}
`;

function edited(key: string, edits: readonly FieldEdit[], text = file): string {
	const edit = editEntry(text, key, edits);
	return edit.kind === 'edits' ? applyEdits(text, edit.edits) : edit.message;
}

/** The lines that are another than in the file, as `-old` and `+new`. */
function difference(after: string): readonly string[] {
	const [old, fresh] = [file.split('\n'), after.split('\n')];
	return [
		...old.filter(line => !fresh.includes(line)).map(line => `-${line}`),
		...fresh.filter(line => !old.includes(line)).map(line => `+${line}`),
	];
}

describe('editing an entry of a .bib', () => {
	it('should change the bytes of the value and no others', () => {
		assert.equal(edited('roe2020', []), file);
		assert.deepEqual(difference(edited('roe2020', [{ field: 'volume', value: '2' }])), [
			'-  volume  = {1},  % first',
			'+  volume  = {2},  % first',
		]);
		assert.deepEqual(difference(edited('roe2020', [{ field: 'issued', value: { 'date-parts': [[2021, 5]] } }])), [
			'-  year    = 2020,',
			'+  year    = 2021,',
		]);
		assert.deepEqual(difference(edited('roe2020', [{ field: 'author', value: [{ family: 'Roe', given: 'Joan' }] }])), [
			'-  author  = "Roe, Jane and {ATLAS}",',
			'+  author  = "Roe, Joan",',
		]);
		assert.deepEqual(difference(edited('roe2020', [{ field: 'container-title', value: 'Waves & Rays' }])), [
			'-  journal = rays # " B",',
			'+  journal = {Waves \\& Rays},',
		]);
		assert.deepEqual(difference(edited('lee2021', [{ field: 'issued', value: { 'date-parts': [[2021], [2022]] } }])), [
			'-	date = {2021-03-04},',
			'+	date = {2021/2022},',
		]);
	});

	it('should add and remove fields as the entry is laid out', () => {
		assert.deepEqual(difference(edited('roe2020', [{ field: 'page', value: '1-9' }])), ['+  pages   = {1--9},']);
		assert.deepEqual(difference(edited('roe2020', [{ field: 'DOI' }, { field: 'identifiers.doi' }])), ['-  doi     = {10.1000/A},']);
		assert.deepEqual(difference(edited('roe2020', [{ field: 'issued' }])), ['-  year    = 2020,', '-  month   = may,']);
		assert.deepEqual(difference(edited('hill', [{ field: 'edition', value: '2' }])), [
			'-@book{hill, title={Hills}, author={Hill, Ann}, publisher={P}, year={1999}}',
			'+@book{hill, title={Hills}, author={Hill, Ann}, publisher={P}, year={1999}, edition={2}}',
		]);
		assert.deepEqual(difference(edited('hill', [{ field: 'author' }])), [
			'-@book{hill, title={Hills}, author={Hill, Ann}, publisher={P}, year={1999}}',
			'+@book{hill, title={Hills}, publisher={P}, year={1999}}',
		]);
		assert.deepEqual(difference(edited('lee2021', [{ field: 'identifiers.arxiv', value: '2202.00002' }])), [
			'-	eprint = {2101.00001}, eprinttype = {arxiv}',
			'+	eprint = {2202.00002}, eprinttype = {arxiv}',
		]);
		const windows = '@misc{x,\r\n  title = {T}\r\n}\r\n';
		assert.equal(
			edited('x', [{ field: 'URL', value: 'https://a.b' }], windows),
			'@misc{x,\r\n  title = {T},\r\n  url = {https://a.b}\r\n}\r\n',
		);
	});

	it('should give another type and keep what the fields say', () => {
		assert.deepEqual(difference(edited('hill', [{ field: 'type', value: 'report' }])), [
			'-@book{hill, title={Hills}, author={Hill, Ann}, publisher={P}, year={1999}}',
			'+@report{hill, title={Hills}, author={Hill, Ann}, publisher={P}, year={1999}}',
		]);
		const after = edited('roe2020', [{ field: 'type', value: 'article-magazine' }]);
		assert.match(after, /entrysubtype = \{magazine\}/);
		const article = '@article{a, title={T}, journal={J}, number={3}, volume={1}}';
		const moved = edited('a', [{ field: 'type', value: 'paper-conference' }], article);
		const [paper] = ingest(moved, { fileName: 'a.bib' }).papers;
		assert.deepEqual(
			[paper?.type, paper?.['issue'], paper?.['collection-number'], paper?.['container-title']],
			['paper-conference', '3', undefined, 'J'],
			moved,
		);
	});

	it('should let a field that one value leaves hold another', () => {
		const article = '@article{a, title={T}, journal={J}, volume={12}, number={13}, articleno={2114}}';
		const [paper] = ingest(edited('a', [{ field: 'type', value: 'report' }], article), { fileName: 'a.bib' }).papers;
		assert.deepEqual([paper?.type, paper?.['issue'], paper?.['number'], paper?.['volume']], ['report', '13', '2114', '12']);
	});

	const laidOut: readonly (readonly [before: string, edits: readonly FieldEdit[], after: string])[] = [
		// Where nothing is left, behind the key.
		['@misc{a, note={x}}', [{ field: 'note' }, { field: 'URL', value: 'u' }], '@misc{a,\n  url = {u}, }'],
		['@misc{a,\n  note={x}\n}', [{ field: 'note' }, { field: 'URL', value: 'u' }], '@misc{a,\n  url = {u},\n}'],
		[
			'@misc{a,\r\n  note={x},\r\n}',
			[{ field: 'note' }, { field: 'URL', value: 'u' }, { field: 'volume', value: '1' }],
			'@misc{a,\r\n  url = {u},\r\n  volume = {1},\r\n}',
		],
		// Comments are the user's.
		[
			'@misc{a,\n note = % why\n {x}, % b\n title = {T} % c\n}',
			[
				{ field: 'note', value: 'y' },
				{ field: 'URL', value: 'u' },
			],
			'@misc{a,\n note = % why\n {y}, % b\n title = {T},\n url = {u} % c\n}',
		],
		['@ % some {x}\nmisc % y\n {a, title = {T}}', [{ field: 'type', value: 'book' }], '@ % some {x}\nbook % y\n {a, title = {T}}'],
		// Lines of several fields, and what is written beside a name.
		['@misc{a, title = {T},\n  note = {x}, volume = {2}\n}', [{ field: 'note' }], '@misc{a, title = {T},\n  volume = {2}\n}'],
		['@misc{a, title = {T},\n  note = {x}, volume = {2}\n}', [{ field: 'volume' }], '@misc{a, title = {T},\n  note = {x}, \n}'],
		['@misc{a, title = {T},\n  note={x}\n}', [{ field: 'volume', value: '3' }], '@misc{a, title = {T},\n  note={x},\n  volume={3}\n}'],
		['@misc{a,title={T}}', [{ field: 'volume', value: '3' }], '@misc{a,title={T}, volume={3}}'],
		[
			'@misc{a,\n  title      =   {T},\n}',
			[
				{ field: 'volume', value: '3' },
				{ field: 'container-title-short', value: 'X' },
			],
			'@misc{a,\n  title      =   {T},\n  volume     =   {3},\n  shortjournal = {X},\n}',
		],
		// Values as they were written.
		[
			'@misc{a, title = "T", note = "x", volume = 3, year = 2000, issue = 1}',
			[
				{ field: 'title', value: 'A "b"' },
				{ field: 'note', value: 'y' },
				{ field: 'volume', value: '4' },
				{ field: 'issued', value: { 'date-parts': [[2001]] } },
				{ field: 'issue', value: '1a' },
			],
			'@misc{a, title = {A "b"}, note = "y", volume = 4, year = 2001, issue = {1a}}',
		],
		// Fields that are read together.
		[
			'@article{a, title={T}, journal={J}, eprint={2101.00001}, archiveprefix={arXiv}, primaryclass={cs.LG}}',
			[{ field: 'identifiers.arxiv', value: '2202.00002' }],
			'@article{a, title={T}, journal={J}, eprint={2202.00002}, archiveprefix={arXiv}, primaryclass={cs.LG}}',
		],
		['@article{a, title={T}, subtitle={S}, journal={J}}', [{ field: 'title', value: 'U: V' }], '@article{a, title={U: V}, journal={J}}'],
		[
			'@article{a, title={T}, journal={J}, year={2000}, date={2001}}',
			[{ field: 'issued', value: { 'date-parts': [[2002, 3]] } }],
			'@article{a, title={T}, journal={J}, date={2002-03}}',
		],
		['@article{a, title={T}, Title={U}, journal={J}}', [{ field: 'title', value: 'V' }], '@article{a, title={V}, Title={U}, journal={J}}'],
		[
			'@article{a, title={T}, doi={10.1000/x}, url={u}}',
			[{ field: 'DOI', value: '10.1000/y' }, { field: 'URL' }, { field: 'tags', value: ['a', 'b'] }],
			'@article{a, title={T}, doi={10.1000/y}, keywords={a, b}, }',
		],
		['@article{a, title={T}, entrysubtype={magazine}}', [{ field: 'type', value: 'article-journal' }], '@article{a, title={T}, }'],
		['@phdthesis{a, title={T}, school={S}}', [{ field: 'genre', value: 'Draft' }], '@phdthesis{a, title={T}, school={S}, type={Draft}}'],
	];
	for (const [before, edits, after] of laidOut) {
		it(`should write ${JSON.stringify(after)} where ${JSON.stringify(before)} stood`, () => {
			assert.equal(edited('a', edits, before), after);
		});
	}

	it('should say why where it cannot', () => {
		assert.match(edited('nobody', []), /^There is no entry “nobody”/);
		assert.match(edited('roe2020', [{ field: 'reviewed-title', value: 'X' }]), /has no field for Reviewed work/);
		assert.match(
			edited('a', [{ field: 'title', value: 'X' }], '@article{a, title = {T} year = 2020}'),
			/has a mistake that must be fixed first/,
		);
		const child = '@book{p, title={P}, publisher={Q}}\n@inbook{a, title={T}, crossref={p}}';
		assert.match(edited('a', [{ field: 'publisher' }], child), /can’t be removed here/);
		assert.match(edited('a', [{ field: 'publisher', value: 'Own' }], child), /publisher=\{Own\}/);
	});

	const words = fc.oneof(
		fc.constantFrom(
			'Plain Words',
			'Größe & Maß_1 #2',
			'100% {of} all',
			'a "quoted" word',
			'x \\foo y',
			'10$ and 20$',
			'@article{x,',
			'}',
			'{',
			'% no comment',
			'<b>x',
			'ünïcode 中文',
		),
		fc.string({ minLength: 1, maxLength: 12 }).filter(text => text.trim() !== ''),
	);
	const changes: fc.Arbitrary<FieldEdit> = fc.oneof(
		fc.record({
			field: fc.constantFrom('title', 'container-title', 'volume', 'publisher', 'abstract', 'edition', 'note', 'language'),
			value: words,
		}),
		fc.record({ field: fc.constantFrom('volume', 'abstract', 'note') }),
		fc.record({
			field: fc.constantFrom('author', 'editor'),
			value: fc.array(fc.oneof(fc.record({ family: words, given: words }), fc.record({ literal: words })), { minLength: 1, maxLength: 3 }),
		}),
		fc.record({
			field: fc.constant('issued'),
			value: fc.record({
				'date-parts': fc.array(fc.tuple(fc.integer({ min: 1000, max: 2100 }), fc.integer({ min: 1, max: 12 })), {
					minLength: 1,
					maxLength: 2,
				}),
			}),
		}),
		fc.record({
			field: fc.constant('type'),
			value: fc.constantFrom('book', 'chapter', 'thesis', 'report', 'article', 'webpage', 'dataset'),
		}),
	);

	it('should leave every other entry and field as it was, whatever is written', () => {
		const others = (text: string, key: string) => ingest(text, { fileName: 'a.bib' }).papers.filter(paper => paper['citation-key'] !== key);
		let made = 0;
		fc.assert(
			fc.property(fc.constantFrom('roe2020', 'hill', 'lee2021'), changes, (key, change) => {
				const edit = editEntry(file, key, [change]);
				if (edit.kind === 'problem') {
					return;
				}
				made += 1;
				const after = applyEdits(file, edit.edits);
				assert.deepEqual(others(after, key), others(file, key));
				const find = (text: string) => ingest(text, { fileName: 'a.bib' }).papers.find(paper => paper['citation-key'] === key);
				const [mine, theirs] = [find(file), find(after)];
				assert.ok(mine !== undefined && theirs !== undefined);
				const follow = ['identifiers', 'links', 'genre', 'type', 'source', change.field];
				for (const field of Object.keys({ ...mine, ...theirs }).filter(name => !follow.includes(name))) {
					assert.deepEqual(theirs[field], mine[field], field);
				}
				assert.equal(fieldValue(theirs, change.field) === undefined, change.value === undefined);
				const first = Math.min(...edit.edits.map(({ start }) => start));
				const end = file.indexOf('\n@', first);
				assert.ok(after.startsWith(file.slice(0, first)) && (end < 0 || after.endsWith(file.slice(end))));
			}),
			{ numRuns: 300 },
		);
		assert.ok(made > 150, String(made));
	});

	it('should read back what is written in plain words', () => {
		const values: readonly (readonly [string, Json])[] = [
			['title', 'Größe & Maß: 100% of all'],
			['publisher', 'Wiley and Sons'],
			['author', [{ family: 'Humboldt', given: 'Alexander', 'non-dropping-particle': 'von' }, { literal: 'World Health Organization' }]],
			['issued', { 'date-parts': [[1999]], circa: true }],
			['issued', { literal: 'in press' }],
			['ISBN', '978-0-306-40615-7'],
			['tags', ['a b', 'c']],
		];
		for (const [field, value] of values) {
			const [paper] = ingest(edited('hill', [{ field, value }]), { fileName: 'a.bib' }).papers.filter(
				one => one['citation-key'] === 'hill',
			);
			assert.deepEqual(paper?.[field], value);
		}
	});
});
