import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Formatted } from '../../../src/core/citing/bibliography/formattedText';
import { formattedMarkdown } from '../../../src/core/citing/bibliography/formattedMarkdown';
import { htmlText, textOfFormatted } from '../../../src/core/citing/bibliography/formattedText';
import { openFormatter } from '../../../src/core/citing/bibliography/formatter';
import type { Formatter } from '../../../src/core/citing/bibliography/formatter';
import { StyleError } from '../../../src/core/citing/bibliography/styleError';
import { bundledLocales, bundledStyle, bundledStyles, nearestLocale } from '../../../src/core/citing/bibliography/styles';
import { withFootnotes } from '../../../src/core/citing/footnotes';
import { findPandocCitations } from '../../../src/core/citing/pandoc';
import type { JsonObject } from '../../../src/core/data/json';

const media = join(__dirname, '../../../media/csl');
const styleOf = (id: string): string => readFileSync(join(media, 'styles', `${id}.csl`), 'utf8');
const localeOf = (language: string): string => readFileSync(join(media, 'locales', `locales-${nearestLocale(language)}.xml`), 'utf8');

const papers: Readonly<Record<string, JsonObject>> = {
	song: {
		type: 'article-journal',
		title: 'Score-based generative modeling',
		author: [
			{ family: 'Song', given: 'Yang' },
			{ family: 'Ermon', given: 'Stefano' },
		],
		issued: { 'date-parts': [[2021]] },
		'container-title': 'Journal of Tests',
		DOI: '10.1000/one',
	},
	song2: {
		type: 'book',
		title: 'Further scores',
		author: [
			{ family: 'Song', given: 'Yang' },
			{ family: 'Ermon', given: 'Stefano' },
		],
		issued: { 'date-parts': [[2021]] },
		publisher: 'Press',
	},
	ho: {
		type: 'book',
		title: 'Denoising',
		author: [{ family: 'Ho', given: 'Jonathan' }],
		issued: { 'date-parts': [[2020]] },
		publisher: 'Press',
	},
	hoshort: {
		type: 'book',
		title: 'Another noise',
		author: [{ family: 'Ho', given: 'Jane' }],
		issued: { 'date-parts': [[2020]] },
		publisher: '6180300001 Press',
	},
};

function open(style: string, itemOf = (key: string): JsonObject | undefined => papers[key], language?: string): Promise<Formatter> {
	return openFormatter({
		style: styleOf(style),
		localeOf,
		itemOf,
		pause: () => Promise.resolve(),
		...(language === undefined ? {} : { language }),
	});
}

async function texts(style: string, text: string): Promise<readonly string[]> {
	const { citations } = await (await open(style)).format(findPandocCitations(text));
	return citations.map(
		citation =>
			textOfFormatted(citation.text) +
			(citation.note === undefined ? '' : `{${citation.note.number}: ${textOfFormatted(citation.note.text)}}`),
	);
}

