import { addTo } from '../data/lists';
import { linksInFrontMatter } from '../markdown/maskedLinks';
import { readWikilink, scanMarkdown } from '../markdown/scan';
import { frontMatterSpan } from '../markdown/frontMatter';
import type { TextEdit } from '../text/edits';
import { markdownLabel } from '../text/markdownProse';
import { isLinkableName, pathIdentity } from './fileNames';
import { fragmentOf } from './headingLinks';
import { encodePath, relativePath } from './link';
import type { CallableNote } from './nearestNote';
import { distance, isRelative, nearestNote } from './nearestNote';
import type { IndexedNote, NoteIndex, Place } from './noteIndex';
import { decodePath, noteName, wayFrom, withoutExtension } from './notePaths';

/** What must be written in place of what names a file, before files are moved: the file is named by its path before the move. */
export interface LinkEdit {
	readonly place: Place;
	/** What names the file then. */
	readonly text: string;
	/** Whether no wikilink can name it so: all of `[[name|text]]` becomes `[text](path)`, and `text` is that path. */
	readonly asMarkdown: boolean;
}

/** What moves, by paths before and after. */
export interface Moves {
	readonly notes: ReadonlyMap<string, string>;
	/** What was moved as it was named: notes, other files, folders with all that is in them. */
	readonly named?: ReadonlyMap<string, string>;
	/** Other files than notes that have the name of one that moves: `![[figure.png]]` means the nearest. */
	readonly namesakes?: readonly string[];
}

/**
 * The edits that keep every link when files get other names or folders: links of all files to those that move, links of those that move to
 * all others, and wikilinks that would find one that moved in place of theirs. A wikilink that finds its note by citation key or alias
 * stays as it is, for it goes on finding it. Links to images and other attachments lead on too, whoever moves.
 */
export function linksOfMovedNotes(index: NoteIndex, moves: Moves): readonly LinkEdit[] {
	const edits: LinkEdit[] = [];
	const after = new NotesAfter(index, moves);
	for (const path of concerned(index, after)) {
		for (const place of index.placesIn(path)) {
			const note = index.noteAt(place);
			const edit = note === undefined ? named(after.rebased(place)) : newTarget(index, after, place, note);
			if (edit !== undefined && edit.text !== place.target && edit.text !== `@${place.target}`) {
				edits.push({ place, ...edit });
			}
		}
	}
	return edits;
}

/** A {@link LinkEdit} in the text of its file; `undefined` where the link is not to be changed there. */
export function textEditOf(text: string, { place, text: written, asMarkdown }: LinkEdit): TextEdit | undefined {
	if (!asMarkdown) {
		// The `@` of `[[@kelp]]` says a key, which the name of a file is none; but files may be called so.
		const isMarked = place.kind !== 'link' && text[place.start - 1] === '@';
		return { start: place.start - (isMarked ? 1 : 0), end: place.end, text: written };
	}
	const bracket = text.lastIndexOf('[[', place.start);
	const close = text.indexOf(']]', place.end);
	if (bracket < 0 || close < 0) {
		return undefined;
	}
	const start = place.kind === 'embed' ? bracket - 1 : bracket;
	const end = close + ']]'.length;
	const { embed, heading, text: said } = readWikilink(text, start, end);
	const label = said ?? markdownLabel(heading === undefined ? place.target : `${place.target} > ${heading}`);
	const link = `${embed ? '!' : ''}[${label}](${written}${heading === undefined ? '' : `#${fragmentOf(heading)}`})`;
	// In front matter a link is the text of quotes: without them it would be a list.
	const isBare = start < (frontMatterSpan(text)?.end ?? 0) && !/^(?:"[^"]*"|'[^']*')$/.test(text.slice(start - 1, end + 1));
	return isBare ? undefined : { start, end, text: link };
}

/**
 * The same edits in a text that has changed since they were made: of every wikilink that names what one of them named. Those of one file
 * lead to one note.
 */
export function linksAgain(text: string, links: readonly LinkEdit[]): readonly TextEdit[] {
	const byTarget = new Map(links.map(link => [link.place.target, link]));
	const inYaml = linksInFrontMatter(text, frontMatterSpan(text)?.end ?? 0).map(({ start, end }) => readWikilink(text, start, end));
	return [...inYaml, ...scanMarkdown(text).wikilinks].flatMap(({ target, targetStart: start, targetEnd: end, embed }) => {
		const link = byTarget.get(target);
		const edit = link && textEditOf(text, { ...link, place: { ...link.place, kind: embed ? 'embed' : 'wikilink', start, end } });
		return edit === undefined ? [] : [edit];
	});
}

type Written = Pick<LinkEdit, 'text' | 'asMarkdown'>;

