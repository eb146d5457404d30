import { parseArxivId } from '../paper/identifiers';
import { parseDoi } from '../paper/doi';

/** What pasted text can be cited as: one work by its identifier, or records of a bibliography. */
export type Citable = 'identifier' | 'records';

/** `undefined` for text that is neither: prose, even prose with an address in it. Looks at the start alone. */
export function citableKind(text: string): Citable | undefined {
	const start = text.slice(0, 2000).trim();
	if (/^@[A-Za-z]+\s*[{(]\s*(?:[^\s,]+\s*)?,/.test(start) || /^TY {2}- /.test(start)) {
		return 'records';
	}
	const isOneWord = start !== '' && start.length < 500 && !/\s/.test(start);
	return isOneWord && (parseDoi(start) !== undefined || parseArxivId(start) !== undefined) ? 'identifier' : undefined;
}

/** Whether a file holds records of a bibliography, by its name. */
export function isBibliographyFile(path: string): boolean {
	return /\.(?:bib|bibtex|ris|nbib|enw|ciw)$/i.test(path);
}
