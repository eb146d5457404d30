import type { Link, LinkKind } from './paper';

/** Every http(s) link of a text, once each, in order, free of the sentence around it. */
export function findLinks(text: string): readonly Link[] {
	const urls = [...text.matchAll(address)].map(([url]) => trimAddress(url));
	return [...new Set(urls)].map(url => ({ kind: linkKind(url), url }));
}

/** Links of addresses that a record gives besides its own; what is no web address is left out. */
export function linksTo(urls: readonly string[]): readonly Link[] {
	return [...new Set(urls)].filter(isWebAddress).map(url => ({ kind: linkKind(url), url }));
}

/** Where the links of a text stand, in UTF-16 offsets, for showing them in place. */
export function locateLinks(text: string): readonly { readonly start: number; readonly end: number; readonly url: string }[] {
	return [...text.matchAll(address)].map(match => {
		const url = trimAddress(match[0]);
		return { start: match.index, end: match.index + url.length, url };
	});
}

/** Whether an address may be opened in a browser: http(s) and nothing else. */
export function isWebAddress(url: string): boolean {
	return /^https?:\/\/[^\s/?#]/i.test(url);
}

// A brace ends an address: `https://example.org/data{new benchmark}` is what is left of \href{...}{new benchmark}. None need stand before it: `this fieldhttps://...`.
const address = /https?:\/\/[^\s<>"“”{}|\\^`]+/gi;

/** Without the punctuation of the sentence: a full stop, a comma, a bracket that was opened before the address. */
function trimAddress(url: string): string {
	// How many more brackets close than open, up to the end that is looked at.
	let round = 0;
	let square = 0;
	for (const sign of url) {
		round += turn(sign, '(', ')');
		square += turn(sign, '[', ']');
	}
	for (let end = url.length; end > 0; end -= 1) {
		const sign = url.charAt(end - 1);
		if (!sentenceMarks.includes(sign) && !(sign === ')' && round > 0) && !(sign === ']' && square > 0)) {
			return url.slice(0, end);
		}
		round -= turn(sign, '(', ')');
		square -= turn(sign, '[', ']');
	}
	return '';
}

const sentenceMarks = ".,;:!?'’*…";

function turn(sign: string, open: string, close: string): number {
	return sign === close ? 1 : sign === open ? -1 : 0;
}

/** What stands behind an address: code, a project page, data, or something else. */
export function linkKind(url: string): LinkKind {
	const parts = /^https?:\/\/([^/?#]+)([^?#]*)/i.exec(url);
	const host = (parts?.[1] ?? '').toLowerCase().replace(/^www\./, '');
	const place = host + (parts?.[2] ?? '');
	return kinds.find(([, pattern]) => pattern.test(place))?.[0] ?? 'other';
}

const kinds: readonly (readonly [LinkKind, RegExp])[] = [
	['data', /^huggingface\.co\/datasets\/|^kaggle\.com\/(?:datasets|competitions)\/|^(?:[^/]+\.)?(?:zenodo|figshare|dryad|openml|datadryad)\.(?:org|com)\/|^osf\.io\/|^data\./],
	['code', /^(?:[^/]+\.)?(?:github|gitlab|bitbucket)\.(?:com|org)\/[^/]+\/[^/]|^(?:codeberg|gitee|sr\.ht)\.[a-z]+\/|^gist\.github\.com\/|^anonymous\.4open\.science\/|^colab\.research\.google\.com\/|^(?:pypi|npmjs|crates|cran\.r-project)\.[a-z]+\//],
	['project', /^[^/]+\.(?:github|gitlab|netlify|vercel|pages|web|notion|readthedocs)\.(?:io|app|dev|site|me)(?:\/|$)|^sites\.google\.com\/|^huggingface\.co\/spaces\/|^github\.com\/[^/]+\/?$/],
];
