import assert from 'node:assert/strict';
import { checkStyle } from '../../../src/core/citing/bibliography/checkStyle';
import { localeOf, localeTexts, styleText } from '../../../src/core/citing/bibliography/cslTexts';
import type { CslSource } from '../../../src/core/citing/bibliography/cslTexts';
import { formattedMarkdown } from '../../../src/core/citing/bibliography/formattedMarkdown';
import { htmlText, textOfFormatted } from '../../../src/core/citing/bibliography/formattedText';
import type { Formatted } from '../../../src/core/citing/bibliography/formattedText';
import { localWords } from '../../../src/core/citing/bibliography/localWords';
import { markedCite, othersSign, parseMarkedText, withoutOwnMarks } from '../../../src/core/citing/bibliography/markedText';
import { StyleError } from '../../../src/core/citing/bibliography/styleError';
import { styleItem } from '../../../src/core/citing/bibliography/styleItem';
import { nearestLocale, parentStyle, styleLanguage, styleTitle } from '../../../src/core/citing/bibliography/styles';
import { locatorTerms } from '../../../src/core/citing/locatorTerms';
import type { Json, JsonObject } from '../../../src/core/data/json';

const text = (words: string): Formatted => ({ kind: 'text', text: words });

describe('a style that a stranger wrote', () => {
	const calls = (name: string) => `<text macro="${name}"/>`;
	/** Each macro calls the one before it, in one of some ways; the last first, as nobody would write them. */
	const chain = (length: number, call: (name: string) => string) =>
		Array.from({ length }, (_, at) => `<macro name="m${at}">${at === 0 ? '' : call(`m${at - 1}`)}</macro>`)
			.reverse()
			.join('\n');
	const nested = (depth: number) => '<group>'.repeat(depth) + '</group>'.repeat(depth);
	const cases: readonly (readonly [name: string, isTaken: boolean, xml: string])[] = [
		['is as long as none of those that people share', true, `<style>${' '.repeat(999_985)}</style>`],
		['is longer', false, `<style>${' '.repeat(999_986)}</style>`],
		['nests its elements as deep as we descend', true, nested(49)],
		['nests them deeper', false, nested(50)],
		['closes what it never opened', true, `</a></b>${nested(49)}</c>${nested(49)}`],
		['has macros in a row', true, chain(51, calls)],
		['has macros in a longer row', false, chain(52, calls)],
		['has a macro that calls itself', false, `<macro name="a">${calls('a')}</macro>`],
		[
			'has a macro that calls itself in the end',
			false,
			`<macro name="a">${calls('b')}</macro><macro name="b"><group>${calls('a')}</group></macro>`,
		],
		['has as many layouts as a style may', true, '<layout/>'.repeat(100)],
		['has one more', false, '<layout/>'.repeat(101)],
		['calls a macro that it has not', true, `<macro name="a">${calls('b')}</macro>`],
		['calls each of a few macros twice', true, chain(14, name => calls(name) + calls(name))],
		['calls each of one more twice', false, chain(15, name => calls(name) + calls(name))],
		[
			'calls them twice outside of macros, too',
			false,
			`${chain(14, name => calls(name) + calls(name))}<layout>${calls('m13') + calls('m13')}</layout>`,
		],
		[
			'chooses one of two calls',
			true,
			chain(15, name => `<choose><if type="book">${calls(name)}</if><else>${calls(name)}</else></choose>`),
		],
		['names what every object has', false, '<text variable="title constructor"/>'],
		['names it in other quotation marks', false, "<text variable='__proto__'/>"],
		['names a part of that', true, '<text variable="constructors"/>'],
		['prints it', true, '<text value="constructor &amp; toString" prefix="constructor" suffix="&amp;"/>'],
		['names an entity', false, '<text variable="a&amp;b"/>'],
	];
	for (const [name, isTaken, xml] of cases) {
		it(`should ${isTaken ? '' : 'not '}be taken where it ${name}`, () => {
			if (isTaken) {
				assert.doesNotThrow(() => checkStyle(xml));
			} else {
				assert.throws(() => checkStyle(xml), StyleError);
			}
		});
	}
});

