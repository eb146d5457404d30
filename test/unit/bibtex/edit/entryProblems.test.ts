import assert from 'node:assert/strict';
import type { EntryProblem } from '../../../../src/core/bibtex/edit/entryProblems';
import { entryProblems } from '../../../../src/core/bibtex/edit/entryProblems';
import { Pace } from '../../../../src/core/work/pace';
import { applyEdits } from '../../../../src/core/text/edits';

const options = { pace: new Pace(() => Promise.resolve()), keyPattern: 'auth.lower + year' };
const full = '@article{doe2020,\n  title = {On Rays},\n  author = {Doe, Jane},\n  journal = {Rays},\n  year = {2020}\n}\n';

async function problems(text: string): Promise<readonly (readonly [string, string, string])[]> {
	return (await entryProblems(text, options)).map(({ kind, start, end, message }) => [kind, text.slice(start, end), message]);
}

/** The text after the nth repair of its first problem of a kind. */
async function repaired(text: string, kind: EntryProblem['kind'], nth = 0): Promise<string> {
	const found = (await entryProblems(text, options)).find(problem => problem.kind === kind);
	return applyEdits(text, found?.repairs[nth]?.edits ?? []);
}

describe('problems of a BibTeX file', () => {
	it('should be none where there is nothing to say', async () => {
		assert.deepEqual(
			await problems(
				`% a comment\n@string{r = {Rays}}\n${full}@comment{x}\n@article{roe, title={T}, author={R}, journal = r # " B", year=2001, month = jan}\n@misc{x, title={}}\n`,
			),
			[],
		);
	});

	it('should name a key that was used before, and offer another', async () => {
		assert.deepEqual(await problems(full + full), [['duplicate-key', 'doe2020', 'Duplicate key “doe2020”.']]);
		assert.equal(await repaired(full + full, 'duplicate-key'), full + full.replace('doe2020', 'doe2020a'));
		assert.deepEqual(
			(await problems(full + full.replace('doe', 'Doe'))).map(([kind, at]) => [kind, at]),
			[['duplicate-key', 'Doe2020']],
		);
	});

	it('should name an entry without a key, and offer one by the pattern', async () => {
		for (const [text, mended] of [
			[full.replace('doe2020', ''), full],
			['@misc{title = {T}, author = {Roe, R.}, year = 1999}', '@misc{roe1999, title = {T}, author = {Roe, R.}, year = 1999}'],
		] as const) {
			assert.deepEqual(
				(await problems(text)).map(([kind]) => kind),
				['missing-key'],
			);
			assert.equal(await repaired(text, 'missing-key'), mended);
		}
	});

	it('should name strings that nothing defines, and offer to write or define them', async () => {
		const text = full.replace('{Rays}', 'rays # { B}');
		assert.deepEqual(await problems(text), [['unknown-string', 'rays', 'Undefined @string “rays”.']]);
		assert.equal(await repaired(text, 'unknown-string'), full.replace('{Rays}', '{rays} # { B}'));
		assert.equal(await repaired(`% first\n${text}`, 'unknown-string', 1), `% first\n@string{rays = {rays}}\n${text}`);
	});

	it('should name parents that are missing', async () => {
		assert.deepEqual(await problems('@inproceedings{a, title={T}, crossref={proc}}\n'), [
			['unknown-parent', 'proc', 'Cross-referenced entry “proc” not found.'],
		]);
	});

	it('should hint at fields that an entry should have, those of its parents counted', async () => {
		const text =
			'@article{a, title = {T}}\n@proceedings{p, title = {P}, year = 2000}\n@inproceedings{b, title={T}, author={A}, crossref={p}}\n';
		assert.deepEqual(await problems(text), [
			['missing-field', '@article{a', '@article entries should have author, journal or journaltitle and year or date.'],
		]);
		assert.equal(
			await repaired('@article{a, title = {T}, author = {A},\n  year = 2000\n}\n', 'missing-field'),
			'@article{a, title = {T}, author = {A},\n  year = 2000,\n  journal = {},\n}\n',
		);
		assert.deepEqual(await problems('@book{b, title={T}, author={A}, date={2000}}'), []);
	});

	it('should name mistakes of syntax with their place, and offer what is surely meant', async () => {
		const cases: readonly (readonly [broken: string, at: string, mended: string])[] = [
			[full.replace('{On Rays},', '{On Rays}'), '}', full],
			[full.replace('Jane},', 'Jane}},'), '},', full],
			['@misc{a,\n  title = {T}\n', '@misc{a,', '@misc{a,\n  title = {T}\n}\n'],
			[`@misc{a, title = {T\n}\n${full}`.replace('{T', '{T'), '@misc{a, title = {T', ''],
			[full.replace('{On Rays},', '"On Rays,'), '"On Rays,', full.replace('{On Rays},', '"On Rays",')],
		];
		for (const [broken, at, mended] of cases) {
			const [first] = await problems(broken);
			assert.deepEqual(first?.slice(0, 2), ['syntax', at], broken);
			if (mended !== '') {
				assert.equal(await repaired(broken, 'syntax'), mended);
			}
		}
	});

	it('should tell of a field that is not read as one of its name stands before it', async () => {
		assert.deepEqual(
			await problems('@misc{a, title={A}, Title={B}, note={x}, note={x}, url={}, url={u}, keywords={k}, keywords={l}, year=2000}').then(
				all => all.filter(([kind]) => kind === 'repeated-field'),
			),
			[['repeated-field', 'Title={B}', '“title” appears twice. Only the first one is read.']],
		);
	});
});
