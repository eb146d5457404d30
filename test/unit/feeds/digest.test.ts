import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Brought, Digest, DigestEntry, DigestSpan } from '../../../src/core/feeds/digest';
import { builtInDigestTemplate, digestEntries, refreshDigest, renderDigest, spanOf } from '../../../src/core/feeds/digest';
import { firstSentences } from '../../../src/core/feeds/firstSentences';
import { mailDraft } from '../../../src/core/feeds/mailDraft';
import { byTrend, trend } from '../../../src/core/feeds/trending';
import { addLink, readLinkRequest } from '../../../src/core/sources/linkRequest';
import type { Paper } from '../../../src/core/paper/paper';
import { applyEdits } from '../../../src/core/text/edits';

const now = new Date(2026, 10, 24, 9);
const paper = (key: string, date: string, upvotes: number, more: Partial<Paper> = {}): Paper => ({
	id: key,
	'citation-key': key,
	type: 'article',
	title: `The *${key}* Paper`,
	status: 'unread',
	added: '2026-11-01T00:00:00Z',
	updated: '',
	source: { kind: 'daily-papers', date, upvotes },
	identifiers: { doi: `10.1000/${key}` },
	author: [{ family: 'Song', given: 'Yang' }],
	abstract: 'We do this. It works, e.g. on B. Models of all kinds.',
	...more,
});
const papers = [
	paper('low', '2026-11-24', 3),
	paper('high', '2026-11-23', 90),
	paper('old', '2026-11-10', 900),
	paper('yearless', '--11-24', 1),
];

function brought(some: readonly Paper[]): readonly Brought[] {
	return some.map(one => ({ paper: one, added: one.added, key: one['citation-key'] }));
}

function render(entries: readonly DigestEntry[], span: DigestSpan, template = builtInDigestTemplate): Digest {
	const digest = renderDigest(template, entries, span);
	assert.ok(digest.kind === 'digest', JSON.stringify(digest));
	return digest;
}

describe('trending', () => {
	it('should set upvotes against age', () => {
		const listed = (upvotes: number, days: number) => ({ upvotes, listed: new Date(now.getTime() - days * 86_400_000).toISOString() });
		assert.ok(trend(listed(10, 0), now) > trend(listed(60, 6), now));
		assert.ok(trend(listed(200, 1), now) > trend(listed(60, 0), now));
		assert.deepEqual([trend({ upvotes: 5, listed: 'never' }, now), trend(listed(-1, 0), now)], [0, 0]);
	});

	it('should keep all, equals in their order', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(5)), votes => {
				const ranked = byTrend(
					votes.map((upvotes, at) => ({ upvotes, at })),
					({ upvotes }) => ({ upvotes, listed: now.toISOString() }),
					now,
				);
				assert.deepEqual(
					ranked.map(({ at }) => at),
					votes
						.map((upvotes, at) => ({ upvotes, at }))
						.sort((a, b) => b.upvotes - a.upvotes || a.at - b.at)
						.map(({ at }) => at),
				);
			}),
		);
	});
});

describe('the digest', () => {
	it('should know its days', () => {
		assert.deepEqual(spanOf('day', now), { from: '2026-11-24', to: '2026-11-24', name: '2026-11-24' });
		assert.deepEqual(spanOf('week', now), { from: '2026-11-23', to: '2026-11-29', name: '2026-W48' });
		assert.deepEqual(
			['2027-01-01', '2024-12-30', '2026-12-31'].map(day => spanOf('week', new Date(`${day}T12:00:00`)).name),
			['2026-W53', '2025-W01', '2026-W53'],
		);
	});

	it('should list the best first, each with a citation and its first sentences', () => {
		const { text } = render(digestEntries(brought(papers), spanOf('week', now), now), spanOf('week', now));
		assert.match(
			text,
			/^# Papers of 2026-W48\n\n<!-- marginalia:begin digest --><!-- seal:[0-9a-f]{8} -->\n1\. \*\*The \\\*high\\\* Paper\*\* \[@high\] \(Song, 90 upvotes\)\n\n {3}We do this\. It works, e\.g\. on B\. Models of all kinds\.\n\n2\. [^]*<!-- marginalia:end -->\n\n## Notes\n\n$/,
		);
		assert.deepEqual(
			[...text.matchAll(/\[@(\w+)\]/g)].map(([, key]) => key),
			['high', 'low', 'yearless'],
		);
		assert.match(render([], spanOf('day', now)).text, /-->\nNo papers\.\n<!-- marginalia:end -->\n/);
	});

	it('should lead from what only a feed brought to what would be added', () => {
		const feed: Brought = {
			paper: { type: 'article', title: 'From <i>Afar</i>', identifiers: { arxiv: '2403.00001' } },
			added: now.toISOString(),
			address: addLink('vscode', { title: 'From Afar', identifiers: { arxiv: '2403.00001' } }),
		};
		const { text } = render(digestEntries([feed], spanOf('day', now), now), spanOf('day', now));
		assert.match(text, /1\. \*\*From Afar\*\* \[Open\]\(vscode:\/\/marginalia\.marginalia\/add\?arxiv=2403\.00001\)\n/);
	});

	it('should be renewed without a change of what the user wrote', () => {
		const span = spanOf('week', now);
		const fresh = render(digestEntries(brought([...papers, paper('new', '2026-11-25', 500)]), span, new Date(2026, 10, 25, 9)), span);
		fc.assert(
			fc.property(fc.string(), fc.string(), fc.boolean(), (above, below, windows) => {
				const old = render(digestEntries(brought(papers), span, now), span).text.replaceAll('\n', windows ? '\r\n' : '\n');
				const text = `> ${above.replace(/[\r\n]/g, '')}\n\n`.replaceAll('\n', windows ? '\r\n' : '\n') + old + below;
				const change = refreshDigest(text, fresh);
				if (change.kind === 'edits' && change.edits.length > 0) {
					const after = applyEdits(text, change.edits);
					const cut = (source: string) => source.replace(/-->(?:<!-- seal:\w+ -->)[^]*<!-- marginalia:end/, '');
					assert.equal(cut(after), cut(text));
					assert.match(after, /\[@new\]/);
					assert.deepEqual(refreshDigest(after, fresh), { kind: 'edits', edits: [] });
				}
			}),
			{ numRuns: 50 },
		);
	});

	it('should stay as it is where the user wrote into the list, or took it out', () => {
		const span = spanOf('day', now);
		const { text } = render(digestEntries(brought(papers), span, now), span);
		const empty = render([], span);
		assert.equal(refreshDigest(text.replace('We do this.', 'They do that.'), empty).kind, 'problem');
		assert.equal(refreshDigest('My words.\n', empty).kind, 'problem');
		assert.equal(refreshDigest(text.replace('<!-- marginalia:end -->', ''), empty).kind, 'problem');
	});
});

