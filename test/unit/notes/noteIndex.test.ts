import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { joinParts } from '../../../src/core/data/binaryFile';
import { keyOccurrences } from '../../../src/core/citing/keyOccurrences';
import { readNoteContents } from '../../../src/core/notes/noteContents';
import type { IndexedNote } from '../../../src/core/notes/noteIndex';
import { NoteIndex } from '../../../src/core/notes/noteIndex';
import { readNoteIndex, writeNoteIndex } from '../../../src/core/notes/noteIndexCache';
import { largestNote } from '../../../src/core/notes/noteSize';
import { syncNotes } from '../../../src/core/notes/syncNotes';
import { Pace } from '../../../src/core/work/pace';

const root = 'file:///work';

function indexOf(files: Readonly<Record<string, string>>): NoteIndex {
	const index = new NoteIndex();
	for (const [path, text] of Object.entries(files)) {
		index.set(`${root}/${path}`, text, path.endsWith('.tex') ? 'latex' : 'markdown');
	}
	return index;
}

const shown = (index: NoteIndex, keys: readonly string[]) =>
	index.placesOf(keys).map(({ path, kind, target, line, column }) => `${path.slice(root.length + 1)}:${line}:${column} ${kind} ${target}`);

describe('readNoteContents', () => {
	it('should tell what a note says, with exact places', () => {
		const text =
			'---\r\ncitation-key: doe\r\naliases: [Doe, "a, b"]\r\ntags:\r\n  - one\r\ntitle: "On: it"\r\n---\r\n# Top\r\nSee [@roe, p. 3] and [[doe#Part|x]]. #two\r\n\r\n![[roe]] [x](a%20b.md#part "T") `@no`\r\n';
		const { places, headings, ...head } = readNoteContents(text, 'markdown');
		assert.deepEqual(head, { citationKey: 'doe', aliases: ['Doe', 'a, b'], title: 'On: it', tags: ['one', 'two'] });
		assert.deepEqual(headings, [{ level: 1, text: 'Top', line: 7 }]);
		assert.deepEqual(
			places.map(({ kind, target, line, column }) => [kind, target, line, column]),
			[
				['key', 'doe', 1, 14],
				['citation', 'roe', 8, 6],
				['wikilink', 'doe', 8, 23],
				['embed', 'roe', 10, 3],
				['link', 'a%20b.md', 10, 13],
				['masked', 'no', 10, 34],
			],
		);
		for (const { target, start, end } of places) {
			assert.equal(text.slice(start, end), target);
		}
	});

	it('should read citations between HTML tags, and none in comments, attributes and addresses', () => {
		const kinds = (text: string) => readNoteContents(text, 'markdown').places.map(({ kind, target }) => `${kind} ${target}`);
		assert.deepEqual(kinds('<div title="@a">\nSee @b and [[c]].\n<!-- @d -->\n</div>'), [
			'masked a',
			'citation b',
			'wikilink c',
			'masked d',
		]);
		assert.deepEqual(kinds('x <!-- @a --> <https://x.org/@b> @c [t](https://x.org/@d)'), [
			'masked a',
			'masked b',
			'citation c',
			'masked d',
		]);
		assert.deepEqual(kinds('---\nnocite: "@a, @b"\ntitle: "@c"\n---\n(@ex) x @fig-one @ex'), ['citation a', 'citation b', 'masked c']);
	});

	it('should read other languages by their citations', () => {
		assert.deepEqual(
			readNoteContents('A\n\\cite[p.~3]{a,b}\n', 'latex').places.map(({ target, line, column }) => [target, line, column]),
			[
				['a', 1, 12],
				['b', 1, 14],
			],
		);
	});

	it('should read the roles of MyST', () => {
		assert.deepEqual(
			readNoteContents('See {cite:p}`a,b` and @c.\n', 'markdown').places.map(({ kind, target }) => `${kind} ${target}`),
			['citation a', 'citation b', 'citation c'],
		);
	});

	it('should find every key that the language features find', () => {
		const piece = fc.constantFrom(
			'@a',
			'[@a; @b]',
			'[[a]]',
			'[[x/a|b]]',
			'![[b]]',
			'`',
			'```',
			'\n',
			'\n\n',
			'> ',
			'- ',
			'    ',
			' ',
			'<div>',
			'</div>',
			'<!--',
			'-->',
			'$',
			'$$',
			'[',
			'](u)',
			'](a.md)',
			'|',
			'| - |',
			'---',
			'# ',
			'citation-key: a',
			'@{a}',
			'(@a) ',
			'{cite}`a,b`',
			'me@a',
			'[x]: /u',
			'[^1]: ',
			'\\',
			// What two readings of one document once disagreed on.
			'+++\n',
			'$$ x',
			'$$\nx @a\n$$',
			'{#one data="@a"}',
			'[t]{.x key="@b"}',
			'{{< include @a >}}',
			'<pre>',
			'</pre>',
			'<code>@a</code>',
			'www.x.org/@a',
			'[see @a][x]',
			'\n: @a',
			'```{=latex}\n',
			'\\begin{x}',
			'\\end{x}',
			'::: {.x}\n',
			':::',
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 20 }), pieces => {
				const text = pieces.join('');
				const named = new Set(readNoteContents(text, 'markdown').places.map(({ target }) => target.replace(/^.*\//, '')));
				const missed = keyOccurrences(text, 'markdown').filter(({ key }) => !named.has(key));
				assert.deepEqual(missed, [], JSON.stringify(text));
			}),
			{ numRuns: 2000 },
		);
	});
});

