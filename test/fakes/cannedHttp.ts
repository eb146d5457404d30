import type { Http, HttpAnswer, HttpReply, HttpRequest } from '../../src/core/files/ports';

/** What a test makes of a request. */
export type Responder = (request: HttpRequest) => Partial<HttpAnswer> | Extract<HttpReply, { kind: 'failure' }>;

/** A network of one function, which remembers every request. */
export class CannedHttp implements Http {
	readonly requests: HttpRequest[] = [];
	/** How many were on their way at once, at most. */
	most = 0;
	private running = 0;

	constructor(public respond: Responder) {}

	async send(request: HttpRequest): Promise<HttpReply> {
		this.requests.push(request);
		this.running += 1;
		this.most = Math.max(this.most, this.running);
		await Promise.resolve();
		this.running -= 1;
		const reply = this.respond(request);
		return reply.kind === 'failure' ? reply : { kind: 'answer', status: 200, headers: {}, body: '', ...reply };
	}
}
