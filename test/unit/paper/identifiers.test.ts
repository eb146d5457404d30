import assert from 'node:assert/strict';
import { findIdentifiers, identifierUrl, parseArxivId, parsePmid } from '../../../src/core/paper/identifiers';

describe('identifiers', () => {
	const arxivIds: Readonly<Record<string, string | undefined>> = {
		'2101.00001': '2101.00001',
		'2101.00001v12': '2101.00001',
		'arXiv:0704.0001v1': '0704.0001',
		'https://arxiv.org/abs/2101.00001v2': '2101.00001',
		'http://export.arxiv.org/pdf/2101.00001.pdf': '2101.00001',
		'https://arxiv.org/abs/math.GT/0309136': 'math.GT/0309136',
		'cs/0301001v3': 'cs/0301001',
		'https://huggingface.co/papers/2608.19880': '2608.19880',
		'10.48550/arXiv.2101.00001': '2101.00001',
		'2101.000011': undefined,
		'section 2101.00001 of it': undefined,
	};
	for (const [text, id] of Object.entries(arxivIds)) {
		it(`should ${id === undefined ? 'find no arXiv id' : `find ${id}`} in ${text}`, () => assert.equal(parseArxivId(text), id));
	}

	it('should read a PMID', () => {
		assert.deepEqual(['PMID: 123', '123', 'https://pubmed.ncbi.nlm.nih.gov/123/', 'x123'].map(parsePmid), ['123', '123', '123', undefined]);
	});

	it('should tell an arXiv DOI from a publisher’s', () => {
		assert.deepEqual(findIdentifiers(['https://doi.org/10.48550/arXiv.2101.00001', undefined, '10.1000/X']), {
			doi: '10.1000/x',
			arxiv: '2101.00001',
		});
		assert.equal(findIdentifiers(['https://github.com/a/b']), undefined);
	});

	it('should stand for a page', () => {
		assert.equal(identifierUrl({ arxiv: '2101.00001' }), 'https://arxiv.org/abs/2101.00001');
		assert.equal(identifierUrl({ doi: '10.1000/x', arxiv: '2101.00001' }), 'https://doi.org/10.1000/x');
		assert.equal(identifierUrl({}), undefined);
	});
});
