import type { CitationLook } from '../../../core/citing/insertion';
import { citationLooks } from '../../../core/citing/insertion';
import { splitLocator } from '../../../core/citing/locators';
import type { Cite } from '../../../core/citing/syntax';
import { isObject, textOf } from '../../../core/data/json';
import { present } from '../../../core/paper/paper';

/** What a caller of the command names itself, and so is not asked for. */
export interface Details {
	readonly look?: CitationLook;
	readonly prefix?: string;
	readonly locator?: string;
	readonly suffix?: string;
}

/** The details among a command's arguments: the object behind the keys. */
export function detailsOf([, details]: readonly unknown[]): Details {
	if (!isObject(details)) {
		return {};
	}
	return {
		...present(
			'look',
			citationLooks.find(look => look === details['look']),
		),
		...present('prefix', textOf(details['prefix'])),
		...present('locator', textOf(details['locator'])),
		...present('suffix', textOf(details['suffix'])),
	};
}

export interface DetailedCitation {
	readonly look: CitationLook;
	readonly cites: readonly Cite[];
}

/** The citation as a caller of the command describes it; `undefined` where it leaves everything to the user. */
export function describedCitation(keys: readonly string[], given: Details, last: CitationLook): DetailedCitation | undefined {
	return given.look === undefined && given.prefix === undefined && given.locator === undefined && given.suffix === undefined
		? undefined
		: { look: given.look ?? last, cites: keys.map(key => citeOf(key, given)) };
}

/** What of the locator is none belongs to the suffix. */
export function citeOf(key: string, { prefix = '', locator = '', suffix = '' }: Details): Cite {
	const { locator: place, rest } = splitLocator(locator.trim(), { postnote: true });
	const behind = [rest.replace(/^,\s*/, ''), suffix.replace(/^,\s*/, '')]
		.map(part => part.trim())
		.filter(part => part !== '')
		.join(', ');
	return {
		key,
		...present('prefix', prefix.trim() || undefined),
		...present('locator', place),
		...present('suffix', behind === '' ? undefined : `, ${behind}`),
	};
}
