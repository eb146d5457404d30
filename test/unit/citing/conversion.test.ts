import assert from 'node:assert/strict';
import fc from 'fast-check';
import { convertCitations, convertibleFrom } from '../../../src/core/citing/conversion';
import { syntaxes } from '../../../src/core/citing/languages';
import type { Citation, Syntax } from '../../../src/core/citing/syntax';
import { applyEdits } from '../../../src/core/text/edits';

function syntax(id: string): Syntax {
	const found = syntaxes.find(candidate => candidate.id === id);
	assert.ok(found !== undefined, id);
	return found;
}

function converted(text: string, from: string, to: string): string {
	return applyEdits(text, convertCitations(text, syntax(from), syntax(to)).edits);
}

const words = fc.constantFrom('see', 'e.g.', 'cf. *also*', 'compare 5% of A & B', '**not**', 'see_also', 'über – und');
const behind = fc.constantFrom(', passim', ', and *elsewhere*', ', n. 5 & more', ', with $x');
const cite = fc.record(
	{
		key: fc.constantFrom('a', 'doe:2020', 'roe-2021', 'köhler_99', 'doi:10.1000/x.y'),
		prefix: words,
		locator: fc.record({
			label: fc.constantFrom('page', 'chapter', 'section', 'volume', 'figure'),
			value: fc.constantFrom('3', '3-5', 'iv', '12, 14'),
		}),
		suffix: behind,
	},
	{ requiredKeys: ['key'] },
);

/** What biblatex can hold: an author is named in the text or left out for all works of a citation alike. */
const citation: fc.Arbitrary<Citation> = fc
	.record({
		form: fc.constantFrom('parenthetical' as const, 'narrative' as const, 'suppressed' as const),
		cites: fc.array(cite, { minLength: 1, maxLength: 3 }),
	})
	.map(({ form, cites }) => ({
		form: form === 'suppressed' ? 'parenthetical' : form,
		cites:
			form === 'narrative'
				? cites.map(({ prefix, ...first }, index) => (index === 0 ? first : { ...first, ...(prefix === undefined ? {} : { prefix }) }))
				: form === 'suppressed'
					? cites.slice(0, 1).map(one => ({ ...one, suppressAuthor: true as const }))
					: cites,
	}));

function meaning(text: string, id: string): unknown {
	return syntax(id)
		.find(text)
		.map(({ form, cites }) => ({
			form,
			cites: cites.map(({ key, prefix, locator, suffix, suppressAuthor }) => ({ key, prefix, locator, suffix, suppressAuthor })),
		}));
}

