import { localize } from '../data/localize';
import type { JsonObject } from '../data/json';
import { isArray, isObject, textOf } from '../data/json';
import { writtenDoi } from '../paper/doi';
import { fieldValue } from '../paper/fieldEdit';
import { fieldOf } from '../paper/fields';
import { parseArxivId, parsePmid } from '../paper/identifiers';
import { parseIsbn, parseIssn } from '../paper/isbn';
import { fullName } from '../paper/names';
import { dateOf, namesOf } from '../paper/values';
import { webAddress } from '../text/addresses';
import { fieldLabel } from './fieldLabels';
import { fieldsOfType } from './typeFields';

/** Something to be said beside a field of a form. */
export interface FormRemark {
	readonly field: string;
	/** `error`: it cannot be saved so. `warning`: it can, but looks wrong. `hint`: how it is taken. */
	readonly gravity: 'error' | 'warning' | 'hint';
	/** A plain sentence. */
	readonly sentence: string;
}

/** What is to be said of a record as it would be saved; `written` are the fields that the user wrote in. */
export function remarksOn(edited: JsonObject, written: ReadonlySet<string>): readonly FormRemark[] {
	const type = textOf(edited['type']) ?? '';
	const remarks: FormRemark[] = type === '' ? [{ field: 'type', gravity: 'error', sentence: localize('Every paper needs a type.') }] : [];
	for (const names of fieldsOfType(type).needed) {
		const fields = names.split('|');
		const [first] = fields;
		if (first !== undefined && fields.every(field => isEmpty(edited, field))) {
			const words = fields.map(field => fieldLabel(field, type)).join(localize(' or '));
			remarks.push({ field: first, gravity: 'warning', sentence: localize('{0}: {1} missing.', fieldsOfType(type).label(), words) });
		}
	}
	for (const [field, check] of checks) {
		const text = textOf(fieldValue(edited, field));
		const remark = text === undefined ? undefined : check(text, written.has(field));
		if (remark !== undefined) {
			remarks.push({ field, ...remark });
		}
	}
	return [
		...remarks,
		...[...written].flatMap(field => [...dateRemarks(edited, field), ...nameRemarks(edited, field)]),
		...linkRemarks(edited, written),
	];
}

function isEmpty(record: JsonObject, field: string): boolean {
	const value = fieldValue(record, field);
	return value === undefined || value === '' || (isArray(value) && value.length === 0);
}

type Check = (text: string, isWritten: boolean) => Omit<FormRemark, 'field'> | undefined;

const warning = (sentence: string): Omit<FormRemark, 'field'> => ({ gravity: 'warning', sentence });

/** An identifier that papers are told apart by must be one, once somebody writes it. */
const checks: readonly (readonly [field: string, check: Check])[] = [
	[
		'DOI',
		text =>
			writtenDoi(text) === text ? undefined : warning(localize('This isn’t a DOI. A DOI starts with “10.” and has a slash: 10.1000/182.')),
	],
	[
		'identifiers.arxiv',
		(text, isWritten) =>
			parseArxivId(text) === undefined
				? {
						gravity: isWritten ? 'error' : 'warning',
						sentence: localize('This isn’t an arXiv identifier, such as 2101.00001 or math/0211159.'),
					}
				: undefined,
	],
	['PMID', text => (parsePmid(text) === undefined ? warning(localize('A PMID has up to nine digits.')) : undefined)],
	[
		'ISBN',
		text =>
			listed(text).every(isbn => parseIsbn(isbn) !== undefined)
				? undefined
				: warning(localize('This isn’t an ISBN: it has 10 or 13 digits, and the last one checks the others.')),
	],
	[
		'ISSN',
		text =>
			listed(text).every(issn => parseIssn(issn) !== undefined)
				? undefined
				: warning(localize('This isn’t an ISSN: it has 8 digits, such as 1234-5679, and the last one checks the others.')),
	],
	[
		'URL',
		text =>
			webAddress(text) === undefined ? warning(localize('This isn’t a web address. It starts with https:// or http://.')) : undefined,
	],
];

/** `0-306-40615-2, 978-0-306-40615-7 (ebook)`: services and libraries list several. */
function listed(text: string): readonly string[] {
	return text
		.replace(/\([^()]{0,99}\)/g, '')
		.split(/[,;/]| (?=97[89]|\d{4}-\d{3}[\dX]\b)/)
		.map(part => part.trim())
		.filter(part => part !== '');
}

function dateRemarks(edited: JsonObject, field: string): readonly FormRemark[] {
	const value = fieldValue(edited, field);
	const date = fieldOf(field).kind === 'date' && isObject(value) ? dateOf(value) : undefined;
	if (date === undefined) {
		return [];
	}
	return date['date-parts'] === undefined && date.literal !== undefined
		? [
				{
					field,
					gravity: 'hint',
					sentence: localize('Kept as text. Write 2020, 2020-05 or 2020-05-04 for a date, 2019/2021 for a range, 1999~ for “about 1999”.'),
				},
			]
		: isBackwards(date['date-parts'])
			? [{ field, ...warning(localize('The range ends before it begins.')) }]
			: [];
}

function isBackwards(parts: readonly (readonly (number | string)[])[] | undefined): boolean {
	const [[from] = [], [to] = []] = parts ?? [];
	return from !== undefined && to !== undefined && Number(to) !== 0 && Number(to) < Number(from);
}

function nameRemarks(edited: JsonObject, field: string): readonly FormRemark[] {
	const names = fieldOf(field).kind === 'names' ? namesOf(fieldValue(edited, field)) : [];
	const suspicious = names.find(name => /;|\band\b/.test(`${name.family ?? ''} ${name.given ?? ''}`));
	return suspicious === undefined
		? []
		: [{ field, ...warning(localize('“{0}” looks like several people. Give each person a row.', fullName(suspicious))) }];
}

function linkRemarks(edited: JsonObject, written: ReadonlySet<string>): readonly FormRemark[] {
	const links = written.has('links') && isArray(edited['links']) ? edited['links'].filter(isObject) : [];
	const wrong = links.map(link => textOf(link['url']) ?? '').find(url => webAddress(url) === undefined);
	return wrong === undefined
		? []
		: [{ field: 'links', ...warning(localize('“{0}” isn’t a web address. It starts with https:// or http://.', wrong)) }];
}
