import { Disposable, EventEmitter, Uri, window, workspace } from 'vscode';
import type { TextDocument } from 'vscode';
import { localize } from '../../core/data/localize';
import type { Formatted } from '../../core/citing/bibliography/formattedText';
import type { FormattedDocument, Reference } from '../../core/citing/bibliography/formatter';
import { StyleError } from '../../core/citing/bibliography/styleError';
import { styleLanguage } from '../../core/citing/bibliography/styles';
import type { RemoteFormatting } from '../../core/citing/bibliography/remoteFormatting';
import { DocumentFormatting } from '../../core/citing/documentFormatting';
import type { CitationFormatter } from '../../core/citing/documentFormatting';
import type { DocumentSettings } from '../../core/citing/documentSettings';
import { withFootnotes } from '../../core/citing/footnotes';
import type { FoundCitation } from '../../core/citing/syntax';
import { familyOf, syntaxOf } from '../../core/citing/languages';
import type { JsonObject } from '../../core/data/json';
import type { Papers } from '../../core/library/papers';
import { PapersOfHeads } from '../../core/library/papersOfHeads';
import { present } from '../../core/paper/paper';
import { lazily } from '../../core/work/lazily';
import { openThread } from '../files/thread';
import type { Log } from '../../core/files/ports';
import { tell } from '../ui/commands';
import type { CslFiles } from './cslFiles';
import type { PapersOfDocuments } from './papersOfDocuments';
import { ProjectSettings } from './projectSettings';
import { pause } from '../ui/pause';
import { onSettingChange, settings } from '../settings/settings';

export interface CitationFormattingDependencies {
	readonly papers: Papers;
	readonly papersOf: PapersOfDocuments;
	readonly cslFiles: CslFiles;
	readonly extensionUri: Uri;
	readonly log: Log;
}

/** A document's citations as they were found and as its style writes them. */
export interface CitedDocument {
	readonly version: number;
	readonly settings: DocumentSettings;
	readonly found: readonly FoundCitation[];
	readonly formatted: FormattedDocument;
}

/** Documents, papers and what their styles make of them: for whatever shows formatted citations and references. */
export class CitationFormatting implements Disposable {
	/** For the preview, which reads its own text. */
	readonly documents: DocumentFormatting;
	readonly projects = new ProjectSettings();
	private readonly cited = new WeakMap<TextDocument, Promise<CitedDocument>>();
	private readonly versions = new WeakMap<Promise<CitedDocument>, string>();
	private readonly changes = new EventEmitter<void>();
	/** Fires when papers, the chosen style or a style's file changed, and so perhaps every formatted text. */
	readonly onDidChange = this.changes.event;
	private readonly subscriptions: Disposable;
	private readonly reported = new Set<string>();
	private generation = 0;
	private opened: RemoteFormatting | undefined;
	private readonly remote = lazily(async () => {
		const { RemoteFormatting } = await import('../../core/citing/bibliography/remoteFormatting');
		const program = Uri.joinPath(this.dependencies.extensionUri, 'dist', 'citing.js');
		this.opened = new RemoteFormatting(() => openThread(program), pause);
		return this.opened;
	});

	constructor(private readonly dependencies: CitationFormattingDependencies) {
		const { papers, papersOf } = dependencies;
		const cited = new PapersOfHeads(papers);
		this.documents = new DocumentFormatting({
			open: (style, document, itemOf) => this.open(style, document, itemOf),
			papersOf: ({ bibliography }, document) => {
				const own = papersOf.naming(bibliography, document);
				return async key => {
					const head = own.head(key);
					return head && cited.paper(head);
				};
			},
			bibliographyKeys: ({ bibliography }, document) => papersOf.keysNaming(bibliography, document),
		});
		const styles = workspace.createFileSystemWatcher('**/*.csl');
		const changed = () => this.change();
		const restyled = () => {
			this.documents.forget();
			this.reported.clear();
			this.change();
		};
		this.subscriptions = Disposable.from(
			this.changes,
			this.projects,
			this.projects.onDidChange(changed),
			styles,
			styles.onDidChange(restyled),
			styles.onDidCreate(restyled),
			styles.onDidDelete(restyled),
			Disposable.from(papers.onDidChange(changed)),
			workspace.onDidGrantWorkspaceTrust(restyled),
			onSettingChange(['citations.style', 'citations.language'], restyled),
		);
	}

	/** The citations of a document and its references, formatted once for each of its versions. */
	ofDocument(document: TextDocument): Promise<CitedDocument> {
		const stamp = `${document.version} ${document.languageId} ${this.generation}`;
		const known = this.cited.get(document);
		if (known !== undefined && this.versions.get(known) === stamp) {
			return known;
		}
		const cited = this.format(document);
		this.cited.set(document, cited);
		this.versions.set(cited, stamp);
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
		const { references } = await this.documents.format(`${folder}/references#${style.csl ?? ''} ${style.lang ?? ''}`, formatting, [
			{ form: 'uncited', cites: keys.map(key => ({ key })) },
		]);
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

	private async format(document: TextDocument): Promise<CitedDocument> {
		const { version, languageId } = document;
		const text = document.getText();
		const style = await this.settingsOf(document);
		const found = withFootnotes(text, syntaxOf(languageId).find(text));
		return { version, settings: style, found, formatted: await this.documents.format(document.uri.toString(), style, found) };
	}

	/** What a document and its project say of its citations. Reading YAML takes a parser that loads when the first document is formatted. */
	async settingsOf(document: TextDocument): Promise<DocumentSettings> {
		const text = document.getText();
		const project = familyOf(document.languageId) === 'markdown' ? await this.projects.of(document.uri, text) : undefined;
		const { documentSettings } = await import('../../core/citing/documentSettings');
		return documentSettings(text, project);
	}

	/** The style a document asks for; where that cannot be read the one of the settings, else APA, and the user is told. */
	private async open(
		{ csl, lang }: DocumentSettings,
		document: string,
		itemOf: (key: string) => JsonObject | undefined,
	): Promise<CitationFormatter> {
		const remote = await this.remote();
		const names = [...new Set([csl, settings.citationStyle(), 'apa'].filter(name => name !== undefined))];
		const base = /^[a-z][a-z0-9+.-]*:\//i.test(document) ? Uri.parse(document).with({ fragment: '' }) : undefined;
		const language = lang ?? settings.citationLanguage();
		for (const [index, name] of names.entries()) {
			try {
				const style = await this.dependencies.cslFiles.style(name, base);
				const locales = await this.dependencies.cslFiles.locales(language ?? styleLanguage(style) ?? 'en-US');
				return await remote.open({ style, itemOf, locales, ...present('language', language) });
			} catch (error) {
				const next = names[index + 1];
				if (!(error instanceof StyleError) || next === undefined) {
					throw error;
				}
				this.report(name, next, error);
			}
		}
		throw new StyleError('No citation style.');
	}

	private report(name: string, next: string, error: StyleError): void {
		if (!this.reported.has(name)) {
			this.reported.add(name);
			this.dependencies.log.error(`The citation style “${name}” can’t be used`, error);
			tell(window.showWarningMessage, localize('{0} Using “{1}” until then.', error.message, next));
		}
	}
}