describe('NoteIndex', () => {
	const files = {
		'notes/doe2020.md': '---\ncitation-key: doe2020\n---\nSee [@roe2021] and [[Idea]].\n',
		'Idea.md': '---\naliases: [Great Idea]\n---\n# One\n[[doe2020]], [[great idea]], [x](notes/doe2020.md#a) and @DOE2020.\n',
		'other/Idea.md': '[[Idea]] [[notes/doe2020|d]] [up](../Idea.md)\n',
		'paper.tex': '\\cite{doe2020,roe2021}\n',
	};

	it('should know every place that names a key', () => {
		const index = indexOf(files);
		assert.deepEqual(shown(index, ['doe2020']), [
			'Idea.md:4:2 wikilink doe2020',
			'Idea.md:4:58 citation DOE2020',
			'notes/doe2020.md:1:14 key doe2020',
			'paper.tex:0:6 citation doe2020',
		]);
		assert.deepEqual(
			index
				.filesNaming(['doe2020'])
				.map(path => path.slice(root.length + 1))
				.sort(),
			['Idea.md', 'notes/doe2020.md', 'other/Idea.md', 'paper.tex'],
		);
	});

	it('should resolve links by name, path, key and alias, the nearest first', () => {
		const index = indexOf(files);
		const resolved = (target: string, from: string) => index.resolve(target, `${root}/${from}`)?.path.slice(root.length + 1);
		assert.equal(resolved('Idea', 'other/x.md'), 'other/Idea.md');
		assert.equal(resolved('idea', 'x.md'), 'Idea.md');
		assert.equal(resolved('Great Idea', 'x.md'), 'Idea.md');
		assert.equal(resolved('@doe2020', 'x.md'), 'notes/doe2020.md');
		assert.equal(resolved('other/Idea.md', 'x.md'), 'other/Idea.md');
		assert.equal(resolved('nowhere/Idea', 'x.md'), undefined);
		assert.equal(index.resolvePath('../notes/doe2020.md', `${root}/other/x.md`)?.citationKey, 'doe2020');
		assert.equal(index.resolvePath('doe2020', `${root}/notes/x.md`)?.citationKey, 'doe2020');
		assert.equal(index.resolvePath('nothing.md', `${root}/notes/x.md`), undefined);
	});

	it('should count paths with a leading / from the folder of the workspace that holds the file, the innermost one', () => {
		const roots = ['file:///work/a%20b', 'file:///work/a%20b/inner/', 'file:///work/other'];
		const index = new NoteIndex(() => roots);
		const enter = (path: string, text = '') => index.set(`file:///work/${path}`, text, 'markdown');
		enter('a%20b/notes/x.md', '[x](/notes/x.md#part) [n](/n.md) [i](/inner/n.md) [o](/other/n.md) [up](/../other/n.md)');
		enter('a%20b/inner/n.md', '[n](/n) [x](/notes/x.md) [x](/../notes/x.md)');
		enter('a%20b/n.md');
		enter('other/n.md', '[n](</n.md>) ![n](/N.md)');
		const led = (path: string) =>
			index.placesIn(`file:///work/${path}`).map(place => index.noteAt(place)?.path.slice('file:///work/'.length));
		assert.deepEqual(led('a%20b/notes/x.md'), ['a%20b/notes/x.md', 'a%20b/n.md', 'a%20b/inner/n.md', undefined, 'other/n.md']);
		assert.deepEqual(led('a%20b/inner/n.md'), ['a%20b/inner/n.md', undefined, 'a%20b/notes/x.md']);
		assert.deepEqual(led('other/n.md'), ['other/n.md', 'other/n.md']);
		assert.deepEqual(index.countOf({ keys: [], notes: ['file:///work/a%20b/inner/n.md'] }), { places: 1, files: 1 });
		assert.deepEqual(
			index.edgesFrom('file:///work/a%20b/inner/n.md').map(({ to }) => to),
			['file:///work/a%20b/inner/n.md', undefined, 'file:///work/a%20b/notes/x.md'],
		);
		assert.deepEqual([index.rootOf('file:///elsewhere/a.md'), new NoteIndex().rootOf('file:///work/a.md')], [roots[0], undefined]);
		roots.splice(1, 1);
		assert.deepEqual(led('a%20b/inner/n.md'), ['a%20b/n.md', 'a%20b/notes/x.md', undefined]);
	});

	it('should find what mentions a paper or its note, the note itself left out', () => {
		const index = indexOf(files);
		const subject = { keys: ['doe2020'], notes: [`${root}/notes/doe2020.md`] };
		assert.deepEqual(
			index.mentionsOf(subject).map(({ path, kind }) => `${path.slice(root.length + 1)} ${kind}`),
			['Idea.md wikilink', 'Idea.md link', 'Idea.md citation', 'other/Idea.md wikilink', 'paper.tex citation'],
		);
		assert.deepEqual(index.subjectOf({ key: 'doe2020', aliases: [] }), subject);
		assert.deepEqual(index.countOf(subject), { places: 5, files: 3 });
		assert.deepEqual(
			index.mentionsOf({ keys: [], notes: [`${root}/Idea.md`] }).map(({ path, kind }) => `${path.slice(root.length + 1)} ${kind}`),
			['notes/doe2020.md wikilink', 'other/Idea.md link'],
		);
		assert.deepEqual(index.countOf({ keys: ['roe2021'], notes: [] }), { places: 2, files: 2 });
	});

	it("should name a paper's notes by front matter, name and alias", () => {
		const index = indexOf({
			...files,
			'b.md': '---\ncitation-key: doe2020\n---\n',
			'sub dir/Roe 2021.md': '',
			'c.md': '---\naliases: "@other"\n---\n',
		});
		const found = (key: string) => index.notesOf({ 'citation-key': key }).map(({ path, by }) => `${path.slice(root.length + 1)} ${by}`);
		assert.deepEqual(found('doe2020'), ['notes/doe2020.md front matter', 'b.md front matter']);
		assert.deepEqual(found('roe 2021'), ['sub dir/Roe 2021.md file name']);
		assert.deepEqual(found('other'), ['c.md alias']);
	});

	it('should give the ties between files for a graph', () => {
		const edges = indexOf(files)
			.edgesFrom(`${root}/Idea.md`)
			.map(({ to, target, kind, count }) => [to?.slice(root.length + 1), target, kind, count]);
		assert.deepEqual(edges, [
			['notes/doe2020.md', 'doe2020', 'wikilink', 1],
			['Idea.md', 'great idea', 'wikilink', 1],
			['notes/doe2020.md', 'notes/doe2020.md', 'link', 1],
			[undefined, 'DOE2020', 'citation', 1],
		]);
	});

	it('should know which LaTeX files write a work out, which is no mention of it', () => {
		const index = indexOf({
			'main.tex': '\\bibitem[{Doe(2020)}]{doe2020} Doe. % \\bibitem{roe2019}\n',
			'ch.tex': '\\cite{doe2020}\\cite{roe2019}',
		});
		assert.deepEqual([...index.filesNaming(['doe2020'])].sort(), [`${root}/ch.tex`, `${root}/main.tex`]);
		assert.deepEqual(index.filesNaming(['roe2019']), [`${root}/ch.tex`]);
		assert.deepEqual(shown(index, ['doe2020']), ['ch.tex:0:6 citation doe2020']);
	});

	it('should answer the same when much has come and gone', () => {
		const index = indexOf(files);
		const before = shown(index, ['doe2020']);
		for (let round = 0; round < 600; round += 1) {
			index.set(`${root}/busy.md`, `[[doe2020]] @round${round} @a @b @c\n`, 'markdown');
		}
		assert.deepEqual(shown(index, ['round599']), ['busy.md:0:13 citation round599']);
		index.delete(`${root}/busy.md`);
		assert.deepEqual(shown(index, ['doe2020']), before);
		assert.deepEqual(index.filesNaming(['round599', 'round7']), []);
	});

	it('should answer after any changes as an index made afresh', () => {
		const name = fc.constantFrom('a', 'b', 'c', 'dir/a');
		const text = fc
			.array(
				fc.constantFrom(
					'[[a]] ',
					'[[dir/a]] ',
					'@b ',
					'[@a; @c] ',
					'[x](a.md) ',
					'\n',
					'`@a` ',
					'---\ncitation-key: c\n---\n',
					'---\naliases: [b]\n---\n',
				),
				{ maxLength: 6 },
			)
			.map(parts => parts.join(''));
		const change = fc.record({ name, text: fc.option(text, { nil: undefined }) });
		fc.assert(
			fc.property(fc.array(change, { maxLength: 15 }), changes => {
				const index = new NoteIndex();
				const texts = new Map<string, string>();
				for (const { name: file, text: now } of changes) {
					const path = `${root}/${file}.md`;
					if (now === undefined) {
						index.delete(path);
						texts.delete(path);
					} else {
						index.set(path, now, 'markdown');
						texts.set(path, now);
					}
				}
				const fresh = new NoteIndex();
				texts.forEach((now, path) => fresh.set(path, now, 'markdown'));
				for (const key of ['a', 'b', 'c']) {
					assert.deepEqual(index.placesOf([key]), fresh.placesOf([key]));
					assert.deepEqual([...index.filesNaming([key])].sort(), [...fresh.filesNaming([key])].sort());
					assert.deepEqual(index.notesOf({ 'citation-key': key }), fresh.notesOf({ 'citation-key': key }));
					assert.equal(index.resolve(key, `${root}/x.md`)?.path, fresh.resolve(key, `${root}/x.md`)?.path);
				}
				assert.equal(index.size, texts.size);
			}),
		);
	});
});