describe('what a style sees of a paper', () => {
	const cases: readonly (readonly [name: string, paper: JsonObject, seen: Readonly<Record<string, Json | undefined>>])[] = [
		['its key and kind', { id: 'x', 'citation-key': 'y', type: 'book' }, { id: 'doe', type: 'book', 'citation-key': undefined }],
		['a document where it has no kind', { type: 7 }, { type: '7' }],
		['a document where it has none at all', {}, { type: 'document' }],
		[
			'nothing of what a library keeps',
			{ tags: ['a'], rating: 5, collections: ['A'], file: 'a.pdf' },
			{ tags: undefined, rating: undefined, file: undefined },
		],
		['numbers as texts', { volume: 3, issue: '4' }, { volume: '3', issue: '4' }],
		['one dash in a range of pages', { page: '163--193', volume: '1--2' }, { page: '163-193', volume: '1--2' }],
		['straight quotation marks around a word', { title: '“Go” and (“stay”), a“b”' }, { title: '"Go" and ("stay"), a“b”' }],
		['a short title without its subtitle', { title: 'Main: Sub: More' }, { 'title-short': 'Main' }],
		['a short title whose colon stands apart', { title: 'Main : Sub' }, { 'title-short': 'Main' }],
		['no short title without a subtitle', { title: 'At 12:30' }, { 'title-short': undefined }],
		['its own short title', { title: 'Main: Sub', 'title-short': '“M”' }, { 'title-short': '"M"' }],
		['the status of the work, not of its reader', { status: 'unread' }, { status: undefined }],
		['the status that a stranger gave', { status: 'forthcoming' }, { status: 'forthcoming' }],
		['the status that was put aside', { status: 'read', custom: { status: 'in press', pubstate: 'submitted' } }, { status: 'in press' }],
		['the state of biblatex', { status: 'read', custom: { pubstate: 'submitted' } }, { status: 'submitted' }],
		[
			'names of any shape',
			{
				author: [{ family: 'Doe', given: ['A.', 'B.'], rank: 1 }, {}, 7, { literal: 'WHO' }, { literal: 'others' }],
				editor: 'Roe',
				translator: [{}],
			},
			{ author: [{ family: 'Doe', given: 'A. B.' }, { literal: 'WHO' }, { family: othersSign }], editor: undefined, translator: undefined },
		],
		['somebody called others', { author: [{ literal: 'others' }] }, { author: [{ literal: 'others' }] }],
		['years and months as numbers', { issued: { 'date-parts': [[2020, '3', null]] } }, { issued: { 'date-parts': [[2020, 3]] } }],
		['no more than a day', { issued: { 'date-parts': [[2020, 3, 1, 5]] } }, { issued: { 'date-parts': [[2020, 3, 1]] } }],
		['no more than a range', { issued: { 'date-parts': [[], [2020], [2021], [2022]] } }, { issued: { 'date-parts': [[2020], [2021]] } }],
		[
			'words of a date',
			{ issued: { literal: 'in spring', circa: true, season: 1 } },
			{ issued: { literal: 'in spring', season: '1', circa: true } },
		],
		[
			'no date without anything in it',
			{ issued: { 'date-parts': [['soon'], [2020.5]] }, accessed: '2020', submitted: {} },
			{ issued: undefined, accessed: undefined, submitted: undefined },
		],
	];
	for (const [name, paper, seen] of cases) {
		it(`should be ${name}`, () => {
			const item: Readonly<Record<string, Json | undefined>> = styleItem(paper, 'doe');
			assert.deepEqual(Object.fromEntries(Object.keys(seen).map(field => [field, item[field]])), seen);
		});
	}

	it('should name a meeting as each version of CSL calls it', () => {
		for (const paper of [{ 'event-title': 'Ice Days' }, { event: 'Ice Days' }]) {
			const item: Readonly<Record<string, Json | undefined>> = styleItem(paper, 'doe');
			assert.deepEqual([item['event'], item['event-title']], ['Ice Days', 'Ice Days']);
		}
	});

	it('should be cut where only a stranger writes so much', () => {
		const long = 'x'.repeat(10_001);
		const { title, author, issued } = styleItem({ title: long, author: [{ family: long }], issued: { literal: long } }, 'doe');
		assert.deepEqual(
			[title, author, issued].map(value => JSON.stringify(value).replace(/[^x]/g, '').length <= 10_000),
			[true, true, true],
		);
		assert.ok(JSON.stringify(author).length < 2100);
	});

	it('should be written in the words of the document', () => {
		const words = localWords('en', '<term name="in press">in press &amp; near</term>', true);
		const title = (language: Json, of = words) => styleItem({ title: 'Rays: a study of iPhones? yes', language }, 'doe', of)['title'];
		assert.equal(title(''), 'Rays: A study of iPhones? Yes');
		assert.equal(title('en-GB'), 'Rays: A study of iPhones? Yes');
		assert.equal(title('English'), 'Rays: A study of iPhones? Yes');
		assert.equal(title('german'), 'Rays: a study of iPhones? yes');
		assert.equal(title('eng'), 'Rays: a study of iPhones? yes');
		assert.equal(title('', localWords('de', '', true)), 'Rays: a study of iPhones? yes');
		assert.equal(title('en', localWords('de', '', true)), 'Rays: A study of iPhones? Yes');
		assert.equal(title('en', localWords('en', '', false)), 'Rays: a study of iPhones? yes');
		assert.equal(styleItem({ custom: { pubstate: 'InPress' } }, 'doe', words)['status'], 'in press & near');
		assert.equal(styleItem({ custom: { pubstate: 'forthcoming' } }, 'doe', words)['status'], 'forthcoming');
		assert.equal(styleItem({ custom: { pubstate: 'lost' } }, 'doe', words)['status'], 'lost');
	});

	it('should name theses as the language does, and nothing else', () => {
		const genre = (language: string, value: string) => styleItem({ genre: value }, 'doe', localWords(language, '', false))['genre'];
		assert.deepEqual(
			['PhD thesis', 'phd Thesis', 'Master’s thesis', "Master's thesis", 'Bachelor’s thesis', 'A PhD thesis'].map(value =>
				genre('de-AT', value),
			),
			['Dissertation', 'Dissertation', 'Masterarbeit', 'Masterarbeit', 'Bachelor’s thesis', 'A PhD thesis'],
		);
		assert.deepEqual([genre('ES', 'PhD thesis'), genre('eo', 'PhD thesis')], ['Tesis doctoral', 'PhD thesis']);
	});
});

