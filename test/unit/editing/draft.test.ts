import assert from 'node:assert/strict';
import {
	afterSaving,
	closeJson,
	editedRecord,
	editsToSave,
	isChanged,
	newState,
	openJson,
	overtakenFields,
	withRecord,
	write,
	writtenIn,
} from '../../../src/core/editing/draft';
import type { EditState } from '../../../src/core/editing/draft';
import { editableRecord } from '../../../src/core/editing/paperEdits';
import { saveEdits } from '../../../src/core/editing/saving';
import { ingest } from '../../../src/core/ingest/ingest';
import { openLibrary } from '../../../src/core/library/library';
import { RecordedLibrary } from '../../../src/core/library/recordedLibrary';
import { parseFromEdit, parseKeptEdit, parseToEdit } from '../../../src/protocol/edit';
import { MemoryFileStore } from '../../fakes/memoryFileStore';

const record = {
	type: 'article-journal',
	title: 'On Rivers',
	author: [{ family: 'Roe', given: 'Jane' }, { literal: 'ATLAS' }],
	volume: '1',
};

describe('an editor that is open', () => {
	it('should forget a change that was taken back by hand', () => {
		const state = write(write(newState(record), 'volume', '2'), 'volume', '1');
		assert.deepEqual([editsToSave(state), isChanged(state)], [[], false]);
	});

	it('should take an identifier back with the field that it follows', () => {
		const known = { ...record, DOI: '10.1000/a', identifiers: { doi: '10.1000/a' } };
		const wrong = write(newState(known), 'DOI', 'no doi');
		assert.deepEqual(
			editsToSave(wrong).map(({ field }) => field),
			['identifiers.doi', 'DOI'],
		);
		assert.deepEqual(editsToSave(write(wrong, 'DOI', '10.1000/a')), []);
	});

	it('should keep what is being written as it is written', () => {
		const state = write(newState(record), 'issued', '2020-');
		assert.equal(writtenIn(state, 'issued'), '2020-');
		assert.deepEqual(editsToSave(state), [{ field: 'issued', value: { literal: '2020-' } }]);
	});

	it('should tell rows by what they were, however often they are written', () => {
		const rows = writtenIn(newState(record), 'author');
		assert.ok(typeof rows !== 'string');
		const first = write(newState(record), 'author', [...rows].reverse());
		const again = writtenIn(first, 'author');
		assert.ok(typeof again !== 'string');
		const second = write(first, 'author', again.slice(0, 1));
		assert.deepEqual(editedRecord(second)['author'], [{ literal: 'ATLAS' }]);
		assert.deepEqual(editsToSave(write(second, 'author', rows)), []);
	});

	it('should keep what is not saved when the record changes underneath, and say where both changed', () => {
		const state = write(write(newState(record), 'volume', '2'), 'page', '7');
		const now = withRecord(state, { ...record, volume: '9', issue: '4' });
		assert.deepEqual(overtakenFields(now), ['volume']);
		assert.deepEqual(editsToSave(now), [
			{ field: 'volume', before: '1', value: '2' },
			{ field: 'page', value: '7' },
		]);
		assert.deepEqual([editedRecord(now)['volume'], editedRecord(now)['issue']], ['2', '4']);
		assert.deepEqual(overtakenFields(withRecord(state, { ...record, volume: '2' })), []);
	});

	it('should go on from what was saved, with what was written meanwhile', () => {
		const state = write(write(newState(record), 'volume', '2'), 'page', '7');
		const typed = write(state, 'page', '78');
		const after = afterSaving(typed, editsToSave(state), { ...record, volume: '2', page: '7' });
		assert.deepEqual(editsToSave(after), [{ field: 'page', value: '78', before: '7' }]);
		const given = afterSaving(state, editsToSave(state), { ...record, volume: '9' });
		assert.deepEqual([isChanged(given), editedRecord(given)['volume']], [false, '9']);
	});

	it('should go between form and JSON and lose nothing', () => {
		const json = openJson(write(newState(record), 'volume', '2'));
		assert.ok(json.json !== undefined && isChanged(json));
		const written: EditState = { ...json, json: { ...json.json, text: json.json.text.replace('"Jane"', '"Joan"').replace('"2"', '"1"') } };
		const taken = closeJson(written);
		assert.ok(taken.kind === 'state');
		assert.deepEqual(
			editsToSave(taken.state).map(({ field }) => field),
			['author'],
		);
		const rows = writtenIn(taken.state, 'author');
		assert.ok(typeof rows !== 'string');
		const joan = write(taken.state, 'author', rows.slice(0, 1));
		assert.deepEqual(editedRecord(joan)['author'], [{ family: 'Roe', given: 'Joan' }]);
		assert.equal(closeJson({ ...json, json: { ...json.json, text: '{' } }).kind, 'problem');
	});

	it('should see in the JSON what changed underneath meanwhile', () => {
		const json = openJson(newState(record));
		assert.ok(json.json !== undefined);
		const now = withRecord({ ...json, json: { ...json.json, text: json.json.text.replace('"1"', '"2"') } }, { ...record, volume: '9' });
		const taken = closeJson(now);
		assert.deepEqual(taken.kind === 'state' ? overtakenFields(taken.state) : undefined, ['volume']);
	});

	it('should say and be told only what is such a message', () => {
		const state = write(openJson(newState(record)), 'author', [{ parts: { family: 'Hill' } }]);
		const through = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
		for (const message of [
			{ type: 'record', paper: { id: 'a', key: 'b', file: '' }, record },
			{ type: 'saved', edits: editsToSave(state), record },
			{ type: 'refused', sentence: '' },
			{ type: 'restore', unsaved: state },
			{ type: 'gone' },
		]) {
			assert.deepEqual(parseToEdit(through(message)), through(message));
			assert.equal(parseToEdit({ ...message, record: [], unsaved: 1, sentence: 1 }) === undefined, message.type !== 'gone');
		}
		for (const message of [
			{ type: 'ready' },
			{ type: 'save', edits: editsToSave(state) },
			{ type: 'keep', unsaved: state },
			{ type: 'forget' },
		]) {
			assert.deepEqual(parseFromEdit(through(message)), through(message));
		}
		assert.equal(parseFromEdit({ type: 'save', edits: [{ value: 1 }] }), undefined);
		assert.deepEqual(parseKeptEdit(through({ id: 'a', key: 'b', state })), through({ id: 'a', key: 'b', state }));
		assert.equal(parseKeptEdit({ id: 'a' }), undefined);
	});
});

