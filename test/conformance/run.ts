import { citingRows } from './citing';
import type { Row } from './citing';
import { differences, normal } from './compare';
import type { Difference } from './compare';
import type { IncomingPaper } from '../../src/core/paper/paper';
import type { Case } from './cases';
import { explanations } from './explanations';
import { pandocCiteprocRows } from './pandocCiteproc';
import type { Suite } from './suites';
import { suites } from './suites';

/**
 * Prints a table of the suites, and every difference with its explanation or without; with `--json` the table alone, as JSON; with `--only
 * word` the suites whose name holds the word.
 */

const json = process.argv.includes('--json');
const only = (/--only[= ](\S+)/.exec(process.argv.join(' ')) ?? [])[1] ?? '';

void run();

async function run(): Promise<void> {
	const rows = suites
		.filter(suite => suite.name.toLowerCase().includes(only.toLowerCase()))
		.flatMap(suite => {
			const cases = suite.cases();
			if (cases === undefined) {
				console.error(`${suite.name}: skipped, ../shared/fixtures is not there.`);
				return [];
			}
			return [rowOf(suite, cases)];
		});
	const report = (line: string) => (json ? undefined : console.log(line));
	const citeproc = 'pandoc-citeproc'.includes(only.toLowerCase()) ? await pandocCiteprocRows(report) : [];
	const all = [...rows, ...(await citingRows(report, only)), ...citeproc];
	if (json) {
		console.log(JSON.stringify(all));
	} else {
		console.table(all);
	}
}

function rowOf(suite: Suite, cases: readonly Case[]): Row {
	const verdicts = cases.map(one => verdictOf(suite, one));
	const count = (verdict: string) => verdicts.filter(found => found === verdict).length;
	return { suite: suite.name, cases: cases.length, equal: count('equal'), explained: count('explained'), different: count('different') };
}

function verdictOf(suite: Suite, one: Case): 'equal' | 'explained' | 'different' {
	const found = allDifferences(suite, one);
	if (found.length === 0) {
		return 'equal';
	}
	const left = found.filter(difference => explanationOf(suite, one, difference) === undefined);
	if (!json) {
		for (const difference of found) {
			const why = explanationOf(suite, one, difference);
			console.log(
				`${why === undefined ? 'DIFFERENT' : 'explained'} ${suite.name} | ${one.name} | ${difference.field}\n    expected ${JSON.stringify(difference.expected)}\n    found    ${JSON.stringify(difference.found)}${why === undefined ? '' : `\n    because ${why}`}`,
			);
		}
	}
	return left.length === 0 ? 'explained' : 'different';
}

function allDifferences(suite: Suite, { expected, found }: Case): readonly Difference[] {
	if (expected.length !== found.length) {
		return [{ field: 'count', expected: String(expected.length), found: String(found.length) }];
	}
	return expected.flatMap((paper, index) => {
		const partner = partnerOf(paper, index, found);
		return partner === undefined ? [] : differences(paper, partner, suite);
	});
}

/** By key, else by place where the title is right, else by title. */
function partnerOf(paper: IncomingPaper, index: number, found: readonly IncomingPaper[]): IncomingPaper | undefined {
	const key = paper['citation-key'] ?? '';
	const isNamesake = (candidate: IncomingPaper | undefined) =>
		candidate !== undefined && normal('title', candidate.title) === normal('title', paper.title);
	const there = found[index];
	return (
		found.find(candidate => key !== '' && candidate['citation-key'] === key) ??
		(isNamesake(there) ? there : (found.find(isNamesake) ?? there))
	);
}

function explanationOf(suite: Suite, one: Case, difference: Difference): string | undefined {
	return explanations.find(
		({ suite: suites, test, field, holds }) =>
			suites.test(suite.name) && (test?.test(one.name) ?? true) && field.test(difference.field) && holds(difference, one.input),
	)?.because;
}
