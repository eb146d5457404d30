import assert from 'node:assert/strict';
import type { IncomingPaper } from '../../../src/core/paper/paper';
import { certainMatch, matchTitle } from '../../../src/core/sources/titleMatch';

const titled = (title: string, fields: Partial<IncomingPaper> = {}): IncomingPaper => ({ type: 'article', title, ...fields });
const peel = { author: [{ family: 'Peel', given: 'Ada' }] };

describe('matching by title', () => {
	const cases: readonly (readonly [string, IncomingPaper, IncomingPaper, string])[] = [
		['the same words', titled('Bananas in Space: A Long Survey'), titled('Bananas in space — a long survey'), 'certain'],
		[
			'TeX and markup',
			titled('Learning $\\alpha$ of \\textsc{Bananas} in Space'),
			titled('Learning alpha of <i>Bananas</i> in space'),
			'certain',
		],
		['hyphens against one word', titled('Pre-training of Banana Peelers'), titled('Pretraining of banana peelers'), 'possible'],
		['one word more', titled('Bananas in Space: A Survey of Fruit'), titled('Bananas in Space: A Survey of Surveys of Fruit'), 'possible'],
		['another number', titled('Banana Physics of Space, Part I'), titled('Banana Physics of Space, Part II'), 'possible'],
		['a title that many have', titled('Introduction'), titled('Introduction'), 'possible'],
		['a short title with its author', titled('Banana Physics', peel), titled('Banana Physics', peel), 'certain'],
		[
			'other authors',
			titled('Bananas in Space: A Long Survey', peel),
			titled('Bananas in Space: A Long Survey', { author: [{ family: 'Curve' }] }),
			'possible',
		],
		[
			'many years apart',
			titled('Bananas in Space: A Long Survey', { issued: { 'date-parts': [[2001]] } }),
			titled('Bananas in Space: A Long Survey', { issued: { 'date-parts': [[2021]] } }),
			'possible',
		],
		[
			'a conference paper and the article of its title',
			titled('Slow Rivers under Heavy Stones', {
				...peel,
				type: 'paper-conference',
				'container-title': 'Proc. Rivers 2019',
				page: '55-60',
				issued: { 'date-parts': [[2019]] },
			}),
			titled('Slow Rivers under Heavy Stones', {
				...peel,
				type: 'article-journal',
				'container-title': 'J. Rivers',
				volume: '3',
				issued: { 'date-parts': [[2020]] },
			}),
			'possible',
		],
		[
			'a thesis and the article of its title',
			titled('Slow Rivers under Heavy Stones', { ...peel, type: 'thesis' }),
			titled('Slow Rivers under Heavy Stones', { ...peel, type: 'article-journal' }),
			'possible',
		],
		[
			'a preprint and its publication',
			titled('Slow Rivers under Heavy Stones', { ...peel, publisher: 'arXiv' }),
			titled('Slow Rivers under Heavy Stones', { ...peel, type: 'article-journal', 'container-title': 'J. Rivers' }),
			'possible',
		],
		['another energy', titled('Search for Resonances at 1.3 TeV', peel), titled('Search for Resonances at 13 TeV', peel), 'possible'],
		[
			'another language',
			titled('An Introduction to Programming in C++', peel),
			titled('An Introduction to Programming in C', peel),
			'possible',
		],
		[
			'another person of that name',
			titled('Slow Rivers under Heavy Stones', { author: [{ family: 'Wang', given: 'Ada' }] }),
			titled('Slow Rivers under Heavy Stones', { author: [{ family: 'Wang', given: 'Zed' }] }),
			'possible',
		],
		[
			'a message of each year',
			titled('Message from the General Chairs', { issued: { 'date-parts': [[2001]] } }),
			titled('Message from the General Chairs', { issued: { 'date-parts': [[2001]] } }),
			'possible',
		],
		[
			'a review of it',
			titled('Slow Rivers under Heavy Stones', { ...peel, type: 'book' }),
			titled('Slow Rivers under Heavy Stones', { ...peel, type: 'review-book' }),
			'possible',
		],
		...(
			[
				['a name with a full stop', 'Building Rivers in .NET for Children', 'Building Rivers in NET for Children'],
				['per cent', 'A Loss of 5% of River Water', 'A Loss of 5 of River Water'],
				['a star', 'A* Search in Slow Rivers', 'A Search in Slow Rivers'],
				['less and greater', 'Rivers with pH $\\leq$ 7 in the North', 'Rivers with pH ≥ 7 in the North'],
			] as const
		).map(([name, one, other]) => [`another ${name}`, titled(one, peel), titled(other, peel), 'possible'] as const),
		['the same sign', titled('Rivers with pH $\\leq$ 7 in the North', peel), titled('Rivers with pH ≤ 7 in the North', peel), 'certain'],
		[
			'another body',
			titled('Slow Rivers under Heavy Stones', { author: [{ literal: 'LAKE Collaboration' }] }),
			titled('Slow Rivers under Heavy Stones', { author: [{ literal: 'SEA Collaboration' }] }),
			'possible',
		],
		[
			'another DOI',
			titled('Slow Rivers under Heavy Stones', { ...peel, DOI: '10.1000/a' }),
			titled('Slow Rivers under Heavy Stones', { ...peel, DOI: '10.1000/b' }),
			'possible',
		],
		[
			'the report of another institute',
			titled('Slow Rivers under Heavy Stones', { ...peel, type: 'report', publisher: 'Hill Institute' }),
			titled('Slow Rivers under Heavy Stones', { ...peel, type: 'report', publisher: 'Valley Board' }),
			'possible',
		],
		[
			'a supplement that is only called so by its service',
			titled('Slow Rivers under Heavy Stones', peel),
			titled('Slow Rivers under Heavy Stones', { ...peel, type: 'document', genre: 'Supplement' }),
			'possible',
		],
		[
			'an erratum of the very title',
			titled('Slow Rivers under Heavy Stones', { ...peel, type: 'article-journal' }),
			titled('Slow Rivers under Heavy Stones', { ...peel, type: 'article-journal', genre: 'Erratum' }),
			'possible',
		],
		['something else', titled('Bananas in Space: A Long Survey'), titled('Apples on Earth: A Short Note'), 'other'],
	];
	for (const [name, known, found, kind] of cases) {
		it(`should call ${name} ${kind}`, () => {
			const { kind: said } = matchTitle(known, found);
			assert.equal(kind === 'possible' && said === 'other' ? 'possible' : said, kind);
		});
	}

	it('should not choose between two papers of one title', () => {
		const known = titled('Bananas in Space: A Long Survey');
		const one = titled('Bananas in Space: A Long Survey', { DOI: '10.1/a' });
		assert.equal(
			certainMatch(known, [one, titled('Bananas in Space: A Long Survey', { DOI: '10.1/b' })], () => false),
			undefined,
		);
		assert.equal(
			certainMatch(known, [one, titled('Apples')], () => false),
			one,
		);
	});
});
