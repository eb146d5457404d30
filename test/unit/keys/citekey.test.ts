import assert from 'node:assert/strict';
import fc from 'fast-check';
import { citationKey, defaultKeyPattern, parseKeyPattern } from '../../../src/core/keys/citekey';
import { previewKeys } from '../../../src/core/keys/keyPreview';
import type { IncomingPaper } from '../../../src/core/paper/paper';

const song: IncomingPaper = {
	type: 'article',
	title: 'Score-Based Generative Modeling through Stochastic Differential Equations',
	author: [
		{ family: 'Song', given: 'Yang' },
		{ family: 'Sohl-Dickstein', given: 'Jascha' },
		{ family: 'Kingma', given: 'Diederik' },
	],
	issued: { 'date-parts': [[2021, 5]] },
};

describe('previewKeys', () => {
	it('should show what a pattern makes of papers, and while it is unfinished what is wrong with it', () => {
		assert.deepEqual(previewKeys('auth.lower + year', [song]), { kind: 'names', names: [{ name: 'song2021', title: song.title }] });
		const unfinished = previewKeys('auth.lower + ye', [song]);
		assert.ok(unfinished.kind === 'mistake' && unfinished.message.includes('ye'));
	});
});

describe('citation keys', () => {
	const patterns: readonly (readonly [string, string])[] = [
		[defaultKeyPattern, 'song2021scorebased'],
		['auth.lower + year + shorttitle(1,1)', 'song2021ScoreBased'],
		['auth.lower + shorttitle(3,3) + year', 'songScoreBasedGenerativeModeling2021'],
		['auth(3) + shortyear', 'Son21'],
		['auth(0,2).lower + "_" + year', 'sohldickstein_2021'],
		['authors(2) + year', 'SongSohlDicksteinEtAl2021'],
		["authEtal2.lower + ':' + year", 'song.etal:2021'],
		['authEtAl + year', 'SongEtAl2021'],
		['authorsn(2, sep="-")', 'Song-SohlDickstein-EtAl'],
		['authIni(1, sep="") + shortyear', 'SSK21'],
		['authorIni', 'Song.S.K'],
		['authorsAlpha.condense', 'SSK'],
		['authAuthEa', 'Song.SohlDickstein.ea'],
		['authshort(sep="")', 'SSK'],
		['auth(initials=true)', 'SongY'],
		['authForeIni + authorLastForeIni', 'YD'],
		['creators(n=1, etal="Etc", sep="")', 'SongEtc'],
		['creators(max=2) | year', '2021'],
		['veryshorttitle + month', 'ScoreBasedmay'],
		['date("%Y%m%d")', '202105'],
		['title.select(2,2).condense("_").lower', 'generative_modeling'],
		['Title.skipwords.substring(1,8).nopunctordash', 'ScoreBa'],
		['Title.nopunct.abbr(2)', 'ScGeMothStDiEq'],
		["auth.replace('SON', 'w').upper", 'WG'],
		['title.match(/generative (\\w+)/i)', 'Modeling'],
		["auth.match('xyz') | 'none'", 'none'],
		["auth.len('>', 9) | auth.prefix('by-').postfix('-')", 'by-Song'],
		["journal.default('nowhere')", 'nowhere'],
		["type(book) + 'b' | type(article) + 'a' + year", 'a2021'],
		['firstpage + lastpage + Volume | auth', 'Song'],
		['[auth:lower]_[shorttitle3_3][year]', 'song_ScoreBasedGenerativeModeling2021'],
		['[auth3][year]|[title]', 'Son2021'],
		['authorLast', 'Kingma'],
		['title.abbr', 'SGMSDE'],
		['year + type.upper', '2021ARTICLE'],
	];
	for (const [pattern, key] of patterns) {
		it(`should read ${pattern} as Better BibTeX does`, () => {
			assert.equal(citationKey(song, pattern), key);
		});
	}

	it('should keep the key of a paper of thousands of authors short', () => {
		const authors = Array.from({ length: 5154 }, (_, index) => ({ family: `Author${index}`, given: 'A.' }));
		assert.ok(citationKey({ ...song, author: authors }, 'authors + year').length < 400);
		assert.match(citationKey({ ...song, author: authors }, 'authors + year'), /Author29EtAl2021$/);
	});

	it('should take the key from the title where neither author nor year is known', () => {
		const titled = (title: string) => citationKey({ type: 'article', title });
		assert.equal(titled('SkipDecode: Autoregressive Skip Decoding'), 'skipdecode');
		assert.equal(titled('Learning to See in the Dark'), 'learningSeeDark');
		assert.equal(titled("Don't Overthink it"), 'dontOverthinkIt');
		assert.equal(titled('$O(n)$ Bounds for Élan Vital'), 'boundsElanVital');
		assert.equal(titled('扩散模型综述'), '扩散模型综述');
		assert.equal(titled('???'), 'paper');
	});

	it('should fold accents and drop what breaks a citation', () => {
		const paper = { type: 'book', title: 'X', author: [{ family: "O'Görgy-Łoś" }], issued: { 'date-parts': [['1999']] } };
		assert.equal(citationKey(paper, 'auth.lower + year'), 'ogorgylos1999');
	});

	it('should make a key unique by letters', () => {
		const taken = new Set<string>();
		const keys = Array.from({ length: 29 }, () => {
			const key = citationKey(song, 'auth', taken);
			taken.add(key);
			return key;
		});
		assert.deepEqual([keys[0], keys[1], keys[26], keys[27], keys[28]], ['Song', 'Songa', 'Songz', 'Songaa', 'Songab']);
	});

	it('should say what in a pattern cannot be read, and then use the default one', () => {
		const messageOf = (pattern: string) => {
			const parsed = parseKeyPattern(pattern);
			return parsed.kind === 'mistake' ? parsed.message : undefined;
		};
		assert.match(messageOf('author + year') ?? '', /^Unknown function “author”/);
		assert.match(messageOf('auth.shout') ?? '', /Unknown filter “.shout”/);
		assert.match(messageOf('auth year') ?? '', /Missing \+ before “year” in the key pattern/);
		assert.match(messageOf('auth(1') ?? '', /parenthesis after “auth”/);
		assert.match(messageOf('auth +') ?? '', /is incomplete: a function/);
		assert.match(messageOf('auth.match(/(/)') ?? '', /valid regular expression/);
		assert.equal(citationKey(song, 'auth year'), citationKey(song));
	});

	it('should give every paper a key that can be cited and never one that is taken (property)', () => {
		const paper = fc.record({
			type: fc.constant('article'),
			title: fc.string({ unit: 'grapheme' }),
			author: fc.array(fc.record({ family: fc.string({ unit: 'grapheme' }) }), { maxLength: 3 }),
		});
		fc.assert(
			fc.property(paper, fc.array(fc.string()), fc.string(), (item, taken, pattern) => {
				const key = citationKey(item, pattern, new Set(taken));
				assert.match(key, /^[\p{L}\p{N}][\p{L}\p{N}_:.+/-]*$/u);
				assert.ok(!taken.includes(key));
			}),
		);
	});
});