describe('convertCitations, there and back', () => {
	it('should lose nothing of pandoc that biblatex can hold', () => {
		fc.assert(
			fc.property(fc.array(citation, { minLength: 1, maxLength: 3 }), citations => {
				const text = citations.map(one => `Words ${syntax('pandoc').print(one)} and words.`).join('\n\n');
				const there = converted(text, 'pandoc', 'biblatex');
				assert.doesNotMatch(there, /@/);
				assert.deepEqual(meaning(converted(there, 'biblatex', 'pandoc'), 'pandoc'), meaning(text, 'pandoc'), there);
			}),
			{ numRuns: 500 },
		);
	});

	it('should lose nothing of biblatex that pandoc can hold', () => {
		fc.assert(
			fc.property(fc.array(citation, { minLength: 1, maxLength: 3 }), citations => {
				const text = converted(citations.map(one => syntax('pandoc').print(one)).join('\n\n'), 'pandoc', 'biblatex');
				assert.equal(converted(converted(text, 'biblatex', 'pandoc'), 'pandoc', 'biblatex'), text);
			}),
			{ numRuns: 500 },
		);
	});

	it('should keep every key between any two syntaxes, or name the citation that it leaves', () => {
		const keys = (text: string, id: string) =>
			syntax(id)
				.find(text)
				.flatMap(({ cites }) => cites.map(({ key }) => key));
		fc.assert(
			fc.property(
				fc.constantFrom('pandoc', 'biblatex', 'natbib', 'myst', 'typst'),
				fc.constantFrom('pandoc', 'biblatex', 'natbib', 'myst', 'typst'),
				fc.array(fc.constantFrom('a', 'b2', 'c-3'), { minLength: 1, maxLength: 3 }),
				(from, to, cited) => {
					const text = syntax(from).print({ form: 'parenthetical', cites: cited.map(key => ({ key })) });
					assert.deepEqual(keys(converted(text, from, to), to), cited);
				},
			),
		);
	});

	for (const [text, to, expected, left] of [
		['[see @a, pp. 3-5, and more; -@b]', 'obsidian', undefined, 1],
		['[@a, p. 3] and [@b]', 'obsidian', '[@a, p. 3] and [[@b]]', 1],
		['[@a; @b]', 'obsidian', '[[@a]], [[@b]]', 0],
		['[-@a]', 'obsidian', undefined, 1],
		['[see @a, p. 3; -@b]', 'latex', undefined, 1],
		['[see @a, p. 3; -@b]', 'natbib', undefined, 1],
		['[see @a, p. 3; -@b]', 'biblatex', undefined, 1],
		['[see @a, p. 3; -@b]', 'myst', undefined, 1],
		['[see @a, p. 3; -@b]', 'typst', undefined, 1],
		['[-@b]', 'natbib', '\\citeyearpar{b}', 0],
		['[see @a, p. 3]', 'myst', '{cite:p}`{see}a{p. 3}`', 0],
		['[see *also* @a, p. 3, passim]', 'typst', 'see _also_ @a[p. 3, passim]', 0],
		['[see @a, p. 3]', 'dokuwiki', undefined, 1],
		['[@a, p. 3; @b, and *more*]', 'dokuwiki', '[(a>p. 3)][(b>and //more//)]', 0],
		['@a says', 'dokuwiki', undefined, 1],
		['[@a, {pp. iv, vi-xi, (xv)-(xvii)} with suffix here]', 'obsidian', undefined, 1],
	] as const) {
		it(`should write ${text} as ${expected ?? 'itself'} in ${to}`, () => {
			assert.equal(converted(text, 'pandoc', to), expected ?? text);
			assert.equal(convertCitations(text, syntax('pandoc'), syntax(to)).left.length, left);
		});
	}

	it('should lose no key, word, place or suppressed author between any two syntaxes, or leave the citation', () => {
		const ids = fc.constantFrom(...syntaxes.map(({ id }) => id));
		const bare = (words: string) => words.replace(/[^\p{L}\p{N}]/gu, '');
		fc.assert(
			fc.property(
				ids,
				ids,
				fc.array(
					fc.record(
						{
							key: fc.constantFrom('a1', 'b2'),
							prefix: fc.constantFrom('see', 'cf.', 'compare also'),
							locator: fc.constant({ label: 'page', value: '3' }),
							suffix: fc.constantFrom(', passim', ', and elsewhere'),
							suppressAuthor: fc.constant(true as const),
						},
						{ requiredKeys: ['key'] },
					),
					{ minLength: 1, maxLength: 3 },
				),
				(from, to, cites) => {
					const text = syntax(from).print({ form: 'parenthetical', cites });
					const before = syntax(from).find(text);
					const { edits, left } = convertCitations(text, syntax(from), syntax(to));
					const after = applyEdits(text, edits);
					if (left.length === 0) {
						const cited = syntax(to)
							.find(after)
							.flatMap(found => found.cites.map(({ key, suppressAuthor }) => [key, suppressAuthor === true || found.form === 'year']));
						assert.deepEqual(
							cited,
							before.flatMap(found =>
								found.cites.map(({ key, suppressAuthor }) => [key, suppressAuthor === true || found.form === 'year']),
							),
							after,
						);
						for (const word of before.flatMap(found =>
							found.cites.flatMap(({ prefix = '', suffix = '' }) => `${prefix} ${suffix}`.split(/[^\p{L}\p{N}]+/u)),
						)) {
							assert.ok(bare(after).includes(word), `${text} -> ${after} lost ${word}`);
						}
					}
				},
			),
			{ numRuns: 1000 },
		);
	});

	it('should leave keys that the other cannot write', () => {
		const { edits, left } = convertCitations('[@{a,b}] and @c', syntax('pandoc'), syntax('biblatex'));
		assert.deepEqual([edits.length, left.length], [1, 1]);
		const together = convertCitations('[@a; @{b,c}]', syntax('pandoc'), syntax('biblatex'));
		assert.deepEqual([together.edits.length, together.left.length], [0, 1]);
	});

	it('should write a comma where only the other puts one itself, and none behind a place or a sign', () => {
		for (const [text, from, to, expected] of [
			['[@a and more]', 'pandoc', 'biblatex', '\\autocite[and more]{a}'],
			['\\autocite[and more]{a}', 'biblatex', 'pandoc', '[@a, and more]'],
			['\\autocite[: more]{a}', 'biblatex', 'pandoc', '[@a: more]'],
			['\\autocite[p. 3]{a}', 'biblatex', 'pandoc', '[@a, p. 3]'],
			['\\autocite[p. 3, and more]{a}', 'biblatex', 'pandoc', '[@a, p. 3, and more]'],
			['\\citep[and more]{a}', 'natbib', 'biblatex', '\\autocite[and more]{a}'],
			['[@a and more]', 'pandoc', 'typst', '@a[and more]'],
			['@a[and more]', 'typst', 'pandoc', '[@a, and more]'],
			['[(a>and more)]', 'dokuwiki', 'pandoc', '[@a and more]'],
			['\\autocite[@x and so]{a}', 'biblatex', 'pandoc', '[@a, \\@x and so]'],
			['\\autocite*{a}', 'biblatex', 'pandoc', '[-@a]'],
			['#cite(<a>, form: "year")', 'typst', 'pandoc', '[-@a]'],
		] as const) {
			assert.equal(converted(text, from, to), expected);
		}
	});

	it('should leave what the other has no form for', () => {
		for (const [text, from, to] of [
			['\\nocite{a}', 'latex', 'pandoc'],
			['\\citeauthor{a}', 'latex', 'pandoc'],
			['\\citetitle{a}', 'biblatex', 'typst'],
			['[-@a]', 'pandoc', 'typst'],
		] as const) {
			const { edits, left } = convertCitations(text, syntax(from), syntax(to));
			assert.deepEqual([edits.length, left.map(({ start, end }) => [start, end])], [0, [[0, text.length]]], text);
		}
	});

	it('should change only what lies within a range, and nothing that is written so already', () => {
		const text = '[@a] [@b] [@c]';
		const within = (start: number, end: number) =>
			applyEdits(text, convertCitations(text, syntax('pandoc'), syntax('biblatex'), { start, end }).edits);
		assert.equal(within(5, 9), '[@a] \\autocite{b} [@c]');
		assert.equal(within(6, 14), '[@a] [@b] \\autocite{c}');
		assert.equal(within(0, 8), '\\autocite{a} [@b] [@c]');
		assert.deepEqual(convertCitations(text, syntax('pandoc'), syntax('manubot')), { edits: [], left: [] });
	});

	it('should know what may be pasted into a document of any kind', () => {
		const from = (own: string, to: string) => convertibleFrom(syntax(own), syntax(to)).map(({ id }) => id);
		assert.deepEqual(
			[from('myst', 'pandoc'), from('myst', 'myst'), from('obsidian', 'pandoc'), from('typst', 'typst'), from('dokuwiki', 'dokuwiki')],
			[['myst', 'latex'], ['latex'], ['obsidian', 'latex'], ['pandoc'], ['pandoc']],
		);
		assert.deepEqual(
			[from('latex', 'latex'), from('biblatex', 'biblatex'), from('latex', 'typst'), from('typst', 'pandoc'), from('pandoc', 'natbib')],
			[['latex', 'pandoc'], ['biblatex', 'pandoc'], ['latex'], ['typst'], ['pandoc']],
		);
	});

	it('should look in a document for what was pasted into it, where its own way is the target', () => {
		assert.deepEqual(
			convertibleFrom(syntax('pandoc'), syntax('biblatex')).map(({ id }) => id),
			['pandoc'],
		);
		assert.deepEqual(
			convertibleFrom(syntax('pandoc'), syntax('pandoc')).map(({ id }) => id),
			['latex'],
		);
		assert.deepEqual(
			convertibleFrom(syntax('latex'), syntax('biblatex')).map(({ id }) => id),
			['latex', 'pandoc'],
		);
	});
});
