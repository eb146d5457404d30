import { localize } from '../data/localize';
import { Emitter } from '../work/events';
import type { IncomingPaper } from '../paper/paper';
import { leftOutSentence, takeIncoming } from '../paper/incoming';
import { present } from '../paper/paper';
import type { Cancellation, Clock, Disposable, HttpAnswer, HttpFailure, HttpRequest, Log } from '../files/ports';
import type { AnswerStore, KeptAnswer } from './answerStore';
import { brokenSentence, failureSentence, laterSentence, statusSentence, typeSentence } from './failures';
import type { Politeness, PoliteReply, Wait } from './politeness';
import { gapAt, serviceLabel, services, servicesWithKey } from './services';
import type { ServiceId } from './services';
import { queryOf } from './source';
import type { Parsed, SourceRequest } from './source';

/** What may be asked and how, read anew for each request. */
export interface Permissions {
	/** Whether the user switched the service on, and trusts the workspace. */
	mayAsk(service: ServiceId): boolean;
	/** Where the service is, without a slash at the end. */
	address(service: ServiceId): string;
	/** What tells the service who asks: the user's key or e-mail address, where there is one. */
	credentials(service: ServiceId): Promise<Credentials>;
	/** Whether this is a page in a browser, which only asks who lets it. */
	readonly inBrowser: boolean;
}

export interface Credentials {
	readonly headers?: Readonly<Record<string, string>>;
	readonly query?: Readonly<Record<string, string>>;
	/** Whether there is a secret among them. */
	readonly secret: boolean;
}

/** Why there is no answer; `sentence` is for the user. */
export interface ServiceRefusal {
	readonly kind: 'missing' | 'failed' | 'off' | 'cancelled';
	readonly service: ServiceId;
	readonly sentence: string;
	/** Whether asking the service again at once would come to the same: it is not there, is silent, or wants to be left alone. */
	readonly lasts?: boolean;
}

export interface Answer {
	readonly kind: 'answer';
	readonly service: ServiceId;
	readonly body: string;
	/** When the service said so. */
	readonly at: Date;
	/** Why this is an old answer, where it is one. */
	readonly stale?: string;
	readonly headers: Readonly<Record<string, string>>;
}

/** A file of a service, by a path behind its address, or at an address that it gave. */
export interface FileRequest {
	readonly service: ServiceId;
	readonly at: { readonly kind: 'path'; readonly path: string } | { readonly kind: 'address'; readonly url: string };
	/** Bytes. */
	readonly limit: number;
	readonly onProgress?: (bytes: number) => void;
}

/** What came of a {@link FileRequest}. A server's refusal is its status. */
export type Fetched =
	| { readonly kind: 'file'; readonly bytes: Uint8Array }
	| { readonly kind: 'refused'; readonly status: number }
	| { readonly kind: 'failure'; readonly reason: HttpFailure }
	| { readonly kind: 'later'; readonly until: Date }
	| { readonly kind: 'off'; readonly sentence: string };

export interface FoundPapers {
	readonly kind: 'papers';
	readonly service: ServiceId;
	readonly papers: readonly IncomingPaper[];
	readonly total?: number;
	readonly items?: number;
	readonly problems?: readonly string[];
	/** What of the papers a library cannot take, each in a sentence. */
	readonly leftOut?: readonly string[];
	readonly at: Date;
	readonly stale?: string;
}

/** What a service was last asked and with what success. */
export interface ServiceState {
	readonly service: ServiceId;
	readonly lastGood?: Date;
	/** The last failure's sentence, until something works again. */
	readonly trouble?: string;
	readonly running: number;
}

/** Who asks services: {@link Asking}, or what stands around it for one run. */
export interface Asker {
	mayAsk(service: ServiceId): boolean;
	papers(request: SourceRequest, parse: (body: string) => Parsed, cancellation?: Cancellation): Promise<FoundPapers | ServiceRefusal>;
	/** Resolves after some milliseconds, or as soon as it is called off. */
	pause(milliseconds: number, cancellation?: Cancellation): Promise<void>;
}

