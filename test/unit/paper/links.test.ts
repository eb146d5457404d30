import assert from 'node:assert/strict';
import { findLinks, linkKind } from '../../../src/core/paper/links';
import { locateLinks } from '../../../src/core/text/addresses';

describe('links of an abstract', () => {
	const cases: readonly (readonly [string, readonly string[]])[] = [
		['Code: https://github.com/a/b.', ['https://github.com/a/b']],
		['(see https://a.org/b_(c)), and https://a.org/d).', ['https://a.org/b_(c)', 'https://a.org/d']],
		['at https://a.github.io/b/, with', ['https://a.github.io/b/']],
		['a https://a.org/b{new URL} c', ['https://a.org/b']],
		['this vibrant fieldhttps://github.com/a/b', ['https://github.com/a/b']],
		['“https://a.org/b”, ‘https://a.org/c’; https://a.org/d…', ['https://a.org/b', 'https://a.org/c', 'https://a.org/d']],
		['once https://a.org/b and again https://a.org/b', ['https://a.org/b']],
		['<https://a.org/b?c=d&e=f#g>', ['https://a.org/b?c=d&e=f#g']],
		['javascript:alert(1) ftp://a.org file:///etc', []],
	];
	for (const [text, urls] of cases) {
		it(`should be found in “${text}”`, () => {
			assert.deepEqual(
				findLinks(text).map(link => link.url),
				urls,
			);
		});
	}

	it('should be located without the sentence around them', () => {
		const text = 'at https://a.org/b. End';
		assert.deepEqual(
			locateLinks(text).map(({ start, end }) => text.slice(start, end)),
			['https://a.org/b'],
		);
	});

	const kinds: Readonly<Record<string, string>> = {
		'https://github.com/a/b': 'code',
		'https://gitlab.com/a/b/-/tree/main': 'code',
		'https://anonymous.4open.science/r/x': 'code',
		'https://a.github.io': 'project',
		'https://a.github.io/b/': 'project',
		'https://sites.google.com/view/x': 'project',
		'https://huggingface.co/datasets/a/b': 'data',
		'https://zenodo.org/record/1': 'data',
		'https://huggingface.co/a/b': 'other',
		'https://a.org': 'other',
		'https://evil.org/github.com/a/b': 'other',
	};
	for (const [url, kind] of Object.entries(kinds)) {
		it(`should take ${url} for ${kind}`, () => {
			assert.equal(linkKind(url), kind);
		});
	}
});
