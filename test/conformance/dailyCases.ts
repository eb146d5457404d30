import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ingest } from '../../src/core/ingest/ingest';
import { isArray, isObject } from '../../src/core/data/json';
import type { JsonObject } from '../../src/core/data/json';
import { fullName } from '../../src/core/paper/names';
import { texToText } from '../../src/core/text/tex';
import type { IncomingPaper } from '../../src/core/paper/paper';
import type { Case } from './cases';
import { names, objects, parse } from './cases';

/** One case a record. */
export function daily(pattern: RegExp): (path: string) => readonly Case[] {
	return path =>
		names(path, pattern).flatMap(file => {
			const bytes = readFileSync(join(path, file));
			const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
			const found = ingest(text, { fileName: file }).papers;
			const items = file.includes('.jsonl')
				? text
						.split('\n')
						.filter(line => line !== '')
						.map(parse)
				: parse(text);
			const records = isArray(items) ? items : [];
			return records.map((item, index) => ({
				name: `${file} ${index + 1}`,
				input: JSON.stringify(item),
				// A record that was saved from Python as a text has no other oracle than its id.
				expected: isObject(item) ? [dailyExpectation(item)] : found.slice(index, index + 1),
				found: found
					.slice(index, index + 1)
					.map(paper => ({ ...paper, author: (paper.author ?? []).map(name => ({ literal: fullName(name) })) }))
					.map(paper => (isObject(item) ? paper : (found[index] ?? paper))),
			}));
		});
}

/** The obvious reading of an item of Daily Papers: what its fields say, and nothing else. */
function dailyExpectation(item: JsonObject): IncomingPaper {
	const paper = isObject(item['paper']) ? item['paper'] : item;
	const words = (value: unknown) => (typeof value === 'string' ? texToText(value).replace(/\s+/g, ' ').trim() : '');
	const [year, month, day] = words(paper['publishedAt']).slice(0, 10).split('-').map(Number);
	return {
		type: 'article',
		title: words(paper['title']),
		author: objects(paper['authors']).map(author => ({ literal: words(author['name']) })),
		issued: { 'date-parts': [[year ?? 0, month ?? 0, day ?? 0]] },
		abstract: words(paper['summary'] ?? item['summary']),
		URL: `https://arxiv.org/abs/${words(paper['id'])}`,
		tags: isArray(paper['ai_keywords']) ? paper['ai_keywords'].map(words) : [],
	};
}
