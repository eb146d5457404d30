import { CancellationTokenSource, ThemeIcon, window } from 'vscode';
import type { QuickPick, QuickPickItem } from 'vscode';
import { localize } from '../../../core/data/localize';
import { fullName } from '../../../core/paper/names';
import type { IncomingPaper } from '../../../core/paper/paper';
import type { Asking } from '../../../core/sources/asking';
import { lookUp, servicesFor } from '../../../core/sources/lookup';
import type { Lookup } from '../../../core/sources/lookup';
import { serviceLabels } from '../../../core/sources/services';
import type { ServiceId } from '../../../core/sources/services';
import { readWanted } from '../../../core/sources/wanted';
import type { WantedWork } from '../../../core/sources/wanted';
import { switchOn } from '../../settings/networkSettings';
import { candidatesOf, nameOf } from '../../library/candidate';
import type { Candidate } from '../../library/candidate';
import { plainLabel, printable } from '../../../core/text/printable';

export interface AddBoxOptions {
	readonly title: string;
	/** What to look up, as if it had been typed. */
	readonly text?: string;
	/** Where the text is from, if not from the user: then nothing is asked for it before they say so. */
	readonly origin?: string;
	/** What lies in the clipboard, offered as a row where it names papers. */
	readonly clipboard?: string;
	readonly asking: Asking;
	/** Which papers the library has already, with their keys. */
	readonly knownAmong: (papers: readonly IncomingPaper[]) => Promise<ReadonlyMap<IncomingPaper, string>>;
}

interface Row extends QuickPickItem {
	readonly candidate?: Candidate;
	readonly act?: () => Promise<void> | void;
}

/**
 * Asks what to add: an id, an address, a title or several of them, and then which of the papers found. `undefined` where the user turned
 * away; rejects with what looking up threw.
 */
export function askForPapers(options: AddBoxOptions): Promise<readonly IncomingPaper[] | undefined> {
	return new AddBox(options, window.createQuickPick<Row>()).ask();
}

class AddBox {
	private searching: CancellationTokenSource | undefined;
	private resolve: (papers: readonly IncomingPaper[] | undefined) => void = () => undefined;
	private reject: (error: unknown) => void = () => undefined;

	constructor(
		private readonly options: AddBoxOptions,
		private readonly pick: QuickPick<Row>,
	) {}

	ask(): Promise<readonly IncomingPaper[] | undefined> {
		const { pick } = this;
		pick.title = this.options.title;
		pick.placeholder = localize('DOI, arXiv ID, PubMed ID, ISBN, URL or title. Press Enter to look it up');
		pick.ignoreFocusOut = true;
		pick.matchOnDescription = false;
		pick.onDidChangeValue(() => this.showQuestion(pick.value));
		pick.onDidAccept(() => this.accept());
		pick.onDidTriggerItemButton(
			({ item, button }) => item.buttons?.includes(button) === true && item.candidate && this.showAbstract(item.candidate.paper),
		);
		pick.onDidHide(() => {
			this.searching?.cancel();
			pick.dispose();
			this.resolve(undefined);
		});
		return new Promise((resolve, reject) => {
			this.resolve = resolve;
			this.reject = reject;
			pick.show();
			const { text, origin } = this.options;
			if (text === undefined) {
				this.showQuestion('');
			} else if (origin === undefined || readWanted(text).every(({ kind }) => kind === 'records')) {
				this.run(() => this.start(text));
			} else {
				pick.placeholder = localize('{0} Nothing is looked up until you choose to.', origin);
				pick.items = this.questionRows(text, 'search');
			}
		});
	}

	private accept(): void {
		const [first] = this.pick.activeItems;
		const ticked = this.pick.canSelectMany ? this.pick.selectedItems : this.pick.activeItems;
		const act = ticked.find(row => row.act !== undefined)?.act ?? (ticked.length === 0 ? first?.act : undefined);
		if (act !== undefined) {
			this.run(act);
			return;
		}
		const chosen = (ticked.length > 0 ? ticked : this.pick.activeItems).flatMap(row => row.candidate?.paper ?? []);
		if (chosen.length > 0) {
			this.resolve(chosen);
			this.pick.hide();
		}
	}

	/** The row that looks up what is typed, and one for the clipboard while nothing is. Nothing is asked before the user says so. */
	private showQuestion(text: string): void {
		this.searching?.cancel();
		this.pick.busy = false;
		this.pick.canSelectMany = false;
		const { clipboard = '' } = this.options;
		this.pick.items =
			text.trim() !== '' ? this.questionRows(text, 'search') : clipboard.trim() !== '' ? this.questionRows(clipboard, 'clippy') : [];
	}

	private questionRows(text: string, icon: string): readonly Row[] {
		const wanted = readWanted(text);
		const [first] = wanted;
		if (first === undefined) {
			return [];
		}
		const what =
			wanted.length === 1
				? nameOf(first).slice(0, 120)
				: localize('{0} papers ({1})', wanted.length, wanted.map(nameOf).join(', ').slice(0, 100));
		const local = wanted.every(({ kind }) => kind === 'records');
		const asked = servicesFor(wanted);
		const off = asked.filter(service => !this.options.asking.mayAsk(service));
		const label = actionLabel(plainLabel(what), local, icon === 'clippy');
		if (wanted.every(({ kind }) => kind === 'address')) {
			return [
				{
					label: localize(`No service can look up this URL`),
					detail: localize('Paste the paper’s DOI, arXiv ID or title instead.'),
					iconPath: new ThemeIcon('info'),
					alwaysShow: true,
				},
			];
		}
		const look: Row = {
			label,
			iconPath: new ThemeIcon(icon),
			alwaysShow: true,
			act: () => this.start(text),
			...(asked.length > 0 ? { detail: localize('Contacts {0}', serviceLabels(asked.filter(service => !off.includes(service)))) } : {}),
		};
		const rows = local || off.length < asked.length ? [look] : [];
		return off.length === 0 ? rows : [...rows, this.switchOnRow(off, label, text)];
	}

