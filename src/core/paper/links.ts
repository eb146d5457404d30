import { isWebAddress, locateLinks } from '../text/addresses';
import { openAccessRole } from './paper';
import type { Link, LinkKind } from './paper';

/** Every http(s) link of a text, once each, in order, free of the sentence around it. */
export function findLinks(text: string): readonly Link[] {
	const urls = locateLinks(text).map(({ url }) => url);
	return [...new Set(urls)].map(url => ({ kind: linkKind(url), url }));
}

/** Links of addresses that a record gives besides its own; what is no web address is left out. */
export function linksTo(urls: readonly string[]): readonly Link[] {
	return [...new Set(urls)].filter(isWebAddress).map(url => ({ kind: linkKind(url), url }));
}

/** Links to where a PDF can be read on the web for free, as a service says; what is no web address is left out. */
export function openAccessLinks(urls: readonly (string | undefined)[]): readonly Link[] {
	return [...new Set(urls)].flatMap(url => (url !== undefined && isWebAddress(url) ? [{ kind: 'other', url, role: openAccessRole }] : []));
}

/** What stands behind an address: code, a project page, data, or something else. */
export function linkKind(url: string): LinkKind {
	const parts = /^https?:\/\/([^/?#]+)([^?#]*)/i.exec(url);
	const host = (parts?.[1] ?? '').toLowerCase().replace(/^www\./, '');
	const place = host + (parts?.[2] ?? '');
	return kinds.find(([, pattern]) => pattern.test(place))?.[0] ?? 'other';
}

const kinds: readonly (readonly [LinkKind, RegExp])[] = [
	[
		'data',
		/^huggingface\.co\/datasets\/|^kaggle\.com\/(?:datasets|competitions)\/|^(?:[^/]+\.)?(?:zenodo|figshare|dryad|openml|datadryad)\.(?:org|com)\/|^osf\.io\/|^data\./,
	],
	[
		'code',
		/^(?:[^/]+\.)?(?:github|gitlab|bitbucket)\.(?:com|org)\/[^/]+\/[^/]|^(?:codeberg|gitee|sr\.ht)\.[a-z]+\/|^gist\.github\.com\/|^anonymous\.4open\.science\/|^colab\.research\.google\.com\/|^(?:pypi|npmjs|crates|cran\.r-project)\.[a-z]+\//,
	],
	[
		'project',
		/^[^/]+\.(?:github|gitlab|netlify|vercel|pages|web|notion|readthedocs)\.(?:io|app|dev|site|me)(?:\/|$)|^sites\.google\.com\/|^huggingface\.co\/spaces\/|^github\.com\/[^/]+\/?$/,
	],
];
