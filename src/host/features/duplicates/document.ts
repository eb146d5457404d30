import { Uri } from 'vscode';
import type { Webview, WebviewOptions } from 'vscode';
import { newNonce } from '../../adapters/nonce';

export function duplicatesOptions(extensionUri: Uri): WebviewOptions {
	return { enableScripts: true, localResourceRoots: [viewFolder(extensionUri)] };
}

/** The empty page that the view's script fills. Nothing of a paper is ever written into it as HTML. */
export function duplicatesDocument(webview: Webview, extensionUri: Uri): string {
	const nonce = newNonce();
	const address = (name: string) => webview.asWebviewUri(Uri.joinPath(viewFolder(extensionUri), name)).toString();
	const policy = ["default-src 'none'", `style-src ${webview.cspSource}`, `script-src 'nonce-${nonce}'`].join('; ');
	return `<!DOCTYPE html>
<html lang="en">
<head>
	<meta charset="utf-8">
	<meta http-equiv="Content-Security-Policy" content="${policy}">
	<meta name="viewport" content="width=device-width, initial-scale=1">
	<link rel="stylesheet" href="${address('duplicates.css')}">
	<title>Likely Duplicates</title>
</head>
<body>
	<script nonce="${nonce}" src="${address('duplicates.js')}"></script>
</body>
</html>`;
}

function viewFolder(extensionUri: Uri): Uri {
	return Uri.joinPath(extensionUri, 'dist', 'webview');
}
