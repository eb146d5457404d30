import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ingest } from '../../../src/core/ingest/ingest';
import type { IncomingPaper } from '../../../src/core/paper/paper';
import type { ReferencesUpdate } from '../../../src/core/references/referencesUpdate';
import { updateReferences } from '../../../src/core/references/referencesFile';

const paper = (key: string, title = `Title of ${key}`): IncomingPaper => ({
	'citation-key': key,
	type: 'article-journal',
	title,
	author: [{ family: 'Doe', given: 'J.' }],
	'container-title': 'Rays',
	issued: { 'date-parts': [[2020, 5]] },
});

function update(
	text: string,
	fileName: string,
	papers: readonly IncomingPaper[],
	options: { readonly cited?: readonly string[]; readonly remove?: boolean } = {},
): ReferencesUpdate & { readonly kind: 'updated' } {
	const result = updateReferences(text, fileName, {
		papers,
		cited: new Set(options.cited ?? papers.map(item => item['citation-key'] ?? '')),
		remove: options.remove ?? true,
	});
	assert.ok(result.kind === 'updated', JSON.stringify(result));
	return result;
}

function keysOf(text: string): readonly string[] {
	if (/^\[\s*\]\s*$|^\s*$/.test(text)) {
		return [];
	}
	const { papers, problems } = ingest(text, {
		fileName: text.trimStart().startsWith('[') || text.trimStart().startsWith('{') ? 'x.json' : 'x.bib',
	});
	assert.deepEqual(problems, []);
	return papers.map(item => item['citation-key'] ?? '');
}

for (const fileName of ['refs.bib', 'refs.json']) {
	describe(`a references file kept in step: ${fileName}`, () => {
		it('should be written from nothing, and be read back', () => {
			const { text, added } = update('', fileName, [paper('a1'), paper('b2')]);
			assert.equal(added, 2);
			assert.deepEqual(keysOf(text), ['a1', 'b2']);
		});

		it('should stay as it is where nothing changed', () => {
			const { text } = update('', fileName, [paper('a1'), paper('b2')]);
			assert.deepEqual(update(text, fileName, [paper('b2'), paper('a1')]), { kind: 'updated', text, added: 0, changed: 0, removed: 0 });
		});

		it('should follow a paper that changed, in its place', () => {
			const { text } = update('', fileName, [paper('a1'), paper('b2')]);
			const next = update(text, fileName, [paper('a1', 'Another title'), paper('b2')]);
			assert.deepEqual([next.added, next.changed, next.removed], [0, 1, 0]);
			assert.equal(next.text.replace(/Another title/, 'Title of a1').replace(/[0-9a-f]{8}/g, ''), text.replace(/[0-9a-f]{8}/g, ''));
		});

		it('should let go of what is not cited any more, but only where it may, and never of a key that is cited though nobody knows it', () => {
			const { text } = update('', fileName, [paper('a1'), paper('b2'), paper('c3')]);
			assert.deepEqual(keysOf(update(text, fileName, [paper('b2')]).text), ['b2']);
			assert.deepEqual(keysOf(update(text, fileName, [paper('b2')], { remove: false }).text), ['a1', 'b2', 'c3']);
			assert.deepEqual(keysOf(update(text, fileName, [paper('b2')], { cited: ['b2', 'c3'] }).text), ['b2', 'c3']);
			assert.deepEqual(keysOf(update(update(text, fileName, []).text, fileName, [paper('a1')]).text), ['a1']);
		});

		it('should leave an entry alone that somebody edited, and write no second one of its key', () => {
			const { text } = update('', fileName, [paper('a1')]);
			const edited = text.replace('Title of a1', 'My own title');
			assert.equal(update(edited, fileName, [paper('a1', 'Another')]).text, edited);
			assert.equal(update(edited, fileName, []).text, edited);
		});

		it('should still know its entries when another program has written them anew in its own way', () => {
			const { text } = update('', fileName, [paper('a1')]);
			const rewritten =
				fileName === 'refs.json'
					? JSON.stringify(JSON.parse(text))
					: text
							.replace(/\n {2}/g, '\r\n\t\t')
							.replace('  title = {Title of', 'TITLE={Title  of')
							.replace(',\n  marginalia', ', marginalia');
			assert.match(update(rewritten, fileName, [paper('a1', 'Another')]).text, /Another/);
		});

		it('should keep every byte that is not its own', () => {
			const foreign = fileName === 'refs.json' ? foreignJson : foreignBib;
			const own = fc.uniqueArray(fc.stringMatching(/^own[0-9]$/), { maxLength: 5 });
			fc.assert(
				fc.property(
					fc.array(foreign, { maxLength: 4 }),
					fc.array(own, { minLength: 1, maxLength: 4 }),
					fc.boolean(),
					(chunks, rounds, remove) => {
						let text =
							fileName === 'refs.json'
								? `[${chunks.map((chunk, index) => chunk.replace('KEY', `f${index}`)).join(',')}\n]\n`
								: chunks.map((chunk, index) => chunk.replace('KEY', `f${index}`)).join('');
						const original = text;
						for (const keys of rounds) {
							text = update(
								text,
								fileName,
								[...keys.map(key => paper(key, `T ${text.length}`)), paper('f0', 'Never written over')].slice(
									0,
									chunks.length > 0 ? undefined : -1,
								),
								{ remove },
							).text;
							assert.deepEqual(
								keysOf(text)
									.filter(key => key.startsWith('own'))
									.toSorted()
									.filter(key => keys.includes(key)),
								keys.toSorted(),
							);
						}
						const bare = update(text, fileName, []).text;
						assert.equal(chunks.length === 0 ? '' : bare.trimEnd(), chunks.length === 0 ? '' : original.trimEnd());
					},
				),
				{ numRuns: 100 },
			);
		});
	});
}

