import { Disposable, commands, window, workspace } from 'vscode';
import { StyleError } from '../../../core/citing/bibliography/styleError';
import type { CitationPreview } from '../../../core/citing/citationPreview';
import type { MarkdownIt, PreviewSource } from '../../../core/citing/markdownItPlugin';
import { citationsPlugin } from '../../../core/citing/markdownItPlugin';
import type { Log } from '../../../core/files/ports';
import { lineStarts } from '../../../core/text/lines';
import { AfterPause } from '../../ui/afterPause';
import type { CitationFormatting } from '../../documents/citationFormatting';
import { messageOf, tell } from '../../ui/commands';
import { lazily } from '../../../core/work/lazily';

export interface PreviewDependencies {
	readonly log: Log;
	readonly formatting: () => Promise<CitationFormatting>;
}

export interface Preview {
	readonly subscriptions: Disposable;
	/**
	 * What the built-in preview calls.
	 * https://code.visualstudio.com/api/extension-guides/markdown-extension#adding-support-for-new-syntax-with-markdownit-plugins
	 */
	readonly extendMarkdownIt: <T extends MarkdownIt>(markdownIt: T) => T;
}

/** Citations and a list of references in VS Code's own markdown preview. */
export function registerPreview({ log, formatting }: PreviewDependencies): Preview {
	// The preview drops a refresh while an update of its own waits, which it does for 300 ms behind a key or the opening of the document, and
	// that update renders nothing where the text is the same. A refresh also loads the page anew, and what the preview sends to a page that
	// is still loading is lost. So its own updates come first.
	const refresh = new AfterPause(350, () => void commands.executeCommand('markdown.preview.refresh'));
	let preview: CitationPreview | undefined;
	let changes: Disposable | undefined;
	const load = lazily(async () => {
		const [{ documents, onDidChange }, { CitationPreview }] = await Promise.all([
			formatting(),
			import('../../../core/citing/citationPreview'),
		]);
		const made = new CitationPreview({ formatting: documents, documentOf, refresh: refresh.ask, report: error => reportOnce(error, log) });
		changes = onDidChange(() => made.stale());
		preview = made;
		refresh.ask();
	});
	// The first citation in sight loads what formats it, and then the preview is rendered again.
	const source: PreviewSource = (text, found) => {
		if (preview === undefined) {
			load().catch((error: unknown) => reportOnce(error, log));
		}
		return preview?.source(text, found);
	};
	return {
		subscriptions: Disposable.from(refresh, { dispose: () => void changes?.dispose() }),
		extendMarkdownIt: citationsPlugin(source),
	};
}

/**
 * The open document that has a text. VS Code's preview does not tell its plugins which document they parse, only what it renders of it
 * later (https://github.com/microsoft/vscode/blob/main/extensions/markdown-language-features/src/markdownEngine.ts), and without it no path
 * of a front matter leads anywhere.
 */
function documentOf(text: string): string {
	const lines = lineStarts(text).length;
	return workspace.textDocuments.find(document => document.lineCount === lines && document.getText() === text)?.uri.toString() ?? '';
}

const reported = new Set<string>();

function reportOnce(error: unknown, log: Log): void {
	const message = messageOf(error);
	if (!reported.has(message)) {
		reported.add(message);
		log.error('Citations could not be formatted', error);
		tell(
			window.showWarningMessage,
			error instanceof StyleError ? message : 'Citations could not be formatted. The Marginalia output has the details.',
		);
	}
}
