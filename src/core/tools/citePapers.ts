import type { CitationLook } from '../citing/insertion';
import { insertCitation } from '../citing/insertion';
import type { Papers } from '../library/papers';
import { listUnknown, unknownKeysOf } from './unknownKeys';
import type { DocumentPlan, Obstacle, Workplace } from './workplace';

/**
 * The citation of some papers as documents of a language write it: `[@a; @b]` for `markdown`, `\cite{a,b}` for `latex`. Only for keys
 * that papers have.
 */
export function citationText(
	papers: Papers,
	keys: readonly string[],
	languageId: string,
	look: CitationLook = 'parenthetical',
): { readonly kind: 'citation'; readonly text: string } | Obstacle {
	return invented(papers, keys, papers) ?? { kind: 'citation', text: insertCitation('', 0, keys, languageId, look).text };
}

/**
 * Writes a citation into a document, directly after words that it has exactly once; a citation that stands there is extended. Only for
 * keys that papers have.
 */
export async function citeInDocument(
	place: Workplace,
	request: { readonly document: string; readonly keys: readonly string[]; readonly after: string; readonly look?: CitationLook },
): Promise<{ readonly kind: 'cited'; readonly path: string; readonly text: string } | Obstacle> {
	const { document: path, keys, after, look } = request;
	const document = await place.documents.read(path);
	if (document.kind === 'problem') {
		return document;
	}
	const problem = invented(await place.knowledgeOf(document), keys, place.papers);
	if (problem !== undefined) {
		return problem;
	}
	let written = '';
	const outcome = await place.documents.edit(path, `Citation of ${keys.length === 1 ? keys.join('') : `${keys.length} Papers`}`, text => {
		const plan = citationAfter(text, after, keys, document.languageId, look);
		written = plan.kind === 'edits' ? plan.edits.map(edit => edit.text).join('') : '';
		return plan;
	});
	return outcome.kind === 'problem' ? outcome : { kind: 'cited', path: document.path, text: written.trim() };
}

function citationAfter(
	text: string,
	words: string,
	keys: readonly string[],
	languageId: string,
	look: CitationLook | undefined,
): DocumentPlan {
	const at = text.indexOf(words);
	if (at < 0) {
		return { kind: 'problem', message: `The document doesn't contain “${shown(words)}”.` };
	}
	if (text.indexOf(words, at + 1) >= 0) {
		return { kind: 'problem', message: `The document contains “${shown(words)}” more than once. Quote more words.` };
	}
	const { start, end, text: inserted } = insertCitation(text, at + words.length, keys, languageId, look);
	// A citation that is extended begins before the end of the words.
	const isNew = start === at + words.length && start === end && !/^[;,&+]/.test(inserted);
	const gap = isNew && inserted !== '' && /\S$/.test(text.slice(0, start)) && !/[([{–—-]$/.test(text.slice(0, start)) ? ' ' : '';
	return { kind: 'edits', edits: inserted === '' && start === end ? [] : [{ start, end, text: gap + inserted }] };
}

function shown(words: string): string {
	return words.length > 60 ? `${words.slice(0, 60)}…` : words;
}

/** What to say where a key is no paper's. */
function invented(holder: Parameters<typeof unknownKeysOf>[1], keys: readonly string[], papers: Papers): Obstacle | undefined {
	const unknown = unknownKeysOf(keys, holder, papers);
	return unknown.length === 0
		? undefined
		: { kind: 'problem', message: `No paper in the library has the citation key ${listUnknown(unknown)}. Nothing was cited.` };
}
