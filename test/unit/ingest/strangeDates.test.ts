import assert from 'node:assert/strict';
import { ingest } from '../../../src/core/ingest/ingest';

describe('CSL dates of another kind', () => {
	const odd = '{"toString":1,"valueOf":{"a":"b"}}';
	for (const issued of [
		`{"date-parts":[[${odd},2,3]]}`,
		`{"date-parts":[[2020,${odd}]]}`,
		`{"date-parts":[[[2020]]]}`,
		`[{"year":${odd},"month":2}]`,
		`[{"year":2020,"season":${odd}}]`,
		`{"year":${odd}}`,
		odd,
	]) {
		it(`should cost themselves and no other record: ${issued}`, () => {
			const { papers } = ingest(
				`[{"id":"a","type":"book","title":"A","issued":${issued}},{"id":"b","type":"book","title":"B","issued":{"date-parts":[["2020",5]]}}]`,
				{
					fileName: 'a.json',
				},
			);
			assert.deepEqual(
				papers.map(({ title }) => title),
				['A', 'B'],
			);
			assert.deepEqual(papers[1]?.issued, { 'date-parts': [[2020, 5]] });
		});
	}
});
