import type { JsonObject } from '../../data/json';
import { Pace } from '../../work/pace';
import type { Pause } from '../../work/pace';
import { Queue } from '../../work/queue';
import { present } from '../../paper/paper';
import type { CitationFormatter } from '../documentFormatting';
import type { Citation } from '../syntax';
import type { Locales } from './cslTexts';
import type { Formatted } from './formattedText';
import type { FormattedDocument } from './formatter';
import type { FormattingAnswer, FormattingRequest } from './formattingMessages';
import { formattingAnswer } from './formattingMessages';
import { StyleError } from './styleError';

/** A thread that runs `formattingServer`. */
export interface FormattingThread {
	post(request: FormattingRequest): void;
	/** Calls `listener` with each answer, and `failed` when the thread ends by itself. */
	listen(listener: (answer: unknown) => void, failed: (reason: string) => void): void;
	stop(): void;
}

export interface RemoteFormatterOptions {
	/** The style's XML. */
	readonly style: string;
	readonly language?: string;
	readonly locales: Locales;
	/** The paper cited by a key. A changed paper must be another object. */
	readonly itemOf: (key: string) => JsonObject | undefined;
}

type Formatting = Extract<FormattingAnswer, { readonly kind: 'formatted' }>;

/** One thread while it runs, and what is waited for. */
interface Session {
	readonly thread: FormattingThread;
	readonly waiting: Map<number, { readonly take: (answer: FormattingAnswer) => void; readonly fail: (error: Error) => void }>;
}

/** Formats citations in a thread of its own, as a long document takes seconds. It starts with the first, and again where it ended. */
export class RemoteFormatting {
	private session: Promise<Session> | undefined;
	private nextId = 0;

	constructor(
		private readonly start: () => Promise<FormattingThread>,
		private readonly pause: Pause,
	) {}

	/** A formatter of one document. Rejects with a `StyleError` where the style cannot be read. */
	async open(options: RemoteFormatterOptions): Promise<CitationFormatter> {
		const formatter = new RemoteFormatter(this, options, this.pause);
		await formatter.open();
		return formatter;
	}

	dispose(): void {
		const { session } = this;
		this.session = undefined;
		session?.then(
			running => this.end(running, 'it was closed'),
			() => undefined,
		);
	}

	current(): Promise<Session> {
		return (this.session ??= this.begin());
	}

	newId(): number {
		return this.nextId++;
	}

	/**
	 * Posts a request and gives its last answer; `texts` is called with those before.
	 *
	 * @throws StyleError where the thread says that the style is at fault
	 */
	ask(
		{ thread, waiting }: Session,
		request: FormattingRequest & { readonly id: number },
		texts?: (some: readonly (readonly [number, readonly Formatted[]])[]) => void,
	): Promise<FormattingAnswer> {
		return new Promise((resolve, reject) => {
			const take = (answer: FormattingAnswer) => {
				if (answer.kind === 'texts') {
					texts?.(answer.texts);
					return;
				}
				waiting.delete(request.id);
				if (answer.kind === 'failed') {
					reject(answer.isStyle ? new StyleError(answer.message) : new Error(answer.message));
				} else {
					resolve(answer);
				}
			};
			waiting.set(request.id, { take, fail: reject });
			thread.post(request);
		});
	}

	private async begin(): Promise<Session> {
		try {
			const session: Session = { thread: await this.start(), waiting: new Map() };
			session.thread.listen(
				message => {
					const answer = formattingAnswer(message);
					if (answer !== undefined) {
						session.waiting.get(answer.id)?.take(answer);
					}
				},
				reason => {
					this.session = undefined;
					this.end(session, reason);
				},
			);
			return session;
		} catch (error) {
			this.session = undefined;
			throw error;
		}
	}

	private end({ thread, waiting }: Session, reason: string): void {
		thread.stop();
		waiting.forEach(({ fail }) => fail(new Error(`The thread that formats citations ended: ${reason}`)));
		waiting.clear();
	}
}

/** So many papers go over in one message. */
const fewItems = 50;

class RemoteFormatter implements CitationFormatter {
	private opened: { readonly session: Session; readonly formatter: number } | undefined;
	/** What the thread has of papers and of texts. */
	private readonly items = new Map<string, JsonObject>();
	private texts = new Map<number, readonly Formatted[]>();
	private readonly queue = new Queue();

