import { Uri, commands, env, extensions, window } from 'vscode';
import { localize } from '../../../core/data/localize';
import { isArray, isObject } from '../../../core/data/json';
import type { Paper } from '../../../core/paper/paper';
import { attachedPdfs, openPdfAddress } from '../../../core/pdf/pdfLinks';
import { pdfAddressOf } from '../../../core/reading/zoteroAddress';
import type { Hindrance } from '../../pdf/attachedFile';
import { lookAtAttached } from '../../pdf/attachedFile';
import { PdfsNamedIn } from '../../pdf/namedPdfs';
import { tell } from '../../ui/commands';
import { openAddress } from '../../network/openAddress';
import { settings } from '../../settings/settings';

/**
 * Opens the paper's PDF: its own file, else what the bibliography that it is from names, else Zotero's, else the free one on the web.
 * Gives the address; `undefined` where there is none.
 */
export async function openPdf(paper: Paper, bibliography: Uri | undefined): Promise<string | undefined> {
	const attached = attachedPdfs(paper);
	const looked = attached.length > 0 ? await lookAtAttached(attached) : ((await new PdfsNamedIn(bibliography).of(paper))[0] ?? 'missing');
	if (looked instanceof Uri) {
		if (settings.pdfViewer() === 'marginalia') {
			await commands.executeCommand('marginalia.openPdfFile', looked, paper['citation-key']);
			return looked.toString();
		}
		// VS Code shows no PDFs by itself; the system's program does where no other extension does.
		await (showsPdfs() || looked.scheme !== 'file' ? commands.executeCommand('vscode.open', looked) : env.openExternal(looked));
		return looked.toString();
	}
	const elsewhere = pdfAddressOf(paper) ?? openPdfAddress(paper);
	if (elsewhere !== undefined) {
		await openAddress(elsewhere);
		return elsewhere;
	}
	const key = paper['citation-key'];
	tell(
		window.showInformationMessage,
		attached.length > 0
			? localize('Couldn’t open the PDF of @{0}. {1}', key, reasonFor(looked, attached[0] ?? ''))
			: localize('@{0} has no PDF.', key),
		{
			...(attached.length === 0 ? { [localize('Get PDF')]: () => commands.executeCommand('marginalia.getPdf', key) } : {}),
			[localize('Attach PDF…')]: () => commands.executeCommand('marginalia.attachPdf', key),
		},
	);
	return undefined;
}

/** This extension, which contributes an editor of PDFs, too. */
const ownId = 'marginalia.marginalia';

function reasonFor(hindrance: Hindrance, path: string): string {
	switch (hindrance) {
		case 'missing':
			return localize('{0} no longer exists.', path);
		case 'outside':
			return localize('{0} is outside this workspace, which isn’t trusted.', path);
		case 'notPdf':
			return localize('{0} isn’t a PDF.', path);
		case 'refused':
			return localize('{0} isn’t a PDF file on this computer.', path);
	}
}

function showsPdfs(): boolean {
	return extensions.all.some(({ id, packageJSON }) => {
		if (id.toLowerCase() === ownId) {
			return false;
		}
		const manifest: unknown = packageJSON;
		const contributions = isObject(manifest) ? manifest['contributes'] : undefined;
		const editors = isObject(contributions) ? contributions['customEditors'] : undefined;
		return isArray(editors) && /\.pdf"/i.test(JSON.stringify(editors));
	});
}
