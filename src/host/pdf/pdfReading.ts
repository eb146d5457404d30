import { isObject, stringsOf, textOf } from '../../core/data/json';
import type { PdfText } from '../../core/pdf/pdfPaper';
import type { Thread } from '../files/thread';

/** Reads PDFs in a thread of dist/pdf.js, since a long one would block the extension host. Whoever makes it disposes it. */
export class PdfReader {
	private readonly waiting = new Map<
		number,
		{ readonly resolve: (text: PdfText | undefined) => void; readonly reject: (error: Error) => void }
	>();
	private nextId = 0;

	constructor(private readonly thread: Thread) {
		thread.listen(
			answer => this.take(answer),
			reason => this.fail(reason),
		);
	}

	/**
	 * The text of the first pages and what the file says of itself; `undefined` where it is no PDF, is broken beyond repair, or is locked by
	 * a password. Rejects where reading went wrong.
	 */
	read(bytes: Uint8Array): Promise<PdfText | undefined> {
		return new Promise((resolve, reject) => {
			const id = this.nextId;
			this.nextId += 1;
			this.waiting.set(id, { resolve, reject });
			this.thread.post({ id, bytes });
		});
	}

	dispose(): void {
		this.thread.stop();
		this.fail('it was called off');
	}

	private take(answer: unknown): void {
		const { id, text, error } = isObject(answer) ? answer : {};
		const waiting = typeof id === 'number' ? this.waiting.get(id) : undefined;
		if (typeof id !== 'number' || waiting === undefined) {
			return;
		}
		this.waiting.delete(id);
		if (error === undefined) {
			waiting.resolve(pdfTextOf(text));
		} else {
			waiting.reject(new Error(textOf(error) ?? 'it went wrong'));
		}
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
