import { metadataBlocks } from '../markdown/metadataBlocks';
import { renameReferenceKey } from '../ingest/recordKeys';
import type { TextEdit } from '../text/edits';
import { familyOf } from './languages';
import { latexItems } from './latexItems';

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
	return family === 'latex' ? latexItems(text).flatMap(({ key, start, end }) => (key === from ? [{ start, end, text: to }] : [])) : [];
}
