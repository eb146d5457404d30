import assert from 'node:assert/strict';
import fc from 'fast-check';
import { conflictsOf, editPaper, editableRecord, editsOfText, isEditable, recordText } from '../../../src/core/editing/paperEdits';
import { addableFields, editsOfDraft, formFields, inputOf, writtenOf } from '../../../src/core/editing/form';
import type { Draft, FormRow } from '../../../src/core/editing/form';
import { remarksOn } from '../../../src/core/editing/remarks';
import { workTypes } from '../../../src/core/editing/typeFields';
import { cslTypes } from '../../../src/core/bibtex/entryTypes';
import { isArray, isObject, parseJson } from '../../../src/core/data/json';
import type { Json, JsonObject } from '../../../src/core/data/json';
import { fieldValue, isSameValue, withFieldEdits } from '../../../src/core/paper/fieldEdit';
import { fieldOf, fields } from '../../../src/core/paper/fields';
import { isPaper } from '../../../src/core/paper/paper';
import type { Paper } from '../../../src/core/paper/paper';

const book = {
	id: 'a',
	'citation-key': 'roe2020',
	status: 'unread',
	added: '2020-01-01T00:00:00.000Z',
	updated: '2020-01-01T00:00:00.000Z',
} as const;

function paperOf(fieldsOfIt: JsonObject): Paper {
	const paper: JsonObject = { type: 'article-journal', title: 'On Rivers', ...fieldsOfIt, ...book };
	return isPaper(paper) ? paper : assert.fail('no paper');
}

const text = fc.oneof(
	fc.string(),
	fc.string({ unit: 'grapheme' }),
	fc.constantFrom('<script>alert(1)</script>', 'a\nb', ' x ', '10.1/A', '12', '\ud800'),
);
const name = fc.oneof(
	fc.record({ family: text, given: text, suffix: text, 'non-dropping-particle': text }, { requiredKeys: [] }),
	fc.record({ literal: text }),
	fc.record({ family: text, 'static-ordering': fc.boolean() }),
);
const part = fc.integer({ min: -100, max: 2100 });
const date = fc.oneof(
	fc.record({ 'date-parts': fc.array(fc.array(fc.oneof(part, text), { maxLength: 3 }), { maxLength: 3 }) }),
	fc.record({ literal: text }),
	fc.record({ raw: text, season: text }),
);
const anything = fc.jsonValue({ maxDepth: 3 });

function valueOfField(field: string): fc.Arbitrary<unknown> {
	switch (fieldOf(field).kind) {
		case 'text':
		case 'word':
			return text;
		case 'names':
			return fc.array(name, { maxLength: 4 });
		case 'date':
			return date;
		case 'texts':
			return fc.array(text, { maxLength: 4 });
		case 'links':
			return fc.array(fc.record({ kind: fc.constantFrom('code', 'data'), url: text, role: text }, { requiredKeys: ['kind', 'url'] }), {
				maxLength: 3,
			});
		case 'identifiers':
			return fc.record({ doi: text, arxiv: text, pmid: text }, { requiredKeys: [] });
		case 'number':
			return fc.integer();
		default:
			return anything;
	}
}

const known = fields.filter(({ owner, name: field }) => owner !== 'library' && !['type', 'title', 'status', 'custom'].includes(field));
const record: fc.Arbitrary<JsonObject> = fc
	.tuple(
		fc.record(Object.fromEntries(known.map(({ name: field }) => [field, valueOfField(field)])), { requiredKeys: [] }),
		fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('constructor', '__proto__', 'toString', 'mine')), anything, { maxKeys: 3 }),
		fc.record({ type: fc.oneof(fc.constantFrom(...cslTypes), fc.string({ minLength: 1 })), title: text }),
	)
	.map(parts => {
		const whole: unknown = parseJson(JSON.stringify(Object.fromEntries(parts.flatMap(one => Object.entries(one)))));
		return isObject(whole) ? whole : {};
	});

const remarksAbout = (made: JsonObject, draft: Draft) =>
	remarksOn(withFieldEdits(made, editsOfDraft(made, draft)), new Set(Object.keys(draft)));

