import assert from 'node:assert/strict';
import { adjustEngine, withoutNeedlessSpaces } from '../../../src/core/citing/bibliography/adjustments';
import type { Formatted } from '../../../src/core/citing/bibliography/formattedText';
import { htmlText, textOfFormatted } from '../../../src/core/citing/bibliography/formattedText';
import { prepared } from '../../../src/core/citing/bibliography/loadCiteproc';
import type { JsonObject } from '../../../src/core/data/json';
import { bookOf, formatText, newCiteproc, openSmall as openIn, shownWords, smallLocale, smallStyle } from '../../fakes/smallStyles';

const others = { literal: 'others' };
const person = (name: string): JsonObject => ({ given: name.split(' ')[0] ?? '', family: name.split(' ').at(-1) ?? '' });
const by = (author: readonly (string | JsonObject)[], year = 2010, title = 'T'): JsonObject => ({
	...bookOf(title, year),
	author: author.map(one => (typeof one === 'string' ? person(one) : one)),
});

const papers: Readonly<Record<string, JsonObject>> = {
	a: bookOf('One', 2001, 'Ada Ant'),
	a2: bookOf('Two', 2002, 'Ada Ant'),
	a3: bookOf('Three', 2003, 'Ada Ant'),
	b: bookOf('Four', 2004, 'Bob Bee'),
	fred: bookOf('Seeds', 2005, 'Fred Finch'),
	flora: bookOf('Beaks', 2006, 'Flora Finch'),
	storm: bookOf('Storm', 1999),
	edited: { type: 'book', title: 'Edited', editor: [person('Ada Ant')], issued: { 'date-parts': [[2020]] } },
};

const names = `<names variable="author"><name form="short" and="text"/>
	<substitute><names variable="editor"/><text variable="title" font-style="italic"/></substitute></names>`;
const year = '<date variable="issued"><date-part name="year"/></date>';
const place = '<group delimiter=" " prefix=", "><label variable="locator" form="short"/><text variable="locator"/></group>';

/** Citations as `(Ant 2001; Bee 2004)`. */
function inBrackets(attributes = '', layout = 'prefix="(" suffix=")" delimiter="; "'): string {
	return smallStyle({
		citation: `<citation ${attributes}><layout ${layout}><group delimiter=" ">${names}${year}</group>${place}</layout></citation>`,
	});
}

let citeproc = newCiteproc();

const openSmall: typeof openIn = (style, itemOf, options) => openIn(style, itemOf, { citeproc, ...options });

async function citations(
	style: string,
	text: string,
	items: Readonly<Record<string, JsonObject>> = papers,
	options: { readonly locale?: string; readonly language?: string } = {},
): Promise<readonly string[]> {
	return shownWords(await formatText(await openSmall(style, key => items[key], options), text)).citations;
}

