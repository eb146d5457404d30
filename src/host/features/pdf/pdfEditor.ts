import { Disposable, RelativePattern, Uri, commands, window, workspace } from 'vscode';
import type {
	CustomDocumentBackup,
	CustomDocumentBackupContext,
	CustomDocumentEditEvent,
	CustomDocumentOpenContext,
	WebviewPanel,
} from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import type { Annotation } from '../../../core/annotations/annotation';
import { AnnotationDraft } from '../../../core/annotations/annotationDraft';
import { printAnnotations, readAnnotations } from '../../../core/annotations/annotationFile';
import { pictureName, pictureOf, picturesFolder, withPicture } from '../../../core/annotations/areaPictures';
import { AnnotationStore, annotationsFolder } from '../../../core/annotations/annotationStore';
import type { ForeignAnnotation } from '../../../core/annotations/broughtAlong';
import { authorOf, bringAlong, inPdf, isRemoved, withoutAnnotation } from '../../../core/annotations/broughtAlong';
import type { Log } from '../../../core/files/ports';
import type { Papers } from '../../../core/library/papers';
import type { Paper } from '../../../core/paper/paper';
import { present } from '../../../core/paper/paper';
import type { PdfPlace } from '../../../core/pdf/pdfPlace';
import { fragmentOf, placeOfFragment } from '../../../core/pdf/pdfPlace';
import { Queue } from '../../../core/work/queue';
import { isPdf } from '../../../core/text/addresses';
import type { AreaLandmarks, AreaPicture, FoundMark, FromPdf, MarkChange, NewMark, ShownMark, ToPdf } from '../../../protocol/pdf';
import { parseFromPdf } from '../../../protocol/pdf';
import { folderStore } from '../../files/folderStore';
import { createFile } from '../../files/newFile';
import { uniqueId } from '../../files/uniqueId';
import { writeBytes } from '../../files/writeText';
import { openAddress } from '../../network/openAddress';
import { settings } from '../../settings/settings';
import { mayReach, mayWrite } from '../../settings/trust';
import { AfterPause } from '../../ui/afterPause';
import { messageOf, tell, tellFailure } from '../../ui/commands';
import { viewDocument, viewOptions } from '../../ui/viewDocument';
import { paperOfPdf } from './paperOfPdf';
import { PdfDocument } from './pdfDocument';
import { pdfViewType } from './pdfViewType';
import { readBytes } from '../../files/bytesOf';

export interface PdfEditorDependencies {
	readonly extensionUri: Uri;
	readonly papers: Papers;
	readonly log: Log;
	/** The library's folder. */
	readonly folder: Uri;
	/** Told of each edit, for VS Code's undo. */
	readonly onEdit: (event: CustomDocumentEditEvent<PdfDocument>) => void;
}

/** Bytes; VS Code hands a view no more in one message. */
const largest = 200_000_000;

/**
 * Shows PDFs with their marks. VS Code keeps the undo stack, the dot of what is not saved, and a backup of it; saving writes the marks into
 * the library's folder and never into the PDF. https://code.visualstudio.com/api/extension-guides/custom-editors
 */
export class PdfEditor {
	private readonly store: AnnotationStore;
	/** What reads or writes files of marks, one after the other: of two answers the later one would be the older file. */
	private readonly turns = new Queue();
	private readonly opened = new Set<PdfDocument>();
	private readonly panels = new Map<PdfDocument, Set<WebviewPanel>>();
	private readonly wanted = new Map<string, PdfPlace>();
	/** Keys of the papers whose PDFs were opened from them. */
	private readonly owners = new Map<string, string>();
	private readonly watcher: Disposable;

	constructor(private readonly dependencies: PdfEditorDependencies) {
		const { files, path } = folderStore(dependencies.folder);
		this.store = new AnnotationStore(files, path);
		const watcher = workspace.createFileSystemWatcher(new RelativePattern(dependencies.folder, `${annotationsFolder}/*.jsonl`));
		const reading = new AfterPause(150, () => {
			this.refreshAll().catch((error: unknown) => dependencies.log.error('Marks could not be read again', error));
		});
		this.watcher = Disposable.from(
			watcher,
			watcher.onDidChange(reading.ask),
			watcher.onDidCreate(reading.ask),
			watcher.onDidDelete(reading.ask),
			reading,
		);
	}

