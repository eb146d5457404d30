import assert from 'node:assert/strict';
import { citingDocument, entriesToKeep } from '../../../src/core/references/entriesToKeep';

const draft = citingDocument('refs.bib', 'See [@doe2020] and @fig:plot.\n', 'markdown');
const other = citingDocument(undefined, '\\cite{roe2019}', 'latex');

describe('what is kept in a references file', () => {
	it('should be what is cited for it, and what any other document cites', () => {
		const { wanted, cited, remove } = entriesToKeep('refs.bib', ['kept1999'], [draft, other], true);
		assert.deepEqual([[...wanted].sort(), [...cited].sort(), remove], [['doe2020', 'kept1999'], ['doe2020', 'kept1999', 'roe2019'], true]);
	});

	it('should be everything where a document cannot be read, or cites all of the file', () => {
		assert.equal(entriesToKeep('refs.bib', [], [draft, other], false).remove, false);
		const all = citingDocument('refs.bib', '\\nocite{*}', 'latex');
		assert.equal(entriesToKeep('refs.bib', [], [draft, all], true).remove, false);
		assert.equal(entriesToKeep('elsewhere.bib', [], [draft, all], true).remove, true);
	});
});