describe('the form of a paper', () => {
	it('should make no edit of a record that nobody wrote in, though each field was looked at', () => {
		fc.assert(
			fc.property(record, fc.constantFrom(...cslTypes), (made, type) => {
				const shown = formFields(made, type);
				const draft: Draft = Object.fromEntries(shown.map(({ field }) => [field, writtenOf(made, field)]));
				assert.deepEqual(editsOfDraft(made, draft), []);
				assert.deepEqual(editsOfText(made, recordText(made)), { kind: 'edits', edits: [] });
				assert.equal(new Set(shown.map(({ field }) => field)).size, shown.length);
			}),
			{ numRuns: 100 },
		);
	});

	it('should change of a record what was written in and nothing else', () => {
		fc.assert(
			fc.property(record, fc.nat(), text, (made, at, written) => {
				const shown = formFields(made, typeof made['type'] === 'string' ? made['type'] : '');
				const { field, input } = shown[at % shown.length] ?? assert.fail('no field');
				const value = input === 'names' ? [...rowsOf(made, field), { parts: { family: `x${written}` } }] : written;
				const edits = editsOfDraft(made, Object.fromEntries([[field, value]]));
				const edited = withFieldEdits(made, edits);
				const mayChange = new Set([
					field,
					...(field === 'DOI' ? ['identifiers.doi'] : []),
					...(field === 'PMID' ? ['identifiers.pmid'] : []),
				]);
				assert.deepEqual(
					edits.filter(edit => !mayChange.has(edit.field)),
					[],
				);
				for (const other of Object.keys({ ...made, ...edited })) {
					if (!mayChange.has(other) && other !== 'identifiers') {
						assert.equal(JSON.stringify(edited[other]), JSON.stringify(made[other]), other);
					}
				}
				const order = Object.keys(made).filter(other => other in edited);
				assert.deepEqual(
					Object.keys(edited).filter(other => other in made),
					order,
				);
				remarksAbout(made, Object.fromEntries([[field, value]]));
			}),
			{ numRuns: 200 },
		);
	});

	it('should keep of a list of names all but the part that was written in', () => {
		fc.assert(
			fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), fc.nat(), text, (names, at, written) => {
				const author: unknown = JSON.parse(JSON.stringify(names));
				const made: JsonObject = { type: 'book', title: '', author: isArray(author) ? author : [] };
				const rows = rowsOf(made, 'author');
				const index = at % rows.length;
				const draft = { author: rows.map((row, i) => (i === index ? { ...row, parts: { ...row.parts, given: `${written}x` } } : row)) };
				const after = withFieldEdits(made, editsOfDraft(made, draft))['author'];
				const expected = names
					.map((one, i) => (i === index ? { ...one, given: `${written}x`.trim() } : one))
					.filter((one, i) => i !== index || hasWords(one));
				assert.deepEqual(Array.isArray(after) ? after.map(sorted) : after, JSON.parse(JSON.stringify(expected.map(sorted))));
			}),
		);
	});

	const rowsOf = (made: JsonObject, field: string): readonly FormRow[] => {
		const rows = writtenOf(made, field);
		return typeof rows === 'string' ? [] : rows;
	};
	const hasWords = (one: JsonObject) => ['family', 'given', 'literal', 'suffix', 'non-dropping-particle'].some(p => (one[p] ?? '') !== '');
	const sorted = (one: unknown) =>
		Object.fromEntries(
			Object.entries(isObject(one) ? one : {})
				.filter(([, v]) => v !== '')
				.sort(),
		);

	it('should read dates as people write them: ranges, doubt and words', () => {
		const made = { type: 'book', title: 'T', issued: { 'date-parts': [[2020]] } };
		const read = (written: string) => withFieldEdits<JsonObject>(made, editsOfDraft(made, { issued: written }))['issued'];
		assert.deepEqual(read('2021-05'), { 'date-parts': [[2021, 5]] });
		assert.deepEqual(read('2019/2021'), { 'date-parts': [[2019], [2021]] });
		assert.deepEqual(read('1999~'), { 'date-parts': [[1999]], circa: true });
		assert.deepEqual(read('in press'), { literal: 'in press' });
		assert.equal(read(''), undefined);
		assert.match(remarksAbout(made, { issued: 'in press' }).find(({ field }) => field === 'issued')?.sentence ?? '', /^Kept as text/);
		assert.ok(remarksAbout(made, { issued: '2021/2019' }).some(({ sentence }) => sentence === 'The range ends before it begins.'));
	});

	it('should write an identifier bare, and where papers are told apart by it', () => {
		const made = { type: 'article-journal', title: 'T', DOI: '10.1/a', identifiers: { doi: '10.1/a', s2: 'x' } };
		const edits = editsOfDraft(made, { DOI: 'https://doi.org/10.1000/B', 'identifiers.arxiv': 'https://arxiv.org/abs/2101.00001v2' });
		const edited = withFieldEdits<JsonObject>(made, edits);
		assert.deepEqual([edited['DOI'], edited['identifiers']], ['10.1000/B', { doi: '10.1000/b', s2: 'x', arxiv: '2101.00001' }]);
		assert.deepEqual(withFieldEdits<JsonObject>(made, editsOfDraft(made, { DOI: '' })), {
			type: 'article-journal',
			title: 'T',
			identifiers: { s2: 'x' },
		});
	});

	it('should say beside a field what is wrong with it', () => {
		const made = { type: 'article-journal', title: 'T' };
		const said = (draft: Draft) =>
			remarksAbout(made, draft).flatMap(({ field, gravity }) => (field in draft ? [`${field} ${gravity}`] : []));
		assert.deepEqual(said({ DOI: 'x' }), ['DOI warning']);
		assert.deepEqual(said({ 'identifiers.arxiv': 'x' }), ['identifiers.arxiv error']);
		assert.deepEqual(said({ ISBN: '978-0-306-40615-7', ISSN: '0378-5955, 2434-561X (online)' }), []);
		assert.deepEqual(said({ ISBN: '978-0-306-40615-8', ISSN: '0378-5954' }), ['ISBN warning', 'ISSN warning']);
		assert.deepEqual(said({ URL: 'javascript:alert(1)', type: '' }), ['type error', 'URL warning']);
		assert.deepEqual(said({ author: [{ parts: { family: 'Roe and Hill' } }] }), ['author warning']);
		const [missing] = remarksAbout(made, {}).filter(({ field }) => field === 'container-title');
		assert.equal(missing?.sentence, 'Journal Article: Journal missing.');
	});

	it('should have a row for each type of CSL, and only fields that there are', () => {
		assert.deepEqual(workTypes.map(({ type }) => type).sort(), [...cslTypes].sort());
		const names = new Set(fields.map(field => field.name));
		const used = workTypes.flatMap(({ needed, usual }) => [...needed.flatMap(one => one.split('|')), ...usual]);
		assert.deepEqual(
			used.filter(field => !names.has(field) && field !== 'identifiers.arxiv'),
			[],
		);
		for (const { type } of workTypes) {
			const shown = formFields({ type, title: '' }, type);
			assert.ok(shown.every(({ input }) => input !== 'json'));
			assert.equal(new Set(shown.map(({ label }) => label)).size, shown.length, type);
			assert.ok(addableFields({ type, title: '' }, type, []).length > 20);
		}
	});

	it('should leave to the JSON what a form cannot show', () => {
		const made = { type: 'book', title: 'T', custom: { a: 1 }, odd: [1], volume: 3, plain: 'words' };
		assert.deepEqual(
			['custom', 'odd', 'volume', 'plain'].map(field => inputOf(made, field)),
			['json', 'json', 'line', 'line'],
		);
		assert.deepEqual(editsOfDraft(made, { custom: 'x', odd: 'y', volume: '3' }), []);
	});
});

