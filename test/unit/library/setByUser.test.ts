import assert from 'node:assert/strict';
import { editPaper } from '../../../src/core/editing/paperEdits';
import { ingest } from '../../../src/core/ingest/ingest';
import type { Library } from '../../../src/core/library/library';
import { openLibrary } from '../../../src/core/library/library';
import { mergeKnown } from '../../../src/core/merge/duplicates';
import { fillIn } from '../../../src/core/merge/fillGaps';
import { mergeThreeWays } from '../../../src/core/merge/threeWay';
import type { FieldEdit } from '../../../src/core/paper/fieldEdit';
import type { Paper } from '../../../src/core/paper/paper';
import { MemoryFileStore } from '../../fakes/memoryFileStore';

const entry = (fields: string) => `@article{song2021, author = {Song, Yang}, title = {On Noise}, doi = {10.1000/a}, ${fields}}\n`;

describe('what the user set by hand', () => {
	let library: Library;

	beforeEach(async () => {
		library = await openLibrary(new MemoryFileStore(), 'library');
	});

	const take = (text: string, fileName = 'refs.bib') => library.add(ingest(text, { fileName }).papers);
	const edit = (...edits: readonly FieldEdit[]) => library.update(['song2021'], paper => editPaper(paper, edits));
	const paper = async (): Promise<Paper> => (await library.paper('song2021')) ?? assert.fail('no paper');
	const facts = ({ volume, issued, DOI, identifiers }: Paper) => [volume, issued?.['date-parts'], DOI, identifiers?.doi];

	it('should stay when its source is imported again', async () => {
		await take(entry('year = 2020, volume = 3'));
		await edit({ field: 'volume', value: '4' }, { field: 'issued', value: { 'date-parts': [[2019]] } });
		await take(entry('year = 2021, volume = 5'));
		assert.deepEqual(facts(await paper()), ['4', [[2019]], '10.1000/a', '10.1000/a']);
	});

	it('should stay although it is what one of its sources gave', async () => {
		await take(entry('year = 2020, volume = 3'));
		await take(entry('year = 2020, volume = 4'), 'other.bib');
		await edit({ field: 'volume', value: '9' });
		await edit({ field: 'volume', value: '4' });
		await take(entry('year = 2020, volume = 5'), 'other.bib');
		await take(entry('year = 2020, volume = 6'));
		assert.equal((await paper())['volume'], '4');
	});

	it('should stay away where it was taken away, when imported and when completed', async () => {
		await take(entry('year = 2020'));
		await edit({ field: 'volume' }, { field: 'DOI' }, { field: 'identifiers.doi' }, { field: 'page', value: '1' });
		await edit({ field: 'page' });
		await take(`@article{song2021, author = {Song, Yang}, title = {On Noise}, year = 2020, pages = {7}}`);
		const found = {
			type: 'article-journal',
			title: 'On Noise',
			DOI: '10.1000/b',
			page: '8',
			issue: '2',
			identifiers: { doi: '10.1000/b', s2: 'x' },
			source: { kind: 'crossref' },
		};
		const filled = fillIn(await paper(), [found]);
		assert.deepEqual([filled.DOI, filled['page'], filled['issue'], filled.identifiers], [undefined, undefined, '2', { s2: 'x' }]);
	});

	it('should stay when two papers become one, on either side', async () => {
		await take(entry('year = 2020, volume = 3, number = 1'));
		const base = await paper();
		const kept = editPaper(base, [{ field: 'issue' }]);
		const other = editPaper({ ...base, id: 'b', 'citation-key': 'b' }, [
			{ field: 'volume', value: '8' },
			{ field: 'DOI', value: '10.1000/z' },
			{ field: 'identifiers.doi', value: '10.1000/z' },
		]);
		const merged = mergeKnown(kept, other);
		assert.deepEqual([merged['volume'], merged['issue'], merged.DOI, merged.identifiers?.doi], ['8', undefined, '10.1000/z', '10.1000/z']);
		assert.deepEqual(merged['value-sources'], { issue: 'user', volume: 'user', DOI: 'user', 'identifiers.doi': 'user' });
	});

	it('should stay of two windows that edit two fields, and two identifiers, at once', async () => {
		await take(entry('year = 2020, volume = 3'));
		const base = await paper();
		const mine = editPaper(base, [
			{ field: 'volume', value: '4' },
			{ field: 'identifiers.doi', value: '10.1000/m' },
		]);
		const theirs = editPaper(base, [
			{ field: 'issue', value: '7' },
			{ field: 'identifiers.arxiv', value: '2101.00001' },
		]);
		const merged = mergeThreeWays(base, { ...mine, updated: '2030' }, { ...theirs, updated: '2031' }, []);
		assert.deepEqual(merged?.identifiers, { doi: '10.1000/m', arxiv: '2101.00001' });
		assert.deepEqual([merged['volume'], merged['issue'], merged['conflicts']], ['4', '7', undefined]);
		assert.deepEqual(Object.keys(merged['value-sources'] ?? {}).sort(), ['identifiers.arxiv', 'identifiers.doi', 'issue', 'volume']);
	});

	it('should stay as title and type of a paper of which only an identifier was known', () => {
		const stub: Paper = {
			id: 'a',
			'citation-key': 'a',
			type: 'article',
			title: '10.1000/a',
			incomplete: true,
			status: 'unread',
			added: '',
			updated: '',
			identifiers: { doi: '10.1000/a' },
		};
		const named = editPaper(stub, [{ field: 'title', value: 'My Title' }]);
		const found = { type: 'book', title: 'Their Title', identifiers: { doi: '10.1000/a' }, source: { kind: 'crossref' } };
		const filled = fillIn(named, [found]);
		assert.deepEqual([filled.title, filled.type, filled['incomplete']], ['My Title', 'book', undefined]);
	});
});
