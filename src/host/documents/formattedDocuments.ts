import { ProgressLocation, Uri, window } from 'vscode';
import type { CitationFormatter } from '../../core/citing/documentFormatting';
import { DocumentFormatting } from '../../core/citing/documentFormatting';
import type { DocumentSettings } from '../../core/citing/documentSettings';
import { RemoteFormatting } from '../../core/citing/bibliography/remoteFormatting';
import { StyleError } from '../../core/citing/bibliography/styleError';
import { styleLanguage } from '../../core/citing/bibliography/styles';
import type { JsonObject } from '../../core/data/json';
import { localize } from '../../core/data/localize';
import type { Log } from '../../core/files/ports';
import type { Papers } from '../../core/library/papers';
import { PapersOfHeads } from '../../core/library/papersOfHeads';
import { present } from '../../core/paper/paper';
import { openThread } from '../files/thread';
import { settings } from '../settings/settings';
import { tell } from '../ui/commands';
import { pause } from '../ui/pause';
import { SlowSign } from '../ui/slowSign';
import { CslFiles } from './cslFiles';
import type { PapersOfDocuments } from './papersOfDocuments';

export interface FormattedDocumentsDependencies {
	readonly papers: Papers;
	readonly papersOf: PapersOfDocuments;
	readonly extensionUri: Uri;
	readonly log: Log;
}

/** What formats documents, each in its style, in a thread beside this one: loaded with the first document that cites. */
export class FormattedDocuments {
	/** A long document shows in the status bar that it is being formatted. */
	readonly documents: Pick<DocumentFormatting, 'format'>;
	private readonly formatting: DocumentFormatting;
	private readonly sign = new SlowSign(untilDone => {
		void window.withProgress({ location: ProgressLocation.Window, title: localize('Formatting citations') }, () => untilDone);
	});
	private readonly remote: RemoteFormatting;
	private readonly cslFiles: CslFiles;
	private readonly reported = new Set<string>();

	constructor(private readonly dependencies: FormattedDocumentsDependencies) {
		const { papers, papersOf, extensionUri } = dependencies;
		const cited = new PapersOfHeads(papers);
		this.cslFiles = new CslFiles(extensionUri);
		this.remote = new RemoteFormatting(() => openThread(Uri.joinPath(extensionUri, 'dist', 'citing.js')), pause);
		this.formatting = new DocumentFormatting({
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
		this.documents = { format: (...given) => this.sign.during(() => this.formatting.format(...given)) };
	}

	/** The settings or a style's file changed. */
	forget(): void {
		this.formatting.forget();
		this.reported.clear();
	}

	dispose(): void {
		this.remote.dispose();
	}

	/** The XML of the style a document asks for, else of the one of the settings, else APA. */
	async style({ csl }: DocumentSettings, document: string): Promise<string> {
		for (const name of [csl, settings.citationStyle()].filter(known => known !== undefined)) {
			try {
				return await this.cslFiles.style(name, placeOf(document));
			} catch (error) {
				if (!(error instanceof StyleError)) {
					throw error;
				}
			}
		}
		return this.cslFiles.style('apa');
	}

	/** The style a document asks for; where that cannot be read the one of the settings, else APA, and the user is told. */
	private async open(
		{ csl, lang }: DocumentSettings,
		document: string,
		itemOf: (key: string) => JsonObject | undefined,
	): Promise<CitationFormatter> {
		const names = [...new Set([csl, settings.citationStyle(), 'apa'].filter(name => name !== undefined))];
		const language = lang ?? settings.citationLanguage();
		for (const [index, name] of names.entries()) {
			try {
				const style = await this.cslFiles.style(name, placeOf(document));
				const locales = await this.cslFiles.locales(language ?? styleLanguage(style) ?? 'en-US');
				return await this.remote.open({ style, itemOf, locales, ...present('language', language) });
			} catch (error) {
				const next = names[index + 1];
				if (!(error instanceof StyleError) || next === undefined) {
					throw error;
				}
				this.report(name, next, error);
			}
		}
		throw new StyleError('There is no citation style.');
	}

	private report(name: string, next: string, error: StyleError): void {
		if (!this.reported.has(name)) {
			this.reported.add(name);
			this.dependencies.log.error(`The citation style “${name}” cannot be used`, error);
			tell(window.showWarningMessage, localize('{0} Using “{1}” until then.', error.message, next));
		}
	}
}

/** Where paths of a document lead from; a name that is no address has no place. */
function placeOf(document: string): Uri | undefined {
	return /^[a-z][a-z0-9+.-]*:\//i.test(document) ? Uri.parse(document).with({ fragment: '' }) : undefined;
}
