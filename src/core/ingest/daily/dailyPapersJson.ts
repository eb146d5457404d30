import { localize } from '../../data/localize';
import { isArray, isObject, parseJson } from '../../data/json';
import type { JsonObject } from '../../data/json';
import type { Source } from '../../paper/paper';
import { present } from '../../paper/paper';
import { decodeEntities } from '../../text/html';
import { inOnePart } from '../format';
import type { Format, PartedInput, Reading } from '../format';
import { jsonItems } from '../jsonItems';
import { firstJsonObject } from '../jsonRecords';
import { LineCounter } from '../../text/lineCounter';
import { TextWindow } from '../textWindow';
import { dailyPaper } from './dailyPaper';
import { fileDate } from './fileDate';
import { pythonToJson } from './pythonLiteral';

const lists = ['dailyPapers', 'papers', 'data'];

/**
 * Daily Papers as its interface answers, as a dump with one record a line, or as people saved it from Python; and the page itself, which
 * holds the same data.
 */
export const dailyPapersJson: Format = {
	id: 'daily-papers-json',
	label: 'Daily Papers data',
	recognise: ({ text }) => {
		if (/data-target="DailyPapers"/.test(text)) {
			return 0.97;
		}
		const item = firstJsonObject(text, lists);
		const paper = isObject(item?.['paper']) ? item['paper'] : item;
		if (paper !== undefined) {
			return isObject(item?.['paper']) && paper['id'] !== undefined
				? 0.95
				: paper['summary'] !== undefined && paper['upvotes'] !== undefined && isArray(paper['authors'])
					? 0.9
					: 0;
		}
		return /^\s*(?:\{[^[]{0,500}\[|\[)\s*"\{'paper': \{/.test(text.slice(0, 2000)) ? 0.95 : 0;
	},
	read: inOnePart(readParts),
	readParts,
};

function* readParts({ parts, fileName }: PartedInput): Generator<Reading> {
	// A page holds its data as one attribute.
	const html = /^\s*<|data-target="DailyPapers"/.test(parts[0] ?? '') ? parts.join('') : '';
	const page = /data-target="DailyPapers"\s+data-props="([^"]*)"/.exec(html);
	const props = page === null ? undefined : decodeEntities(page[1] ?? '');
	const date = (props === undefined ? undefined : pageDate(props)) ?? fileDate(fileName);
	const source: Source = { kind: 'daily-papers', ...present('file', fileName), ...present('date', date) };
	const pageLine = new LineCounter(html).lineAt(page?.index ?? 0);
	const window = new TextWindow(props === undefined ? parts : [props]);
	// A dump holds many days, and each has its own ranks.
	const ranks = new Map<string, number>();
	for (const item of jsonItems(window, lists)) {
		const line = props === undefined ? window.positionOf(item.start).line : pageLine;
		const value = recordOf(item.text);
		const paper = value === undefined ? localize('The record that starts here is invalid or incomplete.') : dailyPaper(value, source);
		if (typeof paper === 'string') {
			yield { kind: 'problem', line, message: paper };
			continue;
		}
		const day = paper.source?.date ?? '';
		const rank = (ranks.get(day) ?? 0) + 1;
		ranks.set(day, rank);
		yield { kind: 'paper', paper: { ...paper, source: { ...source, ...paper.source, rank } }, line };
	}
}

function recordOf(text: string): JsonObject | undefined {
	const value = parseJson(text);
	const record = typeof value === 'string' ? parseJson(pythonToJson(value)) : value;
	return isObject(record) ? record : undefined;
}

function pageDate(props: string): string | undefined {
	return /"(?:date|dateString)":"(\d{4}-\d\d-\d\d)/.exec(props)?.[1];
}
