import { ingest } from '../../src/core/ingest/ingest';
import { isArray, textOf } from '../../src/core/data/json';
import type { JsonObject } from '../../src/core/data/json';
import { invertedName } from '../../src/core/paper/personName';
import type { IncomingPaper } from '../../src/core/paper/paper';
import { present } from '../../src/core/paper/paper';
import type { Case } from './cases';
import { names, objects, parse, source, textAt } from './cases';

/** arXiv's OAI records beside what INSPIRE's hepcrawl made of them, by arXiv id. One case a record. */
export function hepcrawl(path: string): readonly Case[] {
	const found = names(path, /^hepcrawl_.*\.xml$/).flatMap(file =>
		ingest(textAt(path, file), { fileName: file }).papers.map(paper => ({ file, paper })),
	);
	return names(path, /^hepcrawl_.*expected.*\.json$/).flatMap(file =>
		objects(parse(textAt(path, file))).map(record => {
			const id = textOf(objects(record['arxiv_eprints'])[0]?.['value']) ?? '';
			const partner = found.find(({ paper }) => paper.identifiers?.arxiv === id);
			return {
				name: `${file} ${id}`,
				input: partner === undefined ? '' : textAt(path, partner.file),
				expected: [inspireRecord(record, id)],
				found: partner === undefined ? [] : [partner.paper],
			};
		}),
	);
}

function inspireRecord(record: JsonObject, id: string): IncomingPaper {
	const first = (list: string, field: string) => textOf(objects(record[list])[0]?.[field]);
	const categories = objects(record['arxiv_eprints'])[0]?.['categories'];
	return {
		type: 'article',
		title: first('titles', 'title') ?? '',
		author: objects(record['authors'])
			.map(author => invertedName(textOf(author['full_name']) ?? ''))
			.filter(name => name !== undefined),
		...present('issued', dateOf(textOf(record['preprint_date']))),
		...present('abstract', first('abstracts', 'value')),
		...present('DOI', first('dois', 'value')),
		URL: `https://arxiv.org/abs/${id}`,
		...present('tags', isArray(categories) ? categories.filter(category => typeof category === 'string') : undefined),
		source,
	};
}

function dateOf(text: string | undefined): IncomingPaper['issued'] {
	return text === undefined ? undefined : { 'date-parts': [text.split('-').map(Number)] };
}
