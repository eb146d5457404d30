import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { file, marginalia, read, tidy, until, write } from './workspace';

interface AddReport {
	readonly added: readonly string[];
	readonly merged: readonly string[];
	readonly unchanged: number;
	readonly problems: readonly { readonly wanted: string; readonly message: string }[];
}

interface CompletionReport {
	readonly completed: readonly string[];
	readonly doubtful: readonly { readonly key: string }[];
	readonly missing: readonly string[];
	readonly problems: readonly { readonly message: string }[];
}

interface UpdateReport {
	readonly checked: number;
	readonly retracted: readonly string[];
	readonly published: readonly string[];
	readonly problems: readonly string[];
}

const run = <T = unknown>(command: string, ...args: unknown[]) => vscode.commands.executeCommand<T>(`marginalia.${command}`, ...args);
const setting = (name: string, value: unknown) =>
	vscode.workspace.getConfiguration('marginalia').update(name, value, vscode.ConfigurationTarget.Global);
const names = ['arxiv', 'crossref', 'openalex', 'daily-papers', 'open-library'];

/** Sends every service to the server of the test run, on a good day or a bad one. */
async function useServices(mode: string): Promise<void> {
	const { url } = JSON.parse(await read(file('.services.json'))) as { readonly url: string };
	// A host that wants to be left alone is left alone, so that one has a name of its own.
	const host = mode === 'limit' ? url.replace('127.0.0.1', 'localhost') : url;
	await setting('network.addresses', Object.fromEntries(names.map(name => [name, `${host}/${mode}/${name}`])));
	await setting('network.services', Object.fromEntries(names.map(name => [name, true])));
}

describe('papers from the network', () => {
	before(tidy);
	beforeEach(() => useServices('ok'));
	afterEach(async () => {
		await tidy();
		await setting('network.addresses', undefined);
		await setting('network.services', undefined);
	});

	it('should add papers by id, ISBN and title without asking', async () => {
		const report = await run<AddReport>('addPaper', [
			'https://arxiv.org/abs/2403.00001v1',
			'doi:10.5555/fruit.3',
			'ISBN 978-3-16-148410-0',
			'Learning to Peel without Supervision',
		]);
		assert.deepEqual([report.added.length, report.problems], [4, []]);
		const papers = await (await marginalia()).papers();
		assert.deepEqual(papers.map(paper => paper.title).sort(), [
			'A Book of Nothing',
			'Bananas in Space: A Survey',
			'Learning to Peel without Supervision',
			'The Weight of Imaginary Fruit',
		]);
		assert.equal((await run<AddReport>('addPaper', 'arXiv:2403.00001')).unchanged, 1);
		await run('undoLibraryChange');
		assert.equal((await (await marginalia()).papers()).length, 0);
	});

	it('should ask nobody who is switched off, and say so', async () => {
		await setting('network.services', undefined);
		const report = await run<AddReport>('addPaper', '2503.00002');
		assert.match(report.problems[0]?.message ?? '', /is off/);
		assert.deepEqual(report.added, []);
	});

	const troubles = {
		killed: /was interrupted|Couldn’t reach|couldn’t be reached/,
		error: /has a problem/,
		limit: /accepts no requests until/,
		half: /incomplete or invalid/,
		html: /web page/,
		loop: /too often|Couldn’t reach|couldn’t be reached/,
		endless: /too large|was interrupted|Couldn’t reach|couldn’t be reached/,
		huge: /too large|was interrupted|Couldn’t reach|couldn’t be reached/,
	};
	for (const [mode, sentence] of Object.entries(troubles)) {
		it(`should say one plain sentence and change nothing: ${mode}`, async () => {
			await useServices(mode);
			const report = await run<AddReport>('addPaper', `ISBN 978-0-306-40615-7`);
			assert.deepEqual(report.added, []);
			assert.match(report.problems[0]?.message ?? '', sentence);
			assert.equal((await (await marginalia()).papers()).length, 0);
		});
	}

	it('should show what a link of the browser asks for, ask no service before the user says so, and add it only then', async () => {
		const { url } = JSON.parse(await read(file('.services.json'))) as { readonly url: string };
		const asked = async () => (await (await fetch(`${url}/asked`)).json()) as readonly string[];
		const before = await asked();
		const adding = run<AddReport>('proposePaper', 'doi:10.5555/fruit.3');
		await new Promise(resolve => setTimeout(resolve, 1500));
		assert.deepEqual(await asked(), before);
		assert.equal((await (await marginalia()).papers()).length, 0);
		await until(async () => {
			await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
			return (await (await marginalia()).papers()).length === 1;
		}, 'the paper is added');
		assert.equal((await adding).added.length, 1);
	});

	it('should complete bare papers by their titles, replace nothing, and remember where values came from', async () => {
		const titles = ['Bananas in Space: A Survey', 'Learning to Peel with Supervision'];
		await run(
			'ingestFile',
			await write(
				'bare.txt',
				[
					'Daily Papers',
					'Aug 20',
					...titles.flatMap(title => [
						title,
						`An abstract of its own that stays, for ${title}, long enough to be told from a title by whoever reads it. And one sentence more.`,
					]),
				].join('\n\n'),
			),
		);
		const keys = (await (await marginalia()).papers()).map(paper => paper['citation-key']);
		const report = await run<CompletionReport>('completePapers', keys);
		assert.deepEqual([report.completed.length, report.doubtful.length, report.problems], [1, 1, []]);
		const [paper] = (await (await marginalia()).papers()).filter(({ title }) => title === titles[0]);
		assert.deepEqual([paper?.author?.length, paper?.identifiers?.arxiv], [2, '2403.00001']);
		assert.match(paper?.abstract ?? '', /of its own that stays/);
		assert.match(await read(file('.marginalia/volume-0001.json')), /"value-sources":\{"author":"daily-papers"/);
	});

	it('should mark papers that were retracted or published since, and tell of each once', async () => {
		await vscode.env.clipboard.writeText(
			['fruit.3', 'peeling.4']
				.map((id, index) => `@article{p${index}, title = {Paper ${id} of None}, author = {A, B}, year = 2020, doi = {10.5555/${id}}}`)
				.join('\n'),
		);
		await run('ingestClipboard');
		const report = await run<UpdateReport>('checkForUpdates', ['p0', 'p1']);
		assert.deepEqual([report.checked, report.retracted, report.published, report.problems], [2, ['p0'], ['p1'], []]);
		const again = await run<UpdateReport>('checkForUpdates', ['p0', 'p1']);
		assert.deepEqual([again.checked, again.retracted, again.published], [2, [], []]);
		const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: 'See [@p0].' });
		await vscode.window.showTextDocument(document);
		await until(
			() => vscode.languages.getDiagnostics(document.uri).some(problem => /retracted/.test(problem.message)),
			'the citation is marked',
		);
	});
});
