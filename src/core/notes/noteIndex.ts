import { Emitter } from '../work/events';
import type { Disposable } from '../files/ports';
import { fnv1a } from '../text/hash';
import { pathIdentity, safeFileName } from './fileNames';
import type { NamingPlace, NoteContents, NoteHeading, PlaceKind } from './noteContents';
import type { NoteDetails, PackedDetails } from './packedDetails';
import { callsIn, packDetails, unpackDetails } from './packedDetails';
import { placeKinds, readNoteContents } from './noteContents';
import type { LocatedNote, SoughtPaper } from './noteLocator';
import { locateNotes } from './noteLocator';
import { nearestNote } from './nearestNote';
import { decodePath, linkedIdentity, noteName } from './notePaths';
import type { StoredPlaces } from './placeStore';
import { numbersPerPlace, PlaceStore } from './placeStore';

/** What a file system says of a file: enough to tell that it is the same, or that it may not be. */
export interface FileStamp {
	/** Milliseconds since 1970. */
	readonly modified: number;
	/** Bytes. */
	readonly size: number;
}

/** When a file was read and what it was then. */
export interface FileReadAt {
	readonly stamp: FileStamp;
	/** Milliseconds since 1970. */
	readonly at: number;
	/** A print of the text, by {@link fnv1a}. */
	readonly hash: number;
}

/** One file of the index. Files are named by URIs as text. */
export interface IndexedNote extends NoteDetails {
	readonly path: string;
	/** `song2021` for `.../notes/song2021.md` */
	readonly name: string;
	/** `undefined` while an editor holds it unsaved. */
	readonly reading: FileReadAt | undefined;
}

export interface Place extends NamingPlace {
	readonly path: string;
}

/** From a file to what it names: a note where one is found, and else a key that a paper may have. */
export interface NoteEdge {
	readonly from: string;
	/** The note's path. */
	readonly to: string | undefined;
	/** As it is written: a key, a name or a path. */
	readonly target: string;
	readonly kind: PlaceKind;
	/** How many places of the file say so. */
	readonly count: number;
}

/** What is sought by {@link NoteIndex.mentionsOf}: a paper by its keys, with its notes, or a note alone. */
export interface Subject {
	readonly keys: readonly string[];
	/** Paths. */
	readonly notes: readonly string[];
}

/** A paper by the keys it has and had. */
export interface PaperKeys {
	readonly key: string;
	readonly aliases: readonly string[];
}

/** How many places cite or link something, and in how many files they stand. */
export interface MentionCount {
	readonly places: number;
	readonly files: number;
}

/**
 * What all markdown (and other citing) files of a workspace say of each other. Holds no texts: names, headings and places with exact
 * offsets, about 0.5 kB a note. Entering a file costs what reading its text costs; each question costs what its answer does.
 */
export class NoteIndex {
	private readonly files = new Map<string, IndexedFile>();
	/** By identity; made when first asked for. */
	private paths: Map<string, IndexedFile[]> | undefined;
	/** By folded name. */
	private readonly names = new Map<string, Name>();
	/** By text as written. */
	private readonly targets = new Map<string, Target>();
	/** By the number that places name them by. */
	private numbered: Target[] = [];
	private places = new PlaceStore();
	private readonly changes = new Emitter<void>();

	/**
	 * @param roots the folders of the workspace at this moment, as URIs: from the one that holds a file its links with a leading `/` count
	 */
	constructor(private readonly roots: () => readonly string[] = () => []) {}

	/** Called after each change, also many times in a row. */
	onDidChange(listener: () => void): Disposable {
		return this.changes.event(listener);
	}

	get size(): number {
		return this.files.size;
	}

	/** Reads a text as what a file says now. */
	set(path: string, text: string, languageId: string, read?: { readonly stamp: FileStamp; readonly at: number }): void {
		const hash = fnv1a(text);
		const known = this.files.get(path);
		const reading = read && { ...read, hash };
		if (known?.hash === hash) {
			known.reading = reading;
			return;
		}
		this.enter(path, readNoteContents(text, languageId), hash, reading);
		this.changes.fire();
	}

	/** A file that is known to exist but is not read: nothing is known of it but its name. */
	setUnread(path: string, read: { readonly stamp: FileStamp; readonly at: number }): void {
		this.enter(path, nothing, 0, { ...read, hash: 0 });
		this.changes.fire();
	}

	delete(path: string): boolean {
		const file = this.files.get(path);
		if (file === undefined) {
			return false;
		}
		this.leave(file);
		this.changes.fire();
		return true;
	}

	get(path: string): IndexedNote | undefined {
		return this.files.get(path);
	}

	/** Every file, in no particular order. */
	notes(): Iterable<IndexedNote> {
		return this.files.values();
	}

