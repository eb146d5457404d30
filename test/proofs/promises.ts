import type { Finding } from './proof';

/** A promise, how it was put to the test, and what came of it. */
export interface Kept extends Finding {
	/** What to type to try again. */
	readonly command: string;
}

/** A line of docs/promises.json. */
export interface Recorded extends Kept {
	/** The day of the run, `2026-11-29`. */
	readonly date: string;
}

/**
 * The findings in what a proof printed with `--json`. One that printed none failed.
 * @param printed its stdout
 * @param command what was run, npm's `--silent` and the proof's options apart: `npm run proof:locks`
 * @param succeeded whether its exit code was 0
 */
export function findingsOf(printed: string, command: string, succeeded: boolean): readonly Kept[] {
	const found = printed
		.split('\n')
		.flatMap(line => findingOf(line) ?? [])
		.map(finding => ({ ...finding, command }));
	const isHonest = succeeded || found.some(({ tried, failed }) => failed > 0 || tried === 0);
	return found.length > 0 && isHonest ? found : [...found, { promise: `${command} ends without a mistake`, tried: 1, failed: 1, command }];
}

/** The findings of a proof that ran in parts: each promise once, with all that its parts tried. */
export function added(findings: readonly Kept[]): readonly Kept[] {
	const sums = new Map<string, Kept>();
	for (const finding of findings) {
		const before = sums.get(finding.promise);
		const { tried, failed } = before ?? { tried: 0, failed: 0 };
		sums.set(finding.promise, { ...finding, tried: tried + finding.tried, failed: failed + finding.failed });
	}
	return [...sums.values()];
}

/** Whether a promise was tried, and kept every time. */
export function isKept({ tried, failed }: Finding): boolean {
	return tried > 0 && failed === 0;
}

/**
 * What is known after a run: what was tried more often than before, or was not kept, is replaced. What a command that ran no longer
 * promises is left out, all else stays.
 * @param date the day of the run
 */
export function updated(before: readonly Recorded[], now: readonly Kept[], date: string): readonly Recorded[] {
	const ran = new Set(now.map(({ command }) => command));
	const isSame = (a: Kept, b: Kept) => a.command === b.command && a.promise === b.promise;
	const remembered = before.filter(
		old => !ran.has(old.command) || now.some(kept => isSame(kept, old) && kept.failed === 0 && kept.tried < old.tried && old.failed === 0),
	);
	const fresh = now.filter(kept => !remembered.some(old => isSame(old, kept))).map(kept => ({ ...kept, date }));
	return [...remembered, ...fresh].sort((a, b) => (a.command < b.command ? -1 : a.command > b.command ? 1 : 0));
}

/** docs/promises.md */
export function pageOf(recorded: readonly Recorded[]): string {
	const number = new Intl.NumberFormat('en');
	const rows = recorded.map(
		({ promise, tried, failed, command, date }) =>
			`| ${promise.replaceAll('|', '\\|')} | ${number.format(tried)} | ${number.format(failed)} | ${date} | \`${command}\` |`,
	);
	return `# Promises

What Marginalia promises, how often each promise was put to the test, and how often it was broken. \`npm run promises\` runs the proofs and writes this page; \`npm run promises -- --quick\` tries less, in a minute.

| Promise | Tried | Failed | Last run | Run it yourself |
| --- | ---: | ---: | --- | --- |
${rows.join('\n')}

What is not promised is in [SECURITY.md](../SECURITY.md).
`;
}

function findingOf(line: string): Finding | undefined {
	try {
		const value: unknown = JSON.parse(line);
		return isFinding(value) ? { promise: value.promise, tried: value.tried, failed: value.failed } : undefined;
	} catch {
		return undefined;
	}
}

function isFinding(value: unknown): value is Finding {
	return (
		typeof value === 'object' &&
		value !== null &&
		'promise' in value &&
		typeof value.promise === 'string' &&
		'tried' in value &&
		Number.isInteger(value.tried) &&
		'failed' in value &&
		Number.isInteger(value.failed)
	);
}
