// What a run of Stryker says about each file: how many changes there are, how many were tried, how many some test noticed.
import { notInSample } from './plugin.mjs';

/** @typedef {{ line: number, column: number }} Place from 1 */
/** @typedef {{ status: string, statusReason?: string, replacement?: string, location: { start: Place, end: Place } }} Mutant */
/** @typedef {{ file: string, changes: number, tried: number, caught: number }} Score */

/**
 * @param {Record<string, { source: string, mutants: Mutant[] }>} files of Stryker's report
 * @returns {Score[]}
 */
export function scoresOf(files) {
	return Object.entries(files)
		.map(([file, { mutants }]) => ({
			file,
			changes: mutants.filter(mutant => isTried(mutant) || mutant.statusReason === notInSample).length,
			tried: mutants.filter(isTried).length,
			caught: mutants.filter(isCaught).length,
		}))
		.filter(({ tried }) => tried > 0)
		.sort((a, b) => (a.file < b.file ? -1 : 1));
}

/**
 * The score of all files together in percent. Each file counts by its number of changes; the interval holds the true score in 95 of 100
 * samples: the error of a stratified sample without putting back, with two caught and two missed changes added to each file's (Agresti and
 * Coull), so that a file of which the sample missed nothing isn't taken for certain.
 * @param {Score[]} scores
 */
export function together(scores) {
	const changes = sum(scores.map(score => score.changes));
	const score = sum(scores.map(({ changes: all, tried, caught }) => (all / changes) * (caught / tried)));
	const variance = sum(
		scores.map(({ changes: all, tried, caught }) => {
			const share = (caught + 2) / (tried + 4);
			return (all / changes) ** 2 * (share * (1 - share)) * (1 / (tried + 4)) * (1 - tried / all);
		}),
	);
	return { changes, tried: sum(scores.map(({ tried }) => tried)), score: score * 100, margin: 196 * Math.sqrt(variance) };
}

/**
 * One line for each file, and one for all.
 * @param {Score[]} scores
 */
export function table(scores) {
	const line = (/** @type {string} */ name, /** @type {Score[]} */ of) => {
		const { changes, tried, score, margin } = together(of);
		const interval = tried < changes ? ` ± ${margin.toFixed(1)}` : '';
		return `${(score.toFixed(1) + interval).padStart(12)} %  ${String(tried).padStart(5)} of ${String(changes).padEnd(5)} ${name}`;
	};
	return [...scores.map(score => line(score.file, [score])), line('together', scores)].join('\n');
}

/**
 * Each change that no test noticed, with the code before and after it.
 * @param {Record<string, { source: string, mutants: Mutant[] }>} files
 */
export function unnoticed(files) {
	return Object.entries(files)
		.flatMap(([file, { source, mutants }]) =>
			mutants
				.filter(mutant => isTried(mutant) && !isCaught(mutant))
				.sort((a, b) => a.location.start.line - b.location.start.line)
				.map(({ status, location, replacement = '' }) => {
					const { line, column } = location.start;
					const covered = status === 'NoCoverage' ? ' (no test runs it)' : '';
					return `${file}:${line}:${column}${covered}\n  - ${short(textAt(source, location))}\n  + ${short(replacement)}`;
				}),
		)
		.join('\n');
}

/**
 * @param {string} source
 * @param {Mutant['location']} location lines and columns from 1
 */
function textAt(source, { start, end }) {
	const lines = source.split('\n').slice(start.line - 1, end.line);
	const last = lines.length - 1;
	lines[last] = (lines[last] ?? '').slice(0, end.column - 1);
	lines[0] = (lines[0] ?? '').slice(start.column - 1);
	return lines.join('\n');
}

/** @param {string} code */
function short(code) {
	const oneLine = code.replace(/\s+/g, ' ');
	return oneLine.length > 120 ? `${oneLine.slice(0, 119)}…` : oneLine;
}

/** @param {Mutant} mutant */
function isTried(mutant) {
	return isCaught(mutant) || mutant.status === 'Survived' || mutant.status === 'NoCoverage';
}

/**
 * Whether a test noticed, or the code ran a hundred times as often as without the change. That it only took long proves nothing on a busy
 * machine: such a change counts as not tried.
 * @param {Mutant} mutant
 */
function isCaught({ status, statusReason = '' }) {
	return status === 'Killed' || (status === 'Timeout' && statusReason.startsWith('Hit limit'));
}

/** @param {number[]} numbers */
function sum(numbers) {
	return numbers.reduce((total, number) => total + number, 0);
}
