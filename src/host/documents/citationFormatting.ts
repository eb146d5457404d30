import { Disposable, EventEmitter, Uri, window, workspace } from 'vscode';
import type { TextDocument } from 'vscode';
import type { Formatted } from '../../core/citing/bibliography/formattedText';
import type { FormattedDocument, Reference } from '../../core/citing/bibliography/formatter';
import type { DocumentFormatting } from '../../core/citing/documentFormatting';
import type { DocumentSettings } from '../../core/citing/documentSettings';
import type { FoundCitation } from '../../core/citing/syntax';
import { familyOf, includedFilesGlob, syntaxOf } from '../../core/citing/languages';
import { present } from '../../core/paper/paper';
import { lazily } from '../../core/work/lazily';
import type { FormattedDocuments, FormattedDocumentsDependencies } from './formattedDocuments';
import { ProjectSettings, stateBeside, textBeside } from './projectSettings';
import { onSettingChange } from '../settings/settings';

/** A document's citations as they were found and as its style writes them. */
export interface CitedDocument {
	readonly version: number;
	readonly settings: DocumentSettings;
	readonly found: readonly FoundCitation[];
	readonly formatted: FormattedDocument;
}

/** Documents, papers and what their styles make of them: for whatever shows formatted citations and references. */
export class CitationFormatting implements Disposable {
	readonly projects = new ProjectSettings();
	private readonly cited = new WeakMap<TextDocument, KnownCitations>();
	private readonly changes = new EventEmitter<void>();
	/** Fires when papers, the chosen style or a style's file changed, and so perhaps every formatted text. */
	readonly onDidChange = this.changes.event;
	private readonly chapterChanges = new EventEmitter<void>();
	/**
	 * Fires when a file changed that documents of LaTeX and Typst may take in, and so perhaps what these cite. The editor tells nothing of
	 * some files: those of a folder that was just created or of one beyond the workspace.
	 */
	readonly onDidChangeChapters = this.chapterChanges.event;
	private readonly subscriptions: Disposable;
	private generation = 0;
	private readonly shown = new Map<string, CitedDocument>();
	private opened: FormattedDocuments | undefined;
	private readonly load = lazily(async () => {
		const { FormattedDocuments } = await import('./formattedDocuments');
		this.opened = new FormattedDocuments(this.dependencies);
		return this.opened;
	});

	constructor(private readonly dependencies: FormattedDocumentsDependencies) {
		const styles = workspace.createFileSystemWatcher('**/*.csl');
		const chapters = workspace.createFileSystemWatcher(includedFilesGlob);
		const changed = () => this.change();
		const rewritten = () => this.chapterChanges.fire();
		const restyled = () => {
			this.opened?.forget();
			this.change();
		};
		this.subscriptions = Disposable.from(
			this.changes,
			this.chapterChanges,
			this.projects,
			this.projects.onDidChange(changed),
			styles,
			chapters,
			chapters.onDidChange(rewritten),
			chapters.onDidCreate(rewritten),
			chapters.onDidDelete(rewritten),
			workspace.onDidChangeTextDocument(({ document }) => (familyOf(document.languageId) === 'markdown' ? undefined : rewritten())),
			window.onDidChangeWindowState(({ focused }) => (focused ? rewritten() : undefined)),
			styles.onDidChange(restyled),
			styles.onDidCreate(restyled),
			styles.onDidDelete(restyled),
			Disposable.from(this.dependencies.papers.onDidChange(changed)),
			workspace.onDidGrantWorkspaceTrust(restyled),
			onSettingChange(['citations.style', 'citations.language'], restyled),
		);
	}

	/** For the preview, which reads its own text. */
	async documents(): Promise<Pick<DocumentFormatting, 'format'>> {
		return (await this.load()).documents;
	}

	/**
	 * What a document's style makes of the citation between two offsets of a text which the document may come to have: `(Doe, 2020)`, or the
	 * note. Empty where none is there.
	 */
	async draft(document: TextDocument, text: string, start: number, end: number): Promise<string> {
		const { documentCitations } = await import('../../core/citing/documentCitations');
		const found = documentCitations(text, syntaxOf(document.languageId));
		const index = found.findIndex(citation => citation.start < end && citation.end > start);
		if (index < 0) {
			return '';
		}
		const style = await this.settingsOf(document);
		const { citations } = await (await this.documents()).format(document.uri.toString(), style, found);
		const { textOfFormatted } = await import('../../core/citing/bibliography/formattedText');
		const { text: inText = [], note } = citations[index] ?? {};
		return [inText, note?.text ?? []]
			.map(textOfFormatted)
			.filter(words => words !== '')
			.join(' ');
	}

	/** The XML of the style that a document is written in. */
	async style(document: TextDocument, wanted: DocumentSettings): Promise<string> {
		return (await this.load()).style(wanted, document.uri.toString());
	}

	/** What the preview is to show of a text for as long as something is done, whatever it shows by now. */
	shownOf(text: string): CitedDocument | undefined {
		return this.shown.get(text);
	}

	/** Does something while the preview renders a text with what was formatted of it, and not what it has of an earlier state. */
	async showing<T>(text: string, cited: CitedDocument, work: () => Promise<T>): Promise<T> {
		this.shown.set(text, cited);
		try {
			return await work();
		} finally {
			this.shown.delete(text);
		}
	}

