import { EventEmitter, MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { TextDocument, TreeDataProvider, Range } from 'vscode';
import { localize } from '../../../core/data/localize';
import type { CitedWork, CitedWorks, ReferenceOrder } from '../../../core/citing/citedWorks';
import { citedWorks } from '../../../core/citing/citedWorks';
import { textOfFormatted } from '../../../core/citing/bibliography/formattedText';
import type { Papers } from '../../../core/library/papers';
import type { CitedDocument } from '../../documents/citationFormatting';
import { markdownText } from '../../../core/text/markdownText';
import { rangeOf } from '../../documents/rangeOf';
import { highlightedLabel, plainLabel } from '../../../core/text/printable';

export interface WorkNode {
	readonly kind: 'paper' | 'unknown';
	readonly key: string;
	readonly work: CitedWork;
}

export interface PlaceNode {
	readonly kind: 'place';
	readonly range: Range;
	/** One-based among the places of its work. */
	readonly number: number;
	readonly work: WorkNode;
}

export type ReferenceNode = WorkNode | PlaceNode;

/** What a document cites, formatted, and below each work the places that cite it. Unknown keys stand on top. */
export class ReferencesTree implements TreeDataProvider<ReferenceNode> {
	private readonly changes = new EventEmitter<void>();
	readonly onDidChangeTreeData = this.changes.event;
	private document: TextDocument | undefined;
	private nodes: readonly WorkNode[] = [];

	constructor(private readonly papers: Papers) {}

	/** Shows what a document cites; nothing where there is none. */
	show(document: TextDocument | undefined, cited: CitedDocument | undefined, order: ReferenceOrder): CitedWorks {
		const works = cited === undefined ? { unknown: [], known: [] } : citedWorks(cited.found, cited.formatted, order);
		this.document = document;
		this.nodes = [
			...works.unknown.map(work => ({ kind: 'unknown' as const, key: work.key, work })),
			...works.known.map(work => ({ kind: 'paper' as const, key: work.key, work })),
		];
		this.changes.fire();
		return works;
	}

	getChildren(node?: ReferenceNode): ReferenceNode[] {
		if (node === undefined) {
			return [...this.nodes];
		}
		return node.kind === 'place' ? [] : this.placesOf(node);
	}

	getParent(node: ReferenceNode): ReferenceNode | undefined {
		return node.kind === 'place' ? node.work : undefined;
	}

	getTreeItem(node: ReferenceNode): TreeItem {
		return node.kind === 'place' ? this.placeItem(node) : this.workItem(node);
	}

	private placesOf(node: WorkNode): PlaceNode[] {
		const { document } = this;
		return document === undefined
			? []
			: node.work.places.map((place, index) => ({ kind: 'place', range: rangeOf(document, place), number: index + 1, work: node }));
	}

	private workItem(node: WorkNode): TreeItem {
		const {
			key,
			work: { reference, places },
		} = node;
		const label =
			node.kind === 'unknown'
				? `@${key}`
				: reference === undefined
					? this.shortLabel(key)
					: textOfFormatted(reference).replace(/\s+/g, ' ').trim();
		const item = new TreeItem(plainLabel(label), places.length > 0 ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None);
		const times =
			places.length === 0
				? localize('not cited in the text')
				: places.length === 1
					? localize('cited once')
					: localize('cited {0} times', places.length);
		item.id = key;
		item.description = node.kind === 'unknown' ? localize('unknown, {0}×', places.length) : places.length === 0 ? '' : `${places.length}×`;
		item.contextValue = node.kind;
		if (node.kind === 'unknown') {
			item.iconPath = new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
		}
		item.accessibilityInformation = {
			label: node.kind === 'unknown' ? localize('Unknown key {0}, {1}', key, times) : `${label}, ${times}`,
		};
		item.tooltip = new MarkdownString(`${markdownText(label)}\n\n\`@${key.replaceAll('`', '')}\` · ${times}`);
		if (places.length > 0) {
			item.command = {
				command: 'marginalia.goToCitation',
				title: localize('Go to Citation'),
				arguments: [this.document?.uri, this.placesOf(node)[0]?.range],
			};
		}
		return item;
	}

	/** What stands for a work that the style gives no reference. */
	private shortLabel(key: string): string {
		const head = this.papers.head(key);
		return head === undefined ? key : [head.authors, head.year, head.title].filter(part => part !== undefined && part !== '').join(', ');
	}

	private placeItem({ range, number, work }: PlaceNode): TreeItem {
		const line = this.document?.lineAt(Math.min(range.start.line, this.document.lineCount - 1)).text ?? '';
		// Few, or the key is out of sight in a narrow side bar.
		const from = Math.max(0, range.start.character - 12);
		const before = (from > 0 ? '…' : '') + line.slice(from, range.start.character).trimStart();
		const label = before + line.slice(range.start.character, range.end.character);
		const item = new TreeItem(
			highlightedLabel(label + line.slice(range.end.character, range.end.character + 80), before.length, label.length),
		);
		item.id = `${work.key}\n${number}`;
		item.description = localize('line {0}', range.start.line + 1);
		item.contextValue = 'place';
		item.command = { command: 'marginalia.goToCitation', title: localize('Go to Citation'), arguments: [this.document?.uri, range] };
		return item;
	}
}
