import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findNotes, linkPlaceAt, linkTargetOf, pathPlaceAt } from '../../../src/core/notes/linkCompletion';
import { linkMentions, unlinkedMentions } from '../../../src/core/notes/mentions';
import { sentenceAround, withShortLead } from '../../../src/core/notes/sentences';
import { linksAgain, linksOfMovedNotes, textEditOf } from '../../../src/core/notes/movedNotes';
import { noteLink } from '../../../src/core/notes/noteLink';
import { NoteIndex } from '../../../src/core/notes/noteIndex';
import { readDestination } from '../../../src/core/notes/notePaths';
import { applyEdits } from '../../../src/core/text/edits';

const root = 'file:///work';

function indexOf(files: ReadonlyMap<string, string>, roots: readonly string[] = []): NoteIndex {
	const index = new NoteIndex(() => roots.map(path => `${root}/${encodeURI(path)}`));
	files.forEach((text, path) => index.set(`${root}/${encodeURI(path)}`, text, 'markdown'));
	return index;
}

describe('the sentence around a place', () => {
	const cases: readonly (readonly [text: string, place: string, sentence: string])[] = [
		['One. See [@a] here. Three.', '@a', 'See [@a] here.'],
		['- > As Doe et al. say, p. 3, in [@a]\nnext', '@a', 'As Doe et al. say, p. 3, in [@a]'],
		['[[a]]', 'a', '[[a]]'],
		['## On a', 'a', 'On a'],
		[`${'x '.repeat(200)}@a${' y'.repeat(200)}`, '@a', `…${'x '.repeat(60)}@a${' y'.repeat(59)}…`],
	];
	for (const [text, place, sentence] of cases) {
		it(`should be ${JSON.stringify(sentence.slice(0, 30))} for ${JSON.stringify(text.slice(0, 30))}`, () => {
			const at = text.indexOf(place);
			const found = sentenceAround(text, { start: at, end: at + place.length });
			assert.equal(found.text, sentence);
			assert.equal(found.text.slice(found.start, found.end), place);
		});
	}
});

describe('a sentence in a narrow list', () => {
	const led = (text: string, place: string) => {
		const start = text.lastIndexOf(place);
		const { text: shown, ...at } = withShortLead({ text, start, end: start + place.length });
		assert.equal(shown.slice(at.start, at.end), place);
		return shown;
	};

	it('should begin a few words before the place', () => {
		assert.equal(
			led('Short before [@a] and long behind it, as it may well be.', '@a'),
			'Short before [@a] and long behind it, as it may well be.',
		);
		assert.equal(led('See also what others have to say of this in [the note](a.md).', 'a.md'), '…to say of this in [the note](a.md).');
		assert.equal(led(`${'x'.repeat(60)}@a y`, '@a'), `${'x'.repeat(60)}@a y`);
	});
});

describe('a link with a text of the user', () => {
	it('should read as it did, also in a table', () => {
		const link = (text: string, said: string, style: 'wikilink' | 'markdown' = 'wikilink') =>
			noteLink(style, {
				key: 'lee2020',
				title: 'Reefs',
				languageId: 'markdown',
				from: '/w/a.md',
				to: '/w/notes/lee2020.md',
				selected: { text: said, document: text, at: text.indexOf(said) },
			});
		assert.equal(link('As the reef paper shows', 'the reef paper'), '[[lee2020|the reef paper]]');
		assert.equal(link('As the reef *paper* shows', 'the reef *paper*', 'markdown'), '[the reef *paper*](notes/lee2020.md)');
		assert.equal(link('As [a] shows', '[a]'), '[[lee2020|a]]');
		assert.equal(link('lee2020', 'lee2020'), '[[lee2020]]');
		for (const table of [
			'| a | b |\n|---|:-:|\n| c | the reef |\n',
			'> a | the reef\n> --|--\n',
			'| the reef |\r\n|-|\r\n',
			'a | b\n:-- | --\nx | y\nthe reef | z',
			'| a |\n|---|\nthe reef\n',
			'| a |\n|---|\n| b | the reef',
		]) {
			assert.equal(link(table, 'the reef'), '[[lee2020\\|the reef]]', table);
		}
		for (const text of [
			'```\n| a |\n|---|\n| the reef |\n```\n',
			'a | b\n---|---|---\nthe reef | c\n',
			'| a |\n|---|\n> the | reef, the reef\n',
			'a | the reef\n\n---\n',
			'| a |\n|---|\n| b |\n\nthe reef | x\n',
			'the reef\n---\n',
		]) {
			assert.equal(link(text, 'the reef'), '[[lee2020|the reef]]', text);
		}
	});
});

