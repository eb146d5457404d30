import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Paper } from '../../../src/core/paper/paper';
import { paperPage } from '../../../src/core/reading/paperPage';
import type { FromReader, ReaderState, ToReader } from '../../../src/protocol/reader';
import { paperActions, parseFromReader, parseReaderState, parseToReader } from '../../../src/protocol/reader';

const paper: Paper = {
	id: 'a1',
	'citation-key': 'k',
	type: 'article',
	title: 'On $x$',
	author: [{ literal: 'OpenAI' }],
	abstract: 'See https://a.b/c and $$y$$',
	tags: ['t'],
	links: [{ kind: 'code', url: 'https://github.com/a/b' }],
	identifiers: { doi: '10.1/x' },
	retracted: { by: 'crossref', DOI: '10.1/r' },
	status: 'read',
	added: '',
	updated: '',
};

const toReader: readonly ToReader[] = [
	{
		type: 'paper',
		page: paperPage(paper),
		search: 'flows',
		searched: [{ words: ['flows'], exact: false, unfinished: true, field: '' }],
	},
	{ type: 'gone', key: 'k', title: 'On x' },
	{ type: 'related', id: 'a1', list: 'references', entries: [{ id: '0', title: 'On y', byline: 'OpenAI', key: '' }], note: '' },
	{ type: 'appearance', appearance: { fontFamily: '', serif: false, width: 'medium', zoom: 100, fontSize: 14, lineHeight: 1.6 } },
	{ type: 'print' },
];

const fromReader: readonly FromReader[] = [
	{ type: 'ready' },
	{ type: 'move', step: -1 },
	...paperActions.map(action => ({ type: 'act', action, key: 'k' }) as const),
	{ type: 'setStatus', key: 'k', status: 'reading' },
	{ type: 'removeTag', key: 'k', tag: 't' },
	{ type: 'open', url: 'https://a.b' },
	{ type: 'select', key: 'k', selected: { text: '', place: '' } },
	{ type: 'quote', key: 'k', selected: { text: 'See $x$', place: 'Abstract' } },
	{ type: 'copyQuote', key: 'k', selected: { text: 'See $x$', place: 'Abstract' } },
	{ type: 'print', key: 'k', html: '<h1>On x</h1>' },
	{ type: 'zoom', zoom: 120 },
	{ type: 'restyle', part: 'width' },
	{ type: 'showRelated', key: 'k', list: 'citations' },
	{ type: 'openRelated', key: 'k', list: 'references', entry: '0' },
	{ type: 'search' },
];

const state: ReaderState = { id: 'a1', key: 'k', search: 'flows', zoom: 110, scroll: 0.5 };

describe("the reader's messages", () => {
	for (const [name, messages, parse] of [
		['view', toReader, parseToReader],
		['host', fromReader, parseFromReader],
		['next view', [state], parseReaderState],
	] as const) {
		it(`should reach the ${name} as they were sent`, () => {
			for (const message of messages) {
				assert.deepEqual(parse(JSON.parse(JSON.stringify(message))), message);
			}
		});

		it(`should not reach the ${name} when any part is missing or of another kind`, () => {
			for (const message of messages) {
				for (const broken of broke(JSON.parse(JSON.stringify(message)))) {
					assert.equal(parse(broken), undefined, JSON.stringify(broken));
				}
			}
		});

		it(`should not reach the ${name} when they are nonsense`, () => {
			fc.assert(fc.property(fc.anything(), nonsense => assert.equal(parse(nonsense), undefined)));
		});
	}

	it('should not name what every object has', () => {
		for (const type of ['constructor', '__proto__', 'toString']) {
			assert.equal(parseFromReader({ type }), undefined);
		}
	});
});

/** The value with each of its fields left out once, and each replaced by something else once, at every depth. */
function broke(value: unknown): unknown[] {
	if (typeof value !== 'object' || value === null) {
		return [];
	}
	return Object.entries(value).flatMap(([field, part]) => {
		const without = Array.isArray(value) ? [] : [Object.fromEntries(Object.entries(value).filter(([name]) => name !== field))];
		return [...without, ...[null, { strange: true }, ...broke(part)].map(other => replaced(value, field, other))];
	});
}

function replaced(value: object, field: string, other: unknown): unknown {
	return Array.isArray(value) ? value.map((item: unknown, at) => (String(at) === field ? other : item)) : { ...value, [field]: other };
}
