import assert from 'node:assert/strict';
import { renameKeyIn } from '../../../src/core/notes/renameKey';
import { openLibrary } from '../../../src/core/library/library';
import { builtInTemplate } from '../../../src/core/notes/builtInTemplate';
import { pathIdentity } from '../../../src/core/notes/fileNames';
import { noteFileName } from '../../../src/core/notes/namePattern';
import { linkMentions, unlinkedMentions } from '../../../src/core/notes/mentions';
import { linksOfMovedNotes, textEditOf } from '../../../src/core/notes/movedNotes';
import { NoteIndex } from '../../../src/core/notes/noteIndex';
import { refreshNote } from '../../../src/core/notes/refresh';
import { renderNote } from '../../../src/core/notes/template';
import type { Paper } from '../../../src/core/paper/paper';
import { applyEdits } from '../../../src/core/text/edits';
import { Random } from '../../bench/random';
import { MemoryFileStore } from '../../fakes/memoryFileStore';
import { tally } from '../../proofs/tally';

/** How many operations; `TORTURE_OPERATIONS=5000` takes a minute on a busy machine. */
const operations = Number(process.env['TORTURE_OPERATIONS'] ?? 1000);

const root = 'file:///work';

type Library = Awaited<ReturnType<typeof openLibrary>>;

interface State {
	readonly notes: ReadonlyMap<string, string>;
	readonly typed: ReadonlySet<string>;
	readonly foreign: ReadonlyMap<string, string>;
}

/**
 * A workspace as its user has it: papers, notes, an undo step for each change, and everything the user ever typed that was not taken back.
 */
class Desk {
	readonly notes = new Map<string, string>();
	readonly typed = new Set<string>();
	private readonly history: State[] = [];
	/** What was undone, to be redone while nothing else is done. */
	private readonly undone: State[] = [];
	private committed: State | undefined;
	private words = 0;
	/** By the note's path. */
	private readonly takenOut = new Map<string, readonly string[]>();
	/** Notes that are no UTF-8, as they were saved: nobody but their user may write to them. */
	private readonly foreign = new Map<string, string>();

	constructor(
		private readonly library: Library,
		private readonly random: Random,
	) {}

	async step(): Promise<string> {
		const operation = this.random.pick(Object.keys(this.operations));
		const before = this.state();
		await this.operations[operation]?.();
		if (operation !== 'undo' && operation !== 'redo') {
			this.history.push(before);
			this.history.splice(0, this.history.length - 5);
			this.undone.length = 0;
		}
		return operation;
	}

	/** Notes that are no UTF-8 and were written to all the same. */
	spoiled(): readonly string[] {
		return [...this.foreign].filter(([path, text]) => this.textOf(path) !== text).map(([path]) => path);
	}

	private state(): State {
		return { notes: new Map(this.notes), typed: new Set(this.typed), foreign: new Map(this.foreign) };
	}

	private restore({ notes, typed, foreign }: State): void {
		for (const [own, old] of [
			[this.notes, notes],
			[this.foreign, foreign],
		] as const) {
			own.clear();
			old.forEach((text, path) => own.set(path, text));
		}
		this.takenOut.clear();
		this.typed.clear();
		typed.forEach(sentence => this.typed.add(sentence));
	}

	/** What a command writes: not into a file that is no UTF-8. */
	private save(path: string, text: string): void {
		if (!this.foreign.has(path)) {
			this.notes.set(path, text);
		}
	}

	/** Tags that came back although the user took them out. */
	returned(): readonly string[] {
		return [...this.takenOut].filter(([path, tags]) => tags.some(tag => tagsOf(this.textOf(path)).includes(tag))).map(([path]) => path);
	}

	/** Sentences that are nowhere in the workspace. */
	lost(): readonly string[] {
		const all = [...this.notes.values()].join('\n');
		return [...this.typed].filter(sentence => !all.includes(sentence));
	}

