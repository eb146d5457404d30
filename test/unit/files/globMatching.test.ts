import assert from 'node:assert/strict';
import { excluding, fitting, folderOfGlob } from '../../../src/core/files/globMatching';

describe('patterns of paths', () => {
	const cases: readonly (readonly [pattern: string, fits: readonly string[], others: readonly string[]])[] = [
		['papers/*.bib', ['papers/a.bib', 'papers/.bib', 'papers/.a.bib'], ['papers/a/b.bib', 'a.bib', 'papers/a.bibx', 'papers/a,bib']],
		['**/*.md', ['a.md', 'a/b.md', 'a/.b/c.md'], ['a.mdx', 'md']],
		['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b'], ['a/xb', 'ab', 'a/x/b/c']],
		['drafts/**', ['drafts', 'drafts/', 'drafts/a', 'drafts/a/b'], ['draft/a', 'x/drafts/a']],
		['**', ['a', 'a/b'], []],
		['a**b', ['ab', 'axb'], ['a/b']],
		['?.bib', ['a.bib'], ['ab.bib', '/.bib', '.bib']],
		['{refs,more}.{bib,json}', ['refs.bib', 'more.json'], ['refs.', 'refsmore.bib']],
		['{a,b/{c,}}x', ['ax', 'b/cx', 'b/x'], ['bx', 'x']],
		['{a/**,b}', ['a', 'a/b', 'b'], ['ab', 'b/c']],
		['{**/,}x', ['x', 'a/x'], ['ax']],
		['[0-9a]*[!x].bib', ['1b.bib', 'ab.bib'], ['1x.bib', 'b1.bib', '1.bib', '1/b.bib']],
		['[]]a', [']a'], ['a']],
		['a{b', ['a{b'], ['ab']],
		['{a,{b}', ['{a,b'], ['a']],
		['a[b', ['a[b'], ['ab']],
		['\\*a\\', ['*a\\'], ['ba\\']],
		['./bib/*.bib', ['bib/a.bib'], []],
		['../bib/*.bib', ['../bib/a.bib'], ['bib/a.bib']],
		['é/*', ['é/ü'], ['e/u']],
		['', [''], ['a']],
	];

	it('should fit as in VS Code', () => {
		for (const [pattern, fits, others] of cases) {
			const fit = fitting(pattern);
			assert.deepEqual(
				fits.filter(path => !fit(path)),
				[],
				`${pattern} fits`,
			);
			assert.deepEqual(others.filter(fit), [], `${pattern} does not fit`);
		}
	});

	it('should take no longer for patterns that may fit in many ways, and be no endless text', () => {
		const path = `${'a/'.repeat(100)}${'a'.repeat(200)}`;
		for (const pattern of ['*a', '**/', '**/a/', '{a,*}', '{*a,a*}', '{', '{a,', '[', '[a-z]*', '?*', '\\']) {
			assert.equal(fitting(`${pattern.repeat(1000 / pattern.length - 1)}b`)(path), false);
		}
		assert.equal(fitting('*'.repeat(1001))('a'), false);
	});

	it('should tell the folder that all is in', () => {
		for (const [pattern, folder] of [
			['papers/**', 'papers'],
			['*.bib', '.'],
			['/a/b/*.bib', '/a/b'],
			['/*.bib', '/'],
			['../x/{a,b}.bib', '../x'],
			['a/b', 'a/b'],
		] as const) {
			assert.equal(folderOfGlob(pattern), folder);
		}
	});

	it('should mean folders by their names where they are no pattern', () => {
		const excluded = excluding(['drafts', './old/', '**/*.draft.md', '/']);
		assert.deepEqual(['drafts/a.md', 'old/b/c.md', 'x/y.draft.md', 'a.md', 'x/drafts/a.md'].map(excluded), [
			true,
			true,
			true,
			false,
			false,
		]);
	});
});
