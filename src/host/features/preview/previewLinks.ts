import { Disposable, Uri, workspace } from 'vscode';
import { localize } from '../../../core/data/localize';
import type { Papers } from '../../../core/library/papers';
import type { Wikilink } from '../../../core/markdown/scan';
import { distance } from '../../../core/notes/nearestNote';
import type { NoteIndex } from '../../../core/notes/noteIndex';
import { decodePath, withoutExtension } from '../../../core/notes/notePaths';
import { pathIdentity } from '../../../core/notes/fileNames';
import type { LinkGoal, LinkMarkdownIt } from '../../../core/notes/wikilinkDrawing';
import { WikilinkDrawing } from '../../../core/notes/wikilinkDrawing';
import type { Log } from '../../../core/files/ports';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';

export interface PreviewLinksDependencies {
	readonly papers: Papers;
	readonly notes: WorkspaceNotes;
	readonly log: Log;
	/** Asks for the documents in sight to be rendered again. */
	readonly refresh: () => void;
}

interface Asked {
	readonly link: Wikilink;
	readonly from: string;
	/** What it led to when it was drawn, as text. */
	goal: string;
}

/** So many links are remembered, to be drawn again when they lead somewhere else. */
const mostAsked = 5000;

/** So many files of one name are looked at. */
const mostOfName = 100;

/**
 * Tells the preview, which draws at once, what the index of notes says of a link at that moment. Texts of embedded notes and attachments,
 * which only the disk knows, come a moment later, and then it is drawn again; so it is when a link leads somewhere else than it was drawn.
 */
export class PreviewLinks implements Disposable {
	private readonly asked = new Map<string, Asked>();
	/** By path; `undefined` while a text is read or a name is looked for. */
	private readonly texts = new Map<string, string | undefined>();
	private readonly attachments = new Map<string, readonly Uri[] | undefined>();
	private readonly subscriptions: Disposable;

	private constructor(
		private readonly index: NoteIndex,
		private readonly dependencies: PreviewLinksDependencies,
	) {
		const filesChange = () => this.lookForAttachments();
		this.subscriptions = Disposable.from(
			dependencies.notes.onDidChange(() => this.readTexts()),
			dependencies.papers.onDidChange(() => this.compare()),
			workspace.onDidCreateFiles(filesChange),
			workspace.onDidDeleteFiles(filesChange),
			workspace.onDidRenameFiles(filesChange),
		);
	}

	static async open(dependencies: PreviewLinksDependencies): Promise<PreviewLinks> {
		return new PreviewLinks(await dependencies.notes.current(), dependencies);
	}

	drawing(markdownIt: LinkMarkdownIt): WikilinkDrawing {
		return new WikilinkDrawing(markdownIt, (link, from) => {
			const goal = this.goalOf(link, from);
			const name = `${from} ${link.embed} ${link.target}`;
			this.asked.delete(name);
			this.asked.set(name, { link, from, goal: JSON.stringify(goal) });
			const [oldest] = this.asked.keys();
			if (this.asked.size > mostAsked && oldest !== undefined) {
				this.asked.delete(oldest);
			}
			return goal;
		});
	}

	dispose(): void {
		this.subscriptions.dispose();
	}

	private goalOf(link: Wikilink, from: string): LinkGoal {
		const { target, embed } = link;
		const { papers } = this.dependencies;
		const head = target === '' ? undefined : papers.head(target);
		const own = head && this.index.notesOf({ 'citation-key': head.key, aliases: head.aliases })[0];
		const note = target === '' ? this.index.get(from) : (this.index.resolve(target, from) ?? (own && this.index.get(own.path)));
		if (note !== undefined) {
			const where = workspace.asRelativePath(Uri.parse(note.path));
			return {
				kind: 'note',
				path: note.path,
				hover: note.title === undefined ? where : `${note.title}\n${where}`,
				headings: note.headings,
				...(embed && { text: this.textOf(note.path) }),
			};
		}
		if (head !== undefined) {
			return { kind: 'paper', hover: localize('{0}\nNo note yet.', head.title) };
		}
		return withoutExtension(target) === target && /\.\w+$/.test(target) ? this.attachment(target, from) : unknown(target);
	}

	/** The nearest file of a name or path that is no note. */
	private attachment(target: string, from: string): LinkGoal {
		const name = target.slice(target.lastIndexOf('/') + 1);
		if (!this.attachments.has(name)) {
			this.attachments.set(name, undefined);
			this.handle(this.find(name));
		}
		const found = this.attachments.get(name);
		const end = `/${pathIdentity(target.replace(/^(?:\.{0,2}\/)+/, ''))}`;
		const [nearest] = (found ?? [])
			.map(uri => uri.toString())
			.filter(path => pathIdentity(decodePath(path)).endsWith(end))
			.sort((a, b) => distance(a, from) - distance(b, from));
		return found === undefined ? { kind: 'awaited' } : nearest === undefined ? unknown(target) : { kind: 'file', path: nearest };
	}

	private async find(name: string): Promise<void> {
		this.attachments.set(name, await workspace.findFiles(`**/${name.replace(/[*?[\]{}]/g, '?')}`, '**/node_modules/**', mostOfName));
		this.compare();
	}

	private lookForAttachments(): void {
		[...this.attachments.keys()].forEach(name => this.handle(this.find(name)));
	}

	private textOf(path: string): string | undefined {
		if (!this.texts.has(path)) {
			this.texts.set(path, undefined);
			this.handle(this.read(path));
		}
		return this.texts.get(path);
	}

	private async read(path: string): Promise<void> {
		this.texts.set(path, (await this.dependencies.notes.textOf(path)) ?? '');
		this.compare();
	}

	private readTexts(): void {
		[...this.texts.keys()].forEach(path => this.handle(this.read(path)));
		this.compare();
	}

	/** Asks for another drawing where a link leads somewhere else by now. */
	private compare(): void {
		const changed = [...this.asked.values()].filter(({ link, from, goal }) => JSON.stringify(this.goalOf(link, from)) !== goal);
		if (changed.length > 0) {
			changed.forEach(asked => {
				asked.goal = JSON.stringify(this.goalOf(asked.link, asked.from));
			});
			this.dependencies.refresh();
		}
	}

	private handle(work: Promise<unknown>): void {
		work.catch((error: unknown) => this.dependencies.log.error('What a link of the preview leads to could not be read', error));
	}
}

function unknown(target: string): LinkGoal {
	return { kind: 'unknown', hover: localize('Note “{0}” not found.', target) };
}
