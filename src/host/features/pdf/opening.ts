import { Uri, commands, env, extensions, window, workspace } from 'vscode';
import { isArray, isObject } from '../../../core/json';
import type { Paper } from '../../../core/paper';
import { attachedPdfs, openPdfAddress } from '../../../core/pdf/pdfLinks';
import { pdfAddressOf } from '../../../core/reading/zoteroAddress';
import { tell } from '../../adapters/commands';
import { isThere } from '../../adapters/filePresence';

/** Opens the paper's PDF: its own file, else Zotero's, else the free one on the web. Gives the address; `undefined` where there is none. */
export async function openPdf(paper: Paper): Promise<string | undefined> {
	const attached = attachedPdfs(paper);
	const file = await firstThere(attached.flatMap(placesOf));
	if (file !== undefined) {
		// VS Code shows no PDFs by itself; the system's program does where no extension does.
		await (showsPdfs() || file.scheme !== 'file' ? commands.executeCommand('vscode.open', file) : env.openExternal(file));
		return file.toString();
	}
	const elsewhere = pdfAddressOf(paper) ?? openPdfAddress(paper);
	if (elsewhere !== undefined) {
		await env.openExternal(Uri.parse(elsewhere, true));
		return elsewhere;
	}
	tell(window.showInformationMessage, attached.length > 0 ? `The PDF of @${paper['citation-key']} is no longer at ${attached[0] ?? ''}.` : `No PDF of @${paper['citation-key']} is known.`, {
		'Attach PDF…': () => commands.executeCommand('marginalia.attachPdf', paper['citation-key']),
	});
	return undefined;
}

/** Where an address may be: a path in any folder of the workspace. */
function placesOf(address: string): readonly Uri[] {
	return /^[a-z][a-z0-9+.-]+:/i.test(address) ? [Uri.parse(address)] : (workspace.workspaceFolders ?? []).map(folder => Uri.joinPath(folder.uri, address));
}

async function firstThere(places: readonly Uri[]): Promise<Uri | undefined> {
	for (const place of places) {
		if (await isThere(place)) {
			return place;
		}
	}
	return undefined;
}

function showsPdfs(): boolean {
	return extensions.all.some(({ packageJSON }) => {
		const manifest: unknown = packageJSON;
		const contributions = isObject(manifest) ? manifest['contributes'] : undefined;
		const editors = isObject(contributions) ? contributions['customEditors'] : undefined;
		return isArray(editors) && /\.pdf"/i.test(JSON.stringify(editors));
	});
}
