import { convertCitations, convertibleFrom } from '../../core/citing/conversion';
import { languageOfFile, syntaxOf, syntaxes } from '../../core/citing/languages';
import type { Syntax } from '../../core/citing/syntax';
import { applyEdits } from '../../core/text/edits';
import type { TextEdit } from '../../core/text/edits';
import { lineAt, lineStarts } from '../../core/text/lines';
import { editTextFile } from '../../core/tools/textFileOnDisk';
import type { CommandHost } from '../host';
import { UsageError, textOfFile } from '../host';

export interface ConvertedDocument {
	readonly text: string;
	readonly changed: number;
	/** What the other syntax cannot say. Lines and columns are one-based. */
	readonly left: readonly { readonly line: number; readonly column: number; readonly source: string }[];
}

/** The text of a document with its citations in another syntax; with `write`, the document itself is changed. */
export async function convertDocument(
	{ document, to, write }: { readonly document: string; readonly to: string; readonly write: boolean },
	host: CommandHost,
): Promise<ConvertedDocument> {
	const target = syntaxes.find(({ id }) => id === to);
	if (target === undefined) {
		throw new UsageError(`There is no citation syntax “${to}”. Choose one of ${syntaxes.map(({ id }) => id).join(', ')}.`);
	}
	if (!write) {
		return converted(await textOfFile(document, host), document, target).document;
	}
	if (document === '-') {
		throw new UsageError('The standard input cannot be changed. Leave out --write to print the text.');
	}
	let result: ConvertedDocument = { text: '', changed: 0, left: [] };
	const outcome = await editTextFile(host, host.disk.resolve('.', document), document, text => {
		const { document: made, edits } = converted(text, document, target);
		result = made;
		return { kind: 'edits', edits };
	});
	if (outcome.kind === 'problem') {
		throw new UsageError(outcome.message);
	}
	return result;
}

function converted(
	text: string,
	path: string,
	target: Syntax,
): { readonly document: ConvertedDocument; readonly edits: readonly TextEdit[] } {
	const conversions = convertibleFrom(syntaxOf(languageOfFile(path), text), target).map(from => convertCitations(text, from, target));
	const edits = withoutOverlaps(conversions.flatMap(conversion => conversion.edits));
	const starts = lineStarts(text);
	const left = conversions
		.flatMap(conversion => conversion.left)
		.map(({ start, end }) => {
			const line = lineAt(starts, start);
			return { line, column: start - (starts[line - 1] ?? 0) + 1, source: text.slice(start, end) };
		});
	return { document: { text: applyEdits(text, edits), changed: edits.length, left }, edits };
}

/** In order; of two at one place the first one given. */
function withoutOverlaps(edits: readonly TextEdit[]): readonly TextEdit[] {
	const kept: TextEdit[] = [];
	for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
		if (edit.start >= (kept.at(-1)?.end ?? 0)) {
			kept.push(edit);
		}
	}
	return kept;
}
