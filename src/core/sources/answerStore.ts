import { isObject, parseJson } from '../data/json';
import type { FileStore } from '../files/ports';
import { day } from './source';

/** An answer that was good once. */
export interface KeptAnswer {
	readonly url: string;
	readonly body: string;
	/** ISO 8601 instant. */
	readonly at: string;
	/**
	 * The server's own words for this state, to ask whether there is a newer one.
	 * https://www.rfc-editor.org/rfc/rfc9110#name-conditional-requests
	 */
	readonly etag?: string;
	readonly lastModified?: string;
}

/** Nothing is kept longer than this; a cache may be thrown away at any time. */
const longest = 60 * day;
/** Characters of all answers together. */
const capacity = 30_000_000;

/** Answers on disk, one file each. What cannot be read counts as absent, and what cannot be written is not kept: it is only a cache. */
export class AnswerStore {
	constructor(
		private readonly files: FileStore,
		private readonly folder: string,
	) {}

	async read(url: string): Promise<KeptAnswer | undefined> {
		const value = parseJson((await this.files.read(this.pathOf(url))) ?? '');
		return isKept(value) && value.url === url && isWhole(value) ? value : undefined;
	}

	async write(answer: KeptAnswer): Promise<void> {
		await this.files.write(this.pathOf(answer.url), JSON.stringify({ ...answer, sum: sumOf(answer) }));
	}

	async remove(url: string): Promise<void> {
		await this.files.remove(this.pathOf(url));
	}

	/** Removes what is too old, and the oldest where all is too much. */
	async tidy(now: Date): Promise<void> {
		const kept: { readonly path: string; readonly at: number; readonly size: number }[] = [];
		for (const name of await this.files.names(this.folder)) {
			const path = `${this.folder}/${name}`;
			const text = (await this.files.read(path)) ?? '';
			const value = parseJson(text);
			kept.push({ path, at: isKept(value) ? Date.parse(value.at) : 0, size: text.length });
		}
		let size = 0;
		for (const file of kept.sort((a, b) => b.at - a.at)) {
			size += file.size;
			if (size > capacity || now.getTime() - file.at > longest) {
				await this.files.remove(file.path);
			}
		}
	}

	private pathOf(url: string): string {
		return `${this.folder}/${print(url)}.json`;
	}
}

function isKept(value: unknown): value is KeptAnswer {
	return (
		isObject(value) &&
		['url', 'body', 'at'].every(field => typeof value[field] === 'string') &&
		['etag', 'lastModified'].every(field => ['string', 'undefined'].includes(typeof value[field]))
	);
}

/** Whether nothing damaged the answer since it was written. */
function isWhole(value: KeptAnswer): boolean {
	return 'sum' in value && value.sum === sumOf(value);
}

function sumOf({ url, body, at, etag, lastModified }: KeptAnswer): string {
	return print(JSON.stringify([url, body, at, etag, lastModified]));
}

/** A name for a file, from two differing 32-bit sums; the address within the file settles the rest. */
function print(text: string): string {
	let first = 0x811c9dc5;
	let second = 0x9747b28c;
	for (let at = 0; at < text.length; at += 1) {
		const unit = text.charCodeAt(at);
		first = Math.imul(first ^ unit, 0x01000193);
		second = Math.imul(second ^ unit, 0x5bd1e995) + at;
	}
	return [first, second].map(sum => (sum >>> 0).toString(16).padStart(8, '0')).join('');
}
