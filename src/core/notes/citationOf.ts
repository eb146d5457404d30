import { printKey } from '../markdown/citationKeys';
import { markdownProse } from '../text/markdownProse';

/**
 * `[@song2021score]`, in front of a place (`, p. 3`) where there is one. A key that would be more than a key in Markdown (records bring
 * theirs) is written as plain words.
 */
export function citationOf(key: string, place = ''): string {
	return citable.test(key) ? `[${printKey(key)}${place}]` : markdownProse(`@${key}${place}`);
}

/** Whether a key may stand in Markdown as it is. */
export function isCitableKey(key: string): boolean {
	return citable.test(key);
}

const citable = /^[^\s\p{Cc}{}[\]<>()!`*\\|]+$/u;
