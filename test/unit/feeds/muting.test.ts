import assert from 'node:assert/strict';
import { emptyContents, withAnswer, readContents } from '../../../src/core/feeds/feedContents';
import { muting } from '../../../src/core/feeds/muting';
import { announcementOf, discussionOf } from '../../../src/core/feeds/pages';
import { pictureType, thumbnailOf } from '../../../src/core/paper/thumbnail';
import type { IncomingPaper } from '../../../src/core/paper/paper';

const paper = (fields: Partial<IncomingPaper>): IncomingPaper => ({ type: 'article', title: 'Slow Walks', ...fields });

describe('muting papers of feeds', () => {
	it('should find whole words and phrases in title, abstract and authors, whatever their case and accents', () => {
		const isMuted = muting(['quantum dots', 'Müller', 'ai']);
		assert.deepEqual(
			[
				paper({ title: 'On Quantum-Dots in Rivers' }),
				paper({ abstract: 'We grow QUANTUM dots.' }),
				paper({ author: [{ family: 'Muller', given: 'Jo' }] }),
				paper({ title: 'AI for Rivers' }),
			].map(isMuted),
			[true, true, true, true],
		);
		assert.deepEqual(
			[
				paper({ title: 'Quantum Rivers and Dots' }),
				paper({ title: 'Rain in Spain' }),
				paper({ title: 'Quantum', abstract: 'Dots of rain.' }),
				paper({}),
			].map(isMuted),
			[false, false, false, false],
			'a phrase does not reach from the title into the abstract, a word is no part of another',
		);
	});

	it('should mute nothing by empty words', () => {
		assert.equal(muting(['', ' ', '—'])(paper({})), false);
		assert.equal(muting([])(paper({})), false);
	});
});

describe('pages of papers of feeds', () => {
	it('should lead to discussions on the web alone', () => {
		assert.equal(
			discussionOf(paper({ source: { kind: 'daily-papers', url: 'https://huggingface.co/papers/2403.00001' } })),
			'https://huggingface.co/papers/2403.00001',
		);
		assert.equal(
			discussionOf(paper({ source: { kind: 'web-feed', discussion: 'https://walks.example/talk' } })),
			'https://walks.example/talk',
		);
		for (const source of [
			undefined,
			{ kind: 'arxiv', url: 'https://arxiv.org/abs/1' },
			{ kind: 'web-feed', discussion: 'command:x' },
			{ kind: 'daily-papers', url: 'file:///x' },
		]) {
			assert.equal(discussionOf(paper(source === undefined ? {} : { source })), undefined);
		}
	});

	it('should show pictures of Hugging Face alone', () => {
		const of = (thumbnail: string) => thumbnailOf(paper({ source: { kind: 'daily-papers', thumbnail } }));
		const own = 'https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/2510.13554.png';
		assert.equal(of(own), own);
		for (const address of [
			'http://cdn-thumbnails.huggingface.co/a.png',
			'https://evil.example/a.png',
			'https://huggingface.co.evil.example/a.png',
			'https://evil.example/huggingface.co/a.png',
			'https://huggingface.co/a.png>)![](https://evil.example/b.png',
			'data:image/png;base64,x',
		]) {
			assert.equal(of(address), undefined, address);
		}
		const later = { kind: 'daily-papers', thumbnail: own };
		assert.equal(thumbnailOf({ source: { kind: 'bibtex', thumbnail: 'https://evil.example/a.png' }, alsoFrom: [later] }), own);
	});

	it('should take for pictures what begins as one, whatever its address says', () => {
		const of = (head: string) => pictureType(Uint8Array.from(`${head}and more`, letter => letter.charCodeAt(0)));
		assert.deepEqual(['\x89PNG\r\n\x1a\n', '\xff\xd8\xff\xe0', 'RIFF\x01\0\n\0WEBP', 'GIF89a'].map(of), [
			'image/png',
			'image/jpeg',
			'image/webp',
			'image/gif',
		]);
		assert.deepEqual(['', '<svg xmlns=', '<html>', ' GIF89a', 'RIFFWEBP', 'PNG'].map(of), Array.from({ length: 6 }));
	});

	it('should tell replaced and cross-listed papers from new ones', () => {
		assert.deepEqual(
			['new', 'cross', 'replace', 'replace-cross', undefined].map(announced =>
				announcementOf(paper({ source: { kind: 'arxiv', ...(announced === undefined ? {} : { announced }) } })),
			),
			[undefined, 'cross-listed', 'replaced', 'replaced', undefined],
		);
	});
});

describe('the first day of a feed', () => {
	it('should be that of the first answer, and stay', () => {
		const listed = (id: string, date: string) => paper({ title: id, identifiers: { arxiv: id }, source: { kind: 'daily-papers', date } });
		const facts = { now: new Date('2026-03-05T12:00:00Z'), whole: false, every: 'day', random: 0.5 } as const;
		const first = withAnswer(emptyContents, [listed('2603.00001', '2026-03-04'), listed('2603.00002', '2026-03-05')], facts);
		const second = withAnswer(readContents(JSON.parse(JSON.stringify(first))), [listed('2603.00003', '2026-03-09')], facts);
		assert.deepEqual([first.from, second.from, second.entries.length], ['2026-03-05', '2026-03-05', 3]);
		// One who subscribed before this was kept is taken to have seen the newest.
		const { from: _, ...before } = first;
		assert.equal(withAnswer(before, [listed('2603.00003', '2026-03-09')], facts).from, '2026-03-05');
		assert.equal(withAnswer(emptyContents, [paper({})], facts).from, undefined);
	});
});