export interface AskingOptions {
	readonly politeness: Politeness;
	readonly answers: AnswerStore;
	readonly permissions: Permissions;
	readonly clock: Clock;
	readonly log: Log;
	/** Without it, a service that is silent holds up those after it. */
	readonly wait?: Wait;
}

/**
 * Asks services: only those that are switched on, politely, remembering answers. Expected failures are values; nothing rejects for them.
 */
export class Asking implements Asker {
	private readonly states = new Map<ServiceId, ServiceState>();
	private readonly changed = new Emitter<void>();

	constructor(private readonly options: AskingOptions) {}

	readonly onDidChange = (listener: () => void): Disposable => this.changed.event(listener);

	/** Every service that was asked since the start. */
	get serviceStates(): readonly ServiceState[] {
		return [...this.states.values()];
	}

	mayAsk(service: ServiceId): boolean {
		return this.options.permissions.mayAsk(service);
	}

	pause(milliseconds: number, cancellation?: Cancellation): Promise<void> {
		return this.options.wait?.(milliseconds, cancellation) ?? new Promise(() => undefined);
	}

	/** Asks and reads the answer with the source's own parser; once more where the service is known to recover at once. */
	async papers(
		request: SourceRequest,
		parse: (body: string) => Parsed,
		cancellation?: Cancellation,
		again = false,
	): Promise<FoundPapers | ServiceRefusal> {
		const answer = await this.ask(request, cancellation);
		if (answer.kind !== 'answer') {
			return answer;
		}
		const parsed = parse(answer.body);
		if (parsed.kind === 'mistake') {
			this.options.log.warn(`${serviceLabel(request.service)}: ${parsed.sentence}`);
			await this.forget(this.options.permissions.address(request.service) + request.path);
			return parsed.passing === true && !again
				? this.papers(request, parse, cancellation, true)
				: this.fail(request.service, parsed.sentence);
		}
		const { total, items, problems } = parsed;
		const taken = parsed.papers.map(paper => takeIncoming(paper, 'service'));
		const leftOut = taken.flatMap(one => one.leftOut.map(left => leftOutSentence(left, one.paper)));
		leftOut.forEach(sentence => this.options.log.warn(`${serviceLabel(request.service)}: ${sentence}`));
		return {
			kind: 'papers',
			service: request.service,
			papers: taken.map(({ paper }) => paper),
			at: answer.at,
			...present('total', total),
			...present('items', items),
			...present('problems', problems),
			...(leftOut.length > 0 ? { leftOut } : {}),
			...present('stale', answer.stale),
		};
	}

	async ask(request: SourceRequest, cancellation?: Cancellation): Promise<Answer | ServiceRefusal> {
		const { service } = request;
		const forbidden = this.forbidden(service);
		if (forbidden !== undefined) {
			return forbidden;
		}
		const url = this.options.permissions.address(service) + request.path;
		const kept = request.body === undefined ? await this.kept(url) : undefined;
		const now = this.options.clock.now();
		if (kept !== undefined && request.keep !== undefined && now.getTime() - Date.parse(kept.at) < request.keep) {
			return keptAnswer(service, kept);
		}
		this.setRunning(service, 1);
		try {
			const started = now.getTime();
			const reply = await this.options.politeness.send(await this.httpRequest(request, url, kept), gapAt(url, service), cancellation);
			this.options.log.info(
				`${request.body === undefined ? 'GET' : 'POST'} ${withoutSecrets(url)}: ${describe(reply)}, ${this.options.clock.now().getTime() - started} ms`,
			);
			const answer = await this.read(request, url, reply, kept);
			return answer.kind === 'failed' && kept !== undefined ? { ...keptAnswer(service, kept), stale: answer.sentence } : answer;
		} finally {
			this.setRunning(service, -1);
		}
	}

