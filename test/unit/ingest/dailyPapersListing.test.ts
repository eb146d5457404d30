import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ingest } from '../../../src/core/ingest/ingest';
import { sharedText } from '../../fixtures/shared';

const heading = [
	'new',
	'',
	'Get trending papers in your email inbox!',
	'',
	'Subscribe',
	'',
	'Daily Papers',
	'',
	'byAK and the research community',
	'',
	'Aug 20',
	'',
];

const titles = [
	'Bananas in Space: A Survey',
	'Why Do Small Models Dream of Large Ones?',
	'Hyper-Bananas',
	'Learning to Peel without Supervision',
];

const abstractOf = (title: string) =>
	`This made-up abstract belongs to ${title}. It goes on for long enough to be told from a title, in several sentences. Nothing in it is true, and none of it was copied. It ends here.`;

/**
 * A listing as lines: heading, then title and abstract in turn, with blank lines between. Title n stands on line 13 + 4n, its abstract on
 * line 15 + 4n (from 0).
 */
const lines = [...heading, ...titles.flatMap(title => [title, '', abstractOf(title), ''])];

const complete = (text: string) =>
	ingest(text)
		.papers.filter(paper => paper.abstract !== undefined)
		.map(paper => paper.title);
const problemLines = (text: string) => ingest(text).problems.map(problem => problem.line);

