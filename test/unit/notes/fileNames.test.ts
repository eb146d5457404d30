import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pathIdentity, safeFileName } from '../../../src/core/notes/fileNames';
import { mistakeInNamePattern, noteFileName, previewNames } from '../../../src/core/notes/namePattern';
import type { Paper } from '../../../src/core/paper/paper';
import { now, samplePaper } from './samplePaper';

function path(pattern: string, changes: Partial<Paper> = {}, taken: readonly string[] = []): string {
	const identities = new Set(taken.map(pathIdentity));
	return noteFileName(samplePaper(changes), pattern, { now, taken: candidate => identities.has(pathIdentity(candidate)) });
}

describe('noteFileName', () => {
	const cases: readonly (readonly [what: string, pattern: string, changes: Partial<Paper>, expected: string])[] = [
		['use the key', '{{key}}', {}, 'song2021score.md'],
		['not double the extension', '{{key}}.md', {}, 'song2021score.md'],
		[
			'make folders by year, tag and collection',
			'{{year}}/{{tags.0}}/{{collections.0}}/{{key}}',
			{ collections: ['Thesis'] },
			'2021/diffusion/Thesis/song2021score.md',
		],
		['leave out a folder that has no name', '{{year}}/{{collections.0}}/{{key}}', { issued: {} }, 'song2021score.md'],
		['make no folder of a value', '{{key}}', { 'citation-key': 'doi:10.1/a\\b' }, 'doi-10.1-a-b.md'],
		['not climb out through the pattern', '../../{{key}}', {}, 'song2021score.md'],
		['not climb out through a value', '{{tags.0}}/{{key}}', { tags: ['..'] }, 'song2021score.md'],
		['not start at the root', '/etc/{{key}}', {}, 'etc/song2021score.md'],
		['take dates', '{{now | YYYY-MM}}/{{key}}', {}, '2026-08/song2021score.md'],
		['fall back to the key', '{{doi}}', {}, 'song2021score.md'],
	];
	for (const [what, pattern, changes, expected] of cases) {
		it(`should ${what}`, () => {
			assert.equal(path(pattern, changes), expected);
		});
	}

	it('should number a name that is taken, in whatever case', () => {
		assert.equal(path('{{key}}', {}, ['SONG2021score.md', 'song2021score 2.md']), 'song2021score 3.md');
	});

	it('should say what is wrong with a pattern, and take the default one instead', () => {
		assert.equal(mistakeInNamePattern('{{year}}/{{kye}}', samplePaper()), 'Unknown field “kye”. See the list of fields in docs/notes.md.');
		assert.equal(mistakeInNamePattern('{{year}}/{{key}}', samplePaper()), undefined);
		assert.equal(path('{{year}}/{{kye}}'), 'song2021score.md');
	});
});

describe('the preview of note names', () => {
	it('should show where the notes of some papers go, and while the pattern is unfinished what is wrong with it', () => {
		const papers = [samplePaper({ title: 'One' }), samplePaper({ title: 'Two' })];
		assert.deepEqual(previewNames(papers, '{{year}}/{{key}}', now), {
			kind: 'names',
			names: [
				{ name: '2021/song2021score.md', title: 'One' },
				{ name: '2021/song2021score 2.md', title: 'Two' },
			],
		});
		for (const unfinished of ['{{year}}/{{ke', '{{kye}}']) {
			assert.equal(previewNames(papers, unfinished, now).kind, 'mistake', unfinished);
		}
	});
});

describe('safeFileName', () => {
	const cases: readonly (readonly [string, string])[] = [
		['CON', '_CON'],
		['nul.txt', '_nul.txt'],
		['COM¹', '_COM¹'],
		['console', 'console'],
		['a. ', 'a'],
		['.hidden', 'hidden'],
		['..', ''],
		['a<b>:c"|?*', 'a-b-c'],
		['a\u0000\u202eb', 'ab'],
		['a\n b', 'a b'],
		['e\u0301', 'é'],
		['\ud800x', 'x'],
		['-', ''],
	];
	for (const [text, name] of cases) {
		it(`should make ${JSON.stringify(name)} of ${JSON.stringify(text)}`, () => {
			assert.equal(safeFileName(text), name);
		});
	}

	it('should give one name that every file system takes, whatever the text, and leave it alone after that', () => {
		const texts = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc
				.array(fc.constantFrom('.', '/', '\\', ' ', 'con', 'aux', '-', '_', '\u0301', '𝔘', 'é', ':', 'a'.repeat(50), '汉'.repeat(30)))
				.map(parts => parts.join('')),
		);
		fc.assert(
			fc.property(texts, text => {
				const name = safeFileName(text);
				assert.doesNotMatch(name, /[\\/<>:"|?*\p{Cc}\p{Cf}]|^[. -]|[. -]$/u);
				assert.doesNotMatch(name, /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
				assert.ok(Buffer.byteLength(name) <= 121);
				assert.equal(safeFileName(name), name);
			}),
			{ numRuns: 2000 },
		);
	});
});
