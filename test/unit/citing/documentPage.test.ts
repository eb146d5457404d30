import assert from 'node:assert/strict';
import { documentPage, firstHeading, pictureAddresses } from '../../../src/core/citing/documentPage';

const page = (body: string, pictures: ReadonlyMap<string, string> = new Map()) =>
	/<body>\n([^]*)\n<\/body>/.exec(documentPage({ title: 'T', language: 'en', body, pictures, style: '' }))?.[1];

describe('documentPage', () => {
	it('should keep what a renderer of Markdown writes', () => {
		const body =
			'<h1 id="a">A &amp; B</h1>\n<p>1 &lt; 2 <em>x</em><br>\n<span class="marginalia-citation" id="marginalia-cite-0" title="Doe">(<a href="#ref-doe">Doe</a>)</span></p>\n<hr />';
		assert.equal(page(body), body);
	});

	it('should put pictures in the place of their addresses, and ask for them as they are written', () => {
		const body = '<p><img src="a%20b.png" alt="A &quot;B&quot;"> <img alt="" src=\'x.svg?a=1&amp;b=2\' onerror="y"></p>';
		assert.deepEqual(pictureAddresses(body), ['a%20b.png', 'x.svg?a=1&b=2']);
		assert.equal(
			page(body, new Map([['a%20b.png', 'data:image/png;base64,AA==']])),
			'<p><img src="data:image/png;base64,AA==" alt="A &#34;B&#34;"> <img alt src="x.svg?a=1&#38;b=2"></p>',
		);
	});

	it('should be called by its first heading, in plain words', () => {
		for (const [body, heading] of [
			['<p>a</p><h1 id="x" class="y">On <em>A</em> &amp; B,<br>1 &lt; 2</h1><h1>C</h1>', 'On A & B, 1 < 2'],
			['<h1></h1><h1>C</h1>', undefined],
			['<h2>C</h2>', undefined],
			['<h1>never closed', undefined],
			['<h1>'.repeat(100_000), undefined],
			['<h1 '.repeat(100_000), undefined],
		] as const) {
			assert.equal(firstHeading(body), heading);
		}
	});

	it('should leave out whatever acts', () => {
		for (const [body, kept] of [
			['a<script>alert(1)</script>b', 'ab'],
			['a<SCRIPT src=x>alert(1)</script >b', 'ab'],
			['a<script>never closed <b>', 'a'],
			['<p onclick="x()" ONLOAD=y id=z>a</p>', '<p id="z">a</p>'],
			['<a href="javascript:alert(1)">a</a>', '<a>a</a>'],
			['<a href=" java&#10;script:alert(1)">a</a>', '<a>a</a>'],
			['<a href="java&Tab;script&colon;alert(1)">a</a>', '<a>a</a>'],
			['<a href="data:text/html,x">a</a>', '<a>a</a>'],
			['<svg><a xlink:href="javascript:x">a</a></svg>', '<svg><a>a</a></svg>'],
			['<iframe src="https://x.org">b</iframe><embed src=x><object data=x>c</object>', ''],
			['<form action="https://x.org"><input name="a"></form>', '<input name="a">'],
			['<meta http-equiv="refresh" content="0"><base href="https://x.org"><link rel=stylesheet href=x>', ''],
			['<style>@import "x"</style><p style="color: red">a</p>', '<p style="color: red">a</p>'],
			['<!-- <script> -->a<!-- never closed', 'a'],
			['1 < 2 and <', '1 &lt; 2 and &lt;'],
			['<p title="<script>">a</p>', '<p title="&#60;script&#62;">a</p>'],
			['<a href="https://x.org" ping="https://y.org">a</a>', '<a href="https://x.org">a</a>'],
			['<p "">a', '&lt;p "">a'],
		] as const) {
			assert.equal(page(body), kept, body);
		}
	});

	it('should keep what leads to pages, pictures and mail, as a browser reads it', () => {
		for (const [body, kept] of [
			['<a href="page.html#a">a</a><a href="HTTPS://x.org">b</a>', '<a href="page.html#a">a</a><a href="HTTPS://x.org">b</a>'],
			['<a href="mailto:a@x.org">a</a><a href="doi:10.1/x">b</a>', '<a href="mailto:a@x.org">a</a><a href="doi:10.1/x">b</a>'],
			['<a href="ftp://x.org">a</a><a href="vscode:open">b</a>', '<a>a</a><a>b</a>'],
			['<img src="data:image/svg+xml,x"><img src="data:text/html,x">', '<img src="data:image/svg+xml,x"><img>'],
			['<video src="data:image/png,x" poster="javascript:x"></video>', '<video></video>'],
			['<blockquote cite="javascript:x" title="javascript:x">a</blockquote>', '<blockquote title="javascript:x">a</blockquote>'],
			['<img src="a.png" srcset="b.png" data-src="c.png"><td background="d.png">', '<img src="a.png"><td>'],
			['<input formaction="x" action="y" onclick="z" once="o" name=a>', '<input name="a">'],
			['<BR/><Hr / ><IMG SRC=A.png ALT>', '<br /><hr /><img src="A.png" alt>'],
			['<p title="&#65;&#x42;&AMP;&lt;&quot&apos;">', '<p title="AB&#38;&#60;&#34;&#39;">'],
			['<p title="&bogus;&#0;&#1114112;&#x110000;">', '<p title="&#38;bogus;&#38;#0;&#38;#1114112;&#38;#x110000;">'],
			['<noscript>a<script>b</script>c</noscript>d</style>e', 'de'],
			['<!---->a<!-- b --> c', 'a c'],
			['<p>a</p class="x">', '<p>a</p>'],
			['a<1 b< p>c<p', 'a&lt;1 b&lt; p>c&lt;p'],
		] as const) {
			assert.equal(page(body), kept, body);
		}
	});

	it('should hold what is left by a policy, and escape title and language', () => {
		const html = documentPage({ title: '</title><script>', language: '"><x', body: '', pictures: new Map(), style: '</style><script>' });
		assert.match(html, /Content-Security-Policy" content="default-src 'none'/);
		assert.doesNotMatch(html, /<script(?! ?>\n<\/style)/);
		assert.doesNotMatch(html, /<x/);
		assert.equal(html.match(/<\/style/g)?.length, 1);
	});

	it('should read hostile text in time that grows with it', () => {
		for (const piece of ['<a "', "<a '", '<', '<a x=', '<!--', '<p ', '&#x', '<script>', '<a b="']) {
			const started = Date.now();
			page(piece.repeat(50_000));
			assert.ok(Date.now() - started < 2000, piece);
		}
	});
});