	constructor(
		private readonly formatting: RemoteFormatting,
		private readonly options: RemoteFormatterOptions,
		private readonly pause: Pause,
	) {}

	async open(): Promise<{ readonly session: Session; readonly formatter: number }> {
		const session = await this.formatting.current();
		if (this.opened?.session === session) {
			return this.opened;
		}
		this.items.clear();
		this.texts.clear();
		const { style, language, locales } = this.options;
		const formatter = this.formatting.newId();
		await this.formatting.ask(session, {
			kind: 'open',
			id: this.formatting.newId(),
			formatter,
			style,
			locales,
			...present('language', language),
		});
		this.opened = { session, formatter };
		return this.opened;
	}

	/** Calls do not overlap: a second one waits for the first. */
	format(citations: readonly Citation[]): Promise<FormattedDocument> {
		return this.queue.add(() => this.formatNow(citations));
	}

	close(): void {
		this.queue
			.add(() => {
				this.opened?.session.thread.post({ kind: 'close', formatter: this.opened.formatter });
				this.opened = undefined;
			})
			.catch(() => undefined);
	}

	private async formatNow(citations: readonly Citation[]): Promise<FormattedDocument> {
		const { session, formatter } = await this.open();
		await this.sendItems(session, formatter, citations);
		const arrived = new Map(this.texts);
		const answer = await this.formatting.ask(
			session,
			{ kind: 'format', id: this.formatting.newId(), formatter, citations: citations.map(withoutPlaces) },
			some => some.forEach(([number, nodes]) => arrived.set(number, nodes)),
		);
		if (answer.kind !== 'formatted') {
			throw new Error(`The thread that formats citations answered with ${answer.kind}.`);
		}
		return this.documentOf(answer, arrived);
	}

	private async sendItems(session: Session, formatter: number, citations: readonly Citation[]): Promise<void> {
		const pace = new Pace(this.pause);
		const changed: (readonly [string, JsonObject | null])[] = [];
		for (const key of new Set(citations.flatMap(({ cites }) => cites.map(cite => cite.key)))) {
			const item = this.options.itemOf(key);
			if (item !== this.items.get(key)) {
				changed.push([key, item ?? null]);
				if (item === undefined) {
					this.items.delete(key);
				} else {
					this.items.set(key, item);
				}
			}
		}
		for (let start = 0; start < changed.length; start += fewItems) {
			session.thread.post({ kind: 'items', formatter, items: changed.slice(start, start + fewItems) });
			await pace.rest();
		}
	}

	/** Keeps the texts that the thread keeps: those of its last answer. */
	private documentOf(
		{ citations, notes, references, hangingIndent, unknown }: Formatting,
		arrived: ReadonlyMap<number, readonly Formatted[]>,
	): FormattedDocument {
		const kept = new Map<number, readonly Formatted[]>();
		const textOf = (number: number): readonly Formatted[] => {
			const text = arrived.get(number) ?? [];
			kept.set(number, text);
			return text;
		};
		const noteOf = new Map(notes);
		const document = {
			citations: citations.map((text, index) => {
				const note = noteOf.get(index);
				return { text: textOf(text), ...present('note', note && { number: note[0], text: textOf(note[1]) }) };
			}),
			references: references.map(([key, text]) => ({ key, text: textOf(text) })),
			hangingIndent,
			unknown,
		};
		this.texts = kept;
		return document;
	}
}

/** What is formatted of a citation: where it stands is nothing to the thread. */
function withoutPlaces({ form, cites, inNote, opensNote, endsNote, order, ownNotes }: Citation): Citation {
	return {
		form,
		...present('inNote', inNote),
		...present('opensNote', opensNote),
		...present('endsNote', endsNote),
		...present('order', order),
		...present('ownNotes', ownNotes),
		cites: cites.map(({ key, prefix, locator, suffix, tail, holdsNext, suppressAuthor }) => ({
			key,
			...present('prefix', prefix),
			...present('locator', locator),
			...present('suffix', suffix),
			...present('tail', tail),
			...present('holdsNext', holdsNext),
			...present('suppressAuthor', suppressAuthor),
		})),
	};
}
