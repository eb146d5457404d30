import assert from 'node:assert/strict';
import fc from 'fast-check';
import { builtInTemplate } from '../../../src/core/notes/builtInTemplate';
import type { RefreshedNote, RefreshOptions } from '../../../src/core/notes/refresh';
import { refreshNote } from '../../../src/core/notes/refresh';
import { frontMatterSpan } from '../../../src/core/markdown/frontMatter';
import { renderNote } from '../../../src/core/notes/template';
import type { Paper } from '../../../src/core/paper';
import { applyEdits } from '../../../src/core/text/edits';
import { now, samplePaper } from './samplePaper';

function refresh(text: string, changes: Partial<Paper> = {}, options: Partial<RefreshOptions> = {}): RefreshedNote & { readonly after: string } {
	const refreshed = refreshNote(text, samplePaper(changes), { now, template: builtInTemplate, ...options });
	assert.ok(refreshed.kind === 'refreshed', JSON.stringify(refreshed));
	return { ...refreshed, after: applyEdits(text, refreshed.edits) };
}

function newNote(changes: Partial<Paper> = {}): string {
	const note = renderNote(builtInTemplate, samplePaper(changes), { now });
	assert.ok(note.kind === 'note');
	return note.text;
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
		const note = newNote().replace('## Notes\n', '## Notes\n\nMine.  \n').replace('created', '# my remark\nmy-key:   [a,b]   # yes\ncreated');
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
		const note = '---\nyear: 2020 # the preprint\n\n# the title\ntitle: "Old"\nurl: # none yet\nauthors: [Yang Song]   # all\nmine: &a 1\n---\n';
		assert.equal(
			refresh(note, { title: 'New' }).after,
			'---\nyear: 2021 # the preprint\n\n# the title\ntitle: "New"\nurl: https://arxiv.org/abs/2011.13456 # none yet\nauthors: [ Yang Song, Stefano Ermon ]   # all\nmine: &a 1\n---\n',
		);
	});

	it('should add no key that the user took out, and no front matter', () => {
		assert.equal(refresh('---\ntitle: x\n---\n', { title: 'New' }).after, '---\ntitle: New\n---\n');
		assert.deepEqual(refresh('# Mine\n').edits, []);
	});

	it('should never drop a tag of the user', () => {
		assert.equal(refresh('---\ntags:\n  - mine # !\n  - sde\n---\n').after, '---\ntags:\n  - mine # !\n  - sde\n  - diffusion\n---\n');
		assert.equal(refresh('---\ntags: [mine]\n---\n').after, '---\ntags: [ mine, diffusion, sde ]\n---\n');
	});

	it('should never touch the date of creation', () => {
		assert.deepEqual(refresh(newNote(), {}, { now: new Date(2030, 1, 1) }).edits, []);
	});

	const forms: readonly (readonly [what: string, frontMatter: string, key: string])[] = [
		['a list with a remark inside', 'authors:\n  - A\n  # who?\n  - B', 'authors'],
		['an anchor', 'title: &t Old', 'title'],
		['an alias', 'a: &t Old\ntitle: *t', 'title'],
		['a text over several lines', 'title: |\n  Old\n  title', 'title'],
		['a list in place of a text', 'title: [Old]', 'title'],
	];
	for (const [what, frontMatter, key] of forms) {
		it(`should report ${what} rather than rewrite it`, () => {
			const { edits, conflicts } = refresh(`---\n${frontMatter}\n---\n`);
			assert.deepEqual(edits, []);
			assert.deepEqual(conflicts.map(({ kind, name }) => [kind, name]), [['key', key]]);
		});
	}

	it('should report a block the user edited, and replace it once told to', () => {
		const note = newNote().replace('continuous time', 'continuous time (really?)');
		const { after, conflicts } = refresh(note, { abstract: 'Another abstract.' });
		assert.equal(after, note);
		assert.equal(conflicts.length, 1);
		assert.equal(conflicts[0]?.name, 'abstract');
		assert.equal(conflicts[0].current, note.slice(conflicts[0].start, conflicts[0].end));
		assert.match(conflicts[0].current, /really\?/);
		assert.equal(conflicts[0].fresh, '> Another abstract.\n');
		assert.equal(refresh(note, { abstract: 'Another abstract.' }, { replace: new Set(['abstract']) }).after, newNote({ abstract: 'Another abstract.' }));
	});

	it('should take a block without a seal for the user’s, unless nothing stands in it', () => {
		const unsealed = '<!-- marginalia:begin abstract -->\n> Theirs.\n<!-- marginalia:end -->\n';
		assert.equal(refresh(unsealed).conflicts.length, 1);
		const { after } = refresh('<!-- marginalia:begin abstract -->\n\n<!-- marginalia:end -->');
		assert.equal(after, '<!-- marginalia:begin abstract --><!-- seal:874f811f -->\n> Noise is added in continuous time.\n>\n> A network learns to run time backwards.\n<!-- marginalia:end -->');
	});

	it('should leave blocks alone that the template does not have', () => {
		assert.deepEqual(refresh('<!-- marginalia:begin other -->\nx\n<!-- marginalia:end -->\n').edits, []);
	});

	const troubles: readonly (readonly [what: string, text: string, line: number])[] = [
		['a block without an end', `${newNote()}\n<!-- marginalia:begin abstract -->\n`, 28],
		['a block inside another', '<!-- marginalia:begin abstract -->\n\n<!-- marginalia:begin abstract -->\n<!-- marginalia:end -->\n', 1],
		['an end without a block', 'a\n\n<!-- marginalia:end -->\n', 3],
		['front matter that is not YAML', '---\ntitle: a\nb: c: d\n---\n', 3],
		['a key that stands there twice', '---\ntitle: a\ntitle: b\n---\n', 3],
	];
	for (const [what, text, line] of troubles) {
		it(`should name the line of ${what} and edit nothing`, () => {
			const { edits, problems } = refresh(text, changed);
			assert.deepEqual(edits, []);
			assert.deepEqual(problems.map(problem => problem.line), [line]);
		});
	}

	const marker = '<!-- marginalia:begin abstract -->';
	for (const text of [`\`\`\`\n${marker}\n\`\`\`\n`, `    ${marker}\n`, `> ${marker}\n`, `- ${marker}\n`, `text ${marker}\n`, `\`${marker}\`\n`, `<div>\n${marker}\n</div>\n`, `---\na: |\n  ${marker}\n---\n`, `~~~~\n~~~\n${marker}\n~~~~\n`]) {
		it(`should see no marker in ${JSON.stringify(text)}`, () => {
			assert.deepEqual(refresh(text), { kind: 'refreshed', edits: [], conflicts: [], problems: [], after: text });
		});
	}

	it('should change nothing but managed spans, whatever else the document holds', () => {
		const user = fc.array(
			fc.constantFrom('words', '```', '~~~', '    code', '> quote', '- item', '', '', '  trailing  ', '<!-- a remark -->', '| a | b |', '$$', '# Heading', '<div>', '</div>', `\`${marker}\``, `> ${marker}`, '[[link]]', '\t', '[^1]: note', '---'),
			{ maxLength: 8 },
		);
		const block = fc.constantFrom('> Noise is added in continuous time.', '', '> Old.');
		const eol = fc.constantFrom('\n', '\r\n');
		const keys = fc.subarray(['title: Old   # remark', 'tags: [mine]', 'mine: "x"', "year: '2020'", '# remark', 'authors:\n- A', 'identifiers:\n    isbn: 1'], { minLength: 0 });
		fc.assert(
			fc.property(fc.option(keys), user, block, user, fc.boolean(), eol, (front, before, content, between, second, ending) => {
				const managed = (old: string) => `\n${sealed(old)}\n`;
				const head = front ? `---\n${front.join('\n')}\n---\n` : '';
				const parts = [head + before.join('\n'), between.join('\n')];
				const text = (parts[0]! + managed(content) + parts[1]! + (second ? managed(content) : '')).replaceAll('\n', ending);
				const { after, conflicts, problems, edits } = refresh(text, changed);
				if (problems.length > 0) {
					assert.deepEqual(edits, []);
					return;
				}
				// The user's own lines are there in order, and nothing is but them and what is managed.
				const rest = (whole: string) => whole.replace(/(<!-- marginalia:begin abstract -->)<!-- seal:[0-9a-f]{8} -->(\r?\n)[^]*?(<!-- marginalia:end -->)/g, '$1$2$3');
				const body = (whole: string) => (front ? whole.slice(whole.indexOf(`${ending}---${ending}`, 3)) : whole);
				assert.equal(rest(body(after)), rest(body(text)));
				assert.deepEqual(conflicts, []);
				for (const line of front ?? []) {
					if (/^(?:mine|#)/.test(line)) {
						assert.ok(after.includes(line));
					}
				}
				assert.equal(/[^\r]\n/.test(after), ending === '\n' && after.length > 1);
				assert.deepEqual(refresh(after, changed).edits, []);
			}),
			{ numRuns: 100 },
		);
	}).timeout(20_000);

	it('should never throw, and never edit outside front matter and blocks, on random lines', () => {
		const line = fc.constantFrom('---', '---', 'title: x', 'tags:', '  - a', marker, marker, '<!-- marginalia:end -->', '<!-- marginalia:end -->', '```', '> q', 'text', '', '    ', '- a', '\uFEFF', 'authors: {a: b}', 'identifiers: {', '}', ': :', '?', '&a', '- - -');
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
