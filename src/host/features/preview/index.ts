import { Disposable, TabInputWebview, Uri, window, workspace } from 'vscode';
import { localize } from '../../../core/data/localize';
import { StyleError } from '../../../core/citing/bibliography/styleError';
import type { CitationPreview } from '../../../core/citing/citationPreview';
import { addCitationRules } from '../../../core/citing/citationRules';
import type { CitationRules, MarkdownIt } from '../../../core/citing/citationRules';
import type { PreviewSource } from '../../../core/citing/markdownItPlugin';
import { wikilinkToken } from '../../../core/notes/wikilinkToken';
import type { WikilinkDrawing, WikilinkMarkdownIt } from '../../../core/notes/wikilinkDrawing';
import type { Papers } from '../../../core/library/papers';
import type { Log } from '../../../core/files/ports';
import { lineStarts } from '../../../core/text/lines';
import { linkAnswers } from '../../settings/linkAnswers';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';
import type { PreviewLinks } from './previewLinks';
import { PreviewRefresh } from './previewRefresh';
import type { CitationFormatting } from '../../documents/citationFormatting';
import { messageOf, tell } from '../../ui/commands';
import { lazily } from '../../../core/work/lazily';

export interface PreviewDependencies {
	readonly log: Log;
	readonly formatting: () => Promise<CitationFormatting>;
	/** What links lead to. */
	readonly linked: () => Promise<{ readonly papers: Papers; readonly workspaceNotes: WorkspaceNotes }>;
}

export interface Preview {
	readonly subscriptions: Disposable;
	/**
	 * What the built-in preview calls.
	 * https://code.visualstudio.com/api/extension-guides/markdown-extension#adding-support-for-new-syntax-with-markdownit-plugins
	 */
	readonly extendMarkdownIt: <T extends MarkdownIt & WikilinkMarkdownIt>(markdownIt: T) => T;
}

/** Citations, a list of references, `[[links]]` and embeds in VS Code's own markdown preview. */
export function registerPreview({ log, formatting, linked }: PreviewDependencies): Preview {
	/** A document was rendered before what draws its citations was loaded. */
	let isMissing = false;
	const refresh = new PreviewRefresh(
		() => isMissing || preview?.behind.some(isInSight) === true,
		() => {
			isMissing = false;
			preview?.forgetBehind();
		},
	);
	let preview: CitationPreview | undefined;
	let changes: Disposable | undefined;
	const load = lazily(async () => {
		const [formatted, { CitationPreview }] = await Promise.all([formatting(), import('../../../core/citing/citationPreview')]);
		const { projects, onDidChange } = formatted;
		const made = new CitationPreview({
			formatting: await formatted.documents(),
			documentOf,
			shownOf: text => formatted.shownOf(text),
			projectOf: (document, text) => (document === '' ? undefined : projects.lastOf(Uri.parse(document), text)),
			refresh: refresh.ask,
			report: error => reportOnce(error, log),
		});
		changes = onDidChange(() => made.stale());
		preview = made;
		refresh.ask();
	});
	// The first citation in sight loads what formats it, and then the preview is rendered again.
	const source: PreviewSource = (text, found) => {
		isMissing = preview === undefined;
		if (preview === undefined) {
			load().catch((error: unknown) => reportOnce(error, log));
		}
		return preview?.source(text, found);
	};
	let rules: CitationRules | undefined;
	const seen = new Set<string>();
	const loadRules = lazily(async () => {
		const { citationRules, isCiting } = await import('../../../core/citing/markdownItPlugin');
		rules = citationRules(source);
		if ([...seen].some(isCiting)) {
			isMissing = true;
			refresh.ask();
		}
		seen.clear();
	});
	// Nothing is a citation without an `@`.
	const rulesFor: CitationRules = {
		mark: state => {
			if (rules === undefined && state.src.includes('@')) {
				seen.add(state.src);
				loadRules().catch((error: unknown) => reportOnce(error, log));
			}
			rules?.mark(state);
		},
		place: state => rules?.place(state),
	};
	let links: PreviewLinks | undefined;
	const loadLinks = lazily(async () => {
		const [{ papers, workspaceNotes: notes }, { PreviewLinks }] = await Promise.all([linked(), import('./previewLinks')]);
		links = await PreviewLinks.open({ papers, notes, log, refresh: refresh.ask });
		refresh.ask();
	});
	return {
		subscriptions: Disposable.from(refresh, { dispose: () => void changes?.dispose() }, { dispose: () => links?.dispose() }),
		extendMarkdownIt: md =>
			drawLinks(
				addCitationRules(md, rulesFor),
				() => links,
				() => void loadLinks().catch((error: unknown) => log.error('Links could not be drawn', error)),
			),
	};
}

/**
 * The rules of `[[links]]`, whose code and notes are read when the first link is in sight: until then all is drawn as without them. Another
 * extension that answers links draws them.
 */
function drawLinks<T extends WikilinkMarkdownIt>(md: T, opened: () => PreviewLinks | undefined, load: () => void): T {
	if (linkAnswers().kind !== 'ours') {
		return md;
	}
	let made: WikilinkDrawing | undefined;
	const drawing = () => (made ??= opened()?.drawing(md));
	md.inline.ruler.before('link', wikilinkToken, (state, silent) => {
		if (drawing() === undefined && !silent && state.src.startsWith('[[', state.pos)) {
			load();
		}
		return drawing()?.read(state, silent) ?? false;
	});
	md.core.ruler.push('marginalia_embeds', state => drawing()?.place(state));
	Object.assign(md.renderer.rules, {
		[wikilinkToken]: (...args: Parameters<WikilinkDrawing['draw']>) => drawing()?.draw(...args) ?? '',
	});
	return md;
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

/** Whether a preview of a document is in front in its group. A preview's tab tells no more of its document than the name that it shows. */
function isInSight(document: string): boolean {
	const name = Uri.parse(document).path.split('/').at(-1) ?? '';
	return window.tabGroups.all.some(
		({ activeTab }) =>
			activeTab?.input instanceof TabInputWebview &&
			activeTab.input.viewType.endsWith('markdown.preview') &&
			activeTab.label.includes(name),
	);
}

const reported = new Set<string>();

function reportOnce(error: unknown, log: Log): void {
	const message = messageOf(error);
	if (!reported.has(message)) {
		reported.add(message);
		log.error('Citations could not be formatted', error);
		tell(
			window.showWarningMessage,
			error instanceof StyleError ? message : localize('Couldn’t format the citations. See the Marginalia output for details.'),
		);
	}
}