describe('what citeproc-js writes otherwise than the specification', () => {
	beforeEach(() => {
		citeproc = prepared(newCiteproc());
	});

	it('should leave an engine as it is, however many numbers it takes apart', () => {
		const system = { retrieveLocale: () => smallLocale(), retrieveItem: () => ({ id: 'a' }), wrapCitationEntry: (entry: string) => entry };
		const engine = new citeproc.Engine(system, inBrackets(), 'en-US', true);
		adjustEngine(engine);
		const before: unknown = Reflect.get(engine, 'getTerm');
		engine.processNumber(false, { label: 'chapter', locator: '3-4' }, 'locator');
		assert.equal(Reflect.get(engine, 'getTerm'), before);
	});

	const grouping: readonly (readonly [rule: string, attributes: string, text: string, shown: string])[] = [
		['name an author once', 'collapse="year"', '[@a; @a2; @b]', '(Ant 2001, 2002; Bee 2004)'],
		['bring an author together', 'collapse="year"', '[@a; @b; @a2]', '(Ant 2001, 2002; Bee 2004)'],
		['part places as works', 'collapse="year"', '[@a, p. 3; @a2; @b]', '(Ant 2001, p. 3; 2002; Bee 2004)'],
		['part them wherever one has a place', 'collapse="year"', '[@b; @a; @a2; @a3, p. 3]', '(Bee 2004; Ant 2001; 2002; 2003, p. 3)'],
		[
			'see to the places of others not',
			'collapse="year"',
			'[@b, p. 3; @a; @a2; @fred, p. 4]',
			'(Bee 2004, p. 3; Ant 2001, 2002; Finch 2005, p. 4)',
		],
		[
			'name an author again behind words',
			'collapse="year"',
			'[see @a; @a2; also @a3; @b]',
			'(see Ant 2001, 2002; also Ant 2003; Bee 2004)',
		],
		['name an author again before and behind words', 'collapse="year"', '[@a; @a2, so; @a3]', '(Ant 2001; Ant 2002, so; Ant 2003)'],
		['see to places behind words for themselves', 'collapse="year"', '[@a; @a2; also @a3, p. 3]', '(Ant 2001, 2002; also Ant 2003, p. 3)'],
		['tell namesakes apart', 'collapse="year"', '[@fred; @flora]', '(Finch 2005; Finch 2006)'],
		['know who edited', 'collapse="year"', '[@edited; @a]', '(Ant 2020, 2001)'],
		['leave out names that the text has', 'collapse="year"', '[-@a; @a2; @b]', '(2001, 2002; Bee 2004)'],
		['write what stands in a group', 'collapse="year" cite-group-delimiter=" / "', '[@a; @a2; @b]', '(Ant 2001 / 2002; Bee 2004)'],
		[
			'write what stands behind one',
			'collapse="year" cite-group-delimiter=" / " after-collapse-delimiter=" // "',
			'[@a; @a2; @a3; @b; @fred]',
			'(Ant 2001 / 2002 / 2003 // Bee 2004; Finch 2005)',
		],
		['write nothing else where none are together', 'collapse="year" after-collapse-delimiter=" // "', '[@b; @a]', '(Bee 2004; Ant 2001)'],
		['group without leaving out names', 'cite-group-delimiter=" / "', '[@a; @b; @a2]', '(Ant 2001 / Ant 2002; Bee 2004)'],
		['leave what no style groups', '', '[@a; @b; @a2]', '(Ant 2001; Bee 2004; Ant 2002)'],
	];
	for (const [rule, attributes, text, shown] of grouping) {
		it(`should ${rule}: ${text}`, async () => assert.deepEqual(await citations(inBrackets(attributes), text), [shown]));
	}

	it('should let letters behind one year follow as the style has it', async () => {
		const style = smallStyle({
			citation: `<citation collapse="year-suffix" disambiguate-add-year-suffix="true" year-suffix-delimiter="+"><layout delimiter="; ">
				<group delimiter=" ">${names}<date variable="issued"><date-part name="year"/></date></group></layout></citation>`,
			list: `<bibliography><sort><key variable="title"/></sort><layout><text variable="title"/></layout></bibliography>`,
		});
		const works = { a: bookOf('A', 2001, 'Ada Ant'), b: bookOf('B', 2001, 'Ada Ant'), c: bookOf('C', 2003, 'Ada Ant') };
		assert.deepEqual(await citations(style, '[@a; @b; @c]. [@a]', works), ['Ant 2001a+b, 2003', 'Ant 2001a']);
	});

	it('should mark what is said of each work of a citation, without what stands around it', async () => {
		const parts = async (style: string, text: string, items: Readonly<Record<string, JsonObject>> = papers) => {
			const { citations: written } = await formatText(await openSmall(style, key => items[key]), text);
			const partsOf = (nodes: readonly Formatted[]): readonly string[] =>
				nodes.flatMap(node => (node.kind === 'cite' ? [`${node.key}: ${textOfFormatted(node.children)}`] : []));
			return written.map(one => partsOf(one.note?.text ?? one.text));
		};
		assert.deepEqual(await parts(inBrackets('collapse="year"'), '[@a; @a2, p. 3; @b] [see @b; @storm, and more]'), [
			['a: Ant 2001', 'a2: 2002, p. 3', 'b: Bee 2004'],
			['b: see Bee 2004', 'storm: Storm 1999, and more'],
		]);
		const letters = smallStyle({
			citation: `<citation collapse="year-suffix" disambiguate-add-year-suffix="true" year-suffix-delimiter="+"><layout prefix="(" suffix=")"
				delimiter="; "><group delimiter=" ">${names}${year}</group></layout></citation>`,
			list: '<bibliography><sort><key variable="title"/></sort><layout><text variable="title"/></layout></bibliography>',
		});
		const works = { one: bookOf('A', 2001, 'Ada Ant'), two: bookOf('B', 2001, 'Ada Ant'), ...papers };
		assert.deepEqual(await parts(letters, '[@one; @two; @a3; @b] [@b; @one; @two]', works), [
			['one: Ant 2001a', 'two: b', 'a3: 2003', 'b: Bee 2004'],
			['b: Bee 2004', 'one: Ant 2001a', 'two: b'],
		]);
		assert.deepEqual(await parts(inBrackets('', 'prefix="«" suffix="»" delimiter=", "'), '[@a; @b]'), [['a: Ant 2001', 'b: Bee 2004']]);
		const ranges = { ray: { author: [person('R Ray')], issued: { 'date-parts': [[2000], [2002]] } }, ...papers };
		assert.deepEqual(await parts(inBrackets(), '[@ray; @b] [@b; @ray] [-@b; @a]', ranges), [
			['ray: Ray 2000–2002', 'b: Bee 2004'],
			['b: Bee 2004', 'ray: Ray 2000–2002'],
			['b: 2004', 'a: Ant 2001'],
		]);
		const onlyNames = smallStyle({ citation: `<citation><layout suffix="." delimiter=" ">${names}</layout></citation>` });
		assert.deepEqual(await parts(onlyNames, '[@ed; @b] [@b; @ed]', { ed: by([{ family: 'Ed.' }]), ...papers }), [
			['ed: Ed.', 'b: Bee'],
			['b: Bee', 'ed: Ed.'],
		]);
		assert.deepEqual(await parts(inBrackets('', 'suffix="." delimiter="; "'), '[@a; @b, cf.]'), [['a: Ant 2001', 'b: Bee 2004, cf.']]);
		assert.deepEqual(await parts(inBrackets('', 'delimiter=" and "'), '[@a; @b; @storm]'), [
			['a: Ant 2001', 'b: Bee 2004', 'storm: Storm 1999'],
		]);
	});

	it('should write a title in place of names as a title', async () => {
		const { citations: written } = await formatText(await openSmall(inBrackets(), key => papers[key]), '@storm. [@storm]. @a.');
		assert.deepEqual(
			written.map(({ text }) => htmlText(text)),
			['<i>Storm</i> (1999)', '(<i>Storm</i> 1999)', 'Ant (2001)'],
		);
	});

	it('should keep its brackets where nothing is left to say of a work', async () => {
		const onlyNames = (layout: string) =>
			smallStyle({
				citation: `<citation><layout ${layout}><group delimiter=" ">${names}<text variable="locator"/></group></layout></citation>`,
			});
		const brackets = onlyNames('prefix="(" suffix=")" delimiter="; "');
		assert.deepEqual(await citations(brackets, '[-@a; @b] [@b; -@a] [-@a] [-@a, p. 3; @b] [-@a; @b; -@fred] [-@a; see @b] @a @a [p. 3]'), [
			'(Bee)',
			'(Bee)',
			'',
			'(3; Bee)',
			'(Bee)',
			'(see Bee)',
			'Ant',
			'Ant (3)',
		]);
		assert.deepEqual(await citations(onlyNames('prefix="[" suffix="]" delimiter=", "'), '[-@a; @b] [@b; -@a]'), ['[Bee]', '[Bee]']);
		assert.deepEqual(await citations(onlyNames('delimiter="; "'), '[-@a; @b] [@b; -@a] [-@a; -@b]'), ['Bee', 'Bee', '']);
	});

	it('should leave small in titles what the specification leaves small, and no other preposition', async () => {
		const style = smallStyle({ citation: '<citation><layout><text variable="title" text-case="title"/></layout></citation>' });
		const titled = { a: { title: 'harbours before the storm with and without von rain' } };
		assert.deepEqual(await citations(style, '[@a]', titled), ['Harbours Before the Storm with and Without von Rain']);
	});

	it('should begin a work with nothing behind a prefix of several words that ends in a full stop', async () => {
		const style = smallStyle({
			citation: `<citation><layout prefix="(" suffix=")" delimiter="; "><group delimiter=", ">${names}${year}</group></layout></citation>`,
		});
		assert.deepEqual(await citations(style, '[see e.g. @a; cf. also. @b]'), ['(see e.g. Ant, 2001; cf. also. Bee, 2004)']);
	});

	it('should count places of several numbers as several', async () => {
		assert.deepEqual(
			await citations(inBrackets(), '[@a, p. 1.2-1.4; @b, p. 1.2] [@a, p. 3-5] [@a, p. 1:2-1:4] [@a, p. 1.2, 4] [@a, p. x.1-x.2]'),
			[
				'(Ant 2001, pp. 1.2–1.4; Bee 2004, p. 1.2)',
				'(Ant 2001, pp. 3–5)',
				'(Ant 2001, pp. 1:2–1:4)',
				'(Ant 2001, p. 1.2, 4)',
				'(Ant 2001, p. x.1-x.2)',
			],
		);
	});

	it('should mark years of less than four digits and those before our era, once the words are apart', async () => {
		const years = [-44, 79, 499, 500, 712, 999, 1000, 2000];
		const works = Object.fromEntries(years.map(one => [`y${one}`, bookOf('T', one, 'Ada Ant')]));
		const written = async (words: Readonly<Record<string, string>>) =>
			(await citations(inBrackets(), years.map(one => `[@y${one}]`).join(' '), works, { locale: smallLocale(words) })).map(one =>
				one.slice(5, -1).replaceAll('\u00a0', '_'),
			);
		const marked = ['44_BC', '79_AD', '499_AD', '500_AD', '712_AD', '999_AD', '1000', '2000'];
		assert.deepEqual(await written({ ad: 'AD', bc: 'BC' }), marked);
		assert.deepEqual(
			await written({ ad: ' AD', bc: ' BC' }),
			marked.map(one => one.replace('_', ' ')),
		);
		assert.deepEqual(
			await written({ ad: '公元', bc: '前' }),
			marked.map(one => one.replace('_AD', '公元').replace('_BC', '前')),
		);
	});

	it('should sort by years as numbers, early ones, too', async () => {
		const works = { late: bookOf('T', 1200, 'Ada Ant'), early: bookOf('T', 700, 'Ada Ant') };
		const style = smallStyle({
			citation: `<citation><sort><key variable="issued"/></sort><layout delimiter="; ">${year}</layout></citation>`,
		});
		assert.deepEqual(await citations(style, '[@late; @early]', works, { locale: smallLocale({ ad: 'AD' }) }), ['700\u00a0AD; 1200']);
	});

	it('should write a range of years within the affixes of its own date', async () => {
		const style = smallStyle({
			citation: `<citation><layout><date variable="issued" prefix="(" suffix=")"><date-part name="year"/></date></layout></citation>`,
		});
		assert.deepEqual(await citations(style, '[@a]', { a: { type: 'book', issued: { 'date-parts': [[2010], [2012]] } } }), ['(2010–2012)']);
	});

	it('should write months in the genitive beside a day, where the language has one', async () => {
		const style = smallStyle({
			citation: `<citation><layout><date variable="issued" delimiter=" "><date-part name="day"/><date-part name="month"/>
				<date-part name="year"/></date></layout></citation>`,
		});
		const works = { day: { issued: { 'date-parts': [[2020, 4, 5]] } }, month: { issued: { 'date-parts': [[2020, 4]] } } };
		const written = (language: string, month: string) =>
			citations(style, '[@day] [@month]', works, { language, locale: smallLocale({ 'month-04': month }, language) });
		assert.deepEqual(await written('pl-PL', 'kwiecień'), ['5 kwietnia 2020', 'kwiecień 2020']);
		assert.deepEqual(await written('uk-UA', 'квітень'), ['5 квітня 2020', 'квітень 2020']);
		assert.deepEqual(await written('de-DE', 'April'), ['5 April 2020', 'April 2020']);
		const months = async (form: string) => {
			const day = `<citation><layout><date variable="issued" delimiter=" "><date-part name="day"/><date-part name="month" form="${form}"/></date></layout></citation>`;
			const locale = smallLocale({ 'month-04': 'kwiecień' }, 'pl-PL').replace(
				'</terms>',
				'<term name="month-04" form="short">kwi.</term></terms>',
			);
			return (await citations(smallStyle({ citation: day }), '[@day]', works, { language: 'pl-PL', locale }))[0];
		};
		assert.deepEqual([await months('long'), await months('short'), await months('numeric')], ['5 kwietnia', '5 kwi.', '5 4']);
	});

	it('should write no word for a month behind a season', async () => {
		const style = smallStyle({
			citation: `<citation><layout><date variable="issued"><date-part name="year" suffix="年"/><date-part name="month" suffix="月"/></date>
				<text variable="title" prefix=" "/></layout></citation>`,
		});
		const works = {
			spring: { issued: { 'date-parts': [[2020]], season: '1' }, title: '月' },
			march: { issued: { 'date-parts': [[2020, 3]] }, title: 'x' },
		};
		const locale = smallLocale({ 'season-01': '春', 'month-03': '3' }, 'zh-CN');
		assert.deepEqual(await citations(style, '[@spring] [@march]', works, { locale, language: 'zh-CN' }), ['2020年春 月', '2020年3月 x']);
		assert.deepEqual(await citations(style, '[@spring]', works, { locale: smallLocale({ 'season-01': 'Spring' }) }), ['2020年Spring月 月']);
	});

	it('should leave out the spaces between words of Chinese and Japanese, and no others', () => {
		const cases = [
			['王 \u200c和 李', '王和李'],
			['王 \u200c和 Birch', '王和 Birch'],
			['Alder \u200c和 李', 'Alder 和李'],
			['Alder \u200c和 Birch', 'Alder 和 Birch'],
			['王, \u200c等', '王, 等'],
			['カ \u200cほか ひ', 'カほかひ'],
			['한 \u200c과 글', '한 과 글'],
			['王 李', '王 李'],
			['王\uE002 \uE000b\uE001x\uE001\u200c等\uE002 李', '王\uE002\uE000b\uE001x\uE001等\uE002李'],
			['2020年春\uE007月', '2020年春'],
			['2020년 봄\uE007월', '2020년 봄'],
			['春\uE007\uE002月 3月', '春\uE002 3月'],
			['春\uE007 x', '春 x'],
		] as const;
		assert.deepEqual(
			cases.map(([marked]) => withoutNeedlessSpaces(marked)),
			cases.map(([, plain]) => plain),
		);
	});

	it('should write the words between Chinese names without spaces, and between others with them', async () => {
		const locale = smallLocale({ and: '和', 'et-al': '等' }, 'zh-CN');
		const written = async (...author: (string | JsonObject)[]) =>
			(await citations(inBrackets('et-al-min="3" et-al-use-first="1"'), '[@k]', { k: by(author) }, { locale, language: 'zh-CN' }))[0];
		assert.equal(await written('Ada Ant', 'Bob Bee'), '(Ant 和 Bee 2010)');
		assert.equal(await written({ literal: '王小明' }, { literal: '李雷' }), '(王小明和李雷 2010)');
		assert.equal(await written('Ada Ant', 'Bob Bee', 'Cid Cat'), '(Ant 等 2010)');
		assert.equal(await written({ literal: '王小明' }, { literal: '李雷' }, { literal: '张三' }), '(王小明等 2010)');
	});

	it('should put a dash for the same authors only, and for a part of them where the style says so', async () => {
		const entries = async (rule: string) => {
			const list = `<bibliography et-al-min="3" et-al-use-first="2" subsequent-author-substitute="--" ${rule}><layout>
				<names variable="author"><name form="short"/></names></layout></bibliography>`;
			const style = smallStyle({ citation: '<citation><layout><text variable="title"/></layout></citation>', list });
			const works: Readonly<Record<string, JsonObject>> = {
				one: by(['A Ant', 'B Bee', 'C Cat']),
				two: by(['A Ant', 'B Bee', 'C Cat', 'D Dog']),
				three: by(['A Ant', 'B Bee']),
				four: by(['A Ant', 'B Bee']),
				five: by(['A Ant', 'Z Zoo']),
			};
			const { references } = await formatText(await openSmall(style, key => works[key]), '[@one; @two; @three; @four; @five]');
			return references.map(({ text }) => textOfFormatted(text));
		};
		assert.deepEqual(await entries(''), ['Ant, Bee, et al.', 'Ant, Bee, et al.', 'Ant, Bee', '--', 'Ant, Zoo']);
		assert.deepEqual((await entries('subsequent-author-substitute-rule="partial-each"')).slice(3), ['--, --', '--, Zoo']);
		const both = smallStyle({
			citation: '<citation><layout><text variable="title"/></layout></citation>',
			list: `<bibliography subsequent-author-substitute="--"><layout><names variable="author editor" delimiter=" / "><name form="short"/></names>
				</layout></bibliography>`,
		});
		const edited = (...editor: string[]): JsonObject => ({ ...by(['A Ant']), editor: editor.map(person) });
		const volumes: Readonly<Record<string, JsonObject>> = { one: edited('B Bee'), two: edited('B Bee'), three: edited('B Bee', 'C Cat') };
		const { references } = await formatText(await openSmall(both, key => volumes[key]), '[@one; @two; @three]');
		assert.deepEqual(
			references.map(({ text }) => textOfFormatted(text)),
			['Ant / Bee', '-- / Bee', 'Ant / Bee, Cat'],
		);
	});

	it('should join a body to other authors as a person', async () => {
		const written = async (precedes: string, ...author: (string | JsonObject)[]) => {
			const style = smallStyle({
				citation: `<citation><layout><names variable="author"><name and="text" delimiter-precedes-last="${precedes}"/></names></layout></citation>`,
			});
			return (await citations(style, '[@k]', { k: by(author) }))[0];
		};
		const body = { literal: 'World Office' };
		const rows = await Promise.all(
			['always', 'never', 'contextual'].map(async precedes => [
				await written(precedes, 'Ada Ant', body),
				await written(precedes, 'Ada Ant', 'Bob Bee', body),
				await written(precedes, body),
			]),
		);
		assert.deepEqual(rows, [
			['Ada Ant, and World Office', 'Ada Ant, Bob Bee, and World Office', 'World Office'],
			['Ada Ant and World Office', 'Ada Ant, Bob Bee and World Office', 'World Office'],
			['Ada Ant and World Office', 'Ada Ant, Bob Bee, and World Office', 'World Office'],
		]);
	});

	describe('of others that nobody names', () => {
		const works: Readonly<Record<string, JsonObject>> = {
			one: by(['Ada Ant', others]),
			two: by(['Ada Ant', 'Bob Bee', others]),
			dog: by(['Ada Ant', 'Bob Bee', 'Cid Cat', 'Dot Dog']),
			eel: by(['Ada Ant', 'Bob Bee', 'Cid Cat', 'Eva Eel']),
		};
		const adding = inBrackets('et-al-min="3" et-al-use-first="1" disambiguate-add-names="true"');

		it('should leave them out', async () => {
			assert.deepEqual(await citations(inBrackets(), '[@one] [@two]', works), ['(Ant et al. 2010)', '(Ant, Bee, et al. 2010)']);
			assert.deepEqual(await citations(adding, '[@one]', works), ['(Ant et al. 2010)']);
			assert.deepEqual(await citations(adding, '[@two]', works), ['(Ant et al. 2010)']);
			assert.deepEqual(await citations(inBrackets(), '[@k]', { k: by([others]) }), ['(others 2010)']);
		});

		it('should tell works apart by those who are named', async () => {
			assert.deepEqual(await citations(adding, '[@one] [@dog]', works), ['(Ant et al. 2010)', '(Ant, Bee, et al. 2010)']);
			assert.deepEqual(await citations(adding, '[@two] [@dog]', works), ['(Ant, Bee, et al. 2010)', '(Ant, Bee, Cat, et al. 2010)']);
			assert.deepEqual(await citations(adding, '[@one] [@two] [@dog] [@eel]', works), [
				'(Ant et al. 2010)',
				'(Ant, Bee, et al. 2010)',
				'(Ant, Bee, Cat, and Dog 2010)',
				'(Ant, Bee, Cat, and Eel 2010)',
			]);
		});

		it('should tell works apart in any style, by no more names than it takes', async () => {
			const some: Readonly<Record<string, JsonObject>> = {
				o1: by(['Ada Ant', others]),
				o2: by(['Ada Ant', 'Bob Bee', others]),
				o3: by(['Ada Ant', 'Bob Bee', 'Cid Cat', others]),
				p1: by(['Ada Ant']),
				p2: by(['Ada Ant', 'Bob Bee']),
				p3: by(['Ada Ant', 'Bob Bee', 'Cid Cat']),
				p4: by(['Ada Ant', 'Bob Bee', 'Dot Dog', 'Eva Eel']),
				both: { ...by(['Ada Ant', others]), editor: [person('Zoe Zoo'), others] },
			};
			const short = (style: string, text: string) =>
				citations(style, text, some).then(all =>
					all
						.map(one =>
							one
								.slice(1, -6)
								.replace(' et al.', '+')
								.replaceAll(/,? and /g, ', '),
						)
						.join(' | '),
				);
			const few = inBrackets('et-al-min="3" et-al-use-first="1" disambiguate-add-names="true"');
			const pairs = [
				'[@o1] [@p3]',
				'[@o1] [@p1]',
				'[@o2] [@p3]',
				'[@o2] [@o3]',
				'[@o1] [@o2] [@o3]',
				'[@o3] [@p4]',
				'[@o1] [@o2]',
				'[@o2] [@p2]',
				'[@p3] [@o3]',
				'[@both] [@p3]',
			];
			assert.deepEqual(await Promise.all(pairs.map(pair => short(few, pair))), [
				'Ant+ | Ant, Bee,+',
				'Ant+ | Ant',
				'Ant, Bee,+ | Ant, Bee, Cat',
				'Ant, Bee,+ | Ant, Bee, Cat,+',
				'Ant+ | Ant, Bee,+ | Ant, Bee, Cat,+',
				'Ant, Bee, Cat,+ | Ant, Bee, Dog,+',
				'Ant+ | Ant, Bee,+',
				'Ant+ | Ant, Bee',
				'Ant, Bee, Cat | Ant, Bee, Cat,+',
				'Ant+ | Ant, Bee,+',
			]);
			const all = inBrackets('et-al-min="4" et-al-use-first="3" disambiguate-add-names="true"');
			assert.deepEqual(await Promise.all(['[@o1] [@p3]', '[@o3] [@p4]', '[@o2] [@p2]'].map(pair => short(all, pair))), [
				'Ant+ | Ant, Bee, Cat',
				'Ant, Bee, Cat,+ | Ant, Bee, Dog,+',
				'Ant, Bee,+ | Ant, Bee',
			]);
		});

		it('should tell works of editors apart, too', async () => {
			const edited = Object.fromEntries(
				Object.entries(works).map(([key, { author = [], ...work }]) => [key, { ...work, editor: author }] as const),
			);
			assert.deepEqual(await citations(adding, '[@one] [@dog]', edited), ['(Ant et al. 2010)', '(Ant, Bee, et al. 2010)']);
		});

		it('should write no last name behind an ellipsis for them', async () => {
			const style = smallStyle({
				citation: '<citation><layout><text variable="title"/></layout></citation>',
				list: `<bibliography et-al-min="5" et-al-use-first="2" et-al-use-last="true"><layout><names variable="author"><name form="short"/></names>
					</layout></bibliography>`,
			});
			const { references } = await formatText(
				await openSmall(style, key => ({ ...works, many: by(['A Ant', 'B Bee', 'C Cat', 'D Dog', 'E Eel']) })[key]),
				'[@two] [@many]',
			);
			assert.deepEqual(
				references.map(({ text }) => textOfFormatted(text)),
				['Ant, Bee, et al.', 'Ant, Bee, … Eel'],
			);
		});
	});
});