	private readonly operations: Readonly<Record<string, () => Promise<void> | void>> = {
		create: async () => {
			const paper = await this.anyPaper();
			const taken = new Set([...this.notes.keys()].map(pathIdentity));
			if (paper === undefined || this.index().notesOf(paper).length > 0) {
				return;
			}
			const name = noteFileName(paper, this.random.pick(['{{key}}', '{{year}}/{{key}}', 'one']), {
				taken: path => taken.has(pathIdentity(`${root}/notes/${encodeURI(path)}`)),
			});
			const note = renderNote(builtInTemplate, paper, { now: new Date(0) });
			assert.equal(note.kind, 'note');
			this.notes.set(`${root}/notes/${encodeURI(name)}`, 'text' in note ? note.text : '');
		},
		refresh: async () => {
			const index = this.index();
			for await (const paper of this.library.all()) {
				for (const { path } of index.notesOf(paper)) {
					this.refresh(path, paper);
				}
			}
		},
		'new data': async () => {
			const paper = await this.anyPaper();
			if (paper !== undefined) {
				await this.library.update([paper['citation-key']], known => ({
					...known,
					abstract: `Abstract ${this.random.below(1000)} of a stranger.`,
					tags: [...new Set([...(known.tags ?? []), `t${this.random.below(5)}`])].slice(-3),
				}));
			}
		},
		'rename key': async () => {
			const paper = await this.anyPaper();
			const to = `k${this.random.below(100_000)}`;
			if (paper === undefined || this.library.head(to) !== undefined) {
				return;
			}
			const from = paper['citation-key'];
			for (const path of this.index().filesNaming([from])) {
				this.save(path, applyEdits(this.textOf(path), renameKeyIn(this.textOf(path), path, from, to)));
			}
			await this.library.update([from], known => ({
				...known,
				'citation-key': to,
				aliases: [...new Set([...(known.aliases ?? []), from])],
			}));
		},
		'rename file': () => {
			const from = this.anyNote();
			const name = this.random.pick(['f', 'f', 'f', 'C# f', 'a; f', "it's f", 'b [f] ']);
			const to = `${root}/${this.random.pick(['', 'notes/', 'a%20b/'])}${encodeURIComponent(name)}${this.random.below(300)}.md`;
			if (from !== undefined && !this.notes.has(to)) {
				this.move(new Map([[from, to]]), new Map([[from, to]]));
			}
		},
		'move folder': () => {
			const folders = [...new Set([...this.notes.keys()].map(path => path.slice(0, path.lastIndexOf('/'))))].filter(path => path !== root);
			const to = `${root}/${this.random.pick(['', 'notes/', 'a%20b/'])}folder${this.random.below(100)}`;
			const from = folders.length === 0 ? undefined : this.random.pick(folders.sort());
			if (from === undefined || to.startsWith(from) || folders.includes(to)) {
				return;
			}
			const inside = [...this.notes.keys()].filter(path => path.startsWith(`${from}/`));
			this.move(new Map(inside.map(path => [path, to + path.slice(from.length)])), new Map([[from, to]]));
		},
		'move a picture': () => {
			const from = `${root}/img/p${this.random.below(3)}.png`;
			this.move(new Map(), new Map([[from, `${root}/img/p${this.random.below(3)}.png`]]));
		},
		commit: () => {
			this.committed = this.state();
		},
		'git checkout': () => {
			if (this.committed !== undefined && this.random.next() < 0.3) {
				this.restore(this.committed);
			}
		},
		'save as Latin-1': () => {
			const path = this.anyNote();
			if (path !== undefined && this.foreign.size < 2) {
				this.notes.set(path, `${this.textOf(path)}\nCaf\uFFFD. ${this.sentence()}\n`);
				this.foreign.set(path, this.textOf(path));
			}
		},
		'save as UTF-8': () => {
			const [path] = this.foreign.keys();
			if (path !== undefined) {
				this.foreign.delete(path);
			}
		},
		'merge papers': async () => {
			const [first, second] = [await this.anyPaper(), await this.anyPaper()];
			if (first === undefined || second === undefined || first.id === second.id || this.library.heads().length < 6) {
				return;
			}
			await this.library.remove([second['citation-key']]);
			await this.library.update([first['citation-key']], known => ({
				...known,
				aliases: [...new Set([...(known.aliases ?? []), second['citation-key'], ...(second.aliases ?? [])])],
			}));
		},
		'add papers': async () => {
			await this.library.add([
				{
					title: `Paper Number ${this.random.below(100_000)}`,
					type: 'article',
					author: [{ family: 'Doe' }],
					issued: { 'date-parts': [[1990 + this.random.below(30)]] },
				},
			]);
		},
		'edit a value': () => this.writeValue(),
		'take out a tag': () => this.takeOutTag(),
		'conflict copy': () => {
			const path = this.anyNote();
			if (path !== undefined && !path.includes('copy')) {
				this.notes.set(path.replace(/\.md$/, `%20(conflicted%20copy%20${this.random.below(1000)}).md`), this.textOf(path));
			}
		},
		edit: () => this.write(),
		'external edit': () => this.write(),
		'edit a managed block': () => {
			const path = this.anyNote();
			const at = path === undefined ? -1 : this.textOf(path).indexOf('<!-- marginalia:end -->');
			if (path !== undefined && at >= 0 && !this.foreign.has(path)) {
				this.notes.set(path, `${this.textOf(path).slice(0, at)}${this.sentence()}\n${this.textOf(path).slice(at)}`);
			}
		},
		'link mentions': () => {
			const path = this.anyNote();
			const [head] = this.library.heads();
			if (path !== undefined && head !== undefined) {
				const text = this.textOf(path);
				this.save(path, applyEdits(text, linkMentions(text, unlinkedMentions(text, [head.title]), head.key)));
			}
		},
		undo: () => {
			const before = this.history.pop();
			if (before !== undefined) {
				this.undone.push(this.state());
				this.restore(before);
			}
		},
		redo: () => {
			const after = this.undone.pop();
			if (after !== undefined) {
				this.history.push(this.state());
				this.restore(after);
			}
		},
	};

