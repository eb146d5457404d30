import assert from 'node:assert/strict';
import fc from 'fast-check';
import { doiAddress, doiOfPage, parseDoi, writtenDoi } from '../../../src/core/paper/doi';

describe('DOIs', () => {
	const dois: readonly (readonly [string, string | undefined])[] = [
		['10.1000/ABC', '10.1000/abc'],
		['doi:10.1000/abc.', '10.1000/abc'],
		['https://doi.org/10.1000/a%2Fb', '10.1000/a/b'],
		['https://doi.org/10.1000%2Fb', '10.1000/b'],
		['(see 10.1000/a(b)c)', '10.1000/a(b)c'],
		['10.1000/a)', '10.1000/a'],
		['10.1000/a[1]', '10.1000/a[1]'],
		['[10.1000/a]', '10.1000/a'],
		['https://dx.doi.org/10.1007/978-3-030', '10.1007/978-3-030'],
		['10.1000.10/123', '10.1000.10/123'],
		['110.1000/x', undefined],
		['version 10.10/2', undefined],
		['10.1000/', undefined],
		['%E0%A4%A 10.1000/x', '10.1000/x'],
		['见10.1000/abc。', '10.1000/abc'],
		// SICI: https://en.wikipedia.org/wiki/Serial_Item_and_Contribution_Identifier
		['10.1175/1520-0493(1998)126<0001:AFLARO>2.0.CO;2', '10.1175/1520-0493(1998)126<0001:aflaro>2.0.co;2'],
		[
			'https://doi.org/10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O',
			'10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o',
		],
		[
			'10.1002/(SICI)1096-987X(199712)17:15/16&lt;1661::AID-JCC1&gt;3.0.CO;2-X',
			'10.1002/(sici)1096-987x(199712)17:15/16<1661::aid-jcc1>3.0.co;2-x',
		],
		['doi:10.1130/0091-7613(1999)027<0723:TGOTC>2.3.CO;2.', '10.1130/0091-7613(1999)027<0723:tgotc>2.3.co;2'],
		['10.1890/0012-9658(2006)87[1215:TLOT]2.0.CO;2', '10.1890/0012-9658(2006)87[1215:tlot]2.0.co;2'],
		['10.1000/a<b', '10.1000/a<b'],
		['10.1000/a\\textless{}1:B\\textgreater{}2', '10.1000/a<1:b>2'],
		// What stands around it.
		['<10.1000/a>', '10.1000/a'],
		['<https://doi.org/10.1000/a>', '10.1000/a'],
		['<a href="https://doi.org/10.1000/x">10.1000/x</a>', '10.1000/x'],
		['10.1000/x<br/>next', '10.1000/x'],
		['{10.1000/a}', '10.1000/a'],
		['10.1007/978-3-319-00000-0{_}129-1', '10.1007/978-3-319-00000-0_129-1'],
		['10.1007/978-3-319-00000-0{\\\\_}129-1', '10.1007/978-3-319-00000-0_129-1'],
		['10.1007/978\\_3', '10.1007/978_3'],
		// Addresses of publishers' pages.
		['https://www.example.org/doi/full/10.1080/01234567.2026.111?af=R', '10.1080/01234567.2026.111'],
		['10.1080/01234567.2026.111?af=R', '10.1080/01234567.2026.111'],
		['doi:10.1080/0123?utm_source=x&utm_medium=y', '10.1080/0123'],
		['https://www.example.org/articles/10.3389/fwalk.2026.1234567/full', '10.3389/fwalk.2026.1234567'],
		['https://www.biorxiv.org/content/10.1101/2020.01.01.123456v2.full.pdf+html', '10.1101/2020.01.01.123456'],
		['https://link.springer.com/article/10.1007/s00-1#citeas', '10.1007/s00-1'],
		['https://link.springer.com/content/pdf/10.1007/s00-1.pdf', '10.1007/s00-1'],
		['https://www.example.org/article/10.1088/1361-6382/ab1234/pdf', '10.1088/1361-6382/ab1234'],
		['https://www.example.org/doi/10.1002/adma.2020/abstract;jsessionid=AB.f01', '10.1002/adma.2020'],
		['https://doi.org/10.1000/x?utm_source=a', '10.1000/x'],
		['https://doi.org/10.1000/x.pdf', '10.1000/x.pdf'],
		['https://doi.org/10.1000/a%23b', '10.1000/a#b'],
		['10.1000/a#b', '10.1000/a#b'],
	];
	for (const [text, doi] of dois) {
		it(`should ${doi === undefined ? 'find no DOI' : `find ${doi}`} in ${text}`, () => assert.equal(parseDoi(text), doi));
	}

	it('should keep the case that is written', () => assert.equal(writtenDoi('https://doi.org/10.1000/ABC'), '10.1000/ABC'));

	it('should find in its address any DOI that is looked up', () => {
		const suffix = fc.stringMatching(/^[a-z0-9<>;:()[\]#?&%_.\\-]{1,30}[a-z0-9]$/);
		fc.assert(
			fc.property(suffix, text => {
				const doi = parseDoi(`10.1000/${text}`);
				assert.equal(doi === undefined ? undefined : parseDoi(doiAddress(doi)), doi);
			}),
		);
	});

	it('should know the pages whose addresses hold a DOI in another form', () => {
		const pages = [
			'https://www.nature.com/articles/s41586-021-03819-2.pdf',
			'https://aclanthology.org/2020.acl-main.1/',
			'https://zenodo.org/records/12',
			'https://example.org/10.1000/x',
		];
		assert.deepEqual(pages.map(doiOfPage), ['10.1038/s41586-021-03819-2', '10.18653/v1/2020.acl-main.1', '10.5281/zenodo.12', undefined]);
	});
});