describe('the words for places in a language', () => {
	it('should be those of its locale, the longest first, each sign the first that claims it', () => {
		const xml = [
			'<term name="page"><single>Seite</single><multiple>Seiten</multiple></term>',
			'<term name="page" form="short">S.&#160;</term>',
			'<term name="section" form="symbol">§</term><term name="paragraph" form="symbol">&#xA7;</term>',
			'<term name="note">Notiz &amp;\n  Anm.</term><term name="chapter"></term><term name="edition">Auflage</term>',
		].join('\n');
		assert.deepEqual(locatorTerms('de', xml, ''), [
			['notiz & anm.', 'note'],
			['seiten', 'page'],
			['seite', 'page'],
			['s.', 'page'],
			['§', 'paragraph'],
		]);
	});

	it('should be those that the style words otherwise, too, in the language or in all', () => {
		const term = (form: string) => `<terms><term name="page">${form}</term></terms>`;
		const style = `<locale xml:lang="de">${term('Bl.')}</locale><locale>${term('pg.')}</locale><locale xml:lang="de-CH">${term('Sy.')}</locale>`;
		const forms = (language: string) => locatorTerms(language, '', style).map(([form]) => form);
		assert.deepEqual([forms('de'), forms('de-CH'), forms('deu'), forms('fr')], [['bl.', 'pg.'], ['bl.', 'pg.', 'sy.'], ['pg.'], ['pg.']]);
	});

	it('should be read from any style of a stranger: numbers of no character, elements that are never closed', () => {
		const style = '<locale><terms><term name="page">&#9999999999;&#x110000; S.</term></terms></locale>';
		assert.deepEqual(
			locatorTerms('de', '', style).map(([form]) => form.replace(/\uFFFD/g, '')),
			[' s.'],
		);
		const open = `<!-- ${'<locale><term name="page">'.repeat(40_000)} -->`;
		assert.deepEqual(locatorTerms('de', '', open), []);
	});
});

describe('the texts of styles and languages', () => {
	const parent = (name: string) => `<style><link href="http://www.zotero.org/styles/${name}" rel="independent-parent"/></style>`;
	const files: Readonly<Record<string, string>> = {
		'own.csl': '<style/>',
		'nature-child.csl': parent('nature'),
		'child.csl': parent('parent'),
		'cousin.csl': parent('uncle'),
		'orphan.csl': parent('nobody'),
		'grandchild.csl': parent('child'),
	};
	const beside: Readonly<Record<string, string>> = { 'parent.csl': '<parent/>', '../uncle.csl': '<uncle/>', 'child.csl': parent('parent') };
	const source: CslSource = {
		bundled: path => Promise.resolve(`bundled ${path}`),
		file: name =>
			Promise.resolve(files[name] === undefined ? undefined : { text: files[name], beside: path => Promise.resolve(beside[path]) }),
	};

	it('should be a bundled style, a file, or what a dependent one follows', async () => {
		const names = [
			'apa',
			'APA',
			'http://www.zotero.org/styles/ieee',
			'own.csl',
			'nature-child.csl',
			'child.csl',
			'cousin.csl',
			'./nature.csl',
		];
		assert.deepEqual(await Promise.all(names.map(name => styleText(name, source))), [
			'bundled styles/apa.csl',
			'bundled styles/apa.csl',
			'bundled styles/ieee.csl',
			'<style/>',
			'bundled styles/nature.csl',
			'<parent/>',
			'<uncle/>',
			'bundled styles/nature.csl',
		]);
		for (const name of ['gone.csl', 'orphan.csl', 'grandchild.csl', 'no such style']) {
			await assert.rejects(styleText(name, source), StyleError);
		}
	});

	it('should be told which language and title a style has, and which it follows', () => {
		const xml = '<style class="note" default-locale="de-CH"><info><title> A &amp; B </title></info></style>';
		assert.deepEqual([styleLanguage(xml), styleTitle(xml), parentStyle(xml)], ['de-CH', 'A & B', undefined]);
		assert.deepEqual([styleLanguage('<style/>'), styleTitle('<style/>')], [undefined, undefined]);
		assert.equal(parentStyle("<link rel='self' href='a/b'/><link rel='independent-parent' href='c/d'/>"), 'd');
	});

	it('should be those of the nearest language, English filling its gaps', async () => {
		assert.deepEqual(['de-AT', 'de_de', 'EN-GB', 'no', 'nn', 'xx', ''].map(nearestLocale), [
			'de-AT',
			'de-DE',
			'en-GB',
			'nb-NO',
			'nn-NO',
			'en-US',
			'en-US',
		]);
		const texts = await localeTexts('de_de', source);
		assert.deepEqual(texts, {
			language: 'de_de',
			wanted: 'bundled locales/locales-de-DE.xml',
			english: 'bundled locales/locales-en-US.xml',
		});
		const asked = localeOf(texts);
		assert.deepEqual([asked('de-DE'), asked('en-US'), asked('fr')], [texts.wanted, texts.english, texts.english]);
	});
});

