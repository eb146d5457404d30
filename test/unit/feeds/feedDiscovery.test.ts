import assert from 'node:assert/strict';
import { feedLinksIn, isWebPage } from '../../../src/core/feeds/feedDiscovery';

const page = (head: string, body = '') => `<!DOCTYPE html><html><head>${head}</head><body>${body}</body></html>`;
const urls = (text: string, address = 'https://walks.example/journal/index.html') => feedLinksIn(text, address).map(({ url }) => url);

describe('finding the feed of a page', () => {
	it('should tell a page from a feed', () => {
		assert.ok(isWebPage(page('')));
		assert.ok(isWebPage('\n<HTML lang=en>'));
		assert.ok(!isWebPage('<?xml version="1.0"?><rss version="2.0"><channel><description>&lt;html></description></channel></rss>'));
		assert.ok(!isWebPage('<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">x</title></feed>'));
		assert.ok(!isWebPage('{"a":1}'));
	});

	it('should read what a page names in its head, in every way HTML may write it', () => {
		const text = page(`
			<link rel="stylesheet" href="a.css"><link rel='alternate' type='application/rss+xml' title='Walks &amp; Talks' href='rss.xml?a=1&amp;b=2'>
			<LINK HREF=/atom TYPE=application/atom+xml REL="alternate home">
			<link rel="alternate" type="application/rss+xml; charset=utf-8" title="Comments on Walks" href="//walks.example/comments/feed/" />
			<link rel="alternate" hreflang="de" href="/de"><link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
			<!-- <link rel="alternate" type="application/rss+xml" href="/old"> -->
			<link rel="alternate" type="application/rss+xml" href="/atom">`);
		assert.deepEqual(feedLinksIn(text, 'https://walks.example/journal/index.html'), [
			{ url: 'https://walks.example/journal/rss.xml?a=1&b=2', title: 'Walks & Talks' },
			{ url: 'https://walks.example/atom', title: '' },
			{ url: 'https://walks.example/comments/feed/', title: 'Comments on Walks' },
		]);
	});

	it('should resolve at the base that the page names', () => {
		assert.deepEqual(urls(page('<base href="https://cdn.example/x/"><link rel="alternate" type="application/atom+xml" href="feed">')), [
			'https://cdn.example/x/feed',
		]);
	});

	it('should take links that look like feeds where the head names none', () => {
		const body =
			'<a class="x" href="/action/showFeed?type=etoc&amp;feed=rss&amp;jc=walk">RSS</a> <a href="/feed/">f</a> <a href="/rss">r</a> <a href="/papers.rss">p</a> <a href="/feedback">no</a> <a href="/about">no</a>';
		assert.deepEqual(urls(page('', body)), [
			'https://walks.example/action/showFeed?type=etoc&feed=rss&jc=walk',
			'https://walks.example/feed/',
			'https://walks.example/rss',
			'https://walks.example/papers.rss',
		]);
		assert.deepEqual(urls(page('<title>Nothing</title>')), []);
	});
});