	private switchOnRow(off: readonly ServiceId[], label: string, text: string): Row {
		return {
			label: localize('Turn On {0}', serviceLabels(off)),
			detail: localize(
				'{0}. Marginalia only contacts services you turn on. Turn them off in the setting “marginalia.network.services”.',
				label,
			),
			iconPath: new ThemeIcon('globe'),
			alwaysShow: true,
			act: async () => {
				await switchOn(off);
				await this.start(text);
			},
		};
	}

	/** What fails ends the box, and fails the command that asked. */
	private run(act: () => Promise<void> | void): void {
		Promise.resolve()
			.then(act)
			.catch((error: unknown) => {
				this.reject(error);
				this.pick.hide();
			});
	}

	private async start(text: string): Promise<void> {
		const wanted = readWanted(text);
		const answering =
			wanted.every(({ kind }) => kind === 'records') || servicesFor(wanted).some(service => this.options.asking.mayAsk(service));
		if (!answering) {
			this.pick.items = this.questionRows(text, 'search');
			return;
		}
		await this.search(wanted);
	}

	private async search(wanted: readonly WantedWork[]): Promise<void> {
		const searching = new CancellationTokenSource();
		this.searching?.cancel();
		this.searching = searching;
		this.pick.busy = true;
		this.pick.canSelectMany = false;
		this.pick.items = [];
		const placeholder = (done: number) =>
			wanted.length === 1
				? localize('Looking up {0}…', nameOf(wanted[0] ?? { kind: 'title', words: '' }))
				: localize('Looking up {0} of {1} papers…', done, wanted.length);
		this.pick.placeholder = placeholder(0);
		const show = async (lookups: readonly Lookup[], isAll: boolean) => {
			const known = await this.options.knownAmong(lookups.flatMap(({ papers }) => papers));
			if (!searching.token.isCancellationRequested && (isAll || this.pick.busy)) {
				this.show(lookups, known, isAll);
			}
		};
		const lookups = await lookUp(
			this.options.asking,
			wanted,
			searching.token,
			count => {
				this.pick.placeholder = placeholder(count);
			},
			// A service that is silent keeps nobody from choosing among what others know.
			part => {
				if (part.papers.length > 0 && wanted.length === 1) {
					show([part], false).catch((error: unknown) => this.reject(error));
				}
			},
		);
		await show(lookups, true);
	}

	private show(lookups: readonly Lookup[], known: ReadonlyMap<IncomingPaper, string>, isAll: boolean): void {
		const candidates = candidatesOf(lookups, known);
		const rows: readonly Row[] = candidates.map(candidate => ({ ...candidate, candidate }));
		const shown = new Set(this.pick.items.map(({ label }) => label));
		const ticked = new Set(this.pick.selectedItems.map(({ label }) => label));
		this.pick.busy = !isAll;
		this.pick.placeholder =
			rows.length === 0
				? localize('No results. Try other words')
				: [
						this.options.origin,
						isAll
							? localize('Select papers to add, then press Enter')
							: localize('Select papers to add, then press Enter. Some services haven’t answered yet'),
					]
						.filter(Boolean)
						.join(' ');
		this.pick.canSelectMany = rows.length > 0;
		this.pick.items = rows.length > 0 ? rows : lookups.map(failureRow);
		// What the user ticked or unticked meanwhile stays so.
		this.pick.selectedItems = this.pick.items.filter(row => (shown.has(row.label) ? ticked.has(row.label) : row.candidate?.sure === true));
	}

	private showAbstract(paper: IncomingPaper): void {
		const authors = (paper.author ?? []).map(fullName).join(', ');
		void window.showInformationMessage(printable(paper.title), {
			modal: true,
			detail: printable([authors, paper.abstract].filter(Boolean).join('\n\n')),
		});
	}
}

function failureRow({ wanted, troubles }: Lookup): Row {
	const failed = troubles.filter(({ kind }) => kind === 'failed');
	const sentences = (failed.length > 0 ? failed : troubles.filter(({ kind }) => kind !== 'off')).map(({ sentence }) => sentence);
	return {
		label: plainLabel(localize('{0} wasn’t found', nameOf(wanted))),
		detail: sentences.length > 0 ? plainLabel([...new Set(sentences)].join(' ')) : localize('Check the spelling, or try the DOI.'),
		iconPath: new ThemeIcon('warning'),
		alwaysShow: true,
	};
}

function actionLabel(what: string, isLocal: boolean, isFromClipboard: boolean): string {
	if (isFromClipboard) {
		return isLocal ? localize('Add {0} from the clipboard', what) : localize('Look up {0} from the clipboard', what);
	}
	return isLocal ? localize('Add {0}', what) : localize('Look up {0}', what);
}
