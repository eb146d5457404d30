import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ingest } from '../../src/core/ingest/ingest';
import { zoteroRecord } from '../../src/core/ingest/zotero/zoteroRecord';
import { isObject } from '../../src/core/data/json';
import type { JsonObject } from '../../src/core/data/json';
import type { Case, Cases } from './cases';
import { inFolder, names, objects, parse, source, textAt } from './cases';

/** Zotero's translator tests: `[{ input, items }]`. A body without a first name is written as its last name alone there. */
export function zoteroTranslators(folder: string): Cases {
	return inFolder(folder, path =>
		names(path, /\.tests\.json$/).flatMap(file =>
			objects(parse(textAt(path, file))).map((test, index) => {
				const input = typeof test['input'] === 'string' ? test['input'] : '';
				return {
					name: `${file} ${index + 1}`,
					input,
					expected: objects(test['items']).flatMap(
						item => zoteroRecord({ ...item, creators: objects(item['creators']).map(bodyOf) }, source) ?? [],
					),
					found: ingest(input).papers,
				};
			}),
		),
	);
}

/** `X.bib` beside `X.json`, Zotero items as Better BibTeX writes them. */
export function betterBibtexImport(path: string): readonly Case[] {
	return names(path, /\.bib$/).flatMap(file => {
		const json = join(path, file.replace(/\.[a-z]+$/, '.json'));
		if (!existsSync(json)) {
			return [];
		}
		const parsed = parse(textAt(json));
		const items = objects(isObject(parsed) ? parsed['items'] : parsed);
		const input = textAt(path, file);
		return [
			{
				name: file,
				input,
				expected: items.flatMap(
					item =>
						zoteroRecord(
							{
								...item,
								creators: leading(objects(item['creators']).map(bodyOf)),
								citationKey: item['citationKey'] ?? item['citekey'] ?? '',
							},
							source,
						) ?? [],
				),
				found: ingest(input, { fileName: file }).papers,
			},
		];
	});
}

function bodyOf(creator: JsonObject): JsonObject {
	return typeof creator['firstName'] === 'string' && creator['firstName'] !== '' ? creator : { ...creator, fieldMode: 1 };
}

/** BibTeX knows no directors: who leads the work is its author. */
function leading(creators: readonly JsonObject[]): readonly JsonObject[] {
	const leaders = [
		'director',
		'performer',
		'composer',
		'podcaster',
		'presenter',
		'scriptwriter',
		'interviewee',
		'host',
		'artist',
		'programmer',
		'cartographer',
		'inventor',
		'sponsor',
	];
	return creators.map(creator =>
		leaders.some(leader => leader === creator['creatorType']) ? { ...creator, creatorType: 'author' } : creator,
	);
}
