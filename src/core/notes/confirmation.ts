import { frontMatterRange, frontMatterSpan } from '../markdown/frontMatter';
import { applyEdits } from '../text/edits';
import type { TextEdit } from '../text/edits';
import { lineEnding } from '../text/lines';
import { readNoteIdentity } from './frontmatter';
import { yamlText } from './yamlText';

/**
 * The edit that says in a file's front matter which paper it is a note of, for one that only has the paper's name or another tool's
 * `citekey`; `undefined` where the front matter is no block of YAML that a line can be added to.
 */
export function confirmationOf(text: string, key: string): TextEdit | undefined {
	const ending = lineEnding(text);
	const line = `citation-key: ${yamlText(key)}${ending}`;
	const span = frontMatterSpan(text);
	const start = span?.start ?? (text.startsWith('\uFEFF') ? 1 : 0);
	const edit = { start, end: start, text: span === undefined ? `---${ending}${line}---${ending}${ending}` : line };
	const known = readNoteIdentity(text).citationKey;
	const isPossible = (span !== undefined || frontMatterRange(text) === undefined) && (known === undefined || known === key);
	return isPossible && readNoteIdentity(applyEdits(text, [edit])).citationKey === key ? edit : undefined;
}
