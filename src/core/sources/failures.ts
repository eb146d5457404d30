import { twoDigits } from '../paper/dates';
import type { HttpFailure } from '../files/ports';
import type { Expected } from './source';
import { serviceLabel } from './services';
import type { ServiceId } from './services';

/**
 * What the user reads when there is no answer: one sentence, with what to do next. A browser does not tell a server that is not there from
 * one that answers no web pages.
 */
export function failureSentence(service: ServiceId, reason: Exclude<HttpFailure, 'cancelled'>, inBrowser = false): string {
	const label = serviceLabel(service);
	switch (reason) {
		case 'unreachable':
			if (inBrowser) {
				return `${label} couldn’t be reached, or doesn’t answer VS Code in a browser. Check the connection and its URL in the setting “marginalia.network.addresses”, or use the desktop application.`;
			}
			return service === 'zotero'
				? 'Zotero isn’t running, or its local access is off. Start Zotero, then try again.'
				: `Couldn’t reach ${label}. Check the connection, then try again.`;
		case 'certificate':
			return `The certificate of ${label} isn’t trusted. If your network inspects traffic, install its root certificate in the operating system and keep the setting “http.systemCertificates” on.`;
		case 'proxy':
			return proxySentence(label);
		case 'elsewhere':
			return `${label} redirected the request to another host, which doesn’t get your key. Check its URL in the setting “marginalia.network.addresses”.`;
		case 'cut-off':
			return `The connection to ${label} was interrupted. Try again.`;
		case 'too-slow':
			return `${label} took too long to answer. Try again later.`;
		case 'too-large':
			return `${label} sent too large a response, which was ignored.`;
		case 'circles':
			return `${label} redirected the request too often. Check its URL in the setting “marginalia.network.addresses”.`;
	}
}

/** What the user reads for a status that is no answer. https://www.rfc-editor.org/rfc/rfc9110#name-status-codes */
export function statusSentence(service: ServiceId, status: number): string {
	const label = serviceLabel(service);
	if (status === 407) {
		return proxySentence(label);
	}
	if (status === 429) {
		return `${label} received too many requests. Try again in a few minutes.`;
	}
	if (service === 'zotero' && status === 403) {
		return 'Zotero refused the request. Turn on “Allow other applications on this computer to communicate with Zotero” in Zotero’s Settings, Advanced.';
	}
	if (status === 401 || status === 403) {
		return `${label} refused the request (${status}). If it needs a key, set it with “Marginalia: Set API Key…”.`;
	}
	return status >= 500
		? `${label} has a problem (error ${status}). Try again later.`
		: `${label} didn’t understand the request (error ${status}).`;
}

function proxySentence(label: string): string {
	return `Couldn’t reach ${label}: your proxy requires a login. Add it to the setting “http.proxy”, as in http://user:password@proxy.example.org:8080.`;
}

/** With the day where that is not today: a quota of a day ends at midnight somewhere else. `hasKeys`: whether a key raises the quota. */
export function laterSentence(service: ServiceId, until: Date, now: Date, hasKeys = false): string {
	const time = `${twoDigits(until.getHours())}:${twoDigits(until.getMinutes())}`;
	const isToday = until.toDateString() === now.toDateString();
	const isQuota = until.getTime() - now.getTime() > hour;
	const moment = isToday ? time : `${weekdays[until.getDay()] ?? ''}, ${until.getDate()} ${months[until.getMonth()] ?? ''}, ${time}`;
	const next = isQuota && hasKeys ? 'Try again then, or set your own key with “Marginalia: Set API Key…”.' : 'Try again then.';
	return `${serviceLabel(service)} ${isQuota ? 'has answered as much as it will for now and asks' : 'asks'} to be left alone until ${moment}. ${next}`;
}

const hour = 3_600_000;
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = 'January February March April May June July August September October November December'.split(' ');

/** `undefined` where the server calls its answer what it should be. */
export function typeSentence(service: ServiceId, expected: Expected, contentType: string | undefined): string | undefined {
	const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
	if (expected === 'any' || type === '' || accepted[expected].test(type)) {
		return undefined;
	}
	const what = type === 'text/html' ? 'a web page' : `“${type}”`;
	return `${serviceLabel(service)} answered with ${what} instead of data. Your network may require a login.`;
}

export function brokenSentence(service: ServiceId): string {
	return `The response from ${serviceLabel(service)} was incomplete or invalid, so it was ignored. Try again.`;
}

// Servers that say text/plain mean no harm.
const accepted = {
	json: /^(?:application\/(?:[\w.+-]*\+)?json|text\/json|text\/plain|application\/x-javascript|text\/javascript)$/,
	xml: /^(?:(?:application|text)\/(?:[\w.+-]*\+)?xml|text\/plain)$/,
};
