import { citingRows } from './citing';
import type { Row } from './citing';
import { differences, normal } from './compare';
import type { Difference } from './compare';
import { explanations } from './explanations';
import type { Case, Suite } from './suites';
import { suites } from './suites';

/** Prints a table of the suites, and every difference with its explanation or without; with `--json` the table alone, as JSON; with `--only=word` the suites whose name holds the word. */

const json = process.argv.includes('--json');
const only = process.argv.find(argument => argument.startsWith('--only='))?.slice(7) ?? '';

void run();

async function run(): Promise<void> {
	const rows = suites.filter(suite => suite.name.toLowerCase().includes(only.toLowerCase())).flatMap(suite => {
		const cases = suite.cases();
		if (cases === undefined) {
			console.error(`${suite.name}: skipped, ../shared/fixtures is not there.`);
			return [];
		}
		return [rowOf(suite, cases)];
	});
	const all = [...rows, ...(await citingRows(line => (json ? undefined : console.log(line)), only))];
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
			console.log(`${why === undefined ? 'DIFFERENT' : 'explained'} ${suite.name} | ${one.name} | ${difference.field}\n    expected ${JSON.stringify(difference.expected)}\n    found    ${JSON.stringify(difference.found)}${why === undefined ? '' : `\n    because ${why}`}`);
		}
	}
	return left.length === 0 ? 'explained' : 'different';
}

function allDifferences(suite: Suite, { expected, found }: Case): readonly Difference[] {
	if (expected.length !== found.length) {
		return [{ field: 'count', expected: String(expected.length), found: String(found.length) }];
	}
	return expected.flatMap((paper, index) => {
		const keyed = paper['citation-key'];
		const partner = found.find(candidate => keyed !== undefined && keyed !== '' && candidate['citation-key'] === keyed) ?? found.find(candidate => candidate.title !== '' && normal('title', candidate.title) === normal('title', paper.title)) ?? found[index];
		return partner === undefined ? [] : differences(paper, partner, suite);
	});
}

function explanationOf(suite: Suite, one: Case, difference: Difference): string | undefined {
	return explanations.find(({ suite: suites, test, field, holds }) => suites.test(suite.name) && (test?.test(one.name) ?? true) && field.test(difference.field) && (holds?.(difference) ?? true))?.because;
}
