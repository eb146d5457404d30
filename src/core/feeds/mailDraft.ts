import { dayNames } from '../notes/moment';
import { monthNames, twoDigits } from '../paper/dates';
import type { DigestEntry } from './digest';

/** A message that mail programs open as a draft. */
export interface MailDraft {
	readonly subject: string;
	readonly date: Date;
	readonly entries: readonly DigestEntry[];
}

/**
 * A digest as a plain message (RFC 5322, UTF-8 in base64 as RFC 2045 has it) without a sender or addressees. `X-Unsent: 1` lets Outlook and
 * others open it for writing. https://www.rfc-editor.org/rfc/rfc5322
 */
export function mailDraft({ subject, date, entries }: MailDraft): string {
	const body = entries.length === 0 ? 'No papers.' : entries.map(entryText).join('\r\n\r\n');
	const headers = [
		`Date: ${rfcDate(date)}`,
		...headerLines('Subject', subject),
		'X-Unsent: 1',
		'MIME-Version: 1.0',
		'Content-Type: text/plain; charset=utf-8',
		'Content-Transfer-Encoding: base64',
	];
	return `${headers.join('\r\n')}\r\n\r\n${base64(`${body}\r\n`).replace(/.{76}/g, '$&\r\n')}\r\n`;
}

function entryText({ title, authors, gist, upvotes, page }: DigestEntry, at: number): string {
	const facts = [authors, upvotes === undefined ? '' : `${upvotes} upvotes`].filter(fact => fact !== '').join(', ');
	return [`${at + 1}. ${title}`, facts, gist, page ?? ''].filter(line => line !== '').join('\r\n');
}

/** Words beyond ASCII are encoded, in parts of at most 75 characters. https://www.rfc-editor.org/rfc/rfc2047#section-2 */
function headerLines(name: string, value: string): readonly string[] {
	const plain = value.replace(/[\r\n]+/g, ' ').trim();
	if (/^[\x20-\x7e]*$/.test(plain) && plain.length <= 70 && !plain.includes('=?')) {
		return [`${name}: ${plain}`];
	}
	const words: string[] = [];
	let part = '';
	for (const letter of plain) {
		if (utf8(part + letter).length > 42) {
			words.push(part);
			part = '';
		}
		part += letter;
	}
	return [`${name}: ${[...words, part].map(word => `=?utf-8?B?${base64(word)}?=`).join('\r\n ')}`];
}

/** `Tue, 24 Nov 2026 17:28:33 +0000` */
function rfcDate(date: Date): string {
	const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(twoDigits).join(':');
	const [day, month] = [dayNames[date.getUTCDay()], monthNames[date.getUTCMonth()]].map(name => name?.slice(0, 3) ?? '');
	return `${day ?? ''}, ${twoDigits(date.getUTCDate())} ${month ?? ''} ${date.getUTCFullYear()} ${time} +0000`;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** https://www.rfc-editor.org/rfc/rfc4648#section-4, of the text in UTF-8. */
function base64(text: string): string {
	const bytes = utf8(text);
	let coded = '';
	for (let at = 0; at < bytes.length; at += 3) {
		const [a = 0, b, c] = bytes.slice(at, at + 3);
		const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
		coded +=
			alphabet.charAt(bits >> 18) +
			alphabet.charAt((bits >> 12) & 63) +
			(b === undefined ? '=' : alphabet.charAt((bits >> 6) & 63)) +
			(c === undefined ? '=' : alphabet.charAt(bits & 63));
	}
	return coded;
}

/** https://www.rfc-editor.org/rfc/rfc3629#section-3; halves of surrogate pairs become the sign for what cannot be read. */
function utf8(text: string): readonly number[] {
	return Array.from(text.replace(/\p{Surrogate}/gu, '\uFFFD')).flatMap(letter => {
		const code = letter.codePointAt(0) ?? 0;
		const tail = (shift: number) => 0x80 | ((code >> shift) & 0x3f);
		if (code < 0x80) {
			return [code];
		}
		if (code < 0x800) {
			return [0xc0 | (code >> 6), tail(0)];
		}
		return code < 0x10000 ? [0xe0 | (code >> 12), tail(6), tail(0)] : [0xf0 | (code >> 18), tail(12), tail(6), tail(0)];
	});
}