describe('the memory of the index', () => {
	/** Bytes that are still in use. */
	function inUse(): number {
		setFlagsFromString('--expose-gc');
		runInNewContext('gc()');
		return process.memoryUsage().heapUsed;
	}

	it('should hold no text of a file for the sake of the names in it', () => {
		const index = new NoteIndex();
		const before = inUse();
		for (let number = 0; number < 100; number += 1) {
			const named = ['citation', 'wikilink', 'link', 'title', 'heading', 'tag'].map(
				kind => `a-long-name-for-the-${kind}-of-number-${String(number)}`,
			);
			const [citation, wikilink, link, title, heading, tag] = named;
			const text = `---\ntitle: ${title}\n---\n# ${heading}\n\n@${citation} [[${wikilink}]] [x](${link}.md) #${tag}\n\n${'Words. '.repeat(15_000)}`;
			index.set(`file:///${String(number)}.md`, text, 'markdown');
		}
		assert.equal(index.get('file:///99.md')?.tags.length, 1);
		assert.ok(inUse() - before < 2e6, `${String(inUse() - before)} bytes are kept of ten million`);
	});
});

describe('the cache of the index', () => {
	const stamp = { modified: 1000, size: 10 };

	const pace = new Pace(() => Promise.resolve());

	it('should give back what was entered, but for what is unsaved', async () => {
		const index = new NoteIndex();
		index.set(`${root}/a.md`, '---\ntitle: A\ntags: [x]\n---\n# H\n[[b]] @c\n', 'markdown', { stamp, at: 9000 });
		index.set(`${root}/b.md`, 'not saved', 'markdown');
		index.set(`${root}/d.md`, '---\naliases: [Café, "\u4e2d"]\n---\n[[b]] [[café]]\n', 'markdown', {
			stamp: { modified: 1000.25, size: 3e9 },
			at: 1.8e12,
		});
		const back = new NoteIndex();
		assert.equal(await readNoteIndex(back, joinParts(await writeNoteIndex(index, pace)), pace), 2);
		for (const path of [`${root}/a.md`, `${root}/d.md`]) {
			assert.deepEqual(back.placesIn(path), index.placesIn(path));
			assert.deepEqual(seen(back.get(path)), seen(index.get(path)));
		}
		assert.deepEqual(back.placesOf(['b', 'café']), index.placesOf(['b', 'café']));
		assert.equal(back.resolve('CAFÉ', `${root}/x.md`)?.path, `${root}/d.md`);
	});

	const seen = (note: IndexedNote | undefined) =>
		note && {
			path: note.path,
			name: note.name,
			citationKey: note.citationKey,
			aliases: note.aliases,
			title: note.title,
			tags: note.tags,
			headings: note.headings,
			reading: note.reading,
		};

	it('should take nothing from what is no cache', async () => {
		const filled = new NoteIndex();
		filled.set(`${root}/a.md`, '[[b]]', 'markdown', { stamp, at: 9000 });
		const whole = joinParts(await writeNoteIndex(filled, pace));
		for (const bytes of [new Uint8Array(), new TextEncoder().encode('{"version":1,"files":[]}'), whole.slice(0, -4), whole.slice(4)]) {
			const index = new NoteIndex();
			assert.equal(await readNoteIndex(index, bytes, pace), 0);
			assert.equal(index.size, 0);
		}
	});
});

