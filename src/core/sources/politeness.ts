import type { Cancellation, Clock, Http, HttpAnswer, HttpReply, HttpRequest } from '../files/ports';
import { Queue } from '../work/queue';
import { readRetryAfter } from './retryAfter';

/** Resolves after some milliseconds, or as soon as it is called off. */
export type Wait = (milliseconds: number, cancellation?: Cancellation) => Promise<void>;

export interface PolitenessOptions {
	readonly clock: Clock;
	readonly wait: Wait;
	/** Between 0 and 1, for the jitter that keeps many clients from coming back at once. */
	readonly random?: () => number;
}

/** What came of a request: an answer that is none of the server's troubles, or why it is given up for now. */
export type PoliteReply =
	| HttpReply
	/** The server wants to be left alone until then. */
	| { readonly kind: 'later'; readonly until: Date };

/** How often a request that failed is sent again. */
const retries = 2;
/** A user waits this long for a server that asks for patience; for longer there is a sentence. Milliseconds. */
const patience = 30_000;

/**
 * One request at a time to each host, with the gap between two that the host asks for. A server that is busy (429, 503) or in trouble is
 * asked again after what it says, or after a second, two, four with some jitter, which AWS found to clear a crowd soonest:
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export class Politeness {
	private readonly hosts = new Map<string, Host>();

	constructor(
		private readonly http: Http,
		private readonly options: PolitenessOptions,
	) {}

	/** Sends the request when it is its turn. `gap` is in milliseconds, from one answer to the next request. */
	send(request: HttpRequest, gap: number, cancellation?: Cancellation): Promise<PoliteReply> {
		const host = this.hostOf(request.url);
		const turn = host.queue.add(() => this.sendInTurn(host, request, gap, cancellation));
		return cancellation === undefined ? turn : Promise.race([turn, calledOff(cancellation)]);
	}

	private hostOf(url: string): Host {
		const name = /^[a-z]+:\/\/([^/?#]+)/i.exec(url)?.[1] ?? url;
		const host = this.hosts.get(name) ?? { queue: new Queue(), notBefore: 0 };
		this.hosts.set(name, host);
		return host;
	}

	private async sendInTurn(host: Host, request: HttpRequest, gap: number, cancellation: Cancellation | undefined): Promise<PoliteReply> {
		for (let tries = 0; ; tries += 1) {
			const pause = host.notBefore - this.now();
			if (pause > patience) {
				return { kind: 'later', until: new Date(host.notBefore) };
			}
			if (pause > 0) {
				await this.options.wait(pause, cancellation);
			}
			if (cancellation?.isCancellationRequested === true) {
				return { kind: 'failure', reason: 'cancelled' };
			}
			const reply = await this.http.send(request, cancellation);
			const asked = reply.kind === 'answer' ? this.holdOff(reply) : undefined;
			host.notBefore = this.now() + Math.max(gap, asked ?? 0);
			if (!isPassing(reply) || tries === retries) {
				return reply;
			}
			host.notBefore = Math.max(host.notBefore, asked === undefined ? this.now() + this.backOff(tries) : 0);
		}
	}

	private now(): number {
		return this.options.clock.now().getTime();
	}

	private holdOff({ headers }: HttpAnswer): number | undefined {
		const now = this.options.clock.now();
		return readRetryAfter(headers['retry-after'], now) ?? readRetryAfter(headers['backoff'], now);
	}

	/** Half of it certain, half of it by chance: 1 s, 2 s. */
	private backOff(tries: number): number {
		const whole = 1000 * 2 ** tries;
		return whole / 2 + (this.options.random ?? Math.random)() * (whole / 2);
	}
}

interface Host {
	readonly queue: Queue;
	/** Milliseconds since 1970. */
	notBefore: number;
}

/** Resolves when the user turns away, even while the request waits for its turn. */
function calledOff(cancellation: Cancellation): Promise<PoliteReply> {
	return new Promise(resolve => {
		const cancelled = () => resolve({ kind: 'failure', reason: 'cancelled' });
		if (cancellation.isCancellationRequested) {
			cancelled();
		} else {
			cancellation.onCancellationRequested(cancelled);
		}
	});
}

/** Whether the trouble may be over in a moment. A server that is not there at all is not asked again: the user waits for the sentence. */
function isPassing(reply: HttpReply): boolean {
	return reply.kind === 'answer' ? reply.status === 429 || (reply.status >= 500 && reply.status !== 501) : reply.reason === 'cut-off';
}