const foreignBib = fc.constantFrom(
	'@article{KEY,\n  title={Mine}, year = 2020\n}\n',
	'% a comment {\n',
	'@string{x = "y"}\n\n',
	'@comment{jabref-meta: z}\n',
	'@Book(KEY,\r\n\ttitle = "Q",\r\n)\r\n\r\n',
	'words in between\n',
	'@misc{KEY, title = {A}, marginalia = {deadbeef}}\n',
	'\n\n\n',
);
const foreignJson = fc.constantFrom(
	'\n  {"id": "KEY", "type": "book", "title": "Mine"}',
	'{ "id":"KEY","type":"book" ,"title" : "M" }',
	'\n\n\t{\n\t\t"type": "book", "title": "T",\n\t\t"id": "KEY", "custom": {"marginalia": "deadbeef"}\n\t}  ',
);

describe('references files that cannot be kept', () => {
	const refused = (text: string, fileName: string) =>
		updateReferences(text, fileName, { cited: new Set(['a1']), papers: [paper('a1')], remove: true });

	it('should be named by the line from which they cannot be read', () => {
		assert.deepEqual(refused('% x\n@article{k,\n  title = {never closed,\n  year = 2020\n}\n\n@misc{b, title={B}}\n', 'refs.bib'), {
			kind: 'unreadable',
			line: 3,
			message: 'The value of “title” isn’t closed.',
		});
		assert.deepEqual(refused('@article{k,\n  title = {closed},\n  year = 2020\n', 'refs.bib').kind, 'unreadable');
		assert.deepEqual(refused('[\n  {"id": "x"},\n  {"id": \n]\n', 'refs.json'), {
			kind: 'unreadable',
			line: 3,
			message: 'The JSON that starts here is invalid or incomplete.',
		});
		assert.equal(refused('{"a": 1}', 'refs.json').kind, 'unreadable');
	});

	it('should take a list within an object', () => {
		const { text } = update('{\n "references": [ ],\n "more": [1]\n}\n', 'refs.json', [paper('a1')]);
		assert.deepEqual([keysOf(text), /"more": \[1\]\n\}\n$/.test(text)], [['a1'], true]);
	});
});

describe('keys of a references file', () => {
	for (const key of ["O'Brien2010", '10.1016/S0022-2836(05)80360-2', 'url?id=7', 'x~y', 'k#1', 'a:"b"', 'Ünal_2001']) {
		it(`should be written as they are cited, and found again: ${key}`, () => {
			const { text } = update('', 'refs.bib', [paper(key)]);
			assert.ok(text.includes(`{${key},`), text);
			assert.deepEqual(keysOf(text), [key]);
			assert.deepEqual(update(text, 'refs.bib', [paper(key)]), { kind: 'updated', text, added: 0, changed: 0, removed: 0 });
		});
	}

	it('should not make the file grow where a key cannot be written as it is', () => {
		const { text } = update('', 'refs.bib', [paper('a b%c')]);
		assert.equal(update(text, 'refs.bib', [paper('a b%c')]).text, text);
	});

	it('should count as one in BibTeX, whatever their case', () => {
		assert.equal(update('@article{New, title={Mine}, year=2001}\n', 'refs.bib', [paper('new')]).added, 0);
		assert.equal(update('@article{New, title={Mine}, date={2001}}\n', 'refs.bib', [paper('new')]).added, 1);
	});
});
