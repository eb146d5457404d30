import assert from 'node:assert/strict';
import { addableFields, formFields } from '../../../src/core/editing/form';
import { isEditable } from '../../../src/core/editing/paperEdits';
import type { Json, JsonObject } from '../../../src/core/data/json';
import { fields } from '../../../src/core/paper/fields';
import type { FieldKind } from '../../../src/core/paper/kinds';
import type { Paper } from '../../../src/core/paper/paper';
import { documentOf } from '../../../src/core/search/document';

/** Something of each kind that says `1917`. */
function valueOf(kind: FieldKind): Json {
	switch (kind) {
		case 'names':
			return [{ family: '1917' }];
		case 'date':
			return { 'date-parts': [[1917]] };
		case 'texts':
			return ['1917'];
		case 'identifiers':
		case 'textsByName':
		case 'object':
			return { pmid: '1917' };
		case 'links':
			return [{ kind: 'other', url: 'https://a.org/1917' }];
		default:
			return '1917';
	}
}

const paper: Paper = {
	id: 'p',
	'citation-key': 'k',
	type: 'article',
	title: 't',
	status: 'unread',
	added: '2026-01-01',
	updated: '2026-01-01',
};

describe('the table of fields', () => {
	it('should say what is searched, and as what', () => {
		for (const { name, kind, searched } of fields.filter(field => field.name !== 'id' && field.name !== 'status')) {
			const { texts } = documentOf({ ...paper, [name]: valueOf(kind) });
			const found = Object.entries(texts).flatMap(([field, values]) => (values.includes('1917') ? [field] : []));
			assert.deepEqual(found, searched === undefined ? [] : [searched], name);
		}
	});

	it('should say what is in the form, and nothing there that could not be edited', () => {
		const record: JsonObject = Object.fromEntries(fields.map(({ name }) => [name, '1917']));
		const shown = new Set(formFields(record, 'article').map(({ field }) => field));
		for (const { name, shown: place } of fields) {
			assert.equal(shown.has(name), place === 'form', name);
			assert.ok(place !== 'form' || isEditable(name), name);
		}
		assert.ok(
			addableFields({}, 'article', []).every(({ field }) => fields.some(({ name, shown: place }) => name === field && place === 'form')),
		);
	});
});
