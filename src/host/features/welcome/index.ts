import { Disposable, commands, workspace } from 'vscode';
import type { ExtensionContext } from 'vscode';
import type { Papers } from '../../../core/library/papers';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import type { Log } from '../../../core/files/ports';
import { registerCommand } from '../../ui/commands';
import { registerWritingCommand } from '../../settings/trust';
import { sampleLibrary } from '../../../core/library/sources';

export interface WelcomeDependencies {
	readonly context: Pick<ExtensionContext, 'extension' | 'extensionUri' | 'globalState' | 'workspaceState'>;
	readonly library: RecordedLibrary;
	/** The library and what is linked. */
	readonly papers: Papers;
	readonly log: Log;
}

/** Long enough for linked files to be read first: who has papers is offered nothing. Milliseconds. */
const beforeOffer = 3000;

const wasOpened = 'marginalia.walkthroughOpened';

/** The first ten minutes: the walkthrough, the sample library, and one offer to use the bibliography that a workspace holds. */
export function registerWelcome({ context, library, papers, log }: WelcomeDependencies): Disposable {
	const openWalkthrough = () => commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#start`, false);
	const greet = async () => {
		if (opensByItself() && papers.heads().length === 0 && context.globalState.get(wasOpened) !== true) {
			await context.globalState.update(wasOpened, true);
			await openWalkthrough();
		}
	};
	if (workspace.getConfiguration('marginalia').get('walkthrough.openAtStart') === true) {
		greet().catch((error: unknown) => log.error('The walkthrough could not be opened', error));
	}
	const showSample = () =>
		void commands.executeCommand(
			'setContext',
			'marginalia.hasSample',
			library.heads().some(({ sources }) => sources.some(({ file }) => file === sampleLibrary)),
		);
	showSample();
	const offer = setTimeout(() => {
		import('./recognition')
			.then(({ offerBibliography }) => offerBibliography(papers, context.workspaceState))
			.catch((error: unknown) => log.error('The bibliographies of the workspace could not be looked for', error));
	}, beforeOffer);
	return Disposable.from(
		{ dispose: () => clearTimeout(offer) },
		library.onDidChange(showSample),
		registerCommand(log, 'marginalia.openWalkthrough', openWalkthrough),
		// Not in the palette: the Library view says so when somebody first looks at it.
		registerCommand(log, 'marginalia.greet', greet),
		registerWritingCommand(log, 'marginalia.openSample', async () => {
			const { importSample } = await import('./sample');
			await importSample(context.extensionUri, library);
		}),
		registerWritingCommand(log, 'marginalia.removeSample', async () => (await import('./sample')).removeSample(library)),
	);
}

/** Whoever lets VS Code open no walkthrough of an extension does not want this one to open either. */
function opensByItself(): boolean {
	return workspace.getConfiguration('workbench').get('welcomePage.walkthroughs.openOnInstall') !== false;
}
