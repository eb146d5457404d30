import { tableOf } from '../data/table';
import { textDecoder } from './textDecoder';

/** Only the beginning of a text says how it is encoded. Bytes. */
const telling = 4096;

/**
 * The encoding that the beginning of a text names, by its name in the Encoding Standard: JabRef's `% Encoding: Windows-1251` (in Java's
 * spellings: `Cp1251`, `ISO8859_2`, `SJIS`), an XML or HTML declaration, the line of Emacs and TeX editors. `undefined` where none is named
 * or known.
 */
export function declaredEncoding(bytes: Uint8Array): string | undefined {
	// All of these are written in ASCII, whatever follows.
	const start = String.fromCharCode(...bytes.subarray(0, telling));
	const label = declarations.map(pattern => pattern.exec(start)?.[1]).find(found => found !== undefined);
	return label === undefined ? undefined : knownEncoding(label);
}

const declarations = [
	/^\s*<\?xml\s[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["']/,
	/<meta\s[^>]{0,200}?\bcharset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})/i,
	/^[ \t]*(?:%[ \t]*)?encoding:[ \t]*([\w.:-]{1,40})[ \t]*\r?$/im,
	/-\*-[^\n]{0,200}?\bcoding:[ \t]*([\w.:-]{1,40})/,
	/^%[ \t]*!TeX[ \t]+encoding[ \t]*=[ \t]*([\w.:-]{1,40})/im,
	/^@charset "([\w.:-]{1,40})"/m,
];

/**
 * An encoding by one of its names, Java's among them (https://docs.oracle.com/javase/8/docs/technotes/guides/intl/encoding.doc.html), as
 * the Encoding Standard names it.
 */
export function knownEncoding(label: string): string | undefined {
	const plain = label.trim().toLowerCase();
	const hyphened = plain.replace(/_/g, '-').replace(/-(?:unix|dos|mac)$/, '');
	const names = [
		javaNames.get(plain) ?? '',
		plain,
		hyphened,
		hyphened.replace(/^iso-?8859-?(\d{1,2})$/, 'iso-8859-$1').replace(/^(?:cp|win|ansi|ms|windows)-?(125\d|874)$/, 'windows-$1'),
	];
	const known = names.map(name => (name === '' ? undefined : textDecoder(name)?.encoding)).find(name => name !== undefined);
	// Both are read alike: https://encoding.spec.whatwg.org/#gbk-decoder
	return known === 'gbk' ? 'gb18030' : known;
}

const javaNames = tableOf<string>({
	macroman: 'macintosh',
	'mac roman': 'macintosh',
	applemac: 'macintosh',
	mac: 'macintosh',
	maccyrillic: 'x-mac-cyrillic',
	ms932: 'windows-31j',
	cp932: 'windows-31j',
	ms936: 'gbk',
	cp936: 'gbk',
	ms949: 'euc-kr',
	cp949: 'euc-kr',
	ms950: 'big5',
	cp950: 'big5',
	euc_cn: 'gbk',
	'euc-cn': 'gbk',
	iso2022jp: 'iso-2022-jp',
	cp866: 'ibm866',
	ansinew: 'windows-1252',
	ansi: 'windows-1252',
	latin1: 'iso-8859-1',
	latin2: 'iso-8859-2',
	latin9: 'iso-8859-15',
	default: '',
});
