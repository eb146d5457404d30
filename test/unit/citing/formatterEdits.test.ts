import assert from 'node:assert/strict';
import type { Formatted } from '../../../src/core/citing/bibliography/formattedText';
import { htmlText, textOfFormatted } from '../../../src/core/citing/bibliography/formattedText';
import { openFormatter } from '../../../src/core/citing/bibliography/formatter';
import type { FormattedDocument, Formatter } from '../../../src/core/citing/bibliography/formatter';
import { loadCiteproc } from '../../../src/core/citing/bibliography/loadCiteproc';
import { StyleError } from '../../../src/core/citing/bibliography/styleError';
import type { Citation, Cite } from '../../../src/core/citing/syntax';
import type { JsonObject } from '../../../src/core/data/json';
import { bookOf, formatText, openSmall, shownWords, smallLocale, smallStyle } from '../../fakes/smallStyles';

const names = '<names variable="author"><name form="short" and="text" initialize-with=". "/></names>';
const fullNames = '<names variable="author"><name and="text"/></names>';
const year = '<date variable="issued"><date-part name="year"/></date><text variable="year-suffix"/>';
const place = '<group delimiter=" " prefix=", "><label variable="locator" form="short"/><text variable="locator"/></group>';
const number = '<text variable="citation-number"/>';
const numberedEntry = `${number}<text value=". "/>${fullNames}<text variable="title" prefix=", "/>`;
const byName = '<sort><key variable="author"/><key variable="issued"/><key variable="title"/></sort>';
const list = (layout: string, sort = '', attributes = '') => `<bibliography ${attributes}>${sort}<layout>${layout}</layout></bibliography>`;
const positions = (first: string, later: string) =>
	`<choose><if position="ibid-with-locator"><text term="ibid"/>${place}</if><else-if position="ibid"><text term="ibid"/></else-if>
	<else-if position="subsequent">${later}${place}</else-if><else>${first}${place}</else></choose>`;

const styles = {
	numeric: smallStyle({
		format: 'numeric',
		citation: `<citation collapse="citation-number"><sort><key variable="citation-number"/></sort>
			<layout prefix="[" suffix="]" delimiter=",">${number}${place}</layout></citation>`,
		list: list(numberedEntry),
	}),
	'numeric by name': smallStyle({
		format: 'numeric',
		citation: `<citation><layout prefix="[" suffix="]" delimiter=", ">${number}${place}</layout></citation>`,
		list: list(numberedEntry, byName),
	}),
	'numeric with positions': smallStyle({
		format: 'numeric',
		citation: `<citation><sort><key variable="citation-number"/></sort><layout prefix="[" suffix="]" delimiter=", ">${number}${place}
			<choose><if position="subsequent"><text value="again" prefix=" "/></if></choose></layout></citation>`,
		list: list(numberedEntry),
	}),
	'numeric by name with positions': smallStyle({
		format: 'numeric',
		citation: `<citation><sort><key variable="citation-number"/></sort><layout prefix="[" suffix="]" delimiter=", ">${number}
			<choose><if position="subsequent"><text value="again" prefix=" "/></if></choose></layout></citation>`,
		list: list(numberedEntry, byName),
	}),
	'author-date': smallStyle({
		citation: `<citation et-al-min="3" et-al-use-first="1" disambiguate-add-year-suffix="true" disambiguate-add-names="true"
			disambiguate-add-givenname="true" givenname-disambiguation-rule="by-cite" collapse="year">${byName}
			<layout prefix="(" suffix=")" delimiter="; "><group delimiter=" ">${names}<group>${year}</group></group>${place}</layout></citation>`,
		list: list(
			`${fullNames}<group prefix=" ">${year}</group><text variable="title" prefix=", "/>`,
			byName,
			'subsequent-author-substitute="——"',
		),
	}),
	'author-date with positions': smallStyle({
		citation: `<citation et-al-min="3" et-al-use-first="1" disambiguate-add-year-suffix="true" disambiguate-add-names="true"
			disambiguate-add-givenname="true">${byName}<layout prefix="(" suffix=")" delimiter="; "><choose><if position="ibid"><text term="ibid"/></if>
			<else><group delimiter=" ">${names}<group>${year}</group></group></else></choose></layout></citation>`,
		list: list(`${fullNames}<group prefix=" ">${year}</group><text variable="title" prefix=", "/>`, byName),
	}),
	'notes with ibid.': smallStyle({
		isNote: true,
		format: 'note',
		citation: `<citation><layout suffix="." delimiter="; ">${positions(
			`${fullNames}<text variable="title" prefix=", "/>`,
			`${names}<text variable="first-reference-note-number" prefix=", note "/>`,
		)}</layout></citation>`,
		list: list(`${fullNames}<text variable="title" prefix=", "/>`, byName),
	}),
	'notes without': smallStyle({
		isNote: true,
		format: 'note',
		citation: `<citation><layout suffix="." delimiter="; ">${names}<text variable="title" prefix=", "/>${place}</layout></citation>`,
	}),
} as const;

