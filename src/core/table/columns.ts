import { localize } from '../data/localize';
import { fieldsOfType } from '../editing/typeFields';
import { lastWord } from '../library/groups';
import type { Head } from '../paper/head';
import { statuses } from '../paper/paper';
import { stars } from '../paper/stars';
import { statusLabel } from '../paper/statusLabel';
import { unfold } from '../text/fold';
import { printable } from '../text/printable';

export const columnNames = [
	'key',
	'title',
	'authors',
	'year',
	'venue',
	'type',
	'status',
	'statusDate',
	'rating',
	'tags',
	'collections',
	'added',
	'updated',
	'due',
	'note',
	'pdf',
] as const;
export type ColumnName = (typeof columnNames)[number];

/** What a table shows of a paper besides what its head says. */
export interface TableFacts {
	readonly hasNote: (head: Head) => boolean;
}

/** One column of the library as a table. */
export interface Column {
	readonly label: () => string;
	/** In CSS pixels, unless the user resizes it. */
	readonly width: number;
	/** Whether it is shown unless the user chooses. */
	readonly isUsual: boolean;
	/** What the cell of a paper says; empty where there is nothing to say. */
	readonly text: (head: Head, facts: TableFacts) => string;
	/** What papers are sorted by, texts as people sort them; `undefined` comes last in either direction. */
	readonly value: (head: Head, facts: TableFacts) => number | string | undefined;
	/** The labels of the groups that a paper is in; none where the table can't be grouped by this. */
	readonly groups?: (head: Head, facts: TableFacts) => readonly string[];
	/** What a group is sorted by, told by its label; where it's missing, by the value of any of its papers. */
	readonly groupValue?: (label: string) => string;
	/** What the group of papers without a value is called. */
	readonly nothing?: () => string;
}

/** Of instants of ISO 8601, the day. */
function day(instant: string): string {
	return instant.slice(0, 'yyyy-mm-dd'.length);
}

/** Of instants of ISO 8601, the month: groups of days would be as many as papers. */
function month(instant: string): readonly string[] {
	return instant === '' ? [] : [instant.slice(0, 'yyyy-mm'.length)];
}

function yes(is: boolean): string {
	return is ? localize('Yes') : '';
}

function someText(text: string | undefined): string | undefined {
	return text === '' ? undefined : text;
}

function listed(texts: readonly string[]): string {
	return texts.join(', ');
}

const columns: Readonly<Record<ColumnName, Column>> = {
	key: {
		label: () => localize('Citation Key'),
		width: 150,
		isUsual: true,
		text: ({ key }) => key,
		value: ({ key }) => key,
	},
	title: {
		label: () => localize('Title'),
		width: 380,
		isUsual: true,
		text: ({ title }) => title,
		value: ({ title }) => someText(title),
	},
	authors: {
		label: () => localize('Authors'),
		width: 190,
		isUsual: true,
		text: ({ names, authors }) => (names.length > 0 ? listed(names) : (authors ?? '')),
		value: ({ names, authors }) => (names.length > 0 ? names.map(lastWord).join(' ') : authors),
		groups: ({ names }) => names.slice(0, 1),
		groupValue: lastWord,
		nothing: () => localize('No author'),
	},
	year: {
		label: () => localize('Year'),
		width: 75,
		isUsual: true,
		text: ({ year }) => String(year ?? ''),
		value: ({ year }) => year,
		groups: ({ year }) => (year === undefined ? [] : [String(year)]),
		nothing: () => localize('No year'),
	},
	venue: {
		label: () => localize('Publication'),
		width: 180,
		isUsual: true,
		text: ({ venue }) => venue ?? '',
		value: ({ venue }) => venue,
		groups: ({ venue }) => (venue === undefined ? [] : [venue]),
		nothing: () => localize('No publication'),
	},
	type: {
		label: () => localize('Type'),
		width: 120,
		isUsual: true,
		text: typeLabel,
		value: typeLabel,
		groups: head => [typeLabel(head)],
	},
	status: {
		label: () => localize('Status'),
		width: 80,
		isUsual: true,
		text: ({ status }) => statusLabel(status),
		value: ({ status }) => statuses.indexOf(status),
		groups: ({ status }) => [statusLabel(status)],
	},
	statusDate: {
		label: () => localize('Status Date'),
		width: 95,
		isUsual: false,
		text: ({ statusDate }) => statusDate ?? '',
		value: ({ statusDate }) => statusDate,
		groups: ({ statusDate }) => month(statusDate ?? ''),
		groupValue: label => label,
		nothing: () => localize('No date'),
	},
	rating: {
		label: () => localize('Rating'),
		width: 80,
		isUsual: true,
		text: ({ rating }) => stars(rating),
		value: ({ rating }) => rating,
		groups: ({ rating }) => [stars(rating)].filter(label => label !== ''),
		nothing: () => localize('No rating'),
	},
	tags: {
		label: () => localize('Tags'),
		width: 160,
		isUsual: true,
		text: ({ tags }) => listed(tags),
		value: ({ tags }) => someText(listed(tags)),
		groups: ({ tags }) => tags,
		groupValue: label => label,
		nothing: () => localize('No tag'),
	},
	collections: {
		label: () => localize('Collections'),
		width: 160,
		isUsual: false,
		text: ({ collections }) => listed(collections),
		value: ({ collections }) => someText(listed(collections)),
		groups: ({ collections }) => collections,
		groupValue: label => label,
		nothing: () => localize('No collection'),
	},
	added: {
		label: () => localize('Added'),
		width: 95,
		isUsual: true,
		text: ({ added }) => day(added),
		value: ({ added }) => Date.parse(added) || undefined,
		groups: ({ added }) => month(added),
		nothing: () => localize('No date'),
	},
	updated: {
		label: () => localize('Changed'),
		width: 95,
		isUsual: false,
		text: ({ updated }) => day(updated),
		value: ({ updated }) => Date.parse(updated) || undefined,
		groups: ({ updated }) => month(updated),
		nothing: () => localize('No date'),
	},
	due: {
		label: () => localize('Due'),
		width: 95,
		isUsual: false,
		text: ({ due }) => due ?? '',
		value: ({ due }) => due,
		groups: ({ due }) => (due === undefined ? [] : [due]),
		groupValue: label => label,
		nothing: () => localize('No date'),
	},
	note: {
		label: () => localize('Note'),
		width: 55,
		isUsual: true,
		text: (head, { hasNote }) => yes(hasNote(head)),
		value: (head, { hasNote }) => (hasNote(head) ? 0 : undefined),
		groups: (head, { hasNote }) => (hasNote(head) ? [localize('With a note')] : []),
		nothing: () => localize('Without a note'),
	},
	pdf: {
		label: () => 'PDF',
		width: 55,
		isUsual: true,
		text: ({ hasPdf }) => yes(hasPdf),
		value: ({ hasPdf }) => (hasPdf ? 0 : undefined),
		groups: ({ hasPdf }) => (hasPdf ? [localize('With a PDF')] : []),
		nothing: () => localize('Without a PDF'),
	},
};

function typeLabel({ type }: Head): string {
	return fieldsOfType(type).label();
}

/** What a cell shows: one line, without signs that can't be seen. */
export function cellText(name: ColumnName, head: Head, facts: TableFacts): string {
	return unfold(printable(columns[name].text(head, facts)));
}

export function columnOf(name: ColumnName): Column {
	return columns[name];
}
