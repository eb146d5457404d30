import { Disposable } from 'vscode';
import { registerWritingCommand } from '../../settings/trust';
import type { EditingDependencies } from './paperEdits';

/** Changes of papers, each of which `Undo Library Change` takes back. */
export function registerEditing(dependencies: EditingDependencies): Disposable {
	const { log } = dependencies;
	const edits = () => import('./paperEdits');
	return Disposable.from(
		registerWritingCommand(log, 'marginalia.setStatus', async (...args) => (await edits()).setStatus(dependencies, args)),
		registerWritingCommand(log, 'marginalia.addTag', async (...args) => (await edits()).addTag(dependencies, args)),
		registerWritingCommand(log, 'marginalia.removeTag', async (...args) => (await edits()).removeTag(dependencies, args)),
		registerWritingCommand(log, 'marginalia.removePaper', async (...args) => (await edits()).removePaper(dependencies, args)),
	);
}