	/** Every place of a file, in order. */
	placesIn(path: string): readonly Place[] {
		const file = this.files.get(path);
		return file === undefined ? [] : this.placesOfFile(file);
	}

	/** The notes of a paper, the one to open first; normally one. */
	notesOf(paper: SoughtPaper): readonly LocatedNote[] {
		const key = paper['citation-key'];
		const candidates = new Set<IndexedFile>();
		for (const name of [key, safeFileName(key), `@${key}`, `@${safeFileName(key)}`, ...(paper.aliases ?? [])]) {
			this.names.get(pathIdentity(name))?.files.forEach(file => candidates.add(file));
		}
		return locateNotes(paper, candidates, path => this.rootOf(path));
	}

	/** The note that `[[target]]` of a file leads to: by name or path, by citation key, by alias; the nearest where several are called so. */
	resolve(target: string, from: string): IndexedNote | undefined {
		return nearestNote(target, from, name => this.called(name));
	}

	/** The files that a wikilink may call by a folded name: it is theirs, their citation key or an alias. */
	called(name: string): readonly IndexedFile[] {
		return this.names.get(name)?.files ?? [];
	}

	/** The file that the path of a markdown link leads to. */
	resolvePath(target: string, from: string): IndexedNote | undefined {
		const identity = linkedIdentity(from, target, target.startsWith('/') ? this.rootOf(from) : undefined);
		const paths = (this.paths ??= pathsOf(this.files.values()));
		const [found] = paths.get(identity) ?? paths.get(`${identity}.md`) ?? [];
		return found;
	}

	/**
	 * The folder of the workspace that a file lies in, without a `/` at its end: the innermost where one lies in another, the first for a
	 * file in none of them. https://github.com/microsoft/vscode-markdown-languageservice/blob/main/src/workspace.ts (getWorkspaceFolder)
	 */
	rootOf(path: string): string | undefined {
		const roots = this.roots().map(root => root.replace(/\/$/, ''));
		return roots.filter(root => path.startsWith(`${root}/`)).sort((a, b) => b.length - a.length)[0] ?? roots[0];
	}

	/** Where a place leads; `undefined` where no file is called so. */
	noteAt({ kind, target, path }: Place): IndexedNote | undefined {
		switch (kind) {
			case 'wikilink':
			case 'embed':
				return this.resolve(target, path);
			case 'link':
				return this.resolvePath(target, path);
			default:
				return undefined;
		}
	}

	/** Files that may name one of some keys, also by an alias, in code, or in a path: to be read before a key is changed. */
	filesNaming(keys: readonly string[]): readonly string[] {
		const found = new Set<string>();
		for (const key of keys) {
			this.names.get(pathIdentity(key))?.targets.forEach(target => target.files.forEach(file => found.add(file.path)));
		}
		return [...found];
	}

	/** Files that name something in words that fit. */
	filesWithTargets(fits: (target: string) => boolean): readonly string[] {
		const found = new Set<string>();
		for (const [text, { files }] of this.targets) {
			if (fits(text)) {
				files.forEach(file => found.add(file.path));
			}
		}
		return [...found];
	}

	/** Every place that cites, links or names one of some keys, in order of files and lines. */
	placesOf(keys: readonly string[]): readonly Place[] {
		const folded = new Set(keys.map(pathIdentity));
		return this.placesNaming(folded).filter(({ kind, target }) => kind !== 'masked' && kind !== 'link' && folded.has(pathIdentity(target)));
	}

	/** Every place outside its own notes that cites or links a paper or a note. */
	mentionsOf({ keys, notes }: Subject): readonly Place[] {
		const folded = new Set(keys.map(pathIdentity));
		const own = new Set(notes);
		const names = new Set(folded);
		for (const path of notes) {
			this.files.get(path)?.callNames.forEach(name => names.add(name).add(name.replace(/^@/, '')));
		}
		return this.placesNaming(names).filter(place => !own.has(place.path) && this.isMention(place, folded, own));
	}

	/** {@link mentionsOf}, counted. */
	countOf(subject: Subject): MentionCount {
		const places = this.mentionsOf(subject);
		return { places: places.length, files: new Set(places.map(({ path }) => path)).size };
	}

	/** A paper with its notes, as something to ask for. */
	subjectOf({ key, aliases }: PaperKeys): Subject {
		return { keys: [key, ...aliases], notes: this.notesOf({ 'citation-key': key, aliases }).map(({ path }) => path) };
	}

	/** Every tie between a file and what it names, once for each kind. */
	*edges(): Iterable<NoteEdge> {
		for (const file of this.files.values()) {
			yield* this.edgesFrom(file.path);
		}
	}

