import { localize } from '../../data/localize';
import { isArray, isObject, parseJson, textOf } from '../../data/json';
import type { JsonObject } from '../../data/json';
import type { IncomingPaper } from '../../paper/paper';
import { present } from '../../paper/paper';
import { crossrefWork } from './crossrefWork';
import { openAlexWork } from './openAlexWork';
import { isCrossrefType } from './workTypes';
import { inOnePart } from '../format';
import type { Format, PartedInput, Reading } from '../format';
import { firstJsonObject, readJsonRecords } from '../jsonRecords';

/**
 * What Crossref's interface answers, or a list of its works: like CSL-JSON, but titles are lists and types its own.
 * https://api.crossref.org
 */
export const crossrefJson: Format = serviceFormat('crossref', 'Crossref works', isCrossrefWork, crossrefWork);

/** What OpenAlex answers, or a list of its works. https://docs.openalex.org/api-entities/works/work-object */
export const openAlexJson: Format = serviceFormat('openalex', 'OpenAlex works', isOpenAlexWork, openAlexWork);

function isCrossrefWork(item: JsonObject): boolean {
	const type = textOf(item['type']) ?? '';
	return (
		item['DOI'] !== undefined &&
		(isCrossrefType(type) ||
			(isArray(item['title']) &&
				(item['reference-count'] !== undefined || item['is-referenced-by-count'] !== undefined || isObject(item['indexed']))))
	);
}

function isOpenAlexWork(item: JsonObject): boolean {
	return /^https?:\/\/openalex\.org\/W\d/i.test(textOf(item['id']) ?? '');
}

const lists = ['items', 'results', 'works'];

function serviceFormat(
	id: string,
	label: string,
	isWork: (item: JsonObject) => boolean,
	toPaper: (item: JsonObject) => IncomingPaper | undefined,
): Format {
	const paperOf = (item: JsonObject, fileName: string | undefined): IncomingPaper | string => {
		const paper = toPaper(item);
		return paper === undefined
			? localize('Incomplete {0} work: it has no title or no identifier.', label.split(' ')[0] ?? label)
			: { ...paper, source: { ...paper.source, kind: paper.source?.kind ?? id, ...present('file', fileName) } };
	};
	const readParts = ({ parts, fileName }: PartedInput): Iterable<Reading> =>
		/^\s*\{\s*"(?:status|message)/.test(parts[0] ?? '')
			? readAnswer(parts.join(''), item => paperOf(item, fileName))
			: readJsonRecords(parts, lists, item => paperOf(item, fileName));
	return {
		id,
		label,
		recognise: ({ text }) => {
			const first = firstJsonObject(text, lists);
			const message = isObject(first?.['message']) ? first['message'] : undefined;
			const works = isArray(message?.['items']) ? message['items'].filter(isObject) : [message ?? first].filter(item => item !== undefined);
			return works[0] !== undefined && isWork(works[0]) ? 0.93 : 0;
		},
		read: inOnePart(readParts),
		readParts,
	};
}

/** `{ status, message }`, where the message is a work or has a list of them. */
function* readAnswer(text: string, toPaper: (item: JsonObject) => IncomingPaper | string): Generator<Reading> {
	const answer = parseJson(text);
	const message = isObject(answer) && isObject(answer['message']) ? answer['message'] : undefined;
	if (message === undefined) {
		yield { kind: 'problem', line: 1, message: localize('The JSON that starts here is invalid or incomplete.') };
		return;
	}
	for (const item of isArray(message['items']) ? message['items'].filter(isObject) : [message]) {
		const paper = toPaper(item);
		yield typeof paper === 'string' ? { kind: 'problem', line: 1, message: paper } : { kind: 'paper', paper, line: 1 };
	}
}
