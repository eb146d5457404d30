import { localize } from '../data/localize';
import { cellText, indexOfQuestion, problemOfQuestion } from './cells';
import { rowName } from './matrixTable';
import type { PaperNames, ReadRow, ReadTable } from './matrixTable';

/** A paper as a table is matched with it. */
export interface MatrixPaper {
	readonly id: string;
	readonly key: string;
	readonly title: string;
}

/** What a table says of a cell in other words than the paper's note. */
export interface CellChange {
	readonly paper: MatrixPaper;
	readonly question: string;
	/** What the note says now; empty where it says nothing. */
	readonly before: string;
	/** What the table says; empty where its cell is. */
	readonly after: string;
}

export interface MatrixChanges {
	/** The questions of the tables, in their order; known ones as they are known. */
	readonly questions: readonly string[];
	/** The papers that the tables name. */
	readonly papers: readonly MatrixPaper[];
	readonly changes: readonly CellChange[];
	/** What of the tables was left out, each in a sentence. */
	readonly problems: readonly string[];
}

export interface MatrixSources {
	/** The questions that are asked already. */
	readonly questions: readonly string[];
	readonly paperOf: (names: PaperNames) => MatrixPaper | undefined;
	/** What a paper's note says to questions. */
	readonly cells: (paper: MatrixPaper, questions: readonly string[]) => Promise<readonly string[]>;
}

/** What tables would change in the notes of the papers that they name. A paper that they name twice counts where it is named first. */
export async function changesOf(tables: readonly ReadTable[], sources: MatrixSources): Promise<MatrixChanges> {
	const questions: string[] = [];
	const papers = new Map<string, MatrixPaper>();
	const changes: CellChange[] = [];
	const problems: string[] = [];
	for (const table of tables) {
		const asked: (string | undefined)[] = [];
		for (const words of table.questions) {
			const found = questionOf(words, [...sources.questions, ...questions], asked);
			asked.push(found.question);
			problems.push(...found.problems);
		}
		const known = asked.flatMap(question => question ?? []);
		questions.push(...known.filter(question => !questions.includes(question)));
		for (const row of table.rows) {
			const paper = sources.paperOf(row.names);
			if (paper === undefined || papers.has(paper.id)) {
				problems.push(problemOfRow(row, paper));
				continue;
			}
			papers.set(paper.id, paper);
			const before = await sources.cells(paper, known);
			changes.push(
				...known.flatMap((question, at) => {
					const after = row.cells[asked.indexOf(question)];
					const text = before[at] ?? '';
					return after === undefined || cellText(after) === text ? [] : [{ paper, question, before: text, after: cellText(after) }];
				}),
			);
		}
	}
	return { questions, papers: [...papers.values()], changes, problems };
}

/**
 * The paper that a row names: by what it cites, by what it links, or by its words, which are a key or what a matrix writes. `uncitable` are
 * the papers whose keys no citation can have.
 */
export function paperNamed(
	{ keys, targets, words }: PaperNames,
	byKey: (key: string) => MatrixPaper | undefined,
	byTarget: (target: string) => MatrixPaper | undefined,
	uncitable: readonly MatrixPaper[],
): MatrixPaper | undefined {
	return firstOf(keys, byKey) ?? firstOf(targets, byTarget) ?? byKey(words) ?? uncitable.find(paper => rowName(paper) === words);
}

function firstOf(names: readonly string[], find: (name: string) => MatrixPaper | undefined): MatrixPaper | undefined {
	for (const name of names) {
		const found = find(name);
		if (found !== undefined) {
			return found;
		}
	}
	return undefined;
}

/** The question that a column asks, a known one where it is; none for a column that can't be one, or comes again in its table. */
function questionOf(
	words: string,
	known: readonly string[],
	before: readonly (string | undefined)[],
): { readonly question: string | undefined; readonly problems: readonly string[] } {
	const question = known[indexOfQuestion(known, words)] ?? words;
	const problem = problemOfQuestion(
		question,
		before.flatMap(other => other ?? []),
	);
	return problem === undefined
		? { question, problems: [] }
		: { question: undefined, problems: [localize('The column “{0}” was left out. {1}', words, problem)] };
}

function problemOfRow({ line, names }: ReadRow, paper: MatrixPaper | undefined): string {
	return paper === undefined
		? localize('Line {0}: no paper in the library matches “{1}”.', line, names.keys[0] ?? names.targets[0] ?? names.words)
		: localize('Line {0}: “{1}” is in the table already, so this row was left out.', line, paper.key);
}
