import assert from 'node:assert/strict';
import { isPaper, problemOfPaper } from '../../src/core/paper';

/** Every field that a paper may have. */
const full = {
	'id': 'p1',
	'citation-key': 'song2021score',
	'type': 'article',
	'title': 'Score-Based Generative Modeling',
	'author': [{ family: 'Song', given: 'Yang' }],
	'issued': { 'date-parts': [[2021]] },
	'abstract': 'Of scores.',
	'container-title': 'ICLR',
	'DOI': '10.1/x',
	'URL': 'https://example.org/x',
	'identifiers': { arxiv: '2011.13456' },
	'links': [{ kind: 'code', url: 'https://example.org/code' }],
	'source': { kind: 'bibtex' },
	'tags': ['diffusion'],
	'aliases': ['song2020score'],
	'distinctFrom': ['p2'],
	'received': { 'bibtex#song2021score': 'x' },
	'alsoFrom': [{ kind: 'ris' }],
	'status': 'read',
	'collections': ['Generative'],
	'rating': 4,
	'added': '2021-01-01T00:00:00.000Z',
	'updated': '2021-01-01T00:00:00.000Z',
};

const required = ['id', 'citation-key', 'type', 'title', 'status', 'added', 'updated'];

const values: readonly unknown[] = [null, true, '', 'x', 'read', 1, {}, { x: 'y' }, { x: 1 }, { kind: 1 }, { kind: 'x' }, { kind: 'x', url: 1 }, { kind: 'x', url: 'y' }];
const lists = [[], ...values.flatMap(value => [[value], [{ kind: 'x', url: 'y' }, value]])];
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isListOf = (isItem: (item: unknown) => boolean) => (value: unknown) => Array.isArray(value) && value.every(isItem);
const hasKind = (value: unknown) => isRecord(value) && typeof value['kind'] === 'string';

/** What each field must be, and what is that. */
const shapes: readonly (readonly [string, string, (value: unknown) => boolean])[] = [
	['id citation-key type', 'text that is not empty', value => typeof value === 'string' && value !== ''],
	['title abstract container-title DOI URL added updated', 'text', value => typeof value === 'string'],
	['status', 'unread, reading, read', value => value === 'read'],
	['rating', 'a number', value => typeof value === 'number'],
	['issued identifiers', 'an object', isRecord],
	['author', 'a list of objects', isListOf(isRecord)],
	['tags aliases distinctFrom collections', 'a list of texts', isListOf(item => typeof item === 'string')],
	['received', 'an object of texts', value => isRecord(value) && Object.values(value).every(item => typeof item === 'string')],
	['links', 'a list of links, each with "kind" and "url"', isListOf(item => hasKind(item) && isRecord(item) && typeof item['url'] === 'string')],
	['source', 'an object with a "kind"', hasKind],
	['alsoFrom', 'a list of objects with a "kind"', isListOf(hasKind)],
];

describe('shape of papers', () => {
	it('should be named where it is wrong, whatever stands in any field', () => {
		assert.equal(problemOfPaper(full), undefined);
		for (const [fields, name, isSound] of shapes) {
			for (const field of fields.split(' ')) {
				for (const value of [...values, ...lists]) {
					assert.equal(problemOfPaper({ ...full, [field]: value }), isSound(value) ? undefined : `"${field}" must be ${name}.`, JSON.stringify(value));
				}
			}
		}
		assert.deepEqual(shapes.flatMap(([fields]) => fields.split(' ')).sort(), Object.keys(full).sort());
	});

	it('should need what every paper has, and may hold what is not known', () => {
		for (const field of Object.keys(full)) {
			const rest: unknown = Object.fromEntries(Object.entries(full).filter(([name]) => name !== field));
			assert.equal(problemOfPaper(rest), required.includes(field) ? `The paper has no "${field}".` : undefined);
			assert.equal(isPaper(rest), !required.includes(field));
		}
		[...values, ...lists].forEach(value => assert.ok(isPaper({ ...full, note: value }) && !isPaper(value)));
	});
});
