import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { present } from '../../src/core/paper/paper';
import { pdfOf, unembeddedFonts } from '../fakes/pdf';
import { file, marginalia, read, tidy, write } from './workspace';

interface PdfReport {
	readonly added: readonly string[];
	readonly attached: readonly string[];
	readonly problems: readonly { readonly file: string; readonly message: string }[];
}

interface GetReport {
	readonly attached: readonly { readonly key: string; readonly address: string }[];
	readonly there: readonly string[];
	readonly problems: readonly { readonly key: string; readonly message: string }[];
}

const run = <T = unknown>(command: string, ...args: unknown[]) => vscode.commands.executeCommand<T>(`marginalia.${command}`, ...args);
const setting = (name: string, value: unknown) =>
	vscode.workspace.getConfiguration('marginalia').update(name, value, vscode.ConfigurationTarget.Global);

describe('PDFs in the editor', () => {
	const names = ['bananas.pdf', 'fruit.pdf', 'nothing.pdf', 'broken.pdf'];
	before(tidy);
	afterEach(async () => {
		await tidy();
		await setting('network.addresses', undefined);
		await setting('network.services', undefined);
		await Promise.all(names.map(async name => vscode.workspace.fs.delete(file(name))));
	});

	it('should be recognised when they are ingested, joined to papers that are here or added, and linked where they lie', async () => {
		const { url } = JSON.parse(await read(file('.services.json'))) as { readonly url: string };
		await setting('network.addresses', { crossref: `${url}/ok/crossref` });
		await setting('network.services', { crossref: true });
		await vscode.env.clipboard.writeText(
			'@article{peel, title = {Bananas in Space: A Survey}, author = {Peel, Ada}, year = 2024, eprint = {2403.00001}, eprinttype = {arxiv}}',
		);
		await run('ingestClipboard');
		const contents = [
			// Its number can be read by a character map alone.
			pdfOf({ pages: [['arXiv:2403.00001v2 [cs.FR] 1 Mar 2024']], ...present('font', unembeddedFonts[0]) }),
			pdfOf({ pages: [['The Weight of Imaginary Fruit', 'https://doi.org/10.5555/fruit.3']] }),
			pdfOf({ pages: [['Nothing']] }),
			new TextEncoder().encode('%PDF-1.5 broken'),
		];
		await Promise.all(names.map(async (name, index) => vscode.workspace.fs.writeFile(file(name), contents[index] ?? new Uint8Array())));

		const report = await run<PdfReport>('ingestFile', names.map(file));
		assert.deepEqual(
			[report.attached, report.added.length, report.problems.map(problem => problem.file).join()],
			[['peel'], 1, 'nothing.pdf,broken.pdf'],
			JSON.stringify(report.problems),
		);
		const papers = await (await marginalia()).papers();
		assert.deepEqual(
			papers.map(({ title, links = [] }) => [title, ...links.flatMap(link => (link['role'] === 'pdf' ? [link.url] : []))]).sort(),
			[
				['Bananas in Space: A Survey', 'bananas.pdf'],
				['The Weight of Imaginary Fruit', 'fruit.pdf'],
			],
		);
		assert.equal(await run('ingestFile', [file('bananas.pdf')]).then(again => (again as PdfReport).attached.length), 0);
	});

	it('should be downloaded for several papers, attached, and be taken back with the step', async () => {
		const { url } = JSON.parse(await read(file('.services.json'))) as { readonly url: string };
		await setting('network.addresses', { arxiv: `${url}/ok/arxiv` });
		await setting('network.services', { arxiv: true });
		await setting('pdf.fileName', '{{year}}/{{title}}');
		await vscode.env.clipboard.writeText(
			[
				'@article{peel, title = {Bananas: in/../Space?}, year = 2024, eprint = {2403.00001}, eprinttype = {arxiv}}',
				'@article{login, title = {Learning to Peel}, year = 2025, eprint = {2503.00002}, eprinttype = {arxiv}}',
				'@article{none, title = {Nothing}, year = 2025}',
			].join('\n'),
		);
		await run('ingestClipboard');
		const downloads = file('papers');
		try {
			const other = vscode.Uri.joinPath(downloads, '2024', 'Bananas- in-..-Space.pdf');
			await vscode.workspace.fs.writeFile(other, new TextEncoder().encode('of somebody else'));
			const report = await run<GetReport>('getPdf', ['peel', 'login', 'none']);
			assert.deepEqual(report.attached, [{ key: 'peel', address: 'papers/2024/Bananas- in-..-Space 2.pdf' }]);
			assert.match(
				report.problems.map(({ key, message }) => `${key}: ${message}`).join('\n'),
				/^login: .*web page.*@login.*\nnone: @none has no DOI/,
			);
			const attached = async () =>
				(await (await marginalia()).papers()).flatMap(({ links = [] }) =>
					links.flatMap(link => (link['role'] === 'pdf' ? [link.url] : [])),
				);
			assert.deepEqual(await attached(), ['papers/2024/Bananas- in-..-Space 2.pdf']);
			assert.match(await read(file('papers/2024/Bananas- in-..-Space 2.pdf')), /^%PDF-1\.4/);
			assert.deepEqual((await run<GetReport>('getPdf', 'peel')).there, ['peel']);
			assert.equal(await run('undoLibraryChange'), 'Get 3 PDFs');
			assert.deepEqual(await attached(), []);
			assert.equal(await read(other), 'of somebody else');
		} finally {
			await setting('pdf.fileName', undefined);
			await vscode.workspace.fs.delete(downloads, { recursive: true });
			await Promise.all(names.map(async name => vscode.workspace.fs.writeFile(file(name), new Uint8Array())));
		}
	});

	it('should open only where a file is a PDF by its name and by its first bytes, and nothing of another scheme', async () => {
		await vscode.env.clipboard.writeText('@article{peel, title = {Bananas in Space: A Survey}, author = {Peel, Ada}, year = 2024}');
		await run('ingestClipboard');
		const contents: Readonly<Record<string, Uint8Array>> = {
			'bananas.pdf': pdfOf({ pages: [['Bananas']] }),
			'fruit.pdf': new TextEncoder().encode('#!/bin/sh\n'),
			'nothing.pdf': new Uint8Array(),
			'broken.pdf': new Uint8Array(),
		};
		await Promise.all(Object.entries(contents).map(async ([name, bytes]) => vscode.workspace.fs.writeFile(file(name), bytes)));
		const script = file('program.sh');
		await vscode.workspace.fs.writeFile(script, contents['bananas.pdf'] ?? new Uint8Array());
		const addresses = [
			script,
			file('fruit.pdf'),
			file('nothing.pdf'),
			file('missing.pdf'),
			'file://host/share/x.pdf',
			'ms-settings:privacy.pdf',
			'command:workbench.action.files.newUntitledFile?x.pdf',
			'vscode://marginalia.marginalia/add?x.pdf',
			'https://127.0.0.1:9/x.pdf',
		];
		try {
			for (const address of addresses) {
				await run('attachPdf', 'peel', typeof address === 'string' ? vscode.Uri.parse(address) : address);
				assert.equal(await run('openPdf', 'peel'), undefined, address.toString());
			}
		} finally {
			await vscode.workspace.fs.delete(script);
		}
	});
});