describe('unlinked mentions', () => {
	const said = (text: string, ...names: string[]) => unlinkedMentions(text, names).map(({ start, end }) => text.slice(start, end));

	it('should be whole words of the title or an alias in prose', () => {
		assert.deepEqual(said('Score Models say so; SCORE\nmodels too, not scoremodels.', 'Score Models'), ['Score Models', 'SCORE\nmodels']);
		assert.deepEqual(said('`Score Models` [[x|Score Models]] [Score Models](u) <!-- Score Models -->', 'Score Models'), []);
		assert.deepEqual(said('C++ (and more)? Yes: C++ (and more)?', 'C++ (and more)?'), ['C++ (and more)?', 'C++ (and more)?']);
		assert.deepEqual(said('a the LoRA', 'a', 'the'), []);
	});

	it('should become links that read the same', () => {
		const text = 'As Score\nModels say.';
		const [place = { start: 0, end: 0 }] = unlinkedMentions(text, ['Score Models']);
		assert.equal(applyEdits(text, linkMentions(text, [place], 'song2021')), 'As [[song2021|Score Models]] say.');
		assert.deepEqual(unlinkedMentions(applyEdits(text, linkMentions(text, [place], 'song2021')), ['Score Models']), []);
	});
});

describe('links of notes that are renamed or moved', () => {
	function move(
		files: Readonly<Record<string, string>>,
		moves: Readonly<Record<string, string>>,
		roots?: readonly string[],
		namesakes: readonly string[] = [],
	): Readonly<Record<string, string>> {
		const before = new Map(Object.entries(files));
		const uris = new Map(Object.entries(moves).map(([from, to]) => [`${root}/${encodeURI(from)}`, `${root}/${encodeURI(to)}`]));
		const edits = linksOfMovedNotes(indexOf(before, roots), {
			notes: new Map([...uris].filter(([path]) => before.has(decodeURI(path).slice(root.length + 1)))),
			named: uris,
			namesakes: namesakes.map(path => `${root}/${encodeURI(path)}`),
		});
		return Object.fromEntries(
			[...before].map(([path, text]) => {
				const own = edits
					.filter(({ place }) => place.path === `${root}/${encodeURI(path)}`)
					.map(edit => textEditOf(text, edit))
					.filter(edit => edit !== undefined);
				return [moves[path] ?? path, applyEdits(text, own)];
			}),
		);
	}

	it('should follow a new name and a new folder, and leave what finds the note by its key', () => {
		const files = {
			'notes/a b.md': '---\ncitation-key: key\n---\n[up](../x.md) [[x]]',
			'x.md': '[[a b]] [[notes/a b|t]] [[key]] ![[@key#H]] [l](notes/a%20b.md#p "T") `[[a b]]`',
			'notes/y.md': '[s](./a%20b.md) [[a b.md]]',
		};
		assert.deepEqual(move(files, { 'notes/a b.md': 'old/c.md' }), {
			'old/c.md': '---\ncitation-key: key\n---\n[up](../x.md) [[x]]',
			'x.md': '[[c]] [[old/c|t]] [[key]] ![[@key#H]] [l](old/c.md#p "T") `[[a b]]`',
			'notes/y.md': '[s](../old/c.md) [[c.md]]',
		});
	});

	it('should mend the relative links of a file that moves', () => {
		assert.deepEqual(move({ 'a.md': '[b](b.md)', 'b.md': '' }, { 'a.md': 'deep/er/a.md' }), {
			'deep/er/a.md': '[b](../../b.md)',
			'b.md': '',
		});
	});

	it('should keep images and attachments of a file that moves, and follow definitions, front matter and HTML', () => {
		const files = {
			'walk.md':
				'![fig](img/one.png) [pdf](papers/x%20y.pdf) [dir](sub/) ![[img/one.png]] [w](https://x.org/a.png) [m](mailto:a@b.c) [h](#part)\n\n[r]: img/two.png\n',
			'cite.md':
				'---\nrelated: "[[walk]]"\nlist: [[walk]]\n---\n[a][r] <a href="walk.md#p">x</a> <img src=\'walk.md\'>\n\n[r]: walk.md "T"\n\n`<a href="walk.md">`\n',
		};
		assert.deepEqual(move(files, { 'walk.md': 'trips/a b/walk.md' }), {
			'trips/a b/walk.md':
				'![fig](../../img/one.png) [pdf](../../papers/x%20y.pdf) [dir](../../sub/) ![[img/one.png]] [w](https://x.org/a.png) [m](mailto:a@b.c) [h](#part)\n\n[r]: ../../img/two.png\n',
			'cite.md':
				'---\nrelated: "[[walk]]"\nlist: [[walk]]\n---\n[a][r] <a href="trips/a%20b/walk.md#p">x</a> <img src=\'trips/a%20b/walk.md\'>\n\n[r]: trips/a%20b/walk.md "T"\n\n`<a href="walk.md">`\n',
		});
		assert.match(
			move(files, { 'walk.md': 'run.md' })['cite.md'] ?? '',
			/^---\nrelated: "\[\[run\]\]"\nlist: \[\[run\]\]\n---\n\[a\]\[r\] <a href="run\.md#p">/,
		);
		assert.equal(
			move({ 'a.md': '[t](笔记/注意力.md)', '笔记/注意力.md': '' }, { '笔记/注意力.md': '笔记/新.md' })['a.md'],
			'[t](笔记/新.md)',
		);
	});

	it('should take attachments along that move in the folder of their note', () => {
		const index = indexOf(new Map([['trip/a.md', '![x](img/x.png) [y](../y.pdf)']]));
		const edits = linksOfMovedNotes(index, {
			notes: new Map([[`${root}/trip/a.md`, `${root}/old/trip/a.md`]]),
			named: new Map([[`${root}/trip`, `${root}/old/trip`]]),
		});
		assert.deepEqual(
			edits.filter(({ place, text }) => text !== place.target).map(({ text }) => text),
			['../../y.pdf'],
		);
	});

	it('should write no wikilink that leads nowhere, but the key or a link of Markdown', () => {
		const before =
			'---\nup: "[[b]]"\nall: ["[[b|one]]", x]\nbare: [[b]]\n---\n[[b]] [[key]] ![[b]] [[b#Main *result*]] [[b#^c1|said]]\n\n| a |\n|--|\n| [[b\\|in *it*]] |\n';
		const names: readonly (readonly [name: string, way: string])[] = [
			['C# notes.md', 'C%23%20notes.md'],
			['p|q.md', 'p%7Cq.md'],
			['b [draft].md', 'b%20%5Bdraft%5D.md'],
			['cause; effect.md', 'cause%3B%20effect.md'],
			['sub/a^b.md', 'sub/a%5Eb.md'],
			["it's; a (b).md", 'it%27s%3B%20a%20%28b%29.md'],
		];
		for (const [name, way] of names) {
			const after = move({ 'a.md': before, 'b.md': '# Main *result*' }, { 'b.md': name })['a.md'];
			assert.equal(
				after,
				`---\nup: "[b](${way})"\nall: ["[one](${way})", x]\nbare: [[b]]\n---\n[b](${way}) [[key]] ![b](${way}) [b > Main \\*result\\*](${way}#main-result) [said](${way}#^c1)\n\n| a |\n|--|\n| [in *it*](${way}) |\n`,
			);
			assert.equal(move({ 'a.md': '[[b]]', 'b.md': '---\ncitation-key: key\n---\n' }, { 'b.md': name })['a.md'], '[[key]]', name);
		}
	});

	it('should follow wikilinks that count from their file', () => {
		const files = {
			'notes/a.md': '[[../x]] [[./b.md|t]] ![[../img/one.png]] ![[./two.png]]',
			'notes/b.md': '[[./a]]',
			'x.md': '[[./notes/a#p]]',
		};
		assert.deepEqual(move(files, { 'notes/a.md': 'old/deep/a.md' }), {
			'old/deep/a.md': '[[../../x]] [[../../notes/b.md|t]] ![[../../img/one.png]] ![[../../notes/two.png]]',
			'notes/b.md': '[[../old/deep/a]]',
			'x.md': '[[./old/deep/a#p]]',
		});
		assert.deepEqual(move(files, { 'x.md': 'notes/y.md' })['notes/a.md'], files['notes/a.md'].replace('../x', './y'));
	});

	it('should follow attachments that move, by themselves or with their folder', () => {
		const files = {
			'a.md':
				'---\ncover: "![c](img/one.png)"\n---\n![f](img/one.png) ![[one.png|300]] ![[img/one.png]] [p](/img/one.png) <img src="img/one.png"> [n](img/n.md)\n\n[r]: img/one.png "T"\n',
			'deep/b.md': '![f](../img/one.png) ![[one.png]]',
			'img/n.md': '![f](one.png)',
		};
		const moved = move(files, { 'img/one.png': 'pics/two.png' }, [''], ['deep/er/one.png']);
		assert.deepEqual(moved, {
			'a.md':
				'---\ncover: "![c](pics/two.png)"\n---\n![f](pics/two.png) ![[two.png|300]] ![[pics/two.png]] [p](/pics/two.png) <img src="pics/two.png"> [n](img/n.md)\n\n[r]: pics/two.png "T"\n',
			'deep/b.md': '![f](../pics/two.png) ![[one.png]]',
			'img/n.md': '![f](../pics/two.png)',
		});
		const { 'a.md': a, 'deep/b.md': b } = move(files, { img: 'old/img2' }, ['']);
		assert.equal(
			a,
			'---\ncover: "![c](old/img2/one.png)"\n---\n![f](old/img2/one.png) ![[one.png|300]] ![[img2/one.png]] [p](/old/img2/one.png) <img src="old/img2/one.png"> [n](old/img2/n.md)\n\n[r]: old/img2/one.png "T"\n',
		);
		assert.equal(b, '![f](../old/img2/one.png) ![[one.png]]');
	});

	it('should be changed in a text that somebody else changed meanwhile', () => {
		const index = indexOf(
			new Map([
				['a.md', '---\nup: "[[b]]"\n---\n[t](b.md) [[b]] ![[b#h]] [[other]] `[[b]]`'],
				['b.md', ''],
			]),
		);
		const edits = linksOfMovedNotes(index, { notes: new Map([[`${root}/b.md`, `${root}/new name.md`]]) });
		const now = '---\nup: "[[b]]"\n---\n[t](new%20name.md) More. [[b]] ![[b#h]] [[other]] `[[b]]` [[b|again]]';
		assert.equal(
			applyEdits(
				now,
				linksAgain(
					now,
					edits.filter(({ place }) => place.kind !== 'link'),
				),
			),
			now
				.replace('[[b]]', '[[new name]]')
				.replace('More. [[b]] ![[b#h]]', 'More. [[new name]] ![[new name#h]]')
				.replace('[[b|again', '[[new name|again'),
		);
	});

	it('should follow notes that are called `@key`, and drop the `@` of a key where a name takes its place', () => {
		const files = {
			'lit/@kelp.md': '',
			'a.md': '[[@kelp]] [[lit/@kelp|t]] [[kelp]] ![[@kelp#p]]',
			'reef.md': '',
			'b.md': '[[@reef]] [[@key]]',
			'c.md': '---\ncitation-key: key\n---\n',
		};
		assert.equal(move(files, { 'lit/@kelp.md': 'lit/@crab.md' })['a.md'], '[[@crab]] [[lit/@crab|t]] [[@crab]] ![[@crab#p]]');
		assert.equal(
			move(files, { 'lit/@kelp.md': 'lit/Kelp forests.md' })['a.md'],
			'[[Kelp forests]] [[lit/Kelp forests|t]] [[Kelp forests]] ![[Kelp forests#p]]',
		);
		assert.equal(move(files, { 'lit/@kelp.md': 'old/@kelp.md' })['a.md'], '[[@kelp]] [[lit/@kelp|t]] [[kelp]] ![[@kelp#p]]');
		assert.equal(move(files, { 'reef.md': 'Reef notes.md', 'c.md': 'd.md' })['b.md'], '[[Reef notes]] [[@key]]');
		const index = indexOf(new Map(Object.entries(files)));
		assert.equal(index.mentionsOf({ keys: [], notes: [`${root}/lit/@kelp.md`] }).length, 4);
	});

	it('should find a note by a key with slashes', () => {
		const index = indexOf(
			new Map([
				['notes/ml-hu2021.md', '---\ncitation-key: ml/hu2021\n---\n'],
				['a.md', '[[ml/hu2021]] [[@ml/hu2021|t]]'],
			]),
		);
		assert.deepEqual(
			index.placesIn(`${root}/a.md`).map(place => index.noteAt(place)?.path),
			Array.from({ length: 2 }, () => `${root}/notes/ml-hu2021.md`),
		);
	});

	it('should keep links from the root of a folder so where they can be, and make them relative where they can not', () => {
		const roots = ['one a', 'two', 'one a/inner'];
		const files = {
			'one a/x/n.md': '[m](/m.md) [m](m.md) [me](/x/n.md#p)',
			'one a/m.md': '[n](/x/n.md) [n](/x/n) [n](</x/n.md>) [o](/ö.md)',
			'one a/ö.md': '',
			'one a/inner/i.md': '[n](/../x/n.md)',
			'two/t.md': '[n](../one%20a/x/n.md) [n](/x/n.md)',
		};
		assert.deepEqual(move(files, { 'one a/x/n.md': 'one a/new name/n.md' }, roots), {
			...Object.fromEntries(Object.entries(files).slice(1)),
			'one a/new name/n.md': '[m](/m.md) [m](m.md) [me](/new%20name/n.md#p)',
			'one a/m.md': '[n](/new%20name/n.md) [n](/new%20name/n) [n](</new%20name/n.md>) [o](/ö.md)',
			'one a/inner/i.md': '[n](../new%20name/n.md)',
			'two/t.md': '[n](../one%20a/new%20name/n.md) [n](/x/n.md)',
		});
		const moved = move(files, { 'one a/x/n.md': 'two/n.md' }, roots);
		assert.deepEqual(moved, {
			...Object.fromEntries(Object.entries(files).slice(1)),
			'two/n.md': '[m](../one%20a/m.md) [m](m.md) [me](/n.md#p)',
			'one a/m.md': '[n](../two/n.md) [n](../two/n) [n](<../two/n.md>) [o](/ö.md)',
			'one a/inner/i.md': '[n](../../two/n.md)',
			'two/t.md': '[n](n.md) [n](/x/n.md)',
		});
		assert.deepEqual(move(files, { 'one a/m.md': 'one a/x/m.md' }, roots)['one a/x/m.md'], files['one a/m.md']);
		assert.deepEqual(
			move(files, { 'one a/m.md': 'one a/inner/m.md' }, roots)['one a/inner/m.md'],
			'[n](../x/n.md) [n](../x/n) [n](<../x/n.md>) [o](../ö.md)',
		);
	});

	it('should say more of a path where another note is called so, and is nearer then', () => {
		const roots = ['one', 'two'];
		const files = {
			'one/index.md': '[[index]]',
			'one/a.md': '[[index]] ![[index.md#p]]',
			'two/index.md': '',
			'two/b.md': '[[index|x]] [[one/index]] [[a]]',
			'two/c.md': '',
		};
		assert.deepEqual(move(files, { 'one/a.md': 'two/a.md' }, roots)['two/a.md'], '[[one/index]] ![[one/index.md#p]]');
		assert.deepEqual(move(files, { 'two/index.md': 'two/deep/index.md' }, roots)['two/b.md'], files['two/b.md']);
		assert.deepEqual(move(files, { 'two/index.md': 'two/deep/er/index.md' }, roots)['two/b.md'], '[[er/index|x]] [[one/index]] [[a]]');
		assert.deepEqual(move(files, { 'two/c.md': 'two/a.md' }, roots)['two/b.md'], '[[index|x]] [[one/index]] [[one/a]]');
	});

	it('should leave every link leading where it led, whatever moves', () => {
		const folder = fc.constantFrom('', 'one/', 'one/two/', 'three/');
		const name = fc.constantFrom('n0', 'n1', 'n2');
		const link = fc.constantFrom('[[n0]] ', '[[n1|x]] ', '![[n2#H]] ', '[[one/n0]] ', '[x](n1.md) ', '[x](/one/n0.md) ', '[x](../n2.md) ');
		const someRoots = fc.constantFrom([], ['one'], ['', 'one', 'three']);
		fc.assert(
			fc.property(
				fc.array(fc.tuple(folder, name, fc.array(link, { maxLength: 4 })), { minLength: 3, maxLength: 5 }),
				folder,
				fc.nat(4),
				fc.constantFrom('n0', 'n1', 'fresh'),
				someRoots,
				(specs, goal, which, given, roots) => {
					const files = Object.fromEntries(specs.map(([place, called, links]) => [`${place}${called}.md`, links.join('')]));
					const from = Object.keys(files)[which] ?? Object.keys(files)[0] ?? '';
					const to = `${goal}${given}.md`;
					fc.pre(files[to] === undefined);
					const after = move(files, { [from]: to }, roots);
					const old = indexOf(new Map(Object.entries(files)), roots);
					const fresh = indexOf(new Map(Object.entries(after)), roots);
					for (const path of Object.keys(files)) {
						const now = path === from ? to : path;
						const led = old.placesIn(`${root}/${path}`).map(place => old.noteAt(place)?.path);
						const leads = fresh.placesIn(`${root}/${now}`).map(place => fresh.noteAt(place)?.path);
						// A link that led nowhere may lead to a note that comes to its place.
						assert.deepEqual(
							leads.filter((_target, at) => led[at] !== undefined),
							led.filter(target => target !== undefined).map(target => (target === `${root}/${from}` ? `${root}/${to}` : target)),
						);
					}
				},
			),
			{ numRuns: 300 },
		);
	});
});