describe('the JSON of a paper', () => {
	const made: JsonObject = { type: 'book', title: 'T', identifiers: { doi: '10.1/a', arxiv: '2101.00001' }, custom: { a: 1 } };

	it('should say what is wrong with it, and where', () => {
		const problem = (written: string) => {
			const read = editsOfText(made, written);
			return read.kind === 'problem' ? read.message : 'none';
		};
		assert.equal(problem('{"type": "book",'), 'This isn’t valid JSON.');
		assert.equal(problem('[]'), 'A paper must be an object: { … }.');
		assert.equal(problem('{"type": "book"}'), 'Every paper needs “title”.');
		assert.equal(problem('{"type": "book", "title": 1}'), '“title” must be text.');
		assert.equal(problem('{"type": "book", "title": "", "id": "x"}'), '“id” is managed by the library and can’t be edited.');
		assert.equal(problem('{"type": "book", "title": "", "author": ["Roe"]}'), '“author” must be a list of names with string parts.');
		assert.equal(problem('{"type": "book", "title": "", "identifiers": ["Roe"]}'), '“identifiers” must be an object of strings.');
		const deep = `${'['.repeat(40)}${']'.repeat(40)}`;
		assert.match(problem(`{"type": "book", "title": "", "odd": ${deep}}`), /^“odd” must be a value|nested/);
		const cut = editsOfText(made, '{"type": "book",, }');
		assert.equal(cut.kind === 'problem' ? cut.offset : undefined, 16);
	});

	it('should give the edits of each field and each identifier', () => {
		const read = editsOfText(made, JSON.stringify({ ...made, title: 'U', identifiers: { doi: '10.1/b' }, mine: [1] }));
		assert.deepEqual(read, {
			kind: 'edits',
			edits: [
				{ field: 'title', value: 'U' },
				{ field: 'identifiers.doi', value: '10.1/b' },
				{ field: 'identifiers.arxiv' },
				{ field: 'mine', value: [1] },
			],
		});
	});

	it('should come from any record and go back to any other', () => {
		fc.assert(
			fc.property(record, record, (from, to) => {
				const read = editsOfText(from, JSON.stringify(to));
				if (read.kind === 'edits') {
					const after = withFieldEdits(from, read.edits);
					for (const field of Object.keys({ ...after, ...to }).filter(one => one !== 'identifiers' && !one.startsWith('identifiers.'))) {
						assert.ok(isSameValue(fieldValue(after, field), fieldValue(to, field)), field);
					}
				}
			}),
			{ numRuns: 200 },
		);
	});
});

