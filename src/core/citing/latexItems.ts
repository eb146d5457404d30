import { Cover } from '../text/cover';
import type { Range } from '../text/edits';
import { latexMaskedRanges } from './latexMask';

/** A work that a LaTeX text writes out itself; the range is that of its key. */
export interface LatexItem extends Range {
	readonly key: string;
}

/** `\bibitem{doe2020}`, `\bibitem[{Doe(2020)}]{doe2020}`: what comments and verbatim text do not hold, in order. */
export function latexItems(text: string): readonly LatexItem[] {
	if (!text.includes('\\bibitem')) {
		return [];
	}
	const masked = new Cover(latexMaskedRanges(text));
	const item =
		/\\bibitem\s{0,9}(?:\[(?:[^[\]{}]|\{(?:[^{}]|\{[^{}]{0,200}\}){0,300}\}){0,300}\]\s{0,9})?\{\s{0,9}([^{}\s]{1,300})\s{0,9}\}/g;
	return [...text.matchAll(item)].flatMap(({ 0: whole, 1: key = '', index }) => {
		const start = index + whole.lastIndexOf(key);
		return masked.endAt(index) === undefined ? [{ key, start, end: start + key.length }] : [];
	});
}
