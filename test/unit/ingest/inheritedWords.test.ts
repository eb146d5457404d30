import assert from 'node:assert/strict';
import { ingest } from '../../../src/core/ingest/ingest';
import { openLibrary } from '../../../src/core/library/library';
import { isPaper } from '../../../src/core/paper/paper';
import { MemoryFileStore } from '../../fakes/memoryFileStore';

/** What every object answers for, and so does a table that is an object. */
const words = [...Object.getOwnPropertyNames(Object.prototype), 'prototype'];

/** A text with a word in every place of each format where a word can stand, and beside it an entry that has nothing strange. */
const texts: Readonly<Record<string, (word: string) => string>> = {
	'entry.bib': word =>
		`@${word}{a, title={A}}\n@article{${word}, title={B}, ${word}={x}, keywords={${word}, ok}, author={${word}, ${word} and ${word}}}\n@article{good, title={Good}}\n`,
	'fields.bib': word =>
		`@article{a, title={A}, entrysubtype={${word}}, series={${word}}, eprint={1}, eprinttype={${word}}, langid={${word}}, editor={X}, editortype={${word}}, month=${word}, year={${word}}, crossref={${word}}, xdata={${word}}, type={${word}}, pubstate={${word}}, options={${word}=true}}\n@article{good, title={Good}}\n`,
	'parents.bib': word =>
		`@book{p, title={P}, ${word}={x}}\n@inbook{k, title={T}, crossref={p}}\n@book{${word}, title={Q}}\n@inbook{l, title={U}, crossref={${word}}}\n@article{good, title={Good}}\n`,
	'macros.bib': word =>
		`@string{${word} = {text}}\n@article{a, title = ${word} # { more}, journal = ${word}}\n@article{good, title={Good}}\n`,
	'tex.bib': word =>
		`@article{a, title={About \\${word} and \\${word}{x} and {\\${word} y} and \\begin{${word}}z\\end{${word}} $\\${word}$}, abstract={\\${word}}}\n@article{good, title={Good}}\n`,
	'a.ris': word =>
		`TY  - ${word}\nTI  - ${word}\nAU  - ${word}, ${word}\nKW  - ${word}\nID  - ${word}\nM3  - ${word}\nER  - \n\nTY  - JOUR\nTI  - Good\nER  - \n`,
	'a.enw': word => `%0 ${word}\n%T ${word}\n%A ${word}\n%K ${word}\n%F ${word}\n\n%0 Journal Article\n%T Good\n`,
	'a.nbib': word => `PMID- 1\nTI  - ${word}\nPT  - ${word}\nFAU - ${word}, ${word}\nLA  - ${word}\n\nPMID- 2\nTI  - Good\n`,
	'a.cff': word =>
		`cff-version: 1.2.0\ntype: ${word}\ntitle: Good\n${word}: x\nauthors:\n  - family-names: ${word}\n    ${word}: y\nreferences:\n  - type: ${word}\n    title: ${word}\n`,
	'csl.json': word =>
		`[{"id":"${word}","type":"${word}","title":"${word}","${word}":"x","author":[{"family":"${word}","${word}":"y"}],"issued":{"${word}":1},"custom":{"${word}":1},"note":"${word}: x","keyword":"${word}"},{"id":"good","type":"book","title":"Good"}]`,
	'csl.yaml': word =>
		`references:\n- id: ${word}\n  type: ${word}\n  title: ${word}\n  ${word}: x\n  author:\n  - family: ${word}\n    ${word}: y\n- id: good\n  type: book\n  title: Good\n`,
	'zotero.json': word =>
		`[{"itemType":"${word}","title":"${word}","${word}":"x","creators":[{"creatorType":"${word}","lastName":"A","firstName":"B"}],"tags":[{"tag":"${word}"}],"extra":"${word}: x"},{"itemType":"book","title":"Good","creators":[]}]`,
	'endnote.xml': word =>
		`<xml><records><record><ref-type name="${word}">${word}</ref-type><titles><title><style face="${word}">${word}</style></title></titles><contributors><authors><author>${word}</author></authors></contributors><label>${word}</label></record><record><ref-type name="Book">6</ref-type><contributors/><titles><title>Good</title></titles></record></records></xml>`,
	'pubmed.xml': word =>
		`<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle><${word.replace(/^_+/, 'x')}>${word}</${word.replace(/^_+/, 'x')}> and ${word}</ArticleTitle><PublicationTypeList><PublicationType>${word}</PublicationType></PublicationTypeList></Article></MedlineCitation></PubmedArticle><PubmedArticle><MedlineCitation><PMID>2</PMID><Article><ArticleTitle>Good</ArticleTitle></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>`,
	'wos.txt': word =>
		`FN Clarivate Analytics Web of Science\nVR 1.0\nPT ${word}\nDT ${word}\nTI ${word}\nAU ${word}, A\nDE ${word}\nER\n\nPT J\nTI Good\nER\n\nEF\n`,
};

describe('words that all objects inherit', () => {
	for (const [fileName, textWith] of Object.entries(texts)) {
		it(`should be words like any other in ${fileName}`, async () => {
			for (const word of words) {
				const { papers, problems } = ingest(textWith(word), { fileName });
				// Of the same letters, as TeX and BibTeX tell them apart.
				const other = word.startsWith('__') ? '__plainWord__' : 'plainWord';
				const plain = ingest(textWith(other), { fileName });
				assert.ok(
					papers.some(({ title }) => title === 'Good'),
					`${word}: ${JSON.stringify({ papers, problems })}`,
				);
				assert.equal(papers.length, plain.papers.length, word);
				assert.deepEqual(shapeOf(papers, word), shapeOf(plain.papers, other), word);
				const files = new MemoryFileStore();
				const library = await openLibrary(files, 'library');
				await library.add(papers);
				const again = await openLibrary(files, 'library');
				assert.deepEqual(again.problems(), []);
				assert.equal(again.heads().length, library.heads().length);
				for await (const paper of again.all()) {
					assert.ok(isPaper(paper));
				}
			}
		});
	}
});

/** The papers with the word replaced by `*`, so that those of two words can be compared. */
function shapeOf(papers: readonly unknown[], word: string): unknown {
	const text = JSON.stringify(papers, (_name, value: unknown) => (typeof value === 'function' ? 'a function' : value));
	// CSL-YAML's texts are Markdown, where `__proto__` is bold.
	return JSON.parse(text.replaceAll(new RegExp(`${word}|${word.replaceAll('_', '')}`, 'gi'), '*'));
}
