import { window } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import type { Log } from '../../../core/files/ports';
import { tell } from '../../ui/commands';

/** Says what was done, and the first thing that was not; the log has all of them. */
export function reportDone(log: Log, done: string, problems: readonly string[]): void {
	const [first] = problems;
	if (first === undefined) {
		tell(window.showInformationMessage, done);
		return;
	}
	problems.forEach(problem => log.warn(problem));
	const more =
		problems.length > 1
			? ` ${localizeCount(problems.length - 1, '1 more is in the Marginalia output.', '{0} more are in the Marginalia output.')}`
			: '';
	tell(window.showWarningMessage, `${done} ${localize('Left out: {0}', first)}${more}`);
}
