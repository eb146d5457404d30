import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { differences, languages, manifestInEnglish, manifestStrings, readStrings, untranslatable } from '../l10n/bundles.mjs';
import { readSentences } from '../l10n/sentences.mjs';
import { filledIn, localize, localizeCount, translateWith } from '../../src/core/data/localize';

describe('sentences for users', () => {
	afterEach(() => translateWith(filledIn));

	it('should be translated where somebody translates, with their values', () => {
		assert.equal(localize('Saved {0} of {1}', 3, 'all'), 'Saved 3 of all');
		assert.equal(localizeCount(1, 'Saved 1 of {1}', 'Saved {0} of {1}', 'all'), 'Saved 1 of all');
		assert.equal(localizeCount(2, 'Saved 1 of {1}', 'Saved {0} of {1}', 'all'), 'Saved 2 of all');
		translateWith((sentence, ...values) => `${sentence.toUpperCase()} ${values.join()}`);
		assert.equal(localize('Saved {0}', 3), 'SAVED {0} 3');
	});

	it('should all go through localize, none while a module is loaded, and be literals', async () => {
		const { outside, tooEarly, unreadable } = await readSentences();
		assert.deepEqual({ outside, tooEarly, unreadable }, { outside: [], tooEarly: [], unreadable: [] });
	});

	it('should all be in l10n/bundle.l10n.json (run npm run l10n)', async () => {
		const { sentences } = await readSentences();
		assert.deepEqual(Object.keys(await readStrings('l10n/bundle.l10n.json')), sentences);
	});

	it('should have the apostrophes of print, as a few straight ones among them look like mistakes', async () => {
		const sentences = [...Object.keys(await readStrings('l10n/bundle.l10n.json')), ...Object.values(await manifestStrings())];
		assert.deepEqual(
			sentences.filter(sentence => /\p{L}'\p{L}/u.test(sentence)),
			[],
		);
	});

	for (const language of languages) {
		it(`should be translated into ${language}, with the same values, icons and links`, async () => {
			assert.deepEqual(differences(await readStrings('l10n/bundle.l10n.json'), await readStrings(`l10n/bundle.l10n.${language}.json`)), []);
			assert.deepEqual(differences(await manifestStrings(), await readStrings(`package.nls.${language}.json`)), []);
		});
	}

	it('should stand in package.nls.json where the manifest has them', async () => {
		assert.deepEqual(untranslatable(JSON.parse(await readFile('package.json', 'utf8'))), []);
		assert.deepEqual((await manifestInEnglish()).match(/"%[^"]*%"/g) ?? [], []);
	});

	it('should not match translations that lack, add or change something', () => {
		assert.deepEqual(differences({ 'Open {0}': 'Open {0}', Close: 'Close' }, { 'Open {0}': 'Öffnen', Old: 'Alt' }), [
			'missing: Close',
			'no longer used: Old',
			'other values, icons, code or links: Open {0}',
		]);
	});
});
