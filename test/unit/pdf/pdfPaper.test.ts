import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import { attachedPdfs, openPdfAddress, pdfLink } from '../../../src/core/pdf/pdfLinks';
import { identifyPdf, pdfStub } from '../../../src/core/pdf/pdfPaper';
import { readPdf } from '../../../src/host/pdf/pdfText';
import { bytesOf, pdfOf } from '../../fakes/pdf';
import type { MadeUpPdf } from '../../fakes/pdf';

const identify = async (pdf: MadeUpPdf, fileName = 'paper.pdf') => {
	const text = await readPdf(pdfOf(pdf, text => deflateSync(text).toString('latin1')));
	assert.ok(text, 'the PDF is not read');
	return identifyPdf(text, fileName);
};
const xmp = (description: string) =>
	`<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${description}</rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

describe('a PDF', () => {
	it('should be known by the stamp that arXiv sets on its first page, and not by what it cites', async () => {
		const { identifiers } = await identify({
			pages: [['Bananas in Space', 'as in arXiv:2101.00009 and doi:10.5555/other', 'arXiv:2403.00001v2 [cs.FR] 1 Mar 2024']],
			information: { Title: '' },
		});
		assert.deepEqual(identifiers, { arxiv: '2403.00001' });
		assert.deepEqual((await identify({ pages: [['Old times', 'arXiv:math.GT/0309136v1 [math.GT] 8 Sep 2003']] })).identifiers, {
			arxiv: 'math.GT/0309136',
		});
		assert.deepEqual((await identify({ pages: [['Only cites arXiv:2101.00009']] })).identifiers, {});
	});

	it('should be known by what its publisher wrote into its metadata', async () => {
		const stated: readonly (readonly [MadeUpPdf, object])[] = [
			[
				{
					pages: [[]],
					information: { Subject: 'Annals of Nothing, 3 (2021) 5. doi:10.5555/Fruit.3', Title: 'The Weight of Imaginary Fruit' },
				},
				{ doi: '10.5555/fruit.3' },
			],
			[
				{
					pages: [['10.5555/cited']],
					metadata: xmp(
						'<rdf:Description xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"><prism:doi>10.5555/fruit.3</prism:doi></rdf:Description>',
					),
				},
				{ doi: '10.5555/fruit.3' },
			],
			[
				{
					pages: [[]],
					metadata: xmp(
						'<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier>doi:10.5555/fruit.3</dc:identifier></rdf:Description>',
					),
				},
				{ doi: '10.5555/fruit.3' },
			],
			[
				{ pages: [[]], information: { arXivID: 'https://arxiv.org/abs/2403.00001v1', DOI: 'https://doi.org/10.48550/arXiv.2403.00001' } },
				{ arxiv: '2403.00001' },
			],
		];
		for (const [pdf, expected] of stated) {
			assert.deepEqual((await identify(pdf)).identifiers, expected);
		}
	});

	it('should be known by the first DOI on its first page, or behind a cover page', async () => {
		assert.deepEqual(
			(await identify({ pages: [['The Weight', 'https://doi.org/10.5555/fruit.3', 'References', 'doi:10.5555/other']] })).identifiers,
			{ doi: '10.5555/fruit.3' },
		);
		assert.deepEqual((await identify({ pages: [['Downloaded from a library'], ['DOI: 10.5555/fruit.3.']] })).identifiers, {
			doi: '10.5555/fruit.3',
		});
		assert.deepEqual((await identify({ pages: [['A letter', 'References', '1. doi:10.5555/other']] })).identifiers, {});
	});

	it('should be known by the name of a download from arXiv, and give its title where nothing else is known', async () => {
		assert.deepEqual((await identify({ pages: [[]] }, '2403.00001v2 (1).pdf')).identifiers, { arxiv: '2403.00001' });
		assert.equal(
			(await identify({ pages: [[]], information: { Title: 'The Weight of Imaginary Fruit' } })).title,
			'The Weight of Imaginary Fruit',
		);
		for (const Title of ['Microsoft Word - final.doc', 'main.tex', 'doi:10.5555/fruit.3', 'untitled']) {
			assert.equal((await identify({ pages: [[]], information: { Title } })).title, undefined, Title);
		}
	});

	it('should be refused where it is none, or broken', async () => {
		assert.equal(await readPdf(new TextEncoder().encode('This is no PDF.')), undefined);
		assert.equal(await readPdf(new Uint8Array()), undefined);
		const whole = pdfOf({ pages: [['A line with doi:10.5555/fruit.3 in it']] });
		assert.equal(await readPdf(whole.slice(0, 60)), undefined);
		// The table is elsewhere than the file says, and pdf.js makes it anew.
		assert.match(
			(
				await readPdf(
					bytesOf(
						Buffer.from(whole)
							.toString('latin1')
							.replace(/startxref\n\d+/, 'startxref\n7'),
					),
				)
			)?.pages[0] ?? '',
			/fruit\.3/,
		);
	});

	it('should give a stub, and be found again among a paper’s links', () => {
		assert.equal(pdfStub({ identifiers: {} }, 'a.pdf'), undefined);
		assert.deepEqual(pdfStub({ identifiers: { arxiv: '2403.00001' } }, 'a.pdf'), {
			type: 'article',
			title: 'arXiv:2403.00001',
			identifiers: { arxiv: '2403.00001' },
			incomplete: true,
			source: { kind: 'pdf', file: 'a.pdf' },
		});
		const links = [pdfLink('old.pdf'), { kind: 'code', url: 'https://example.org' } as const, pdfLink('papers/new.pdf')];
		assert.deepEqual(attachedPdfs({ links }), ['papers/new.pdf', 'old.pdf']);
		assert.equal(openPdfAddress({ links, identifiers: { arxiv: '2403.00001' } }), 'https://arxiv.org/pdf/2403.00001');
		assert.equal(
			openPdfAddress({ links: [{ kind: 'other', url: 'https://example.org/a.pdf', role: 'open-access-pdf' }] }),
			'https://example.org/a.pdf',
		);
	});
});
