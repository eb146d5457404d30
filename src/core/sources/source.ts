import { localize } from '../data/localize';
import type { IncomingPaper } from '../paper/paper';
import type { ServiceId } from './services';
import { addressPart } from '../text/addressPart';

/** A question to a service, as data: what its file makes and {@link Asking} sends. */
export interface SourceRequest {
	readonly service: ServiceId;
	/** Behind the service's address: `/works/10.1000%2Fa`. */
	readonly path: string;
	readonly expects: Expected;
	/** JSON to POST. */
	readonly body?: string;
	readonly headers?: Readonly<Record<string, string>>;
	/**
	 * How long an answer counts as new, in milliseconds; without it, the service is always asked (with what it needs to say "nothing
	 * changed").
	 */
	readonly keep?: number;
	/** The sentence in which the service says in an error's body what was wrong with the request; `undefined` where it says nothing. */
	readonly explain?: (body: string) => string | undefined;
	/** How long an answer may take, in milliseconds; a picker waits for its user. */
	readonly patience?: number;
}

/** `any` where a server is known to call its answer anything. */
export type Expected = 'json' | 'xml' | 'any';

/** What a service's answer says. */
export type Parsed =
	| {
			readonly kind: 'papers';
			readonly papers: readonly IncomingPaper[];
			/** How many there are in all, where the service says so. */
			readonly total?: number;
			/** How many items the answer had, where some of them are no papers: a page is full by its items. */
			readonly items?: number;
			/** What of the answer could not be read, a sentence each. */
			readonly problems?: readonly string[];
	  }
	/** The answer is no list of papers; a plain sentence says what it is. */
	| {
			readonly kind: 'mistake';
			readonly sentence: string;
			/** Known to be over in a moment: worth a second question. */ readonly passing?: boolean;
	  };

export const day = 86_400_000;

/** The query of an address: `?a=1&b=x%20y`, without what has no value. */
export function queryOf(parameters: Readonly<Record<string, string | number | undefined>>): string {
	const parts = Object.entries(parameters).flatMap(([name, value]) =>
		value === undefined || value === '' ? [] : [`${name}=${addressPart(String(value))}`],
	);
	return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

export function incomplete(): Parsed {
	return { kind: 'mistake', sentence: localize('The response is incomplete or has the wrong type.') };
}