describe('a link to a note in LaTeX and Typst', () => {
	it('should be what their programs make a link of', () => {
		const link = (languageId: string, selected?: string) =>
			noteLink('wikilink', {
				key: 'lee2020',
				title: 'Reefs & #1 [sic] \\input{x}',
				languageId,
				from: '/w/tex/a.tex',
				to: '/w/notes/lee 2020.md',
				...(selected !== undefined && { selected: { text: selected, document: selected, at: 0 } }),
			});
		assert.deepEqual(
			[link('latex'), link('latex', 'the \\emph{reef} paper'), link('typst'), link('typst', 'the *reef* paper')],
			[
				'\\href{../notes/lee\\%202020.md}{Reefs \\& \\#1 [sic] \\textbackslash{}input\\{x\\}}',
				'\\href{../notes/lee\\%202020.md}{the \\emph{reef} paper}',
				'#link("../notes/lee%202020.md")[Reefs & \\#1 \\[sic\\] \\\\input{x}]',
				'#link("../notes/lee%202020.md")[the *reef* paper]',
			],
		);
	});
});

describe('a link to a paper whose key no wikilink can hold', () => {
	it('should be one of Markdown', () => {
		const link = (key: string) =>
			noteLink('wikilink', { key, title: 'On Reefs', languageId: 'markdown', from: '/w/a.md', to: '/w/notes/x.md' });
		assert.deepEqual(['a;b', 'a#b', 'ml/hu2021'].map(link), ['[On Reefs](notes/x.md)', '[On Reefs](notes/x.md)', '[[ml/hu2021]]']);
	});
});

