import assert from 'node:assert/strict';
import { citationProblems, warningOf } from '../../../src/core/citing/citationProblems';
import { keyOccurrences } from '../../../src/core/citing/keyOccurrences';
import { unusedEntries } from '../../../src/core/citing/unusedEntries';
import { headOf } from '../../../src/core/paper/head';
import type { Head } from '../../../src/core/paper/head';
import type { Paper } from '../../../src/core/paper/paper';

function paper(fields: Partial<Paper>): Paper {
	return { id: 'i', 'citation-key': 'k', type: 'article', title: 'A Title', status: 'unread', added: '', updated: '', ...fields };
}

function head(title: string, linked?: Head['linked']): Head {
	return headOf(paper({ title }), linked);
}

const linked = { file: 'file:///w/a.bib', label: 'a.bib', line: 1 };

const held: Readonly<Record<string, readonly Head[]>> = {
	good: [head('Good'), head('GOOD', linked)],
	twice: [head('One'), head('Two', linked)],
	gone: [head('Gone')],
};

describe('citationProblems', () => {
	const problems = async (text: string, isComplete = true) => {
		const knowledge = {
			holders: (key: string) => held[key] ?? [],
			paper: (key: string) => Promise.resolve(key === 'gone' ? paper({ retracted: { by: 'crossref' } }) : paper({})),
			isComplete,
		};
		return citationProblems(keyOccurrences(text, 'markdown'), knowledge, key => key === 'quiet');
	};
	const named = async (text: string, isComplete?: boolean) =>
		(await problems(text, isComplete)).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);

	it('should not warn of names of people, packages and rules, unless a key is written almost so', async () => {
		const text = 'Ask @octocat, install @types/node and @babel/core, write @media and @font-face; @nobody2020 and [@somebody] are missing.';
		assert.deepEqual(await named(text), ['unknown-key nobody2020', 'unknown-key somebody']);
		const near = await citationProblems(
			keyOccurrences('@smit says', 'markdown'),
			{ holders: () => [], paper: () => Promise.resolve(undefined), isComplete: true },
			() => false,
			key => key === 'smit',
		);
		assert.deepEqual(
			near.map(({ key }) => key),
			['smit'],
		);
		assert.deepEqual(await named('See @suppfig-one and @vid:two.\n\n![x](y.png){#suppfig-one}\n\n![x](y.png){#vid:two}\n'), []);
	});

	it('should ask once for each key whether one is written almost so', async () => {
		const asked: string[] = [];
		await citationProblems(
			keyOccurrences('@smit says, and @smit, and @smit and @octocat.', 'markdown'),
			{ holders: () => [], paper: () => Promise.resolve(undefined), isComplete: true },
			() => false,
			key => asked.push(key) === 0,
		);
		assert.deepEqual(asked, ['smit', 'octocat']);
	});

	it('should name unknown, doubled and retracted works, and nothing else', async () => {
		assert.deepEqual(await named('[@good; @twice; @gone; @nobody; @quiet; @doi:10.1/x] `@no` [[note]]'), [
			'duplicate-key twice',
			'retracted gone',
			'unknown-key nobody',
		]);
	});

	it('should say which works have the key', async () => {
		assert.equal(
			(await problems('@twice'))[0]?.message,
			'“twice” belongs to several works: One (the library); Two (a.bib). The first is cited.',
		);
	});

	it('should call a key unknown that is written in another case, and say how it is written', async () => {
		const knowledge = {
			holders: (key: string) => (key.toLowerCase() === 'k' ? [head('Good')] : []),
			paper: () => Promise.resolve(paper({})),
			isComplete: true,
		};
		const found = await citationProblems(keyOccurrences('[@K; @k]', 'markdown'), knowledge, () => false);
		assert.deepEqual(
			found.map(({ kind, message }) => [kind, message]),
			[
				[
					'unknown-key',
					'No paper in the library has the citation key “K”. Did you mean “k”? Pandoc, Quarto and biber distinguish the two.',
				],
			],
		);
	});

	it('should call no key unknown while it may stand in a bibliography that could not be read', async () => {
		assert.deepEqual(await named('[@nobody; @gone]', false), ['retracted gone']);
	});

	it('should read from title and fields what was taken back', () => {
		assert.equal(warningOf(paper({ title: 'RETRACTED ARTICLE: On Cells' }))?.kind, 'retracted');
		assert.equal(warningOf(paper({ superseded: { key: 'b' } }))?.kind, 'superseded');
		assert.match(warningOf(paper({ 'published-version': { by: 'crossref', DOI: '10.1/b' } }))?.message ?? '', /published as doi:10\.1\/b/);
		assert.equal(warningOf(paper({ title: 'Retracted papers: a study', retracted: false })), undefined);
	});
});

describe('what a record says of a work that was taken back or replaced', () => {
	const cases: readonly (readonly [fields: Partial<Paper>, sentence: string | undefined])[] = [
		[{}, undefined],
		...[true, 'yes', { by: 'crossref' }, { extent: 'full' }].map((retracted): readonly [Partial<Paper>, string] => [
			{ retracted },
			'“A Title” was retracted.',
		]),
		...[false, '', null, 0].map((retracted): readonly [Partial<Paper>, undefined] => [{ retracted }, undefined]),
		[{ retracted: { extent: 'partial' } }, '“A Title” was retracted in part.'],
		[{ title: 'Retraction: A Title', retracted: true }, '“Retraction: A Title” was retracted.'],
		[{ concern: { by: 'crossref' } }, 'An expression of concern about “A Title” was published.'],
		[{ concern: true, retracted: true }, '“A Title” was retracted.'],
		[{ concern: '' }, undefined],
		[{ 'published-version': { DOI: '10.1/b' }, superseded: true }, '“A Title” is a preprint; it was published as doi:10.1/b.'],
		[{ 'published-version': { DOI: 7 } }, undefined],
		[{ 'published-version': '10.1/b' }, undefined],
		[{ superseded: true }, '“A Title” was replaced by a newer version.'],
		[{ superseded: false }, undefined],
	];
	for (const [fields, sentence] of cases) {
		it(`should be ${sentence ?? 'nothing'} of ${JSON.stringify(fields)}`, () => {
			assert.equal(warningOf(paper(fields))?.message, sentence);
		});
	}
});

describe('unusedEntries', () => {
	it('should find entries that nothing cites or takes fields from', () => {
		const text = '@book{used, title={A}}\n@inbook{part, crossref={parent}}\n@book{parent, title={B}}\n@misc{unused, title={C}}\n';
		const found = unusedEntries(text, key => key === 'used' || key === 'part');
		assert.deepEqual(
			found.map(({ start, end }) => text.slice(start, end)),
			['@misc{unused, title={C}}'],
		);
	});

	it('should count parents as used, several in one field and in any case, and leave out entries without a key', () => {
		const text = '@inbook{a, xref={B}}\n@book{b, xdata={c, D}, note={e}}\n@xdata{c}\n@xdata{d}\n@misc{e}\n@misc{, title={F}}\n';
		assert.deepEqual(
			unusedEntries(text, () => false).map(({ key }) => key),
			['a', 'e'],
		);
	});
});
