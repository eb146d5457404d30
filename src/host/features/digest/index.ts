import { Disposable, window } from 'vscode';
import { localize } from '../../../core/data/localize';
import type { LibraryReader } from '../../../core/library/library';
import type { Log } from '../../../core/files/ports';
import { registerWritingCommand } from '../../settings/trust';

export interface DigestDependencies {
	readonly library: LibraryReader;
	readonly log: Log;
}

const periods = ['day', 'week'] as const;

/**
 * Digests of what the library's lists and the feeds brought: `Create Digest` into a note, `Draft Digest Email` into a message for the mail
 * program. Both take `day` or `week`, or ask, and a day in it as `2026-11-24`, else today; they resolve to the file's URI as text, or to
 * `undefined` where nothing was written.
 */
export function registerDigest({ library, log }: DigestDependencies): Disposable {
	const writing = () => import('./writeDigest');
	return Disposable.from(
		registerWritingCommand(log, 'marginalia.writeDigest', async (period, day) => {
			const wanted = periods.find(known => known === period) ?? (await askPeriod());
			return wanted && (await writing()).writeDigest(library, wanted, dayOf(day));
		}),
		registerWritingCommand(log, 'marginalia.draftDigestMail', async (period, day) => {
			const wanted = periods.find(known => known === period) ?? (await askPeriod());
			return wanted && (await writing()).draftDigestMail(library, wanted, dayOf(day));
		}),
	);
}

function dayOf(day: unknown): Date {
	return typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day) ? new Date(`${day}T12:00:00`) : new Date();
}

async function askPeriod(): Promise<(typeof periods)[number] | undefined> {
	const picked = await window.showQuickPick(
		[
			{ label: localize('Today'), period: 'day' as const },
			{ label: localize('This week'), period: 'week' as const },
		],
		{ title: localize('Digest'), placeHolder: localize('Select papers') },
	);
	return picked?.period;
}