describe('syncNotes', () => {
	class Files {
		readonly read: string[] = [];
		constructor(readonly texts: Map<string, { readonly text: string; readonly modified: number; readonly size?: number }>) {}
		readonly source = {
			stamp: (path: string) => {
				const file = this.texts.get(path);
				return Promise.resolve(file && { modified: file.modified, size: file.size ?? file.text.length });
			},
			read: (path: string) => {
				this.read.push(path);
				const file = this.texts.get(path);
				const size = file?.size ?? file?.text.length ?? 0;
				return Promise.resolve(file && { stamp: { modified: file.modified, size }, text: size > largestNote ? undefined : file.text });
			},
		};
	}

	const options = { pace: new Pace(() => Promise.resolve()), clock: { now: () => new Date(100_000) } };
	const sync = (index: NoteIndex, files: Files) => {
		files.read.length = 0;
		return syncNotes(index, [...files.texts.keys()], files.source, options);
	};

	it('should read what is new or changed, and forget what is gone', async () => {
		const files = new Files(
			new Map([
				['a.md', { text: '@x', modified: 1 }],
				['b.md', { text: '@y', modified: 1 }],
			]),
		);
		const index = new NoteIndex();
		assert.equal((await sync(index, files)).read, 2);
		assert.equal((await sync(index, files)).read, 0);
		files.texts.set('a.md', { text: '@z', modified: 2 });
		files.texts.delete('b.md');
		await sync(index, files);
		assert.deepEqual(files.read, ['a.md']);
		assert.deepEqual(
			[...index.notes()].map(({ path }) => path),
			['a.md'],
		);
		assert.equal(index.placesOf(['z']).length, 1);
	});

	it('should read again what had only just changed, though time and size are the same', async () => {
		const files = new Files(new Map([['a.md', { text: '@x', modified: 99_500 }]]));
		const index = new NoteIndex();
		await sync(index, files);
		files.texts.set('a.md', { text: '@y', modified: 99_500 });
		await sync(index, files);
		assert.equal(index.placesOf(['y']).length, 1);
	});

	it('should leave unsaved text of editors alone, and name files that are too large', async () => {
		const files = new Files(new Map([['huge.md', { text: '@x', modified: 1, size: largestNote + 1 }]]));
		const index = new NoteIndex();
		index.set('unsaved.md', '@u', 'markdown');
		assert.deepEqual((await sync(index, files)).tooLarge, ['huge.md']);
		assert.deepEqual((await sync(index, files)).tooLarge, ['huge.md']);
		assert.deepEqual(files.read, []);
		assert.equal(index.placesOf(['u']).length, 1);
		assert.equal(index.get('huge.md')?.name, 'huge');
	});
});
