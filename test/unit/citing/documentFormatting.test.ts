import assert from 'node:assert/strict';
import { textOfFormatted } from '../../../src/core/citing/bibliography/formattedText';
import { DocumentFormatting } from '../../../src/core/citing/documentFormatting';
import type { DocumentSettings } from '../../../src/core/citing/documentSettings';
import type { JsonObject } from '../../../src/core/data/json';

const settings: DocumentSettings = { bibliography: [], references: [], citesAll: false };
const citing = (...keys: readonly string[]) => keys.map(key => ({ form: 'parenthetical' as const, cites: [{ key }] }));
const later = () => new Promise<void>(resolve => setTimeout(resolve));

/** A formatter that takes its time and says which of the cited works it found, `a b?`. */
function slowFormatting(): DocumentFormatting {
	return new DocumentFormatting({
		open: async (_, __, itemOf) => {
			await later();
			return {
				format: async citations => {
					await later();
					const words = citations.map(({ cites }) => cites.map(({ key }) => `${key}${itemOf(key) === undefined ? '?' : ''}`).join(' '));
					return {
						citations: words.map(text => ({ text: [{ kind: 'text' as const, text }] })),
						references: [],
						hangingIndent: false,
						unknown: [],
					};
				},
			};
		},
		papersOf:
			() =>
			async (key): Promise<JsonObject> => {
				await later();
				return { id: key };
			},
		bibliographyKeys: () => [],
	});
}

describe('formatting of documents', () => {
	it('should find the works of each state of a document, where one is asked for while another is formatted', async () => {
		const formatting = slowFormatting();
		const states = [citing('a', 'b'), citing('b', 'c'), citing('d'), citing('a')];
		for (let between = 0; between < 6; between += 1) {
			const formatted = [];
			for (const state of states) {
				formatted.push(formatting.format('draft.md', settings, state));
				for (let waits = 0; waits < between; waits += 1) {
					await later();
				}
			}
			assert.deepEqual(
				(await Promise.all(formatted)).map(({ citations }) => citations.map(({ text }) => textOfFormatted(text)).join()),
				['a,b', 'b,c', 'd', 'a'],
			);
		}
	});

	it('should go on with the next state where one could not be formatted', async () => {
		let asked = 0;
		const formatting = new DocumentFormatting({
			open: () =>
				Promise.resolve({
					format: () =>
						(asked += 1) === 1
							? Promise.reject(new Error('The thread ended.'))
							: Promise.resolve({
									citations: [{ text: [{ kind: 'text' as const, text: 'a' }] }],
									references: [],
									hangingIndent: false,
									unknown: [],
								}),
				}),
			papersOf: () => key => Promise.resolve({ id: key }),
			bibliographyKeys: () => [],
		});
		const [first, second] = await Promise.allSettled([1, 2].map(() => formatting.format('draft.md', settings, citing('a'))));
		assert.deepEqual([first?.status, second?.status], ['rejected', 'fulfilled']);
	});
});

