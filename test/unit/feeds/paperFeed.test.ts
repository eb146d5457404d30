import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readPaperFeed } from '../../../src/core/feeds/paperFeed';
import { webFeeds } from '../../../src/core/feeds/webFeeds';

const source = { kind: 'feed', url: 'https://example.org/feed' };
const read = (text: string) => [...readPaperFeed(text, source)];
const paperOf = (text: string) => read(text).flatMap(reading => (reading.kind === 'paper' ? [reading.paper] : []))[0];

describe('readPaperFeed', () => {
	it("should read a publisher's RSS 1.0 with Dublin Core and PRISM", () => {
		const feed = `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">
			<channel rdf:about="x"><title>Journal of Bananas</title></channel>
			<item rdf:about="https://doi.org/10.1234/jb.7"><title>&lt;i&gt;Peels&lt;/i&gt; at $x^2$</title><link>https://example.org/7</link><dc:creator>Emmy Noether</dc:creator><dc:creator>Lovelace, Ada</dc:creator>
			<dc:identifier>doi:10.1234/JB.7</dc:identifier><dc:date>2026-11-20</dc:date><prism:publicationName>J. Bananas</prism:publicationName><prism:volume>3</prism:volume><description>&lt;p&gt;All about peels &amp;amp; more.&lt;/p&gt;</description></item></rdf:RDF>`;
		assert.deepEqual(paperOf(feed), {
			type: 'article',
			title: '<i>Peels</i> at $x^2$',
			author: [
				{ family: 'Noether', given: 'Emmy' },
				{ family: 'Lovelace', given: 'Ada' },
			],
			issued: { 'date-parts': [[2026, 11, 20]] },
			abstract: 'All about peels & more.',
			'container-title': 'J. Bananas',
			volume: '3',
			DOI: '10.1234/JB.7',
			URL: 'https://example.org/7',
			identifiers: { doi: '10.1234/jb.7' },
			source: { ...source, entry: 'https://doi.org/10.1234/jb.7' },
		});
	});

	it('should read RSS 2.0, whose channel is where it appeared', () => {
		const feed = `<rss version="2.0"><channel><title>Fruit Letters</title><item><title>One</title><author>a@b.org (Ada Lovelace)</author><guid isPermaLink="false">77</guid><link>https://arxiv.org/abs/2508.13426v2</link><pubDate>Wed, 20 Aug 2025 00:00:00 -0400</pubDate><category>cs.LG</category></item></channel></rss>`;
		const paper = paperOf(feed);
		assert.deepEqual(
			[paper?.['container-title'], paper?.author, paper?.identifiers, paper?.issued, paper?.tags, paper?.URL],
			[
				'Fruit Letters',
				[{ family: 'Lovelace', given: 'Ada' }],
				{ arxiv: '2508.13426' },
				{ 'date-parts': [[2025, 8, 20]] },
				['cs.LG'],
				'https://arxiv.org/abs/2508.13426v2',
			],
		);
	});

	it('should read Atom, its page before its other links', () => {
		const feed =
			'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title>Two</title><id>urn:2</id><link rel="enclosure" href="https://example.org/2.pdf"/><link href="https://example.org/2"/><author><name>Emmy Noether</name></author><author><name>Ada Lovelace</name></author><summary>Short.</summary><content type="html">&lt;p&gt;Long enough.&lt;/p&gt;</content><published>2026-01-02T03:04:05Z</published></entry></feed>';
		const paper = paperOf(feed);
		assert.deepEqual(
			[paper?.URL, paper?.author?.length, paper?.abstract, paper?.issued, paper?.['container-title']],
			['https://example.org/2', 2, 'Long enough.', { 'date-parts': [[2026, 1, 2]] }, undefined],
		);
	});

	it('should name the line of an entry that is broken, and read the others', () => {
		const readings = read(
			'<rss><channel><item><title>Good</title></item>\n<item><title>Bad & worse</b></item>\n<item><link>x</link></item>\n<item><title>Better</title></item></channel></rss>',
		);
		assert.deepEqual(
			readings.map(reading => (reading.kind === 'paper' ? reading.paper.title : reading.line)),
			['Good', 2, 3, 'Better'],
		);
	});

	const rss = (items: string) =>
		`<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Annals of Walks</title>${items}</channel></rss>`;
	const papersOf = (text: string) => read(text).flatMap(reading => (reading.kind === 'paper' ? [reading.paper] : []));

	it('should repair a bare ampersand as feed readers do', () => {
		assert.deepEqual(
			papersOf(rss('<item><title>Cats & dogs</title></item><item><title>R&D &amp; more &nope; 1 < 2</title></item>')).map(
				({ title }) => title,
			),
			['Cats & dogs', 'R&D & more &nope; 1 < 2'],
		);
	});

	it('should read authors in every form publishers have', () => {
		const authors = (xml: string) =>
			paperOf(rss(`<item><title>A</title>${xml}</item>`))?.author?.map(name => name.literal ?? `${name.given ?? ''} ${name.family ?? ''}`);
		assert.deepEqual(authors('<dc:creator>Roe, A., Poe, B., van der Loe, C.</dc:creator>'), ['A. Roe', 'B. Poe', 'C. van der Loe']);
		assert.deepEqual(authors('<dc:creator>Ada Roe, M.D., Ph.D.</dc:creator>'), ['Ada Roe']);
		assert.deepEqual(authors('<dc:creator>Roe A, Poe BC</dc:creator>'), ['A. Roe', 'B. C. Poe']);
		assert.deepEqual(authors('<authors>Ada Roe;Ben Poe</authors>'), ['Ada Roe', 'Ben Poe']);
		assert.deepEqual(authors('<dc:creator>ATLAS Collaboration</dc:creator>'), ['ATLAS Collaboration']);
		assert.deepEqual(
			authors('<description>&lt;p&gt;Publication date: May 2026&lt;/p&gt;&lt;p&gt;Author(s): Ada Roe, Ben Poe&lt;/p&gt;</description>'),
			['Ada Roe', 'Ben Poe'],
		);
	});

	it('should take a DOI out of the address of a page, and no arXiv id out of a weblog’s', () => {
		const dois = papersOf(
			rss(
				'<item><title>A</title><link>https://www.example.org/doi/full/10.1080/01234567.2026.111?af=R</link></item><item><title>B</title><link>https://www.nature.com/articles/s41586-026-1</link></item>',
			),
		).map(paper => paper.DOI);
		assert.deepEqual(dois, ['10.1080/01234567.2026.111', '10.1038/s41586-026-1']);
		assert.equal(
			paperOf(rss('<item><title>News item</title><guid isPermaLink="false">post/1234567</guid></item>'))?.identifiers,
			undefined,
		);
	});

	it('should read entities, and a less-than sign in a title', () => {
		assert.deepEqual(
			papersOf(
				rss(
					'<item><title><![CDATA[Caf&eacute; walks &ndash; &beta;]]></title></item><item><title>Is it so for a&lt;b and c&gt;d?</title></item>',
				),
			).map(({ title }) => title),
			['Café walks – β', 'Is it so for a<b and c>d?'],
		);
		assert.equal(
			paperOf(rss('<item><title>A</title><description>&lt;p&gt;one&lt;/p&gt;&lt;p&gt;two&lt;/p&gt;</description></item>'))?.abstract,
			'one\ntwo',
		);
	});

	it('should read authors with titles, degrees, footnotes and addresses, and none of these as a name', () => {
		const authors = (line: string) =>
			paperOf(rss(`<item><title>A</title><dc:creator>${line}</dc:creator></item>`))?.author?.map(name =>
				[name.given, name.family ?? name.literal, name.suffix].filter(part => part !== undefined).join(' '),
			);
		const ours = ['Ada Roe', 'Ben Poe'];
		for (const line of [
			'Roe, Ada and Poe, Ben',
			'Roe, Ada, Poe, Ben',
			'By Ada Roe and Ben Poe',
			'Ada Roe PhD; Ben Poe MD',
			'Ada Roe1, Ben Poe2,*',
			'Dr. Ada Roe, Prof. Dr. Ben Poe',
			'Ada Roe, Ben Poe, et al.',
			'Ada Roe | Ben Poe',
			'Ada Roe a@b.org, Ben Poe',
		]) {
			assert.deepEqual(authors(line), ours, line);
		}
		assert.deepEqual(authors('Ada Roe, Jr., Ben Poe'), ['Ada Roe Jr.', 'Ben Poe']);
		assert.deepEqual(authors('Roe A., Poe B. C.'), ['A. Roe', 'B. C. Poe']);
		assert.deepEqual(authors('Roe MD, Poe AB'), ['M. D. Roe', 'A. B. Poe']);
		assert.deepEqual(authors('LAKE Collaboration, Roe, A., Poe, B.'), ['LAKE Collaboration', 'A. Roe', 'B. Poe']);
		assert.equal(authors('editors@example.org'), undefined);
	});

	it('should read HTML that was put into a feed as it is, closed or not', () => {
		assert.deepEqual(
			papersOf(
				rss('<item><title>C<br>D</title></item><item><title>E</title><description><p>one<p>two <a href="/?a&b">x</a></description></item>'),
			).map(({ title, abstract }) => [title, abstract]),
			[
				['C D', undefined],
				['E', 'one\ntwo x'],
			],
		);
	});

	it('should keep the paragraphs of XHTML, PubMed’s id and journal, and where an entry is discussed', () => {
		const xhtml = paperOf(
			'<feed xmlns="http://www.w3.org/2005/Atom"><title>W</title><link rel="self" href="https://walks.example/a/feed"/><entry><title>A</title><id>1</id><link rel="replies" href="../talk/1"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>one &amp; all</p><p>two</p></div></content></entry></feed>',
		);
		assert.deepEqual([xhtml?.abstract, xhtml?.source?.['discussion']], ['one & all\ntwo', 'https://walks.example/talk/1']);
		const pubmed = paperOf(
			'<rss><channel><title>pubmed: walks</title><item><title>A</title><dc:source xmlns:dc="d">J Walks</dc:source><guid>pubmed:123456</guid></item></channel></rss>',
		);
		assert.deepEqual([pubmed?.identifiers, pubmed?.['container-title']], [{ pmid: '123456' }, 'J Walks']);
		const talk = paperOf(rss('<item><title>A</title><comments>https://walks.example/a#talk</comments></item>'));
		assert.equal(talk?.source?.['discussion'], 'https://walks.example/a#talk');
		const unsafe = paperOf(rss('<item><title>A</title><comments>javascript:alert(1)</comments></item>'));
		assert.equal(unsafe?.source?.['discussion'], undefined);
	});

	it('should resolve bases within each other', () => {
		const feed = paperOf(
			'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://walks.example/a/b/"><title>W</title><entry xml:base="../papers/"><title>A</title><id>1</id><link xml:base="x/" href="1.html?q=1"/></entry></feed>',
		);
		assert.equal(feed?.URL, 'https://walks.example/a/papers/x/1.html?q=1');
	});

	it('should resolve relative links at the base of the feed', () => {
		const feed = (link: string) =>
			`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://walks.example/issues/3/"><title>W</title><entry><title>On walks</title><id>urn:uuid:1</id><link href="${link}"/></entry></feed>`;
		assert.deepEqual(
			['papers/1.html', '/papers/1.html', '//other.example/1', 'https://x.example/1'].map(link => paperOf(feed(link))?.URL),
			[
				'https://walks.example/issues/3/papers/1.html',
				'https://walks.example/papers/1.html',
				'https://other.example/1',
				'https://x.example/1',
			],
		);
	});

	it('should survive any text', () => {
		const piece = fc.constantFrom(
			'<item>',
			'</item>',
			'<entry>',
			'</entry>',
			'<title>',
			'</title>',
			'&',
			'&lt;b&gt;',
			'<![CDATA[',
			']]>',
			'a',
			'<dc:creator>',
			'</dc:creator>',
			'<link href="x"/>',
			'\n',
		);
		fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), pieces => void read(pieces.join(''))));
	});
});

describe('a feed of the web', () => {
	it('should be read as far as feeds go, and say so', () => {
		const item = '<item><title>A</title><link>https://example.org/1</link></item>';
		const feed = `<rss version="2.0"><channel>${item.repeat(20_000)}</channel></rss>`;
		const read = webFeeds.parse(feed);
		assert.ok(read.kind === 'papers');
		assert.equal(read.papers.length, 2000);
		assert.match(read.problems?.[0] ?? '', /only its first 2000 entries/);
		const untitled = webFeeds.parse(feed.replaceAll('<title>A</title>', ''));
		assert.equal(untitled.kind, 'mistake');
	});
});
