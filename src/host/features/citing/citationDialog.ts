import { QuickPickItemKind, window } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { localize } from '../../../core/data/localize';
import type { CitationLook } from '../../../core/citing/insertion';
import { citationLooks } from '../../../core/citing/insertion';
import type { Head } from '../../../core/paper/head';
import type { Log } from '../../../core/files/ports';
import { plainLabel } from '../../../core/text/printable';
import { AfterPause } from '../../ui/afterPause';
import type { DetailedCitation } from './details';
import { citeOf } from './details';

/** What a citation becomes, before it is there. */
export interface CitationDraft {
	/** As the document has it: `[see @doe2020, p. 3]`. */
	readonly source: string;
	/** As its style writes it: `(see Doe, 2020, p. 3)`. */
	readonly shown: Promise<string>;
}

export interface CitationDialogOptions {
	readonly keys: readonly string[];
	readonly look: CitationLook;
	readonly headOf: (key: string) => Head | undefined;
	readonly draft: (citation: DetailedCitation) => CitationDraft;
	readonly log: Log;
}

type Part = 'prefix' | 'locator' | 'suffix';

interface Row extends QuickPickItem {
	readonly answer?:
		| { readonly kind: 'insert' }
		| { readonly kind: 'look'; readonly look: CitationLook }
		| { readonly kind: 'part'; readonly key: string; readonly part: Part };
}

/** So long after the last change the style is asked. */
const patience = 100;

/**
 * Asks for the form of a citation and for what stands around each of its works, and shows what the document's style makes of it before it
 * is inserted. What is typed is the place in the first work: `33-35`, `chap. 2`. `undefined` where the user turned away.
 */
export function askCitation(options: CitationDialogOptions): Promise<DetailedCitation | undefined> {
	return new CitationDialog(options).ask();
}

class CitationDialog {
	private readonly pick = window.createQuickPick<Row>();
	private readonly parts = new Map<string, Partial<Record<Part, string>>>();
	private look: CitationLook;
	private shown = '';
	private drafts = 0;
	/** While a box asks for one part. */
	private isAside = false;
	private readonly redraw = new AfterPause(patience, () => this.showDraft());

	constructor(private readonly options: CitationDialogOptions) {
		this.look = options.look;
	}

	ask(): Promise<DetailedCitation | undefined> {
		const { pick } = this;
		const [first = ''] = this.options.keys;
		pick.title = localize('Insert citation of {0}', this.options.keys.join(', '));
		pick.placeholder = localize('Page or other place in {0}, such as 33-35 or chap. 2; Enter inserts', first);
		pick.ignoreFocusOut = true;
		pick.keepScrollPosition = true;
		return new Promise(resolve => {
			pick.onDidChangeValue(value => {
				this.setPart(first, 'locator', value);
				this.show();
			});
			pick.onDidAccept(() => {
				const answer = pick.activeItems[0]?.answer;
				if (answer === undefined || answer.kind === 'insert') {
					resolve(this.citation());
					pick.hide();
				} else if (answer.kind === 'look') {
					this.look = answer.look;
					this.show();
				} else {
					this.askPart(answer.key, answer.part).catch((error: unknown) =>
						this.options.log.error('A part of a citation was not asked for', error),
					);
				}
			});
			pick.onDidHide(() => {
				if (!this.isAside) {
					this.drafts += 1;
					this.redraw.dispose();
					pick.dispose();
					resolve(undefined);
				}
			});
			this.show();
			pick.show();
		});
	}

	private citation(): DetailedCitation {
		return { look: this.look, cites: this.options.keys.map(key => citeOf(key, this.parts.get(key) ?? {})) };
	}

	private setPart(key: string, part: Part, value: string): void {
		this.parts.set(key, { ...this.parts.get(key), [part]: value });
	}

	private async askPart(key: string, part: Part): Promise<void> {
		const { prompt, example } = partTexts()[part];
		this.isAside = true;
		const value = await window.showInputBox({
			title: localize('Cite {0}', key),
			prompt,
			placeHolder: example,
			value: this.parts.get(key)?.[part] ?? '',
			ignoreFocusOut: true,
		});
		this.isAside = false;
		if (value !== undefined) {
			this.setPart(key, part, value);
			if (part === 'locator' && key === this.options.keys[0]) {
				this.pick.value = value;
			}
		}
		this.show();
		this.pick.show();
	}

	private show(): void {
		const at = this.pick.activeItems[0]?.answer;
		const rows = this.rows();
		this.pick.items = rows;
		const same = rows.filter(row => row.answer !== undefined && JSON.stringify(row.answer) === JSON.stringify(at));
		this.pick.activeItems = same.length > 0 ? same : rows.slice(0, 1);
		this.redraw.ask();
	}

	private showDraft(): void {
		this.drafts += 1;
		const { drafts } = this;
		this.options.draft(this.citation()).shown.then(
			shown => {
				if (drafts === this.drafts && shown !== this.shown) {
					this.shown = shown;
					this.show();
				}
			},
			(error: unknown) => this.options.log.error('A citation could not be shown before it was inserted', error),
		);
	}

	private rows(): readonly Row[] {
		const { source } = this.options.draft(this.citation());
		const texts = partTexts();
		return [
			{
				label: `$(check) ${plainLabel(this.shown === '' ? source : this.shown)}`,
				description: this.shown === '' ? '' : source,
				alwaysShow: true,
				answer: { kind: 'insert' },
			},
			separator(localize('Form')),
			...citationLooks.map((look): Row => {
				const { label, example } = looks()[look];
				return {
					label: `$(${look === this.look ? 'pass-filled' : 'circle-large-outline'}) ${label}`,
					description: example,
					alwaysShow: true,
					answer: { kind: 'look', look },
				};
			}),
			...this.options.keys.flatMap((key): readonly Row[] => [
				separator(plainLabel(this.options.headOf(key)?.title ?? key)),
				...(['prefix', 'locator', 'suffix'] as const)
					// A work that is named in the text has nothing before it.
					.filter(part => part !== 'prefix' || this.look !== 'narrative')
					.map((part): Row => {
						const value = this.parts.get(key)?.[part] ?? '';
						return {
							label: `$(edit) ${texts[part].label}`,
							description: value === '' ? texts[part].example : `“${plainLabel(value)}”`,
							alwaysShow: true,
							answer: { kind: 'part', key, part },
						};
					}),
			]),
		];
	}
}

function separator(label: string): Row {
	return { label, kind: QuickPickItemKind.Separator };
}

function looks(): Readonly<Record<CitationLook, { readonly label: string; readonly example: string }>> {
	return {
		parenthetical: { label: localize('In parentheses'), example: '(Song et al., 2021)' },
		narrative: { label: localize('In the text'), example: 'Song et al. (2021)' },
		suppressed: { label: localize('Without author'), example: '(2021)' },
	};
}

function partTexts(): Readonly<Record<Part, { readonly label: string; readonly prompt: string; readonly example: string }>> {
	return {
		prefix: { label: localize('Before it'), prompt: localize('Text before the citation.'), example: localize('see, e.g.') },
		locator: {
			label: localize('Place in the work'),
			prompt: localize('Page, chapter or other place in the work.'),
			example: 'p. 3, pp. 3-5, chap. 2, sec. 1.2',
		},
		suffix: { label: localize('After it'), prompt: localize('Text after the citation.'), example: localize('and elsewhere') },
	};
}
