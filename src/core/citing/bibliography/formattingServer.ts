import type { JsonObject } from '../../data/json';
import { Pace } from '../../work/pace';
import type { Pause } from '../../work/pace';
import type { Citation } from '../syntax';
import { localeOf } from './cslTexts';
import type { Formatted } from './formattedText';
import type { Formatter } from './formatter';
import { openFormatter } from './formatter';
import type { FormattingAnswer, FormattingRequest, WrittenNote } from './formattingMessages';
import { StyleError } from './styleError';
import { present } from '../../paper/paper';

interface Served {
	readonly formatter: Promise<Formatter>;
	readonly items: Map<string, JsonObject>;
	/** The numbers of the texts that were answered last. */
	numbers: ReadonlyMap<string, number>;
}

/** So many texts go over in one message: whoever gets more of them at once is blocked. */
const fewTexts = 100;

/** What a thread does that formats: takes requests one after the other, and posts answers. */
export function formattingServer(post: (answer: FormattingAnswer) => void, pause: Pause): (request: FormattingRequest) => void {
	const served = new Map<number, Served>();
	let nextText = 0;
	const open = async ({ id, formatter, style, language, locales }: FormattingRequest & { readonly kind: 'open' }) => {
		const items = new Map<string, JsonObject>();
		const opened = openFormatter({
			style,
			localeOf: localeOf(locales),
			itemOf: key => items.get(key),
			pause,
			...present('language', language),
		});
		served.set(formatter, { formatter: opened, items, numbers: new Map() });
		await opened;
		post({ kind: 'opened', id });
	};
	const format = async (id: number, formatter: number, citations: readonly Citation[]) => {
		const one = served.get(formatter);
		if (one === undefined) {
			throw new Error(`There is no formatter ${formatter}.`);
		}
		const result = await (await one.formatter).format(citations);
		const pace = new Pace(pause);
		const numbers = new Map<string, number>();
		const added: (readonly [number, readonly Formatted[]])[] = [];
		const numberOf = (nodes: readonly Formatted[]): number => {
			const text = JSON.stringify(nodes);
			const number = numbers.get(text) ?? one.numbers.get(text) ?? nextText++;
			if (!numbers.has(text) && !one.numbers.has(text)) {
				added.push([number, nodes]);
			}
			numbers.set(text, number);
			return number;
		};
		const notes: (readonly [number, WrittenNote])[] = [];
		const written: number[] = [];
		for (const [index, { text, note }] of result.citations.entries()) {
			written.push(numberOf(text));
			if (note !== undefined) {
				notes.push([index, [note.number, numberOf(note.text)]]);
			}
			await pace.rest();
		}
		const references: (readonly [string, number])[] = [];
		for (const { key, text } of result.references) {
			references.push([key, numberOf(text)]);
			await pace.rest();
		}
		for (let start = 0; start < added.length; start += fewTexts) {
			post({ kind: 'texts', id, texts: added.slice(start, start + fewTexts) });
		}
		one.numbers = numbers;
		const { hangingIndent, unknown } = result;
		post({ kind: 'formatted', id, citations: written, notes, references, hangingIndent, unknown });
	};
	const answer = async (request: FormattingRequest): Promise<void> => {
		switch (request.kind) {
			case 'open':
				return open(request);
			case 'format':
				return format(request.id, request.formatter, request.citations);
			case 'items':
				for (const [key, item] of request.items) {
					if (item === null) {
						served.get(request.formatter)?.items.delete(key);
					} else {
						served.get(request.formatter)?.items.set(key, item);
					}
				}
				return;
			case 'close':
				served.delete(request.formatter);
		}
	};
	return request => {
		answer(request).catch((error: unknown) => {
			if ('id' in request) {
				const message = error instanceof Error ? error.message : String(error);
				post({ kind: 'failed', id: request.id, message, isStyle: error instanceof StyleError });
			}
		});
	};
}
