import { Disposable, commands, env, window } from 'vscode';
import { bookmarkletText } from '../../../core/sources/bookmarklet';
import { readLinkRequest } from '../../../core/sources/linkRequest';
import { textsOf } from '../../adapters/commandArguments';
import { registerCommand, tell } from '../../adapters/commands';
import { mayWrite, registerWritingCommand } from '../../adapters/trust';
import type { AddDependencies } from './adding';

/** Brings papers in by id, address or title, from the box, from a script, and from links of the browser. */
export function registerAdd(deps: AddDependencies): Disposable {
	const { log } = deps;
	return Disposable.from(
		registerWritingCommand(log, 'marginalia.addPaper', async argument => {
			const texts = textsOf(argument);
			const { addFromBox, addNamed } = await import('./adding');
			return texts === undefined ? addFromBox(deps, 'Add papers') : addNamed(deps, texts.join('\n'));
		}),
		// Not in the palette: what a link of the browser runs, and what another extension may.
		registerWritingCommand(log, 'marginalia.proposePaper', async argument => (typeof argument === 'string' ? (await import('./adding')).addFromBox(deps, 'Add to the library?', argument) : undefined)),
		registerCommand(log, 'marginalia.copyBookmarklet', async () => {
			await env.clipboard.writeText(bookmarkletText(env.uriScheme));
			tell(window.showInformationMessage, 'Copied. Make a bookmark in your browser and paste this as its address: it adds the paper of the page in front.');
		}),
		window.registerUriHandler({
			handleUri: async ({ path, query }) => {
				const request = readLinkRequest(path, query);
				if (request === undefined) {
					tell(window.showWarningMessage, 'This link asks for nothing that Marginalia can add. It should end in /add?doi=…, arxiv=…, url=… or bibtex=….');
				} else if (mayWrite()) {
					await commands.executeCommand('marginalia.proposePaper', request.text);
				}
			},
		}),
	);
}
