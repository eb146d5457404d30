import { localize } from '../../data/localize';
import { isArray, isObject } from '../../data/json';
import type { Source } from '../../paper/paper';
import { present } from '../../paper/paper';
import { inOnePart } from '../format';
import type { Format, PartedInput, Reading } from '../format';
import { blanksWithinLines } from '../../text/lineCounter';
import { TextWindow } from '../textWindow';
import { parseRecordsYaml } from '../yamlText';
import { cslRecord } from './cslRecord';
import { fromMarkdown } from './markdownItem';

/**
 * CSL-YAML: a list `references`, between `---` lines or alone, as pandoc reads it.
 * https://pandoc.org/MANUAL.html#specifying-bibliographic-data
 */
export const cslYaml: Format = {
	id: 'csl-yaml',
	label: 'CSL-YAML',
	recognise: ({ text, fileName }) => {
		if (
			/^references:\s*(?:\n|\[)/m.test(text.slice(0, 20_000)) &&
			/(?:^[ \t]*(?:-[ \t]+)?|[[{,][ \t]*)(?:id|type|title):\s/m.test(text.slice(0, 50_000))
		) {
			return 0.85;
		}
		const isList = /^-\s+(?:id|type|title|author):/m.test(text.slice(0, 5000));
		const hasBoth =
			/^(?:-[ \t]+|[ \t]+)type:[ \t]*[a-z]/m.test(text.slice(0, 5000)) &&
			/^(?:-[ \t]+|[ \t]+)(?:id|title):[ \t]*\S/m.test(text.slice(0, 5000));
		return isList && (hasBoth || /\.ya?ml$/i.test(fileName ?? '')) ? 0.6 : 0;
	},
	read: inOnePart(readParts),
	readParts,
};

function* readParts({ parts, fileName }: PartedInput): Generator<Reading> {
	const source: Source = { kind: 'csl-yaml', ...present('file', fileName) };
	const window = new TextWindow(isBlockList(parts[0] ?? '') ? parts : [parts.join('')]);
	let found = 0;
	for (const item of items(window)) {
		const { line } = window.positionOf(item.start);
		found += 1;
		const { value, mistake } = parseRecordsYaml(item.text.replace(blanksWithinLines, ' '));
		const entry = isArray(value) ? value[0] : value;
		if (mistake !== undefined || !isObject(entry)) {
			yield {
				kind: 'problem',
				line: line + (mistake?.line ?? 1) - 1,
				message: mistake?.message ?? localize('Not a record: fields are missing.'),
			};
		} else {
			yield { kind: 'paper', paper: cslRecord(fromMarkdown(entry), source), line };
		}
	}
	if (found === 0) {
		yield { kind: 'problem', line: 1, message: localize('No list of references found.') };
	}
}

interface Item {
	/** UTF-16 offset in the whole text. */
	readonly start: number;
	readonly text: string;
}

// Not `^`, which matches after U+2028 and U+2029 too: they end no line of YAML 1.2.
const listHeading = /(?<![^\n\r])references:[ \t]*(\[?)/;
/** Bounded: an expression is made of it below. */
const firstDash = /(?<![^\n\r])([ \t]{0,40})-[ \t]/;

/** Whether a list with an item a line begins in the text, so that the rest can be read as it comes. */
function isBlockList(text: string): boolean {
	const heading = listHeading.exec(text);
	return heading?.[1] !== '[' && firstDash.test(text.slice(heading?.index));
}

/** The parts of a text that hold its items as they stand there: one each, or one for all of a list in brackets. */
export function* cslYamlItems(text: string): Generator<Item> {
	const heading = listHeading.exec(text);
	if (heading?.[1] === '[') {
		yield { start: heading.index, text: bracketedList(text, heading.index) };
	} else {
		yield* items(new TextWindow([text]));
	}
}

function bracketedList(text: string, start: number): string {
	return text.slice(start).replace(/\n(?:---|\.\.\.)[ \t]*\n[^]*$/, '\n');
}

/** The items of the list, each the text of its own lines, so that one that is broken costs no other. A list in brackets is read whole. */
function* items(window: TextWindow): Generator<Item> {
	const heading = listHeading.exec(window.text);
	if (heading?.[1] === '[') {
		const { value } = parseRecordsYaml(bracketedList(window.text, heading.index));
		const list = isObject(value) && isArray(value['references']) ? value['references'] : [];
		yield* list.map(entry => ({ start: heading.index, text: JSON.stringify([entry]) }));
		return;
	}
	const from = heading === null ? 0 : heading.index + heading[0].length;
	const dash = firstDash.exec(window.text.slice(from));
	if (dash === null) {
		return;
	}
	const indent = dash[1] ?? '';
	const starts = new RegExp(`(?<![^\\n\\r])(?:${indent}(-)[ \\t\\n]|(?!${indent}[ \\t])(?:---|\\.\\.\\.|[^\\s#-]))`, 'g');
	let open = from + dash.index;
	starts.lastIndex = open + 1;
	for (;;) {
		const match = starts.exec(window.text);
		if (match === null && window.more(open)) {
			open = 0;
			starts.lastIndex = 1;
			continue;
		}
		yield { start: window.offsetOf(open), text: window.text.slice(open, match?.index) };
		if (match?.[1] === undefined) {
			return;
		}
		open = match.index;
	}
}