	edgesFrom(path: string): readonly NoteEdge[] {
		const counts = new Map<string, { readonly place: Place; count: number }>();
		for (const place of this.placesIn(path)) {
			const known = counts.get(`${place.kind} ${place.target}`);
			if (known !== undefined) {
				known.count += 1;
			} else if (place.kind !== 'masked' && place.kind !== 'key') {
				counts.set(`${place.kind} ${place.target}`, { place, count: 1 });
			}
		}
		return [...counts.values()].map(({ place, count }) => ({
			from: path,
			to: this.noteAt(place)?.path,
			target: place.target,
			kind: place.kind,
			count,
		}));
	}

	/** For a cache: what was read of a file's text, to be entered again by {@link restore}; `undefined` where the file is not as it was. */
	placesOfEntry(file: IndexedFile): { readonly numbers: Uint32Array; readonly target: (number: number) => Target } | undefined {
		return this.files.get(file.path) === file
			? { numbers: this.places.numbersOf(file.stored), target: number => this.numbered[number] ?? nowhere }
			: undefined;
	}

	/** For a cache: every file as it is held. */
	entries(): Iterable<IndexedFile> {
		return this.files.values();
	}

	/** Makes ready for {@link restore}: `target` of a place as the cache numbers it. */
	restoreTarget(text: string, name: string): Target {
		return this.targets.get(text) ?? this.makeTarget(text, name);
	}

	/** Enters what a cache remembers of a file that is not known yet. */
	restore({ path, details, reading, numbers }: RememberedFile, target: (known: number) => Target): void {
		const stored = this.places.addAll(numbers, known => target(known).number);
		this.link(new IndexedFile(path, details, stored, reading.hash, reading));
	}

	private isMention(place: Place, keys: ReadonlySet<string>, notes: ReadonlySet<string>): boolean {
		if (place.kind === 'key' || place.kind === 'masked') {
			return false;
		}
		if (place.kind === 'citation') {
			return keys.has(pathIdentity(place.target));
		}
		const note = this.noteAt(place);
		return note === undefined ? place.kind !== 'link' && keys.has(pathIdentity(place.target)) : notes.has(note.path);
	}

	private placesNaming(names: Iterable<string>): readonly Place[] {
		const places: Place[] = [];
		const seen = new Set<Target>();
		for (const name of names) {
			for (const target of this.names.get(name)?.targets ?? []) {
				seen.add(target);
			}
		}
		for (const target of seen) {
			for (const file of target.files) {
				places.push(...this.placesOfFile(file, target.number));
			}
		}
		return places.sort((a, b) => (a.path === b.path ? a.start - b.start : a.path < b.path ? -1 : 1));
	}

	private enter(path: string, contents: NoteContents, hash: number, reading: FileReadAt | undefined): void {
		const known = this.files.get(path);
		if (known !== undefined) {
			this.leave(known);
		}
		const first = this.places.next;
		for (const { kind, target, start, line, column } of contents.places) {
			this.places.add(placeKinds.indexOf(kind), this.target(target).number, start, line, column);
		}
		this.link(new IndexedFile(path, packDetails(contents), { first, count: contents.places.length }, hash, reading));
	}

	private link(file: IndexedFile): void {
		this.files.set(file.path, file);
		if (this.paths !== undefined) {
			addPath(this.paths, file);
		}
		this.eachTarget(file, ({ files }) => {
			// Named for the second time it is the last one already.
			if (files.at(-1) !== file) {
				files.push(file);
			}
		});
		for (const name of file.callNames) {
			this.name(name).files.push(file);
		}
	}

	private leave(file: IndexedFile): void {
		this.files.delete(file.path);
		const same = this.paths?.get(file.identity) ?? [];
		remove(same, file);
		if (same.length === 0) {
			this.paths?.delete(file.identity);
		}
		this.eachTarget(file, target => {
			remove(target.files, file);
			if (target.files.length === 0 && this.targets.delete(target.text)) {
				const name = this.name(target.name);
				remove(name.targets, target);
				this.drop(target.name, name);
			}
		});
		for (const text of file.callNames) {
			const name = this.name(text);
			remove(name.files, file);
			this.drop(text, name);
		}
		this.places.drop(file.stored);
		if (this.places.wasteful) {
			this.compact();
		}
	}

	/** Once for each place: a target maybe several times. */
	private eachTarget({ stored: { first, count } }: IndexedFile, work: (target: Target) => void): void {
		for (let place = first; place < first + count; place += 1) {
			work(this.numbered[this.places.target(place)] ?? nowhere);
		}
	}

	/** Gives up what only files that are gone had. */
	private compact(): void {
		const { places, numbered } = this;
		this.numbered = [...this.targets.values()];
		this.numbered.forEach((target, number) => {
			target.number = number;
		});
		this.places = new PlaceStore();
		for (const file of this.files.values()) {
			file.stored = this.places.addAll(places.numbersOf(file.stored), number => numbered[number]?.number ?? 0);
		}
	}

