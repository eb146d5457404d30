import { localize } from '../data/localize';
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
				return localize(
					'{0} couldn’t be reached, or doesn’t answer VS Code in a browser. Check the connection and its URL in the setting “marginalia.network.addresses”, or use the desktop application.',
					label,
				);
			}
			return service === 'zotero'
				? localize('Zotero isn’t running, or its local access is off. Start Zotero, then try again.')
				: localize('Couldn’t reach {0}. Check the connection, then try again.', label);
		case 'certificate':
			return localize(
				'The certificate of {0} isn’t trusted. If your network inspects traffic, install its root certificate in the operating system and keep the setting “http.systemCertificates” on.',
				label,
			);
		case 'proxy':
			return proxySentence(label);
		case 'elsewhere':
			return localize(
				'{0} redirected the request to another host, which doesn’t get your key. Check its URL in the setting “marginalia.network.addresses”.',
				label,
			);
		case 'cut-off':
			return localize('The connection to {0} was interrupted. Try again.', label);
		case 'too-slow':
			return localize('{0} took too long to answer. Try again later.', label);
		case 'too-large':
			return localize('{0} sent too large a response, which was ignored.', label);
		case 'circles':
			return localize('{0} redirected the request too often. Check its URL in the setting “marginalia.network.addresses”.', label);
	}
}

/** What the user reads for a status that is no answer. https://www.rfc-editor.org/rfc/rfc9110#name-status-codes */
export function statusSentence(service: ServiceId, status: number): string {
	const label = serviceLabel(service);
	if (status === 407) {
		return proxySentence(label);
	}
	if (status === 429) {
		return localize('{0} received too many requests. Try again in a few minutes.', label);
	}
	if (service === 'zotero' && status === 403) {
		return localize(
			'Zotero refused the request. Turn on “Allow other applications on this computer to communicate with Zotero” in Zotero’s Settings, Advanced.',
		);
	}
	if (status === 401 || status === 403) {
		return localize('{0} refused the request ({1}). If it needs a key, set it with “Marginalia: Set API Key…”.', label, status);
	}
	return status >= 500
		? localize('{0} has a problem (error {1}). Try again later.', label, status)
		: localize('{0} didn’t understand the request (error {1}).', label, status);
}

function proxySentence(label: string): string {
	return localize(
		'Couldn’t reach {0}: your proxy requires a login. Add it to the setting “http.proxy”, as in http://user:password@proxy.example.org:8080.',
		label,
	);
}

/** With the day where that is not today: a quota of a day ends at midnight somewhere else. `hasKeys`: whether a key raises the quota. */
export function laterSentence(service: ServiceId, until: Date, now: Date, hasKeys = false): string {
	const time = `${twoDigits(until.getHours())}:${twoDigits(until.getMinutes())}`;
	const isToday = until.toDateString() === now.toDateString();
	const isQuota = until.getTime() - now.getTime() > hour;
	const moment = isToday ? time : `${weekdays[until.getDay()] ?? ''}, ${until.getDate()} ${months[until.getMonth()] ?? ''}, ${time}`;
	const next =
		isQuota && hasKeys ? localize('Try again then, or set your own key with “Marginalia: Set API Key…”.') : localize('Try again then.');
	const sentence = isQuota
		? localize('{0} has reached its request limit until {1}.', serviceLabel(service), moment)
		: localize('{0} accepts no requests until {1}.', serviceLabel(service), moment);
	return `${sentence} ${next}`;
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
	return localize('{0} answered with {1} instead of data. Your network may require a login.', serviceLabel(service), what);
}

export function brokenSentence(service: ServiceId): string {
	return localize('The response from {0} was incomplete or invalid, so it was ignored. Try again.', serviceLabel(service));
}

// Servers that say text/plain mean no harm.
const accepted = {
	json: /^(?:application\/(?:[\w.+-]*\+)?json|text\/json|text\/plain|application\/x-javascript|text\/javascript)$/,
	xml: /^(?:(?:application|text)\/(?:[\w.+-]*\+)?xml|text\/plain)$/,
};
