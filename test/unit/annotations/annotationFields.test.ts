import assert from 'node:assert/strict';
import type { Annotation } from '../../../src/core/annotations/annotation';
import { AnnotationsForNotes } from '../../../src/core/annotations/annotationFields';
import { pictureName, pictureOf, picturesFolder, withPicture } from '../../../src/core/annotations/areaPictures';
import { AnnotationStore } from '../../../src/core/annotations/annotationStore';
import { MemoryFileStore } from '../../../src/core/files/memoryFileStore';
import { builtInTemplate } from '../../../src/core/notes/builtInTemplate';
import type { FileAddress } from '../../../src/core/notes/link';
import { fileAddress } from '../../../src/core/notes/link';
import { refreshNote } from '../../../src/core/notes/refresh';
import { renderNote } from '../../../src/core/notes/template';
import { fragmentOf, placeOfFragment } from '../../../src/core/pdf/pdfPlace';
import { applyEdits } from '../../../src/core/text/edits';
import { now, samplePaper } from '../notes/samplePaper';

const paper = samplePaper({ links: [{ kind: 'other', url: 'papers/score (v1).pdf', role: 'pdf' }] });
const root = { scheme: 'file', authority: '', path: '/work' };
const note = { scheme: 'file', authority: '', path: '/work/notes/deep/song2021score.md' };

function mark(id: string, fields: Partial<Annotation> = {}): Annotation {
	return {
		id: `urn:uuid:${id}`,
		kind: 'highlight',
		colour: 'green',
		tags: [],
		created: '2026-11-29T10:00:00.000Z',
		modified: '2026-11-29T10:00:00.000Z',
		page: 4,
		quads: [],
		quote: { exact: 'noise is added', prefix: '', suffix: '' },
		rest: {},
		...fields,
	};
}

async function annotationsOf(marks: readonly Annotation[], at: FileAddress | undefined = note, template = builtInTemplate) {
	const store = new AnnotationStore(new MemoryFileStore(), '/work/.marginalia');
	await store.save(paper.id, [], marks);
	return new AnnotationsForNotes(store, {
		root: () => root,
		colourNames: () => ['Claim', 'Method', 'Result', 'Doubt', 'To do'],
	}).of(paper, at, template);
}

async function noteWith(marks: readonly Annotation[]): Promise<string> {
	const rendered = renderNote(builtInTemplate, paper, { now, annotations: await annotationsOf(marks) });
	assert.ok(rendered.kind === 'note');
	return rendered.text;
}

function blockOf(text: string): string {
	return /marginalia:begin annotations -->.*\n([^]*?)<!-- marginalia:end/.exec(text)?.[1] ?? assert.fail(text);
}

describe('areas in a note', () => {
	const { quote: _quote, ...area } = mark('5', { kind: 'area' });

	it('should be the pictures that were made of them, by a relative link', async () => {
		const path = `${picturesFolder('notes')}/${pictureName('song2021 (score)', area.id)}`;
		assert.match(path, /^images\/song2021-score--[0-9a-f]{16}\.png$/);
		const block = blockOf(await noteWith([withPicture(area, path)]));
		assert.ok(block.includes(`![p. 4](../../${path})\n\n> — [@`), block);
		assert.ok(!blockOf(await noteWith([area])).includes('!['));
	});

	it('should show no picture that lies elsewhere, or is none', () => {
		for (const path of [
			'../secret.png',
			'/etc/x.png',
			'https://example.org/x.png',
			'images/../../x.png',
			'images/x.svg',
			'C:\\x.png',
			'',
		]) {
			assert.equal(pictureOf(withPicture(area, path)), undefined, path);
		}
		assert.equal(picturesFolder('./docs/notes/'), 'docs/images');
		assert.deepEqual(
			['', ' ./figures/of papers/ ', 'a\\b', '/tmp', '../outside', 'a/../../b', 'C:\\pictures', '.'].map(one =>
				picturesFolder('notes', one),
			),
			['images', 'figures/of papers', 'a/b', 'images', 'images', 'images', 'images', 'images'],
		);
		assert.notEqual(pictureName('a', 'urn:uuid:1'), pictureName('a', 'urn:uuid:2'));
	});
});

