import type { ExtensionContext } from 'vscode';
import { createApi } from './api';
import type { MarginaliaApi } from './api';
import { CslFiles } from './host/adapters/cslFiles';
import { LastEditor } from './host/adapters/lastEditor';
import { outputLog } from './host/adapters/log';
import { openWorkspaceLibrary } from './host/adapters/workspaceLibrary';
import { registerCiting } from './host/features/citing';
import { registerIngest } from './host/features/ingest';
import { registerLanguage } from './host/features/language';
import { registerLibrary } from './host/features/library';
import { registerNotes } from './host/features/notes';
import type { Preview } from './host/features/preview';
import { registerPreview } from './host/features/preview';
import { registerReader } from './host/features/reader';

/** Makes the adapters, opens the library, and registers the features. */
export async function activate(context: ExtensionContext): Promise<MarginaliaApi & Pick<Preview, 'extendMarkdownIt'>> {
	const log = outputLog();
	const lastEditor = new LastEditor();
	const library = await openWorkspaceLibrary(context, log);
	const notes = registerNotes({ library, log, lastEditor });
	const preview = registerPreview({ library, log, cslFiles: new CslFiles(context.extensionUri) });
	context.subscriptions.push(
		log,
		lastEditor,
		registerLibrary({ library, log }),
		registerIngest({ library, log }),
		registerReader({ extensionUri: context.extensionUri, library, log }),
		registerCiting({ library, log, lastEditor }),
		registerLanguage({ library, log, noteUri: key => notes.noteUri(key) }),
		notes.commands,
		preview.subscriptions,
	);
	return { ...createApi({ library, noteUri: key => notes.noteUri(key) }), extendMarkdownIt: preview.extendMarkdownIt };
}
