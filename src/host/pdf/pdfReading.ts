import { isObject, numberOf, stringsOf, textOf } from '../../core/data/json';
import type { PageReader, PdfPages } from '../../core/pdf/pdfPages';
import type { PdfText } from '../../core/pdf/pdfPaper';
import type { Thread } from '../files/nodeThread';
import type { CharacterMaps, ToPdfReading } from './pdfText';

/** Milliseconds for all pages of a PDF: what takes longer is made to. */
const longestReading = 60_000;

/** Reads PDFs in a thread of dist/pdf.js, since a long one would block the extension host. Whoever makes it disposes it. */
export class PdfReader implements PageReader {
	private readonly waiting = new Map<number, { readonly resolve: (text: unknown) => void; readonly reject: (error: Error) => void }>();
	private nextId = 0;

	constructor(
		private readonly thread: Thread,
		private readonly maps: CharacterMaps,
	) {
		thread.listen(
			answer => this.take(answer),
			reason => this.fail(reason),
		);
	}

	/**
	 * The text of the first pages and what the file says of itself; `undefined` where it is no PDF, is broken beyond repair, or is locked by
	 * a password. Rejects where reading went wrong.
	 */
	async read(bytes: Uint8Array): Promise<PdfText | undefined> {
		return pdfTextOf(await this.ask('paper', bytes));
	}

	/** The text of all pages; `undefined` as for {@link read}. Rejects where reading went wrong. */
	async pages(bytes: Uint8Array): Promise<PdfPages | undefined> {
		const timer = setTimeout(() => this.dispose(), longestReading);
		const text = await this.ask('pages', bytes).finally(() => clearTimeout(timer));
		return isObject(text) ? { pages: stringsOf(text['pages']), total: numberOf(text['total']) } : undefined;
	}

	private ask(wanted: 'pages' | 'paper', bytes: Uint8Array): Promise<unknown> {
		return new Promise((resolve, reject) => {
			const id = this.nextId;
			this.nextId += 1;
			this.waiting.set(id, { resolve, reject });
			this.say({ kind: 'read', id, wanted, bytes });
		});
	}

	private say(message: ToPdfReading): void {
		this.thread.post(message);
	}

	dispose(): void {
		this.thread.stop();
		this.fail('it was called off');
	}

	private take(answer: unknown): void {
		const { id, text, error, map } = isObject(answer) ? answer : {};
		if (typeof map === 'string') {
			this.bring(map);
			return;
		}
		const waiting = typeof id === 'number' ? this.waiting.get(id) : undefined;
		if (typeof id !== 'number' || waiting === undefined) {
			return;
		}
		this.waiting.delete(id);
		if (error === undefined) {
			waiting.resolve(text);
		} else {
			waiting.reject(new Error(textOf(error) ?? 'it went wrong'));
		}
	}

	/** The name is out of the PDF. */
	private bring(name: string): void {
		const map = /^[\w-]+$/.test(name) ? this.maps(name) : Promise.resolve(undefined);
		map
			.catch(() => undefined)
			.then(
				bytes => this.say({ kind: 'map', name, bytes }),
				() => undefined,
			);
	}

	private fail(reason: string): void {
		this.waiting.forEach(({ reject }) => reject(new Error(reason)));
		this.waiting.clear();
	}
}

function pdfTextOf(value: unknown): PdfText | undefined {
	if (!isObject(value)) {
		return undefined;
	}
	const { information, metadata, pages } = value;
	const facts = Object.entries(isObject(information) ? information : {}).flatMap(([name, fact]) =>
		typeof fact === 'string' ? [[name, fact] as const] : [],
	);
	return { information: Object.fromEntries(facts), metadata: textOf(metadata) ?? '', pages: stringsOf(pages) };
}
