import { Disposable, commands, window } from 'vscode';
import { StyleError, openFormatter } from '../../../core/citing/bibliography/formatter';
import type { Formatter } from '../../../core/citing/bibliography/formatter';
import { CitationPreview } from '../../../core/citing/citationPreview';
import type { DocumentSettings } from '../../../core/citing/documentSettings';
import type { MarkdownIt } from '../../../core/citing/markdownItPlugin';
import { citationsPlugin } from '../../../core/citing/markdownItPlugin';
import type { Papers } from '../../../core/library/papers';
import type { Paper } from '../../../core/paper';
import { present } from '../../../core/paper';
import type { Log } from '../../../core/ports';
import { messageOf, tell } from '../../adapters/commands';
import type { CslFiles } from '../../adapters/cslFiles';
import { pause } from '../../adapters/pause';
import { onSettingChange, settings } from '../../adapters/settings';

export interface PreviewDependencies {
	readonly library: Papers;
	readonly log: Log;
	readonly cslFiles: CslFiles;
}

export interface Preview {
	readonly subscriptions: Disposable;
	/** What the built-in preview calls. https://code.visualstudio.com/api/extension-guides/markdown-extension#adding-support-for-new-syntax-with-markdownit-plugins */
	readonly extendMarkdownIt: <T extends MarkdownIt>(markdownIt: T) => T;
}

/** Citations and a list of references in VS Code's own markdown preview. */
export function registerPreview({ library, log, cslFiles }: PreviewDependencies): Preview {
	const papers = new Map<string, Paper>();
	const refresh = new DelayedRefresh();
	const preview = new CitationPreview({
		open: style => openStyle(style, cslFiles, key => papers.get(key)),
		load: keys => loadPapers(library, keys, papers),
		refresh: () => refresh.ask(),
		report: error => reportOnce(error, log),
	});
	return {
		subscriptions: Disposable.from(
			refresh,
			library.onDidChange(() => preview.stale()),
			onSettingChange(['citations.style', 'citations.language'], () => preview.forget()),
		),
		extendMarkdownIt: citationsPlugin(preview.source),
	};
}

/**
 * Renders the previews again once nothing has asked for it for a while. A refresh loads the page anew, and what the preview sends to a page that is still loading is
 * lost: while one types, the preview's own updates (300 ms behind the last key) come first.
 */
class DelayedRefresh implements Disposable {
	private timer: ReturnType<typeof setTimeout> | undefined;

	ask(): void {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => void commands.executeCommand('markdown.preview.refresh'), 250);
	}

	dispose(): void {
		clearTimeout(this.timer);
	}
}

async function openStyle({ csl, lang = settings.citationLanguage() }: DocumentSettings, cslFiles: CslFiles, itemOf: (key: string) => Paper | undefined): Promise<Formatter> {
	const name = csl ?? settings.citationStyle();
	const style = await cslFiles.style(name);
	if (style === undefined) {
		throw new StyleError(`There is no citation style “${name}”. Name a bundled one, such as apa, or the path of a .csl file in the workspace.`);
	}
	return openFormatter({ style, itemOf, pause, localeOf: await cslFiles.locales(lang ?? 'en-US'), ...present('language', lang) });
}

async function loadPapers(library: Papers, keys: readonly string[], papers: Map<string, Paper>): Promise<void> {
	for (const key of new Set(keys)) {
		const paper = await library.paper(key);
		if (paper === undefined) {
			papers.delete(key);
		} else {
			papers.set(key, paper);
		}
	}
}

const reported = new Set<string>();

function reportOnce(error: unknown, log: Log): void {
	const message = messageOf(error);
	if (!reported.has(message)) {
		reported.add(message);
		log.error('Citations could not be formatted', error);
		tell(window.showWarningMessage, error instanceof StyleError ? message : 'Citations could not be formatted. The Marginalia output has the details.');
	}
}