	private placesOfFile({ path, stored: { first, count } }: IndexedFile, wanted?: number): readonly Place[] {
		const { numbers } = this.places;
		const places: Place[] = [];
		for (let at = first * numbersPerPlace; at < (first + count) * numbersPerPlace; at += numbersPerPlace) {
			const number = numbers[at + 1] ?? 0;
			if (wanted === undefined || number === wanted) {
				const target = this.numbered[number]?.text ?? '';
				const start = numbers[at + 2] ?? 0;
				places.push({
					path,
					kind: placeKinds[numbers[at] ?? 0] ?? 'masked',
					target,
					start,
					end: start + target.length,
					line: numbers[at + 3] ?? 0,
					column: numbers[at + 4] ?? 0,
				});
			}
		}
		return places;
	}

	private target(text: string): Target {
		return this.targets.get(text) ?? this.makeTarget(detached(text));
	}

	/** @param text not a part of a file's text, which would be kept for it */
	private makeTarget(text: string, name = pathIdentity(noteName(decodePath(text)))): Target {
		const target: Target = { text, name, files: [], number: this.numbered.length };
		this.numbered.push(target);
		this.targets.set(text, target);
		this.name(name).targets.push(target);
		return target;
	}

	private name(text: string): Name {
		let name = this.names.get(text);
		if (name === undefined) {
			name = { targets: [], files: [] };
			this.names.set(text, name);
		}
		return name;
	}

	private drop(text: string, { targets, files }: Name): void {
		if (targets.length === 0 && files.length === 0) {
			this.names.delete(text);
		}
	}
}

/** A file as a cache gives it back. */
export interface RememberedFile {
	readonly path: string;
	readonly details: PackedDetails;
	readonly reading: FileReadAt;
	/** {@link numbersPerPlace} for each place, its target as the cache numbers it. */
	readonly numbers: Uint32Array;
}

/** What files write to name something. */
export interface Target {
	readonly text: string;
	/** Folded, without folder and ending. */
	readonly name: string;
	/** Without order, each once. */
	readonly files: IndexedFile[];
	number: number;
}

/** What a broken cache may name. */
const nowhere: Target = { text: '', name: '', files: [], number: 0 };

interface Name {
	readonly targets: Target[];
	/** Files that are called so: by file name, citation key or alias. */
	readonly files: IndexedFile[];
}

/** A file as the index holds it. */
export class IndexedFile implements IndexedNote {
	private unpacked: NoteDetails | undefined;

	constructor(
		readonly path: string,
		readonly packed: PackedDetails,
		public stored: StoredPlaces,
		readonly hash: number,
		public reading: FileReadAt | undefined,
	) {}

	private get details(): NoteDetails {
		return (this.unpacked ??= unpackDetails(this.packed));
	}

	/** What links may call it, folded: its name, citation key and aliases. */
	get callNames(): readonly string[] {
		const names = callsIn(this.packed).map(pathIdentity);
		names.unshift(pathIdentity(this.name));
		return names.length === 1 ? names : [...new Set(names)];
	}

	/** Its path in the form that tells neither cases nor composed letters apart. */
	get identity(): string {
		return pathIdentity(decodePath(this.path));
	}

	get name(): string {
		return noteName(decodePath(this.path));
	}

	get citationKey(): string | undefined {
		return this.details.citationKey;
	}

	get aliases(): readonly string[] {
		return this.details.aliases;
	}

	get title(): string | undefined {
		return this.details.title;
	}

	get tags(): readonly string[] {
		return this.details.tags;
	}

	get headings(): readonly NoteHeading[] {
		return this.details.headings;
	}
}

function pathsOf(files: Iterable<IndexedFile>): Map<string, IndexedFile[]> {
	const paths = new Map<string, IndexedFile[]>();
	for (const file of files) {
		addPath(paths, file);
	}
	return paths;
}

function addPath(paths: Map<string, IndexedFile[]>, file: IndexedFile): void {
	const { identity } = file;
	const same = paths.get(identity);
	if (same === undefined) {
		paths.set(identity, [file]);
	} else {
		same.push(file);
	}
}

const nothing: NoteContents = { citationKey: undefined, aliases: [], title: undefined, tags: [], headings: [], places: [] };

/** Takes out an item, if it is there, whose place among the others says nothing. */
function remove<T>(items: T[], item: T): void {
	const at = items.indexOf(item);
	const last = at < 0 ? undefined : items.pop();
	if (last !== undefined && at < items.length) {
		items[at] = last;
	}
}

/**
 * A copy, where V8 would else keep the whole text for the sake of a part of it. https://github.com/v8/v8/blob/main/src/objects/string.h
 * (SlicedString)
 */
function detached(text: string): string {
	return ` ${text}`.slice(1);
}