describe('completion of markdown links', () => {
	it('should know what is typed as a path by words', () => {
		const at = (text: string) => pathPlaceAt(text.replace('^', ''), text.indexOf('^'));
		assert.deepEqual(at('See [the idea](great id^) and'), { start: 15, query: 'great id' });
		for (const text of ['[a](^', '[a](b/c^', '[a](b.md#c^', '[a](https:^', '![a](b^', '[a] (b^', '[a](b) c^', '(b^']) {
			assert.equal(at(text), undefined, text);
		}
	});

	it('should know where a link leads', () => {
		assert.deepEqual(readDestination('notes/a%20b.md#part'), { path: 'notes/a%20b.md', heading: 'part' });
		assert.deepEqual(readDestination('#part'), { path: '', heading: 'part' });
		assert.deepEqual(readDestination('a.md?x#y'), { path: 'a.md', heading: 'y' });
		assert.equal(readDestination('https://example.org/a.md'), undefined);
		assert.equal(readDestination('//example.org/a.md'), undefined);
	});
});

describe('completion of wikilinks', () => {
	it('should know what is typed', () => {
		const at = (text: string) => linkPlaceAt(text.replace('^', ''), text.indexOf('^'));
		assert.deepEqual(at('See [[so^'), { kind: 'target', start: 6, query: 'so', closed: false });
		assert.deepEqual(at('[[@so^]]'), { kind: 'target', start: 3, query: 'so', closed: true });
		assert.deepEqual(at('[[song#Ma^]]'), { kind: 'heading', start: 7, query: 'Ma', target: 'song', closed: true });
		for (const text of ['[so^', '[[a]] b^', '[[a|t^', 'plain^']) {
			assert.equal(at(text), undefined);
		}
	});

	it('should find notes by any words, and name them so that the link leads there', () => {
		const index = indexOf(
			new Map([
				['notes/song2021.md', '---\ntitle: Score Models\n---\n'],
				['a/Idea.md', ''],
				['b/Idea.md', ''],
			]),
		);
		assert.deepEqual(
			findNotes(index, 'models score', 5).map(({ name }) => name),
			['song2021'],
		);
		const [first, second] = findNotes(index, 'idea', 5);
		assert.ok(first && second);
		assert.deepEqual(
			[first, second].map(note => index.resolve(linkTargetOf(index, note, `${root}/x.md`) ?? '', `${root}/x.md`)?.path),
			[first.path, second.path],
		);
		const odd = indexOf(
			new Map([
				['a; b.md', ''],
				['c; d.md', '---\ncitation-key: doe2020\n---\n'],
			]),
		);
		assert.deepEqual(
			[...odd.notes()].map(note => linkTargetOf(odd, note, `${root}/x.md`)),
			[undefined, 'doe2020'],
		);
	});
});