describe('formatted text', () => {
	const link: Formatted = { kind: 'link', url: 'https://a.org/?a=1&b', children: [text('a < b')] };
	const nodes: readonly Formatted[] = [
		{ kind: 'margin', children: [text('[1]')] },
		{
			kind: 'inline',
			children: [{ kind: 'cite', key: 'doe', children: [{ kind: 'italic', children: [text('Doe')] }] }, text(' & '), link],
		},
		{ kind: 'unknown', key: 'r<e' },
	];

	it('should be plain words', () => {
		assert.equal(textOfFormatted(nodes), '[1] Doe & a < br<e?');
	});

	it('should be HTML with every text escaped, and no link within another', () => {
		assert.equal(
			htmlText(nodes, key => (key === 'doe' ? '#a"b' : undefined)),
			'<span class="csl-left-margin">[1]</span><span class="csl-right-inline"><a href="#a&#34;b"><i>Doe</i></a> &#38; ' +
				'<a href="https://a.org/?a=1&#38;b">a &#60; b</a></span><strong class="marginalia-unknown">r&#60;e?</strong>',
		);
		assert.equal(
			htmlText([{ kind: 'cite', key: 'doe', children: [link] }], () => '#doe'),
			htmlText([link]),
		);
		assert.equal(htmlText([{ kind: 'bold', children: [{ kind: 'cite', key: 'a', children: [text('A')] }] }]), '<b>A</b>');
	});

	it('should be Markdown in which an address stands as it is, and nothing is marked that is empty', () => {
		const address: Formatted = { kind: 'link', url: 'https://a.org/', children: [text('https://a.org/')] };
		assert.equal(formattedMarkdown([address, text(' '), { ...address, children: [text('A')] }]), '<https://a.org/> [A](https://a.org/)');
		assert.equal(
			formattedMarkdown([
				{ kind: 'italic', children: [] },
				{ kind: 'bold', children: [text('b')] },
				text(' '),
				{ kind: 'unknown', key: 'a*b' },
			]),
			'**b** **a\\*b?**',
		);
		assert.equal(
			formattedMarkdown([
				{ kind: 'cite', key: 'a', children: [text('A')] },
				{ kind: 'superscript', children: [text('1')] },
			]),
			'A<sup>1</sup>',
		);
	});

	it('should be read from the marks of styles, those passed over that do not pair', () => {
		assert.deepEqual(parseMarkedText(`(${markedCite('doe', 'Doe')}; x)`), [
			text('('),
			{ kind: 'cite', key: 'doe', children: [text('Doe')] },
			text('; x)'),
		]);
		assert.deepEqual(parseMarkedText(`\uE002a${markedCite('doe', `b${markedCite('roe', 'c')}`)}`), [
			text('a'),
			{ kind: 'cite', key: 'doe', children: [text('b'), { kind: 'cite', key: 'roe', children: [text('c')] }] },
		]);
		assert.deepEqual(parseMarkedText('a\uE000italic\uE001\uE001b'), [text('a'), text('b')]);
		assert.deepEqual(parseMarkedText('\uE000nothing\uE001\uE001b\uE002c'), [text('c')]);
		assert.equal(withoutOwnMarks(`(${markedCite('doe', 'Doe')})`), '(Doe)');
	});
});
