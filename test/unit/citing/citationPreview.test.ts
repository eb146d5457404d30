import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import markdownIt from 'markdown-it';
import { openFormatter } from '../../../src/core/citing/bibliography/formatter';
import { CitationPreview } from '../../../src/core/citing/citationPreview';
import { DocumentFormatting } from '../../../src/core/citing/documentFormatting';
import { findPandocCitations } from '../../../src/core/citing/pandoc';
import { citationsPlugin } from '../../../src/core/citing/markdownItPlugin';
import { StyleError } from '../../../src/core/citing/bibliography/styleError';
import type { JsonObject } from '../../../src/core/data/json';

const papers: Record<string, JsonObject> = {
	song2021: {
		type: 'article-journal',
		title: 'Scores <script>and</script> more',
		author: [
			{ family: 'Song', given: 'Yang' },
			{ family: 'Ermon', given: 'Stefano' },
		],
		issued: { 'date-parts': [[2021]] },
		'container-title': 'Journal',
	},
	hu2022: { type: 'article-journal', title: 'Low Rank', author: [{ family: 'Hu', given: 'Edward' }], issued: { 'date-parts': [[2022]] } },
};

const pause = () => new Promise<void>(resolve => setImmediate(resolve));
const locale = readFileSync('media/csl/locales/locales-en-US.xml', 'utf8');

/** Renders until nothing more changes, as the editor's preview does. */
async function render(text: string): Promise<string> {
	const errors: unknown[] = [];
	let refreshed: () => void = () => undefined;
	const formatting = new DocumentFormatting({
		open: (style, _, itemOf) =>
			openFormatter({ style: readFileSync(`media/csl/styles/${style.csl ?? 'apa'}.csl`, 'utf8'), localeOf: () => locale, itemOf, pause }),
		papersOf: () => key => Promise.resolve(papers[key === 'song2020' ? 'song2021' : key]),
		bibliographyKeys: () => [],
	});
	const preview = new CitationPreview({
		formatting,
		documentOf: () => '',
		refresh: () => refreshed(),
		report: error => errors.push(error),
	});
	const markdown = citationsPlugin(preview.source)(markdownIt({ html: true }));
	const again = new Promise<void>(resolve => (refreshed = resolve));
	const first = markdown.render(text);
	if (findPandocCitations(text).length === 0) {
		return first;
	}
	await again;
	assert.deepEqual(errors, []);
	return markdown.render(text);
}

const words = (html: string) =>
	html
		.replace(/<[^>]+>/g, '')
		.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
		.replace(/\s+/g, ' ')
		.trim();