	private move(notes: ReadonlyMap<string, string>, named: ReadonlyMap<string, string>): void {
		const edits = linksOfMovedNotes(this.index(), { notes, named });
		for (const path of new Set(edits.map(({ place }) => place.path))) {
			const text = this.textOf(path);
			const ours = edits.filter(({ place }) => place.path === path).map(edit => textEditOf(text, edit));
			this.save(
				path,
				applyEdits(
					text,
					ours.filter(edit => edit !== undefined),
				),
			);
		}
		for (const [from, to] of notes) {
			this.notes.set(to, this.textOf(from));
			this.notes.delete(from);
			this.takenOut.set(to, this.takenOut.get(from) ?? []);
			this.takenOut.delete(from);
			const foreign = this.foreign.get(from);
			if (foreign !== undefined) {
				this.foreign.set(to, foreign);
				this.foreign.delete(from);
			}
		}
	}

	private refresh(path: string, paper: Paper): void {
		const text = this.textOf(path);
		const result = refreshNote(text, paper, { template: builtInTemplate, now: new Date(0) });
		if (result.kind === 'refreshed') {
			this.save(path, applyEdits(text, result.edits));
		}
	}

	/** Types a sentence anywhere between two lines: also in front matter and in managed blocks. */
	private write(): void {
		const path = this.anyNote();
		if (path === undefined || this.foreign.has(path)) {
			return;
		}
		const lines = this.textOf(path).split('\n');
		const at = this.random.below(lines.length + 1);
		const inFrontMatter = lines[0] === '---' && at <= lines.indexOf('---', 1);
		lines.splice(Math.max(at, 1), 0, inFrontMatter ? `# ${this.sentence()}` : this.sentence());
		this.notes.set(path, lines.join('\n'));
	}