	/** Opens a PDF in this editor, at the place that its address names behind `#`. `key` is its paper's, where the caller knows. */
	async open(uri: Uri, key?: string): Promise<void> {
		const file = uri.with({ fragment: '' });
		if (key !== undefined) {
			this.owners.set(file.toString(), key);
		}
		const place = placeOfFragment(uri.fragment);
		const document = [...this.opened].find(({ uri: known }) => known.toString() === file.toString());
		if (place !== undefined) {
			// A view that is hidden hears nothing, and asks for its place when it is shown again.
			if (document !== undefined && [...(this.panels.get(document) ?? [])].some(({ visible }) => visible)) {
				this.tellAll(document, { type: 'go', place });
			} else {
				this.wanted.set(file.toString(), place);
			}
		}
		await commands.executeCommand('vscode.openWith', file, pdfViewType);
	}

	async openCustomDocument(uri: Uri, { backupId }: CustomDocumentOpenContext): Promise<PdfDocument> {
		const file = uri.with({ fragment: '' });
		const place = placeOfFragment(uri.fragment);
		if (place !== undefined) {
			this.wanted.set(file.toString(), place);
		}
		const paper = await this.paperOf(file);
		const saved = paper === undefined ? [] : await this.read(paper.id);
		const kept = backupId === undefined ? undefined : readAnnotations(new TextDecoder().decode(await readBytes(Uri.parse(backupId))));
		const document = new PdfDocument(
			file,
			paper === undefined ? undefined : { id: paper.id, key: paper['citation-key'] },
			new AnnotationDraft(saved, kept?.annotations),
		);
		this.opened.add(document);
		document.onDidEdit(this.dependencies.onEdit);
		document.onDidChange(() => this.tellAll(document, { type: 'marks', marks: shownMarks(document) }));
		document.onDidDispose(() => {
			this.opened.delete(document);
			this.panels.delete(document);
		});
		return document;
	}

	resolveCustomEditor(document: PdfDocument, panel: WebviewPanel): void {
		const { extensionUri, log } = this.dependencies;
		const { webview } = panel;
		webview.options = viewOptions(extensionUri);
		webview.onDidReceiveMessage((value: unknown) => {
			const message = parseFromPdf(value);
			if (message !== undefined) {
				this.answer(document, panel, message).catch((error: unknown) => {
					log.error('The PDF view could not be answered', error);
					tellFailure(error);
				});
			}
		});
		const panels = this.panels.get(document) ?? new Set();
		this.panels.set(document, panels.add(panel));
		panel.onDidDispose(() => panels.delete(panel));
		const resources = webview.cspSource;
		webview.html = viewDocument(webview, extensionUri, {
			name: 'pdf',
			title: 'PDF',
			// pdf.js decodes pictures in WebAssembly and draws some from blobs; the fonts and character maps are files of ours.
			scripts: ["'wasm-unsafe-eval'"],
			allowed: ['worker-src blob:', 'img-src blob: data:', 'font-src data: blob:', `connect-src ${resources}`],
		});
	}

	async saveCustomDocument(document: PdfDocument): Promise<void> {
		const { paper } = document;
		if (paper === undefined) {
			throw new Error(localize('This PDF isn’t attached to a paper yet. Attach it to one, then save again.'));
		}
		await this.turns.add(async () => {
			const written = document.annotations;
			const result = await this.store.save(paper.id, document.saved, written);
			if (result.kind === 'refused') {
				throw new Error(result.message);
			}
			document.update(draft => draft.takeOver(result.annotations, written));
		});
		commands.executeCommand('marginalia.refreshAnnotationsInNote', paper.key).then(undefined, (error: unknown) => {
			this.dependencies.log.error('The annotations in the note could not be refreshed', error);
		});
	}

	/** A copy of the PDF itself; the marks stay with the paper. */
	async saveCustomDocumentAs(document: PdfDocument, destination: Uri): Promise<void> {
		await workspace.fs.copy(document.uri, destination, { overwrite: true });
	}

