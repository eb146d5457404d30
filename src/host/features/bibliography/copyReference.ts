import { QuickPickItemKind, env, window, workspace } from 'vscode';
import type { Memento, QuickPickItem } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import { formattedMarkdown } from '../../../core/citing/bibliography/formattedMarkdown';
import { htmlText, textOfFormatted } from '../../../core/citing/bibliography/formattedText';
import type { Formatted } from '../../../core/citing/bibliography/formattedText';
import type { Reference } from '../../../core/citing/bibliography/formatter';
import { bundledStyles, stylesDate } from '../../../core/citing/bibliography/styles';
import { settingsOfDocument } from '../../../core/citing/sourceSettings';
import { citedKeys } from '../../../core/citing/keyOccurrences';
import { isObject, textOf } from '../../../core/data/json';
import type { Papers } from '../../../core/library/papers';
import type { CitationFormatting } from '../../documents/citationFormatting';
import { citingLanguages } from '../../../core/citing/languages';
import { keysOf, namesKeys } from '../../ui/commandArguments';
import { tell } from '../../ui/commands';
import { pickPapers } from '../../library/paperPicker';
import { settings } from '../../settings/settings';

const formats = ['text', 'markdown', 'html'] as const;
type Format = (typeof formats)[number];

interface Choice {
	/** The name or path of a style. */
	readonly style: string;
	readonly format: Format;
}

/**
 * Formatted references onto the clipboard: of papers that are named, those cited in the selection, or those the user picks. The style and
 * the format are asked once and then remembered.
 */
export class ReferenceCopier {
	constructor(
		private readonly papers: Papers,
		private readonly formatting: CitationFormatting,
		private readonly memory: Memento,
	) {}

	/** @param args keys or papers, then perhaps `{ style, format }` */
	async copy(args: readonly unknown[], asks: boolean): Promise<void> {
		const named = keysOf(args);
		const cited = named === undefined ? keysInSelection() : undefined;
		const keys =
			named ??
			cited ??
			(await pickPapers(this.papers, {
				title: localize('Copy formatted reference'),
				placeholder: localize('Title, author, year, key or tag; select one or more'),
				many: true,
			}));
		const choice = keys && (await this.choice(args, asks));
		if (keys === undefined || choice === undefined) {
			return;
		}
		const document = window.activeTextEditor?.document;
		// What a document cites is of its own works before the library's.
		const own = cited === undefined || document === undefined ? {} : await this.formatting.settingsOf(document);
		const references = await this.formatting.references(
			cited ?? keys.map(key => this.papers.head(key)?.key ?? key),
			{ ...own, csl: choice.style },
			document?.uri,
		);
		if (references.length === 0) {
			tell(window.showInformationMessage, localize('Nothing to copy: no paper has this key, or the style has no reference list.'));
			return;
		}
		await env.clipboard.writeText(written(references, choice.format));
		window.setStatusBarMessage(localizeCount(references.length, '$(check) Copied the reference', '$(check) Copied {0} references'), 3000);
	}

	private async choice(args: readonly unknown[], asks: boolean): Promise<Choice | undefined> {
		const given = args.find(argument => isObject(argument) && ('style' in argument || 'format' in argument));
		const remembered = this.memory.get<unknown>(memoryKey);
		const style = textOf(isObject(given) ? given['style'] : undefined) ?? textOf(isObject(remembered) ? remembered['style'] : undefined);
		const format =
			formatOf(isObject(given) ? given['format'] : undefined) ?? formatOf(isObject(remembered) ? remembered['format'] : undefined);
		if (!asks && (namesKeys(args) || isObject(given) || (style !== undefined && format !== undefined))) {
			return { style: style ?? styleAtHand(), format: format ?? 'text' };
		}
		const asked = await askForChoice(style ?? styleAtHand(), format);
		if (asked !== undefined) {
			await this.memory.update(memoryKey, asked);
		}
		return asked;
	}
}

const memoryKey = 'copyFormattedReference';

function formatOf(value: unknown): Format | undefined {
	return formats.find(format => format === value);
}

/** That of the document at hand, else of the settings. */
function styleAtHand(): string {
	const document = window.activeTextEditor?.document;
	return (document === undefined ? undefined : settingsOfDocument(document.getText(), document.languageId).csl) ?? settings.citationStyle();
}

/** The keys cited in the selected text, or by the citation at the cursor; `undefined` where there are none. */
function keysInSelection(): readonly string[] | undefined {
	const editor = window.activeTextEditor;
	if (editor === undefined || !citingLanguages.includes(editor.document.languageId)) {
		return undefined;
	}
	const { document, selections } = editor;
	const ranges = selections.map(selection => ({ start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) }));
	const found = citedKeys(document.getText(), document.languageId).filter(({ start, end }) =>
		ranges.some(range => start <= range.end && range.start <= end),
	);
	return found.length > 0 ? [...new Set(found.map(({ key }) => key))] : undefined;
}

interface StyleItem extends QuickPickItem {
	readonly style?: string;
}

async function askForChoice(style: string, format: Format | undefined): Promise<Choice | undefined> {
	const files = (await workspace.findFiles('**/*.csl', '**/node_modules/**', 200)).map(uri => ({
		label: workspace.asRelativePath(uri),
		description: localize('in the workspace'),
		style: uri.fsPath,
	}));
	const bundled = bundledStyles.map(({ id, title }) => ({
		label: title,
		description: localize('{0} (CSL style as of {1})', id, stylesDate),
		style: id,
	}));
	const separator = { label: localize('Workspace styles'), kind: QuickPickItemKind.Separator };
	const all: readonly StyleItem[] = [...bundled, ...(files.length > 0 ? [separator, ...files] : [])];
	const first = all.filter(item => item.style === style);
	const picked = await window.showQuickPick([...first, ...all.filter(item => !first.includes(item))], {
		title: localize('Copy formatted reference'),
		placeHolder: localize('Select a style'),
	});
	if (picked?.style === undefined) {
		return undefined;
	}
	const items = formats.map(value => ({ label: formatLabel(value), value }));
	const pickedFormat = await window.showQuickPick(
		[...items].sort((a, b) => Number(b.value === format) - Number(a.value === format)),
		{ title: localize('Copy formatted reference'), placeHolder: localize('Select a format') },
	);
	return pickedFormat && { style: picked.style, format: pickedFormat.value };
}

function formatLabel(format: Format): string {
	switch (format) {
		case 'text':
			return localize('Plain text');
		case 'markdown':
			return 'Markdown';
		case 'html':
			return 'HTML';
	}
}

/** A single reference needs no number before it. */
function written(references: readonly Reference[], format: Format): string {
	const texts = references.map(({ text }) => (references.length > 1 ? text : text.filter(node => node.kind !== 'margin')));
	const write: (nodes: readonly Formatted[]) => string = {
		text: textOfFormatted,
		markdown: formattedMarkdown,
		html: (nodes: readonly Formatted[]) => `<p>${htmlText(nodes)}</p>`,
	}[format];
	return texts.map(nodes => write(nodes).trim()).join(format === 'html' ? '\n' : '\n\n');
}
