import assert from 'node:assert/strict';
import fc from 'fast-check';
import { attachedPdf, isPdf, openableAddress, resolvedAddress } from '../../../src/core/text/addresses';
import { attachedPdfs, openPdfAddress, pdfLink } from '../../../src/core/pdf/pdfLinks';

const local = [{ scheme: 'file', authority: '' }];
const remote = [{ scheme: 'vscode-remote', authority: 'ssh-remote+host' }];

describe('resolvedAddress', () => {
	// The examples of https://www.rfc-editor.org/rfc/rfc3986#section-5.4 that the web has.
	const cases: readonly (readonly [string, string])[] = [
		['g', 'http://a/b/c/g'],
		['./g', 'http://a/b/c/g'],
		['g/', 'http://a/b/c/g/'],
		['/g', 'http://a/g'],
		['//g', 'http://g'],
		['g?y', 'http://a/b/c/g?y'],
		['?y', 'http://a/b/c/d;p?y'],
		['g#s', 'http://a/b/c/g#s'],
		['.', 'http://a/b/c/'],
		['./', 'http://a/b/c/'],
		['..', 'http://a/b/'],
		['../g', 'http://a/b/g'],
		['../..', 'http://a/'],
		['../../../g', 'http://a/g'],
		['/./g', 'http://a/g'],
		['g/../h', 'http://a/b/c/h'],
		['g?y/../x', 'http://a/b/c/g?y/../x'],
		['urn:g', 'urn:g'],
	];
	for (const [address, whole] of cases) {
		it(`should make ${whole} of ${address}`, () => {
			assert.equal(resolvedAddress(address, 'http://a/b/c/d;p?q'), whole);
		});
	}

	it('should leave an address without a base on the web as it is', () => {
		assert.deepEqual(
			[undefined, 'file:///a/', ''].map(base => resolvedAddress('g', base)),
			['g', 'g', 'g'],
		);
	});
});