function named(text: string | undefined): Written | undefined {
	return text === undefined ? undefined : { text, asMarkdown: false };
}

/** The files that may have such links. */
function concerned(index: NoteIndex, { notes, named: moved }: NotesAfter): ReadonlySet<string> {
	const names = [...notes, ...moved].flatMap(([from, to]) => [
		noteName(decodePath(from)),
		noteName(decodePath(from)).replace(/^@/, ''),
		noteName(decodePath(to)),
		index.get(from)?.citationKey ?? '',
		...(index.get(from)?.aliases ?? []),
	]);
	const folders = [...moved.keys()].filter(path => index.get(path) === undefined).map(path => `${lastPart(decodePath(path))}/`);
	return new Set([
		...notes.keys(),
		...index.filesNaming(names),
		...(folders.length === 0 ? [] : index.filesWithTargets(target => folders.some(folder => decodePath(target).includes(folder)))),
	]);
}

/** Where notes are when they have moved, and what wikilinks then lead to. */
class NotesAfter {
	readonly notes: ReadonlyMap<string, string>;
	readonly named: ReadonlyMap<string, string>;
	private readonly namesakes: readonly string[];
	private readonly decoded: readonly { readonly from: string; readonly to: string }[];
	/** Notes that moved, by each folded name that links may call them. */
	private readonly moved = new Map<string, CallableNote[]>();

	constructor(
		private readonly index: NoteIndex,
		{ notes, named: all = notes, namesakes = [] }: Moves,
	) {
		this.notes = notes;
		this.named = all;
		this.decoded = [...all].map(([from, to]) => ({ from: decodePath(from), to }));
		this.namesakes = [...namesakes, ...[...all.keys()].filter(path => !notes.has(path))];
		for (const [from, path] of notes) {
			const decoded = decodePath(path);
			const note = { path, name: noteName(decoded), citationKey: index.get(from)?.citationKey, identity: pathIdentity(decoded) };
			for (const name of new Set([note.name, note.citationKey ?? note.name, ...(index.get(from)?.aliases ?? [])].map(pathIdentity))) {
				addTo(this.moved, name, note);
			}
		}
	}

	/** Where a file is then, whether or not it is known; paths may be encoded in several ways. */
	pathOf(path: string): string {
		const known = this.notes.get(path);
		if (known !== undefined) {
			return known;
		}
		const decoded = decodePath(path);
		const moved = this.decoded.find(({ from }) => decoded === from || decoded.startsWith(`${from}/`));
		return moved === undefined ? path : moved.to + encodeWay(decoded.slice(moved.from.length));
	}

	/** The target of a link to what is no note, an image or a folder, where one of both moves; `undefined` where it leads on. */
	rebased({ kind, target, path }: Place): string | undefined {
		const from = this.pathOf(path);
		if (withoutExtension(target) !== target || /^[a-z][a-z0-9+.-]*:/i.test(target)) {
			return undefined;
		}
		if (kind === 'link') {
			return target.startsWith('/') ? this.fromRoot(target, path) : this.rebasedWay(target, path, from, linkTarget);
		}
		if (kind !== 'wikilink' && kind !== 'embed') {
			return undefined;
		}
		return isRelative(target) ? this.rebasedWay(encodeWay(target), path, from, relativeTarget) : this.attachmentCalled(target, path);
	}

	/** Where a wikilink of a file leads then, both named by their paths then. */
	resolve(target: string, from: string): string | undefined {
		return nearestNote<CallableNote>(target, from, name => [
			...this.index.called(name).filter(({ path }) => !this.notes.has(path)),
			...(this.moved.get(name) ?? []),
		])?.path;
	}

	private rebasedWay(target: string, path: string, from: string, write: typeof linkTarget): string | undefined {
		const before = uriOf(wayFrom(decodePath(path), unescaped(target)));
		const to = this.pathOf(before);
		return to === before && from === path ? undefined : write(target, from, to, undefined);
	}

	private fromRoot(target: string, path: string): string | undefined {
		const root = this.index.rootOf(path);
		const before = root === undefined ? undefined : uriOf(wayFrom(`${decodePath(root)}/`, unescaped(target)));
		const to = before && this.pathOf(before);
		return to === undefined || to === before ? undefined : linkTarget(target, this.pathOf(path), to, root);
	}

	/** `figure.png` and `img/figure.png`, wherever they are. */
	private attachmentCalled(target: string, path: string): string | undefined {
		const end = `/${pathIdentity(target.replace(/^\/+/, ''))}`;
		const root = this.index.rootOf(path);
		const inFolder = root === undefined ? [] : [`${root}/${encodeWay(target)}`].filter(file => this.pathOf(file) !== file);
		const [nearest] = [...this.namesakes, ...inFolder]
			.filter(file => pathIdentity(decodePath(file)).endsWith(end))
			.sort((a, b) => distance(a, path) - distance(b, path));
		const to = nearest === undefined ? undefined : this.pathOf(nearest);
		return to === undefined || to === nearest ? undefined : decodePath(to).split('/').slice(-target.split('/').length).join('/');
	}
}