	/** Puts a sentence in place of a value of the front matter, or into an empty one, in one of the forms that YAML has for it. */
	private writeValue(): void {
		const path = this.anyNote();
		const lines = path === undefined || this.foreign.has(path) ? [] : this.textOf(path).split('\n');
		const end = lines.indexOf('---', 1);
		const rows = lines.flatMap((line, at) =>
			lines[0] === '---' && at < end && /^(?:title|year|url|authors|identifiers):/.test(line) && !line.includes('nobody else') ? [at] : [],
		);
		if (path === undefined || rows.length === 0) {
			return;
		}
		const at = this.random.pick(rows);
		const key = /^[a-z]+/.exec(lines[at] ?? '')?.[0] ?? '';
		const inside = lines.slice(at + 1, end).findIndex(line => !/^[ -]/.test(line));
		const block = lines.slice(at + 1, at + 1 + (inside < 0 ? end - at - 1 : inside));
		if (block.join('\n').includes('nobody else')) {
			return;
		}
		const sentence = this.sentence();
		const forms = [
			[`${key}: "${sentence}" # mine`],
			[`${key}: '${sentence.replaceAll("'", "''")}'`],
			[`${key}: >-`, `  ${sentence}`, '  and more'],
			[`${key}: |`, `  ${sentence}`],
			[`${key}: [one, "${sentence}"]`],
			[`${key}:`, `  - "${sentence}"`, '  - other # a remark'],
			[`${key}: &mine "${sentence}"`],
			[`${key}:`, `  doi: "${sentence}"`],
		];
		lines.splice(at, 1 + block.length, ...this.random.pick(forms));
		this.notes.set(path, lines.join('\n'));
	}

	private takeOutTag(): void {
		const path = this.anyNote();
		const [tag] = path === undefined ? [] : tagsOf(this.textOf(path));
		if (path !== undefined && tag !== undefined && !this.foreign.has(path) && this.textOf(path).includes('marginalia:values')) {
			this.notes.set(path, this.textOf(path).replace(`\n  - ${tag}\n`, '\n'));
			this.takenOut.set(path, [...(this.takenOut.get(path) ?? []), tag]);
		}
	}

	private sentence(): string {
		this.words += 1;
		const sentence = `Thought ${this.words} is mine and of nobody else.`;
		this.typed.add(sentence);
		const key = this.library.heads()[0]?.key ?? 'nobody';
		return this.random.next() < 0.3
			? `${sentence} See [@${key}], [[${key}]], [n](../notes/${key}.md) and ![[p${this.random.below(3)}.png]].`
			: sentence;
	}

	private index(): NoteIndex {
		const index = new NoteIndex();
		this.notes.forEach((text, path) => index.set(path, text, 'markdown'));
		return index;
	}

	private textOf(path: string): string {
		return this.notes.get(path) ?? '';
	}

	private anyNote(): string | undefined {
		return this.notes.size === 0 ? undefined : this.random.pick([...this.notes.keys()].sort());
	}

	private async anyPaper(): Promise<Paper | undefined> {
		const keys = this.library
			.heads()
			.map(({ key }) => key)
			.sort();
		return keys.length === 0 ? undefined : this.library.paper(this.random.pick(keys));
	}
}

/** Those in lines of their own. */
function tagsOf(text: string): readonly string[] {
	return Array.from(
		/^tags:\n((?: {2}- .*\n)*)/m.exec(text.slice(0, text.indexOf('\n---', 3) + 1))?.[1]?.matchAll(/- (\S+)\n/g) ?? [],
		match => match[1] ?? '',
	);
}

describe('a desk after many operations', () => {
	it(`should still have every sentence that its user typed, after ${operations} of them`, async () => {
		const rounds = Math.ceil(operations / 250);
		for (let round = 0; round < rounds; round += 1) {
			const desk = new Desk(await openLibrary(new MemoryFileStore(), '/library'), new Random(20261124 + round));
			const done: string[] = [];
			for (let step = 0; step < 250; step += 1) {
				done.push(await desk.step());
				assert.deepEqual(desk.returned(), [], `round ${round}, after ${done.slice(-4).join(', ')}`);
				assert.deepEqual(desk.spoiled(), [], `round ${round}, after ${done.slice(-4).join(', ')}`);
				assert.deepEqual(desk.lost(), [], `round ${round}, after ${done.slice(-4).join(', ')}`);
			}
			tally(done.length);
			assert.ok(desk.notes.size > 3 && desk.typed.size > 5, `${desk.notes.size} notes, ${desk.typed.size} sentences`);
		}
	}).timeout(600_000);
});
