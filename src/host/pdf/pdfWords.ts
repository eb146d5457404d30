import { Disposable, FileType, Uri, workspace } from 'vscode';
import { localize } from '../../core/data/localize';
import type { Cache, Log } from '../../core/files/ports';
import type { RecordedLibrary } from '../../core/library/recordedLibrary';
import type { FullTextSearch, PdfThere } from '../../core/pdf/fullText';
import { FullText } from '../../core/pdf/fullText';
import { onSettingChange, settings } from '../settings/settings';
import { AfterPause } from '../ui/afterPause';
import { pause } from '../ui/pause';
import { lookAtAttached } from './attachedFile';
import { openPdfReader } from './openPdfReader';
import { readBytes } from '../files/bytesOf';

export interface PdfWordsDependencies {
	readonly extensionUri: Uri;
	readonly library: RecordedLibrary;
	readonly cache: Cache;
	readonly log: Log;
}

/** Milliseconds after the last key press: until then no PDF is begun. */
const quiet = 2000;

/**
 * The words of attached PDFs, in an editor. Nothing is read before somebody searches; then all that are new or changed are, one at a time
 * in a thread, while nobody types, and again whenever the library changes.
 */
export class PdfWords implements Disposable {
	private readonly fullText: FullText;
	private readonly updating = new AfterPause(5000, () => this.update());
	private readonly subscriptions: Disposable;
	private typed = 0;
	private isOver = false;

	constructor(private readonly dependencies: PdfWordsDependencies) {
		this.fullText = new FullText(dependencies.cache, pause);
		this.subscriptions = Disposable.from(
			this.updating,
			dependencies.library.onDidChange(this.updating.ask),
			workspace.onDidChangeTextDocument(() => {
				this.typed = Date.now();
			}),
			// Switched off, all words are forgotten.
			onSettingChange(['pdf.search'], () => this.update()),
		);
		this.update();
	}

	get search(): FullTextSearch {
		return this.fullText;
	}

	/** How far reading is, in a few words; `undefined` where all is read. */
	get progress(): string | undefined {
		const { left, looking } = this.fullText.gaps;
		return left > 0 ? localize('reading PDFs, {0} left', left) : looking ? localize('looking for PDFs') : undefined;
	}

	dispose(): void {
		this.isOver = true;
		this.subscriptions.dispose();
	}

	private update(): void {
		const { extensionUri, library, log } = this.dependencies;
		this.fullText
			.update({
				papers: settings.searchesPdfs() ? library.all() : [],
				locate,
				openReader: () => openPdfReader(extensionUri),
				now: Date.now,
				turn: () => this.turn(),
				cancelled: () => this.isOver,
			})
			.catch((error: unknown) => log.error('The text of PDFs could not be read', error));
	}

	private async turn(): Promise<void> {
		while (!this.isOver && Date.now() - this.typed < quiet) {
			await new Promise(resolve => setTimeout(resolve, quiet / 4));
		}
	}
}

async function locate(attached: readonly string[]): Promise<PdfThere | undefined> {
	const uri = await lookAtAttached(attached);
	if (!(uri instanceof Uri)) {
		return undefined;
	}
	const { mtime: modified, size, type } = await workspace.fs.stat(uri);
	const read = async () => readBytes(uri);
	return (type & FileType.File) === 0 ? undefined : { file: uri.toString(), stamp: { modified, size }, read };
}
