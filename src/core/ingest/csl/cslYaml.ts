import { isArray, isObject } from '../../json';
import type { Source } from '../../paper';
import { present } from '../../paper';
import type { Format, Input, Reading } from '../format';
import { LineCounter } from '../lines';
import { parseYaml } from '../yamlText';
import { cslRecord } from './cslRecord';

/** CSL-YAML: a list `references`, between `---` lines or alone, as pandoc reads it. https://pandoc.org/MANUAL.html#specifying-bibliographic-data */
export const cslYaml: Format = {
	id: 'csl-yaml',
	label: 'CSL-YAML',
	recognise: ({ text, fileName }) => {
		if (/^(?:---\s*\n[^]*?)?references:\s*(?:\n|\[)/m.test(text.slice(0, 20_000)) && /^\s*-?\s*(?:id|type|title):\s/m.test(text.slice(0, 50_000))) {
			return 0.85;
		}
		return /^-\s+(?:id|type|title|author):/m.test(text.slice(0, 5000)) && /\.ya?ml$/i.test(fileName ?? '') ? 0.6 : 0;
	},
	read,
};

function* read({ text, fileName }: Input): Generator<Reading> {
	const source: Source = { kind: 'csl-yaml', ...present('file', fileName) };
	const lines = new LineCounter(text);
	const found = items(text);
	for (const item of found) {
		const line = lines.lineAt(item.start);
		const { value, mistake } = parseYaml(item.text);
		const entry = isArray(value) ? value[0] : value;
		if (mistake !== undefined || !isObject(entry)) {
			yield { kind: 'problem', line: line + (mistake?.line ?? 1) - 1, message: mistake?.message ?? 'This is not a record: it should have named fields.' };
		} else {
			yield { kind: 'paper', paper: cslRecord(entry, source), line };
		}
	}
	if (found.length === 0) {
		yield { kind: 'problem', line: 1, message: 'There is no list of references here.' };
	}
}

interface Item {
	readonly start: number;
	readonly text: string;
}

/** The items of the list, each the text of its own lines, so that one that is broken costs no other. A list in brackets is read whole. */
function items(text: string): readonly Item[] {
	const heading = /^references:[ \t]*(\[?)/m.exec(text);
	if (heading?.[1] === '[') {
		const { value } = parseYaml(text.slice(heading.index).replace(/\n(?:---|\.\.\.)[ \t]*\n[^]*$/, '\n'));
		const list = isObject(value) && isArray(value['references']) ? value['references'] : [];
		return list.map(entry => ({ start: heading.index, text: JSON.stringify([entry]) }));
	}
	const from = heading === null ? 0 : heading.index + heading[0].length;
	// Bounded: an expression is made of it below.
	const dash = /^([ \t]{0,40})-[ \t]/m.exec(text.slice(from));
	if (dash === null) {
		return [];
	}
	const indent = dash[1] ?? '';
	const found: Item[] = [];
	let open: number | undefined;
	const starts = new RegExp(`^(?:${indent}(-)[ \\t\\n]|(?!${indent}[ \\t])(?:---|\\.\\.\\.|[^\\s#-]))`, 'gm');
	starts.lastIndex = from + dash.index;
	for (let match = starts.exec(text); match !== null; match = starts.exec(text)) {
		if (open !== undefined) {
			found.push({ start: open, text: text.slice(open, match.index) });
		}
		open = match[1] === undefined ? undefined : match.index;
		if (open === undefined) {
			return found;
		}
	}
	return open === undefined ? found : [...found, { start: open, text: text.slice(open) }];
}