	async revertCustomDocument(document: PdfDocument): Promise<void> {
		await this.turns.add(async () => {
			const saved = document.paper === undefined ? [] : await this.read(document.paper.id);
			document.update(draft => draft.revert(saved));
		});
	}

	async backupCustomDocument(document: PdfDocument, { destination }: CustomDocumentBackupContext): Promise<CustomDocumentBackup> {
		const text = printAnnotations({ annotations: document.annotations, problems: [] });
		await workspace.fs.writeFile(destination, new TextEncoder().encode(text));
		return { id: destination.toString(), delete: () => void workspace.fs.delete(destination).then(undefined, () => undefined) };
	}

	dispose(): void {
		this.watcher.dispose();
	}

	/** A paper that nobody named is looked for in the whole library. */
	private async paperOf(file: Uri): Promise<Paper | undefined> {
		const { papers } = this.dependencies;
		const key = this.owners.get(file.toString());
		return (key === undefined ? undefined : await papers.paper(key)) ?? paperOfPdf(papers, file);
	}

	private async read(id: string): Promise<readonly Annotation[]> {
		return (await this.store.read(id)).annotations;
	}

	private refreshAll(): Promise<void> {
		return this.turns.add(async () => {
			for (const document of this.opened) {
				if (document.paper !== undefined) {
					const saved = await this.read(document.paper.id);
					document.update(draft => draft.takeOver(saved));
				}
			}
		});
	}

	/** Takes the annotations in that the PDF holds itself. They are saved at once: that is no edit of the user's. */
	private async bringAlong(document: PdfDocument, found: readonly ForeignAnnotation[]): Promise<void> {
		const { paper } = document;
		if (paper === undefined || !workspace.isTrusted) {
			return;
		}
		const added = await this.turns.add(async () => {
			const brought = bringAlong(document.saved, 'pdf', found, new Date().toISOString());
			if (brought.added + brought.updated === 0) {
				return 0;
			}
			const result = await this.store.save(paper.id, document.saved, brought.annotations);
			if (result.kind === 'refused') {
				this.dependencies.log.warn(result.message);
				return 0;
			}
			document.update(draft => draft.takeOver(result.annotations));
			return brought.added;
		});
		if (added > 0) {
			window.setStatusBarMessage(
				`$(check) ${localizeCount(added, 'Imported {0} annotation from the PDF', 'Imported {0} annotations from the PDF')}`,
				4000,
			);
		}
	}

	/** Areas that were made before landmarks were kept get theirs while their version of the PDF is here. That is no edit of the user's. */
	private async keepLandmarks(document: PdfDocument, areas: readonly AreaLandmarks[]): Promise<void> {
		const { paper } = document;
		if (paper === undefined || !workspace.isTrusted) {
			return;
		}
		const found = new Map(areas.map(({ id, landmarks }) => [id, landmarks]));
		await this.turns.add(async () => {
			const described = document.saved.map(one => ({ ...one, ...present('landmarks', one.landmarks ?? found.get(one.id)) }));
			const result = await this.store.save(paper.id, document.saved, described);
			if (result.kind === 'saved') {
				document.update(draft => draft.takeOver(result.annotations));
			}
		});
	}

	private tellAll(document: PdfDocument, message: ToPdf): void {
		for (const { webview } of this.panels.get(document) ?? []) {
			void webview.postMessage(message);
		}
	}

