import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { cslJson } from '../../src/core/ingest/csl/cslJson';
import { ingest } from '../../src/core/ingest/ingest';
import { isArray, isObject, textOf } from '../../src/core/data/json';
import type { JsonObject } from '../../src/core/data/json';
import type { IncomingPaper, Name } from '../../src/core/paper/paper';
import { present } from '../../src/core/paper/paper';
import type { Case } from './cases';
import { names, objects, parse, source, textAt } from './cases';

/**
 * Tests of citation-js: `test/input.json` has the items by the name of the test, whose file is `input/one_simple_entry.bib` for `with one
 * simple entry`.
 */
export function citationJs(path: string): readonly Case[] {
	const tests = parse(textAt(path, 'test', 'input.json'));
	const read = isObject(tests) && isObject(tests['@biblatex/text']) ? tests['@biblatex/text'] : {};
	return Object.entries(read).flatMap(([name, pair]) => {
		const file = join(path, 'input', `${name.replace(/^with /, '').replace(/ /g, '_')}.bib`);
		const items = isArray(pair) ? pair[1] : undefined;
		if (!existsSync(file) || items === undefined) {
			return [];
		}
		const input = textAt(file);
		return [
			{
				name,
				input,
				expected: [...cslJson.read({ text: JSON.stringify(items) })].flatMap(reading => (reading.kind === 'paper' ? [reading.paper] : [])),
				found: ingest(input, { fileName: file }).papers,
			},
		];
	});
}

/**
 * Tests of @retorquere/bibtex-parser: what each entry of a file was parsed to, as YAML. One case an entry; fields that we join or that CSL
 * has no place for are not asked.
 */
export function parsedEntries(path: string): readonly Case[] {
	return names(join(path, 'input'), /\.bib(?:tex|latex)?$/).flatMap(file => {
		const yaml = join(path, 'expected-as-needed', `${file}.yaml`);
		if (!existsSync(yaml)) {
			return [];
		}
		const found = ingest(textAt(path, 'input', file), { fileName: file }).papers;
		const parsed: unknown = parseYaml(textAt(yaml));
		return objects(isObject(parsed) ? parsed['entries'] : []).map((entry, index) => {
			const partner = found.find(paper => paper['citation-key'] === entry['key']) ?? found[index];
			return {
				name: `${file} ${textOf(entry['key']) ?? index}`,
				input: textOf(entry['input']) ?? '',
				expected: [parsedEntry(entry, partner)],
				found: partner === undefined ? [] : [partner],
			};
		});
	});
}

function parsedEntry(entry: JsonObject, found: IncomingPaper | undefined): IncomingPaper {
	const fields = isObject(entry['fields']) ? entry['fields'] : {};
	const text = (name: string) => textOf(fields[name]);
	const joined = (...parts: readonly string[]) => parts.flatMap(part => text(part) ?? []).join(': ');
	const people = (name: string) => {
		const list = objects(fields[name]).map(personOf);
		return list.length === 0 ? {} : { [name]: list };
	};
	const whole = text('maintitle') !== undefined && /book|collection/.test(textOf(entry['type']) ?? '') && text('booktitle') === undefined;
	const date = /^(\d{4})(?:-(0\d|1[012])(?:-(\d\d))?)?$/.exec(text('date') ?? '');
	return {
		type: found?.type ?? 'document',
		title: whole ? joined('maintitle', 'mainsubtitle', 'maintitleaddon') : joined('title', 'subtitle', 'titleaddon'),
		...people('author'),
		...people('editor'),
		...people('translator'),
		...present('issued', date === null ? found?.issued : { 'date-parts': [date.slice(1).flatMap(part => (part ? [Number(part)] : []))] }),
		...present('container-title', text('journaltitle') ?? text('journal') ?? found?.['container-title']),
		...present('volume', text('volume')),
		...present('page', text('pages')),
		...present('DOI', text('doi')),
		...present('URL', text('url') ?? found?.['URL']),
		...present('abstract', text('abstract')),
		'citation-key': textOf(entry['key']) ?? '',
		source,
	};
}

/** `{ firstName, lastName, prefix, suffix }`, or `{ name }` for a body. */
function personOf(person: JsonObject): Name {
	const body = textOf(person['name']);
	return body !== undefined
		? { literal: body }
		: {
				...present('family', textOf(person['lastName'])),
				...present('given', textOf(person['firstName'])),
				...present('non-dropping-particle', textOf(person['prefix'])),
				...present('suffix', textOf(person['suffix'])),
			};
}
