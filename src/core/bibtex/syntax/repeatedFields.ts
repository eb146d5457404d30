import { localize } from '../../data/localize';
import type { BibtexEntry, BibtexField, Remark } from './scanner';

/**
 * The fields of an entry that are not read, as one of the same name says something else before them: BibTeX warns of them, too. Keywords
 * add up.
 */
export function repeatedFields({ fields }: Pick<BibtexEntry, 'fields'>): readonly (BibtexField & Remark)[] {
	const first = new Map<string, string>();
	return fields.flatMap(field => {
		const { name, pieces } = field;
		const before = first.get(name) ?? '';
		const text = pieces.map(piece => piece.text).join('#');
		if (before === '') {
			first.set(name, text);
		}
		return before === '' || name === 'keywords' || text === '' || text === before
			? []
			: [{ ...field, message: localize('“{0}” appears twice. Only the first one is read.', name) }];
	});
}
