import assert from 'node:assert/strict';
import { isCorrectedTitle, likeness, Profile, shareAuthor, titleLikeness } from '../../../src/core/merge/likeness';
import type { IncomingPaper } from '../../../src/core/paper/paper';

const profile = (title: string, fields: Partial<IncomingPaper> = {}) => new Profile({ type: 'article', title, ...fields });
const by = (...families: readonly string[]) => ({ author: families.map(family => ({ family })) });
const year = (number: number) => ({ issued: { 'date-parts': [[number]] as const } });
const rounded = (number: number) => Math.round(number * 100) / 100;

describe('likeness of titles', () => {
	for (const [a, b, expected] of [
		['Pine in bridges', 'PINE in <i>Bridges</i>', 1],
		['Bridges in pine', 'Pine in bridges', 1],
		['', 'Pine', 0],
		['', '', 0],
		['Pine in bridges 1', 'Pine in bridges 2', 0],
		['Pine in bridges, part II', 'Pine in bridges, part III', 0],
		['Pretraining of models', 'Pre training of models', 0.99],
		['Creep of pine', 'Creep of spruce', 0.56],
		['Creeping of pines and spruces', 'Creeping of pines and sprouces', 0.99],
		['Oak oak oak', 'Oak', 0.46],
		['Deep walks over land', 'Slow walks under sea', 0.28],
		['Ace of base', 'Ice of base', 0.64],
	] as const) {
		it(`should be ${expected}: ${a} | ${b}`, () => {
			assert.equal(rounded(titleLikeness(profile(a), profile(b))), expected);
			assert.equal(rounded(titleLikeness(profile(b), profile(a))), expected);
		});
	}

	it('should be 0.9 where one lacks the subtitle of the other and both have authors', () => {
		const long = ['Creep of pine: A study of walks', 'Creep of pine – a study of walks', 'Creep of pine? A study of walks'];
		for (const title of long) {
			assert.equal(titleLikeness(profile('Creep of pine', by('Vale')), profile(title, by('Vale'))), 0.9, title);
			assert.equal(titleLikeness(profile(title, by('Vale')), profile('Creep of pine', by('Vale'))), 0.9, title);
			assert.ok(titleLikeness(profile('Creep of pine'), profile(title, by('Vale'))) < 0.9, title);
			assert.ok(titleLikeness(profile('Creep of pine', by('Vale')), profile(title)) < 0.9, title);
		}
		assert.ok(titleLikeness(profile('Creep of pine', by('Vale')), profile('Creep of pine a study of walks', by('Vale'))) < 0.9);
		assert.ok(titleLikeness(profile('Creep of: pine', by('Vale')), profile('Creep of pine: walks', by('Vale'))) < 0.9);
	});

	it('should know a title that somebody corrected', () => {
		for (const [a, b, expected] of [
			['Creep of pine', 'Creep of pine: A study', true],
			['Creep of pine: A study', 'Creep of pine', true],
			['Creep: A study', 'Creep', false],
			['Creep of pine', 'Creep of pine and others', false],
			['Pretraining of models', 'Pre-training of models', true],
			['Models of spruces', 'Models of sprouces', true],
			['Pine in bridges', 'Spruce in bridges', false],
			['Brains in vats', 'Trains in vats', false],
			['Walks of 2019a', 'Walks of 2019b', false],
			['The oaks', 'The oats', false],
			['Models of spruces', 'Models of', false],
			['Models of spruces and bridges', 'Models of sprouces and railways', false],
			['Creep of pine', 'creep of pine', true],
		] as const) {
			assert.equal(isCorrectedTitle(a, b), expected, `${a} | ${b}`);
			assert.equal(isCorrectedTitle(b, a), expected, `${b} | ${a}`);
		}
	});
});

describe('likeness of papers', () => {
	const title = 'Creep of pine in bridges';

	it('should be 0 for papers of other authors or more than three years apart', () => {
		assert.equal(likeness(profile(title, by('Vale', 'Doe')), profile(title, by('Roe', 'Dow', 'Doe'))), 1);
		assert.equal(likeness(profile(title, by('Vale')), profile(title, by('Doe'))), 0);
		assert.equal(likeness(profile(title, by('Vale')), profile(title)), 1);
		assert.equal(likeness(profile(title, by('Schmidt')), profile(title, by('Schmitz'))), 0);
		assert.equal(likeness(profile(title, by('Schneider')), profile(title, by('Schneyder'))), 1);
		assert.equal(likeness(profile(title, year(2020)), profile(title, year(2023))), 1);
		assert.equal(likeness(profile(title, year(2020)), profile(title, year(2024))), 0);
		assert.equal(likeness(profile(title, year(2020)), profile(title)), 1);
	});

	it('should ask of nearly equal titles unless their identifiers differ', () => {
		const near = 'Creep of pines in bridges';
		assert.ok(likeness(profile(title), profile(near)) > 0.9);
		assert.equal(likeness(profile(title, { DOI: '10.1000/a' }), profile(near, { DOI: '10.1000/b' })), 0);
		assert.equal(likeness(profile(title, { DOI: '10.1000/a' }), profile(title, { DOI: '10.1000/b' })), 1);
		assert.ok(likeness(profile(title, { DOI: '10.1000/a' }), profile(near, { DOI: '10.1000/a' })) > 0.9);
		assert.ok(likeness(profile(title, { DOI: '10.1000/a' }), profile(near, { identifiers: { pmid: '1' } })) > 0.9);
		assert.equal(likeness(profile(title), profile('Walks over land')), 0);
	});

	it('should ask of papers on one page of one volume, however their titles are written', () => {
		const place = { 'container-title': 'J. Walks', volume: '12', page: '34-40' };
		const other = 'Kriechen von Kiefern in Brücken';
		assert.equal(likeness(profile(title, place), profile(other, { ...place, 'container-title': 'j walks', page: '34' })), 0.9);
		for (const elsewhere of [
			{ ...place, volume: '13' },
			{ ...place, page: '35' },
			{ ...place, 'container-title': 'Strolls' },
			{ ...place, 'container-title': '' },
			{ volume: '12', page: '34-40' },
			{ 'container-title': 'J. Walks', page: '34-40' },
			{ 'container-title': 'J. Walks', volume: '12' },
		]) {
			assert.equal(likeness(profile(title, place), profile(other, elsewhere)), 0, JSON.stringify(elsewhere));
		}
		assert.equal(likeness(profile(title, { ...place, volume: 12 }), profile(other, place)), 0.9);
	});

	it('should take a name with a lost letter for one, and no authors for no reason', () => {
		assert.ok(shareAuthor(profile(title, by('M\ufffd\ufffdller')), profile(title, by('M\ufffdller'))));
		assert.ok(shareAuthor(profile(title), profile(title, by('Vale'))));
		assert.ok(!shareAuthor(profile(title, by('Lee')), profile(title, by('Lei'))));
		assert.ok(!shareAuthor(profile(title, by('Lee')), profile(title, by('Leed'))));
		assert.ok(shareAuthor(profile(title, by('Schmider')), profile(title, by('Schmyder'))));
	});
});
