import { fold } from '../text/fold';
import { isLinkableName } from './fileNames';
import { decodePath, withoutExtension } from './notePaths';
import type { IndexedNote, NoteIndex } from './noteIndex';

/** What is being typed behind `[[`, in UTF-16 columns of its line. */
export type LinkPlace =
	| { readonly kind: 'target'; readonly start: number; readonly query: string; readonly closed: boolean }
	/** Behind the `#` of a link to `target`, which is empty for the file itself. */
	| { readonly kind: 'heading'; readonly start: number; readonly query: string; readonly target: string; readonly closed: boolean };

/** The wikilink that a cursor stands in; `undefined` where it stands in none, or behind its bar. */
export function linkPlaceAt(line: string, column: number): LinkPlace | undefined {
	const [, written = '', , heading] = /\[\[(@?([^[\]|#\r\n]*)(?:#([^[\]|\r\n]*))?)$/.exec(line.slice(0, column)) ?? [];
	if (!/\[\[[^[\]|\r\n]*$/.test(line.slice(0, column))) {
		return undefined;
	}
	const closed = /^[^[\]\r\n]*\]\]/.test(line.slice(column));
	const start = column - written.length;
	if (heading !== undefined) {
		return {
			kind: 'heading',
			start: column - heading.length,
			query: heading,
			target: written.slice(0, -heading.length - 1).replace(/^@/, ''),
			closed,
		};
	}
	const query = written.replace(/^@/, '');
	return { kind: 'target', start: start + written.length - query.length, query, closed };
}

/**
 * The words that are being typed as the path of a link, `[text](words`, and the column they begin at. Behind a `/` or `#` it is a path or a
 * heading, which editors complete themselves.
 */
export function pathPlaceAt(line: string, column: number): { readonly start: number; readonly query: string } | undefined {
	const [, sign, query] = /(!?)\[[^[\]]*\]\(([^()<>[\]#/:]+)$/.exec(line.slice(0, column)) ?? [];
	return query === undefined || sign !== '' ? undefined : { start: column - query.length, query };
}

/** Notes whose name, title or alias has all words of a query, those whose name begins with it first. */
export function findNotes(index: NoteIndex, query: string, limit: number): readonly IndexedNote[] {
	const words = fold(query)
		.split(/\s+/)
		.filter(word => word !== '');
	const found: { readonly note: IndexedNote; readonly rank: number }[] = [];
	for (const note of index.notes()) {
		const text = fold([note.name, note.title ?? '', note.citationKey ?? '', ...note.aliases].join(' '));
		if (words.every(word => text.includes(word))) {
			found.push({ note, rank: text.startsWith(words[0] ?? '') ? 0 : 1 });
		}
	}
	return found
		.sort((a, b) => a.rank - b.rank || (a.note.name < b.note.name ? -1 : 1))
		.slice(0, limit)
		.map(({ note }) => note);
}

/**
 * How a wikilink names a note so that it leads to this one from everywhere: by its name where no other is called so, else by as much of its
 * path as it takes, or by its citation key; `undefined` where it has signs in its name that no wikilink can hold, and no key.
 */
export function linkTargetOf(index: NoteIndex, note: IndexedNote, from: string): string | undefined {
	const parts = withoutExtension(decodePath(note.path)).split('/');
	const names = [
		...parts.slice(4).map((_, count) => parts.slice(-count - 1).join('/')),
		...(note.citationKey === undefined ? [] : [note.citationKey]),
	];
	const linkable = names.filter(isLinkableName);
	return linkable.find(target => index.resolve(target, from)?.path === note.path) ?? (isLinkableName(note.name) ? note.name : linkable[0]);
}