	private async answer(document: PdfDocument, panel: WebviewPanel, message: FromPdf): Promise<void> {
		switch (message.type) {
			case 'ready':
				void panel.webview.postMessage(await this.opening(document, panel));
				break;
			case 'add':
				if (await this.hasPaper(document)) {
					const made = message.marks.map(newAnnotation);
					document.edit(nameOfMaking(made[0]?.kind), annotations => [...annotations, ...made]);
				}
				break;
			case 'change':
				if (message.change.quads === undefined) {
					document.edit(localize('Change Annotation'), annotations =>
						annotations.map(one => (one.id === message.id ? changed(one, message.change) : one)),
					);
				} else {
					document.settle(annotations => annotations.map(one => (one.id === message.id ? changed(one, message.change) : one)));
				}
				break;
			case 'landmarks':
				await this.keepLandmarks(document, message.areas);
				break;
			case 'remove':
				document.edit(localize('Remove Annotation'), annotations => withoutAnnotation(annotations, message.id, new Date().toISOString()));
				break;
			case 'found':
				await this.bringAlong(document, message.marks.map(foreignAnnotation));
				break;
			case 'quote':
				if (await this.hasPaper(document)) {
					await commands.executeCommand('marginalia.quoteToNote', document.paper?.key, {
						text: message.text,
						place: `p. ${message.pageLabel ?? message.page}`,
						pdf: document.uri.toString(),
						fragment: fragmentOf({ page: message.page, mark: message.id }),
					});
				}
				break;
			case 'addToNote':
				if (await this.hasPaper(document)) {
					await this.savePictures(document, message.pictures);
					// The note is made of what the library holds.
					await workspace.save(document.uri);
					await commands.executeCommand('marginalia.addAnnotationsToNote', document.paper?.key);
				}
				break;
			case 'copy':
				await this.saveCopy(document, message.bytes);
				break;
			case 'openLink':
				await openAddress(message.url);
				break;
		}
	}

	private async opening(document: PdfDocument, { webview }: WebviewPanel): Promise<ToPdf> {
		const { extensionUri, log } = this.dependencies;
		const { uri } = document;
		try {
			if (!(await mayReach(uri))) {
				return { type: 'failed', message: localize('This PDF is outside this workspace, which isn’t trusted.') };
			}
			const { size } = await workspace.fs.stat(uri);
			const bytes = size > largest ? undefined : await readBytes(uri);
			if (bytes === undefined) {
				return { type: 'failed', message: localize('This PDF is larger than {0} MB. Open it with another program.', largest / 1e6) };
			}
			if (!isPdf(bytes)) {
				return { type: 'failed', message: localize('This file isn’t a PDF.') };
			}
			const place = this.wanted.get(uri.toString());
			this.wanted.delete(uri.toString());
			return {
				type: 'open',
				// Of Node's own Buffer VS Code would make JSON.
				bytes: new Uint8Array(bytes),
				resources: `${webview.asWebviewUri(Uri.joinPath(extensionUri, 'dist', 'webview', 'pdfjs')).toString()}/`,
				colourNames: settings.pdfColours(),
				marks: shownMarks(document),
				...present('place', place),
			};
		} catch (error) {
			log.error(`${uri.toString()} could not be read`, error);
			return { type: 'failed', message: localize('Couldn’t read this PDF ({0}).', messageOf(error)) };
		}
	}

	/** Asks the view in front for a copy with highlights, which it answers. */
	askForCopy(): void {
		const front = [...this.panels.values()].flatMap(panels => [...panels]).find(({ active }) => active);
		if (front === undefined) {
			tell(window.showInformationMessage, localize('Open a PDF in Marginalia, then save a copy of it.'));
		}
		void front?.webview.postMessage({ type: 'copy' } satisfies ToPdf);
	}

	/** Writes a copy where the user wants it, in one step; never over the PDF itself. */
	private async saveCopy({ uri }: PdfDocument, bytes: Uint8Array): Promise<void> {
		const name = (uri.path.split('/').at(-1) ?? '').replace(/\.pdf$/i, '');
		const target = await window.showSaveDialog({
			title: localize('Save a Copy with Highlights'),
			filters: { PDF: ['pdf'] },
			defaultUri: Uri.joinPath(uri, '..', `${name}-highlights.pdf`),
		});
		if (target === undefined) {
			return;
		}
		if (target.toString() === uri.toString()) {
			tell(window.showWarningMessage, localize('The PDF itself stays as it is. Choose another name for the copy.'));
			return;
		}
		await writeBytes(target, bytes);
		window.setStatusBarMessage(`$(check) ${localize('Saved {0}', workspace.asRelativePath(target))}`, 4000);
	}

