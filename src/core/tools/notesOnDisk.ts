import { joinParts } from '../data/binaryFile';
import { isCitingFile, isLinkingFile } from '../citing/languages';
import type { ProgramFiles } from '../files/disk';
import type { AnnotationStore } from '../annotations/annotationStore';
import { AnnotationsForNotes } from '../annotations/annotationFields';
import type { JsonObject } from '../data/json';
import { pathIdentity } from '../notes/fileNames';
import { mistakeInNamePattern, noteFileName } from '../notes/namePattern';
import { NoteIndex } from '../notes/noteIndex';
import { readNoteIndex, writeNoteIndex } from '../notes/noteIndexCache';
import type { NoteSource } from '../notes/syncNotes';
import { syncNotes } from '../notes/syncNotes';
import { fileAddress } from '../notes/link';
import { renderNote } from '../notes/template';
import { Pace } from '../work/pace';
import { Queue } from '../work/queue';
import type { Paper } from '../paper/paper';
import type { Cache, Clock } from '../files/ports';
import type { DocumentsOnDisk } from './documentsOnDisk';
import type { Obstacle, PaperNotes, WorkspaceDocument } from './workplace';

/** How notes are made, as the settings of the same names say. */
export interface NoteSettings {
	/** Relative to the workspace. */
	readonly folder: string;
	readonly namePattern: string;
	readonly template: { readonly name: string; readonly text: string };
	/** What the colours of annotations are called, in their order. */
	readonly colourNames: readonly string[];
}

const indexName = 'notes.index';

/** The notes of a folder on a disk. What is known of them is brought up to date with their files each time somebody asks. */
export class NotesOnDisk implements PaperNotes {
	private readonly index: NoteIndex;
	private readonly looks = new Queue();
	private isRemembered = false;
	private readonly forNotes: AnnotationsForNotes;

	constructor(
		private readonly disk: ProgramFiles,
		private readonly documents: DocumentsOnDisk,
		private readonly root: string,
		private readonly settings: NoteSettings,
		private readonly options: {
			readonly source: NoteSource;
			readonly clock: Clock;
			readonly annotations: AnnotationStore;
			readonly cache?: Cache;
		},
	) {
		const rootUri = disk.uriOf(disk.resolve(root, '.'));
		this.index = new NoteIndex(() => [rootUri]);
		this.forNotes = new AnnotationsForNotes(options.annotations, {
			root: () => fileAddress(rootUri),
			colourNames: () => settings.colourNames,
		});
	}

	/** What all documents say of each other, as their files are now. One look at them at a time. */
	current(): Promise<NoteIndex> {
		return this.looks.add(() => this.look());
	}

	private async look(): Promise<NoteIndex> {
		const pace = new Pace(() => Promise.resolve());
		const { cache, clock, source } = this.options;
		const files = ((await this.disk.filesBelow(this.root)) ?? []).filter(isCitingFile);
		if (!this.isRemembered) {
			this.isRemembered = true;
			const bytes = await cache?.read(indexName);
			await (bytes && readNoteIndex(this.index, bytes, pace));
		}
		const { read } = await syncNotes(
			this.index,
			files.map(path => this.disk.uriOf(this.disk.resolve(path, '.'))),
			source,
			{ pace, clock },
		);
		if (read > 0 && cache !== undefined) {
			// Whoever can't write it reads the files again the next time.
			await cache.write(indexName, [joinParts(await writeNoteIndex(this.index, pace))]).catch(() => undefined);
		}
		return this.index;
	}

	async find(paper: Paper): Promise<WorkspaceDocument | undefined> {
		const path = this.pathOf(paper, await this.current());
		const document = path === undefined ? undefined : await this.documents.read(path);
		return document?.kind === 'document' ? document : undefined;
	}

	async ensure(paper: Paper): Promise<{ readonly kind: 'note'; readonly path: string; readonly isNew: boolean } | Obstacle> {
		const [made] = await this.ensureAll([paper]);
		return made ?? { kind: 'problem', message: 'No note was created.' };
	}

	/** What notes are made of. */
	get template(): NoteSettings['template'] {
		return this.settings.template;
	}

	/** What a template may ask of the annotations of a paper, in the note at a path. */
	annotationsOf(paper: Paper, path: string): Promise<readonly JsonObject[]> {
		const uri = this.disk.uriOf(this.disk.resolve(this.root, path));
		return this.forNotes.of(paper, fileAddress(uri), this.template.text);
	}

	/** The paths of the notes of papers, in their order; `undefined` where one has none. */
	async pathsOf(papers: readonly Paper[]): Promise<readonly (string | undefined)[]> {
		const index = await this.current();
		return papers.map(paper => this.pathOf(paper, index));
	}

	/**
	 * Creates the notes of papers that have none. All are written out before the first is created, so that a mistake in the template or
	 * pattern creates none.
	 */
	async ensureAll(
		papers: readonly Paper[],
	): Promise<readonly ({ readonly kind: 'note'; readonly path: string; readonly isNew: boolean } | Obstacle)[]> {
		const { namePattern, template } = this.settings;
		const index = await this.current();
		const planned: { readonly paper: Paper; readonly path: string | undefined; readonly text: string }[] = [];
		for (const paper of papers) {
			const path = this.pathOf(paper, index);
			const mistake = mistakeInNamePattern(namePattern, paper);
			if (mistake !== undefined) {
				return [{ kind: 'problem', message: `The pattern for note file names can't be read. ${mistake} No note was created.` }];
			}
			const annotations = await this.annotationsOf(paper, path ?? this.placeOf(paper, new Set()));
			const rendered = renderNote(template.text, paper, { now: this.options.clock.now(), annotations });
			if (rendered.kind === 'mistake') {
				return [{ kind: 'problem', message: `${template.name}, line ${rendered.line}: ${rendered.message} No note was created.` }];
			}
			planned.push({ paper, path, text: rendered.text });
		}
		const made: ({ readonly kind: 'note'; readonly path: string; readonly isNew: boolean } | Obstacle)[] = [];
		for (const { paper, path, text } of planned) {
			made.push(path === undefined ? await this.create(paper, text) : { kind: 'note', path, isNew: false });
		}
		return made;
	}

	/** Never where a file is, whatever it is. */
	private async create(
		paper: Paper,
		text: string,
	): Promise<{ readonly kind: 'note'; readonly path: string; readonly isNew: boolean } | Obstacle> {
		const taken = new Set<string>();
		for (;;) {
			const path = this.placeOf(paper, taken);
			const created = await this.documents.create(path, text);
			if (created.kind !== 'exists') {
				return created.kind === 'problem' ? created : { kind: 'note', path, isNew: true };
			}
		}
	}

	/** Where the note of a paper goes, relative to the workspace; its name becomes one of those that are taken. */
	private placeOf(paper: Paper, taken: Set<string>): string {
		const name = noteFileName(paper, this.settings.namePattern, {
			now: this.options.clock.now(),
			taken: candidate => taken.has(pathIdentity(candidate)),
		});
		taken.add(pathIdentity(name));
		return this.disk.relative(this.root, this.disk.resolve(this.disk.resolve(this.root, this.settings.folder), name));
	}

	/** Relative to the workspace. */
	private pathOf(paper: Paper, index: NoteIndex): string | undefined {
		const note = index.notesOf(paper).find(({ path }) => isLinkingFile(path));
		return note && this.disk.relative(this.root, this.disk.pathOf(note.path));
	}
}
