import { QuickPickItemKind, ThemeIcon, window } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { localize } from '../../../core/data/localize';
import { dayFrom } from '../../../core/feeds/feedOrder';
import { isoDate, momentOf } from '../../../core/notes/moment';

/** As `2026-11-24`. */
export function today(): string {
	return isoDate(momentOf(new Date()));
}

interface DayItem extends QuickPickItem {
	readonly choice?:
		| { readonly kind: 'day'; readonly day: string }
		| { readonly kind: 'before'; readonly day: string }
		| { readonly kind: 'typed' };
}

/**
 * Asks for a day of the past, a month at a time. Resolves to `2026-11-24`, to an empty text for the newest list, or to `undefined` where
 * the user turned away.
 */
export async function askDay(latest = dayFrom(today(), -1)): Promise<string | undefined> {
	const isNewest = latest === dayFrom(today(), -1);
	const days = Array.from({ length: Number(latest.slice(8)) }, (_, at) => dayFrom(latest, -at));
	const before = dayFrom(days.at(-1) ?? latest, -1);
	const items: readonly DayItem[] = [
		...(isNewest ? [{ label: localize('Latest'), iconPath: new ThemeIcon('calendar'), choice: { kind: 'day', day: '' } as const }] : []),
		{ label: monthOf(before), iconPath: new ThemeIcon('arrow-left'), alwaysShow: true, choice: { kind: 'before', day: before } },
		{ label: localize('Enter a Date…'), iconPath: new ThemeIcon('edit'), alwaysShow: true, choice: { kind: 'typed' } },
		{ label: monthOf(latest), kind: QuickPickItemKind.Separator },
		...days.map((day): DayItem => ({
			label: written(day, { weekday: 'long', day: 'numeric', month: 'long' }),
			description: day,
			choice: { kind: 'day', day },
		})),
	];
	const picked = await window.showQuickPick(items, {
		title: 'Daily Papers',
		placeHolder: localize('Select a day'),
		matchOnDescription: true,
	});
	switch (picked?.choice?.kind) {
		case 'day':
			return picked.choice.day;
		case 'before':
			return askDay(picked.choice.day);
		case 'typed':
			return window.showInputBox({
				title: 'Daily Papers',
				placeHolder: localize('Year, month and day: 2026-08-20'),
				validateInput: text => (isDay(text) ? undefined : localize('Enter a date such as 2026-08-20')),
			});
		case undefined:
			return undefined;
	}
}

function monthOf(day: string): string {
	return written(day, { month: 'long', year: 'numeric' });
}

function written(day: string, parts: Intl.DateTimeFormatOptions): string {
	return new Date(`${day}T12:00:00`).toLocaleDateString(undefined, parts);
}

/** A day that there is: no 31st of February. */
function isDay(text: string): boolean {
	return /^\d{4}-\d\d-\d\d$/.test(text) && dayFrom(text, 0) === text;
}
