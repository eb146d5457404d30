import type { Paper } from '../../src/core/paper/paper';
import { generatePapers } from './generatePapers';
import { Random } from './random';

export interface GeneratedNote {
	/** `notes/2021/key.md` */
	readonly path: string;
	readonly text: string;
}

/**
 * Notes made up from a seed, one for each made-up paper: 4.2 kB on average, as a note with an abstract and a page of thoughts has. Each
 * cites and links a dozen others, and has what markdown has where it is written by hand: lists, quotations, code, formulae, a table,
 * addresses.
 */
export function generateNotes(count: number, seed = 2): readonly GeneratedNote[] {
	const random = new Random(seed);
	const papers = generatePapers(count);
	return papers.map(paper => ({
		path: `notes/${String(yearOf(paper))}/${paper['citation-key']}.md`,
		text: noteText(paper, papers, random),
	}));
}

function yearOf(paper: Paper): string | number {
	return paper.issued?.['date-parts']?.[0]?.[0] ?? 'undated';
}

function noteText(paper: Paper, papers: readonly Paper[], random: Random): string {
	const other = () => random.pick(papers);
	const key = () => other()['citation-key'];
	const sentences = (paper.abstract ?? '').split(/(?<=\.) /);
	const sentence = () => random.pick(sentences);
	const parts = [
		`---\ncitation-key: ${paper['citation-key']}\ntitle: "${paper.title}"\naliases: ["${paper.title.slice(0, 30)}"]\ntags:\n${(paper.tags ?? []).map(tag => `  - ${tag}\n`).join('')}status: ${paper.status}\n---\n`,
		`# ${paper.title}\n`,
		`<!-- marginalia:begin abstract --><!-- seal:1a2b3c4d -->\n> ${paper.abstract}\n<!-- marginalia:end -->\n`,
		`## Notes\n`,
		`${sentence()} See [@${key()}, p. ${random.below(90)}; @${key()}] and @${key()}. ${sentence()}\n${sentence()} It was $O(n^{2})$, for $5 and \`code @here\`.\n`,
		Array.from(
			{ length: 2 + random.below(5) },
			() => `- ${sentence()} [[${key()}]]\n  goes on *here*, with #${other().tags?.[0] ?? 'reading'}.\n`,
		).join(''),
		random.next() < 0.3 ? `\`\`\`python\n@decorator\ndef score(x):\n    return x[[0]]\n\`\`\`\n` : '',
		`### ${sentence().slice(0, 40)}\n`,
		`${sentence()} Compare [[${key()}#Notes|their notes]], ![[${key()}]] and [a link](../2021/${key()}.md "Title") or https://example.org/@someone/${random.below(1000)}.\n${sentence()}\n`,
		random.next() < 0.3
			? `| method | score |\n| --- | ---: |\n| [@${key()}] | ${random.below(100)} |\n| ours | **${random.below(100)}** |\n`
			: '',
		random.next() < 0.2 ? `$$\nx = \\frac{1}{2} [[a]] @b\n$$\n` : '',
		`> ${sentence()}\n> — [@${key()}, sec. 3]\n`,
		`1. ${sentence()}\n2. ${sentence()} <https://example.org/${random.below(1000)}>\n\n   ${sentence()}\n`,
		`${sentence()} ${sentence()}[^1]\n\n[^1]: ${sentence()} @${key()} says so.\n`,
	];
	return parts.filter(part => part !== '').join('\n');
}
