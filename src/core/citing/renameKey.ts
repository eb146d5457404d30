import { scanMarkdown } from '../markdown/scan';
import { withoutExtension } from '../notes/notePaths';
import { keyOccurrences } from './keyOccurrences';
import { languageOfFile } from './languages';
import type { TextEdit } from './syntax';
import { addressPart } from '../text/addressPart';

/**
 * What gives a work another key in a text: its citations, its note's front matter and the wikilinks to it, whatever the case of the old key's letters; with
 * `noteRenamed` also markdown links to the note's file, `[text](notes/key.md#part)` or `[text](notes/key)`.
 */
export function renameKeyIn(text: string, path: string, from: string, to: string, { languageId = languageOfFile(path), noteRenamed = false }: { readonly languageId?: string; readonly noteRenamed?: boolean } = {}): readonly TextEdit[] {
	const folded = from.toLowerCase();
	const named = keyOccurrences(text, languageId).filter(({ key }) => key.toLowerCase() === folded).map(({ start, end }) => ({ start, end, text: to }));
	const linked = noteRenamed ? linkEdits(text, from, to).filter(edit => !named.some(({ start, end }) => start < edit.end && edit.start < end)) : [];
	return [...named, ...linked].sort((a, b) => a.start - b.start);
}

function linkEdits(text: string, from: string, to: string): readonly TextEdit[] {
	const encoded = addressPart(from);
	if (!text.includes(from) && !text.includes(encoded)) {
		return [];
	}
	return scanMarkdown(text).links.flatMap(({ destination, destinationStart }) => {
		const [, folder = '', name = ''] = /^((?:[^#?]*\/)?)([^#?/]+)/.exec(destination) ?? [];
		const file = withoutExtension(name);
		const isNote = !/^[a-z][a-z0-9+.-]*:/i.test(destination) && (file.toLowerCase() === from.toLowerCase() || file.toLowerCase() === encoded.toLowerCase());
		const start = destinationStart + folder.length;
		return isNote ? [{ start, end: start + file.length, text: file === from ? to : addressPart(to) }] : [];
	});
}
