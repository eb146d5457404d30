import assert from 'node:assert/strict';
import { ingest } from '../../../src/core/ingest/ingest';
import type { IncomingPaper } from '../../../src/core/paper/paper';

function only(text: string, fileName: string): IncomingPaper {
	const { papers } = ingest(text, { fileName });
	assert.equal(papers.length, 1);
	return papers[0] ?? { type: '', title: '' };
}

describe("publishers' markup", () => {
	const samples: readonly (readonly [name: string, text: string])[] = [
		[
			'a.bib',
			'@article{k, title={Cells &amp; <i>Tissue</i>}, author={D&eacute;j\\&agrave;, Jane}, journal={Science &amp; Wheels}, abstract={<jats:p>a &lt; b</jats:p>}, keywords={x &amp; y}}',
		],
		[
			'a.ris',
			'TY  - JOUR\nTI  - Cells &amp; <i>Tissue</i>\nAU  - D&#233;j&agrave;, Jane\nT2  - Science &amp; Wheels\nAB  - <p>a &lt; b</p>\nKW  - x &amp; y\nER  - \n',
		],
		[
			'a.nbib',
			'PMID- 1234567\nTI  - Cells &amp; <i>Tissue</i>\nFAU - D&#233;j&agrave;, Jane\nJT  - Science &amp; Wheels\nAB  - <p>a &lt; b</p>\nOT  - x &amp; y\n\n',
		],
		[
			'a.enw',
			'%0 Journal Article\n%T Cells &amp; <i>Tissue</i>\n%A D&#233;j&agrave;, Jane\n%J Science &amp; Wheels\n%X <p>a &lt; b</p>\n%K x &amp; y\n',
		],
		[
			'a.ciw',
			'FN Clarivate\nVR 1.0\nPT J\nAF D&eacute;j&agrave;, Jane\nTI Cells &amp; <i>Tissue</i>\nSO Science &amp; Wheels\nAB <p>a &lt; b</p>\nDE x &amp; y\nPY 2001\nER\n\nEF\n',
		],
		[
			'a.cff',
			'cff-version: 1.2.0\ntitle: "Cells &amp; <i>Tissue</i>"\njournal: "Science &amp; Wheels"\nauthors:\n  - family-names: "D&eacute;j&agrave;"\n    given-names: Jane\nabstract: "<p>a &lt; b</p>"\nkeywords: ["x &amp; y"]\n',
		],
		[
			'zotero.json',
			JSON.stringify([
				{
					key: 'AAAA1111',
					version: 1,
					itemType: 'journalArticle',
					title: 'Cells &amp; <i>Tissue</i>',
					publicationTitle: 'Science &amp; Wheels',
					abstractNote: '<p>a &lt; b</p>',
					creators: [{ creatorType: 'author', firstName: 'Jane', lastName: 'D&eacute;j&agrave;' }],
					tags: [{ tag: 'x &amp; y' }],
				},
			]),
		],
		[
			'a.json',
			JSON.stringify([
				{
					id: 'k',
					type: 'article-journal',
					title: 'Cells &amp; <i>Tissue</i>',
					'container-title': 'Science &amp; Wheels',
					abstract: '<p>a &lt; b</p>',
					author: [{ family: 'D&eacute;j&agrave;', given: 'Jane' }],
					keyword: 'x &amp; y',
				},
			]),
		],
	];
	for (const [name, text] of samples) {
		it(`should become text: ${name}`, () => {
			const { title, author, abstract, tags, ...rest } = only(text, name);
			assert.deepEqual([title, abstract], ['Cells & <i>Tissue</i>', 'a < b']);
			assert.deepEqual(author, [{ family: 'Déjà', given: 'Jane' }]);
			assert.equal(rest['container-title'], 'Science & Wheels');
			// BibTeX, CSL and WoS part keywords at semicolons.
			assert.equal(tags?.[0], 'x & y');
		});
	}

	it('should leave what is none alone', () => {
		const { title, abstract, author } = only(
			'TY  - JOUR\nTI  - AT&T and x<y but not z>w\nAU  - R&D; Group\nAB  - For a<b and c>d we find Q&A;s.\nER  - \n',
			'a.ris',
		);
		assert.deepEqual([title, abstract], ['AT&T and x<y but not z>w', 'For a<b and c>d we find Q&A;s.']);
		assert.equal(JSON.stringify(author).includes('R&D'), true);
	});
});
