import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encodingChoices } from '../../../src/core/ingest/encodingChoices';
import { decode } from '../../../src/core/ingest/decode';
import { decodeInSlices } from '../../../src/core/ingest/decoding';
import { ingest } from '../../../src/core/ingest/ingest';
import { Pace } from '../../../src/core/work/pace';

const encoders = new Map<string, ReadonlyMap<string, readonly number[]>>();

/** The bytes of a text in an encoding: what a TextDecoder reads, the other way round. */
function encode(text: string, encoding: string): Buffer {
	let bytesOf = encoders.get(encoding);
	if (bytesOf === undefined) {
		const found = new Map<string, readonly number[]>();
		const decoder = new TextDecoder(encoding);
		const isWide = /^(?:gb|big5|shift|euc)/.test(encoding);
		for (let lead = 255; lead >= 0; lead -= 1) {
			for (let trail = isWide && lead >= 0x80 ? 255 : -1; trail >= 0x40 || trail === -1; trail = trail === 0x40 ? -1 : trail - 1) {
				const bytes = trail < 0 ? [lead] : [lead, trail];
				// Several versions of Node read Windows-1252 as Latin-1.
				const [character = '', ...more] = Array.from(
					encoding === 'windows-1252' && lead === 0x92 ? '’' : decoder.decode(Uint8Array.from(bytes)),
				);
				if (more.length === 0 && character !== '\ufffd') {
					found.set(character, bytes);
				}
				if (trail === -1) {
					break;
				}
			}
		}
		encoders.set(encoding, found);
		bytesOf = found;
	}
	return Buffer.from(Array.from(text).flatMap(character => bytesOf.get(character) ?? assert.fail(`${encoding} has no ${character}`)));
}

const entry = (title: string, author: string, journal: string) =>
	`@article{k,\n  title = {${title}},\n  author = {${author}},\n  journal = {${journal}},\n  abstract = {We study wheels and water.},\n  year = {2001}\n}\n`;

const samples: readonly (readonly [encoding: string, text: string, as?: string])[] = [
	['windows-1251', entry('Исследование качества воды в северных реках', 'Иванов, Пётр', 'Журнал гидрологии')],
	['windows-1251', entry('Дослідження якості води', 'Шевченко, Їжак', 'Вісник академії')],
	['koi8-r', entry('Исследование качества воды в северных реках', 'Иванов, Петр', 'Журнал гидрологии')],
	['iso-8859-5', entry('Методы машинного обучения', 'Кузнецов, Олег', 'Вестник')],
	['gb18030', entry('车轮的研究与应用', '王, 伟', '机械工程学报')],
	['gb18030', entry('轮子的研究', '李, 娜', '机械')],
	['big5', entry('車輪的研究與應用', '王, 偉', '機械工程學報')],
	['shift_jis', entry('車輪の研究について', '山田, 太郎', '機械学会論文集')],
	['euc-jp', entry('データの解析手法', '佐藤, 花子', '情報処理')],
	['euc-kr', entry('바퀴의 연구와 응용', '김, 철수', '기계학회지')],
	['windows-1250', entry('Badania jakości wód w północnych rzekach', 'Wiśniewski, Łukasz and Dąbrowska, Żaneta', 'Przegląd')],
	['iso-8859-2', entry('Badania jakości wód w północnych rzekach', 'Wiśniewski, Łukasz and Dąbrowska, Żaneta', 'Przegląd')],
	['windows-1250', entry('A víz minősége az északi folyókban', 'Szűcs, Győző', 'Földrajzi Közlemények'), 'iso-8859-2'],
	['windows-1253', entry('Μελέτη της ποιότητας του νερού', 'Παπαδόπουλος, Γιώργος', 'Περιοδικό'), 'iso-8859-7'],
	[
		'windows-1254',
		entry('Suyun kalitesi üzerine bir araştırma', 'Yılmaz, Şule and Doğan, İbrahim', 'Dergisi') +
			entry('Öğrencilerin görüşleri', 'Çelik, Işıl', 'Eğitim ve öğretim araştırmaları'),
	],
	['windows-1256', entry('دراسة جودة المياه', 'أحمد, محمد', 'مجلة')],
	['windows-1252', entry('Über die Größe der Bäume', 'Müller, Jürgen', 'Zeitschrift für Geographie')],
	['windows-1252', entry('A study of wheels', 'Müller, Hans', 'Journal')],
	['windows-1252', entry('Étude de la qualité de l’eau', 'Lefèvre, François', 'Revue française')],
];

/** What the encodings above are declared as, by JabRef and others. */
const spellings: Readonly<Record<string, readonly string[]>> = {
	'windows-1251': ['Windows-1251', 'Cp1251', 'windows-1251'],
	'windows-1250': ['Cp1250', 'WINDOWS_1250'],
	'iso-8859-2': ['ISO8859_2', 'ISO-8859-2', 'latin2'],
	gb18030: ['GB18030', 'GBK', 'EUC_CN'],
	big5: ['Big5'],
	shift_jis: ['SJIS', 'MS932', 'Shift_JIS'],
	'euc-jp': ['EUC_JP'],
	'euc-kr': ['EUC_KR'],
	'koi8-r': ['KOI8_R'],
	'iso-8859-5': ['ISO8859_5'],
	'windows-1253': ['Cp1253'],
	'windows-1254': ['Cp1254'],
	'windows-1256': ['Cp1256'],
	'windows-1252': ['Cp1252', 'ISO8859_1', 'ISO-8859-1'],
};

