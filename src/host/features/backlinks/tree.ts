import { EventEmitter, Position, Range, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri, workspace } from 'vscode';
import type { TreeDataProvider } from 'vscode';
import { addTo } from '../../../core/data/lists';
import { localize } from '../../../core/data/localize';
import { isLinkingFile } from '../../../core/citing/languages';
import type { Range as TextRange } from '../../../core/text/edits';
import type { Place } from '../../../core/notes/noteIndex';
import { noteName, decodePath } from '../../../core/notes/notePaths';
import { sentenceAround, withShortLead } from '../../../core/notes/sentences';
import { Pace } from '../../../core/work/pace';
import { lineAt, lineStarts } from '../../../core/text/lines';
import { highlightedLabel, plainLabel } from '../../../core/text/printable';
import { pause } from '../../ui/pause';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';
import type { ShownSubject } from './subject';

export type BacklinkNode = FileNode | PlaceNode | UnlinkedNode;

export interface FileNode {
	readonly kind: 'file';
	readonly path: string;
	readonly places: readonly FoundPlace[];
	/** Whether its places only say the title, without a link. */
	readonly unlinked: boolean;
}

export interface PlaceNode {
	readonly kind: 'place';
	readonly path: string;
	readonly place: FoundPlace;
	readonly unlinked: boolean;
}

/** What says a title or alias without linking: looked for only when it is opened. */
export interface UnlinkedNode {
	readonly kind: 'unlinked';
}

interface FoundPlace extends TextRange {
	readonly line: number;
	readonly column: number;
}

/** The Backlinks view: what cites or mentions a paper or note, by file, with the sentence around each place. */
export class BacklinkTree implements TreeDataProvider<BacklinkNode> {
	private readonly changes = new EventEmitter<BacklinkNode | undefined>();
	readonly onDidChangeTreeData = this.changes.event;
	private subject: ShownSubject | undefined;
	private readonly texts = new Map<string, Promise<string | undefined>>();

	constructor(private readonly notes: WorkspaceNotes) {}

	get shown(): ShownSubject | undefined {
		return this.subject;
	}

	show(subject: ShownSubject | undefined): void {
		this.subject = subject;
		this.texts.clear();
		this.changes.fire(undefined);
	}

	async getChildren(node?: BacklinkNode): Promise<BacklinkNode[]> {
		const { subject } = this;
		if (subject === undefined) {
			return [];
		}
		if (node === undefined) {
			const index = await this.notes.current();
			return [...filesOf(index.mentionsOf(subject)), { kind: 'unlinked' }];
		}
		if (node.kind === 'unlinked') {
			return this.findUnlinked(subject);
		}
		return node.kind === 'file' ? node.places.map(place => ({ kind: 'place', path: node.path, place, unlinked: node.unlinked })) : [];
	}

	async getTreeItem(node: BacklinkNode): Promise<TreeItem> {
		switch (node.kind) {
			case 'file':
				return fileItem(node);
			case 'place':
				return placeItem(node, await this.textOf(node.path));
			case 'unlinked': {
				const item = new TreeItem(localize('Unlinked mentions'), TreeItemCollapsibleState.Collapsed);
				item.id = `unlinked ${this.subject?.target ?? ''}`;
				item.iconPath = new ThemeIcon('search');
				item.tooltip = localize('Searches all notes for the title and aliases.');
				return item;
			}
		}
	}

	private async findUnlinked(subject: ShownSubject): Promise<BacklinkNode[]> {
		const { unlinkedMentions } = await import('../../../core/notes/mentions');
		const index = await this.notes.current();
		const own = new Set(subject.notes);
		const pace = new Pace(pause);
		const nodes: BacklinkNode[] = [];
		for (const { path } of [...index.notes()].sort((a, b) => (a.path < b.path ? -1 : 1))) {
			if (!own.has(path) && this.subject === subject && isLinkingFile(path)) {
				const text = (await this.notes.textOf(path)) ?? '';
				const found = unlinkedMentions(text, subject.names);
				if (found.length > 0) {
					nodes.push({ kind: 'file', path, places: withLines(text, found), unlinked: true });
				}
			}
			await pace.rest();
		}
		return nodes;
	}

	private textOf(path: string): Promise<string | undefined> {
		const known = this.texts.get(path) ?? this.notes.textOf(path);
		this.texts.set(path, known);
		return known;
	}
}

function filesOf(places: readonly Place[]): BacklinkNode[] {
	const files = new Map<string, Place[]>();
	for (const place of places) {
		addTo(files, place.path, place);
	}
	return [...files].map(([path, found]) => ({ kind: 'file', path, places: found, unlinked: false }));
}

function withLines(text: string, ranges: readonly TextRange[]): readonly FoundPlace[] {
	const starts = lineStarts(text);
	return ranges.map(({ start, end }) => {
		const line = lineAt(starts, start) - 1;
		return { start, end, line, column: start - (starts[line] ?? 0) };
	});
}

function fileItem({ path, places, unlinked }: FileNode): TreeItem {
	const uri = Uri.parse(path);
	const item = new TreeItem(plainLabel(noteName(decodePath(path))), TreeItemCollapsibleState.Expanded);
	item.id = `${unlinked ? 'unlinked ' : ''}${path}`;
	const folder = workspace.asRelativePath(uri).replace(/\/?[^/]*$/, '');
	item.description = [String(places.length), plainLabel(folder)].filter(part => part !== '').join(' · ');
	item.iconPath = new ThemeIcon('note');
	item.resourceUri = uri;
	item.contextValue = unlinked ? 'unlinkedFile' : 'backlinkFile';
	return item;
}

function placeItem({ path, place, unlinked }: PlaceNode, text: string | undefined): TreeItem {
	const sentence = sentenceAround(text ?? '', place);
	const label = withShortLead(sentence);
	const item = new TreeItem(highlightedLabel(label.text, label.start, label.end));
	item.id = `${unlinked ? 'unlinked ' : ''}${path}:${place.start}`;
	item.tooltip = sentence.text;
	item.contextValue = unlinked ? 'unlinkedPlace' : 'backlink';
	const start = new Position(place.line, place.column);
	item.command = {
		command: 'vscode.open',
		title: localize('Go to Place'),
		arguments: [Uri.parse(path), { selection: new Range(start, start.translate(0, place.end - place.start)) }],
	};
	item.accessibilityInformation = { label: localize('{0}, line {1} of {2}', sentence.text, place.line + 1, noteName(decodePath(path))) };
	return item;
}
