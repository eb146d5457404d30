import assert from 'node:assert/strict';
import { ingest } from '../../../src/core/ingest/ingest';
import { namedPdfs, pdfsOfFileField } from '../../../src/core/pdf/fileField';

/** The first path by which a PDF is looked for, and that has no TeX left. */
const first = (field: string) => pdfsOfFileField(field).find(path => !/[{}\\]/.test(path));

describe('the PDFs that an entry names', () => {
	const spelled: readonly (readonly [program: string, field: string, path: string])[] = [
		['Zotero', 'Full Text:files/12/x.pdf:application/pdf', 'files/12/x.pdf'],
		[
			'Zotero, with a page beside it',
			'Snapshot:files/13/x.html:text/html;Full Text PDF:files/12/Roe - 2020.pdf:application/pdf',
			'files/12/Roe - 2020.pdf',
		],
		['Zotero, with signs in the title', 'A\\: B\\; C:files/12/x.pdf:application/pdf', 'files/12/x.pdf'],
		[
			'Zotero on Windows',
			'PDF:C\\:\\\\Users\\\\me\\\\Zotero\\\\storage\\\\AB12CD34\\\\x.pdf:application/pdf',
			'C:/Users/me/Zotero/storage/AB12CD34/x.pdf',
		],
		['Better BibTeX', 'files/12/x.pdf;files/13/y.html', 'files/12/x.pdf'],
		['JabRef', ':papers/x.pdf:PDF', 'papers/x.pdf'],
		['JabRef on Windows', ':D\\:/Papers/x.pdf:PDF', 'D:/Papers/x.pdf'],
		['JabRef, with backslashes', ':sub\\\\x.pdf:PDF', 'sub/x.pdf'],
		['JabRef, with nothing escaped', ':C:/Papers/x.pdf:PDF', 'C:/Papers/x.pdf'],
		['JabRef, several', ':a.txt:Text;:x.pdf:PDF', 'x.pdf'],
		['Mendeley', ':home/me/M{\\"{u}}ller/x{\\_}y.pdf:pdf', 'home/me/Müller/x_y.pdf'],
		['Mendeley on Windows', ':C$\\backslash$:/Users/me/x.pdf:pdf', 'C:/Users/me/x.pdf'],
		['Docear', ':file\\:/home/me/x.pdf:', '/home/me/x.pdf'],
		['Papers', '{papers/x.pdf}', 'papers/x.pdf'],
		['Citavi', 'Attachments/Roe 2020.pdf:Attachments/Roe 2020.pdf:application/pdf', 'Attachments/Roe 2020.pdf'],
		['Calibre', ':/books/x.pdf:PDF', '/books/x.pdf'],
		['by hand', 'papers/x.pdf', 'papers/x.pdf'],
		['by hand, in capitals', './Papers/X.PDF', './Papers/X.PDF'],
		['by hand, on Windows', 'C:\\Users\\me\\x.pdf', 'C:/Users/me/x.pdf'],
		['by hand, with a title', 'Roe:papers/x.pdf', 'papers/x.pdf'],
		['by hand, with a type', 'papers/x.pdf:PDF', 'papers/x.pdf'],
		['an address', 'file:///home/me/x.pdf', '/home/me/x.pdf'],
		['an address on Windows', 'file:///C:/Papers/x.pdf', 'C:/Papers/x.pdf'],
		['an escaped ampersand', 'papers/a \\& b.pdf', 'papers/a & b.pdf'],
	];
	for (const [program, field, path] of spelled) {
		it(`should be read as written by ${program}`, () => {
			assert.equal(first(field), path);
		});
	}

	it('should be looked for under each path that a spelling may mean', () => {
		assert.ok(pdfsOfFileField('file:///home/me/x%20y.pdf').includes('/home/me/x y.pdf'));
		assert.ok(pdfsOfFileField('papers/a; b.pdf').includes('papers/a; b.pdf'));
		assert.deepEqual(pdfsOfFileField(':x.pdf:PDF;:y.pdf:PDF').slice(0, 2), ['x.pdf', 'y.pdf']);
	});

	it('should be none where only other files, the web or nothing is named', () => {
		for (const field of [
			'',
			';',
			'::',
			'x.html',
			':x.epub:EPUB',
			':https\\://example.org/x.pdf:PDF',
			'internal-pdf://12/x.pdf',
			'.pdf',
			'papers/.pdf',
		]) {
			assert.deepEqual(pdfsOfFileField(field), [], field);
		}
	});

	it('should be those of an entry and of a record, under any of their fields', () => {
		const [zotero] = ingest('@article{a, title = {A}, file = {Full Text:files/12/a_b.pdf:application/pdf}}\n').papers;
		assert.equal(namedPdfs(zotero ?? {})[0], 'files/12/a_b.pdf');
		const [ris] = ingest('TY  - JOUR\nTI  - A\nL1  - files/12/a.pdf\nER  - \n').papers;
		assert.deepEqual(namedPdfs(ris ?? {}), ['files/12/a.pdf']);
		assert.deepEqual(namedPdfs({}), []);
	});
});
