import { Disposable, EventEmitter, FileSystemError, FileType, Uri, workspace } from 'vscode';
import type { FileChangeEvent, FileStat, FileSystemProvider } from 'vscode';
import { localize } from '../../core/data/localize';
import type { Change } from '../../core/library/library';
import type { RecordedLibrary } from '../../core/library/recordedLibrary';
import { withKey } from '../../core/library/regenerateKeys';

/** Keys as files that can be renamed: `marginalia-key://library/doe2020`. */
export const keyScheme = 'marginalia-key';

/** Whose key is renamed: a paper's of the library, or one that only documents have, such as those of linked bibliographies. */
export type KeyOwner = 'library' | 'documents';

/** A key in one part of a path, whatever its letters. */
export function keyUri(owner: KeyOwner, key: string): Uri {
	return Uri.from({ scheme: keyScheme, authority: owner, path: `/${encodeURIComponent(key)}` });
}

/**
 * Lets the renaming of a key be part of a WorkspaceEdit, as the renaming of a file. An editor tells nobody whether an edit that it was
 * given was made, turned down or failed; but it does call who keeps a file that the edit renames. So the library changes when the edit is
 * made, and only then, comes back by the same undo, and where it cannot be changed nothing else is.
 */
export class KeyFiles implements FileSystemProvider, Disposable {
	private readonly changes = new EventEmitter<FileChangeEvent[]>();
	readonly onDidChangeFile = this.changes.event;
	/** What each renaming of this window did to the library, to be taken back by its opposite. */
	private readonly renamed = new Map<string, readonly Change[]>();
	/** Keys that documents were given. A file that was renamed has to be there. */
	private readonly ofDocuments = new Set<string>();

	constructor(private readonly library: RecordedLibrary) {}

	/**
	 * Gives a paper of the library another key. A key of documents is renamed by the rest of the edit, which this only marks as one of a key.
	 */
	async rename(oldUri: Uri, newUri: Uri): Promise<void> {
		const [from, to] = [keyOf(oldUri), keyOf(newUri)];
		if (!isOfLibrary(oldUri)) {
			this.ofDocuments.delete(from);
			this.ofDocuments.add(to);
			return;
		}
		const head = this.library.head(from);
		const rival = this.library.head(to);
		if (head === undefined && rival?.key === to) {
			// Undo Library Change was first.
			return;
		}
		if (head === undefined || !workspace.isTrusted) {
			throw head === undefined ? FileSystemError.FileNotFound(oldUri) : FileSystemError.NoPermissions(oldUri);
		}
		if (rival !== undefined && rival.id !== head.id) {
			throw FileSystemError.FileExists(newUri);
		}
		const former = this.renamed.get(nameOf(newUri, oldUri));
		const { changes, refused } = await this.library.step(localize('Rename of Key {0}', from), editor =>
			former === undefined ? editor.update([from], paper => withKey(paper, to)) : editor.undo(former),
		);
		if (refused[0] !== undefined) {
			throw FileSystemError.Unavailable(refused[0].message);
		}
		this.renamed.delete(nameOf(newUri, oldUri));
		if (former === undefined) {
			this.renamed.set(nameOf(oldUri, newUri), changes);
		}
	}

	stat(uri: Uri): FileStat {
		const key = keyOf(uri);
		if (key !== '' && !(isOfLibrary(uri) ? this.library.head(key)?.key === key : this.ofDocuments.has(key))) {
			throw FileSystemError.FileNotFound(uri);
		}
		return { type: key === '' ? FileType.Directory : FileType.File, ctime: 0, mtime: 0, size: 0 };
	}

	/** What a preview of the edit shows of it. */
	readFile(uri: Uri): Uint8Array {
		return new TextEncoder().encode(this.library.head(keyOf(uri))?.title ?? '');
	}

	readDirectory(): [string, FileType][] {
		return [];
	}

	/** A key that a renaming replaces. */
	delete(uri: Uri): void {
		if (isOfLibrary(uri) || !this.ofDocuments.delete(keyOf(uri))) {
			throw FileSystemError.NoPermissions(uri);
		}
	}

	createDirectory(uri: Uri): void {
		throw FileSystemError.NoPermissions(uri);
	}

	writeFile(uri: Uri): void {
		throw FileSystemError.NoPermissions(uri);
	}

	watch(): Disposable {
		return new Disposable(() => undefined);
	}

	dispose(): void {
		this.changes.dispose();
	}
}

function isOfLibrary({ authority }: Uri): boolean {
	return authority === ('library' satisfies KeyOwner);
}

function keyOf(uri: Uri): string {
	return decodeURIComponent(uri.path.slice(1));
}

function nameOf(oldUri: Uri, newUri: Uri): string {
	return `${oldUri.path} ${newUri.path}`;
}
