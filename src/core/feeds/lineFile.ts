import type { Json, JsonObject } from '../data/json';
import { isArray, isObject, parseJson } from '../data/json';
import type { FileStore, Log } from '../files/ports';
import { fnv1a } from '../text/hash';

/**
 * JSON whose lists have an item a line, so that damage costs the lines it falls on, as in a volume:
 *
 *     {"looked":"2026-03-01T08:00:00Z","read":[
 *     "arxiv:2403.00001",
 *     "arxiv:2403.00002"
 *     ],"dropped":[
 *     "doi:10.1/x"
 *     ]}
 */
export function lineFileText(facts: Readonly<Record<string, unknown>>, lists: Readonly<Record<string, readonly unknown[]>>): string {
	const head = JSON.stringify(facts).slice(0, -1);
	const parts = Object.entries(lists).map(
		([name, items]) => `${JSON.stringify(name)}:[\n${items.map(item => JSON.stringify(item)).join(',\n')}\n]`,
	);
	return `${head === '{' ? '{' : `${head},`}${parts.join(',')}}\n`;
}

export interface LineFile {
	readonly value: JsonObject;
	/** Whether it is no JSON as a whole, and {@link value} is what could be read of it. */
	readonly isDamaged: boolean;
}

/**
 * What a file says that {@link lineFileText} made, or what is left of it.
 * @param first the list that lines belong to whose beginning is lost
 */
export function readLineFile(text: string, first: string): LineFile {
	const whole = parseJson(text);
	if (isObject(whole)) {
		return { value: whole, isDamaged: false };
	}
	const lists = new Map<string, Json[]>();
	let facts: JsonObject = {};
	let open = first;
	for (const line of text.split('\n')) {
		const opened = /(?:^\],|[{,])"(\w{1,40})":\[$/.exec(line)?.[1];
		if (opened !== undefined) {
			const head = parseJson(`${line}]}`);
			facts = isObject(head) ? head : facts;
			open = opened;
			continue;
		}
		const item = parseJson(line.replace(/,$/, ''));
		if (typeof item === 'string' || isObject(item)) {
			const list = lists.get(open) ?? [];
			list.push(item);
			lists.set(open, list);
		}
	}
	return { value: { ...facts, ...Object.fromEntries(lists) }, isDamaged: text.trim() !== '' };
}

/** Keeps a damaged file byte by byte beside the one that will be written in its place, as `marks-damaged-1a2b3c4d.json`. */
export async function setDamagedAside(files: FileStore, path: string, log: Log): Promise<void> {
	const lines = await files.readLines(path);
	if (lines === undefined) {
		return;
	}
	const indices = Array.from({ length: lines.count }, (_, index) => index);
	const print = fnv1a(indices.map(index => lines.at(index)).join('\n'))
		.toString(16)
		.padStart(8, '0');
	const aside = `${path.replace(/\.json$/, '')}-damaged-${print}.json`;
	await files.writeLines(
		aside,
		indices.map(index => ({ of: lines, index })),
	);
	log.warn(`${path} was damaged. Recovered what could be read; the damaged file is ${aside}`);
}

/** Whether a list holds more than what was read of it. */
export function holdsMore(list: Json | undefined, read: readonly unknown[]): boolean {
	return isArray(list) && list.length > read.length;
}
