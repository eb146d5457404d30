import type { Cancellation, Disposable, FileDownload, Http, HttpFailure, HttpReply, HttpRequest } from '../../core/files/ports';
import { present } from '../../core/paper/paper';
import { isPublicHost } from '../../core/text/addresses';
import { decodeBytes } from '../files/decodeBytes';
import { inBrowser } from './hostKind';
import { leadsInward } from './inwardHosts';

/** No answer of a service we know is larger. Bytes. */
const largest = 32 * 1024 * 1024;
/** Milliseconds for a whole answer. */
const usualPatience = 30_000;

/**
 * The network through `fetch`, which in VS Code's hosts follows its proxy and certificate settings. An answer is read as it comes and
 * dropped as soon as it is too much. `userAgent` is left out where a browser speaks for itself.
 * @param isInward whether a host of the public web leads into this computer's own network
 */
export function fetchHttp(
	userAgent: string | undefined,
	limit = largest,
	isInward: (host: string) => Promise<boolean> = leadsInward,
): Http {
	return {
		send: async (request, cancellation) => {
			const control = new Control(request.patience ?? usualPatience, cancellation);
			try {
				return await send(request, { userAgent, limit: request.download?.limit ?? limit, isInward, control });
			} catch (error) {
				const said = sayingsOf(error);
				return control.reason === undefined
					? { kind: 'failure', reason: reasonOf(said), ...present('detail', said === '' ? undefined : said) }
					: { kind: 'failure', reason: control.reason };
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

/** What one request is sent with. */
interface Sending {
	readonly userAgent: string | undefined;
	readonly limit: number;
	readonly isInward: (host: string) => Promise<boolean>;
	readonly control: Control;
}

async function send(request: HttpRequest, sending: Sending): Promise<HttpReply> {
	const { limit, control } = sending;
	const response = await fetchAnswer(request, sending);
	if (response === 'circles' || response === 'elsewhere') {
		return { kind: 'failure', reason: response };
	}
	const body = await read(response, limit, control, request.download?.onProgress);
	if (body === undefined) {
		return { kind: 'failure', reason: control.reason ?? 'cut-off' };
	}
	if (request.download !== undefined) {
		return { kind: 'answer', status: response.status, headers: Object.fromEntries(response.headers), body: '', bytes: body };
	}
	const charset = /;\s*charset\s*=\s*"?([^\s";]{1,40})/i.exec(response.headers.get('content-type') ?? '')?.[1];
	// Feeds come in the encodings of their countries.
	const { text } = await decodeBytes(body, charset === undefined ? {} : { charset });
	return { kind: 'answer', status: response.status, headers: Object.fromEntries(response.headers), body: text };
}

/** So many redirects of one host are followed; the usual number of browsers is 20, of services one. */
const mostRedirects = 5;

/** From a DOI by its publisher's and a repository's sign-on to the file, as browsers allow. */
const mostRedirectsOfFiles = 20;

/**
 * The answer at the end of all redirects. A request with a key follows those of its own host alone, and takes along what says who asks: a
 * work of OpenAlex that was merged into another is a redirect without the key.
 */
async function fetchAnswer(
	request: HttpRequest,
	{ userAgent, isInward, control }: Sending,
): Promise<Response | Extract<HttpFailure, 'circles' | 'elsewhere'>> {
	// In a browser a redirect that is not followed has no address.
	const looksAtRedirects = (request.confidential === true || request.download !== undefined) && !inBrowser;
	let url = request.url;
	for (let times = 0; ; times += 1) {
		if (request.download !== undefined && !(mayFetchFile(url, request.download) && (await leadsOutward(url, request.download, isInward)))) {
			return 'elsewhere';
		}
		const response = await fetch(url, {
			method: request.body === undefined ? 'GET' : 'POST',
			headers: { ...request.headers, ...(userAgent === undefined ? {} : { 'user-agent': userAgent }) },
			redirect: looksAtRedirects ? 'manual' : request.confidential === true ? 'error' : 'follow',
			credentials: 'omit',
			signal: control.signal,
			...(request.body === undefined ? {} : { body: request.body }),
		});
		const location = looksAtRedirects && redirects.has(response.status) ? response.headers.get('location') : null;
		if (location === null) {
			if (request.download === undefined || !inBrowser || mayFetchFile(response.url, request.download)) {
				return response;
			}
			await response.body?.cancel();
			return 'elsewhere';
		}
		await response.body?.cancel();
		const target =
			request.download === undefined ? ownTarget(location, url, request.ownQuery ?? {}) : fileTarget(location, url, request.download);
		if (target === undefined || times === (request.download === undefined ? mostRedirects : mostRedirectsOfFiles)) {
			return target === undefined ? 'elsewhere' : 'circles';
		}
		url = target;
	}
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Where a redirect leads, with the query that says who asks; `undefined` where that is another host, or no longer encrypted. */
function ownTarget(location: string, from: string, ownQuery: Readonly<Record<string, string>>): string | undefined {
	if (!URL.canParse(location, from)) {
		return undefined;
	}
	const [before, target] = [new URL(from), new URL(location, from)];
	const isUpgrade =
		before.protocol === 'http:' && target.protocol === 'https:' && before.hostname === target.hostname && target.port === '';
	if (target.origin !== before.origin && !isUpgrade) {
		return undefined;
	}
	for (const [name, value] of Object.entries(ownQuery)) {
		if (!target.searchParams.has(name)) {
			target.searchParams.set(name, value);
		}
	}
	return target.href;
}

/** Whether a file may be fetched from an address: by its name of the public web, or where the user's own setting leads. */
function mayFetchFile(url: string, download: FileDownload): boolean {
	if (!URL.canParse(url)) {
		return false;
	}
	const { protocol, hostname, username, password } = new URL(url);
	return (
		(protocol === 'https:' || protocol === 'http:') &&
		username === '' &&
		password === '' &&
		(isPublicHost(hostname) || isHome(url, download))
	);
}

function isHome(url: string, { home }: FileDownload): boolean {
	return home !== undefined && URL.canParse(home) && new URL(home).origin === new URL(url).origin;
}

/** Whether the name of an address leads out of this computer's own network. */
async function leadsOutward(url: string, download: FileDownload, isInward: Sending['isInward']): Promise<boolean> {
	return isHome(url, download) || !(await isInward(new URL(url).hostname));
}

/** Where a redirect of a file leads; `undefined` where no file is fetched from there, or it is no longer encrypted. */
function fileTarget(location: string, from: string, download: FileDownload): string | undefined {
	const target = URL.canParse(location, from) ? new URL(location, from) : undefined;
	return target === undefined ||
		(new URL(from).protocol === 'https:' && target.protocol !== 'https:') ||
		!mayFetchFile(target.href, download)
		? undefined
		: target.href;
}

/** The body; `undefined` where it broke off or was too much. */
async function read(
	response: Response,
	limit: number,
	control: Control,
	onProgress: ((bytes: number) => void) | undefined,
): Promise<Uint8Array | undefined> {
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
			onProgress?.(size);
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

/** Node says what went wrong in the error's cause, Chromium in `net::ERR_…`; a browser says nothing. */
function reasonOf(said: string): HttpFailure {
	const known = reasons.find(([pattern]) => pattern.test(said));
	return known?.[1] ?? 'unreachable';
}

// https://nodejs.org/api/tls.html#x509-certificate-error-codes, https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h
const reasons: readonly (readonly [RegExp, HttpFailure])[] = [
	[/CERT|self.signed|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ERR_TLS|ERR_SSL/i, 'certificate'],
	[/\b407\b|ERR_PROXY|ERR_TUNNEL|proxy (?:response|auth)|HTTP tunnel/i, 'proxy'],
	[/redirect/i, 'circles'],
	[/ECONNRESET|UND_ERR_SOCKET|other side closed|terminated|EPIPE|premature|ERR_CONNECTION_(?:RESET|CLOSED)|ERR_EMPTY_RESPONSE/i, 'cut-off'],
];

/** The messages and codes of an error and its causes, in a line. */
function sayingsOf(error: unknown): string {
	const sayings: string[] = [];
	for (let at = error; at instanceof Error && sayings.length < 6; at = at.cause) {
		sayings.push([at.message, 'code' in at ? String(at.code) : ''].filter(part => part !== '').join(' '));
	}
	return sayings.join('; ').slice(0, 500);
}
