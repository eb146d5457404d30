import { Disposable, commands, env, window, workspace } from 'vscode';
import type { Memento } from 'vscode';
import { localize } from '../../../core/data/localize';
import { BatchJob } from '../../../core/work/batchJob';
import type { Papers } from '../../../core/library/papers';
import { keysOf, textsOf } from '../../ui/commandArguments';
import { registerCommand, tell } from '../../ui/commands';
import { pickPapers } from '../../library/paperPicker';
import { mayWrite, registerWritingCommand } from '../../settings/trust';
import type { AddDependencies } from './adding';

/** Brings papers in by id, address or title, from the box, from a script, and from links of the browser. */
export function registerAdd(
	dependencies: Omit<AddDependencies, 'job'> & { readonly papers: Papers; readonly memory: Memento },
): Disposable {
	const { log } = dependencies;
	const job = new BatchJob(dependencies.memory, 'marginalia.adding');
	const deps: AddDependencies = { ...dependencies, job };
	if (job.pending.length > 0 && workspace.isTrusted) {
		tell(window.showInformationMessage, localize('Adding papers was interrupted after {0} of {1}.', job.done, job.total), {
			[localize('Continue')]: async () => (await import('./adding')).addBatches(deps),
			[localize('Stop')]: () => job.end(),
		});
	}
	const linkRequests = () => import('../../../core/sources/linkRequest');
	return Disposable.from(
		registerWritingCommand(log, 'marginalia.addPaper', async argument => {
			const texts = textsOf(argument);
			const { addFromBox, addNamed } = await import('./adding');
			return texts === undefined ? addFromBox(deps, localize('Add papers')) : addNamed(deps, texts.join('\n'));
		}),
		// Not in the palette: what a link of the browser runs, and what another extension may. The second argument says where the text is from,
		// the third that the user knows what it names and asked for it.
		registerWritingCommand(log, 'marginalia.proposePaper', async (text, page, chosen) => {
			const origin =
				typeof page === 'string' && page !== ''
					? localize('A link on {0} requested this.', page.slice(0, 200))
					: localize('A link requested this.');
			return typeof text === 'string'
				? (await import('./adding')).addFromBox(deps, localize('Add to the library?'), text, chosen === true ? undefined : origin)
				: undefined;
		}),
		registerCommand(log, 'marginalia.copyBookmarklet', async () => {
			const { bookmarkletText } = await import('../../../core/sources/bookmarklet');
			await env.clipboard.writeText(bookmarkletText(env.uriScheme));
			tell(
				window.showInformationMessage,
				localize(
					'Copied the bookmarklet. In your browser, create a bookmark and paste it as the URL; it adds the paper on the current page.',
				),
			);
		}),
		registerCommand(log, 'marginalia.copyLinkToPaper', async (...args) => {
			const [key] =
				keysOf(args) ??
				(await pickPapers(dependencies.papers, {
					title: localize('Copy a link to a paper'),
					placeholder: localize('Select a paper'),
					many: false,
				})) ??
				[];
			if (key !== undefined) {
				await env.clipboard.writeText((await linkRequests()).openLink(env.uriScheme, key));
				tell(window.showInformationMessage, localize('Copied a link to @{0}. In Zotero, use “Add Attachment > Attach Link to URI”.', key));
			}
		}),
		window.registerUriHandler({
			handleUri: async ({ path, query }) => {
				const { readLinkRequest, readOpenRequest } = await linkRequests();
				const key = readOpenRequest(path, query);
				if (key !== undefined) {
					await commands.executeCommand('marginalia.openPaper', key);
					return;
				}
				const request = readLinkRequest(path, query);
				if (request === undefined) {
					tell(
						window.showWarningMessage,
						localize('This link has nothing to add. It should end in /add?doi=…, arxiv=…, url=… or bibtex=….'),
					);
				} else if (mayWrite()) {
					await commands.executeCommand('marginalia.proposePaper', request.text, request.page);
				}
			},
		}),
	);
}
