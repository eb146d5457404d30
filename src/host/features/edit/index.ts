import { Disposable, window } from 'vscode';
import { localize } from '../../../core/data/localize';
import { lazily } from '../../../core/work/lazily';
import { currentPaperKey } from '../../library/currentPaper';
import { pickPapers } from '../../library/paperPicker';
import { registerWritingCommand } from '../../settings/trust';
import { keysOf } from '../../ui/commandArguments';
import { editViewType } from './editViewType';
import type { EditDependencies, EditPanels } from './editPanels';

/** The editor of what is known of a paper: as a form, or as JSON. */
export function registerEdit(dependencies: EditDependencies): Disposable {
	const { papers, log } = dependencies;
	let open: EditPanels | undefined;
	const panels = lazily(async () => {
		open = new (await import('./editPanels')).EditPanels(dependencies);
		return open;
	});
	return Disposable.from(
		{ dispose: () => open?.dispose() },
		papers.onDidChange(() => open?.refresh()),
		window.registerWebviewPanelSerializer(editViewType, {
			deserializeWebviewPanel: async (panel, kept: unknown) => (await panels()).restore(panel, kept),
		}),
		registerWritingCommand(log, 'marginalia.editPaper', async (...args) => {
			const key = keysOf(args)?.[0] ?? (await currentPaperKey(papers)) ?? (await pickPaper(dependencies));
			return key === undefined ? undefined : (await panels()).show(key);
		}),
		registerWritingCommand(log, 'marginalia.setField', async (...args) => (await import('./setField')).setField(dependencies, args)),
	);
}

async function pickPaper({ papers }: EditDependencies): Promise<string | undefined> {
	const keys = await pickPapers(papers, {
		title: localize('Edit Paper'),
		placeholder: localize('Words of title, authors, year, key or tags'),
		many: false,
	});
	return keys?.[0];
}
