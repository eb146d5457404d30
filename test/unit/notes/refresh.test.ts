import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'yaml';
import type { Json } from '../../../src/core/data/json';
import { builtInTemplate } from '../../../src/core/notes/builtInTemplate';
import { sealValues } from '../../../src/core/notes/frontMatterEdits';
import { editValues, findManagedBlocks } from '../../../src/core/notes/managedBlocks';
import type { RefreshedNote, RefreshOptions } from '../../../src/core/notes/refresh';
import { isNoteOf, refreshNote } from '../../../src/core/notes/refresh';
import { frontMatterSpan } from '../../../src/core/markdown/frontMatter';
import { renderNote } from '../../../src/core/notes/template';
import { growingKeys } from '../../../src/core/notes/valueSeals';
import type { Paper } from '../../../src/core/paper/paper';
import { applyEdits } from '../../../src/core/text/edits';
import { now, samplePaper } from './samplePaper';

function refresh(
	text: string,
	changes: Partial<Paper> = {},
	options: Partial<RefreshOptions> = {},
): RefreshedNote & { readonly after: string } {
	const refreshed = refreshNote(text, samplePaper(changes), { now, template: builtInTemplate, ...options });
	assert.ok(refreshed.kind === 'refreshed', JSON.stringify(refreshed));
	return { ...refreshed, after: applyEdits(text, refreshed.edits) };
}

function newNote(changes: Partial<Paper> = {}): string {
	const note = renderNote(builtInTemplate, samplePaper(changes), { now });
	assert.ok(note.kind === 'note');
	return note.text;
}

/** A note whose front matter reads as we left it. */
function ours(note: string): string {
	const values = new Map(
		Object.entries(parse(/^---\n([^]*?)---\n/.exec(note.replaceAll('\r\n', '\n'))?.[1] ?? '') as Record<string, Json>),
	);
	const edit = editValues(note, findManagedBlocks(note), sealValues(values, growingKeys));
	return applyEdits(note, edit === undefined ? [] : [edit]);
}

/** Without the line or comment of the seals. */
function unsealed(note: string): string {
	return note
		.replace(/(?<![\r\n])(\r?\n)*<!-- marginalia:values [^>]*-->\r?\n(?![^])/, '$1')
		.replace(/<!-- marginalia:values [^>]*-->/, '');
}

const changed: Partial<Paper> = {
	title: 'A "new" title: better',
	author: [{ family: 'Song', given: 'Yang' }],
	issued: { 'date-parts': [[2022]] },
	abstract: 'Another abstract.',
	identifiers: { arxiv: '2011.13456', doi: '10.1/x' },
	tags: ['sde', 'new'],
};