	/**
	 * Fetches a file: of a service that is switched on, in turn with what else its host is asked, without the user's keys. Nothing is kept.
	 */
	async fetchFile({ service, at, limit, onProgress }: FileRequest, cancellation?: Cancellation): Promise<Fetched> {
		const forbidden = this.forbidden(service);
		if (forbidden !== undefined) {
			return { kind: 'off', sentence: forbidden.sentence };
		}
		const home = this.options.permissions.address(service);
		const url = at.kind === 'path' ? home + at.path : at.url;
		const request: HttpRequest = {
			url,
			headers: { accept: 'application/pdf, */*;q=0.5' },
			patience: filePatience,
			download: { limit, ...(at.kind === 'path' ? { home } : {}), ...present('onProgress', onProgress) },
		};
		this.setRunning(service, 1);
		try {
			const reply = await this.options.politeness.send(request, gapAt(url, service), cancellation);
			this.options.log.info(`GET ${withoutSecrets(url)}: ${describe(reply)}`);
			return reply.kind !== 'answer'
				? reply
				: reply.bytes === undefined || reply.status < 200 || reply.status >= 300
					? { kind: 'refused', status: reply.status }
					: { kind: 'file', bytes: reply.bytes };
		} finally {
			this.setRunning(service, -1);
		}
	}

	private forbidden(service: ServiceId): ServiceRefusal | undefined {
		const { permissions } = this.options;
		if (!permissions.mayAsk(service)) {
			return {
				kind: 'off',
				service,
				sentence: localize('{0} is off. Turn it on in the setting “marginalia.network.services”.', serviceLabel(service)),
			};
		}
		return permissions.inBrowser && !services[service].inBrowser
			? {
					kind: 'off',
					service,
					sentence: localize(
						'{0} can’t be used from VS Code in a browser because it doesn’t answer web pages. Use the desktop application.',
						serviceLabel(service),
					),
				}
			: undefined;
	}

	private async httpRequest(
		{ service, expects, body, headers, patience }: SourceRequest,
		url: string,
		kept: KeptAnswer | undefined,
	): Promise<HttpRequest> {
		const { headers: identity, query, secret } = await this.options.permissions.credentials(service);
		return {
			url: withQuery(url, query),
			...present('body', body),
			...present('patience', patience),
			confidential: secret,
			...present('ownQuery', query),
			headers: {
				accept: accepts[expects],
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
				...present('if-none-match', kept?.etag),
				...present('if-modified-since', kept?.lastModified),
				...headers,
				...identity,
			},
		};
	}

	private async read(
		request: SourceRequest,
		url: string,
		reply: PoliteReply,
		kept: KeptAnswer | undefined,
	): Promise<Answer | ServiceRefusal> {
		const { service } = request;
		if (reply.kind === 'later') {
			const hasKeys = servicesWithKey.includes(service) && !(await this.options.permissions.credentials(service)).secret;
			return this.fail(service, laterSentence(service, reply.until, this.options.clock.now(), hasKeys), true);
		}
		if (reply.kind === 'failure') {
			return reply.reason === 'cancelled'
				? { kind: 'cancelled', service, sentence: localize('Cancelled. Nothing was changed.') }
				: this.fail(service, failureSentence(service, reply.reason, this.options.permissions.inBrowser), lasting.has(reply.reason));
		}
		if (reply.status === 304 && kept !== undefined) {
			return this.good(request, url, { ...reply, body: kept.body });
		}
		if (reply.status === 404 || reply.status === 410) {
			this.succeed(service);
			return { kind: 'missing', service, sentence: localize('{0} doesn’t have it.', serviceLabel(service)) };
		}
		if (reply.status < 200 || reply.status >= 300) {
			const explained = request.explain?.(reply.body);
			return this.fail(
				service,
				explained ?? statusSentence(service, reply.status),
				explained === undefined && [401, 403, 407, 429].includes(reply.status),
			);
		}
		const wrongType = typeSentence(service, request.expects, reply.headers['content-type']);
		if (wrongType !== undefined) {
			return this.fail(service, wrongType);
		}
		return isWhole(request.expects, reply.body) ? this.good(request, url, reply) : this.fail(service, brokenSentence(service));
	}