describe('openableAddress', () => {
	it('should open pages of the web and items of Zotero', () => {
		for (const address of [
			'https://example.org',
			'HTTP://example.org/a?b#c',
			'zotero://select/library/items/ABCD1234',
			'zotero://open-pdf/groups/12/items/ABCD1234',
		]) {
			assert.equal(openableAddress(address), address);
		}
	});

	it('should open nothing else, however it is written', () => {
		const refused = [
			'file:///home/me/program.sh',
			'file://host/share/x.pdf',
			'\\\\host\\share\\x.pdf',
			'//host/share',
			'javascript:alert(1)',
			'JaVaScRiPt:alert(1)',
			'data:text/html,x',
			'command:workbench.action.quit',
			'vscode://a.b/c',
			'vscode-insiders://a',
			'ms-settings:privacy',
			'ms-msdt:/id',
			'search-ms:query=x',
			'mailto:a@b.c',
			'tel:1',
			'ssh://host',
			'smb://host/x',
			'https:example.org',
			'https:///example.org',
			' https://example.org',
			'zotero://select/library/items/../../x',
			'zotero://debug',
			'https://example.org/\u0000',
			'https://example.org/\nfile:///x',
			'blob:https://example.org/x',
			'about:blank',
			'../canary.html',
			'',
		];
		assert.deepEqual(
			refused.filter(address => openableAddress(address) !== undefined),
			[],
		);
	});

	it('should give back nothing that does not begin with a scheme it knows', () => {
		fc.assert(
			fc.property(
				fc.constantFrom('https://', 'http://', 'ftp://', 'file:///', 'command:', 'zotero://', ' https://', 'https:'),
				fc.string(),
				(scheme, rest) => {
					const opened = openableAddress(scheme + rest);
					assert.ok(opened === undefined || /^(?:https?:\/\/[^\s/?#]|zotero:\/\/select\/|zotero:\/\/open-pdf\/)/.test(opened));
				},
			),
		);
	});
});

describe('attachedPdf', () => {
	it('should look at files of this machine and of the workspace’s file system', () => {
		assert.deepEqual(attachedPdf('papers/a b%.pdf', local), { kind: 'relative', path: 'papers/a b%.pdf' });
		assert.deepEqual(attachedPdf('file:///home/me/A%20b.PDF', local), { kind: 'absolute', address: 'file:///home/me/A%20b.PDF' });
		assert.deepEqual(attachedPdf('file:///c%3A/papers/a.pdf', []), { kind: 'absolute', address: 'file:///c%3A/papers/a.pdf' });
		assert.deepEqual(attachedPdf('vscode-remote://ssh-remote%2Bhost/a.pdf', remote), {
			kind: 'absolute',
			address: 'vscode-remote://ssh-remote%2Bhost/a.pdf',
		});
		assert.deepEqual(attachedPdf('file://nas/papers/a.pdf', [{ scheme: 'file', authority: 'nas' }]), {
			kind: 'absolute',
			address: 'file://nas/papers/a.pdf',
		});
	});

	it('should look at nothing that is no PDF by its name, and ask no other host', () => {
		const refused = [
			'file:///home/me/program.sh',
			'program.exe',
			'a.pdf.exe',
			'a.pdf/',
			'.pdf',
			'x/.pdf',
			'a.pdf ',
			'a.pdf\u0000.exe',
			'a.exe%00.pdf',
			'a.pdf?x',
			'file:///a.pdf?x.pdf',
			'file:///a.exe#.pdf',
			'file:///a%0A.pdf',
			'file://host/share/a.pdf',
			'file:////host/share/a.pdf',
			'file:///%2Fhost/share/a.pdf',
			'file:///%5C%5Chost%5Cshare%5Ca.pdf',
			'file:\\\\host\\a.pdf',
			'file:a.pdf',
			'FILE://HOST/a.pdf',
			'\\\\host\\share\\a.pdf',
			'//host/share/a.pdf',
			'\\/host/a.pdf',
			'%5C%5Chost%5Ca.pdf',
			'https://example.org/a.pdf',
			'smb://host/a.pdf',
			'command:x.pdf',
			'javascript:x.pdf',
			'vscode://a.b/c.pdf',
			'vscode-remote://other/a.pdf',
			'ms-settings:a.pdf',
			'file://localhost/a.pdf',
			'',
		];
		assert.deepEqual(
			refused.filter(address => attachedPdf(address, [...local, ...remote]) !== undefined),
			[],
		);
	});
});

describe('isPdf', () => {
	const bytes = (text: string) => Uint8Array.from(text, letter => letter.charCodeAt(0));

	it('should go by the first 1024 bytes', () => {
		assert.ok(isPdf(bytes('%PDF-1.7')));
		assert.ok(isPdf(bytes(`${'x'.repeat(1019)}%PDF-`)));
		assert.ok(!isPdf(bytes(`${'x'.repeat(1020)}%PDF-`)));
		assert.ok(!isPdf(bytes('#!/bin/sh')));
		assert.ok(!isPdf(new Uint8Array()));
	});
});

describe('the links of a record', () => {
	it('should name an open PDF only on the web', () => {
		const open = (url: string) => openPdfAddress({ links: [{ kind: 'other', url, role: 'open-access-pdf' }] });
		assert.equal(open('https://example.org/a.pdf'), 'https://example.org/a.pdf');
		assert.equal(open('ms-settings:privacy'), undefined);
		assert.equal(open('vscode://marginalia.marginalia/add?doi=10.1/x'), undefined);
		assert.equal(
			openPdfAddress({ links: [{ kind: 'other', url: 'file:///x', role: 'open-access-pdf' }], identifiers: { arxiv: '2101.00001' } }),
			'https://arxiv.org/pdf/2101.00001',
		);
		assert.deepEqual(attachedPdfs({ links: [pdfLink('a.pdf')] }), ['a.pdf']);
	});
});
