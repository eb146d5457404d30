import { isArray, isObject, textOf } from '../data/json';
import type { JsonObject } from '../data/json';
import { readLooseDate } from '../paper/looseDate';
import { naturalName } from '../paper/personName';
import { namesField } from '../paper/recordParts';
import type { IncomingPaper } from '../paper/paper';
import { present } from '../paper/paper';
import { unfold } from '../text/fold';
import { answerObject } from './jsonAnswer';
import { valueAt } from '../data/json';
import { day, incomplete, queryOf } from './source';
import type { Parsed, SourceRequest } from './source';

/** Books by ISBN. https://openlibrary.org/dev/docs/api/books */
export const openLibraryOrg = {
	byIsbn: (isbns: readonly string[]): SourceRequest => ({
		service: 'open-library',
		path: `/api/books${queryOf({ bibkeys: isbns.map(isbn => `ISBN:${isbn}`).join(','), jscmd: 'data', format: 'json' })}`,
		expects: 'json',
		keep: 30 * day,
	}),

	/** An unknown ISBN is answered with an empty object. */
	parse: (body: string): Parsed => {
		const answer = answerObject(body);
		return answer === undefined
			? incomplete()
			: {
					kind: 'papers',
					papers: Object.entries(answer).flatMap(([key, book]) => (isObject(book) ? (bookOf(book, key.replace(/^ISBN:/, '')) ?? []) : [])),
				};
	},
};

function bookOf(book: JsonObject, isbn: string): IncomingPaper | undefined {
	const title = textOf(book['title']);
	const subtitle = textOf(book['subtitle']);
	const url = textOf(book['url']);
	return title === undefined
		? undefined
		: {
				type: 'book',
				title: unfold(subtitle === undefined ? title : `${title}: ${subtitle}`),
				...namesField('author', namesIn(book, 'authors').map(naturalName)),
				...present('issued', readLooseDate(textOf(book['publish_date']) ?? '')),
				...present('publisher', namesIn(book, 'publishers')[0]),
				...present('publisher-place', namesIn(book, 'publish_places')[0]),
				...present('number-of-pages', textOf(book['number_of_pages'])),
				ISBN: isbn,
				...present('URL', url),
				source: { kind: 'open-library', ...present('url', url) },
			};
}

function namesIn(book: JsonObject, field: string): readonly string[] {
	const list = book[field];
	return isArray(list) ? list.flatMap(item => textOf(valueAt(item, 'name')) ?? []) : [];
}
