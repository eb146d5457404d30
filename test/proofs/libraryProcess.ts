import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ingest } from '../../src/core/ingest/ingest';
import { openLibrary } from '../../src/core/library/library';
import type { Library, Outcome } from '../../src/core/library/library';
import { fillIn } from '../../src/core/merge/fillGaps';
import { builtInTemplate } from '../../src/core/notes/builtInTemplate';
import { refreshNote } from '../../src/core/notes/refresh';
import { renameKeyIn } from '../../src/core/notes/renameKey';
import { renderNote } from '../../src/core/notes/template';
import { applyEdits } from '../../src/core/text/edits';
import { diskCache } from '../../src/host/files/diskCache';
import { nodeFileStore } from '../../src/host/files/nodeFileStore';

/**
 * A process of its own that changes a library, as a window of the editor does, and prints what was acknowledged. The first argument names
 * what it does, the second the library's folder.
 */
const [, , task, folder = '', name = ''] = process.argv;
const files = nodeFileStore();
const random = (count: number) => Math.floor(Math.random() * count);
const print = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`);

/** An entry of a `.bib` as another program exports it: of the same key and DOI, it is the same entry again. */
function entry(number: number, title: string, note: string): string {
	return `@article{export${number}, title = {${title}}, doi = {10.1000/export.${number}}, note = {${note}}, year = {2020}}`;
}

/** Anything that the library does, one thing after the other, until the process is killed. */
async function liveUntilKilled(): Promise<void> {
	const library = await openLibrary(files, folder, { cache: diskCache(join(folder, 'cache')) });
	const acknowledge = ({ changes }: Outcome) => {
		print({ done: changes.map(({ before, after }) => [(after ?? before)?.id, after ?? null]) });
	};
	for (let number = 0; ; number += 1) {
		const tag = `t${process.pid}x${number}`;
		const keys = library.heads().map(head => head.id);
		const chosen = Array.from({ length: 1 + random(3) }, () => keys[random(keys.length)] ?? '').filter(id => id !== '');
		const kind = keys.length < 30 ? 0 : random(9);
		print({ begin: chosen, tag });
		if (kind === 0 || chosen.length === 0) {
			const count = random(10) === 0 ? 400 : 1 + random(5);
			acknowledge(
				await library.add(
					Array.from({ length: count }, (_, at) => ({
						type: 'article',
						title: `${tag} ${at} ${randomBytes(4).toString('hex')}`,
						abstract: 'x'.repeat(random(3000)),
					})),
				),
			);
		} else if (kind === 7) {
			// An export of another program, and later a newer one of the same works.
			const text = Array.from({ length: 1 + random(5) }, () => entry(random(40), `${tag} of an export`, tag)).join('\n');
			const { papers } = ingest(text, { fileName: 'export.bib' });
			const changed = library.heads().flatMap(head => (/^export\d+/.test(head.key) ? [head.id] : []));
			print({ begin: changed, tag });
			acknowledge(await library.add(papers));
		} else if (kind === 8) {
			// What a service knows of a paper fills its gaps.
			acknowledge(
				await library.update(chosen, paper =>
					fillIn(paper, [{ type: 'article', title: paper.title, publisher: tag, volume: String(random(99)) }]),
				),
			);
		} else if (kind === 1) {
			acknowledge(await library.merge([chosen]));
		} else if (kind === 2) {
			const removed = await library.remove(chosen);
			acknowledge(removed);
			print({ begin: chosen, tag });
			acknowledge(await library.undo(removed.changes));
		} else if (kind === 3) {
			await library.saveCache();
			print({ done: [] });
		} else if (kind === 4) {
			await writeNote(library, tag, acknowledge);
		} else {
			acknowledge(
				await library.update(chosen, paper => ({
					...paper,
					rating: random(5),
					'citation-key': random(4) === 0 ? `${paper['citation-key']}${tag}` : paper['citation-key'],
				})),
			);
		}
	}
}

/**
 * What a user does to the note of a paper: makes it, writes a sentence, gives the paper another key and a new abstract, and refreshes. What
 * is written is announced first, for the file holds all of the old text or all of the new.
 */
async function writeNote(library: Library, tag: string, acknowledge: (outcome: Outcome) => void): Promise<void> {
	const path = join(folder, 'note.md');
	const text = await readFile(path, 'utf8').catch(() => undefined);
	const template = builtInTemplate;
	// By its key, or by one that it had before.
	const paper = text && (await library.paper(/^citation-key: (.+)$/m.exec(text)?.[1] ?? ''));
	if (text === undefined || !paper) {
		// The paper of the last note was removed, or this is the first.
		const [head] = library.heads();
		const other = head && (await library.paper(head.id));
		const made = other && renderNote(template, other, {});
		await writeAnnounced(path, made?.kind === 'note' ? `${made.text}\nMine: ${tag}\n` : '');
		return;
	}
	const key = `renamed${tag}`;
	const abstract = `New words of ${tag}. ${'They go on. '.repeat(random(5000))}`;
	print({ begin: [paper.id], tag });
	acknowledge(await library.update([paper.id], before => ({ ...before, 'citation-key': key, abstract })));
	const renamed = applyEdits(text, renameKeyIn(text, path, paper['citation-key'], key));
	const refreshed = refreshNote(renamed, { ...paper, 'citation-key': key, abstract }, { template });
	if (refreshed.kind !== 'refreshed' || refreshed.conflicts.length > 0 || refreshed.problems.length > 0) {
		throw new Error(`The note cannot be refreshed: ${JSON.stringify(refreshed)}`);
	}
	await writeAnnounced(path, `${applyEdits(renamed, refreshed.edits)}\nMine: ${tag}\n`);
}

async function writeAnnounced(path: string, text: string): Promise<void> {
	print({ begin: [], file: text });
	await files.write(path, text);
	print({ done: [], file: text });
}

/** Holds the lock of the first volume for ever. */
async function holdLock(): Promise<void> {
	await files.exclusively(join(folder, 'volume-0001.json'), () => {
		print('held');
		return new Promise<never>(() => setInterval(() => undefined, 1000));
	});
}

/**
 * For each line of input makes as many changes as it says. Each counts up a field of its own in some paper and compares it with what was
 * acknowledged before.
 */
async function count(): Promise<void> {
	const library = await openLibrary(files, folder);
	const acknowledged = new Map<string, number>();
	for await (const line of createInterface(process.stdin)) {
		let lost = 0;
		for (let left = Number(line); left > 0; left -= 1) {
			const heads = library.heads();
			const id = heads[random(heads.length)]?.id ?? '';
			const last = acknowledged.get(id) ?? 0;
			const { changes, refused } = await library.update([id], paper => {
				lost += (paper[name] ?? 0) === last ? 0 : 1;
				return { ...paper, [name]: last + 1 };
			});
			lost += changes.length === 1 && refused.length === 0 ? 0 : 1;
			acknowledged.set(id, last + 1);
		}
		print({ lost, acknowledged: [...acknowledged] });
	}
}

const tasks = { live: liveUntilKilled, hold: holdLock, count };
void (task === 'live' || task === 'hold' || task === 'count' ? tasks[task]() : Promise.reject(new Error(`No task ${String(task)}`)));
