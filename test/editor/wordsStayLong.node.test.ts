import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Random } from '../bench/random';
import { exists, file, marginalia, read, root, tidy, until, write } from './workspace';

/**
 * How many steps: few with `npm test`. `EDITOR_TORTURE=500 npm run test:editor -- --host node --suite . --grep "many steps"` takes some
 * minutes.
 */
const steps = Number(process.env['EDITOR_TORTURE'] ?? 25);

const run = <T = unknown>(command: string, ...args: unknown[]) => vscode.commands.executeCommand<T>(`marginalia.${command}`, ...args);
const encode = (text: string) => new TextEncoder().encode(text);
const bibliography = ['kelp2020', 'reef2021', 'crab2022', 'tide2023']
	.map((key, at) => `@article{${key}, title = {Paper ${at} on the Sea}, author = {Lee, Ann}, year = {${2020 + at}}, journal = {Sea}}`)
	.join('\n');

/** A workspace of a real editor, and all that its user typed. */
class Desk {
	readonly typed = new Set<string>();
	/** Files that are no UTF-8, with their bytes. */
	readonly foreign = new Map<string, Uint8Array>();
	/**
	 * Paths that files were moved to. Where the editor can't take a move back, as when the file was written to since, it forgets all that
	 * could be undone and redone in it: whoever takes back words and then the move has no way to his words, with or without Marginalia.
	 * https://github.com/microsoft/vscode/blob/main/src/vs/platform/undoRedo/common/undoRedoService.ts, `_tryToSplitAndUndo`
	 */
	private readonly moved = new Set<string>();
	private words = 0;
	/** The file that the last step was about. */
	private place = '';

	constructor(private readonly random: Random) {}

	async step(): Promise<string> {
		const operation = this.random.pick(Object.keys(this.operations));
		this.place = '';
		await this.operations[operation]?.();
		return `${operation} ${this.place}`.trim();
	}

	/** Sentences that neither a file nor an editor has. */
	async lost(): Promise<readonly string[]> {
		const texts = await Promise.all(
			(await this.notes()).map(async uri => new TextDecoder().decode(await vscode.workspace.fs.readFile(uri))),
		);
		const all = [...texts, ...vscode.workspace.textDocuments.map(document => document.getText())].join('\n');
		return [...this.typed].filter(sentence => !all.includes(sentence));
	}

	async spoiled(): Promise<readonly string[]> {
		const checked = await Promise.all(
			[...this.foreign].map(async ([path, bytes]) => ({
				path,
				same: Buffer.compare(await vscode.workspace.fs.readFile(file(path)), bytes) === 0,
			})),
		);
		return checked.filter(({ same }) => !same).map(({ path }) => path);
	}

