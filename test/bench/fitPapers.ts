/**
 * Prints what generatePapers.ts is fitted to, for the dump and for as many made-up papers: `npx tsx test/bench/fitPapers.ts`.
 */
import { fullName } from '../../src/core/paper/names';
import type { Paper } from '../../src/core/paper/paper';
import { wordsIn } from '../../src/core/search/tokenizer';
import { dumpedPapers } from './dump';
import { generatePapers } from './generatePapers';

const dumped = dumpedPapers();
const made = describePapers(generatePapers(dumped?.length ?? 5180));
const real = dumped && describePapers(dumped);
console.log(['what', ...(real ? ['dump'] : []), 'made'].join('\t'));
for (const [what, value] of made) {
	console.log([what, ...(real ? [real.get(what)] : []), value].join('\t'));
}

function describePapers(papers: readonly Paper[]): ReadonlyMap<string, string> {
	const titles = papers.map(paper => wordsIn(paper.title));
	const abstracts = papers.map(paper => wordsIn(paper.abstract ?? ''));
	const abstractCounts = counts(abstracts);
	const lines = new Map<string, string>([
		['papers', String(papers.length)],
		['title words: 5, 25, 50, 75, 95, 99 %', quantiles(titles.map(words => words.length))],
		['abstract words', quantiles(abstracts.map(words => words.length))],
		['different words of an abstract', quantiles(abstracts.map(words => new Set(words).size))],
		['authors', quantiles(papers.map(paper => paper.author?.length ?? 0))],
		['letters of a word in abstracts, mean', mean(abstracts.flat().map(word => word.length)).toFixed(1)],
		['letters of a dictionary word, mean', mean([...abstractCounts.keys()].map(word => word.length)).toFixed(1)],
		['title words in the abstract, mean share', mean(titles.map((words, at) => share(words, new Set(abstracts[at])))).toFixed(2)],
		['different family names', String(new Set(papers.flatMap(paper => paper.author ?? []).map(name => name.family)).size)],
		['different names', String(new Set(papers.flatMap(paper => paper.author ?? []).map(fullName)).size)],
	]);
	for (const papersSoFar of [100, 1000, 5000]) {
		lines.set(`dictionary after ${papersSoFar} abstracts`, String(new Set(abstracts.slice(0, papersSoFar).flat()).size));
	}
	const total = abstracts.flat().length;
	const ranked = [...abstractCounts.values()].sort((a, b) => b - a);
	for (const rank of [1, 10, 100, 1000, 10_000]) {
		lines.set(`share of abstract word ${rank}`, ((ranked[rank - 1] ?? 0) / total).toExponential(2));
	}
	const documents = counts(abstracts.map(words => [...new Set(words)]));
	for (const [low, high] of [
		[5, 50],
		[50, 500],
		[500, 2000],
		[2000, 6000],
	] as const) {
		const words = [...documents.keys()].filter(word => (documents.get(word) ?? 0) >= low && (documents.get(word) ?? 0) < high);
		lines.set(
			`times in an abstract that has it, words of ${low} to ${high} papers`,
			(sum(words.map(word => abstractCounts.get(word) ?? 0)) / sum(words.map(word => documents.get(word) ?? 0))).toFixed(2),
		);
	}
	return lines;
}

function counts(lists: readonly (readonly string[])[]): ReadonlyMap<string, number> {
	const found = new Map<string, number>();
	for (const word of lists.flat()) {
		found.set(word, (found.get(word) ?? 0) + 1);
	}
	return found;
}

function quantiles(values: readonly number[]): string {
	const sorted = [...values].sort((a, b) => a - b);
	return [0.05, 0.25, 0.5, 0.75, 0.95, 0.99].map(part => sorted[Math.floor(part * sorted.length)]).join(' ');
}

function share(words: readonly string[], among: ReadonlySet<string>): number {
	return words.length === 0 ? 0 : words.filter(word => among.has(word)).length / words.length;
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
	return sum(values) / values.length;
}