const papers: Readonly<Record<string, JsonObject>> = {
	ant: bookOf('Soil', 2001, 'Ada Ant'),
	anthill: bookOf('Hills', 2001, 'Ada Ant'),
	ants: bookOf('Paths', 2001, 'Ada Ant', 'Bob Bee', 'Cid Cat'),
	antsToo: bookOf('Ways', 2001, 'Ada Ant', 'Bob Bee', 'Dot Dog'),
	bee: bookOf('Wax', 2002, 'Bob Bee'),
	fred: bookOf('Seeds', 2016, 'Fred Finch'),
	flora: bookOf('Beaks', 2016, 'Flora Finch'),
	storm: bookOf('Storm', 1999),
};

function open(style: string, itemOf: (key: string) => JsonObject | undefined = key => papers[key]): Promise<Formatter> {
	return openSmall(style, itemOf);
}

describe('a formatter', () => {
	const cases: readonly (readonly [rule: string, style: keyof typeof styles, text: string, citations: readonly string[]])[] = [
		[
			'put numbers that follow one another together, and no others',
			'numeric',
			'[@ant; @bee; @fred]. [@ant; @fred]. @bee [p. 61803]. [@ant, p. 3-5].',
			['[1–3]', '[1,3]', '[2, p. 61803]', '[1, pp. 3–5]'],
		],
		[
			'number works as the list has them, and leave the works of a citation as they are written',
			'numeric by name',
			'[@bee; @ant]. @ant.',
			['[2, 1]', '[1]'],
		],
		[
			'put the works of a citation in the order of their numbers, and know which came before',
			'numeric with positions',
			'[@bee; @ant]. @ant. [@fred; @ant].',
			['[1, 2]', '[2 again]', '[2 again, 3]'],
		],
		[
			'tell works apart by letters, names and given names, and bring works of one author together',
			'author-date',
			'[@ant]. @anthill. [@ants; @antsToo]. [@bee; @ant; @anthill, p. 3]. [@fred; @flora]. [-@ant; @bee].',
			[
				'(Ant 2001b)',
				'Ant (2001a)',
				'(Ant, Bee, and Cat 2001; Ant, Bee, and Dog 2001)',
				'(Ant 2001a, p. 3; 2001b; Bee 2002)',
				'(Flora Finch 2016; Fred Finch 2016)',
				'(2001b; Bee 2002)',
			],
		],
		[
			'tell what is cited apart from what is only listed',
			'author-date',
			`---\nnocite: "@anthill, @anthill"\n---\n\n[@ant].`,
			['', '', '(Ant 2001b)'],
		],
		[
			'sort the works of a citation as the style does, but for those with words of their own',
			'author-date',
			'[@bee; @ant] [see @bee; @ant] [@bee, passim; @ant]',
			['(Ant 2001; Bee 2002)', '(see Bee 2002; Ant 2001)', '(Bee 2002, passim; Ant 2001)'],
		],
		[
			'name unknown works last where the style sorts, and in their place behind a prefix',
			'author-date',
			'[@gone; @ant]. [@gone; @lost]. [see @gone; @ant]. [@ant; @gone, and more; @bee]. [@ant; @gone].',
			['(Ant 2001; gone?)', '(gone?; lost?)', '(see gone?; Ant 2001)', '(Ant 2001; gone?; Bee 2002)', '(Ant 2001; gone?)'],
		],
		[
			'name unknown works in their place where the style does not sort',
			'numeric by name',
			'[@ant; @gone; @bee]. [@gone; @ant]. [@ant; @gone]. [@gone; see @lost; @ant]. [@lost; @gone]. [@ant; @gone; @lost; @bee; @fred; @none].',
			['[1, gone?, 2]', '[gone?, 1]', '[1, gone?]', '[gone?, see lost?, 1]', '[lost?, gone?]', '[1, gone?, lost?, 2, 3, none?]'],
		],
		[
			'end a note with its full stop but behind an unknown work, which may be a mistake',
			'notes with ibid.',
			'[@ant; @gone]. [@bee]. [@gone; @fred]. [@gone]. [see @gone; @ant].',
			['{1: Ada Ant, Soil; gone?}', '{2: Bob Bee, Wax.}', '{3: gone?; Fred Finch, Seeds.}', '{4: gone?}', '{5: See gone?; Ant, note 1.}'],
		],
		[
			'say ibid. of the same work, and where it was cited first',
			'notes with ibid.',
			'[@ant]. [@ant]. [@ant, p. 3]. [@bee]. ^[Own.] [@ant, p. 3]. @ant [p. 4] @bee.',
			[
				'{1: Ada Ant, Soil.}',
				'{2: Ibid.}',
				'{3: Ibid., p. 3.}',
				'{4: Bob Bee, Wax.}',
				'{6: Ant, note 1, p. 3.}',
				'Ant{7: Ibid., p. 4.}',
				'Bee{8: Note 4.}',
			],
		],
		[
			'make no note within a note, and no parentheses where a citation is all of it or names the author',
			'notes without',
			'[@ant]. ^[@ant]. ^[See [@ant, p. 3].] ^[See @ant [p. 3].] ^[[@ant]. And more.] ^[See -@storm and @storm here.] ^[See @storm.]',
			['{1: Ant, Soil.}', 'Ant, Soil.', '(Ant, Soil, p. 3)', 'Ant, Soil, p. 3', 'Ant, Soil', '(Storm)', 'Storm', 'Storm'],
		],
		[
			'begin a note with a capital, within its markup, and leave what a writer put there',
			'notes without',
			'[*see* @ant]. [“see” @ant]. [3 times @ant]. ^[“see” [@bee]]. ^[[see @bee]].',
			['{1: See Ant, Soil.}', '{2: “See” Ant, Soil.}', '{3: 3 times Ant, Soil.}', '(Bee, Wax)', 'see Bee, Wax.'],
		],
		[
			'say of a work named in the text what else there is to say of it',
			'author-date',
			'@ant. @ant [p. 3]. @ant [-@bee]. @ant [and others]. @ant [; @bee]. @gone. @gone [p. 3].',
			['Ant (2001)', 'Ant (2001, p. 3)', 'Ant (2001; 2002)', 'Ant (2001, and others)', 'Ant (2001; Bee 2002)', '(gone?)', '(gone?)'],
		],
		[
			'write ranges with dashes and places without emphasis',
			'author-date',
			'[@ant, p. S3 -- S8] [@ant, p. *5*] [@ant, p. 3--5, 7-9] [@ant, p. 12.3---12.4] [@ant, p. x]',
			['(Ant 2001, pp. S3–S8)', '(Ant 2001, p. 5)', '(Ant 2001, pp. 3–5, 7–9)', '(Ant 2001, pp. 12.3–12.4)', '(Ant 2001, p. x)'],
		],
		[
			'set words behind a work apart as they were written',
			'author-date',
			'[@ant and more] [@ant; see also @bee] [@ant: so] [@ant etc.; @bee] [@ant, "so"] [@ant, but see @bee]',
			[
				'(Ant 2001 and more)',
				'(Ant 2001; see also Bee 2002)',
				'(Ant 2001: so)',
				'(Ant 2001 etc.; Bee 2002)',
				'(Ant 2001, “so”)',
				'(Ant 2001, but see Bee 2002)',
			],
		],
	];
	for (const [rule, style, text, citations] of cases) {
		it(`should ${rule}`, async () => {
			assert.deepEqual(shownWords(await formatText(await open(styles[style]), text)).citations, citations);
		});
	}

	describe('given a citation as any syntax reads it', () => {
		const plain = smallStyle({
			citation: `<citation><layout prefix="(" suffix=")" delimiter="; "><group delimiter=" ">${names}${year}</group>${place}</layout></citation>`,
		});
		const inNotes = smallStyle({
			isNote: true,
			citation: `<citation><layout suffix="." delimiter="; ">${names}${place}</layout></citation>`,
		});
		const written = async (style: string, citation: Citation) => shownWords(await (await open(style)).format([citation])).citations[0];
		const page = (value: string) => ({ label: 'page', value });
		const cites: readonly (readonly [cite: Partial<Cite>, expected: string])[] = [
			[{ prefix: 'see' }, '(see Ant 2001)'],
			[{ prefix: 'see ' }, '(see Ant 2001)'],
			[{ prefix: '*see*' }, '(see Ant 2001)'],
			[{ locator: page('3--5') }, '(Ant 2001, pp. 3–5)'],
			[{ locator: page('3 - 5') }, '(Ant 2001, pp. 3–5)'],
			[{ locator: page('(3)---(5)') }, '(Ant 2001, p. (3)–(5))'],
			[{ locator: page('*3*') }, '(Ant 2001, p. 3)'],
			[{ locator: page('1.a--1.b') }, '(Ant 2001, p. 1.a–1.b)'],
			[{ locator: page('well-known') }, '(Ant 2001, p. well-known)'],
			[{ locator: page('3, 5-7') }, '(Ant 2001, pp. 3, 5–7)'],
			[{ locator: page('3'), suffix: 'and more' }, '(Ant 2001, p. 3 and more)'],
			[{ locator: page('3'), suffix: ', and more' }, '(Ant 2001, p. 3, and more)'],
			[{ suffix: '' }, '(Ant 2001)'],
			[{ suffix: '  ' }, '(Ant 2001)'],
			[{ suffix: ': so' }, '(Ant 2001: so)'],
			[{ suffix: '“so”' }, '(Ant 2001 “so”)'],
			[{ suffix: '(so)' }, '(Ant 2001 (so))'],
			[{ suffix: '– so' }, '(Ant 2001 – so)'],
			[{ suffix: '3' }, '(Ant 2001 3)'],
			[{ suffix: '*so*' }, '(Ant 2001 so)'],
			[{ suffix: '، so' }, '(Ant 2001، so)'],
			[{ suffix: 'p. 3' }, '(Ant 2001, p. 3)'],
			[{ suffix: ', p. 3, so' }, '(Ant 2001, p. 3, so)'],
			[{ tail: ', p. 3, so' }, '(Ant 2001, p. 3, so)'],
			[{ tail: ' so' }, '(Ant 2001 so)'],
			[{ tail: '; so', suffix: 'not this' }, '(Ant 2001; so)'],
			[{ suppressAuthor: true }, '(2001)'],
		];
		for (const [cite, expected] of cites) {
			it(`should write ${JSON.stringify(cite)} as ${expected}`, async () => {
				assert.equal(await written(plain, { form: 'parenthetical', cites: [{ key: 'ant', ...cite }] }), expected);
			});
		}

		it('should write ranges of pages as the style wants them, whatever the dash', async () => {
			const expanded = plain.replace('<style ', '<style page-range-format="expanded" ');
			const ranges = await Promise.all(
				['100-5', '100--5', '100 --- 105'].map(value =>
					written(expanded, { form: 'parenthetical', cites: [{ key: 'ant', locator: page(value) }] }),
				),
			);
			assert.deepEqual(
				ranges,
				Array.from({ length: 3 }, () => '(Ant 2001, pp. 100–105)'),
			);
		});

		it('should write each form, and those that a style has not as if it stood in brackets', async () => {
			const forms: readonly (readonly [Citation['form'], inText: string, inNote: string])[] = [
				['parenthetical', '(Ant 2001)', '{1: Ant.}'],
				['note', '(Ant 2001)', '{1: Ant.}'],
				['title', '(Ant 2001)', '{1: Ant.}'],
				['full', '(Ant 2001)', '{1: Ant.}'],
				['narrative', 'Ant (2001)', 'Ant{1: }'],
				['author', 'Ant', '{1: Ant}'],
				['year', '(2001)', '{1: Ant.}'],
				['uncited', '', ''],
			];
			for (const [form, inText, inNote] of forms) {
				const citation: Citation = { form, cites: [{ key: 'ant' }] };
				assert.deepEqual([await written(plain, citation), await written(inNotes, citation)], [inText, inNote], form);
			}
		});
	});

	it('should put punctuation behind a citation of a title into its quotation marks, but for a second sign', async () => {
		const quoting = (punctuates: boolean) =>
			openSmall(
				smallStyle({
					citation: `<citation><layout delimiter="; ">${names}<text variable="title" quotes="true" prefix=", "/></layout></citation>`,
				}),
				key => (key === 'why' ? bookOf('Why?', 2004, 'Cid Cat') : papers[key]),
				{ locale: smallLocale().replace('punctuation-in-quote="true"', `punctuation-in-quote="${punctuates}"`) },
			);
		const text = '[@ant, and more] [@ant. So] [@why, and more] [@ant: so]';
		assert.deepEqual(shownWords(await formatText(await quoting(true), text)).citations, [
			'Ant, “Soil,” and more',
			'Ant, “Soil.” So',
			'Cat, “Why?”, and more',
			'Ant, “Soil”: so',
		]);
		assert.deepEqual(shownWords(await formatText(await quoting(false), text)).citations.slice(0, 2), [
			'Ant, “Soil”, and more',
			'Ant, “Soil”. So',
		]);
	});

	it('should name people in full where they are first read of, be it in a footnote, and shortly after that', async () => {
		const full = smallStyle({
			isNote: true,
			citation: `<citation><layout suffix="." delimiter="; "><choose><if position="subsequent"><names variable="author"><name form="short"/></names></if>
				<else><names variable="author"/></else></choose><text variable="title" prefix=", "/></layout></citation>`,
		});
		const texts = [
			'@ant. @ant. [@bee].',
			'---\nnocite: "@ant"\n---\n\n@ant. [@ant].',
			'A @ant.[^1] B [@bee]. @ant\n\n[^1]: See @bee and [@ant].\n',
		];
		assert.deepEqual(await Promise.all(texts.map(async text => shownWords(await formatText(await open(full), text)).citations)), [
			['Ada Ant{1: Soil.}', 'Ant{2: Soil.}', '{3: Bob Bee, Wax.}'],
			['', 'Ada Ant{1: Soil.}', '{2: Ant, Soil.}'],
			['Ada Ant{1: Soil.}', '{3: Bee, Wax.}', 'Ant{4: Soil.}', 'Bob Bee, Wax', '(Ant, Soil)'],
		]);
	});

	it('should number works in the order in which readers meet them', async () => {
		const text = 'A [@ant].[^1] B [@bee].\n\n[^1]: See @fred.\n';
		assert.deepEqual(shownWords(await formatText(await open(styles.numeric), text)), {
			citations: ['[1]', '[3]', '[2]'],
			references: ['1. Ada Ant, Soil', '2. Fred Finch, Seeds', '3. Bob Bee, Wax'],
		});
	});

	it('should write a work without names in a footnote as the sentence has it', async () => {
		const small = smallStyle({
			isNote: true,
			citation: `<citation><layout suffix="." delimiter="; "><group delimiter=" ">${names}<text variable="title"/></group></layout></citation>`,
		});
		const onlyNames = smallStyle({ isNote: true, citation: `<citation><layout suffix=".">${names}</layout></citation>` });
		const items = { things: bookOf('of things', 2003), ant: bookOf('Soil', 2001, 'Ada Ant') };
		const shown = async (style: string, text: string) =>
			shownWords(await formatText(await open(style, key => new Map(Object.entries(items)).get(key)), text)).citations;
		assert.deepEqual(await shown(small, '^[See @things] ^[@things] ^[[@things]] ^[See @things, so] ^[[see @things]] [@things]'), [
			'of things.',
			'of things.',
			'Of things.',
			'of things',
			'see of things.',
			'{6: Of things.}',
		]);
		assert.deepEqual(await shown(onlyNames, '^[See @ant] ^[See @ant. More]'), ['Ant', 'Ant']);
	});

	it('should mark the number of each work, and no other', async () => {
		const parts = async (style: keyof typeof styles, text: string) => {
			const partsOf = (nodes: readonly Formatted[]): readonly string[] =>
				nodes.flatMap(node => (node.kind === 'cite' ? [`${node.key} ${textOfFormatted(node.children)}`] : []));
			return (await formatText(await open(styles[style]), text)).citations.map(({ text: nodes }) => partsOf(nodes));
		};
		assert.deepEqual(
			await parts('numeric', '[@ant; @bee; @fred]. [@ant, p. 2; @bee]. [@ant; see @bee]. [@bee; @fred, so]. [@ant]. [@ant; @fred].'),
			[['ant 1', 'fred 3'], [], [], [], [], ['ant 1', 'fred 3']],
		);
		assert.deepEqual(await parts('author-date', '[@ant, p. 2; @bee]. [@bee].'), [['ant Ant 2001, p. 2', 'bee Bee 2002'], []]);
	});

	it('should put ranges of numbers of any length together, and end a citation with a full stop once', async () => {
		const keys = Array.from({ length: 12 }, (_, index) => `w${index + 1}`);
		const formatter = await open(styles.numeric, key => (keys.includes(key) ? bookOf(key, 2000) : papers[key]));
		const text = `${keys.map(key => `[@${key}].`).join(' ')} [@w9; @w10; @w11]. [@w2; @w10]. [@w11; @w9; @w12; @w10].`;
		assert.deepEqual(shownWords(await formatText(formatter, text)).citations.slice(12), ['[9–11]', '[2,10]', '[9–12]']);
		assert.deepEqual(shownWords(await formatText(formatter, `[@ant]. ${text}`)).citations.slice(13), ['[10–12]', '[3,11]', '[10–13]']);
		const stopped = smallStyle({
			citation: `<citation><layout suffix="." delimiter="; "><group delimiter=" ">${names}${year}</group></layout></citation>`,
		});
		assert.deepEqual(shownWords(await formatText(await open(stopped), '[@ant; @gone] [@ant] [@gone; @ant] [see @gone; @ant]')).citations, [
			'Ant 2001; gone?',
			'Ant 2001.',
			'gone?; Ant 2001.',
			'see gone?; Ant 2001.',
		]);
	});

	it('should list what is cited in the order of the style, then what is only listed', async () => {
		const text = '---\nnocite: "@fred, @ant, @gone"\n---\n\n[@bee]. [@ant].';
		const lists = await Promise.all(
			[styles.numeric, styles['author-date'], styles['notes without']].map(
				async style => shownWords(await formatText(await open(style), text)).references,
			),
		);
		assert.deepEqual(lists, [
			['1. Bob Bee, Wax', '2. Ada Ant, Soil', '3. Fred Finch, Seeds'],
			['Ada Ant 2001, Soil', 'Bob Bee 2002, Wax', 'Fred Finch 2016, Seeds'],
			[],
		]);
	});

	it('should keep what has words of its own in its place where positions count, and unknown works behind a first that nothing opens', async () => {
		const inOrder = await open(styles['author-date with positions']);
		assert.deepEqual(shownWords(await formatText(inOrder, '[@bee; @ant]. [see @fred; @bee]. [@storm, so; @ant].')).citations, [
			'(Ant 2001; Bee 2002)',
			'(see Finch 2016; Bee 2002)',
			'(1999, so; Ant 2001)',
		]);
		const bare = smallStyle({ format: 'numeric', citation: `<citation><layout delimiter=", ">${number}</layout></citation>` });
		assert.deepEqual(shownWords(await formatText(await open(bare), '[@ant; @gone; @bee].')).citations, ['1, gone?, 2']);
	});

	it('should put a dash for the authors of the entry before, where they are the same', async () => {
		const { references } = await formatText(await open(styles['author-date']), '[@bee]. [@ant]. [@anthill]. [@ants].');
		assert.deepEqual(
			references.map(({ key, text }) => `${key}: ${textOfFormatted(text)}`),
			['anthill: Ada Ant 2001a, Hills', 'ant: —— 2001b, Soil', 'ants: Ada Ant, Bob Bee, and Cid Cat 2001, Paths', 'bee: Bob Bee 2002, Wax'],
		);
	});

	it('should know whether the lines of an entry hang, and whether citations stand in notes', async () => {
		const hanging = smallStyle({
			citation: '<citation><layout><text variable="title"/></layout></citation>',
			list: list(names, '', 'hanging-indent="true"'),
		});
		const formatters = await Promise.all([hanging, styles.numeric, styles['notes without']].map(style => open(style)));
		assert.deepEqual(
			await Promise.all(formatters.map(async formatter => [(await formatText(formatter, '[@ant]')).hangingIndent, formatter.inNotes])),
			[
				[true, false],
				[false, false],
				[false, true],
			],
		);
	});

	it('should leave out an entry of which the style has nothing to say, and a number that it writes twice in both places', async () => {
		const twice = smallStyle({
			format: 'numeric',
			citation: `<citation><layout>${number}</layout></citation>`,
			list: list(`<choose><if variable="author">${numberedEntry}<text value=", no. "/>${number}</if></choose>`),
		});
		const formatter = await open(twice);
		assert.deepEqual(shownWords(await formatText(formatter, '[@ant]. [@storm]. [@bee].')).references, [
			'1. Ada Ant, Soil, no. 1',
			'3. Bob Bee, Wax, no. 3',
		]);
		assert.deepEqual(shownWords(await formatText(formatter, '[@bee]. [@ant].')).references, [
			'1. Bob Bee, Wax, no. 1',
			'2. Ada Ant, Soil, no. 2',
		]);
	});

	it('should keep numbers that look like those it puts in the place of others', async () => {
		const known = new Map([
			['odd', bookOf('6180300001 nights', 2001, 'Odo Odd')],
			['even', bookOf('Days', 2001, 'Eva Even')],
		]);
		const formatter = await open(styles.numeric, key => known.get(key));
		await formatText(formatter, '[@odd, p. 6180300001].');
		assert.deepEqual(shownWords(await formatText(formatter, '[@even]. [@odd, p. 6180300001]. [see 6180300002 @odd; @even].')), {
			citations: ['[1]', '[2, p. 6180300001]', '[see 6180300002 2,1]'],
			references: ['1. Eva Even, Days', '2. Odo Odd, 6180300001 nights'],
		});
	});

	it('should know editors and translators as those who made a work that has no authors', async () => {
		const made = (role: string, date: number, given: string, family: string): JsonObject => ({
			...bookOf('T', date),
			[role]: [{ given, family }],
		});
		const known = new Map([
			['fred', made('editor', 2001, 'Fred', 'Finch')],
			['flora', made('editor', 2002, 'Flora', 'Finch')],
			['ant', made('translator', 2003, 'Ada', 'Ant')],
			['fredToo', made('editor', 2004, 'Fred', 'Finch')],
		]);
		const makers =
			'<names variable="author"><name form="short"/><substitute><names variable="editor"/><names variable="translator"/></substitute></names>';
		const style = smallStyle({
			citation: `<citation collapse="year"><layout delimiter="; "><group delimiter=" ">${makers}<group>${year}</group></group></layout></citation>`,
		});
		const text = '[@fred; @ant; @fredToo; @flora]. [@flora; @fred; @ant].';
		assert.deepEqual(shownWords(await formatText(await open(style, key => known.get(key)), text)).citations, [
			'Finch 2001, 2004; Ant 2003; Finch 2002',
			'Finch 2002; Finch 2001; Ant 2003',
		]);
	});

	it('should format anew what a changed, gone or new record is in, whatever the style', async () => {
		const text = '[@ant]. @bee. [@ant; @bee]. [@anthill].';
		for (const name of ['numeric', 'author-date', 'author-date with positions', 'notes with ibid.'] as const) {
			const style = styles[name];
			const known = new Map(Object.entries(papers));
			const formatter = await open(style, key => known.get(key));
			const fresh = async () => formatText(await open(style, key => known.get(key)), text);
			const first = await formatText(formatter, text);
			for (const [change, record] of [
				['another title', bookOf('Earth', 2001, 'Ada Ant')],
				['other names', bookOf('Soil', 2001, 'Zoe Zebu')],
				['nothing', undefined],
				['what it was', papers['ant']],
			] as const) {
				known.delete('ant');
				if (record !== undefined) {
					known.set('ant', record);
				}
				assert.deepEqual(await formatText(formatter, text), await fresh(), `${name}: ${change}`);
			}
			assert.deepEqual(await formatText(formatter, text), first, name);
		}
	});

	it('should finish one text before the next', async () => {
		const formatter = await open(styles['notes with ibid.']);
		const [first, second] = await Promise.all([formatText(formatter, '[@ant]. [@ant].'), formatText(formatter, '[@bee]. [@ant].')]);
		assert.deepEqual(
			[first, second].map(one => shownWords(one).citations),
			[
				['{1: Ada Ant, Soil.}', '{2: Ibid.}'],
				['{1: Bob Bee, Wax.}', '{2: Ada Ant, Soil.}'],
			],
		);
	});

	it('should say that a style failed, and format the next text as if nothing had been', async () => {
		let isBroken = false;
		const formatter = await open(styles.numeric, key => {
			if (isBroken) {
				throw new RangeError('out of bounds');
			}
			return papers[key];
		});
		const before = await formatText(formatter, '[@bee]. [@ant].');
		isBroken = true;
		await assert.rejects(
			formatText(formatter, '[@ant]. [@bee].'),
			(error: unknown) => error instanceof StyleError && error.cause instanceof RangeError,
		);
		isBroken = false;
		assert.deepEqual(await formatText(formatter, '[@bee]. [@ant].'), before);
	});

	it('should write subtitles with a capital in the styles that want it, whatever version of them', async () => {
		const titled = smallStyle({ citation: '<citation><layout><text variable="title"/></layout></citation>' });
		const title = async (id: string) => {
			const style = titled.replace('<id>http://example.org/t</id>', `<id>${id}</id>`);
			return htmlText((await formatText(await open(style, () => bookOf('Rays: a study', 2001)), '[@ray]')).citations[0]?.text ?? []);
		};
		assert.deepEqual(
			await Promise.all(
				['http://www.zotero.org/styles/apa', 'http://x.org/apa-6th-edition', 'http://x.org/apart', 'http://x.org/my-apa'].map(title),
			),
			['Rays: A study', 'Rays: A study', 'Rays: a study', 'Rays: a study'],
		);
	});

	/** The document of so many works, each cited once, and a citation of two at the end. */
	const long = (count: number): string => `${Array.from({ length: count }, (_, index) => `[@w${index}].`).join(' ')} [@w0; @w1].`;
	const many = new Map(
		Array.from({ length: 60 }, (_, index): readonly [string, JsonObject] => [
			`w${index}`,
			bookOf(`Title ${index}`, 1900 + index, `Given${index} Family${index}`),
		]),
	);

	for (const [name, style] of Object.entries(styles)) {
		it(`should write no more than what an edit changed: ${name}`, async () => {
			const { Engine } = await loadCiteproc();
			const { process_CitationCluster: write, makeBibliography: list } = Engine.prototype;
			let written: readonly string[] = [];
			try {
				Engine.prototype.process_CitationCluster = function (sorted, citation) {
					written = [...written, 'citation'];
					return write.call(this, sorted, citation);
				};
				Engine.prototype.makeBibliography = function (filter) {
					written = [...written, 'entry'];
					return list.call(this, filter);
				};
				const formatter = await open(style, key => many.get(key));
				await formatText(formatter, long(40));
				assert.ok(written.length >= 40, 'counts what is written');
				written = [];
				await formatText(formatter, long(40));
				assert.deepEqual(written, []);
				await formatText(formatter, `${long(40)} [@w3, p. 3].`);
				assert.ok(written.length <= 2, written.join());
				written = [];
				await formatText(formatter, `[@w50]. ${long(40)} [@w3, p. 3].`);
				// Numbers, unless a style knows positions, are put into what is there; notes say in which one a work stands first.
				const limit = /^numeric.*with positions|ibid/.test(name) ? 100 : 3;
				assert.ok(written.length <= limit, written.join());
			} finally {
				Object.assign(Engine.prototype, { process_CitationCluster: write, makeBibliography: list });
			}
		});

		it(`should look at the clock at each work, citation and entry: ${name}`, async () => {
			const { now } = Date;
			let time = 0;
			let pauses = 0;
			try {
				// As if each step took a second.
				Date.now = () => (time += 1000);
				const formatter = await openFormatter({
					style,
					localeOf: () => smallLocale(),
					itemOf: key => many.get(key),
					pause: () => {
						pauses += 1;
						return Promise.resolve();
					},
				});
				await formatText(formatter, long(20));
			} finally {
				Date.now = now;
			}
			// A work is read, its citation written and given; then its entry, where there is a list.
			assert.ok(pauses >= (style.includes('<bibliography') ? 80 : 60), `${pauses} pauses`);
		});
	}
});