describe('Daily Papers listing', () => {
	it('should give every paper its title, abstract, rank and list date', () => {
		const { format, papers, problems } = ingest(lines.join('\n'), { fileName: 'today.txt' });
		assert.equal(format, 'daily-papers');
		assert.deepEqual(problems, []);
		assert.deepEqual(
			papers.map(paper => [paper.title, paper.abstract]),
			titles.map(title => [title, abstractOf(title)]),
		);
		assert.deepEqual(
			papers.map(paper => paper.source),
			titles.map((_, index) => ({ kind: 'daily-papers', file: 'today.txt', date: '--08-20', rank: index + 1 })),
		);
	});

	it('should keep the year where the list names one', () => {
		assert.equal(ingest(lines.join('\n').replace('Aug 20', 'Aug 20, 2026')).papers[0]?.source?.date, '2026-08-20');
	});

	const forms: readonly (readonly [string, string])[] = [
		['CRLF line ends', lines.join('\r\n')],
		['a byte order mark', '\uFEFF' + lines.join('\n')],
		['no heading', lines.slice(heading.length).join('\n')],
		['no blank lines', lines.filter(line => line !== '').join('\n')],
		['more blank lines and spaces', lines.map(line => `  ${line} \n \n`).join('\n')],
		['lines wrapped at a fixed width', lines.map(line => line.replace(/(.{50,70}) /g, '$1\n')).join('\n')],
	];
	for (const [name, text] of forms) {
		it(`should read a listing with ${name}`, () => {
			assert.deepEqual(complete(text), titles);
			assert.deepEqual(problemLines(text), []);
		});
	}

	const strays = ['Advertisement', 'a line of no importance', 'This is a stray line.', '42', 'Submitted by somebody'];
	for (const stray of strays) {
		it(`should give every paper and name the line where “${stray}” stands between them`, () => {
			for (let index = 0; index <= titles.length; index += 1) {
				const at = heading.length + 4 * index;
				const text = [...lines.slice(0, at), stray, '', ...lines.slice(at)].join('\n');
				assert.deepEqual(complete(text), titles);
				// Above the first title it may count as the heading's.
				assert.deepEqual(problemLines(text), index === 0 && /^(?:\d+$|Submitted)/.test(stray) ? [] : [at + 1]);
			}
		});
	}

	it('should take a stray line between title and abstract for what it is', () => {
		const at = heading.length + 4 + 2;
		const text = [...lines.slice(0, at), 'Upvote', '', ...lines.slice(at)].join('\n');
		assert.deepEqual(complete(text), titles);
		assert.deepEqual(problemLines(text), [at + 1]);
	});

	it('should keep a paper whose abstract is missing, and name its line', () => {
		for (const [index, title] of titles.entries()) {
			const at = heading.length + 4 * index;
			const text = [...lines.slice(0, at + 2), ...lines.slice(at + 4)].join('\n');
			const { papers, problems } = ingest(text);
			assert.deepEqual(
				papers.map(paper => paper.title),
				titles,
			);
			assert.equal(papers[index]?.abstract, undefined);
			assert.deepEqual(problems, [{ line: at + 1, message: `This title has no abstract: “${title}”` }]);
		}
	});

	it('should name the second of two abstracts in a row', () => {
		const at = heading.length + 4;
		const text = [...lines.slice(0, at), ...lines.slice(at + 2)].join('\n');
		const { papers, problems } = ingest(text);
		assert.deepEqual(
			papers.map(paper => paper.title),
			titles.filter((_, index) => index !== 1),
		);
		assert.deepEqual(
			problems.map(problem => problem.line),
			[at + 1],
		);
		assert.match(problems[0]?.message ?? '', /^This abstract has no title: “This made-up abstract/);
	});

	it('should not mistake a title that begins like a word of the page', () => {
		const odd = [
			'Search-R1: Training Models to Search',
			'Daily Life of a Gradient',
			'New Bounds on Old Problems',
			'View Synthesis by Accident',
			'By Design: Robust Planning',
		];
		const text = [...heading, ...odd.flatMap(title => [title, '', abstractOf(title), ''])].join('\n');
		assert.deepEqual(complete(text), odd);
		assert.deepEqual(problemLines(text), []);
	});

	it('should make TeX plain and find the links', () => {
		const abstract = String.raw`${abstractOf('it')} See Gy\"{o}rgy et al., who close the ${"``gap''"} by 5\%. We propose a https://huggingface.co/datasets/a/b_c{new benchmark}; the code is at https://github.com/a/b-c.`;
		const { papers } = ingest([...heading, 'A Title with TeX in it', '', abstract].join('\n'));
		assert.match(papers[0]?.abstract ?? '', /See György et al\., who close the “gap” by 5%\./);
		assert.deepEqual(papers[0]?.links, [
			{ kind: 'data', url: 'https://huggingface.co/datasets/a/b_c' },
			{ kind: 'code', url: 'https://github.com/a/b-c' },
		]);
	});

	it('should say that a text is no list of papers', () => {
		for (const text of ['', '  \n', 'Dear diary,\ntoday nothing happened.\n', '# Notes\n\n- one\n- two\n', '{"a": 1}']) {
			const { format, papers, problems } = ingest(text);
			assert.deepEqual([format, papers.length, problems.length, problems[0]?.line], [undefined, 0, 1, 1], text);
		}
	});

	it('should place or name every line of any text, and never throw (property)', () => {
		const line = fc.oneof(
			fc.constantFrom(...titles, ...titles.map(abstractOf), ...heading, ...strays),
			fc.string({ unit: 'grapheme', maxLength: 40 }),
		);
		fc.assert(
			fc.property(fc.array(line, { maxLength: 30 }), content => {
				const { papers, problems } = ingest([...heading, ...content].join('\n'));
				for (const { message } of problems) {
					assert.ok(message.length > 0);
				}
				assert.deepEqual(
					papers.map(paper => paper.source?.rank),
					papers.map((_, index) => index + 1),
				);
				assert.ok(papers.every(paper => paper.title !== ''));
			}),
		);
	});

	const real = sharedText('hf-daily/000_b2327261eb8d208d.txt');
	describe(`of 104 real papers (needs ../shared)`, () => {
		before(function () {
			if (real === undefined) {
				this.skip();
			}
		});

		it('should give all papers with the titles and abstracts of the page, and 29 links', () => {
			const { papers, problems } = ingest(real ?? '', { fileName: 'saved.txt' });
			const source = (real ?? '')
				.split('\n')
				.filter(text => text !== '')
				.slice(6);
			assert.deepEqual(problems, []);
			assert.equal(papers.length, 104);
			assert.deepEqual(
				papers.map(paper => paper.title),
				source.filter((_, index) => index % 2 === 0),
			);
			const changed = papers.filter((paper, index) => paper.abstract !== source[2 * index + 1]);
			// Those with TeX in them; each was looked at.
			assert.equal(changed.length, 9);
			assert.deepEqual([papers[0]?.source?.date, papers[103]?.source?.rank], ['--08-20', 104]);
			const links = papers.flatMap(paper => paper.links ?? []);
			const count = (kind: string) => links.filter(link => link.kind === kind).length;
			assert.deepEqual([links.length, count('code'), count('project'), count('data')], [29, 22, 5, 2]);
			assert.deepEqual(
				links.filter(link => /[.,;:)}\]]$|\{/.test(link.url)),
				[],
			);
		});
	});
});
