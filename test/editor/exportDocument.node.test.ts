import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import * as vscode from 'vscode';
import { exists, file, marginalia, read, tidy, write } from './workspace';

const entry = '@book{doe2019, title={On Showing}, author={Doe, Jane}, year={2019}, publisher={Press}}\n';
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

describe('export of a document', () => {
	let folder: string;
	const path = process.env['PATH'] ?? '';

	before(async () => {
		await tidy();
		folder = await mkdtemp(join(tmpdir(), 'programs-'));
		await (await marginalia()).ingest(entry);
	});
	afterEach(() => {
		process.env['PATH'] = path;
	});
	after(async () => {
		await rm(folder, { recursive: true });
		await tidy();
	});

	const run = (uri: vscode.Uri, format: string, to: vscode.Uri) =>
		vscode.commands.executeCommand('marginalia.exportDocument', uri, { format, to });

	it('should write a page with citations, references and pictures, in which nothing runs', async () => {
		await vscode.workspace.fs.writeFile(file('elsewhere/a picture.png'), Buffer.from(pixel, 'base64'));
		const uri = await write(
			'elsewhere/paper.md',
			'---\ntitle: My <Paper>\nlang: de\n---\n# One\n\nSee [@doe2019, S. 3] and [@nobody].\n\n![x](a%20picture.png)\n\n<script>alert(1)</script><b onclick="x()">bold</b>\n',
		);
		const to = file('elsewhere/paper.html');
		await run(uri, 'html', to);
		const html = await read(to);
		assert.match(html, /<title>My &#60;Paper&#62;<\/title>/);
		assert.match(html, /\(<a href="#ref-doe2019">Doe, 2019, S\.\u00a03<\/a>\)|Doe, 2019, S\./);
		assert.match(html, /<div class="csl-entry" id="ref-doe2019">/);
		assert.match(html, /<h2>Literatur<\/h2>/);
		assert.ok(html.includes(`<img src="data:image/png;base64,${pixel}"`), 'the picture is not in the page');
		assert.match(html, /<b>bold<\/b>/);
		assert.doesNotMatch(html, /<script|onclick/);
	});

	it('should have pandoc write other formats, with the papers that are cited, and say where it is not found', async function () {
		if (process.platform === 'win32') {
			this.skip();
		}
		const uri = await write('elsewhere/other.md', 'See [@doe2019].\n');
		const to = file('elsewhere/other.docx');
		process.env['PATH'] = folder;
		assert.equal(await run(uri, 'docx', to), undefined);
		assert.equal(await exists(to), false);
		// It writes what it was given.
		const program = `#!/bin/sh
for word in "$@"; do case "$word" in --bibliography=*) references="\${word#*=}";; --output=*) output="\${word#*=}";; esac; done
{ cat; cat "$references"; } > "$output"
`;
		await writeFile(join(folder, 'pandoc'), program);
		await chmod(join(folder, 'pandoc'), 0o755);
		process.env['PATH'] = `${folder}${delimiter}${path}`;
		await run(uri, 'docx', to);
		const written = await read(to);
		assert.match(written, /^See \[@doe2019\]\./);
		assert.match(written, /"id":"doe2019"/);
		assert.match(written, /On Showing/);
	});
});