describe('decode', () => {
	const text = 'Müller “so” – 量子 😀';
	const problems: readonly never[] = [];

	it('should read UTF-8 with and without its mark, and UTF-16 of both orders with and without', () => {
		const latin = 'title = {abc}\n';
		assert.deepEqual(decode(Buffer.from(text)), { text, encoding: 'utf-8', problems });
		assert.deepEqual(decode(Buffer.from(`\ufeff${text}`)), { text, encoding: 'utf-8', problems });
		assert.deepEqual(decode(Buffer.from(`\ufeff${text}`, 'utf16le')), { text, encoding: 'utf-16le', problems });
		assert.deepEqual(decode(Buffer.from(`\ufeff${text}`, 'utf16le').swap16()), { text, encoding: 'utf-16be', problems });
		assert.deepEqual(decode(Buffer.from(latin, 'utf16le')), { text: latin, encoding: 'utf-16le', problems });
		assert.deepEqual(decode(Buffer.from(latin, 'utf16le').swap16()), { text: latin, encoding: 'utf-16be', problems });
	});

	it('should read Latin-1 and what Windows adds to it', () => {
		assert.deepEqual(decode(Buffer.from('M\xfcller \x93so\x94 \x80', 'latin1')), {
			text: 'Müller “so” €',
			encoding: 'windows-1252',
			problems,
		});
	});

	it('should read what a TextDecoder reads', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 40 }), bytes => {
				const decoded = decode(bytes);
				if (decoded.encoding === 'utf-8' && decoded.problems.length === 0 && !bytes.includes(0x1b)) {
					assert.equal(decoded.text, new TextDecoder('utf-8', { fatal: true }).decode(bytes));
				}
			}),
		);
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 20_000 }), words =>
				assert.equal(decode(Buffer.from(`a${words}`)).text, new TextDecoder().decode(Buffer.from(`a${words}`))),
			),
			{ numRuns: 4 },
		);
	});

	for (const [encoding, sample, as = encoding] of samples) {
		it(`should tell ${encoding} by itself: ${/title = \{(.{0,12})/.exec(sample)?.[1] ?? ''}`, async () => {
			const bytes = encode(sample, encoding);
			assert.deepEqual(decode(bytes), { text: sample, encoding: as, problems });
			assert.deepEqual(await decodeInSlices(bytes, new Pace(() => Promise.resolve())), decode(bytes));
		});

		it(`should believe what a file says of itself: ${encoding}`, () => {
			for (const spelling of spellings[encoding] ?? []) {
				for (const declaration of [
					`% Encoding: ${spelling}\n\n`,
					`This file was created with JabRef 2.9.\nEncoding: ${spelling}\n\n`,
					`% -*- coding: ${spelling.toLowerCase()} -*-\n`,
					`<?xml version="1.0" encoding="${spelling}"?>\n`,
				]) {
					const whole = declaration + sample;
					assert.deepEqual(decode(encode(whole, encoding)), { text: whole, encoding, problems }, declaration);
					// A file that was saved anew, and kept its line.
					assert.deepEqual(decode(Buffer.from(whole)), { text: whole, encoding: 'utf-8', problems });
				}
			}
		});
	}

	it('should tell Thai and the letters of old Macs by themselves, with or without doubt', () => {
		const samples = [
			['windows-874', 'การศึกษาการสั่นสะเทือนของล้อรถไฟ'],
			['x-mac-cyrillic', 'Исследование колебаний колёс и вагонов на Железных дорогах'],
			['macintosh', 'Étude des vibrations des roues à grande vitesse, par Müller et Lefèvre'],
		] as const;
		for (const [encoding, text] of samples) {
			const bytes = Buffer.from(`@article{k,\n title = {${encoding} `);
			const letters = new Map(
				Array.from({ length: 128 }, (_, at) => [new TextDecoder(encoding).decode(Uint8Array.of(at + 128)), at + 128]),
			);
			const written = Uint8Array.from([...bytes, ...Array.from(text, letter => letters.get(letter) ?? letter.charCodeAt(0)), 0x7d, 0x7d]);
			const read = decode(written);
			assert.ok(read.text.endsWith(`${text}}}`), `${read.encoding}: ${read.text}`);
			assert.equal(read.encoding, encoding);
		}
	});

	it('should read bytes in the encoding that the user picks, among those that fit first', () => {
		const bytes = Uint8Array.of(0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72);
		assert.deepEqual(decode(bytes, { encoding: 'windows-1251' }), { text: 'Mьller', encoding: 'windows-1251', problems: [] });
		const choices = encodingChoices(bytes);
		assert.equal(choices.find(({ encoding }) => encoding === 'windows-1252')?.sample, 'Müller');
		assert.ok(choices.findIndex(({ encoding }) => encoding === 'utf-8') > choices.findIndex(({ encoding }) => encoding === 'koi8-r'));
	});

	it('should believe what the carrier says', () => {
		assert.equal(decode(encode('Иванов', 'koi8-r'), { charset: 'KOI8-R' }).text, 'Иванов');
		assert.equal(decode(Buffer.from('Ünïcode'), { charset: 'iso-8859-1' }).text, 'Ünïcode');
		assert.equal(decode(Buffer.from('Caf\xe9', 'latin1'), { charset: 'no-such' }).text, 'Café');
	});

	it('should name a doubt', () => {
		for (const [encoding, sample] of [
			['iso-8859-2', 'Výzkum kvality vody v řekách'],
			['windows-1257', 'Vandens kokybės tyrimas šiaurėje'],
		] as const) {
			const decoded = decode(encode(`a\n${sample}\n`, encoding));
			assert.match(decoded.problems[0]?.message ?? '', new RegExp(`uncertain; it was read as ${decoded.encoding}`));
			assert.equal(decoded.problems[0]?.line, 2);
		}
	});

	it('should lose no more than a byte that is none, and name its line', () => {
		const good = Array.from({ length: 100 }, (_, index) => entry(`Größe ${index} — 量子`, 'Müller, José', 'Ål')).join('\n');
		for (const [bad, read] of [
			['Caf\xe9', 'Café'],
			['\xfcber', 'über'],
			['a \x80 b', 'a \ufffd b'],
			['a \xff\xfe b', 'a \ufffd\ufffd b'],
			['x\xe2\x80 y', 'x\ufffd y'],
		] as const) {
			const line = `% ${bad}\n`;
			const decoded = decode(Buffer.concat([Buffer.from(good), Buffer.from(line, 'latin1'), Buffer.from(good)]));
			assert.equal(decoded.text, `${good}% ${read}\n${good}`);
			assert.ok(decoded.problems.length > 0 && decoded.problems.every(problem => problem.line === good.split('\n').length), bad);
		}
	});

	it('should keep all but the character that a file ends within (property)', () => {
		const whole = entry('Größe — 量子 😀', 'Müller, José', 'Ål');
		const bytes = Buffer.from(whole);
		fc.assert(
			fc.property(fc.integer({ min: 27, max: bytes.length }), end => {
				const { text, encoding } = decode(bytes.subarray(0, end));
				assert.equal(encoding, 'utf-8');
				assert.ok(whole.startsWith(text.replace(/\ufffd$/, '')));
			}),
		);
	});

	it('should lose at most the characters that were damaged (property)', () => {
		const whole = entry('Größe — 量子 😀', 'Müller, José', 'Ål').repeat(3);
		const bytes = Buffer.from(whole);
		fc.assert(
			fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 0x80, max: 0xff }), (at, byte) => {
				const damaged = Buffer.concat([bytes.subarray(0, at), Buffer.from([byte]), bytes.subarray(at)]);
				const { text, encoding, problems: found } = decode(damaged);
				assert.equal(encoding, 'utf-8');
				const inLines = (lines: string) => lines.split('\n');
				const differing = inLines(text).filter((line, index) => line !== inLines(whole)[index]);
				assert.ok(differing.length <= 1 && found.length <= 5);
			}),
		);
	});

	it('should name no more bytes than anybody reads', () => {
		const { problems: found } = decode(Buffer.concat([Buffer.from('ä'.repeat(100)), Buffer.from('a\xe9 \n'.repeat(90), 'latin1')]));
		assert.equal(found.length, 21);
		assert.match(found.at(-1)?.message ?? '', /70 more/);
	});

	it('should name the bad byte of another encoding', () => {
		const good = entry('车轮的研究与应用', '王, 伟', '机械工程学报').repeat(9);
		const {
			text: read,
			encoding,
			problems: found,
		} = decode(Buffer.concat([encode(`% Encoding: GBK\n${good}`, 'gb18030'), Buffer.from('% x\xff\n', 'latin1'), encode(good, 'gb18030')]));
		assert.equal(encoding, 'gb18030');
		assert.equal(read, `% Encoding: GBK\n${good}% x\ufffd\n${good}`);
		assert.equal(found[0]?.line, good.split('\n').length + 1);
	});

	it('should read ISO-2022-JP', () => {
		assert.equal(decode(Buffer.from('title = {\x1b$B<VNX\x1b(B}', 'latin1')).text, 'title = {車輪}');
	});

	it('should give the papers of a damaged file as those of a good one', () => {
		const { papers } = ingest(
			decode(Buffer.concat([Buffer.from(entry('Größe', 'Müller, José', 'Ål')), Buffer.from('@article{bad, title={Caf\xe9}}', 'latin1')]))
				.text,
		);
		assert.deepEqual(
			papers.map(paper => paper.title),
			['Größe', 'Café'],
		);
	});
});
