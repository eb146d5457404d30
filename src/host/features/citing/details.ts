import { window } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { localize } from '../../../core/data/localize';
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

/**
 * Asks in small boxes how the citation looks, and for each work what stands before and behind it. `undefined` where the user turned away.
 */
export async function askDetails(keys: readonly string[], given: Details, last: CitationLook): Promise<DetailedCitation | undefined> {
	const asks = given.look === undefined && given.prefix === undefined && given.locator === undefined && given.suffix === undefined;
	const look = asks ? await askLook(last) : (given.look ?? last);
	if (look === undefined) {
		return undefined;
	}
	const cites: Cite[] = [];
	for (const key of keys) {
		const cite = asks ? await askCite(key, look) : citeOf(key, given);
		if (cite === undefined) {
			return undefined;
		}
		cites.push(cite);
	}
	return { look, cites };
}

interface LookItem extends QuickPickItem {
	readonly look: CitationLook;
}

function looks(): readonly LookItem[] {
	return [
		{ look: 'parenthetical', label: localize('In parentheses'), description: '(Song et al., 2021)' },
		{ look: 'narrative', label: localize('In the text'), description: 'Song et al. (2021)' },
		{ look: 'suppressed', label: localize('Without author'), description: '(2021)' },
	];
}

async function askLook(last: CitationLook): Promise<CitationLook | undefined> {
	const items = [...looks()].sort((a, b) => Number(b.look === last) - Number(a.look === last));
	const picked = await window.showQuickPick(items, {
		title: localize('Select the form of the citation'),
		placeHolder: localize('Last used first'),
	});
	return picked?.look;
}

async function askCite(key: string, look: CitationLook): Promise<Cite | undefined> {
	const ask = (prompt: string, placeHolder: string) =>
		window.showInputBox({ title: localize('Cite {0}', key), prompt: localize('{0} Press Enter to skip.', prompt), placeHolder });
	const prefix = look === 'narrative' ? '' : await ask(localize('Text before the citation.'), localize('see, e.g.'));
	const locator =
		prefix === undefined ? undefined : await ask(localize('Page, chapter or other place in the work.'), 'p. 3, pp. 3-5, chap. 2, sec. 1.2');
	const suffix = locator === undefined ? undefined : await ask(localize('Text after the citation.'), localize('and elsewhere'));
	return prefix === undefined || suffix === undefined ? undefined : citeOf(key, { prefix, ...present('locator', locator), suffix });
}

/** What of the locator is none belongs to the suffix. */
function citeOf(key: string, { prefix = '', locator = '', suffix = '' }: Details): Cite {
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
