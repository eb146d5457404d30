import { fullName } from '../../src/core/paper/names';
import type { Paper } from '../../src/core/paper/paper';
import { generatePapers } from './generatePapers';

/**
 * A `.bib` of made-up papers, 2 kB an entry, with what real ones have: accents and braces in names, protected words, formulae, a month's
 * macro, strings that are joined, and every tenth a paper of proceedings that are crossed.
 */
export function generateBibliography(count: number): string {
	return [
		'@string{jnl = "Journal of "}\n',
		...generatePapers(count).map(entryOf),
		...Array.from({ length: Math.ceil(count / 1000) }, (_, index) => proceedings(index)),
	].join('\n');
}

function entryOf(paper: Paper, index: number): string {
	const inProceedings = index % 10 === 0;
	const lines = [
		`title = {${paper.title.replace(/\b(\p{Lu}\p{L}+)$/u, '{$1}')}${index % 15 === 0 ? ' at $O(n^{2})$' : ''}}`,
		`author = {${(paper.author ?? []).map((name, at) => (at % 7 === 3 ? `M{\\"u}ller-${name.family ?? ''}, ${name.given ?? ''}` : at % 5 === 4 ? fullName(name) : `${name.family ?? ''}, ${name.given ?? ''}`)).join(' and ')}}`,
		...(inProceedings
			? [`crossref = {proceedings${Math.floor(index / 1000)}}`]
			: [`journal = jnl # {Applied Things ${index % 90}}`, `volume = {${index % 100}}`, 'number = 4']),
		`year = ${paper.issued?.['date-parts']?.[0]?.[0] ?? 2000}`,
		'month = may',
		`pages = {${index}--${index + 12}}`,
		`doi = {${paper.DOI ?? `10.1234/abc_${index}`}}`,
		`url = {https://example.org/a_b/${index}}`,
		`keywords = {${(paper.tags ?? []).join(', ')}}`,
		`abstract = {We study the \\emph{dynamics} of na{\\"\\i}ve systems${index % 5 === 0 ? ' --- a regime that is poorly understood' : ''}. ${(paper.abstract ?? '').replace(/%/g, '\\%')} The error falls by 12\\%.}`,
	];
	return `@${inProceedings ? 'inproceedings' : 'article'}{${paper['citation-key']},\n${lines.map(line => `  ${line}`).join(',\n')}\n}\n`;
}

function proceedings(index: number): string {
	return `@proceedings{proceedings${index},\n  title = {Proceedings of the ${index}th {Conference} on Things},\n  booktitle = {Proceedings of the ${index}th {Conference} on Things},\n  editor = {Erd{\\H o}s, Paul},\n  publisher = {Press {\\&} Sons},\n  year = 2020\n}\n`;
}
