import assert from 'node:assert/strict';
import { markdownLinks } from '../../../src/core/reading/identifierLinks';
import { markdownText, withoutIcons, withoutPictures } from '../../../src/core/text/markdownText';

describe('what hovers show of strangers', () => {
	it('should link the PDF and the DOI', () => {
		assert.deepEqual(markdownLinks({ DOI: '10.1/A', identifiers: { arxiv: 'hep-th/9901001' } }), [
			'[PDF](https://arxiv.org/pdf/hep-th/9901001)',
			'[DOI](https://doi.org/10.1/A)',
		]);
		assert.deepEqual(markdownLinks({}), []);
	});

	it('should let no identifier end its link and begin another, a picture or an icon', () => {
		for (const id of [
			'10.1/x)![](https://example.org/p.png)',
			'10.1/x)[Install](command:x)',
			'10.1/x "a")<https://example.org>',
			'10.1/x$(trash)',
			'10.1/x\n\n![](y)',
			'10.1/\uD800',
			'](x)',
			'x\\)![a](b)',
			'<b>',
			'10.1/`a`',
		]) {
			for (const link of markdownLinks({ DOI: id, identifiers: { arxiv: id } })) {
				assert.match(link, /^\[(?:PDF|DOI)\]\(https:\/\/[\w:/?#&+,;=%.-]+\)$/);
			}
		}
	});

	it('should show no icons of theirs', () => {
		for (const text of ['$(trash)', 'a $(sync~spin) b', '\\$(check)', '$$(x)$(y)']) {
			assert.doesNotMatch(markdownText(text).replaceAll('\\', ''), /\$\([\w~-]+\)/);
			assert.doesNotMatch(withoutIcons(`\\${text}`).replaceAll('\\', ''), /\$\([\w~-]+\)/);
		}
		assert.doesNotMatch(markdownText('a\u202Eb'), /\u202E/);
	});

	it('should load no picture of a note, also behind a backslash', () => {
		for (const note of ['![a](b)', '\\![a](b)', '\\\\![a](b)', '!![a][b]', '![[a]]']) {
			assert.doesNotMatch(withoutPictures(note), /!\[/);
		}
		assert.equal(withoutPictures('Yes! [a](b)'), 'Yes! [a](b)');
	});
});