function unescaped(target: string): string {
	return decodePath(target).replace(/\\(?=[!-/:-@[-`{-~])/g, '');
}

/** A URI without percent-encoding as one with it. */
function uriOf(decoded: string): string {
	const [scheme = '', between = '', authority = '', ...parts] = decoded.split('/');
	return [scheme, between, authority, ...parts.map(encodePath)].join('/');
}

/** A way as part of a URI. */
function encodeWay(target: string): string {
	return target.split('/').map(encodePath).join('/');
}

function lastPart(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1);
}

function newTarget(index: NoteIndex, after: NotesAfter, { kind, target, path }: Place, note: IndexedNote): Written | undefined {
	const from = after.pathOf(path);
	const to = after.pathOf(note.path);
	switch (kind) {
		case 'link':
			return note.path === to && leadsOn(index, target, path, from) ? undefined : named(linkTarget(target, from, to, index.rootOf(from)));
		case 'wikilink':
		case 'embed':
			return isRelative(target)
				? linkable(relativeTarget(target, from, to), note, from, to)
				: linkable(note.path === to ? target : (wikilinkTarget(target, note, to) ?? target), note, from, to, after);
		default:
			return undefined;
	}
}

/** A name that no wikilink can hold gives way to the citation key, or the link to one of Markdown's. */
function linkable(target: string, { citationKey }: IndexedNote, from: string, to: string, after?: NotesAfter): Written {
	const name = isLinkableName(target) ? target : citationKey;
	if (name === undefined) {
		// An apostrophe would end a quoted text of the front matter.
		return { text: encodePath(relativePath(decodePath(from), decodePath(to))).replaceAll("'", '%27'), asMarkdown: true };
	}
	return { text: after === undefined ? name : leadingTo(after, name, from, to), asMarkdown: false };
}

/** A wikilink's target, with as much of the path in front of it as it takes to lead to a note and not to another that is called so. */
function leadingTo(after: NotesAfter, target: string, from: string, to: string): string {
	const parts = decodePath(withoutExtension(target) === target ? withoutExtension(to) : to).split('/');
	const longer = parts.slice(3).map((_, more) => parts.slice(-more - 1).join('/'));
	return [target, ...longer.filter(isLinkableName)].find(candidate => after.resolve(candidate, from) === to) ?? target;
}

/** Whether a link that moves with its file leads where it led: what is written from the root of a folder does, in that folder. */
function leadsOn(index: NoteIndex, target: string, before: string, after: string): boolean {
	return before === after || (target.startsWith('/') && index.rootOf(before) === index.rootOf(after));
}

/** As the link was written: encoded or not, with an ending or without, from the root or not; but no path from a root leads into another. */
function linkTarget(target: string, from: string, to: string, root: string | undefined): string {
	const isFromRoot = target.startsWith('/') && root !== undefined && to.startsWith(`${root}/`);
	const way = isFromRoot ? decodePath(to.slice(root.length)) : relativePath(decodePath(from), decodePath(to));
	const written = withoutExtension(target) === target ? withoutExtension(way) : way;
	const led = /^\.\//.test(target) && !written.startsWith('.') ? `./${written}` : written;
	const ended = target.endsWith('/') && !led.endsWith('/') ? `${led}/` : led;
	if (target.includes(' ')) {
		return ended;
	}
	// Letters outside ASCII stay as they were written.
	return target.includes('%') ? encodePath(ended) : ended.replace(/[\s()<>%?#\\^`{}|"]/g, encodeSign);
}

/** `../notes/a` and `./a`, as wikilinks write them. */
function relativeTarget(target: string, from: string, to: string): string {
	const way = relativePath(decodePath(from), decodePath(to));
	const written = withoutExtension(target) === target ? withoutExtension(way) : way;
	return isRelative(written) ? written : `./${written}`;
}

function encodeSign(sign: string): string {
	return sign === '(' ? '%28' : sign === ')' ? '%29' : encodeURIComponent(sign);
}

/** `[[name]]` gets the new name, `[[folder/name]]` as much of the new path as it had of the old one. */
function wikilinkTarget(target: string, note: IndexedNote, to: string): string | undefined {
	const written = target.split('/');
	const name = pathIdentity(noteName(target));
	if (![name, `@${name}`].includes(pathIdentity(note.name))) {
		return undefined;
	}
	const parts = decodePath(to).split('/').slice(-written.length);
	const path = parts.join('/');
	return withoutExtension(target) === target ? withoutExtension(path) : path;
}
