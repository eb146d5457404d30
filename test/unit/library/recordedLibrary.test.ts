import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { LibraryEditor, Outcome } from '../../../src/core/library/library';
import { openLibrary } from '../../../src/core/library/library';
import { RecordedLibrary } from '../../../src/core/library/recordedLibrary';
import { withKey } from '../../../src/core/library/regenerateKeys';
import type { IncomingPaper, Paper } from '../../../src/core/paper/paper';
import { MemoryFileStore } from '../../fakes/memoryFileStore';

const titles = ['Quiet harbours', 'Loud mountains of salt', 'What rivers forget', 'A census of echoes', 'Seven ways to fold light'];
const incoming = (title: string): IncomingPaper => ({
	type: 'article',
	title,
	author: [{ family: 'Doe' }],
	issued: { 'date-parts': [[2020]] },
});

/** Writes fail while it is full. */
class FullStore extends MemoryFileStore {
	isFull = false;

	override write(...args: Parameters<MemoryFileStore['write']>): ReturnType<MemoryFileStore['write']> {
		return this.isFull ? Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' })) : super.write(...args);
	}
}

describe('the recorded library', () => {
	let files: FullStore;
	let library: RecordedLibrary;
	let outcomes: Outcome[];

	/** Everything that the library holds, in an order of its own. The instant of the last change says nothing. */
	async function held(): Promise<readonly Omit<Paper, 'updated'>[]> {
		const papers = await library.papers(library.heads().map(head => head.id));
		return papers.map(({ updated, ...paper }) => paper).sort((a, b) => (a.id < b.id ? -1 : 1));
	}

	beforeEach(async () => {
		files = new FullStore();
		library = new RecordedLibrary(await openLibrary(files, 'library'));
		outcomes = [];
		library.onDidEndStep(outcome => outcomes.push(outcome));
	});

	it('should take back the newest step, by its name, and then the one before it', async () => {
		await library.step('Import', editor => editor.add(titles.map(incoming)));
		const before = await held();
		const [first] = library.heads();
		await library.step('Rename of Key a', editor => editor.update([first!.key], paper => withKey(paper, 'other1999')));
		assert.equal(library.nextUndo, 'Rename of Key a');
		assert.equal(library.head('other1999')?.id, first!.id);
		assert.deepEqual(await library.undo(), {
			name: 'Rename of Key a',
			papers: 1,
			keys: [{ from: 'other1999', to: 'doe2020census' }],
			lines: 0,
			documents: 0,
			refused: [],
		});
		assert.deepEqual(await held(), before);
		assert.deepEqual(await library.undo(), { name: 'Import', papers: 5, keys: [], lines: 0, documents: 0, refused: [] });
		assert.deepEqual(await held(), []);
		assert.equal(library.nextUndo, undefined);
		assert.equal(await library.undo(), undefined);
	});

	it('should record no step that changed nothing, and tell of it', async () => {
		await library.step('Remove Tag', editor => editor.update(['nobody'], paper => paper));
		assert.equal(library.nextUndo, undefined);
		assert.deepEqual(outcomes, [{ changes: [], refused: [] }]);
	});

	it('should make one step of many changes, also where the work fails in the end', async () => {
		const failing = library.step('Fill In Missing Details', async editor => {
			await editor.add([incoming('Quiet harbours')]);
			await editor.update(
				library.heads().map(head => head.key),
				paper => ({ ...paper, status: 'read' }),
			);
			throw new Error('The network is gone.');
		});
		await assert.rejects(failing, /network is gone/);
		assert.deepEqual(
			outcomes.map(({ changes }) => changes.map(({ before, after }) => [before, after?.status])),
			[[[undefined, 'read']]],
		);
		assert.equal((await library.undo())?.papers, 1);
		assert.deepEqual(await held(), []);
	});

	it('should say once what a step could not save, unless its caller does, and keep what an undo could not take back', async () => {
		await library.step('Import', editor => editor.add(titles.map(incoming)));
		files.isFull = true;
		const tag = (editor: LibraryEditor) =>
			editor.update(
				library.heads().map(head => head.key),
				paper => ({ ...paper, tags: ['x'] }),
			);
		await library.step('Add Tag', async editor => [await tag(editor), await tag(editor)]);
		await library.step('Import by an Extension', tag, { quiet: true });
		assert.deepEqual(
			outcomes.map(({ refused }) => refused.length),
			[0, 2],
		);
		const undone = await library.undo();
		assert.deepEqual([undone?.name, undone?.papers, undone?.refused.length], ['Import', 0, 1]);
		assert.equal(library.nextUndo, 'Import');
		files.isFull = false;
		assert.equal((await library.undo())?.papers, 5);
		assert.deepEqual(await held(), []);
	});

	it('should put back a line that was set aside', async () => {
		await library.step('Import', editor => editor.add(titles.map(incoming)));
		const path = 'library/volume-0001.json';
		const volume = (await files.read(path))!;
		await files.write(path, volume.replace(/\n\{"id"/, '\n{"idd"'));
		await library.refresh();
		const broken = await files.read(path);
		const [problem] = library.problems();
		await library.step('Set Aside Line', editor => editor.setAsideLine(problem!.path, problem!.line));
		assert.notEqual(await files.read(path), broken);
		assert.deepEqual(await library.undo(), { name: 'Set Aside Line', papers: 0, keys: [], lines: 1, documents: 0, refused: [] });
		assert.equal(await files.read(path), broken);
	});

	it('should keep a line for the next undo where the disk has no room to put it back', async () => {
		await library.step('Import', editor => editor.add(titles.map(incoming)));
		const path = 'library/volume-0001.json';
		await files.write(path, (await files.read(path))!.replace(/\n\{"id"/, '\n{"idd"'));
		await library.refresh();
		const broken = await files.read(path);
		const [problem] = library.problems();
		await library.step('Set Aside Line', editor => editor.setAsideLine(problem!.path, problem!.line));
		files.isFull = true;
		const refused = await library.undo();
		assert.deepEqual([refused?.lines, refused?.refused.map(({ code }) => code), library.nextUndo], [0, ['unwritable'], 'Set Aside Line']);
		files.isFull = false;
		assert.equal((await library.undo())?.lines, 1);
		assert.equal(await files.read(path), broken);
		// A line that is there no more is no step.
		const gone = await library.step('Set Aside Line', editor => editor.setAsideLine(path, 99));
		assert.deepEqual([gone.kind, library.nextUndo], ['refused', 'Import']);
	});

	it('should try again only what an undo could not take back', async () => {
		const inner = await openLibrary(new MemoryFileStore(), 'library');
		const recorded = new RecordedLibrary(inner);
		const { changes } = await recorded.step('Import', editor => editor.add(titles.map(incoming)));
		const asked: (readonly (string | undefined)[])[] = [];
		inner.undo = given => {
			asked.push(given.map(({ after }) => after?.title));
			const made = given.slice(0, 2).map(({ before, after }) => ({ before: after, after: before }));
			const problem = { code: 'unwritable', path: 'library/volume-0002.json', line: 1, message: 'Full.', keys: [] } as const;
			return Promise.resolve({ changes: made, refused: given.length > 2 ? [problem] : [] });
		};
		const undone = [await recorded.undo(), await recorded.undo(), await recorded.undo(), await recorded.undo()];
		assert.deepEqual(
			undone.map(step => [step?.name, step?.papers]),
			[
				['Import', 2],
				['Import', 2],
				['Import', 1],
				[undefined, undefined],
			],
		);
		const all = changes.map(({ after }) => after?.title);
		assert.deepEqual(asked, [all, all.slice(2), all.slice(4)]);
	});

	it('should answer whatever is asked as the library does that it records', async () => {
		const inner = await openLibrary(files, 'library');
		const recorded = new RecordedLibrary(inner);
		const heard: string[] = [];
		recorded.onDidChange(() => heard.push('change'));
		recorded.onDidWrite(changes => heard.push(`wrote ${changes.length}`));
		await recorded.step('Import', editor => editor.add(titles.map(incoming)));
		assert.deepEqual(heard, ['change', 'wrote 5']);
		await files.write('library/volume-0002.json', 'nothing of ours');
		await recorded.refresh();
		const [paper] = await recorded.papers([recorded.heads()[0]?.key ?? '']);
		assert.ok(paper !== undefined);
		const limit = { limit: 5 };
		const titlesOf = async (all: AsyncIterable<Paper>) => {
			const read: string[] = [];
			for await (const { title } of all) {
				read.push(title);
			}
			return read;
		};
		const wayOf = async (one: RecordedLibrary | typeof inner) => ({
			folder: one.folder,
			all: await titlesOf(one.all()),
			found: one.find('harbours', limit),
			searched: await one.search('harbours', limit),
			fitting: await one.fitting(['harbours']),
			alike: await one.alike(paper, 3),
			matching: await one.matching('harbours'),
			keys: await one.keysFor([incoming('Quiet harbours'), incoming('Unheard of')]),
			problems: one.problems(),
			conflicts: one.conflicts(),
		});
		const ways = await wayOf(recorded);
		assert.deepEqual(ways, await wayOf(inner));
		assert.deepEqual([ways.folder, ways.all.length, ways.searched.length, ways.problems.length], ['library', 5, 1, 1]);
		assert.deepEqual([ways.matching?.size, ways.fitting.get('harbours')?.size, ways.keys.length], [1, 1, 2]);
		const lost = files.text('library/volume-0001.json').replace(/"updated":"[^"]*"/g, '"updated":"2001-01-01T00:00:00.000Z"');
		await files.write('library/volume-0001.json', lost);
		await recorded.refresh();
		const overtaken = recorded.takeOvertaken();
		assert.equal(overtaken.length, 5);
		await recorded.step('Restore', editor => editor.restore(overtaken));
		assert.equal((await recorded.paper(paper.id))?.updated, paper.updated);
		await files.remove('library/volume-0002.json');
		await files.remove('library/volume-0001.json');
		await recorded.refresh();
		assert.equal(recorded.heads().length, 5);
		await recorded.forgetMissing();
		assert.equal(recorded.heads().length, 0);
	});

	it('should record no step of documents where none was changed', async () => {
		const recorded = new RecordedLibrary(await openLibrary(new MemoryFileStore(), '/lib'));
		recorded.recordDocuments('Note by an Assistant', []);
		assert.equal(recorded.nextUndo, undefined);
	});

	it('should take back what a step did to documents, newest first, and say what was edited since', async () => {
		const recorded = new RecordedLibrary(await openLibrary(new MemoryFileStore(), '/lib'));
		const done: string[] = [];
		recorded.recordDocuments('Note by an Assistant', [
			() => Promise.resolve(void done.push('first')),
			() => Promise.resolve({ path: 'a.md', message: 'It was edited since.' }),
			() => Promise.resolve(void done.push('last')),
		]);
		assert.equal(recorded.nextUndo, 'Note by an Assistant');
		const undone = await recorded.undo();
		assert.deepEqual(
			[undone?.documents, undone?.refused.map(({ message }) => message), done],
			[2, ['a.md: It was edited since.'], ['last', 'first']],
		);
		assert.equal(recorded.nextUndo, undefined);
	});

	it('should remember a hundred steps', async () => {
		const undone: number[] = [];
		for (let number = 0; number <= 100; number += 1) {
			library.recordDocuments(`Step ${number}`, [() => Promise.resolve(void undone.push(number))]);
		}
		while (library.nextUndo !== undefined) {
			await library.undo();
		}
		assert.deepEqual([undone.length, undone[0], undone.at(-1)], [100, 100, 1]);
	});

	it('should keep a step that could not be taken back, and tell that the history changed', async () => {
		let tried = 0;
		let told = 0;
		library.recordDocuments('Note by an Assistant', [
			() => ((tried += 1) === 1 ? Promise.reject(new Error('gone')) : Promise.resolve(undefined)),
		]);
		library.onDidChangeHistory(() => (told += 1));
		await assert.rejects(library.undo(), /gone/);
		assert.equal(library.nextUndo, 'Note by an Assistant');
		assert.equal((await library.undo())?.documents, 1);
		assert.equal(library.nextUndo, undefined);
		assert.ok(told >= 2);
	});

	it('should record what a step undoes and merges, too', async () => {
		const { changes } = await library.step('Import', editor => editor.add(titles.map(incoming)));
		const before = await held();
		await library.step('Take Back', editor => editor.undo(changes));
		assert.deepEqual(await held(), []);
		await library.undo();
		assert.deepEqual(await held(), before);
		const [first, second] = library.heads();
		await library.step('Merge', editor => editor.merge([[first!.key, second!.key]]));
		assert.equal(library.heads().length, 4);
		await library.undo();
		assert.deepEqual(await held(), before);
		await library.step('Remove', editor => editor.remove([first!.key]));
		assert.equal(library.heads().length, 4);
		await library.undo();
		assert.deepEqual(await held(), before);
	});

	it('should come back to every state it was in, whatever the steps (property)', async () => {
		const place = fc.nat({ max: 4 });
		const key = (at: number) => library.heads()[at]?.key ?? 'nobody';
		const actions = {
			add: (at: number) => (editor: LibraryEditor) => editor.add([{ ...incoming(titles[at] ?? ''), DOI: `10.1000/${at}` }]),
			tag: (at: number) => (editor: LibraryEditor) =>
				editor.update([key(at)], paper => ({ ...paper, tags: [...(paper.tags ?? []), `t${at}`] })),
			rename: (at: number) => (editor: LibraryEditor) => editor.update([key(at)], paper => withKey(paper, `renamed${at}`)),
			remove: (at: number) => (editor: LibraryEditor) => editor.remove([key(at)]),
			merge: (at: number) => (editor: LibraryEditor) => editor.merge([[key(at), key(at + 1)]]),
		};
		const action = fc.record({ what: fc.constantFrom('add', 'tag', 'rename', 'remove', 'merge'), at: place });
		await fc.assert(
			fc.asyncProperty(fc.array(fc.array(action, { minLength: 1, maxLength: 3 }), { maxLength: 8 }), async steps => {
				library = new RecordedLibrary(await openLibrary(new MemoryFileStore(), 'library'));
				const states = [];
				for (const [number, step] of steps.entries()) {
					const before = await held();
					await library.step(`Step ${number}`, async editor => {
						for (const { what, at } of step) {
							await actions[what](at)(editor);
						}
					});
					if (library.nextUndo === `Step ${number}`) {
						states.push({ name: `Step ${number}`, before });
					}
				}
				for (const { name, before } of states.reverse()) {
					assert.equal((await library.undo())?.name, name);
					assert.deepEqual(await held(), before);
				}
			}),
			{ numRuns: 60 },
		);
	});
});
