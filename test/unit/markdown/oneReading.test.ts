import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyOccurrences } from '../../../src/core/citing/keyOccurrences';
import { parseJson } from '../../../src/core/data/json';
import { ProseFinder } from '../../../src/core/markdown/prose';
import { readNoteContents } from '../../../src/core/notes/noteContents';

/** What pandoc 3.9 cites in each document, but for those explained; `npm run conformance:citations` asks it again. */
const cited: Readonly<Record<string, string>> = {
	// Hugo's front matter is none to pandoc.
	'toml front matter': 'doe2020',
	'lone CR': 'doe2020 poe1999',
	// To pandoc a carriage return alone is nothing at all; to editors it ends a line.
	'lone CR front matter': 'doe2020',
	'lone CR code fence': 'doe2020',
	'definition list': 'doe2020 roe2019',
	'example list continuation': '',
	'html block script': 'roe2019',
	'html div': 'doe2020',
	'html div pre': '',
	'details code': 'doe2020',
	'table with pipe in code': 'doe2020',
	attribute: '',
	// Quarto resolves its shortcodes before pandoc sees the text.
	'quarto shortcode': '',
	'raw tex env': 'roe2019',
	'math multi-line': 'roe2019',
	'math text first line': 'roe2019',
	'math inline in paragraph': 'roe2019',
	setext: 'doe2020 roe2019',
	'link def title': 'roe2019',
	'multi-line link def': 'roe2019',
	'ref link': 'doe2020',
	// Definitions whose label is a key are Manubot's; pandoc takes them for citations.
	'collapsed ref link': 'doe2020',
	'shortcut ref': 'doe2020',
	footnote: 'doe2020 roe2019',
	'indented code in list': 'roe2019',
	'fence in quote': 'roe2019',
	// A fence ends with its list item, as in the preview; pandoc takes one without an end for text.
	'lazy fence in list': 'roe2019',
	'comment block with text behind': 'doe2020 poe1999',
	'comment inline multi-line': 'roe2019',
	nocite: 'doe2020 roe2019 poe1999',
	'nocite flow list': 'doe2020 roe2019 poe1999',
	'indented fm rule': 'doe2020 roe2019',
	// Bare addresses are links in the preview.
	'autolink bare url': 'roe2019',
	'www url': 'roe2019',
	// What pandoc takes for two cites are links to notes in Obsidian's way, which name the works.
	wikilink: 'doe2020 roe2019',
	'image caption': 'doe2020 roe2019',
	'span attr': 'doe2020 roe2019',
	'ol marker a.': 'doe2020',
	'deep nest': 'doe2020',
	'pre tag inline': 'roe2019',
	'kbd code': 'doe2020 roe2019',
	'escaped at': 'roe2019',
	'heading attr': 'doe2020',
	// A rule in the preview, the head of a table in pandoc.
	'dash line': 'doe2020',
	'grid table': 'doe2020 roe2019',
	'line block': 'doe2020 roe2019',
};

const documents = Object.entries(parseJson(readFileSync(join(__dirname, '../../fixtures/markdown/small-documents.json'), 'utf8')) ?? {});

describe('one reading of Markdown', () => {
	it('should know every document', () => {
		assert.deepEqual(documents.map(([name]) => name).sort(), Object.keys(cited).sort());
	});

	for (const [name, text] of documents) {
		if (typeof text !== 'string') {
			continue;
		}
		it(`should give one answer for each position: ${name}`, () => {
			const inEditor = keyOccurrences(text, 'markdown').filter(({ kind }) => kind === 'citation');
			assert.equal(inEditor.map(({ key }) => key).join(' '), cited[name]);
			const places = readNoteContents(text, 'markdown').places;
			const inIndex = places.filter(({ kind, start }) => kind === 'citation' || (kind === 'wikilink' && text[start - 1] === '@'));
			assert.deepEqual(
				inIndex.map(({ target, start, end }) => ({ target, start, end })),
				inEditor.map(({ key, start, end }) => ({ target: key, start, end })),
			);
			for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
				const isCited = inEditor.some(({ start }) => start === at + 1);
				const isPlain = /\\$|^\(/.test(text.slice(Math.max(0, at - 1), at));
				assert.ok(isPlain || new ProseFinder().holds(text, at) === isCited, `completion at ${at}`);
			}
		});
	}
});