describe('an edited paper', () => {
	it('should be the very same where nothing was edited, and change by nothing but the edit', () => {
		fc.assert(
			fc.property(record, made => {
				const paper: JsonObject = { ...made, ...book };
				if (!isPaper(paper)) {
					return;
				}
				assert.equal(editPaper(paper, []), paper);
				assert.equal(editPaper(paper, [{ field: 'title', value: paper.title }]), paper);
				const { 'value-sources': givers, ...edited } = editPaper(paper, [{ field: 'volume', value: 'new volume' }]);
				assert.deepEqual(givers, { volume: 'user' });
				assert.equal(JSON.stringify({ ...edited, volume: 0 }), JSON.stringify({ ...paper, volume: 0 }));
			}),
		);
	});

	it('should take no edit of what the library keeps, nor a value of another kind', () => {
		const paper = paperOf({ volume: '1' });
		const wrong: readonly { readonly field: string; readonly value?: Json }[] = [
			{ field: 'id', value: 'b' },
			{ field: 'citation-key', value: 'b' },
			{ field: 'received' },
			{ field: 'title' },
			{ field: 'author', value: 'Roe' },
			{ field: 'identifiers.doi', value: [] },
		];
		assert.equal(editPaper(paper, wrong), paper);
		assert.deepEqual(Object.keys(editableRecord(paper)), ['type', 'title', 'volume', 'status']);
		assert.ok(!isEditable('value-sources') && isEditable('identifiers.arxiv'));
	});

	it('should be in conflict only where the same field became something else', () => {
		const now = paperOf({ volume: '9', issue: '2', page: '4' });
		const edits = [
			{ field: 'volume', before: '1', value: '3' },
			{ field: 'issue', before: '2', value: '4' },
			{ field: 'page', value: '4' },
		];
		assert.deepEqual(conflictsOf(now, edits), [{ field: 'volume', mine: '3', theirs: '9' }]);
	});
});
