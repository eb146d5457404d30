import type { ProgramFiles } from '../files/disk';
import type { Cache, Clock } from '../files/ports';
import type { NoteSource } from '../notes/syncNotes';
import type { Paper } from '../paper/paper';
import type { FullTextSearch, PdfThere } from '../pdf/fullText';
import { FullText } from '../pdf/fullText';
import type { PageReader } from '../pdf/pdfPages';
import { attachedPdf } from '../text/addresses';

export interface FullTextOptions {
	readonly disk: ProgramFiles;
	/** For what files are, by their URIs. */
	readonly noteSource: NoteSource;
	readonly root: string;
	/** Whether PDFs outside the workspace may be read. */
	readonly isOutsideRead: boolean;
	readonly cache: Cache;
	readonly clock: Clock;
	readonly openReader: () => Promise<PageReader>;
	/** All papers of the library, as they are then. */
	readonly papers: () => AsyncIterable<Paper>;
}

/** The words of attached PDFs on a disk, where no editor is. */
export class FullTextOnDisk {
	private readonly fullText: FullText;
	private reader: PageReader | undefined;
	private isOver = false;
	private background: Promise<void> | undefined;

	constructor(private readonly options: FullTextOptions) {
		this.fullText = new FullText(options.cache, () => Promise.resolve());
	}

	/** Once all PDFs that are new or changed are read. */
	async upToDate(onProgress: (done: number, total: number) => void): Promise<FullTextSearch> {
		await this.update(onProgress);
		return this.fullText;
	}

	/** At once, with what is read so far; the rest is read meanwhile. */
	soFar(): FullTextSearch {
		// What goes wrong leaves PDFs unread, as the answer says, and is tried again the next time.
		this.background ??= this.update(() => undefined)
			.catch(() => undefined)
			.finally(() => {
				this.background = undefined;
			});
		return this.fullText;
	}

	dispose(): void {
		this.isOver = true;
		this.reader?.dispose();
	}

	private update(onProgress: (done: number, total: number) => void): Promise<void> {
		const { clock, openReader, papers } = this.options;
		return this.fullText.update({
			papers: papers(),
			locate: attached => this.locate(attached),
			openReader: async () => (this.reader = await openReader()),
			now: () => clock.now().getTime(),
			cancelled: () => this.isOver,
			onProgress,
		});
	}

	private async locate(attached: readonly string[]): Promise<PdfThere | undefined> {
		const { disk, noteSource, root, isOutsideRead } = this.options;
		for (const address of attached) {
			const pdf = attachedPdf(address, []);
			const path = pdf && (pdf.kind === 'absolute' ? disk.pathOf(pdf.address) : disk.resolve(root, pdf.path));
			const isReadable = path !== undefined && (isOutsideRead || (await disk.within(root, path)) !== undefined);
			const stamp = isReadable ? await noteSource.stamp(disk.uriOf(path)) : undefined;
			if (path !== undefined && stamp !== undefined) {
				return { file: path, stamp, read: () => this.read(path) };
			}
		}
		return undefined;
	}

	private async read(path: string): Promise<Uint8Array> {
		const reading = await this.options.disk.read(path);
		if (reading.kind === 'unreadable') {
			throw new Error(`${path} can't be read: ${reading.reason}`);
		}
		return reading.bytes;
	}
}