describe('a formatter that has seen other states of a document', () => {
	const whole = 'A [@bee; @ant]. B @fred [p. 3]. C [@bee].';
	/** What is changed, and the text before and after. */
	const edits: readonly (readonly [change: string, before: string, after: string])[] = [
		['a citation at the start', whole, `O [@storm]. ${whole}`],
		['one at the end', whole, `${whole} D [@storm; @bee].`],
		['the same one again before', whole, `[@bee]. ${whole}`],
		['all citations', whole, 'Nothing.'],
		['two that change places', '[@ant]. [@bee]. [@fred].', '[@bee]. [@ant]. [@fred].'],
		['one that goes between two alike', '[@bee]. [@ant]. [@bee].', '[@bee]. [@bee].'],
		['works within a citation', '[@ant; @bee; @fred]', '[@fred; @bee; @ant]'],
		['a prefix', '[@ant; @bee]', '[see @ant; @bee]'],
		['a form', '[@ant]. [@bee].', '@ant. [-@bee].'],
		['a work of the same author and year', '[@ant]. @bee.', '[@ant]. @bee. [@anthill].'],
		['a work whose names begin alike', '[@ants]. [@bee].', '[@ants]. [@bee]. [@antsToo].'],
		['a namesake', '@fred. [@fred; @bee].', '@fred. [@fred; @bee]. [@flora].'],
		['the order of namesakes', '[@fred]. [@flora; @fred].', '[@flora]. [@flora; @fred].'],
		['one put in order that tells others apart', '[@ant]. [@bee].', '[@ant]. [@bee]. [@fred; see @anthill; @bee].'],
		['what is only listed', '[@ant]. @bee.', '---\nnocite: "@anthill, @fred"\n---\n\n[@ant]. @bee.'],
		['a citation of what was only listed', '---\nnocite: "@bee"\n---\n\n[@ant].', '---\nnocite: "@bee"\n---\n\n[@bee]. [@ant].'],
		['a footnote before it', '[@ant]. [@ant]. @bee.', '^[Own.] [@ant]. ^[Own.] [@ant]. @bee.'],
		['a citation that goes into a footnote', '[@ant]. [@bee]. [@ant].', '[@ant]. ^[As @bee says.] [@ant].'],
		['a key of nothing', '[@ant; @bee].', '[@ant; @gone; @bee]. @gone.'],
		['a work named in the text that gets another number', '@bee [p. 1; @ant].', '[@ant]. @bee [p. 1; @ant].'],
		['works before one named in the text', '@bee [p. 1; @ant; @fred].', '[@fred]. @bee [p. 1; @ant; @fred].'],
		[
			'numbers that follow one another',
			'[@ant]. [@bee]. [@fred]. [@ant; @bee; @fred].',
			'[@ant]. [@bee]. [@storm]. [@fred]. [@ant; @bee; @fred].',
		],
		['tens of numbers', '[@ant]. [@bee].', '[@storm]. [@fred]. [@flora]. [@ants]. [@antsToo]. [@anthill]. [@ant]. [@bee].'],
	];
	// Those with positions and numbers start again with each work; notes without positions are written as author and date are.
	const { 'numeric with positions': _, 'notes without': __, ...others } = styles;
	for (const [name, style] of Object.entries(others)) {
		it(`should format as one that has not, whatever changed: ${name}`, async () => {
			const fresh = new Map<string, FormattedDocument>();
			for (const [change, before, after] of edits) {
				const formatter = await open(style);
				const first = await formatText(formatter, before);
				const then = await formatText(formatter, after);
				const known = fresh.get(after) ?? (await formatText(await open(style), after));
				fresh.set(after, known);
				assert.deepEqual(then, known, change);
				assert.deepEqual(await formatText(formatter, after), known, `${change}, asked twice`);
				assert.deepEqual(await formatText(formatter, before), first, `${change}, and back`);
			}
		});
	}
});
