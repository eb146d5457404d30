import { Disposable, window } from 'vscode';
import type { Library } from '../../../core/library/library';
import type { Log } from '../../../core/ports';
import { registerWritingCommand } from '../../adapters/trust';

export interface DigestDependencies {
	readonly library: Library;
	readonly log: Log;
}

const periods = ['day', 'week'] as const;

/**
 * Digests of what the library's lists brought: `Write Digest` into a note, `Draft Digest as Mail` into a message for the mail program. Both take `day` or `week`, or ask, and
 * resolve to the file's URI as text, or to `undefined` where nothing was written.
 */
export function registerDigest({ library, log }: DigestDependencies): Disposable {
	const writing = () => import('./writeDigest');
	return Disposable.from(
		registerWritingCommand(log, 'marginalia.writeDigest', async period => {
			const wanted = periods.find(known => known === period) ?? (await askPeriod());
			return wanted && (await writing()).writeDigest(library, wanted);
		}),
		registerWritingCommand(log, 'marginalia.draftDigestMail', async period => {
			const wanted = periods.find(known => known === period) ?? (await askPeriod());
			return wanted && (await writing()).draftDigestMail(library, wanted);
		}),
	);
}

async function askPeriod(): Promise<(typeof periods)[number] | undefined> {
	const picked = await window.showQuickPick([{ label: 'Today', period: 'day' as const }, { label: 'This week', period: 'week' as const }], { title: 'Digest', placeHolder: 'Which papers?' });
	return picked?.period;
}
