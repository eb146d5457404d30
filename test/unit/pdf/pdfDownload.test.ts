import assert from 'node:assert/strict';
import { kindOfDownload } from '../../../src/core/pdf/pdfDownload';
import { pdfOf } from '../../fakes/pdf';

const bytesOf = (text: string) => Uint8Array.from(text, letter => letter.charCodeAt(0));
const kindOf = (text: string) => kindOfDownload(bytesOf(text));
const whole = String.fromCharCode(...pdfOf({ pages: [['Bananas']] }));

describe('what a download is', () => {
	it('should be a PDF by its first bytes and its last line, whatever stands around them', () => {
		const wholes = [
			whole,
			`\ufeff\r\n${whole}`,
			`junk\n${whole}`,
			`${whole}\0\0\0\0`.padEnd(100_000, '\0'),
			`${whole}${' '.repeat(1000)}x`,
		];
		assert.deepEqual(wholes.map(kindOf), ['pdf', 'pdf', 'pdf', 'pdf', 'pdf']);
	});

	it('should be incomplete where its end is missing', () => {
		for (const part of [whole.slice(0, -8), whole.slice(0, whole.length / 2), '%PDF-1.7', `%PDF-1.7\n%%EOF\n${'x'.repeat(5000)}`]) {
			assert.equal(kindOf(part), 'incomplete', part.slice(-20));
		}
	});

	it('should be a web page by its markup, also where it speaks of PDFs', () => {
		const pages = [
			'<!DOCTYPE html><html><body>Log in</body></html>',
			'\n\n<HTML>Log in',
			'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0">',
			'<html><title>%PDF- is how a PDF begins</title>%%EOF',
			'<script>location = "/login"</script>',
		];
		assert.deepEqual([...new Set(pages.map(kindOf))], ['page']);
	});

	it('should be nothing else that is a PDF', () => {
		assert.deepEqual(['', 'PK\u0003\u0004', '{"error": 404}', `${' '.repeat(2000)}${whole}`, '%!PS-Adobe-3.0'].map(kindOf), [
			'empty',
			'other',
			'other',
			'other',
			'other',
		]);
	});
});