describe('citations in the markdown preview, formatted in their own time', function () {
	this.timeout(110_000);

	const cases: readonly (readonly [string, string])[] = [
		['See [@song2021].', 'See (Song & Ermon, 2021).'],
		['See [see @song2021, p. 3; @hu2022].', 'See (see Song & Ermon, 2021, p. 3; Hu, 2022).'],
		['[@song2021; @song2020] and [@song2020, p. 2]', '(Song & Ermon, 2021, 2021) and (Song & Ermon, 2021, p. 2)'],
		['As @hu2022 says.', 'As Hu (2022) says.'],
		['As Hu says [-@hu2022].', 'As Hu says (2022).'],
		['*Emphasis* and [@hu2022] in\ntwo lines @song2021.', 'Emphasis and (Hu, 2022) in two lines Song & Ermon (2021).'],
	];
	for (const [text, expected] of cases) {
		it(`should render ${JSON.stringify(text)}`, async () => {
			assert.ok(words(await render(text)).startsWith(expected), words(await render(text)));
		});
	}

	it('should leave code, addresses, escapes and cross references alone', async () => {
		const text = 'Not `@hu2022`, not [hu](https://a.org/@hu2022), not \\@hu2022, not me@hu2022.org, not @fig-one.';
		const html = await render(text);
		assert.ok(!html.includes('marginalia'), html);
	});

	it('should cite in the words of a link, without a link of its own', async () => {
		assert.match(
			await render('[@hu2022](https://a.org)'),
			/<a href="https:\/\/a\.org"><span class="marginalia-citation"[^>]*>Hu \(2022\)<\/span><\/a>/,
		);
	});

	it('should list the references with a way there and back, and escape what papers say', async () => {
		const html = await render('[@song2021] and [@song2021]');
		assert.match(html, /<a href="#ref-song2021">/);
		assert.match(html, /<div class="csl-entry" id="ref-song2021">Song, Y\.,/);
		assert.match(html, /href="#marginalia-cite-0"/);
		assert.ok(!html.includes('<script>'));
		assert.equal(html.match(/csl-entry"/g)?.length, 1);
	});

	it('should mark a key that no library has', async () => {
		assert.match(await render('[@nobody1999]'), /<strong class="marginalia-unknown">nobody1999\?<\/strong>/);
	});

	it('should follow the front matter', async () => {
		const front = '---\ncsl: ieee\nreference-section-title: Works\n---\n\n';
		const html = await render(`${front}[@hu2022]`);
		assert.match(words(html), /\[1\] Works\[1\]/);
		assert.doesNotMatch(await render('---\nsuppress-bibliography: true\n---\n\n[@hu2022]'), /marginalia-references/);
		assert.match(words(await render("---\nnocite: '@song2021'\n---\n\n[@hu2022]")), /ReferencesHu, E\. \(2022\).*Song, Y\./);
	});

	it('should put notes where the style wants notes', async () => {
		const html = await render('---\ncsl: chicago-fullnote-bibliography\n---\n\nSo [@hu2022, 5].');
		assert.match(html, /<sup><a href="#marginalia-note-1"/);
		assert.match(words(html), /Edward Hu, “Low Rank,” 2022, 5/);
	});

	it('should say which documents were not rendered since there was something new, and forget them', async () => {
		let refreshed: () => void = () => undefined;
		const preview = new CitationPreview({
			formatting: { format: () => Promise.resolve({ citations: [], references: [], unknown: [], hangingIndent: false }) },
			documentOf: text => text,
			refresh: () => refreshed(),
			report: error => assert.ifError(error),
		});
		const ask = (text: string) =>
			preview.source(
				text,
				findPandocCitations(text).map((citation, order) => ({ ...citation, order })),
			);
		const format = async (text: string) => {
			const again = new Promise<void>(resolve => (refreshed = resolve));
			ask(text);
			assert.equal(preview.behind.length > 0, false, 'nothing is new while it is formatted');
			await again;
			assert.equal(preview.behind.length > 0, true);
		};
		await format('[@a]');
		const previewed = ask('[@a]');
		assert.equal(preview.behind.length > 0, true, 'a document may be parsed without being rendered');
		previewed?.rendered?.();
		assert.equal(preview.behind.length > 0, false);
		await format('[@b]');
		preview.forgetBehind();
		assert.equal(preview.behind.length > 0, false);
		refreshed = () => undefined;
		preview.stale();
		assert.equal(preview.behind.length > 0, true);
		ask('[@a]');
		assert.equal(preview.behind.length > 0, false);
	});

	it('should have rendered again what is formatted as before, but was written otherwise', async () => {
		const look = [{ kind: 'text', text: '(A, p. 1)' }] as const;
		let refreshes = 0;
		const preview = new CitationPreview({
			formatting: {
				format: () => Promise.resolve({ citations: [{ text: look }], references: [], unknown: [], hangingIndent: false }),
			},
			documentOf: () => 'a.md',
			refresh: () => (refreshes += 1),
			report: error => assert.ifError(error),
		});
		const shown = async (text: string) => {
			const previewed = preview.source(
				text,
				findPandocCitations(text).map((citation, order) => ({ ...citation, order })),
			);
			await pause();
			return previewed?.citations[0]?.text;
		};
		assert.deepEqual([await shown('[@a, p. 1]'), await shown('[@a, p. 1]'), refreshes], [undefined, look, 1]);
		assert.deepEqual([await shown('[@a, page 1]'), await shown('[@a, page 1]'), refreshes], [undefined, look, 2]);
	});

	it('should try again with the next rendering where formatting failed, but for a style that cannot be read', async () => {
		for (const [error, tries] of [
			[new Error('The thread ended.'), 2],
			[new StyleError('No style.'), 1],
		] as const) {
			let asked = 0;
			const reports: unknown[] = [];
			const preview = new CitationPreview({
				formatting: {
					format: () => {
						asked += 1;
						return Promise.reject(error);
					},
				},
				documentOf: () => 'a.md',
				refresh: () => assert.ok(false, 'there is nothing new'),
				report: reason => reports.push(reason),
			});
			const found = findPandocCitations('[@a]').map((citation, order) => ({ ...citation, order }));
			preview.source('[@a]', found);
			await pause();
			preview.source('[@a]', found);
			await pause();
			assert.deepEqual([asked, reports.length], [tries, tries]);
		}
	});

	describe('what it shows of a document', () => {
		const look = (text: string) => ({ text: [{ kind: 'text', text } as const] });
		/** Numbers the looks it is asked for; answers when it is told to. */
		function previewOf(more: Partial<ConstructorParameters<typeof CitationPreview>[0]> = {}) {
			const asked: string[] = [];
			const answers: (() => void)[] = [];
			let refreshes = 0;
			const preview = new CitationPreview({
				formatting: {
					format: async (document, settings, citations) => {
						asked.push(`${document} ${settings.csl ?? ''}${citations.length}`);
						const number = asked.length;
						await new Promise<void>(resolve => answers.push(resolve));
						return { citations: citations.map((_, at) => look(`${number}.${at}`)), references: [], unknown: [], hangingIndent: true };
					},
				},
				documentOf: text => text.split('\n').at(-1) ?? '',
				refresh: () => (refreshes += 1),
				report: error => assert.ifError(error),
				...more,
			});
			const ask = (text: string) =>
				preview.source(
					text,
					findPandocCitations(text).map((citation, order) => ({ ...citation, order })),
				);
			const looks = (text: string) =>
				ask(text)?.citations.map(one => (one?.text ?? []).map(part => ('text' in part ? part.text : '')).join(''));
			const answer = async () => {
				answers.splice(0).forEach(resolve => resolve());
				await pause();
			};
			return { preview, ask, looks, answer, asked, refreshes: () => refreshes };
		}

		it('should keep the look of each citation that reads as before, in their order, until the new state is formatted', async () => {
			const { looks, answer, asked, refreshes } = previewOf();
			assert.equal(looks('[@a] [@b] [@a]\nd'), undefined);
			await answer();
			assert.deepEqual(looks('[@a] [@b] [@a]\nd'), ['1.0', '1.1', '1.2']);
			// One more between them, one gone.
			assert.deepEqual(looks('[@a] [@c] [@a]\nd'), ['1.0', '', '1.2']);
			await answer();
			assert.deepEqual(looks('[@a] [@c] [@a]\nd'), ['2.0', '2.1', '2.2']);
			assert.deepEqual([asked, refreshes()], [['d 3', 'd 3'], 2]);
		});

		it('should show no state that another overtook, and format again where the settings change', async () => {
			const { ask, looks, answer, asked, refreshes } = previewOf();
			looks('[@a]\nd');
			looks('[@b]\nd');
			await answer();
			assert.deepEqual([looks('[@b]\nd'), refreshes()], [['2.0'], 1]);
			looks('---\ncsl: ieee\n---\n[@b]\nd');
			assert.deepEqual(asked, ['d 1', 'd 1', 'd ieee1']);
			assert.equal(ask('[@b]\nother'), undefined);
		});

		it('should remember twenty documents', async () => {
			const { looks, answer, asked } = previewOf();
			for (let number = 0; number < 20; number += 1) {
				looks(`[@a]\n${number}`);
			}
			await answer();
			assert.deepEqual([looks('[@a]\n0'), looks('[@a]\n19')], [['1.0'], ['20.0']]);
			looks('[@a]\n20');
			await answer();
			assert.deepEqual([looks('[@a]\n0'), looks('[@a]\n1')], [['1.0'], undefined]);
			assert.deepEqual(asked.slice(20), ['20 1', '1 1']);
		});

		it('should say how the list stands there as the front matter has it', async () => {
			const { ask, answer } = previewOf();
			const shown = async (front: string) => {
				const text = `---\n${front}\n---\n[@a]\n${front}`;
				ask(text);
				await answer();
				const { listed, linked, title, hangingIndent } = ask(text) ?? assert.fail();
				return [listed, linked, title, hangingIndent];
			};
			assert.deepEqual(await shown('x: y'), [true, true, 'References', true]);
			assert.deepEqual(await shown('suppress-bibliography: true'), [false, true, 'References', true]);
			assert.deepEqual(await shown('suppress-bibliography: false'), [true, true, 'References', true]);
			assert.deepEqual(await shown('link-citations: false'), [true, false, 'References', true]);
			assert.deepEqual(await shown('lang: de-AT'), [true, true, 'Literatur', true]);
			assert.deepEqual(await shown('lang: PT_br'), [true, true, 'Referências', true]);
			assert.deepEqual(await shown('lang: eo'), [true, true, 'References', true]);
			assert.deepEqual(await shown('lang: de\nreference-section-title: Works'), [true, true, 'Works', true]);
		});

		it('should be at once what somebody else has formatted, and be asked anew of nothing but documents it knows', async () => {
			const formatted = { citations: [look('given')], references: [], unknown: [], hangingIndent: false };
			const settings = { bibliography: [], references: [], citesAll: false, suppressBibliography: true };
			const given = previewOf({ shownOf: () => ({ found: findPandocCitations('[@a]'), formatted, settings }) });
			assert.deepEqual([given.looks('[@a]'), given.ask('[@a]')?.listed, given.asked], [['given'], false, []]);
			assert.deepEqual(given.looks('[@b]'), ['']);
			given.preview.stale();
			assert.equal(given.refreshes(), 0);
			const { preview, looks, answer, asked, refreshes } = previewOf();
			looks('[@a]\nd');
			await answer();
			preview.stale();
			assert.deepEqual([looks('[@a]\nd'), asked.length, refreshes()], [['1.0'], 2, 2]);
			await answer();
			assert.deepEqual(looks('[@a]\nd'), ['2.0']);
			preview.forgetBehind();
			assert.equal(looks('[@a]\nd'), undefined);
		});
	});
});
