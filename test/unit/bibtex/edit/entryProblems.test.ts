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

	it('should tell strings from the comments and texts beside them', async () => {
		const text = '@misc{a, title = {} # 12 # "rays" % rays\n # % rays\n rays # jan, note = % b\n b, year = 2000}';
		const found = (await entryProblems(text, options)).filter(({ kind }) => kind === 'unknown-string');
		assert.deepEqual(
			found.map(({ start, end }) => [start, text.slice(start, end)]),
			[
				[text.lastIndexOf('rays'), 'rays'],
				[text.lastIndexOf('b,'), 'b'],
			],
		);
		assert.equal(await repaired(text, 'unknown-string'), text.replace('rays # jan', '{rays} # jan'));
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
			await problems(
				'@misc{a, title={A}, Title={B}, note={x}, note={y}, note={x}, url={}, url={u}, keywords={k}, keywords={l}, year=2000}',
			).then(all => all.filter(([kind]) => kind === 'repeated-field')),
			[
				['repeated-field', 'Title={B}', '“title” appears twice. Only the first one is read.'],
				['repeated-field', 'note={y}', '“note” appears twice. Only the first one is read.'],
			],
		);
	});

	it('should offer to close a value where its line ends, before the comma, and nothing where nobody knows what is meant', async () => {
		const cases: readonly (readonly [broken: string, message: string, mended: string | undefined])[] = [
			['@misc{a, title = {T,\n  year = {2000}\n}\n', 'The value of “title” isn’t closed.', '@misc{a, title = {T},\n  year = {2000}\n}\n'],
			['@misc{a, title = "T,\n  year = 2000\n}', '', '@misc{a, title = "T",\n  year = 2000\n}'],
			['@misc{a, title = {T', 'This brace isn’t closed.', '@misc{a, title = {T}'],
			['@misc{a', 'This entry is incomplete.', undefined],
			['@string{x {Y}}\n', 'This @string has no = after its name.', undefined],
			['@misc{a, title {T}, year = 2000}', '“title” has no = and no value.', undefined],
			['@misc{a, {x}, year = 2000}', 'This isn’t a field.', undefined],
		];
		for (const [broken, message, mended] of cases) {
			const [first] = (await entryProblems(broken, options)).filter(({ kind }) => kind === 'syntax');
			assert.ok(first !== undefined && (message === '' || first.message === message), `${broken}: ${first?.message ?? ''}`);
			assert.equal(first.repairs.length, mended === undefined ? 0 : 1, broken);
			assert.equal(mended === undefined ? undefined : applyEdits(broken, first.repairs[0]?.edits ?? []), mended);
		}
	});

	it('should offer a comma behind the sign of a field without a value', async () => {
		const text = '\n@misc{a, note =\n  title = {T}, year = 2000}';
		const comma = (await entryProblems(text, options)).find(({ kind, repairs }) => kind === 'syntax' && repairs.length > 0);
		assert.equal(applyEdits(text, comma?.repairs[0]?.edits ?? []), text.replace('note =', 'note =,'));
	});

	it('should count the keys of entries that cannot be read', async () => {
		const text = '@misc{a, title = {T,\n  year = {2000}\n}\n@misc{a, title = {U}}\n';
		assert.deepEqual(
			(await problems(text)).filter(([kind]) => kind === 'duplicate-key').map(([, at]) => at),
			['a'],
		);
	});

	it('should say which entries BibTeX takes for one, and give none a key that another has in other letters', async () => {
		const text = full + full.replace('doe2020', 'Doe2020') + full.replace('doe2020', 'DOE2020A');
		const found = (await problems(text)).filter(([kind]) => kind === 'duplicate-key');
		assert.deepEqual(found, [['duplicate-key', 'Doe2020', 'BibTeX treats “Doe2020” and “doe2020” as the same key.']]);
		const again = `${full.replace('doe2020', 'doe2020A')}${full}${full}`;
		assert.equal(
			await repaired(again, 'duplicate-key'),
			`${full.replace('doe2020', 'doe2020A')}${full}${full.replace('doe2020', 'doe2020b')}`,
		);
	});

	it('should stand in the order of the file, and hint at no fields of an entry with a mistake or without any', async () => {
		const text = '@article{a, title = {T}}\n@article{b, title = {T} author = {A}}\n@article{c}\n@misc{d, title = x}\n';
		assert.deepEqual(
			(await entryProblems(text, options)).map(({ kind, start }) => [kind, text.slice(0, start).split('\n').length]),
			[
				['missing-field', 1],
				['syntax', 2],
				['unknown-string', 4],
			],
		);
	});

	it('should ask of each dialect what it needs, and of a file of neither what its fields tell', async () => {
		const thesis = '@thesis{a, title = {T}, author = {A}, year = 2000}\n';
		const messages = async (text: string, dialect?: 'bibtex' | 'biblatex') =>
			(await entryProblems(text, { ...options, ...(dialect && { dialect }) })).map(({ message }) => message);
		const needs = ['@thesis entries should have institution or school.'];
		assert.deepEqual(await messages(thesis), []);
		assert.deepEqual(await messages(thesis, 'biblatex'), needs);
		assert.deepEqual(await messages(`${thesis}@misc{b, title = {T}, date = {2000}}`), needs);
		assert.deepEqual(await messages(`${thesis}@misc{b, title = {T}, date = {2000}}`, 'bibtex'), []);
	});

	it('should show where a missing key and a missing parent are named', async () => {
		const xdata = '@misc{a, title = {T}, note = {gone}, xdata = {here, gone}}\n@xdata{here, note = {N}}\n';
		const [problem] = await entryProblems(xdata, options);
		assert.deepEqual([problem?.kind, problem?.start], ['unknown-parent', xdata.lastIndexOf('gone')]);
		const keyless = full.replace('doe2020', '  ');
		const [missing] = await entryProblems(keyless, options);
		assert.deepEqual([missing?.kind, keyless.slice(missing?.start, missing?.end)], ['missing-key', '@article{']);
	});
});
