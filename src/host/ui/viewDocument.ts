import { Uri, env, l10n } from 'vscode';
import type { Webview, WebviewOptions } from 'vscode';
import { escapeHtml } from '../../core/citing/bibliography/formattedText';
import { newNonce } from './nonce';

export interface View {
	/** The folder under src/webview, which is also the name of its script and style sheet. */
	readonly name: string;
	/** The page's title; a screen reader says it. */
	readonly title: string;
	/** What the view may load besides its own script and style sheet, as directives of a content security policy: `img-src data:`. */
	readonly allowed?: readonly string[];
	/** What its scripts may do or come from besides, as sources of `script-src`: `'wasm-unsafe-eval'`. */
	readonly scripts?: readonly string[];
}

export function viewOptions(extensionUri: Uri): WebviewOptions {
	return { enableScripts: true, localResourceRoots: [viewFolder(extensionUri)] };
}

/** The empty page that a view's script fills. Nothing of a paper is ever written into it as HTML. */
export function viewDocument(webview: Webview, extensionUri: Uri, { name, title, allowed = [], scripts = [] }: View): string {
	const nonce = newNonce();
	const address = (file: string) => webview.asWebviewUri(Uri.joinPath(viewFolder(extensionUri), file)).toString();
	const policy = [
		"default-src 'none'",
		`style-src ${webview.cspSource}`,
		[`script-src 'nonce-${nonce}'`, ...scripts].join(' '),
		"base-uri 'none'",
		"form-action 'none'",
		...allowed,
	].join('; ');
	return `<!DOCTYPE html>
<html lang="${escapeHtml(env.language)}">
<head>
	<meta charset="utf-8">
	<meta http-equiv="Content-Security-Policy" content="${policy}">
	<meta name="viewport" content="width=device-width, initial-scale=1">
	<link rel="stylesheet" href="${address(`${name}.css`)}">
	<title>${escapeHtml(title)}</title>
</head>
<body>
${sentences()}
	<script nonce="${nonce}" src="${address(`${name}.js`)}"></script>
</body>
</html>`;
}

/** The sentences of the user's language, which the view's own `localize` looks up; nothing where they are English. */
function sentences(): string {
	return l10n.bundle === undefined
		? ''
		: `	<script type="application/json" id="sentences">${JSON.stringify(l10n.bundle).replaceAll('<', '\\u003c')}</script>`;
}

function viewFolder(extensionUri: Uri): Uri {
	return Uri.joinPath(extensionUri, 'dist', 'webview');
}
