import { Disposable, languages } from 'vscode';
import { citingLanguages } from '../../../core/citing/languages';
import { libraryDrag } from '../../../core/library/libraryDrag';
import { lazily } from '../../../core/work/lazily';
import { kindOf, pasteApi } from '../../documents/pasteApi';
import type { DropProvider, PasteProvider } from '../../documents/pasteApi';
import type { PastingDependencies } from './pastingEdits';

/**
 * Papers dropped from the Library tree become a citation or, in the menu that a drop offers, links to notes or formatted references. An
 * identifier, records or a bibliography file that is pasted or dropped can become a citation too; its papers are ingested once that was
 * chosen. Editors before 1.97 offer no choice: there only papers of the tree are dropped.
 */
export function registerPasting(dependencies: PastingDependencies): Disposable {
	const edits = () => import('./pastingEdits');
	const api = pasteApi();
	if (api === undefined) {
		return languages.registerDocumentDropEditProvider('*', {
			provideDocumentDropEdits: async (...args) => (await edits()).dropOfPapers(...args),
		});
	}
	const drop = lazily(async () => new (await edits()).CitationDrop(dependencies, api));
	const paste = lazily(async () => new (await edits()).CitationPaste(dependencies.library, api));
	const dropProvider: DropProvider = {
		provideDocumentDropEdits: async (...args) => (await drop()).provideDocumentDropEdits(...args),
	};
	const pasteProvider: PasteProvider = {
		provideDocumentPasteEdits: async (...args) => (await paste()).provideDocumentPasteEdits(...args),
		resolveDocumentPasteEdit: async edit => (await paste()).resolveDocumentPasteEdit(edit),
	};
	return Disposable.from(
		api.languages.registerDocumentDropEditProvider('*', dropProvider, {
			providedDropEditKinds: ['citation', 'noteLink', 'reference'].map(name => kindOf(api, name)),
			dropMimeTypes: [libraryDrag, ...citableTypes],
		}),
		api.languages.registerDocumentPasteEditProvider(citingLanguages, pasteProvider, {
			providedPasteEditKinds: [kindOf(api, 'citation')],
			pasteMimeTypes: citableTypes,
		}),
	);
}

const citableTypes = ['text/plain', 'text/uri-list', 'files'];
