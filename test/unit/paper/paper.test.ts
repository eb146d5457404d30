import assert from 'node:assert/strict';
import { isPaper, problemOfPaper } from '../../../src/core/paper/paper';
import { fields } from '../../../src/core/paper/fields';
import type { FieldKind } from '../../../src/core/paper/kinds';
import { kindName } from '../../../src/core/paper/kinds';

/** Every field that a paper may have. */
const full = {
	id: 'p1',
	'citation-key': 'song2021score',
	type: 'article',
	title: 'Score-Based Generative Modeling',
	author: [{ family: 'Song', given: 'Yang' }],
	issued: { 'date-parts': [[2021]] },
	abstract: 'Of scores.',
	'container-title': 'ICLR',
	DOI: '10.1/x',
	URL: 'https://example.org/x',
	identifiers: { arxiv: '2011.13456' },
	links: [{ kind: 'code', url: 'https://example.org/code' }],
	source: { kind: 'bibtex' },
	tags: ['diffusion'],
	aliases: ['song2020score'],
	distinctFrom: ['p2'],
	received: { 'bibtex#song2021score': 'x' },
	alsoFrom: [{ kind: 'ris' }],
	status: 'read',
	collections: ['Generative'],
	rating: 4,
	added: '2021-01-01T00:00:00.000Z',
	updated: '2021-01-01T00:00:00.000Z',
};

const required = ['id', 'citation-key', 'type', 'title', 'status', 'added', 'updated'];

const values: readonly unknown[] = [
	{ family: 1 },
	{ given: [] },
	{ literal: {} },
	{ 'date-parts': 1 },
	{ 'date-parts': [1] },
	{ 'date-parts': [[1, '2']] },
	{ 'date-parts': [[null]] },
	{ raw: 1 },
	{ kind: 'x', rank: '1' },
	{ kind: 'x', file: 1 },
	null,
	true,
	'',
	'x',
	'read',
	1,
	{},
	{ x: 'y' },
	{ x: 1 },
	{ kind: 1 },
	{ kind: 'x' },
	{ kind: 'x', url: 1 },
	{ kind: 'x', url: 'y' },
];
const lists = [[], ...values.flatMap(value => [[value], [{ kind: 'x', url: 'y' }, value]])];
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isListOf = (isItem: (item: unknown) => boolean) => (value: unknown) => Array.isArray(value) && value.every(isItem);
const hasKind = (value: unknown) => isRecord(value) && typeof value['kind'] === 'string';

const hasTexts = (names: string) => (value: Record<string, unknown>) =>
	names.split(' ').every(name => value[name] === undefined || typeof value[name] === 'string');
const hasNumbers = (names: string) => (value: Record<string, unknown>) =>
	names.split(' ').every(name => value[name] === undefined || typeof value[name] === 'number');
const isSource = (value: unknown) =>
	isRecord(value) && hasKind(value) && hasTexts('file url date')(value) && hasNumbers('rank upvotes')(value);

/** Written down once more, in another way than the core's. */
const holds: Readonly<Record<FieldKind, (value: unknown) => boolean>> = {
	word: value => typeof value === 'string' && value !== '',
	text: value => typeof value === 'string',
	texts: isListOf(item => typeof item === 'string'),
	textsByName: value => isRecord(value) && Object.values(value).every(item => typeof item === 'string'),
	identifiers: value => isRecord(value) && Object.values(value).every(item => typeof item === 'string'),
	number: value => typeof value === 'number',
	flag: value => typeof value === 'boolean',
	status: value => value === 'unread' || value === 'reading' || value === 'read',
	names: isListOf(item => isRecord(item) && hasTexts('family given literal suffix dropping-particle non-dropping-particle')(item)),
	date: value =>
		isRecord(value) &&
		hasTexts('literal raw')(value) &&
		(value['date-parts'] === undefined ||
			isListOf(isListOf(part => typeof part === 'number' || typeof part === 'string'))(value['date-parts'])),
	links: isListOf(item => isRecord(item) && hasKind(item) && typeof item['url'] === 'string'),
	source: isSource,
	sources: isListOf(isSource),
	object: isRecord,
	value: () => true,
};

describe('shape of papers', () => {
	it('should be named where it is wrong, whatever stands in any field', () => {
		assert.equal(problemOfPaper(full), undefined);
		for (const { name, kind } of fields.filter(field => field.name in full)) {
			for (const value of [...values, ...lists]) {
				assert.equal(
					problemOfPaper({ ...full, [name]: value }),
					holds[kind](value) ? undefined : `“${name}” must be ${kindName(kind)}.`,
					`${name}: ${JSON.stringify(value)}`,
				);
			}
		}
	});

	it('should be asked for in every field that the table says every paper has, and for no more', () => {
		assert.deepEqual(
			fields
				.filter(field => field.isRequired)
				.map(({ name }) => name)
				.sort(),
			[...required].sort(),
		);
		assert.equal(new Set(fields.map(({ name }) => name)).size, fields.length);
		assert.deepEqual(
			Object.keys(full).filter(name => !fields.some(field => field.name === name)),
			[],
		);
	});

	it('should not be nested deeper than what writes it can go down, in any field', () => {
		const nested = (levels: number): unknown => Array.from({ length: levels }).reduce<unknown>(value => [value], 'x');
		for (const field of ['anything', 'custom', 'author', 'issued', 'links', 'source', 'volume']) {
			const wrap = (value: unknown) =>
				field === 'author'
					? [{ family: 'x', more: value }]
					: field === 'links'
						? [{ kind: 'x', url: 'y', more: value }]
						: field === 'issued' || field === 'source'
							? { kind: 'x', more: value }
							: value;
			assert.equal(problemOfPaper({ ...full, [field]: wrap(nested(10)) }), undefined, field);
			assert.notEqual(problemOfPaper({ ...full, [field]: wrap(nested(50)) }), undefined, field);
			assert.notEqual(problemOfPaper({ ...full, [field]: wrap(nested(100_000)) }), undefined, field);
		}
	});

	it('should need what every paper has, and may hold what is not known', () => {
		for (const field of Object.keys(full)) {
			const rest: unknown = Object.fromEntries(Object.entries(full).filter(([name]) => name !== field));
			assert.equal(problemOfPaper(rest), required.includes(field) ? `The paper has no “${field}”.` : undefined);
			assert.equal(isPaper(rest), !required.includes(field));
		}
		[...values, ...lists].forEach(value => assert.ok(isPaper({ ...full, note: value }) && !isPaper(value)));
	});
});