describe('saving what was edited', () => {
	let library: RecordedLibrary;
	let id: string;

	beforeEach(async () => {
		library = new RecordedLibrary(await openLibrary(new MemoryFileStore(), 'library'));
		const { papers } = ingest('@article{roe, title = {On Rivers}, author = {Roe, Jane}, volume = 1, number = 2}', { fileName: 'a.bib' });
		await library.step('Import', editor => editor.add(papers));
		id = library.head('roe')?.id ?? assert.fail('no paper');
	});

	const never = () => assert.fail('nobody is asked');
	const facts = async () => {
		const paper = await library.paper(id);
		return [paper?.['volume'], paper?.['issue']];
	};

	it('should be one step that is undone by its name', async () => {
		const saving = await saveEdits(
			library,
			id,
			[
				{ field: 'volume', before: '1', value: '2' },
				{ field: 'issue', before: '2' },
			],
			never,
		);
		assert.deepEqual([saving.kind, await facts(), library.nextUndo], ['saved', ['2', undefined], 'Edit of roe']);
		await library.undo();
		assert.deepEqual([await facts(), (await library.paper(id))?.['value-sources']], [['1', '2'], undefined]);
	});

	it('should leave alone what changed meanwhile in other fields, and ask about the same one', async () => {
		const change = (volume: string) => library.step('Other', editor => editor.update([id], paper => ({ ...paper, volume, issue: '5' })));
		await change('8');
		const edits = [{ field: 'volume', before: '1', value: '2' }];
		const asked: unknown[] = [];
		const answer = (say: 'mine' | 'theirs' | undefined) =>
			saveEdits(library, id, edits, conflicts => Promise.resolve((asked.push(...conflicts), say)));
		assert.equal((await answer(undefined)).kind, 'cancelled');
		assert.equal((await answer('theirs')).kind, 'saved');
		assert.deepEqual(await facts(), ['8', '5']);
		assert.equal((await answer('mine')).kind, 'saved');
		assert.deepEqual(await facts(), ['2', '5']);
		assert.deepEqual(asked[0], { field: 'volume', mine: '2', theirs: '8' });
	});

	it('should ask again where the field changes while it asks', async () => {
		await library.step('Other', editor => editor.update([id], paper => ({ ...paper, volume: '8' })));
		const seen: unknown[] = [];
		const saving = await saveEdits(library, id, [{ field: 'volume', before: '1', value: '2' }], async conflicts => {
			seen.push(conflicts[0]?.theirs);
			if (seen.length === 1) {
				await library.step('Other', editor => editor.update([id], paper => ({ ...paper, volume: '9' })));
			}
			return 'mine';
		});
		assert.deepEqual([saving.kind, seen, await facts()], ['saved', ['8', '9'], ['2', '2']]);
	});

	it('should say that the paper is gone', async () => {
		await library.step('Removal', editor => editor.remove([id]));
		assert.equal((await saveEdits(library, id, [{ field: 'volume', value: '2' }], never)).kind, 'gone');
	});

	it('should show of a paper only what the user may edit', async () => {
		const paper = (await library.paper(id)) ?? assert.fail('no paper');
		assert.deepEqual(Object.keys(editableRecord(paper)), ['type', 'title', 'author', 'volume', 'issue', 'status']);
	});
});
