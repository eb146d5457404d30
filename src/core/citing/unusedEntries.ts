import { BibtexScanner } from '../bibtex/syntax/scanner';
import type { Range } from '../text/edits';

/** An entry of a bibliography that nothing cites, from its `@` to its end. */
export interface UnusedEntry extends Range {
	readonly key: string;
}

/** The entries of a BibTeX text that nothing cites. What other entries take fields from (`crossref`) counts as used. */
export function unusedEntries(text: string, isCited: (key: string) => boolean): readonly UnusedEntry[] {
	const scanner = new BibtexScanner(text);
	const unused: UnusedEntry[] = [];
	const parents = new Set<string>();
	for (let item = scanner.next(); item !== undefined; item = scanner.next()) {
		if (item.kind === 'entry') {
			for (const { name, pieces } of item.fields) {
				if (name === 'crossref' || name === 'xref' || name === 'xdata') {
					pieces.flatMap(piece => piece.text.split(',')).forEach(key => parents.add(key.trim().toLowerCase()));
				}
			}
			if (item.key !== '' && !isCited(item.key)) {
				unused.push({ key: item.key, start: item.start, end: item.end });
			}
		}
	}
	return unused.filter(({ key }) => !parents.has(key.toLowerCase()));
}