	/** Writes the pictures of areas that have none yet into the folder beside the notes. */
	private async savePictures(document: PdfDocument, pictures: readonly AreaPicture[]): Promise<void> {
		const root = workspace.workspaceFolders?.[0]?.uri;
		const saved = new Map<string, string>();
		for (const { id, bytes } of pictures) {
			const area = document.annotations.find(annotation => annotation.id === id);
			if (root !== undefined && document.paper !== undefined && area !== undefined && pictureOf(area) === undefined && bytes.length > 0) {
				const path = `${picturesFolder(settings.notesFolder(root), settings.pdfPictureFolder(root))}/${pictureName(document.paper.key, id)}`;
				const created = await createFile(Uri.joinPath(root, path), bytes);
				if (created.kind === 'failed') {
					tell(window.showWarningMessage, localize('Couldn’t save {0} ({1}).', path, created.message));
				} else {
					// What is there under this name was made of this area before.
					saved.set(id, path);
				}
			}
		}
		if (saved.size > 0) {
			document.edit(localize('Add Pictures'), annotations =>
				annotations.map(annotation => {
					const path = saved.get(annotation.id);
					return path === undefined ? annotation : withPicture(annotation, path);
				}),
			);
		}
	}

	/** Whether the document's marks have a place to go; offers to make one. */
	private async hasPaper(document: PdfDocument): Promise<boolean> {
		if (!mayWrite()) {
			return false;
		}
		if (document.paper === undefined) {
			const paper = await paperOfPdf(this.dependencies.papers, document.uri);
			document.paper = paper && { id: paper.id, key: paper['citation-key'] };
		}
		if (document.paper === undefined) {
			tell(window.showInformationMessage, localize('To save annotations, add this PDF to your library or attach it to a paper.'), {
				[localize('Add PDF')]: () => commands.executeCommand('marginalia.addPdf', document.uri),
				[localize('Attach to Paper…')]: () => commands.executeCommand('marginalia.attachPdf', undefined, document.uri),
			});
		}
		return document.paper !== undefined;
	}
}

/** What the menus of undo and redo say. */
function nameOfMaking(kind: Annotation['kind'] | undefined): string {
	return kind === 'area' ? localize('Mark Area') : kind === 'underline' ? localize('Underline') : localize('Highlight');
}

function newAnnotation(mark: NewMark): Annotation {
	const now = new Date().toISOString();
	const { pageLabel, quote, landmarks, fingerprint, kind, colour, page, quads } = mark;
	return {
		id: `urn:uuid:${uniqueId()}`,
		kind,
		colour,
		tags: [],
		created: now,
		modified: now,
		page,
		quads,
		...present('pageLabel', pageLabel),
		...present('quote', quote),
		...present('landmarks', landmarks),
		...present('fingerprint', fingerprint),
		rest: {},
	};
}

function changed(annotation: Annotation, { comment, ...change }: MarkChange): Annotation {
	const { comment: before, ...kept } = annotation;
	const next = comment ?? before ?? '';
	return {
		...kept,
		...present('colour', change.colour),
		...present('tags', change.tags),
		...present('quads', change.quads),
		...present('page', change.page),
		...present('fingerprint', change.fingerprint),
		...present('landmarks', change.landmarks),
		...(next === '' ? {} : { comment: next }),
		modified: new Date().toISOString(),
	};
}

function foreignAnnotation(mark: FoundMark): ForeignAnnotation {
	const { key, kind, colour, page, quads } = mark;
	return {
		key,
		kind,
		colour,
		page,
		quads,
		...present('pageLabel', mark.pageLabel),
		...present('quote', mark.quote),
		...present('fingerprint', mark.fingerprint),
		...present('comment', mark.comment),
		...present('author', mark.author),
		...present('created', mark.created),
		...present('modified', mark.modified),
	};
}

function shownMarks({ annotations }: PdfDocument): readonly ShownMark[] {
	return annotations
		.filter(annotation => !isRemoved(annotation))
		.map(annotation => {
			const { rest: _rest, ...mark } = annotation;
			return { ...mark, ...present('author', authorOf(annotation)), ...present('inPdf', inPdf(annotation)) };
		});
}
