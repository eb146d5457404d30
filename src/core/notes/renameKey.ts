import type { ScanSink } from '../markdown/scan';
import { scanWith } from '../markdown/scan';
import { frontMatterRange } from '../markdown/frontMatter';
import { linkPlaces, linksInFrontMatter } from '../markdown/maskedLinks';
import { safeFileName } from './fileNames';
import { withoutExtension } from './notePaths';
import { addressPart } from '../text/addressPart';
import { keyOccurrences } from '../citing/keyOccurrences';
import { renameWrittenKey } from '../citing/writtenKeys';
import { familyOf, languageOfFile } from '../citing/languages';
import type { TextEdit } from '../text/edits';

export interface KeyRenaming {
	readonly languageId?: string;
	/** The file of the note is renamed too, so that links to it follow. */
	readonly noteRenamed?: boolean;
	/** Whether a link leads to another file that only has the name of the key: it stays as it is. */
	readonly leadsElsewhere?: (target: string, kind: 'wikilink' | 'link') => boolean;
}

/**
 * What gives a work another key in a text: its citations, its entry under `references` or after `\bibitem`, its note's front matter and the
 * wikilinks to it, whatever the case of the old key's letters; with `noteRenamed` also links to the note's file,
 * `[text](notes/key.md#part)`, `[label]: notes/key.md`, `<a href="notes/key.md">`.
 */
export function renameKeyIn(
	text: string,
	path: string,
	from: string,
	to: string,
	{ languageId = languageOfFile(path), noteRenamed = false, leadsElsewhere = () => false }: KeyRenaming = {},
): readonly TextEdit[] {
	const folded = from.toLowerCase();
	const isMarkdown = familyOf(languageId) === 'markdown';
	const found = new Map<number, TextEdit>();
	for (const { kind, key, start, end } of keyOccurrences(text, languageId)) {
		const target = kind === 'link' ? targetAround(text, start, end) : key;
		if (
			key.toLowerCase() === folded &&
			(target === key || !target.includes('/') || target.toLowerCase() !== to.toLowerCase()) &&
			!(kind === 'link' && leadsElsewhere(target, 'wikilink'))
		) {
			found.set(start, { start, end, text: to });
		}
	}
	renameWrittenKey(text, languageId, from, to).forEach(edit => found.set(edit.start, edit));
	if (isMarkdown) {
		wikilinksTo(text, from)
			.filter(({ start, end }) => !leadsElsewhere(text.slice(start, end), 'wikilink'))
			.forEach(({ start, end }) => found.set(start, { start, end, text: to }));
	}
	const named = [...found.values()];
	const links = noteRenamed && isMarkdown ? linkEdits(text, from, to, leadsElsewhere) : [];
	const linked = links.filter(edit => !named.some(({ start, end }) => start < edit.end && edit.start < end));
	return [...named, ...linked].sort((a, b) => a.start - b.start);
}

/** `papers/key` of `[[papers/key#part]]`. */
function targetAround(text: string, start: number, end: number): string {
	const open = text.lastIndexOf('[[', start);
	return open < 0 ? text.slice(start, end) : text.slice(open + 2, end).replace(/^@/, '');
}

/** Links with all of a key, which may have slashes, as their target; those of the front matter too. */
function wikilinksTo(text: string, key: string): readonly { readonly start: number; readonly end: number }[] {
	const links: { readonly start: number; readonly end: number }[] = [];
	const sink: ScanSink = { mask: () => undefined, wikilink: (start, end) => links.push({ start, end }) };
	if (key.includes('/') && text.includes('[[')) {
		scanWith(text, sink);
	}
	return [...links, ...linksInFrontMatter(text, frontMatterRange(text)?.end ?? 0)].flatMap(({ start }) => {
		const [mark = '', target = ''] = /^!?\[\[@?([^\]|#\r\n]*?)\\?(?=[\]|#])/.exec(text.slice(start, start + 2000)) ?? [];
		const name = key.includes('/') ? target : target.slice(target.lastIndexOf('/') + 1);
		const from = start + mark.replace(/\\$/, '').length - name.length;
		return name.toLowerCase() === key.toLowerCase() ? [{ start: from, end: from + name.length }] : [];
	});
}

function linkEdits(text: string, from: string, to: string, leadsElsewhere: (target: string, kind: 'link') => boolean): readonly TextEdit[] {
	const names = new Set([from, safeFileName(from)].flatMap(name => [name.toLowerCase(), addressPart(name).toLowerCase()]));
	const folded = text.toLowerCase();
	if (![...names].some(name => folded.includes(name))) {
		return [];
	}
	const edits: TextEdit[] = [];
	const add = (start: number, end: number) => {
		const destination = text.slice(start, end);
		const [whole = '', folder = '', name = ''] = /^((?:[^#?]*\/)?)([^#?/]+)/.exec(destination) ?? [];
		const file = withoutExtension(name);
		if (!/^[a-z][a-z0-9+.-]*:/i.test(destination) && names.has(file.toLowerCase()) && !leadsElsewhere(whole, 'link')) {
			const at = start + folder.length;
			edits.push({ start: at, end: at + file.length, text: addressPart(safeFileName(to)) });
		}
	};
	scanWith(text, {
		mask: (kind, start, end) => linkPlaces(text, kind, start, end, add),
		link: (_start, _end, start, end) => add(start, end),
	});
	return edits;
}