describe('what a formatter of documents is asked', () => {
	type Told = readonly [keys: string, known: string];

	/** Remembers what was opened, closed and formatted; of each citation the keys, and of each key what it stands for. */
	function recording(paperOf: (key: string) => JsonObject | undefined = key => ({ id: key })) {
		const [opened, closed, told]: [string[], string[], Told[]] = [[], [], []];
		const items: (JsonObject | undefined)[] = [];
		const formatting = new DocumentFormatting({
			open: ({ csl = 'apa', lang = 'en' }, document, itemOf) => {
				opened.push(`${document} ${csl} ${lang}`);
				return csl === 'gone'
					? Promise.reject(new Error('No style.'))
					: Promise.resolve({
							format: citations => {
								const cites = citations.flatMap(citation => citation.cites);
								items.push(...cites.map(({ key }) => itemOf(key)));
								told.push([
									citations.map(({ form, cites: works }) => `${form.charAt(0)}:${works.map(({ key }) => key).join()}`).join(' '),
									cites.map(({ key }) => (itemOf(key) === undefined ? '-' : '+')).join(''),
								]);
								return Promise.resolve({
									citations: citations.map(() => ({ text: [] })),
									references: [],
									hangingIndent: false,
									unknown: itemOf('a') === undefined ? [] : ['a is known'],
								});
							},
							close: () => closed.push(`${document} ${csl} ${lang}`),
						});
			},
			papersOf: () => key => Promise.resolve(paperOf(key)),
			bibliographyKeys: () => ['a', 'filed'],
		});
		return { formatting, opened, closed, told, items };
	}

	it('should be opened once for each document, style and language, and closed behind the last', async () => {
		const { formatting, opened, closed } = recording();
		for (const more of [{}, {}, { csl: 'ieee' }, { csl: 'ieee', lang: 'de' }, { csl: 'ieee', lang: 'de' }]) {
			await formatting.format('a.md', { ...settings, ...more }, citing('a'));
		}
		await later();
		assert.deepEqual(
			[opened, closed],
			[
				['a.md apa en', 'a.md ieee en', 'a.md ieee de'],
				['a.md apa en', 'a.md ieee en'],
			],
		);
		formatting.forget();
		await later();
		assert.equal(closed.at(-1), 'a.md ieee de');
		await formatting.format('a.md', settings, citing('a'));
		assert.equal(opened.length, 4);
	});

	it('should be closed for the document that was left longest ago, where there are more than twenty', async () => {
		const { formatting, opened, closed } = recording();
		for (let number = 0; number < 20; number += 1) {
			await formatting.format(`${number}.md`, settings, citing('a'));
		}
		await later();
		assert.deepEqual([opened.length, closed], [20, []]);
		await formatting.format('20.md', settings, citing('a'));
		await later();
		assert.deepEqual([opened.length, closed], [21, ['0.md apa en']]);
	});

	it('should be told of once where its style is none, each time that it is asked', async () => {
		const { formatting, opened } = recording();
		for (let tries = 0; tries < 2; tries += 1) {
			await assert.rejects(formatting.format('a.md', { ...settings, csl: 'gone' }, citing('a')), /No style/);
		}
		assert.equal(opened.length, 1);
		formatting.forget();
		await later();
	});

	it('should be given what only the list has behind what the text cites, in the order of the bibliography, and give back the looks of the latter', async () => {
		const { formatting, told } = recording();
		const ours = { id: 'ours', type: 'book', title: 'Ours' };
		const asked = [
			{ ...settings, uncited: ['u', 'v'] },
			{ ...settings, citesAll: true, references: [ours] },
			{ ...settings, citesAll: true, uncited: ['u'] },
			{ ...settings, uncited: ['filed', 'u', 'a'] },
		];
		const counts = [];
		for (const one of asked) {
			counts.push((await formatting.format('a.md', one, [...citing('a'), { form: 'uncited', cites: [{ key: '*' }] }])).citations.length);
		}
		assert.deepEqual(told, [
			['p:a u: u:u,v', '+++'],
			['p:a u: u:ours,a,filed', '++++'],
			['p:a u: u:a,filed,u', '++++'],
			['p:a u: u:a,filed,u', '++++'],
		]);
		assert.deepEqual(counts, [2, 2, 2, 2]);
	});

	it('should know the works of the present state alone, those of the front matter as they stand there', async () => {
		const { formatting, told, items } = recording(key => (key === 'nobody' ? undefined : { id: key, title: 'The library’s' }));
		const ours = (title: string) => ({ ...settings, references: [{ id: 'ours', type: 'book', title }] });
		await formatting.format('a.md', ours('One'), citing('a', 'nobody'));
		const { unknown } = await formatting.format('a.md', ours('One'), citing('ours'));
		await formatting.format('a.md', ours('One'), citing('ours'));
		await formatting.format('a.md', ours('Two'), citing('ours'));
		assert.deepEqual(
			told.map(([, known]) => known),
			['+-', '+', '+', '+'],
		);
		assert.deepEqual(unknown, [], 'what is no longer cited is no longer known');
		const [, , first, same, other] = items;
		assert.deepEqual([first?.['title'], first === same, other?.['title']], ['One', true, 'Two']);
	});

	it('should take a key in another case for none, and one work under several keys for one', async () => {
		const doe = { 'citation-key': 'doe2020', title: 'Rays' };
		const { formatting, told } = recording(key => (/^(?:doe|old)/i.test(key) ? doe : { id: key }));
		await formatting.format('a.md', settings, citing('Doe2020', 'old', 'doe2020', 'roe'));
		await formatting.format('b.md', settings, citing('roe', 'nobody'));
		assert.deepEqual(told, [
			['p:Doe2020 p:old p:old p:roe', '-+++'],
			['p:roe p:nobody', '++'],
		]);
	});

	it('should list works that are no whole document as they stand, and no others', async () => {
		const formatting = slowFormatting();
		const listed = [{ form: 'uncited' as const, cites: [{ key: 'b' }, { key: 'a' }] }];
		const own = { ...settings, references: [{ id: 'a', type: 'book', title: 'A' }], uncited: ['c'] };
		const textsOf = async (extent: 'document' | 'works') =>
			(await formatting.format('a.md', own, listed, extent)).citations.map(({ text }) => textOfFormatted(text));
		assert.deepEqual(await textsOf('works'), ['b a']);
		assert.deepEqual(await textsOf('document'), ['']);
	});
});