describe('refreshNote', () => {
	it('should leave a fresh note alone', () => {
		assert.deepEqual(refresh(newNote()).edits, []);
	});

	it('should bring what is ours up to date and leave the rest', () => {
		const note = newNote()
			.replace('## Notes\n', '## Notes\n\nMine.  \n')
			.replace('created', '# my remark\nmy-key:   [a,b]   # yes\ncreated');
		const { after, conflicts, problems } = refresh(note, changed);
		assert.deepEqual([conflicts, problems], [[], []]);
		assert.equal(
			after,
			note
				.replace('title: Score-Based Generative Modeling through Stochastic Differential Equations', `title: 'A "new" title: better'`)
				.replace('  - Yang Song\n  - Stefano Ermon\n', '  - Yang Song\n')
				.replace('year: 2021', 'year: 2022')
				.replace('  arxiv: "2011.13456"\n', '  arxiv: "2011.13456"\n  doi: 10.1/x\n')
				.replace('url: https://arxiv.org/abs/2011.13456', 'url: https://doi.org/10.1/x')
				.replace('  - sde\n', '  - sde\n  - new\n')
				.replace('seal:874f811f', 'seal:3caf5c0e')
				.replace(/<!-- marginalia:values .*-->/, /<!-- marginalia:values .*-->/.exec(after)?.[0] ?? '')
				.replace('> Noise is added in continuous time.\n>\n> A network learns to run time backwards.\n', '> Another abstract.\n'),
		);
	});

	it('should come to rest', () => {
		const { after } = refresh(newNote(), changed);
		assert.deepEqual(refresh(after, changed).edits, []);
	});

	it('should keep CRLF', () => {
		const note = newNote().replaceAll('\n', '\r\n');
		assert.deepEqual(refresh(note).edits, []);
		const { after, conflicts } = refresh(note, changed);
		assert.deepEqual(conflicts, []);
		assert.doesNotMatch(after, /[^\r]\n/);
		assert.equal(after.replaceAll('\r\n', '\n'), refresh(newNote(), changed).after);
	});

	it('should bear a byte order mark', () => {
		assert.equal(refresh(`\uFEFF${newNote()}`, changed).after, `\uFEFF${refresh(newNote(), changed).after}`);
	});

	it('should keep the quotes, remarks and order a user gave to front matter', () => {
		const note =
			'---\nyear: 2020 # the preprint\n\n# the title\ntitle: "Old"\nurl: # none yet\nauthors: [Yang Song]   # all\nmine: &a 1\n---\n';
		assert.equal(
			unsealed(refresh(ours(note), { title: 'New' }).after),
			'---\nyear: 2021 # the preprint\n\n# the title\ntitle: "New"\nurl: https://arxiv.org/abs/2011.13456 # none yet\nauthors: [ Yang Song, Stefano Ermon ]   # all\nmine: &a 1\n---\n',
		);
	});

	it('should add no key that the user took out, and no front matter', () => {
		assert.equal(unsealed(refresh(ours('---\ntitle: x\n---\n'), { title: 'New' }).after), '---\ntitle: New\n---\n');
		assert.deepEqual(refresh('# Mine\n').edits, []);
	});

	it('should never drop a tag of the user', () => {
		assert.equal(
			unsealed(refresh('---\ntags:\n  - mine # !\n  - sde\n---\n').after),
			'---\ntags:\n  - mine # !\n  - sde\n  - diffusion\n---\n',
		);
		assert.equal(unsealed(refresh('---\ntags: [mine]\n---\n').after), '---\ntags: [ mine, diffusion, sde ]\n---\n');
	});

	it('should never touch the date of creation', () => {
		assert.deepEqual(refresh(newNote(), {}, { now: new Date(2030, 1, 1) }).edits, []);
	});

	const forms: readonly (readonly [what: string, frontMatter: string, key: string])[] = [
		['a list with a remark inside', 'authors:\n  - A\n  # who?\n  - B', 'authors'],
		['an anchor', 'title: &t Old', 'title'],
		['an alias', 'a: &t Old\ntitle: *t', 'title'],
		['a list in place of a text', 'title: [Old]', 'title'],
	];
	for (const [what, frontMatter, key] of forms) {
		it(`should report ${what} rather than rewrite it`, () => {
			const { edits, conflicts } = refresh(ours(`---\n${frontMatter}\n---\n`));
			assert.deepEqual(edits, []);
			assert.deepEqual(
				conflicts.map(({ kind, name }) => [kind, name]),
				[['key', key]],
			);
		});
	}

	it('should write a text over several lines as it was written', () => {
		assert.equal(
			unsealed(refresh(ours('---\ntitle: |\n  Old\n  title\nmine: 1\n---\n'), { title: 'New' }).after),
			'---\ntitle: |\n  New\nmine: 1\n---\n',
		);
		assert.equal(
			unsealed(refresh(ours('---\r\ntitle: >-\r\n  Old\r\n  title\r\nmine: 1\r\n---\r\n'), { title: 'New' }).after),
			'---\r\ntitle: >-\r\n  New\r\nmine: 1\r\n---\r\n',
		);
		assert.equal(refresh(ours('---\ntitle: | # mine\n  Old\n---\n'), { title: 'New' }).conflicts.length, 1);
	});

	it('should know a note by its key or by something of ours, never by its name alone', () => {
		const paper = samplePaper({ aliases: ['old'] });
		for (const [text, expected] of [
			['---\ncitation-key: song2021score\n---\n', true],
			['---\n"citation-key": "old"\n---\n', true],
			['---\n{ citation-key: song2021score }\n---\n', true],
			[newNote(), true],
			['<!-- marginalia:begin abstract -->\n<!-- marginalia:end -->\n', true],
			[newNote().replace('citation-key: song2021score\n', ''), true],
			['---\ntitle: My otter\n---\nSewing plan.\n', false],
			['', false],
			['---\ncitation-key: other\n---\n', false],
			['---\ncitekey: song2021score\n---\n', false],
			['---\ntitle: |\n  x\n---\n\ncitation-key: song2021score\n', false],
		] as const) {
			assert.equal(isNoteOf(text, paper), expected, text);
		}
	});

	describe('values of the user', () => {
		const own =
			'---\ncitation-key: song2021score\ntitle: "Mine (chapter 3)"\nauthors: ["[[Ann Lee]]", Bo]\nyear: 2019\nurl: https://example.org/mine.pdf # here\nidentifiers: { isbn: "1" }\n---\nMine.\n';

		it('should stay in a note that nothing was written to, and be reported', () => {
			const { edits, conflicts } = refresh(own.replace('identifiers: { isbn: "1" }\n', ''));
			assert.deepEqual(edits, []);
			assert.deepEqual(
				conflicts.map(({ name, isNew }) => [name, isNew]),
				[
					['title', false],
					['authors', false],
					['year', false],
					['url', false],
				],
			);
		});

		it('should stay where the paper has nothing to say', () => {
			const { author, issued, identifiers, tags, ...bare } = samplePaper();
			assert.ok(author && issued && identifiers && tags);
			const note = renderNote(builtInTemplate, bare, { now });
			assert.ok(note.kind === 'note');
			const filled = note.text
				.replace('authors: []', 'authors: [Ann Lee, Bo Kim]')
				.replace('year:', 'year: 2019')
				.replace('url:', 'url: https://example.org/kelp.pdf')
				.replace('tags: []', 'tags: [mine]');
			const refreshed = refreshNote(filled, bare, { now, template: builtInTemplate });
			assert.ok(refreshed.kind === 'refreshed');
			assert.deepEqual([refreshed.edits, refreshed.conflicts], [[], []]);
			// Nor does a value of ours go where its source lost it.
			const lost = refreshNote(newNote(), bare, { now, template: builtInTemplate });
			assert.ok(lost.kind === 'refreshed');
			assert.deepEqual(lost.edits, []);
		});

		it('should stay while all around them follows the paper', () => {
			const note = newNote().replace('year: 2021', 'year: "2020" # the preprint').replace('  - Yang Song', '  - "[[Yang Song]]"');
			const { after, conflicts } = refresh(note, changed);
			assert.match(after, /^year: "2020" # the preprint$/m);
			assert.match(after, /^ {2}- "\[\[Yang Song\]\]"\n {2}- Stefano Ermon$/m);
			assert.match(after, /^title: 'A "new" title: better'$/m);
			assert.deepEqual(
				conflicts.map(({ name, isNew, current, fresh }) => [name, isNew, current, fresh]),
				[
					['authors', true, '- "[[Yang Song]]"\n  - Stefano Ermon\n', '- Yang Song\n'],
					['year', true, '"2020"', '2022'],
				],
			);
			assert.deepEqual(refresh(after, changed).edits, []);
		});

		it('should be replaced once the user says so, and not be asked about again once he declines', () => {
			const note = newNote().replace('year: 2021', 'year: 2020').replace('arxiv: "2011.13456"', 'arxiv: "1"');
			const replaced = refresh(note, changed, { replaceKeys: new Set(['year', 'identifiers/arxiv']) }).after;
			assert.match(replaced, /^year: 2022$/m);
			assert.match(replaced, /^ {2}arxiv: "2011.13456"$/m);
			const declined = refresh(note, changed, { declineKeys: new Set(['year']) }).after;
			assert.match(declined, /^year: 2020$/m);
			assert.deepEqual(
				refresh(declined, changed).conflicts.map(({ name, isNew }) => [name, isNew]),
				[
					['year', false],
					['identifiers/arxiv', false],
				],
			);
			assert.deepEqual(
				refresh(declined, { ...changed, issued: { 'date-parts': [[2023]] } })
					.conflicts.filter(({ isNew }) => isNew)
					.map(({ name }) => name),
				['year'],
			);
		});

		it('should be offered once in a note without seals, and be remembered as the user decides', () => {
			const bare = own.replace('identifiers: { isbn: "1" }\n', '');
			assert.deepEqual(
				refresh(bare).conflicts.map(({ name, isUnsealed, fresh }) => [name, isUnsealed, fresh !== undefined]),
				[
					['title', true, true],
					['authors', true, true],
					['year', true, true],
					['url', true, true],
				],
			);
			const declined = refresh(bare, samplePaper(), { declineKeys: new Set(['title', 'authors', 'year', 'url']) }).after;
			assert.equal(declined.replace(/\n<!-- marginalia:values .*-->\n$/, ''), bare);
			assert.deepEqual(
				refresh(declined).conflicts.map(({ name, isNew, isUnsealed }) => [name, isNew, isUnsealed]),
				['title', 'authors', 'year', 'url'].map(name => [name, false, false]),
			);
			const replaced = refresh(bare, samplePaper(), { replaceKeys: new Set(['year']), declineKeys: new Set(['title']) }).after;
			assert.match(replaced, /^title: "Mine \(chapter 3\)"\n(?:.*\n)+year: 2021$/m);
			assert.match(refresh(replaced, changed).after, /^year: 2022$/m);
		});

		it('should stay out once the user took them out', () => {
			const note = newNote()
				.replace('  - sde\n', '')
				.replace('url: https://arxiv.org/abs/2011.13456', 'url:')
				.replace(/identifiers:\n.*\n/, 'identifiers: {}\n');
			assert.deepEqual(refresh(note).edits, []);
			const { after } = refresh(note, changed);
			assert.match(after, /^tags:\n {2}- diffusion\n {2}- new\ncreated/m);
			assert.match(after, /^url:$/m);
			assert.match(after, /^identifiers: \{ doi: 10.1\/x \}$/m);
		});

		it('should keep a tag in its own letters', () => {
			assert.deepEqual(refresh('---\ntags: [Diffusion, "#SDE"]\n---\n').edits, []);
		});

		it('should be safe from a damaged or missing seal', () => {
			for (const damage of [/<!-- marginalia:values .*-->/, /(?<=values).*(?=-->)/, /=[0-9a-z]{7}/g]) {
				const note = newNote().replace(damage, '');
				assert.match(refresh(note, changed).after, /^title: Score-Based/m);
			}
		});

		it('should follow its paper to another key', () => {
			assert.match(refresh(newNote(), { 'citation-key': 'new2022', aliases: ['song2021score'] }).after, /^citation-key: new2022$/m);
			assert.match(refresh(newNote(), { 'citation-key': 'new2022' }).after, /^citation-key: song2021score$/m);
		});
	});

	it('should report a block the user edited, and replace it once told to', () => {
		const note = newNote().replace('continuous time', 'continuous time (really?)');
		const { after, conflicts } = refresh(note, { abstract: 'Another abstract.' });
		assert.equal(after, note);
		assert.equal(conflicts.length, 1);
		assert.equal(conflicts[0]?.name, 'abstract');
		assert.equal(conflicts[0].current, note.slice(conflicts[0].start, conflicts[0].end));
		assert.match(conflicts[0].current, /really\?/);
		assert.equal(conflicts[0].fresh, '> Another abstract.\n');
		assert.equal(
			refresh(note, { abstract: 'Another abstract.' }, { replace: new Set(['abstract']) }).after,
			newNote({ abstract: 'Another abstract.' }),
		);
	});

	it('should take a block without a seal for the user’s, unless nothing stands in it', () => {
		const unsealed = '<!-- marginalia:begin abstract -->\n> Theirs.\n<!-- marginalia:end -->\n';
		assert.equal(refresh(unsealed).conflicts.length, 1);
		const { after } = refresh('<!-- marginalia:begin abstract -->\n\n<!-- marginalia:end -->');
		assert.equal(
			after,
			'<!-- marginalia:begin abstract --><!-- seal:874f811f -->\n> Noise is added in continuous time.\n>\n> A network learns to run time backwards.\n<!-- marginalia:end -->',
		);
	});

	it('should leave blocks alone that the template does not have', () => {
		assert.deepEqual(refresh('<!-- marginalia:begin other -->\nx\n<!-- marginalia:end -->\n').edits, []);
	});

	const troubles: readonly (readonly [what: string, text: string, line: number])[] = [
		['a block without an end', `${newNote()}\n<!-- marginalia:begin abstract -->\n`, 31],
		['a block inside another', '<!-- marginalia:begin abstract -->\n\n<!-- marginalia:begin abstract -->\n<!-- marginalia:end -->\n', 1],
		['an end without a block', 'a\n\n<!-- marginalia:end -->\n', 3],
		['front matter that is not YAML', '---\ntitle: a\nb: c: d\n---\n', 3],
		['a key that stands there twice', '---\ntitle: a\ntitle: b\n---\n', 3],
	];
	for (const [what, text, line] of troubles) {
		it(`should name the line of ${what} and edit nothing`, () => {
			const { edits, problems } = refresh(text, changed);
			assert.deepEqual(edits, []);
			assert.deepEqual(
				problems.map(problem => problem.line),
				[line],
			);
		});
	}

	const marker = '<!-- marginalia:begin abstract -->';
	for (const text of [
		`\`\`\`\n${marker}\n\`\`\`\n`,
		`    ${marker}\n`,
		`> ${marker}\n`,
		`- ${marker}\n`,
		`text ${marker}\n`,
		`\`${marker}\`\n`,
		`<div>\n${marker}\n</div>\n`,
		`---\na: |\n  ${marker}\n---\n`,
		`~~~~\n~~~\n${marker}\n~~~~\n`,
	]) {
		it(`should see no marker in ${JSON.stringify(text)}`, () => {
			assert.deepEqual(refresh(text), { kind: 'refreshed', edits: [], conflicts: [], problems: [], after: text });
		});
	}

	it('should change nothing but managed spans, whatever else the document holds', () => {
		const user = fc.array(
			fc.constantFrom(
				'words',
				'```',
				'~~~',
				'    code',
				'> quote',
				'- item',
				'',
				'',
				'  trailing  ',
				'<!-- a remark -->',
				'| a | b |',
				'$$',
				'# Heading',
				'<div>',
				'</div>',
				`\`${marker}\``,
				`> ${marker}`,
				'[[link]]',
				'\t',
				'[^1]: note',
				'---',
			),
			{ maxLength: 8 },
		);
		const block = fc.constantFrom('> Noise is added in continuous time.', '', '> Old.');
		const eol = fc.constantFrom('\n', '\r\n');
		const keys = fc.subarray(
			['title: Old   # remark', 'tags: [mine]', 'mine: "x"', "year: '2020'", '# remark', 'authors:\n- A', 'identifiers:\n    isbn: 1'],
			{ minLength: 0 },
		);
		fc.assert(
			fc.property(fc.option(keys), user, block, user, fc.boolean(), eol, (front, before, content, between, second, ending) => {
				const managed = (old: string) => `\n${sealed(old)}\n`;
				const head = front ? `---\n${front.join('\n')}\n---\n` : '';
				const parts = [head + before.join('\n'), between.join('\n')];
				const text = (parts[0]! + managed(content) + parts[1]! + (second ? managed(content) : '')).replaceAll('\n', ending);
				const { after, conflicts, problems, edits } = refresh(text, changed);
				const values = after.match(/<!-- marginalia:values/g) ?? [];
				assert.ok(values.length <= 1);
				if (problems.length > 0) {
					assert.deepEqual(edits, []);
					return;
				}
				// The user's own lines are there in order, and nothing is but them and what is managed.
				const rest = (whole: string) =>
					unsealed(whole).replace(
						/(<!-- marginalia:begin abstract -->)<!-- seal:[0-9a-f]{8} -->(\r?\n)[^]*?(<!-- marginalia:end -->)/g,
						'$1$2$3',
					);
				const body = (whole: string) => (front ? whole.slice(whole.indexOf(`${ending}---${ending}`, 3)) : whole);
				assert.equal(rest(body(after)).trimEnd(), rest(body(text)).trimEnd());
				assert.ok(conflicts.every(({ kind, fresh }) => kind === 'key' && fresh !== undefined));
				for (const line of front ?? []) {
					assert.ok(
						after.includes(line.replace(']', '').replace('[', '[ ').replaceAll('\n', ending)) ||
							after.includes(line.replaceAll('\n', ending)),
						line,
					);
				}
				assert.equal(/[^\r]\n/.test(after), ending === '\n' && after.length > 1);
				assert.deepEqual(refresh(after, changed).edits, []);
			}),
			{ numRuns: 100 },
		);
	}).timeout(20_000);

	it('should never throw, and never edit outside front matter and blocks, on random lines', () => {
		const line = fc.constantFrom(
			'---',
			'---',
			'title: x',
			'tags:',
			'  - a',
			marker,
			marker,
			'<!-- marginalia:end -->',
			'<!-- marginalia:end -->',
			'```',
			'> q',
			'text',
			'',
			'    ',
			'- a',
			'\uFEFF',
			'authors: {a: b}',
			'identifiers: {',
			'}',
			': :',
			'?',
			'&a',
			'- - -',
		);
		fc.assert(
			fc.property(fc.array(line, { maxLength: 14 }), fc.constantFrom('\n', '\r\n', '\r'), (lines, ending) => {
				const text = lines.join(ending);
				const { edits } = refresh(text, changed);
				for (const [index, edit] of edits.entries()) {
					assert.ok(edit.start <= edit.end && edit.start >= (edits[index - 1]?.end ?? 0));
					const before = text.slice(0, edit.start);
					const inBlock = before.lastIndexOf('<!-- marginalia:begin abstract -->') > before.lastIndexOf('<!-- marginalia:end -->');
					assert.ok(inBlock || edit.end <= (frontMatterSpan(text)?.end ?? 0), JSON.stringify(edit));
				}
			}),
			{ numRuns: 200 },
		);
	}).timeout(20_000);
});

function sealed(content: string): string {
	const template = `<!-- marginalia:begin abstract -->\n${content}${content === '' ? '' : '\n'}<!-- marginalia:end -->`;
	const note = renderNote(template, samplePaper(), { now });
	assert.ok(note.kind === 'note');
	return note.text;
}