describe('annotations in a note', () => {
	it('should stand there with quotation, page, color, tags and comment, and with a link to the place', async () => {
		const text = await noteWith([
			mark('2', { page: 5, pageLabel: 'iv', colour: 'red', tags: ['claim', 'to-check'], comment: 'Really?\n\nSee *them*.' }),
			mark('1'),
		]);
		assert.equal(
			blockOf(text),
			`## Highlights

> noise is added
>
> — [@song2021score, p. 4] [PDF](../../papers/score%20%28v1%29.pdf#page=4&annotation=urn%3Auuid%3A1) · Method

> noise is added
>
> — [@song2021score, p. iv] [PDF](../../papers/score%20%28v1%29.pdf#page=5&annotation=urn%3Auuid%3A2) · Doubt #claim #to-check

Really?

See \\*them\\*.

`,
		);
	});

	it('should be empty without annotations, and leave out what an annotation does not have', async () => {
		assert.equal(blockOf(await noteWith([])), '');
		const { quote, ...area } = mark('1', { kind: 'area' });
		assert.ok(quote);
		assert.match(blockOf(await noteWith([area])), /^## Highlights\n\n> — \[@song2021score, p\. 4\] \[PDF\]\(\S+\) · Method\n\n$/);
	});

	it('should let nothing of a stranger come alive', async () => {
		const words = '![x](http://a.example/x.png) <script> [[other]] <!-- marginalia:end --> @doe2020 \n# heading';
		const block = blockOf(
			await noteWith([
				mark('a)(b', { quote: { exact: words, prefix: '', suffix: '' }, comment: words, tags: ['[[x]]'], pageLabel: '](x)' }),
			]),
		);
		assert.doesNotMatch(block, /(?<!\\)!\[|<script|(?<!\\)\[\[|<!--|(?<!\[)(?<!\\)@|^# /m);
		assert.match(block, /annotation=urn%3Auuid%3Aa%29%28b\)/);
	});

	it('should be refreshed alone, and stay as the user left them', async () => {
		const before = await noteWith([mark('1')]);
		const annotations = await annotationsOf([mark('1', { comment: 'New.' })]);
		const options = { template: builtInTemplate, now, annotations, blocks: new Set(['annotations']) };
		const changed = { ...paper, title: 'Another title', abstract: 'Another abstract.' };
		const refreshed = refreshNote(before, changed, options);
		assert.ok(refreshed.kind === 'refreshed');
		const after = applyEdits(before, refreshed.edits);
		assert.match(blockOf(after), /\n\nNew\.\n/);
		const ofTheRest = (text: string) => text.replace(/begin annotations[^]*?marginalia:end/, '');
		assert.equal(ofTheRest(after), ofTheRest(before));
		const edited = before.replace('noise is added', 'noise was added');
		const kept = refreshNote(edited, changed, options);
		assert.ok(kept.kind === 'refreshed');
		assert.deepEqual([kept.edits, kept.conflicts.map(({ name }) => name)], [[], ['annotations']]);
	});

	it('should lead to the PDF only where a relative link can, and read nothing that no template asks for', async () => {
		const linkAt = async (at: FileAddress | undefined) => (await annotationsOf([mark('1')], at))[0]?.['link'];
		assert.equal(await linkAt(fileAddress('vscode-vfs://github/work/notes/a.md')), undefined);
		assert.equal(await linkAt(fileAddress('file:///work/a%20b.md')), 'papers/score%20%28v1%29.pdf#page=4&annotation=urn%3Auuid%3A1');
		assert.deepEqual(await annotationsOf([mark('1')], note, '{{title}} annotations'), []);
	});

	it('should read back the place that a link names', () => {
		for (const mark of ['urn:uuid:1', 'a&b=(c)/#%41', 'ü']) {
			assert.deepEqual(placeOfFragment(fragmentOf({ page: 12, mark })), { page: 12, mark });
		}
		assert.deepEqual(placeOfFragment('zoom=2&page=7'), { page: 7 });
		assert.equal(placeOfFragment('section-2'), undefined);
		assert.equal(placeOfFragment('page=0'), undefined);
	});
});