	private async good({ service, body }: SourceRequest, url: string, reply: HttpAnswer): Promise<Answer> {
		const at = this.options.clock.now();
		this.succeed(service);
		if (body === undefined) {
			const { etag, 'last-modified': lastModified } = reply.headers;
			await this.keep({ url, body: reply.body, at: at.toISOString(), ...present('etag', etag), ...present('lastModified', lastModified) });
		}
		return { kind: 'answer', service, body: reply.body, at, headers: reply.headers };
	}

	private async kept(url: string): Promise<KeptAnswer | undefined> {
		try {
			return await this.options.answers.read(url);
		} catch (error) {
			this.options.log.error('A kept answer could not be read', error);
			return undefined;
		}
	}

	private async keep(answer: KeptAnswer): Promise<void> {
		try {
			await this.options.answers.write(answer);
		} catch (error) {
			this.options.log.error('An answer could not be kept', error);
		}
	}

	/** What could not be read must not stand in the way of the next answer. */
	private async forget(url: string): Promise<void> {
		try {
			await this.options.answers.remove(url);
		} catch (error) {
			this.options.log.error('A kept answer could not be removed', error);
		}
	}

	private fail(service: ServiceId, sentence: string, lasts = false): ServiceRefusal {
		this.setState(service, { trouble: sentence });
		return { kind: 'failed', service, sentence, ...(lasts ? { lasts } : {}) };
	}

	private succeed(service: ServiceId): void {
		const { running } = this.stateOf(service);
		this.states.set(service, { service, running, lastGood: this.options.clock.now() });
		this.changed.fire();
	}

	private setRunning(service: ServiceId, step: number): void {
		this.setState(service, { running: this.stateOf(service).running + step });
	}

	private setState(service: ServiceId, part: Partial<ServiceState>): void {
		this.states.set(service, { ...this.stateOf(service), ...part });
		this.changed.fire();
	}

	private stateOf(service: ServiceId): ServiceState {
		return this.states.get(service) ?? { service, running: 0 };
	}
}

// A connection that broke off, or an answer that was too much, is the trouble of one question.
const lasting: ReadonlySet<HttpFailure> = new Set<HttpFailure>(['unreachable', 'certificate', 'proxy', 'too-slow', 'circles', 'elsewhere']);

/** Milliseconds; a file of many megabytes comes slowly. */
const filePatience = 5 * 60_000;

const accepts = { json: 'application/json', xml: 'application/atom+xml, application/rss+xml, application/xml, text/xml', any: '*/*' };

function keptAnswer(service: ServiceId, { body, at }: KeptAnswer): Answer {
	return { kind: 'answer', service, body, at: new Date(at), headers: {} };
}

function withQuery(url: string, query: Readonly<Record<string, string>> = {}): string {
	const more = queryOf(query);
	return url.includes('?') ? url + more.replace('?', '&') : url + more;
}

function describe(reply: PoliteReply): string {
	switch (reply.kind) {
		case 'answer':
			return reply.bytes === undefined
				? `${reply.status}, ${reply.body.length} characters`
				: `${reply.status}, ${reply.bytes.length} bytes`;
		case 'later':
			return `not sent before ${reply.until.toISOString()}`;
		case 'failure':
			return `${reply.reason}${reply.detail === undefined ? '' : ` (${withoutSecrets(reply.detail)})`}`;
	}
}

/** An address as the log may have it. */
export function withoutSecrets(url: string): string {
	return url.replace(/([?&](?:api_?key|key|token|mailto|email)=)[^&#]*/gi, '$1…').replace(/\/\/[^/@]+@/, '//…@');
}

/** Whether a text can be all of a JSON value or an XML document, so that half an answer is never kept or used. */
function isWhole(expects: SourceRequest['expects'], body: string): boolean {
	if (expects === 'json') {
		return isJson(body);
	}
	return expects === 'any' || /<\/[\w:.-]+\s*>\s*(?:<!--[^]*?-->\s*)?$|^\s*<[^<>]*\/>\s*$/.test(body.slice(-2000));
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch (error) {
		if (error instanceof SyntaxError) {
			return false;
		}
		throw error;
	}
}
