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
				return `${label} could not be reached, or does not answer VS Code in a browser. Check the connection and its address in the setting “marginalia.network.addresses”, or use the desktop application.`;
			}
			return service === 'zotero'
				? 'Zotero is not running, or its local access is switched off. Start Zotero, then try again.'
				: `${label} could not be reached. Check the connection, then try again.`;
		case 'cut-off':
			return `The connection to ${label} broke off before the answer was complete. Try again.`;
		case 'too-slow':
			return `${label} took too long to answer. Try again later.`;
		case 'too-large':
			return `${label} sent far more than an answer should be, so nothing of it was used.`;
		case 'circles':
			return `${label} sent the request round in circles. Check its address in the setting “marginalia.network.addresses”.`;
	}
}

/** What the user reads for a status that is no answer. https://www.rfc-editor.org/rfc/rfc9110#name-status-codes */
export function statusSentence(service: ServiceId, status: number): string {
	const label = serviceLabel(service);
	if (status === 429) {
		return `${label} asks for fewer requests. Try again in a few minutes.`;
	}
	if (service === 'zotero' && status === 403) {
		return 'Zotero refused. Switch on “Allow other applications on this computer to communicate with Zotero” in Zotero’s Settings, Advanced.';
	}
	if (status === 401 || status === 403) {
		return `${label} refused the request (${status}). If it needs a key, set it with “Marginalia: Set API Key…”.`;
	}
	return status >= 500
		? `${label} has trouble of its own (error ${status}). Try again later.`
		: `${label} did not understand the request (error ${status}).`;
}

export function laterSentence(service: ServiceId, until: Date): string {
	return `${serviceLabel(service)} asks to be left alone until ${twoDigits(until.getHours())}:${twoDigits(until.getMinutes())}. Try again then.`;
}

/** `undefined` where the server calls its answer what it should be. */
export function typeSentence(service: ServiceId, expected: Expected, contentType: string | undefined): string | undefined {
	const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
	if (expected === 'any' || type === '' || accepted[expected].test(type)) {
		return undefined;
	}
	const what = type === 'text/html' ? 'a web page' : `“${type}”`;
	return `${serviceLabel(service)} answered with ${what} where data was expected. A login page of the network may stand in between.`;
}

export function brokenSentence(service: ServiceId): string {
	return `The answer of ${serviceLabel(service)} is not complete or not valid, so nothing of it was used. Try again.`;
}

// Servers that say text/plain mean no harm.
const accepted = {
	json: /^(?:application\/(?:[\w.+-]*\+)?json|text\/json|text\/plain|application\/x-javascript|text\/javascript)$/,
	xml: /^(?:(?:application|text)\/(?:[\w.+-]*\+)?xml|text\/plain)$/,
};
