import assert from 'node:assert/strict';
import fc from 'fast-check';
import { identityOf, parsedIdentity, readNoteIdentity } from '../../../src/core/notes/frontmatter';

describe('readNoteIdentity', () => {
	const cases: readonly (readonly [text: string, key: string | undefined, aliases: readonly string[]])[] = [
		['---\ncitation-key: song2021\n---\n', 'song2021', []],
		['\uFEFF---\r\ntitle: x\r\ncitation-key: "song 2021" # ours\r\n---\r\n', 'song 2021', []],
		['---\ncitation-key: 012\n---', '012', []],
		['---\ncitation-key:\n---\n', undefined, []],
		['---\ncitation-key: ~\n---\n', undefined, []],
		['---\n"citation-key": a\n---\n', 'a', []],
		['---\n{ citation-key: a, aliases: [b] }\n---\n', 'a', ['b']],
		['---\n  &a citation-key:\t1\n---\n', '1', []],
		['---\ncitation-key: "a\\u0062"\naliases: [x, "y z", \'w\']\n---\n', 'ab', ['x', 'y z', 'w']],
		['---\naliases:\n  - one two\n  - "three"\ncitation-key: k\n---\n', 'k', ['one two', 'three']],
		['---\naliases:\n- one\n- a: b\n---\n', undefined, ['one']],
		['---\nalias: one\n---\n', undefined, ['one']],
		['---\nreferences:\n- id: a\n  title: x\n  citation-key: no\ncitation-key: "a\\u0062"\n---\n', 'ab', []],
		['---\nmine: &k a\nalso:\n  title: x\ncitation-key: *k\n---\n', undefined, []],
		['---\nnote: |\n  citation-key: no\n---\n', undefined, []],
		['text\n---\ncitation-key: no\n---\n', undefined, []],
		['---\ncitation-key: [broken\n---\n', undefined, []],
		['---\naliases:\r\n# mine\n  - a\ncitation-key: k\n---\n', 'k', ['a']],
	];
	for (const [text, citationKey, aliases] of cases) {
		it(`should read ${JSON.stringify(text)}`, () => {
			assert.deepEqual(readNoteIdentity(text), { citationKey, aliases });
		});
	}

	it('should read line by line what the YAML parser reads', () => {
		const piece = fc.constantFrom(
			'citation-key:',
			'aliases:',
			' ',
			'  ',
			'\n',
			'\n',
			'\n- ',
			'\n  - ',
			'a',
			'b c',
			'"x"',
			"'y'",
			'[',
			']',
			',',
			': ',
			'#',
			' # c',
			'|',
			'>',
			'&a ',
			'*a',
			'!!str ',
			'title: t',
			'1',
			'\t',
			'{',
			'}',
			'-',
			'null',
			'\r\n',
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 14 }), pieces => {
				const yaml = pieces.join('');
				const parsed = parsedIdentity(yaml);
				const read = identityOf(yaml);
				// Broken YAML still gives what its good lines say.
				if (parsed.citationKey !== undefined || parsed.aliases.length > 0) {
					assert.deepEqual(read, parsed, JSON.stringify(yaml));
				}
			}),
			{ numRuns: 3000 },
		);
	});
});
