import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { MemoryFileStore } from '../../src/core/files/memoryFileStore';
import { openLibrary } from '../../src/core/library/library';
import { RecordedLibrary } from '../../src/core/library/recordedLibrary';
import { pdfLink } from '../../src/core/pdf/pdfLinks';
import { PdfWords } from '../../src/host/pdf/pdfWords';
import { MemoryCache } from '../fakes/memoryCache';
import { pdfOf } from '../fakes/pdf';
import { silentLog } from '../fakes/silentLog';
import { file, until } from './workspace';

const setting = (value: unknown) =>
	vscode.workspace.getConfiguration('marginalia').update('pdf.search', value, vscode.ConfigurationTarget.Global);

describe('words of PDFs in the editor', () => {
	it('should be read in a thread and found, and forgotten where that is switched off', async () => {
		await vscode.workspace.fs.writeFile(file('yellow.pdf'), pdfOf({ pages: [['Nothing'], ['Bananas are yellow.']] }));
		const library = new RecordedLibrary(await openLibrary(new MemoryFileStore(), '/lib'));
		await library.step('Test', editor =>
			editor.add([{ type: 'article', title: 'Bananas in Space: A Survey', links: [pdfLink('yellow.pdf')], source: { kind: 'test' } }]),
		);
		const cache = new MemoryCache();
		const { extensionUri } = vscode.extensions.getExtension('marginalia.marginalia')!;
		const words = new PdfWords({ extensionUri, library, cache, log: silentLog });
		try {
			const found = async () => (await words.search.search('yellow ', 10)).map(({ page, snippet }) => `${page} ${snippet}`);
			await until(async () => (await found()).length > 0, 'the PDF is read');
			assert.deepEqual(await found(), ['2 Bananas are yellow.']);
			await until(() => words.progress === undefined, 'all is read');
			await setting(false);
			await until(async () => (await found()).length === 0, 'the PDF is forgotten');
			await until(() => (cache.files.get('fulltext-1.text')?.length ?? 0) < 64, 'its words left the cache');
		} finally {
			words.dispose();
			await setting(undefined);
			await vscode.workspace.fs.delete(file('yellow.pdf'));
		}
	});
});
