import fc from 'fast-check';
import { ingest } from '../../src/core/ingest/ingest';
import { problemOfPaper } from '../../src/core/paper/paper';
import { takeIncoming } from '../../src/core/paper/incoming';
import { hostileText, mutated, samples } from './inputs';
import type { Subject } from './subjects';
import { subjects } from './subjects';

export interface FuzzFinding {
	readonly subject: string;
	readonly text: string;
	/** What was thrown, or which promise was broken. */
	readonly fault: string;
}

/** What comes in must pass the gate, and be what a volume can be read back from. */
const gate: Subject = {
	name: 'gate',
	run: text => {
		for (const fileName of ['a.bib', undefined]) {
			for (const incoming of ingest(text, fileName === undefined ? {} : { fileName }).papers) {
				const { paper } = takeIncoming(incoming, 'text');
				const whole = {
					'citation-key': 'k',
					...paper,
					id: 'p1',
					status: 'unread',
					added: '2026-08-20T10:00:00.000Z',
					updated: '2026-08-20T10:00:00.000Z',
				};
				const problem = problemOfPaper(JSON.parse(JSON.stringify(whole)));
				if (problem !== undefined) {
					throw new Error(`A record passed the gate that cannot be read back: ${problem}`);
				}
			}
		}
	},
};

export const fuzzed: readonly Subject[] = [...subjects, gate];

const text = fc.oneof({ weight: 3, arbitrary: hostileText }, { weight: 2, arbitrary: mutated(samples) });

/** So many texts, always the same ones for a seed. */
export function textsOf(seed: number, count: number): readonly string[] {
	return fc.sample(text, { seed, numRuns: count });
}

/** Gives a text to a reader; `undefined` where nothing is wrong. */
export async function tried(subject: Subject, input: string): Promise<FuzzFinding | undefined> {
	try {
		await subject.run(input);
		return undefined;
	} catch (error) {
		return {
			subject: subject.name,
			text: input,
			fault:
				error instanceof Error
					? (error.stack ?? error.message)
							.split('\n')
							.slice(0, 4)
							.map(line => line.trim())
							.join(' | ')
							.slice(0, 400)
					: String(error),
		};
	}
}
