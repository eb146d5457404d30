import { Disposable, workspace } from 'vscode';
import type { Uri } from 'vscode';
import { citedKeys, languageOfFile } from '../../../core/citing/keyOccurrences';
import { Pace } from '../../../core/pace';
import { pause } from '../../adapters/pause';
import { citingFiles, citingLanguages } from './citingDocuments';

/** The keys, in lower case, that the files of the workspace cite. Reads them all once, when first asked, and follows what is saved. */
export class CitedKeys implements Disposable {
	private readonly byFile = new Map<string, ReadonlySet<string>>();
	private reading: Promise<void> | undefined;
	private readonly subscriptions: Disposable;

	constructor(onDidChange: () => void) {
		const changed = (uris: readonly Uri[]) => {
			if (this.reading !== undefined) {
				this.reading = this.reading.then(() => this.readAll(uris)).then(onDidChange);
			}
		};
		this.subscriptions = Disposable.from(
			workspace.onDidSaveTextDocument(document => changed(citingLanguages.includes(document.languageId) ? [document.uri] : [])),
			workspace.onDidDeleteFiles(({ files }) => changed(files)),
			workspace.onDidCreateFiles(({ files }) => changed(files)),
		);
	}

	async all(): Promise<ReadonlySet<string>> {
		this.reading ??= Promise.resolve(workspace.findFiles(citingFiles, '**/node_modules/**')).then(files => this.readAll(files));
		await this.reading;
		return new Set([...this.byFile.values()].flatMap(keys => [...keys]));
	}

	dispose(): void {
		this.subscriptions.dispose();
	}

	private async readAll(files: readonly Uri[]): Promise<void> {
		const pace = new Pace(pause);
		for (const uri of files) {
			const bytes = await Promise.resolve(workspace.fs.readFile(uri)).catch(() => undefined);
			if (bytes === undefined) {
				this.byFile.delete(uri.toString());
			} else {
				const keys = citedKeys(new TextDecoder().decode(bytes), languageOfFile(uri.path));
				this.byFile.set(uri.toString(), new Set(keys.map(({ key }) => key.toLowerCase())));
			}
			await pace.rest();
		}
	}
}