describe('PDFs that an imported file names', () => {
	before(tidy);
	afterEach(tidy);

	it('should be attached where they are beside the file or in the workspace, and PDFs', async () => {
		await write('elsewhere/files/12/Roe - 2020.pdf', '%PDF-1.7');
		await write('elsewhere/root.pdf', '%PDF-1.7');
		await write('elsewhere/files/13/page.pdf', '<html>');
		const bib = await write(
			'elsewhere/refs.bib',
			[
				'@article{beside, title = {Rivers}, file = {Full Text:files/12/Roe - 2020.pdf:application/pdf;Snapshot:files/13/page.html:text/html}}',
				'@article{workspace, title = {Stones}, file = {:elsewhere/root.pdf:PDF}}',
				'@article{page, title = {Ponds}, file = {files/13/page.pdf}}',
				'@article{outside, title = {Clouds}, file = {../../../../../../../../etc/x.pdf}}',
				'@article{gone, title = {Winds}, file = {C\\:\\\\Users\\\\me\\\\x.pdf}}',
			].join('\n'),
		);
		await run('importFile', bib);
		const papers = await (await marginalia()).papers();
		assert.deepEqual(papers.map(paper => [paper['citation-key'], ...(paper.links ?? []).map(({ url }) => url)]).sort(), [
			['beside', 'elsewhere/files/12/Roe - 2020.pdf'],
			['gone'],
			['outside'],
			['page'],
			['workspace', 'elsewhere/root.pdf'],
		]);
	});
});