	/** The citations of a document and its references, formatted once for each of its versions and of the files that it takes in. */
	async ofDocument(document: TextDocument): Promise<CitedDocument> {
		const stamp = `${document.version} ${document.languageId} ${this.generation}`;
		const known = this.cited.get(document);
		if (known?.stamp === stamp && (await isUnchanged(document, known.chapters))) {
			return known.cited;
		}
		// Another caller has formatted it meanwhile.
		const later = this.cited.get(document);
		if (later !== undefined && later !== known) {
			return later.cited;
		}
		const chapters = new Map<string, string>();
		const cited = this.format(document, chapters);
		this.cited.set(document, { stamp, chapters, cited });
		return cited;
	}

	/** A paper as a reference in the style of a document; `undefined` for an unknown key, or where the style has no list of references. */
	async reference(document: TextDocument, key: string): Promise<readonly Formatted[] | undefined> {
		const paper = await (await this.dependencies.papersOf.of(document)).paper(key);
		const style = await this.settingsOf(document);
		const [reference] =
			paper === undefined ? [] : await this.references([key], { ...style, references: [{ ...paper, id: key }] }, document.uri);
		return reference?.text;
	}

	/** Papers as references in the order of a style: that of `csl`, else the settings'. Unknown keys are left out. */
	async references(
		keys: readonly string[],
		style: Pick<DocumentSettings, 'csl' | 'lang'> & Partial<DocumentSettings>,
		document?: Uri,
	): Promise<readonly Reference[]> {
		const formatting = { bibliography: [], references: [], ...style, citesAll: false };
		// One formatter for each style and folder serves all of them; documents have their own. A path of a style leads from that folder.
		const folder = document === undefined || document.scheme === 'untitled' ? '' : Uri.joinPath(document, '..').toString();
		const documents = await this.documents();
		const listed = [{ form: 'uncited' as const, cites: keys.map(key => ({ key })) }];
		const name = `${folder}/references#${style.csl ?? ''} ${style.lang ?? ''}`;
		const { references } = await documents.format(name, formatting, listed, 'works');
		return references;
	}

	dispose(): void {
		this.subscriptions.dispose();
		this.opened?.dispose();
	}

	private change(): void {
		this.generation += 1;
		this.changes.fire();
	}

	/** Adds the state of each file that the document takes in, or would if it were there. */
	private async format(document: TextDocument, chapters: Map<string, string>): Promise<CitedDocument> {
		const { version, languageId } = document;
		const text = document.getText();
		const whole = familyOf(languageId) === 'markdown' ? undefined : await projectText(document, chapters);
		const style = await this.settingsOf(document, whole?.text);
		const { documentCitations } = await import('../../core/citing/documentCitations');
		const cited = documentCitations(whole?.text ?? text, syntaxOf(languageId));
		const settings = { ...style, ...present('bibliography', whole?.bibliographies) };
		const formatted = await (await this.documents()).format(document.uri.toString(), settings, cited);
		return { version, settings, found: whole === undefined ? cited : cited.map(whole.inDocument), formatted };
	}

	/**
	 * What a document, or the text of all its files, and its project say of its citations. Reading YAML takes a parser that loads when the
	 * first document is formatted.
	 */
	async settingsOf(document: TextDocument, text = document.getText()): Promise<DocumentSettings> {
		const project = familyOf(document.languageId) === 'markdown' ? await this.projects.of(document.uri, text) : undefined;
		const { settingsOfDocument } = await import('../../core/citing/sourceSettings');
		return settingsOfDocument(text, document.languageId, project);
	}
}

interface KnownCitations {
	/** What they were formatted from, but for {@link chapters}. */
	readonly stamp: string;
	/** The states of the files that the document takes in, by path, as they were before they were read. */
	readonly chapters: ReadonlyMap<string, string>;
	readonly cited: Promise<CitedDocument>;
}

async function isUnchanged({ uri }: TextDocument, chapters: ReadonlyMap<string, string>): Promise<boolean> {
	const states = await Promise.all([...chapters.keys()].map(path => stateBeside(uri, path)));
	return [...chapters.values()].every((state, index) => state === states[index]);
}

/** The text of a LaTeX or Typst document with the files that it takes in, and where its citations stand in the document itself. */
async function projectText(document: TextDocument, chapters: Map<string, string>) {
	const { rangeInDocument, wholeDocument } = await import('../../core/citing/includedFiles');
	const { text, bibliographies, taken } = await wholeDocument(document.getText(), document.languageId, async path => {
		if (document.uri.scheme === 'untitled') {
			return undefined;
		}
		// Before the text: what changes meanwhile is then read once more, not taken for known.
		chapters.set(path, await stateBeside(document.uri, path));
		return textBeside(document.uri, path);
	});
	const inDocument = (citation: FoundCitation): FoundCitation => ({
		...citation,
		...rangeInDocument(taken, citation),
		cites: citation.cites.map(cite => {
			const key = rangeInDocument(taken, { start: cite.keyStart, end: cite.keyEnd });
			return { ...cite, ...rangeInDocument(taken, cite), keyStart: key.start, keyEnd: key.end };
		}),
	});
	return { text, bibliographies, inDocument };
}