	private readonly operations: Readonly<Record<string, () => Thenable<unknown>>> = {
		create: () => run('createNotes', [this.key()]),
		refresh: () => run('refreshAllNotes', { edited: 'keep' }),
		think: () => this.add(sentence => run('addThought', this.key(), sentence)),
		quote: () => this.add(text => run('quoteToNote', this.key(), { text, place: 'p. 1' })),
		'new data': async () => {
			const uri = file('.marginalia/volume-0001.json');
			const text = await read(uri);
			await vscode.workspace.fs.writeFile(uri, encode(text.replace(/on the Sea\d*/, `on the Sea${this.random.below(100)}`)));
			await run('refreshLibrary');
		},
		type: async () => {
			const document = await this.open();
			if (document !== undefined) {
				const line = this.random.below(document.lineCount);
				const edit = new vscode.WorkspaceEdit();
				const inFrontMatter = document.lineAt(0).text === '---' && line > 0 && /^(?:[\w-]+:|[ #-])/.test(document.lineAt(line).text);
				edit.insert(document.uri, new vscode.Position(Math.max(line, 1), 0), `${inFrontMatter ? '# ' : ''}${this.sentence()}\n`);
				assert.ok(await vscode.workspace.applyEdit(edit));
			}
		},
		save: () => vscode.workspace.saveAll().then(() => undefined),
		'write a value': async () => {
			const uri = await this.anyNote();
			const text = uri && (await this.settled(uri));
			const key = this.random.pick(['title', 'year', 'url']);
			const pattern = new RegExp(`^${key}:(?!.*nobody else).*$`, 'm');
			if (uri !== undefined && text !== undefined && pattern.test(text)) {
				await vscode.workspace.fs.writeFile(uri, encode(text.replace(pattern, `${key}: "${this.sentence()}"`)));
			}
		},
		'write from outside': async () => {
			const uri = await this.anyNote();
			const text = uri && (await this.settled(uri));
			if (uri !== undefined && text !== undefined) {
				await vscode.workspace.fs.writeFile(uri, encode(`${text}\n${this.sentence()}\n`));
			}
		},
		'conflict copy': async () => {
			const uri = await this.anyNote();
			if (uri !== undefined) {
				const copy = uri.with({ path: uri.path.replace(/\.md$/, ` (conflicted copy ${this.random.below(50)}).md`) });
				await vscode.workspace.fs.copy(uri, copy, { overwrite: false }).then(undefined, () => undefined);
			}
		},
		move: async () => {
			const uri = await this.anyNote();
			const to = file(
				`${this.random.pick(['notes', 'elsewhere/a b', 'elsewhere'])}/${this.random.pick(['n', 'C# n', 'a; n'])}${this.random.below(100)}.md`,
			);
			if (uri !== undefined && !(await exists(to))) {
				const edit = new vscode.WorkspaceEdit();
				edit.renameFile(uri, to);
				await vscode.workspace.applyEdit(edit);
				this.moved.add(to.path);
				this.place += ` to ${vscode.workspace.asRelativePath(to)}`;
			}
		},
		'git checkout': async () => {
			// Another branch has other versions of the notes, and then this one has its own again.
			const uris = (await this.notes()).filter(uri => !this.isUnsaved(uri));
			const texts = await Promise.all(uris.map(uri => vscode.workspace.fs.readFile(uri)));
			await Promise.all(uris.map(uri => vscode.workspace.fs.writeFile(uri, encode('Another branch.\n'))));
			await Promise.all(uris.map((uri, at) => vscode.workspace.fs.writeFile(uri, texts[at] ?? new Uint8Array())));
		},
		'undo and redo': async () => {
			const document = await this.open();
			if (document !== undefined) {
				await vscode.window.showTextDocument(document);
				const before = document.getText();
				const count = this.moved.has(document.uri.path) ? Number(document.isDirty) : 1 + this.random.below(4);
				for (let done = 0; done < count; done += 1) {
					await vscode.commands.executeCommand('undo');
				}
				for (let done = 0; done < count + 2; done += 1) {
					await vscode.commands.executeCommand('redo');
				}
				const lost = document.getText().length < before.length ? await this.lost() : [];
				assert.deepEqual(lost, [], `${count} steps were taken back and made again in ${document.uri.path}`);
			}
		},
		'save as Latin-1': async () => {
			if (this.foreign.size < 2) {
				const path = `notes/latin${this.foreign.size}.md`;
				const bytes = Buffer.from(`---\ncitation-key: ${this.key()}\n---\nCaf\u00e9 [[${this.key()}]]\n`, 'latin1');
				await vscode.workspace.fs.writeFile(file(path), bytes);
				this.foreign.set(path, bytes);
			}
		},
	};

	/** What no note takes is on the clipboard, and the user was told. */
	private async add(add: (sentence: string) => Thenable<unknown>): Promise<void> {
		const sentence = this.sentence();
		if ((await add(sentence)) === undefined) {
			assert.ok((await vscode.env.clipboard.readText()).includes(sentence), `${sentence} is neither in a note nor on the clipboard`);
			this.typed.delete(sentence);
		}
	}

	private key(): string {
		return this.random.pick(['kelp2020', 'reef2021', 'crab2022', 'tide2023']);
	}

	private sentence(): string {
		this.words += 1;
		this.place += ` thought ${this.words}`;
		const sentence = `Thought ${this.words} is mine and of nobody else.`;
		this.typed.add(sentence);
		return sentence;
	}

	private async notes(): Promise<readonly vscode.Uri[]> {
		const found = await vscode.workspace.findFiles(new vscode.RelativePattern(root(), '{notes,elsewhere}/**/*.md'));
		return found.filter(uri => !uri.path.includes('/latin')).sort((a, b) => (a.path < b.path ? -1 : 1));
	}

	private async anyNote(): Promise<vscode.Uri | undefined> {
		const notes = await this.notes();
		const note = notes.length === 0 ? undefined : this.random.pick(notes);
		this.place += note === undefined ? '' : ` ${vscode.workspace.asRelativePath(note)}`;
		return note;
	}

	private async open(): Promise<vscode.TextDocument | undefined> {
		const uri = await this.anyNote();
		const document = uri && (await vscode.workspace.openTextDocument(uri));
		if (document !== undefined && !document.isDirty) {
			const text = await read(document.uri);
			await until(() => document.isDirty || document.getText() === text, 'the editor shows what the file says');
		}
		return document;
	}

	private isUnsaved(uri: vscode.Uri): boolean {
		return vscode.workspace.textDocuments.some(document => document.isDirty && document.uri.toString() === uri.toString());
	}

	/** A file's text, where no editor has words that are not saved: writing then from outside makes a conflict that the user has to solve. */
	private async settled(uri: vscode.Uri): Promise<string | undefined> {
		return this.isUnsaved(uri) ? undefined : read(uri);
	}
}

describe('the words of the user after many steps in the editor', () => {
	before(tidy);
	afterEach(tidy);

	it(`should all be there, after ${steps} of them`, async function () {
		this.timeout(60_000 + steps * 8000);
		await (await marginalia()).ingest(bibliography);
		await write('elsewhere/start.md', 'Start.\n');
		const settings = vscode.workspace.getConfiguration('marginalia');
		await settings.update('links.updateOnMove', 'always', true);
		try {
			const desk = new Desk(new Random(20261129));
			const done: string[] = [];
			for (let step = 0; step < steps; step += 1) {
				done.push(await desk.step());
				assert.deepEqual(await desk.lost(), [], `step ${step}, after ${done.slice(-30).join(', ')}`);
				assert.deepEqual(await desk.spoiled(), [], `step ${step}, after ${done.slice(-30).join(', ')}`);
			}
		} finally {
			await settings.update('links.updateOnMove', undefined, true);
		}
	});
});