describe("a digest's own template", () => {
	it('should be filled, and its line named where it has a mistake', () => {
		const span = spanOf('day', now);
		assert.equal(
			render(digestEntries(brought(papers), span, now), span, '{{count}} of {{from}}: {{#papers}}{{key}} {{upvotes}}; {{/papers}}').text,
			'2 of 2026-11-24: low 3; yearless 1; ',
		);
		assert.deepEqual(
			[renderDigest('a\n{{nothing}}', [], span)].map(result => result.kind === 'mistake' && result.line),
			[2],
		);
	});
});

describe('addLink', () => {
	it('should be read as what it was made for', () => {
		for (const [paper, asked] of [
			[{ title: 'T', identifiers: { arxiv: '2403.00001', doi: '10.1/x' } }, 'arxiv:2403.00001'],
			[{ title: 'T', identifiers: { doi: '10.1000/a(b)&c' } }, 'doi:10.1000/a(b)&c'],
			[{ title: 'T', URL: 'https://example.org/a?b=c d' }, 'https://example.org/a?b=c%20d'],
			[{ title: 'A & B (again)' }, 'A & B (again)'],
		] as const) {
			const [, path = '', query = ''] = /^vscode:\/\/marginalia\.marginalia(\/\w+)\?([^)]*)$/.exec(addLink('vscode', paper)) ?? [];
			assert.equal(readLinkRequest(path, query)?.text, asked);
		}
	});
});

describe('firstSentences', () => {
	it('should end where a sentence does', () => {
		assert.equal(firstSentences('One is here. Two is there. Three.', 15), 'One is here.');
		assert.equal(
			firstSentences('As Song et al. (2021) and e.g. Ho say, 3.5 is best. Next.', 60),
			'As Song et al. (2021) and e.g. Ho say, 3.5 is best. Next.',
		);
		assert.equal(firstSentences('A sentence without an end that goes on', 20), 'A sentence without…');
		assert.equal(firstSentences(''), '');
	});

	it('should never be longer than asked', () => {
		fc.assert(
			fc.property(fc.string(), fc.integer({ min: 1, max: 50 }), (text, most) => assert.ok(firstSentences(text, most).length <= most + 1)),
		);
	});
});

describe('mailDraft', () => {
	const draft = (subject: string) => mailDraft({ subject, date: now, entries: digestEntries(brought(papers), spanOf('week', now), now) });
	const bodyOf = (message: string) => Buffer.from(message.slice(message.indexOf('\r\n\r\n')), 'base64').toString('utf8');

	it('should be a message that can be written on', () => {
		const message = draft('Papers of 2026-W48');
		assert.match(
			message,
			/^Date: \w{3}, 24 Nov 2026 \d\d:\d\d:\d\d \+0000\r\nSubject: Papers of 2026-W48\r\nX-Unsent: 1\r\nMIME-Version: 1\.0\r\nContent-Type: text\/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n/,
		);
		assert.match(
			bodyOf(message),
			/^1\. The \*high\* Paper\r\nSong, 90 upvotes\r\nWe do this\.[^]*https:\/\/doi\.org\/10\.1000\/high\r\n\r\n2\. /,
		);
	});

	it('should keep any text and no line too long, whatever the subject holds', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), text => {
				const message = mailDraft({
					subject: text,
					date: now,
					entries: [{ link: '', key: 'k', page: undefined, title: text, authors: '', gist: '', upvotes: undefined }],
				});
				assert.ok(message.split('\r\n').every(line => line.length <= 78 && !/[\r\n]/.test(line)));
				assert.equal(bodyOf(message), `1. ${text.replace(/\p{Surrogate}/gu, '\uFFFD')}\r\n`);
			}),
		);
	});
});
