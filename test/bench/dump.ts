import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { citationKey } from '../../src/core/keys/citekey';
import { isArray, isObject, stringsOf, textOf } from '../../src/core/data/json';
import type { IncomingPaper, Name, Paper } from '../../src/core/paper/paper';
import { present } from '../../src/core/paper/paper';

const folder = join('..', 'shared', 'fixtures', 'hf-daily', 'dump');

/** The papers of the Daily Papers dump beside the repository; `undefined` where there is none. Read from the repository's root. */
export function dumpedPapers(): readonly Paper[] | undefined {
	if (!existsSync(folder)) {
		return undefined;
	}
	const keys = new Set<string>();
	const papers = new Map<string, Paper>();
	for (const name of readdirSync(folder).sort()) {
		for (const line of gunzipSync(readFileSync(join(folder, name)))
			.toString('utf8')
			.split('\n')) {
			const paper = line === '' ? undefined : paperOf(JSON.parse(line), keys);
			if (paper !== undefined) {
				papers.set(paper.id, paper);
			}
		}
	}
	return [...papers.values()];
}

function paperOf(item: unknown, keys: Set<string>): Paper | undefined {
	const record = isObject(item) ? item['paper'] : undefined;
	if (!isObject(record)) {
		return undefined;
	}
	const arxiv = textOf(record['id']) ?? '';
	const published = textOf(record['publishedAt']) ?? '2024-01-01';
	const authors = isArray(record['authors']) ? record['authors'] : [];
	const incoming: IncomingPaper = {
		type: 'article',
		title: (textOf(record['title']) ?? '').replace(/\s+/g, ' '),
		author: authors.map(author => nameOf(isObject(author) ? (textOf(author['name']) ?? '') : '')),
		issued: { 'date-parts': [[Number(published.slice(0, 4))]] },
		...present('abstract', textOf(record['summary'])?.replace(/\s+/g, ' ')),
		identifiers: { arxiv },
		tags: stringsOf(record['ai_keywords']),
		source: { kind: 'daily-papers', upvotes: Number(record['upvotes'] ?? 0) },
	};
	const key = citationKey(incoming, undefined, keys);
	keys.add(key);
	return { ...incoming, id: `arxiv:${arxiv}`, 'citation-key': key, status: 'unread', added: published, updated: published };
}

function nameOf(full: string): Name {
	const at = full.lastIndexOf(' ');
	return at < 0 ? { literal: full } : { given: full.slice(0, at), family: full.slice(at + 1) };
}
