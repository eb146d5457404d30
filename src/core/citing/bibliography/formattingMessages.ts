import type { JsonObject } from '../../data/json';
import { isArray, isObject, stringsOf, textOf } from '../../data/json';
import type { Citation } from '../syntax';
import type { Locales } from './cslTexts';
import type { Formatted } from './formattedText';
import { formattedStyles } from './formattedText';

/** What a thread that formats is asked. `id` comes back with the answer, `formatter` names one of its formatters. */
export type FormattingRequest =
	| {
			readonly kind: 'open';
			readonly id: number;
			readonly formatter: number;
			/** XML. */
			readonly style: string;
			readonly language?: string;
			readonly locales: Locales;
	  }
	/** Papers by the keys they are cited by, `null` for those that are no more. */
	| { readonly kind: 'items'; readonly formatter: number; readonly items: readonly (readonly [key: string, item: JsonObject | null])[] }
	| { readonly kind: 'format'; readonly id: number; readonly formatter: number; readonly citations: readonly Citation[] }
	| { readonly kind: 'close'; readonly formatter: number };

/** A note's number, and the number of the text that stands in it. */
export type WrittenNote = readonly [number: number, text: number];

/**
 * What it answers. Each text goes over once, under a number: a document that is formatted again after an edit has nearly all of them, and
 * they stay the same objects.
 */
export type FormattingAnswer =
	| { readonly kind: 'opened'; readonly id: number }
	| { readonly kind: 'failed'; readonly id: number; readonly message: string; readonly isStyle: boolean }
	| { readonly kind: 'texts'; readonly id: number; readonly texts: readonly (readonly [text: number, nodes: readonly Formatted[]])[] }
	| {
			readonly kind: 'formatted';
			readonly id: number;
			/** Of each citation the number of its text. */
			readonly citations: readonly number[];
			/** The notes of citations, by their place among them. */
			readonly notes: readonly (readonly [citation: number, note: WrittenNote])[];
			readonly references: readonly (readonly [key: string, text: number])[];
			readonly hangingIndent: boolean;
			readonly unknown: readonly string[];
	  };

/** An answer as it came; `undefined` for anything else. */
export function formattingAnswer(message: unknown): FormattingAnswer | undefined {
	if (!isObject(message)) {
		return undefined;
	}
	const { kind, id } = message;
	if (typeof id !== 'number') {
		return undefined;
	}
	switch (kind) {
		case 'opened':
			return { kind, id };
		case 'failed':
			return { kind, id, message: textOf(message['message']) ?? '', isStyle: message['isStyle'] === true };
		case 'texts':
			return { kind, id, texts: pairs(message['texts'], numberIn, formattedIn) };
		case 'formatted':
			return {
				kind,
				id,
				citations: isArray(message['citations']) ? message['citations'].map(numberIn) : [],
				notes: pairs(message['notes'], numberIn, noteIn),
				references: pairs(message['references'], value => textOf(value) ?? '', numberIn),
				hangingIndent: message['hangingIndent'] === true,
				unknown: stringsOf(message['unknown']),
			};
		default:
			return undefined;
	}
}

function pairs<A, B>(value: unknown, first: (value: unknown) => A, second: (value: unknown) => B): readonly (readonly [A, B])[] {
	return (isArray(value) ? value : []).map(pair =>
		isArray(pair) ? [first(pair[0]), second(pair[1])] : [first(undefined), second(undefined)],
	);
}

function numberIn(value: unknown): number {
	return typeof value === 'number' ? value : -1;
}

function noteIn(value: unknown): WrittenNote {
	return isArray(value) ? [numberIn(value[0]), numberIn(value[1])] : [-1, -1];
}

function formattedIn(value: unknown): readonly Formatted[] {
	return (isArray(value) ? value : []).filter(isObject).flatMap((node): readonly Formatted[] => {
		const { kind } = node;
		const style = formattedStyles.find(known => known === kind);
		if (style !== undefined) {
			return [{ kind: style, children: formattedIn(node['children']) }];
		}
		switch (kind) {
			case 'text':
				return [{ kind, text: textOf(node['text']) ?? '' }];
			case 'link':
				return [{ kind, url: textOf(node['url']) ?? '', children: formattedIn(node['children']) }];
			case 'cite':
				return [{ kind, key: textOf(node['key']) ?? '', children: formattedIn(node['children']) }];
			case 'unknown':
				return [{ kind, key: textOf(node['key']) ?? '' }];
			default:
				return [];
		}
	});
}