describe('Formatter', () => {
	it('should read places behind a space, with an escaped space, and several of them, as pandoc does', async () => {
		assert.deepEqual(
			await texts(
				'apa',
				String.raw`[@ho 33-35 and more] [@ho A3] [@ho, p.\ 3--5] [@ho, sec. 1.2--1.4] [@ho, p. 3, A. 4] [@ho iv] [@ho, p. A3--B4]`,
			),
			[
				'(Ho, 2020, pp. 33–35 and more)',
				'(Ho, 2020, p. A3)',
				'(Ho, 2020, pp. 3–5)',
				'(Ho, 2020, secs. 1.2–1.4)',
				'(Ho, 2020, p. 3, A. 4)',
				'(Ho, 2020 iv)',
				'(Ho, 2020, pp. A3–B4)',
			],
		);
		const { citations } = await (await open('apa', key => papers[key], 'de')).format(findPandocCitations('[@ho, Bd. 2, S. 3]'));
		assert.equal(textOfFormatted(citations[0]?.text ?? []), '(Ho, 2020, Bd. 2, S. 3)');
	});

	it('should cut what only a stranger writes: a title, a name, a date or a prefix of 100,000 letters', async () => {
		const long = "a'".repeat(50_000);
		const paper: JsonObject = { type: 'book', title: long, author: [{ family: long, given: long }], issued: { literal: long } };
		const formatter = await open('apa', () => paper);
		const begun = process.cpuUsage();
		const { references, citations } = await formatter.format([
			{ form: 'parenthetical', cites: [{ key: 'k', prefix: long, suffix: long }] },
		]);
		const { user, system } = process.cpuUsage(begun);
		assert.ok(user + system < 5e6, `${(user + system) / 1000} ms`);
		for (const { text } of [...references, ...citations]) {
			const shown = textOfFormatted(text);
			assert.ok(shown.includes('…') && shown.length < 50_000, `${shown.length} letters`);
		}
	});

	it('should format author-date citations', async () => {
		assert.deepEqual(await texts('apa', '@ho [p. 3] [see @ho, chap. 2; -@song] [-@ho]'), [
			'Ho (2020, p. 3)',
			'(see Ho, 2020, Chapter 2; 2021)',
			'(2020)',
		]);
	});

	it('should tell works of one author and year apart', async () => {
		assert.deepEqual(await texts('apa', '[@song] @song2'), ['(Song & Ermon, 2021b)', 'Song & Ermon (2021a)']);
	});

	it('should tell a work of one author and others from those of more names, and sort it before them', async () => {
		const work = (title: string, ...families: string[]): JsonObject => ({
			type: 'book',
			title,
			author: families.map(family => (family === 'others' ? { literal: family } : { family, given: 'Ada' })),
		});
		const works = new Map([
			['a', work('Wings', 'Ant', 'Bee', 'Crab', 'Dove')],
			['b', work('Legs', 'Ant', 'others')],
		]);
		const { citations, references } = await (
			await open('modern-language-association', key => works.get(key))
		).format(findPandocCitations('[@a] [@b]'));
		assert.deepEqual(
			citations.map(({ text }) => textOfFormatted(text)),
			['(Ant, Bee, et al.)', '(Ant et al.)'],
		);
		assert.deepEqual(
			references.map(({ key }) => key),
			['b', 'a'],
		);
	});

	it('should write in the language of a style that names one, where the document names none', async () => {
		const book: JsonObject = {
			type: 'chapter',
			title: 'T',
			'container-title': 'C',
			editor: [{ family: 'Ash' }, { family: 'Birch' }],
			issued: { 'date-parts': [[2016]] },
		};
		assert.match(
			textOfFormatted((await (await open('nature', () => book)).format(findPandocCitations('[@a]'))).references[0]?.text ?? []),
			/\(eds Ash & Birch\)/,
		);
		assert.match(
			textOfFormatted((await (await open('nature', () => book, 'en-US')).format(findPandocCitations('[@a]'))).references[0]?.text ?? []),
			/\(eds\. Ash & Birch\)/,
		);
	});

	it('should format numeric citations', async () => {
		assert.deepEqual(await texts('ieee', '[@ho; @song] @song [p. 3]'), ['[1], [2]', '[2, p. 3]']);
	});

	it('should write others that nobody names as the style writes names that it leaves out', async () => {
		const others = (...families: string[]): JsonObject => ({
			type: 'book',
			title: 'Attention',
			author: [...families.map(family => ({ family, given: 'Ada' })), { literal: 'others' }],
			issued: { 'date-parts': [[2017]] },
			publisher: 'Press',
		});
		const written = async (style: string, item: JsonObject, language?: string) => {
			const { citations, references } = await (await open(style, () => item, language)).format(findPandocCitations('@a says. So [@a].'));
			return [
				...citations.map(citation => textOfFormatted(citation.note?.text ?? citation.text)),
				...references.map(({ text }) => textOfFormatted(text)),
			];
		};
		assert.deepEqual(await written('apa', others('Doe')), [
			'Doe et al. (2017)',
			'(Doe et al., 2017)',
			'Doe, A. et al. (2017). Attention. Press.',
		]);
		assert.deepEqual(await written('apa', others('Doe', 'Roe')), [
			'Doe et al. (2017)',
			'(Doe et al., 2017)',
			'Doe, A., Roe, A., et al. (2017). Attention. Press.',
		]);
		assert.deepEqual(await written('apa', others('Doe'), 'de-DE'), [
			'Doe et al. (2017)',
			'(Doe et al., 2017)',
			'Doe, A. et al. (2017). Attention. Press.',
		]);
		assert.equal((await written('vancouver', others('Doe'))).at(-1), '1. Doe A et al. Attention. Press; 2017.');
		assert.match((await written('modern-language-association', others('Doe'))).at(-1) ?? '', /^Doe, Ada, et al\. /);
		for (const style of bundledStyles.map(({ id }) => id)) {
			const all = (await written(style, others('Doe', 'Roe'))).join('\n');
			assert.ok(!/\uFDD0|others|\.\.|(?:&|and),? et al/.test(all), `${style}: ${all}`);
		}
	});

	it("should say which part of a citation is which work's", async () => {
		const partsOf = (nodes: readonly Formatted[]): readonly string[] =>
			nodes.flatMap(node =>
				node.kind === 'cite' ? [`${node.key}: ${textOfFormatted(node.children)}`] : 'children' in node ? partsOf(node.children) : [],
			);
		const parts = async (style: string, text: string) =>
			(await (await open(style)).format(findPandocCitations(text))).citations.map(({ text: nodes, note }) => partsOf(note?.text ?? nodes));
		assert.deepEqual(await parts('apa', '[see @ho, p. 3; @song]'), [['ho: see Ho, 2020, p. 3', 'song: Song & Ermon, 2021']]);
		assert.deepEqual(await parts('apa', '[see @song, p. 3; @ho]'), [['song: see Song & Ermon, 2021, p. 3', 'ho: Ho, 2020']]);
		assert.deepEqual(await parts('ieee', '[@song; @ho]'), [['song: 1', 'ho: 2']]);
		assert.deepEqual(await parts('nature', '[@song; @ho]'), [['song: 1', 'ho: 2']]);
		assert.deepEqual(
			(await parts('chicago-fullnote-bibliography', '[@song; @ho]')).map(keys => keys.map(words => words.slice(0, 5))),
			[['song:', 'ho: J']],
		);
		const alike = '@ho, @hoshort and [@ho; @song; -@hoshort, p. 3] as in [@song2; @hoshort; @gone].';
		assert.deepEqual(await parts('chicago-author-date', alike), [
			[],
			[],
			['ho: Jonathan Ho 2020', 'song: Song and Ermon 2021b', 'hoshort: 2020, 3'],
			['song2: Song and Ermon 2021a', 'hoshort: Jane Ho 2020'],
		]);
	});

	it('should forget what was listed before, though nothing was ever cited', async () => {
		const formatter = await open('apa');
		const list = async (...keys: string[]) =>
			(await formatter.format([{ form: 'uncited', cites: keys.map(key => ({ key })) }])).references.map(({ text }) =>
				textOfFormatted(text).slice(0, 30),
			);
		assert.deepEqual(await list('song'), ['Song, Y., & Ermon, S. (2021). ']);
		assert.deepEqual(await list('song2'), ['Song, Y., & Ermon, S. (2021). ']);
		assert.deepEqual((await list('ho', 'song')).length, 2);
	});

	it('should put citations into notes where the style does', async () => {
		const [first, second] = await texts('chicago-fullnote-bibliography', '[@ho, 3] @ho says');
		assert.equal(first, '{1: Jonathan Ho, Denoising (Press, 2020), 3.}');
		assert.match(second ?? '', /^Ho\{2: /);
	});

	it('should name the author in the text and the rest in the note, in full at first', async () => {
		const [first, second, third] = await texts('chicago-fullnote-bibliography', '@ho says, @ho [5] says, [@ho, 6].');
		assert.deepEqual([first, second, third], ['Jonathan Ho{1: Denoising (Press, 2020).}', 'Ho{2: 5.}', '{3: Ho, 6.}']);
	});

	it('should make no note within a note', async () => {
		const { citations } = await (
			await open('chicago-fullnote-bibliography')
		).format(findPandocCitations('[@ho, 3] @song').map(citation => ({ ...citation, inNote: true as const })));
		assert.deepEqual(
			citations.map(({ text, note }) => [textOfFormatted(text).slice(0, 20), note]),
			[
				['(Jonathan Ho, Denois', undefined],
				['Yang Song and Stefan', undefined],
			],
		);
		assert.match(textOfFormatted(citations[0]?.text ?? []), /, 3\)$/);
	});

	it('should end a footnote of one citation with its full stop, as a note of the style', async () => {
		const written = async (text: string) =>
			(await (await open('chicago-note-bibliography')).format(withFootnotes(text, findPandocCitations(text)))).citations.map(
				({ text: nodes }) => textOfFormatted(nodes),
			);
		assert.deepEqual(await written('^[@ho] ^[[see @song, 3]] ^[See @ho] ^[[@song].] ^[As @ho, 4 and [@song].]'), [
			'Ho, Denoising.',
			'see Song and Ermon, “Score-Based Generative Modeling,” 3.',
			'Ho, Denoising.',
			'Song and Ermon, “Score-Based Generative Modeling”',
			'Ho, Denoising',
			'(Song and Ermon, “Score-Based Generative Modeling”)',
		]);
	});

	it('should write a title in place of names as the style writes titles', async () => {
		const storm = { type: 'article-journal', title: 'What the storm left', 'container-title': 'News', issued: { 'date-parts': [[2011]] } };
		const written = async (style: string, work: JsonObject) =>
			htmlText((await (await open(style, () => work)).format(findPandocCitations('@storm'))).citations[0]?.text ?? []);
		assert.equal(await written('apa', storm), '“What the Storm Left” (2011)');
		assert.equal(await written('chicago-author-date', storm), '“What the Storm Left” (2011)');
		assert.equal(await written('modern-language-association', storm), '“What the Storm Left”');
		assert.equal(await written('harvard-cite-them-right', storm), '‘What the storm left’ (2011)');
		assert.equal(await written('chicago-author-date', { ...storm, type: 'book' }), '<i>What the Storm Left</i> (2011)');
		assert.equal(await written('chicago-author-date', { ...storm, author: [{ literal: 'Storm Office' }] }), 'Storm Office (2011)');
	});

	it('should keep what stands between cites behind a full stop, and a comma before words behind empty braces', async () => {
		assert.deepEqual(await texts('chicago-author-date', '[@song f.; @ho] [@song etc.; see @ho]'), [
			'(Song and Ermon 2021 f.; Ho 2020)',
			'(Song and Ermon 2021 etc.; see Ho 2020)',
		]);
		assert.deepEqual(await texts('apa', '[@ho, {}33] [@ho {}see 3] [@ho, {}, 99 years] [@ho, {} 33]'), [
			'(Ho, 2020, 33)',
			'(Ho, 2020, see 3)',
			'(Ho, 2020, 99 years)',
			'(Ho, 2020 33)',
		]);
	});

	it('should write seasons, eras and words of a language as that language does', async () => {
		const written = async (language: string, work: JsonObject, style = 'chicago-fullnote-bibliography') =>
			textOfFormatted((await (await open(style, () => work, language)).format(findPandocCitations('[@a]'))).references[0]?.text ?? []);
		const article = { type: 'article-journal', title: 'Spring: a season', author: [{ family: 'Wu' }], 'container-title': 'Tides' };
		const issued = (date: JsonObject): JsonObject => ({ ...article, issued: date });
		assert.match(await written('zh-CN', issued({ 'date-parts': [[2020]], season: '1' })), /2020年春[^月]/);
		assert.match(await written('zh-CN', issued({ 'date-parts': [[2020, 3]] })), /2020年3月/);
		assert.match(await written('en-US', issued({ 'date-parts': [[2020]], season: '1' })), /Spring 2020/);
		assert.match(await written('zh-CN', { ...issued({ 'date-parts': [[-43]] }), type: 'book' }), /43公元前/);
		const coming = { ...article, type: 'book', custom: { pubstate: 'forthcoming' } };
		assert.ok(!/[&#;]/.test(await written('de-DE', coming, 'apa')));
		assert.match(await written('de-DE', coming, 'apa'), /Spring: a season/);
		assert.match(await written('de-DE', { ...coming, language: 'en-GB' }, 'apa'), /Spring: A season/);
	});

	it('should begin a note with a capital', async () => {
		assert.match((await texts('chicago-fullnote-bibliography', '[see @ho]'))[0] ?? '', /^\{1: See Jonathan/);
	});

	it('should keep what has a prefix or suffix in its place, and bring cites of the same authors together', async () => {
		assert.deepEqual(await texts('apa', '[@song; @ho] [@song; see @ho] [@song and more; @ho]'), [
			'(Ho, 2020; Song & Ermon, 2021)',
			'(Song & Ermon, 2021; see Ho, 2020)',
			'(Song & Ermon, 2021 and more; Ho, 2020)',
		]);
		const other: Readonly<Record<string, JsonObject>> = {
			...papers,
			ho: { ...papers['ho'], author: papers['song']?.['author'] ?? [] },
			song2: { ...papers['ho'], type: 'book' },
		};
		const { citations } = await (
			await open('chicago-author-date', key => other[key])
		).format(findPandocCitations('[see @song; @song2; @ho]'));
		assert.equal(textOfFormatted(citations[0]?.text ?? []), '(see Song and Ermon 2021, 2020; Ho 2020)');
	});

	describe("as pandoc's citeproc has it", () => {
		it('should leave out what stands around a cite of which nothing is printed', async () => {
			assert.deepEqual(
				await texts(
					'modern-language-association',
					'[pace @ho; -@ho, p. 5] [see, for example, -@ho, as well; @ho] [@ho; but see -@ho] [see -@ho] [@ho; see -@ho, and passim] [@ho; cf. -@ho] [-@ho; -@song] [-@ho; -@song, p. 3] [@ho ... and . . . more]',
				),
				[
					'(pace Ho; 5)',
					'(see, for example, as well; Ho)',
					'(Ho; but see)',
					'(see)',
					'(Ho; see, and passim)',
					'(Ho; cf.)',
					'',
					'(3)',
					'(Ho … and . . . more)',
				],
			);
		});

		it('should bring cites of one work together as those of one author, where the style groups them', async () => {
			assert.deepEqual(await texts('chicago-author-date', '[@ho; @song; @ho, p. 3] [@ho, passim; @song; @ho]'), [
				'(Ho 2020; 2020, 3; Song and Ermon 2021)',
				'(Ho 2020, passim; Song and Ermon 2021; Ho 2020)',
			]);
		});

		it('should write the sign between pages of a language between pages only', async () => {
			const rangeOf = async (language: string, text: string) => {
				const { citations } = await (await open('apa', key => papers[key], language)).format(findPandocCitations(text));
				return citations.map(citation => textOfFormatted(citation.text));
			};
			assert.deepEqual(await rangeOf('tr', '[@ho, bölüm 3-4; @ho, s. 3-4]'), ['(Ho, 2020, Bölümler 3–4; 2020, ss. 3-4)']);
			assert.deepEqual(await rangeOf('fr', '[@ho, chapitre 3-4; @ho, p. 3-4]'), ['(Ho, 2020, Chapitres 3–4; 2020, p. 3\u20114)']);
			assert.deepEqual(await rangeOf('zh-CN', '[@ho, 节 3-4; @ho, 3-4]'), ['(Ho, 2020, 节 3–4; 2020, 页 3～4)']);
		});

		it('should take words in braces for words, where the language does not know them for a place', async () => {
			const { citations } = await (
				await open('apa', key => papers[key], 'pl')
			).format(findPandocCitations('[@ho, {fig. B2}] [@ho, {ryc. 2}] [@ho, {line 3}, and more] [@ho, {B2}]'));
			assert.deepEqual(
				citations.map(citation => textOfFormatted(citation.text)),
				['(Ho, 2020, fig. B2)', '(Ho, 2020, ryc. 2)', '(Ho, 2020, line 3, and more)', '(Ho, 2020, s. B2)'],
			);
			assert.deepEqual(await texts('vancouver', '[@ho, {Satz 3}] [@ho, {Satz 3}, and more]'), ['(1)', '(1, and more)']);
			assert.deepEqual(await texts('chicago-note-bibliography', '[@ho] [@ho, {Satz 3-4}] [@ho]').then(found => found.slice(1)), [
				'{2: Ho, Satz 3–4.}',
				'{3: Ho, Denoising.}',
			]);
		});

		const heron = (year: number, title: string): JsonObject => ({
			type: 'book',
			title,
			author: [{ family: 'Heron', given: 'Hugo' }],
			issued: { 'date-parts': [[year]] },
		});
		const works: Readonly<Record<string, JsonObject>> = {
			a: heron(2001, 'One'),
			b: heron(2002, 'Two before noon without rain'),
			c: heron(2003, 'Three'),
			d: { ...heron(2019, 'Four'), author: [{ family: 'Roe', given: 'Richard' }] },
		};
		const written = async (style: string, text: string, language?: string) => {
			const { citations } = await (await open(style, key => works[key], language)).format(withFootnotes(text, findPandocCitations(text)));
			return citations.map(
				citation =>
					textOfFormatted(citation.text) +
					(citation.note === undefined ? '' : `{${citation.note.number}: ${textOfFormatted(citation.note.text)}}`),
			);
		};

		it('should put a comma between works of one author, and a semicolon where one has a place', async () => {
			assert.deepEqual(await written('chicago-author-date', '[@a; @b; @d] [@a; @b, p. 3; @d] [@a, p. 3; @b]'), [
				'(Heron 2001, 2002; Roe 2019)',
				'(Heron 2001; 2002, 3; Roe 2019)',
				'(Heron 2001, 3; 2002)',
			]);
			assert.deepEqual(await written('apa', '[@a; @b] [@a, p. 1; @b; @c]'), ['(Heron, 2001, 2002)', '(Heron, 2001, p. 1; 2002; 2003)']);
		});

		it('should name the author again where words come between', async () => {
			assert.deepEqual(await written('apa', '[@a; @b, and more; @c] [see @a; also @b; @c] [@a; @b; also @c]'), [
				'(Heron, 2001; Heron, 2002, and more; Heron, 2003)',
				'(see Heron, 2001; also Heron, 2002, 2003)',
				'(Heron, 2001, 2002; also Heron, 2003)',
			]);
		});

		it('should leave small in titles what the specification leaves small, and no other preposition', async () => {
			const { references } = await (await open('chicago-author-date', key => works[key])).format(findPandocCitations('@b'));
			assert.match(textOfFormatted(references[0]?.text ?? []), /Two Before Noon Without Rain/);
		});

		it('should set what follows a name in brackets apart by a comma', async () => {
			assert.deepEqual(await written('apa', '@d [epilogue] @d [on pages 1-10] @d [p. 3, epilogue] @d [, epilogue]'), [
				'Roe (2019, epilogue)',
				'Roe (2019, on pages 1-10)',
				'Roe (2019, p. 3, epilogue)',
				'Roe (2019, epilogue)',
			]);
			assert.deepEqual(await written('modern-language-association', '@d [epilogue]'), ['Roe (epilogue)']);
			assert.deepEqual(
				await written('chicago-fullnote-bibliography', '[@d] @d [on pages 1-10]').then(([, second]) => second),
				'Roe{2: On pages 1-10.}',
			);
		});

		it('should keep a suffix as near as it is written', async () => {
			assert.deepEqual(await written('apa', '[@d: a remark] [@d، ص. 3] [@d，第3页] [@d (sic)]'), [
				'(Roe, 2019: a remark)',
				'(Roe, 2019، ص. 3)',
				'(Roe, 2019，第3页)',
				'(Roe, 2019 (sic))',
			]);
		});

		it('should show prefix and suffix without their markup', async () => {
			assert.deepEqual(
				await written('apa', '[*see* R\\&D @d -- a `re<b>mark` on H~2~O\\; x^2^ and $a_b$] [see [small]{.smallcaps} @d, pp. 3--5]'),
				['(see R&D Roe, 2019 – a re<b>mark on H2O; x2 and a_b)', '(see small Roe, 2019, pp. 3–5)'],
			);
			const { citations } = await (
				await open('apa', key => works[key])
			).format(findPandocCitations('[see <b>bold</b> *slanted* <u>under</u> @d]'));
			assert.match(htmlText(citations[0]?.text ?? []), /see <b>bold<\/b> <i>slanted<\/i> under Roe/);
		});

		it('should read places in the language of the document, and English ones as words', async () => {
			assert.deepEqual(
				await written(
					'chicago-author-date',
					'[@d, S. 33-35] [@d, Seite 5] [@d, Kapitel 2] [@d, S. 44 f.] [@d, p. 5] [@d, Sonntag]',
					'de-DE',
				),
				['(Roe 2019, 33–35)', '(Roe 2019, 5)', '(Roe 2019, Kap. 2)', '(Roe 2019, 44 f.)', '(Roe 2019, p. 5)', '(Roe 2019, Sonntag)'],
			);
			assert.deepEqual(await written('apa', '[@d, chapitre 2] [@d, § 4]', 'fr-FR'), ['(Roe, 2019, Chapitre 2)', '(Roe, 2019, paragr. 4)']);
			assert.deepEqual(await written('apa', '[@d, página 5] [@d, n.º 2]', 'es-ES'), ['(Roe, 2019, p. 5)', '(Roe, 2019, n.º 2)']);
		});

		it("should count the text's own footnotes as notes", async () => {
			assert.deepEqual(await written('chicago-fullnote-bibliography', 'A [@d].^[Own.] B [@d]. C [@d].'), [
				'{1: Richard Roe, Four, 2019.}',
				'{3: Roe, Four.}',
				'{4: Roe.}',
			]);
		});

		it('should take citations of a footnote where it is called', async () => {
			const text = 'A [@d].[^1] B [@a].\n\n[^1]: See @b [p. 3] and [@d].\n';
			assert.deepEqual(await written('ieee', text), ['[1]', '[3]', '[2, p. 3]', '[1]']);
			assert.deepEqual(await written('chicago-fullnote-bibliography', text), [
				'{1: Richard Roe, Four, 2019.}',
				'{3: Hugo Heron, One, 2001.}',
				'Hugo Heron, Two Before Noon Without Rain, 2002, 3',
				'(Roe, Four)',
			]);
		});

		it('should need no parentheses where a citation opens its footnote', async () => {
			assert.deepEqual(await written('chicago-fullnote-bibliography', 'A.[^1]\n\n[^1]: [@d, p. 3]. More [@d].\n'), [
				'Richard Roe, Four, 2019, 3',
				'(Roe, Four)',
			]);
		});

		it('should keep the order of works that are cited twice, and tell people of one family name apart', async () => {
			assert.deepEqual(await written('chicago-note-bibliography', '[@d; @a; @d]'), ['{1: Roe, Four; Heron, One; Roe, Four.}']);
			const named = (given: string, year: number, title: string) => ({
				type: 'book',
				title,
				author: [{ family: 'Finch', given }],
				issued: { 'date-parts': [[year]] },
			});
			const finches: Record<string, JsonObject> = { fred: named('Fred', 2016, 'Seeds'), flora: named('Flora', 2017, 'Beaks') };
			const { citations } = await (await open('apa', key => finches[key])).format(findPandocCitations('[@fred; @flora]'));
			assert.equal(textOfFormatted(citations[0]?.text ?? []), '(Finch, 2016; Finch, 2017)');
		});

		it('should write a prefix in parentheses, quotations in titles and ranges of years as the style has them', async () => {
			assert.deepEqual(await written('ieee', '[see (e.g. @d), p. 3]'), ['see (e.g. [1]), p. 3']);
			const own: Record<string, JsonObject> = {
				q: { type: 'book', title: '“Here we are” said the owl', issued: { 'date-parts': [[2010], [2012]] }, publisher: 'Quay' },
			};
			const { references } = await (await open('nature', key => own[key], 'en-GB')).format(findPandocCitations('[@q]'));
			assert.equal(textOfFormatted(references[0]?.text ?? []), '1. ‘Here we are’ said the owl. (Quay, 2010–2012).');
		});

		it('should set no delimiter behind a prefix of several words that ends in a full stop, whatever the style', async () => {
			const prefixes = '[see e.g. @d] [z. B. @d; cf. also. @a] [vgl.\\ @d] [See this! @d]';
			assert.deepEqual(await written('ieee', prefixes), ['see e.g. [1]', 'z. B. [1], cf. also. [2]', 'vgl. [1]', 'See this! [1]']);
			assert.deepEqual(await written('vancouver', '[see e.g. @d] [Is it? @a]'), ['(see e.g. 1)', '(Is it? 2)']);
		});

		it('should keep quotation marks as they were written, whatever the language', async () => {
			const { citations } = await (
				await open('apa', key => works[key], 'de-DE')
			).format(findPandocCitations(`[see "double" @d, 'single'] [*'x'* @d, don't] [„so“ @d]`));
			assert.deepEqual(
				citations.map(({ text }) => textOfFormatted(text)),
				['(see “double” Roe, 2019, ‘single’)', '(‘x’ Roe, 2019, don’t)', '(„so“ Roe, 2019)'],
			);
		});

		it('should join a body to the authors before it as a person', async () => {
			const by = (...author: readonly JsonObject[]): JsonObject => ({
				type: 'book',
				title: 'Rain',
				author,
				issued: { 'date-parts': [[2011]] },
			});
			const doe = { family: 'Doe', given: 'John' };
			const office = { literal: 'World Weather Office' };
			const own: Record<string, JsonObject> = { a: by(doe, office), b: by(office, doe), c: by(doe, { family: 'Roe' }, office) };
			const { references } = await (await open('apa', key => own[key])).format(findPandocCitations('[@a; @b; @c]'));
			assert.deepEqual(
				references.map(({ text }) => textOfFormatted(text).replace(/ \(.*/, '')),
				['Doe, J., Roe, & World Weather Office.', 'Doe, J., & World Weather Office.', 'World Weather Office, & Doe, J.'],
			);
		});

		it('should begin no word of a tag with a capital', async () => {
			const own: Record<string, JsonObject> = {
				s: { type: 'book', title: 'Of ships: <span style="font-variant: small-caps;">abc</span> and <span class="nocase">iPhone</span>' },
			};
			const { references } = await (await open('apa', key => own[key])).format(findPandocCitations('[@s]'));
			assert.equal(textOfFormatted(references[0]?.text ?? []), 'Of ships: abc and iPhone. (n.d.).');
		});

		it('should read places in the words of the style itself', async () => {
			assert.deepEqual(await written('ieee', '[@d, ch. 2]'), ['[1, Ch. 2]']);
		});

		it('should name unknown works in their place', async () => {
			assert.deepEqual(await written('chicago-author-date', '[@x; @d] [@d; @x; @a] [see @x; @d] @x and [-@x]'), [
				'(x?; Roe 2019)',
				'(Roe 2019; x?; Heron 2001)',
				'(see x?; Roe 2019)',
				'(x?)',
				'(x?)',
			]);
			assert.deepEqual(await written('ieee', '[@d; @x]'), ['[1], x?']);
			assert.deepEqual(await written('chicago-fullnote-bibliography', '[@d; @x] [@x]'), ['{1: Richard Roe, Four, 2019; x?}', '{2: x?}']);
		});

		it('should write words of other languages beside names in Latin letters with spaces, and others as all that are left out', async () => {
			const names = (...families: string[]): JsonObject => ({
				type: 'book',
				title: 'T',
				author: families.map(family => (family === 'others' ? { literal: family } : { family, given: 'Ada' })),
				issued: { 'date-parts': [[2016]] },
			});
			const one = async (item: JsonObject, language: string) =>
				textOfFormatted(
					(await (await open('chicago-author-date', () => item, language)).format(findPandocCitations('[@a]'))).citations[0]?.text ?? [],
				);
			assert.equal(await one(names('Alder', 'Birch'), 'zh-CN'), '(Alder 和 Birch 2016)');
			assert.equal(await one(names('Alder', 'Birch', 'others'), 'zh-CN'), '(Alder, Birch, 等 2016)');
			assert.equal(await one(names('Ash', 'Beech', 'Cherry', 'Date', 'Elder'), 'zh-CN'), '(Ash 等 2016)');
			assert.equal(await one(names('Alder', 'others'), 'ja-JP'), '(Alder ほか 2016)');
			assert.equal(await one(names('Alder', 'Birch', 'others'), 'ru-RU'), '(Alder, Birch, и др. 2016)');
			assert.equal(await one({ ...names(), author: [{ literal: '王小明' }, { literal: '李雷' }] }, 'zh-CN'), '(王小明和李雷 2016)');
		});

		it('should mark years before the year 1000', async () => {
			const dated = (...dates: number[][]): JsonObject => ({
				type: 'book',
				title: 'T',
				author: [{ family: 'Bede' }],
				issued: { 'date-parts': dates },
			});
			const one = async (style: string, item: JsonObject) =>
				textOfFormatted((await (await open(style, () => item)).format(findPandocCitations('[@a]'))).citations[0]?.text ?? []).replaceAll(
					'\u00a0',
					' ',
				);
			assert.deepEqual(await Promise.all([[-44], [79], [712], [999], [1000]].map(date => one('chicago-author-date', dated(date)))), [
				'(Bede 44 BC)',
				'(Bede 79 AD)',
				'(Bede 712 AD)',
				'(Bede 999 AD)',
				'(Bede 1000)',
			]);
			assert.equal(await one('apa', dated([-44])), '(Bede, 44 B.C.E.)');
		});

		it('should know what is to appear, and name theses in the language of the document', async () => {
			const stork: JsonObject = { type: 'book', title: 'Soon', author: [{ family: 'Stork' }], custom: { pubstate: 'forthcoming' } };
			const otter: JsonObject = {
				type: 'thesis',
				genre: 'PhD thesis',
				title: 'Rivers',
				author: [{ family: 'Otter' }],
				issued: { 'date-parts': [[2013]] },
				publisher: 'North',
			};
			const reference = async (item: JsonObject, language?: string) =>
				textOfFormatted((await (await open('apa', () => item, language)).format(findPandocCitations('[@a]'))).references[0]?.text ?? []);
			assert.equal(await reference(stork), 'Stork. (forthcoming). Soon.');
			assert.equal(await reference({ ...stork, custom: { pubstate: 'inpress' } }), 'Stork. (in press). Soon.');
			assert.deepEqual(
				await Promise.all(['en-US', 'fr-FR', 'tr-TR', 'de-DE'].map(language => reference(otter, language))),
				['PhD thesis', 'Thèse de doctorat', 'Doktora tezi', 'Dissertation'].map(kind => `Otter. (2013). Rivers [${kind}]. North.`),
			);
		});

		it('should begin a subtitle with a capital where the style does, in English titles', async () => {
			const titled = async (style: string, title: string, language?: string) =>
				textOfFormatted(
					(
						await (
							await open(style, () => ({
								type: 'book',
								title,
								author: [{ family: 'Yak' }],
								...(language === undefined ? {} : { language }),
							}))
						).format(findPandocCitations('[@a]'))
					).references[0]?.text ?? [],
				);
			assert.match(await titled('apa', 'On flies: a study of iPhone use'), /On flies: A study of iPhone use/);
			assert.match(await titled('apa', 'On phones: iPhone'), /On phones: iPhone/);
			assert.match(await titled('apa', 'Le vent : une étude: suite', 'fr'), /Le vent\s:\sune étude: suite/);
			assert.match(await titled('vancouver', 'On flies: a study'), /On flies: a study/);
		});

		it('should put a dash only for all of the same authors', async () => {
			const trees: Readonly<Record<string, JsonObject>> = Object.fromEntries(
				[
					['Alder Birch Cedar', 'A'],
					['Alder Dogwood Elm', 'B'],
					['Alder Birch', 'C'],
					['Alder Birch', 'D'],
				].map(([names = '', title = ''], index) => [
					`t${index}`,
					{ type: 'book', title, author: names.split(' ').map(family => ({ family })), issued: { 'date-parts': [[2010]] } },
				]),
			);
			const { references } = await (
				await open('modern-language-association', key => trees[key])
			).format(findPandocCitations('[@t0; @t1; @t2; @t3]'));
			assert.deepEqual(references.map(({ text }) => textOfFormatted(text).split('.')[0]).filter(name => name === '---').length, 1);
		});

		it('should not repeat the entry before a work of which a style has nothing to say', async () => {
			const works: Readonly<Record<string, JsonObject>> = { a: { type: 'book', title: 'Reeds', author: [{ family: 'Alder' }] }, z: {} };
			const { references } = await (await open('modern-language-association', key => works[key])).format(findPandocCitations('[@a; @z]'));
			assert.deepEqual(
				references.map(({ key }) => key),
				['a'],
			);
		});

		it('should lead from each part of a citation to its work, where one has a page or a full stop ends it, too', async () => {
			const parts = async (style: string, citation: string) => {
				const [first] = (await (await open(style)).format(findPandocCitations(citation))).citations;
				return (first?.note?.text ?? first?.text ?? []).flatMap(node => (node.kind === 'cite' ? [textOfFormatted([node])] : []));
			};
			assert.deepEqual(await parts('apa', '[see @ho, p. 3; @song]'), ['see Ho, 2020, p. 3', 'Song & Ermon, 2021']);
			assert.deepEqual(await parts('modern-language-association', '@ho [3; @song, 5]'), ['3', 'Song and Ermon 5']);
			assert.deepEqual(await parts('chicago-note-bibliography', '[@ho; @song2]'), ['Ho, Denoising', 'Song and Ermon, Further Scores']);
			assert.deepEqual(await parts('chicago-note-bibliography', '[@ho; @song2 3 ed.]'), [
				'Ho, Denoising',
				'Song and Ermon, Further Scores, 3 ed.',
			]);
		});

		it('should let a citation that stands within the suffix of another follow without a delimiter', async () => {
			assert.deepEqual(await written('apa', '[@d, but see @a] [@d and @a, p. 4] [@d, @a] [@d @a]'), [
				'(Roe, 2019, but see Heron, 2001)',
				'(Roe, 2019 and Heron, 2001, p. 4)',
				'(Roe, 2019, Heron, 2001)',
				'(Heron, 2001; Roe, 2019)',
			]);
			assert.deepEqual(await written('ieee', '[@d, but see @a]'), ['[1], but see [2]']);
		});

		it("should put a suffix's comma into the quotation marks before it, and a space before a quotation", async () => {
			const short = await written('modern-language-association', '[@a; @b, and more] [@d "so it goes"]');
			assert.match(short[0] ?? '', /(?:,”|[^”]), and more/);
			assert.match(short[1] ?? '', /^\(Roe “so it goes”\)$/);
		});

		it('should write months beside a day in the genitive where the language has one', async () => {
			const page: JsonObject = {
				type: 'webpage',
				title: 'T',
				author: [{ family: 'Newt' }],
				issued: { 'date-parts': [[2020, 4, 5]] },
				URL: 'https://pond.example',
			};
			const reference = async (language: string) =>
				textOfFormatted(
					(await (await open('chicago-author-date', () => page, language)).format(findPandocCitations('[@a]'))).references[0]?.text ?? [],
				);
			assert.match(await reference('pl-PL'), /5 kwietnia 2020/);
			assert.match(await reference('ru-RU'), /5 апреля 2020/);
		});

		it('should name no subtitle in a short form', async () => {
			const shade: JsonObject = {
				type: 'book',
				title: 'Shade: what walls are for',
				author: [{ family: 'Moss' }],
				issued: { 'date-parts': [[2009]] },
			};
			const { citations } = await (
				await open('chicago-fullnote-bibliography', key => (key === 'a' ? shade : papers['ho']))
			).format(findPandocCitations('[@a] x [@b] y [@a]'));
			assert.equal(textOfFormatted(citations[2]?.note?.text ?? []), 'Moss, Shade.');
		});

		it('should print no error and lose no bracket where a style has nothing to say of a work', async () => {
			assert.deepEqual(await written('modern-language-association', '@d [see @a] [-@d; @a] [@d; -@a] @d [-@d, p. 5] [-@d]'), [
				'Roe (see Heron)',
				'(Heron)',
				'(Roe)',
				'Roe (5)',
				'',
			]);
		});
	});

	it('should know the status of a work from that of a reader', async () => {
		const { references } = await (
			await open('chicago-author-date', () => ({
				type: 'book',
				title: 'Soon',
				author: [{ family: 'Doe' }],
				status: 'unread',
				custom: { status: 'forthcoming' },
			}))
		).format(findPandocCitations('@doe'));
		assert.match(textOfFormatted(references[0]?.text ?? []), /orthcoming|n\.d\./);
	});

	it('should name unknown keys and format the rest', async () => {
		const { citations, unknown } = await (await open('apa')).format(findPandocCitations('[@nobody] [@ho; @none] @nobody'));
		assert.deepEqual(unknown, ['nobody', 'none']);
		assert.deepEqual(
			citations.map(({ text }) => textOfFormatted(text)),
			['(nobody?)', '(Ho, 2020; none?)', '(nobody?)'],
		);
	});

	it('should list what is cited, and uncited works the document names, with links', async () => {
		const { references } = await (await open('apa')).format(findPandocCitations('---\nnocite: "@song"\n---\n@ho'));
		assert.deepEqual(
			references.map(({ text }) => formattedMarkdown(text)),
			[
				'Ho, J. (2020). *Denoising*. Press.',
				'Song, Y., & Ermon, S. (2021). Score-based generative modeling. *Journal of Tests*. <https://doi.org/10.1000/one>',
			],
		);
	});

	it('should write in the language asked for', async () => {
		const { citations } = await (await open('apa', undefined, 'de-AT')).format(findPandocCitations('[@song, S. 3]'));
		assert.equal(textOfFormatted(citations[0]?.text ?? []), '(Song & Ermon, 2021, S. 3)');
	});

	it('should format changed papers anew', async () => {
		let title = 'Before';
		const formatter = await open('apa', () => ({ ...papers['ho'], title }));
		const first = await formatter.format(findPandocCitations('@ho'));
		title = 'After';
		const second = await formatter.format(findPandocCitations('@ho'));
		assert.deepEqual(
			[first, second].map(({ references }) => /Before|After/.exec(textOfFormatted(references[0]?.text ?? []))?.[0]),
			['Before', 'After'],
		);
	});

	it('should say in a sentence that a style cannot be read', async () => {
		await assert.rejects(
			openFormatter({ style: '<nothing', localeOf, itemOf: () => undefined, pause: () => Promise.resolve() }),
			StyleError,
		);
	});

	it('should keep what strangers wrote from becoming markup', async () => {
		const hostile: JsonObject = {
			type: 'book',
			title: '<script>alert(1)</script> \uE000link\uE001javascript:x\uE001 & "y"',
			URL: 'javascript:alert(1)',
			author: [{ literal: '<img src=x onerror=y>' }],
			issued: { 'date-parts': [['x', null]] },
			editor: 'none',
			page: { a: 1 },
		};
		const { references } = await (await open('apa', () => hostile)).format(findPandocCitations('[see <b @x]'));
		const html = htmlText(references[0]?.text ?? []);
		assert.doesNotMatch(html, /<(?!\/?(?:i|span|a|b)\b)|href="(?!https?:)/);
		assert.ok(html.includes('alert(1)'));
	});

	it('should keep the work that is named in the text first when an edit gives it another number', async () => {
		const formatter = await open('ieee');
		await formatter.format(findPandocCitations('@song2 [p. 1; @song]'));
		const { citations } = await formatter.format(findPandocCitations('[-@song]. @song2 [p. 1; @song]'));
		assert.match(textOfFormatted(citations[1]?.text ?? []), /\[2, p\. 1\], \[1\]$/);
	});

	it('should number works in the order they stand in when an edit moves them', async () => {
		const formatter = await open('ieee');
		await formatter.format(findPandocCitations('@ho. [@song2; @ho]'));
		const { references } = await formatter.format(findPandocCitations('[@song2; @ho]. @ho'));
		assert.deepEqual(
			references.map(({ key }) => key),
			['song2', 'ho'],
		);
	});

	for (const style of ['apa', 'ieee', 'vancouver', 'nature', 'modern-language-association', 'chicago-fullnote-bibliography']) {
		it(`should come to the same after any edits as from the start (${style})`, async function () {
			this.timeout(20_000);
			const citation = fc.constantFrom(
				'@ho',
				'[@song]',
				'[@song2; @ho]',
				'[@ho, p. 3]',
				'[@song, p. 61803; @song2]',
				'[@ho; @song; @song2; @hoshort]',
				'@song2 [p. 1; @song]',
				'[-@song]',
				'[@hoshort; @ho]',
				'@unknown',
			);
			const document = fc.array(citation, { maxLength: 6 }).map(parts => parts.join('. '));
			await fc.assert(
				fc.asyncProperty(fc.array(document, { minLength: 2, maxLength: 4 }), async states => {
					const formatter = await open(style);
					let last;
					for (const state of states) {
						last = await formatter.format(findPandocCitations(state));
					}
					assert.deepEqual(last, await (await open(style)).format(findPandocCitations(states.at(-1) ?? '')));
				}),
				{ numRuns: 6 },
			);
		});
	}
});

describe('the bundled styles', () => {
	for (const { id } of bundledStyles) {
		it(`should format with ${id}`, async () => {
			const { citations, references } = await (await open(id)).format(findPandocCitations('[@ho] [@song, p. 3]'));
			assert.ok(citations.every(({ text, note }) => textOfFormatted([...text, ...(note?.text ?? [])]) !== ''));
			assert.equal(references.length, 2);
		});
	}

	for (const locale of bundledLocales) {
		it(`should come with the locale ${locale}`, () => assert.ok(localeOf(locale).includes(`xml:lang="${locale}"`)));
	}

	it('should be found by short names, file names and Zotero addresses', () => {
		assert.deepEqual(
			['APA', 'mla', 'styles/ieee.csl', 'https://www.zotero.org/styles/nature', 'nothing'].map(name => bundledStyle(name)?.id),
			['apa', 'modern-language-association', 'ieee', 'nature', undefined],
		);
	});
});

describe('markdownText', () => {
	it('should escape what markdown would read', () => {
		const nodes: readonly Formatted[] = [
			{ kind: 'text', text: '*a* [b] @c' },
			{ kind: 'italic', children: [{ kind: 'text', text: 'd_e' }] },
		];
		assert.equal(formattedMarkdown(nodes), '\\*a\\* \\[b\\] \\@c*d_e*');
	});
});

describe('the order of cites that a style sorts by their years', () => {
	it('should be that of the text within a year, whatever their authors are called', async () => {
		const of = (family: string): JsonObject => ({
			type: 'book',
			title: family,
			author: [{ family, given: 'A.' }],
			issued: { 'date-parts': [[family === 'Moss' ? 1990 : 2000]] },
		});
		const works = new Map(['Reed', 'Alder', 'Moss'].map(family => [family.toLowerCase(), of(family)]));
		const formatter = await open('harvard-cite-them-right', key => works.get(key));
		const { citations } = await formatter.format(findPandocCitations('[@reed; @moss; @alder]'));
		assert.deepEqual(
			citations.map(({ text }) => textOfFormatted(text)),
			['(Moss, 1990; Reed, 2000; Alder, 2000)'],
		);
	});
});
