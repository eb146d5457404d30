import type { Cancellation } from '../files/ports';
import { CallOff } from '../work/callOff';
import type { Asker, FoundPapers, ServiceRefusal } from './asking';
import type { ServiceId } from './services';
import type { Parsed, SourceRequest } from './source';

export interface Question {
	readonly request: SourceRequest;
	readonly parse: (body: string) => Parsed;
}

export interface SideBySideOptions {
	/** So long the next service waits for the one before it, in milliseconds; 0 asks all at once. */
	readonly headStart: number;
	/** Whether what came is all that is needed; then nobody else is asked, and who has not answered is called off. */
	readonly isEnough: (answers: readonly FoundPapers[]) => boolean;
	/** Called with each answer, as it comes. */
	readonly onAnswer?: (answer: FoundPapers) => void;
}

/** A service that is silent for so long holds nobody up: the next one is asked beside it. Milliseconds. */
export const usualHeadStart = 2500;

/**
 * Asks several services the same, the likeliest first. The next one is asked when the one before has answered without being enough, or is
 * silent for the head start. Gives the answers in the order of the questions; who was called off or never asked is left out.
 */
export function askSideBySide(
	asker: Asker,
	questions: readonly Question[],
	{ headStart, isEnough, onAnswer }: SideBySideOptions,
	cancellation?: Cancellation,
): Promise<readonly (FoundPapers | ServiceRefusal)[]> {
	const answers = new Map<number, FoundPapers | ServiceRefusal>();
	const running = new CallOff(cancellation);
	return new Promise((resolve, reject) => {
		let started = 0;
		let hasEnded = false;
		const end = () => {
			hasEnded = true;
			resolve([...answers].sort(([a], [b]) => a - b).map(([, answer]) => answer));
			running.callOff();
		};
		const take = (at: number, answer: FoundPapers | ServiceRefusal) => {
			if (hasEnded) {
				return;
			}
			answers.set(at, answer);
			if (answer.kind === 'papers') {
				onAnswer?.(answer);
			}
			const found = [...answers.values()].filter(known => known.kind === 'papers');
			if (
				running.isCancellationRequested ||
				answer.kind === 'cancelled' ||
				answers.size === questions.length ||
				(answer.kind === 'papers' && isEnough(found))
			) {
				end();
			} else {
				next();
			}
		};
		const next = () => {
			const at = started;
			const question = questions[at];
			if (question === undefined) {
				return;
			}
			started += 1;
			asker.papers(question.request, question.parse, running).then(answer => take(at, answer), reject);
			const goOn = () => {
				if (started === at + 1 && !running.isCancellationRequested) {
					next();
				}
			};
			if (headStart === 0) {
				goOn();
			} else {
				asker.pause(headStart, running).then(goOn, reject);
			}
		};
		if (questions.length === 0) {
			end();
		} else {
			next();
		}
	});
}

/**
 * Asks as another does, but no service again that could not be reached, was silent or wants to be left alone: of a thousand papers, a dead
 * network fails once and not title by title. For one run; the next one tries again.
 */
export function givingUpOnce(asker: Asker): Asker {
	const givenUp = new Map<ServiceId, ServiceRefusal>();
	return {
		mayAsk: service => asker.mayAsk(service),
		pause: (milliseconds, cancellation) => asker.pause(milliseconds, cancellation),
		papers: async (request, parse, cancellation) => {
			const before = givenUp.get(request.service);
			if (before !== undefined) {
				return before;
			}
			const answer = await asker.papers(request, parse, cancellation);
			if (answer.kind === 'failed' && answer.lasts === true) {
				givenUp.set(request.service, answer);
			}
			return answer;
		},
	};
}
