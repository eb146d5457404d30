import { metadataBlocks } from '../markdown/metadataBlocks';
import { renameReferenceKey } from '../ingest/recordKeys';
import { Cover } from '../text/cover';
import type { TextEdit } from '../text/edits';
import { familyOf } from './languages';
import { latexMaskedRanges } from './latexMask';

/**
 * What gives works another key that a document writes out itself: under `references` in the metadata of a Markdown text, after `\bibitem`
 * in LaTeX.
 */
export function renameWrittenKey(text: string, languageId: string, from: string, to: string): readonly TextEdit[] {
	const family = familyOf(languageId);
	if (family === 'markdown') {
		return metadataBlocks(text).flatMap(({ start, end }) =>
			renameReferenceKey(text.slice(start, end), from, to).map(edit => ({ ...edit, start: start + edit.start, end: start + edit.end })),
		);
	}
	return family === 'latex' && text.includes('\\bibitem') ? bibliographyItems(text, from, to) : [];
}

/** `\bibitem{doe2020}`, `\bibitem[{Doe(2020)}]{doe2020}`. */
function bibliographyItems(text: string, from: string, to: string): readonly TextEdit[] {
	const masked = new Cover(latexMaskedRanges(text));
	const item =
		/\\bibitem\s{0,9}(?:\[(?:[^[\]{}]|\{(?:[^{}]|\{[^{}]{0,200}\}){0,300}\}){0,300}\]\s{0,9})?\{\s{0,9}([^{}\s]{1,300})\s{0,9}\}/g;
	return [...text.matchAll(item)].flatMap(({ 0: whole, 1: key = '', index }) => {
		const start = index + whole.lastIndexOf(key);
		return key !== from || masked.endAt(index) !== undefined ? [] : [{ start, end: start + key.length, text: to }];
	});
}
