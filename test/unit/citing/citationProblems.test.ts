import assert from 'node:assert/strict';
import { citationProblems, warningOf } from '../../../src/core/citing/citationProblems';
import type { KeyHolder } from '../../../src/core/citing/citationProblems';
import { keyOccurrences } from '../../../src/core/citing/keyOccurrences';
import { unusedEntries } from '../../../src/core/citing/unusedEntries';
import type { Paper } from '../../../src/core/paper';

function paper(fields: Partial<Paper>): Paper {
	return { id: 'i', 'citation-key': 'k', type: 'article', title: 'A Title', status: 'unread', added: '', updated: '', ...fields };
}

const held: Readonly<Record<string, readonly KeyHolder[]>> = {
	good: [{ source: 'the library', title: 'Good' }, { source: 'a.bib', title: 'GOOD' }],
	twice: [{ source: 'the library', title: 'One' }, { source: 'a.bib', title: 'Two' }],
	gone: [{ source: 'the library', title: 'Gone' }],
};

describe('citationProblems', () => {
	const problems = async (text: string) => {
		const found = await citationProblems(keyOccurrences(text, 'markdown'), {
			holders: key => held[key] ?? [],
			paper: key => Promise.resolve(key === 'gone' ? paper({ retracted: { by: 'crossref' } }) : paper({})),
			isIgnored: key => key === 'quiet',
		});
		return found.map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);
	};

	it('should name unknown, doubled and retracted works, and nothing else', async () => {
		assert.deepEqual(await problems('[@good; @twice; @gone; @nobody; @quiet; @doi:10.1/x] `@no` [[note]]'), ['duplicate-key twice', 'retracted gone', 'unknown-key nobody']);
	});

	it('should read from title and fields what was taken back', () => {
		assert.equal(warningOf(paper({ title: 'RETRACTED ARTICLE: On Cells' }))?.kind, 'retracted');
		assert.equal(warningOf(paper({ superseded: { key: 'b' } }))?.kind, 'superseded');
		assert.match(warningOf(paper({ 'published-version': { by: 'crossref', DOI: '10.1/b' } }))?.message ?? '', /published as doi:10\.1\/b/);
		assert.equal(warningOf(paper({ title: 'Retracted papers: a study', retracted: false })), undefined);
	});
});

describe('unusedEntries', () => {
	it('should find entries that nothing cites or takes fields from', () => {
		const text = '@book{used, title={A}}\n@inbook{part, crossref={parent}}\n@book{parent, title={B}}\n@misc{unused, title={C}}\n';
		const found = unusedEntries(text, key => key === 'used' || key === 'part');
		assert.deepEqual(found.map(({ start, end }) => text.slice(start, end)), ['@misc{unused, title={C}}']);
	});
});
