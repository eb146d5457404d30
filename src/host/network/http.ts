import type { Cancellation, Disposable, Http, HttpFailure, HttpReply, HttpRequest } from '../../core/files/ports';
import { decodeBytes } from '../files/decodeBytes';

/** No answer of a service we know is larger. Bytes. */
const largest = 32 * 1024 * 1024;
/** Milliseconds for a whole answer. */
const usualPatience = 30_000;

/**
 * The network through `fetch`, which in VS Code's hosts follows its proxy and certificate settings. An answer is read as it comes and
 * dropped as soon as it is too much. `userAgent` is left out where a browser speaks for itself.
 */
export function fetchHttp(userAgent: string | undefined, limit = largest): Http {
	return {
		send: async (request, cancellation) => {
			const control = new Control(request.patience ?? usualPatience, cancellation);
			try {
				return await send(request, userAgent, limit, control);
			} catch (error) {
				return { kind: 'failure', reason: control.reason ?? reasonOf(error) };
			} finally {
				control.dispose();
			}
		},
	};
}

/** Ends a request when it is called off or takes too long, and knows which. */
class Control {
	private readonly abort = new AbortController();
	private readonly timer: ReturnType<typeof setTimeout>;
	private readonly listening: Disposable | undefined;
	reason: HttpFailure | undefined;

	constructor(patience: number, cancellation: Cancellation | undefined) {
		this.timer = setTimeout(() => this.end('too-slow'), patience);
		this.listening = cancellation?.onCancellationRequested(() => this.end('cancelled'));
		if (cancellation?.isCancellationRequested === true) {
			this.end('cancelled');
		}
	}

	get signal(): AbortSignal {
		return this.abort.signal;
	}

	end(reason: HttpFailure): void {
		this.reason ??= reason;
		this.abort.abort();
	}

	dispose(): void {
		clearTimeout(this.timer);
		this.listening?.dispose();
	}
}

async function send(request: HttpRequest, userAgent: string | undefined, limit: number, control: Control): Promise<HttpReply> {
	const response = await fetch(request.url, {
		method: request.body === undefined ? 'GET' : 'POST',
		headers: { ...request.headers, ...(userAgent === undefined ? {} : { 'user-agent': userAgent }) },
		redirect: request.confidential === true ? 'error' : 'follow',
		credentials: 'omit',
		signal: control.signal,
		...(request.body === undefined ? {} : { body: request.body }),
	});
	const body = await read(response, limit, control);
	if (body === undefined) {
		return { kind: 'failure', reason: control.reason ?? 'cut-off' };
	}
	const charset = /;\s*charset\s*=\s*"?([^\s";]{1,40})/i.exec(response.headers.get('content-type') ?? '')?.[1];
	// Feeds come in the encodings of their countries.
	const { text } = await decodeBytes(body, charset === undefined ? {} : { charset });
	return { kind: 'answer', status: response.status, headers: Object.fromEntries(response.headers), body: text };
}

/** The body; `undefined` where it broke off or was too much. */
async function read(response: Response, limit: number, control: Control): Promise<Uint8Array | undefined> {
	if (Number(response.headers.get('content-length') ?? 0) > limit) {
		control.end('too-large');
		return undefined;
	}
	const chunks: Uint8Array[] = [];
	let size = 0;
	try {
		for await (const chunk of chunksOf(response)) {
			size += chunk.byteLength;
			if (size > limit) {
				control.end('too-large');
				return undefined;
			}
			chunks.push(chunk);
		}
	} catch (error) {
		control.reason ??= error instanceof Error ? 'cut-off' : undefined;
		return undefined;
	}
	const body = new Uint8Array(size);
	let at = 0;
	for (const chunk of chunks) {
		body.set(chunk, at);
		at += chunk.byteLength;
	}
	return body;
}

async function* chunksOf(response: Response): AsyncGenerator<Uint8Array> {
	const reader = response.body?.getReader();
	for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
		yield part.value;
	}
}

/** Node says what went wrong in the error's cause; a browser says nothing. */
function reasonOf(error: unknown): HttpFailure {
	const cause: unknown = error instanceof Error ? error.cause : undefined;
	const said = `${error instanceof Error ? error.message : ''} ${cause instanceof Error ? `${cause.message} ${'code' in cause ? String(cause.code) : ''}` : ''}`;
	if (/redirect/i.test(said)) {
		return 'circles';
	}
	return /ECONNRESET|UND_ERR_SOCKET|other side closed|terminated|EPIPE|premature/i.test(said) ? 'cut-off' : 'unreachable';
}
