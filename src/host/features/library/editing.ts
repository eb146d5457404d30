import { Disposable } from 'vscode';
import { registerCommand } from '../../ui/commands';
import { registerWritingCommand } from '../../settings/trust';
import type { EditingDependencies } from './paperEdits';

/** Changes of papers, each of which `Undo Library Change` takes back. */
export function registerEditing(dependencies: EditingDependencies): Disposable {
	const { log } = dependencies;
	const edits = () => import('./paperEdits');
	const organising = () => import('./organising');
	const queue = () => import('./queue');
	return Disposable.from(
		registerWritingCommand(log, 'marginalia.setStatus', async (...args) => (await edits()).setStatus(dependencies, args)),
		registerWritingCommand(log, 'marginalia.addTag', async (...args) => (await edits()).addTag(dependencies, args)),
		registerWritingCommand(log, 'marginalia.removeTag', async (...args) => (await edits()).removeTag(dependencies, args)),
		registerWritingCommand(log, 'marginalia.addToCollection', async (...args) => (await organising()).addToCollection(dependencies, args)),
		registerWritingCommand(log, 'marginalia.newCollection', async (...args) => (await organising()).newCollection(dependencies, args)),
		registerWritingCommand(log, 'marginalia.createCollection', async (...args) =>
			(await organising()).createCollection(dependencies, args),
		),
		registerWritingCommand(log, 'marginalia.removeFromCollection', async (...args) =>
			(await organising()).removeFromCollection(dependencies, args),
		),
		registerWritingCommand(log, 'marginalia.renameCollection', async (...args) =>
			(await organising()).renameCollection(dependencies, args),
		),
		registerWritingCommand(log, 'marginalia.mergeCollection', async (...args) => (await organising()).mergeCollection(dependencies, args)),
		registerWritingCommand(log, 'marginalia.moveCollections', async (...args) => (await organising()).moveCollections(dependencies, args)),
		registerWritingCommand(log, 'marginalia.deleteCollection', async (...args) =>
			(await organising()).deleteCollection(dependencies, args),
		),
		registerWritingCommand(log, 'marginalia.renameTag', async (...args) => (await organising()).renameTag(dependencies, args)),
		registerWritingCommand(log, 'marginalia.setTagColor', async (...args) => (await organising()).setTagColor(dependencies, args)),
		registerWritingCommand(log, 'marginalia.mergeTags', async (...args) => (await organising()).mergeTags(dependencies, args)),
		registerWritingCommand(log, 'marginalia.deleteTag', async (...args) => (await organising()).deleteTag(dependencies, args)),
		registerWritingCommand(log, 'marginalia.setRating', async (...args) => (await organising()).setRating(dependencies, args)),
		registerWritingCommand(log, 'marginalia.togglePin', async (...args) => (await organising()).togglePin(dependencies, args)),
		registerWritingCommand(log, 'marginalia.addToQueue', async (...args) => (await queue()).addToQueue(dependencies, args)),
		registerWritingCommand(log, 'marginalia.removeFromQueue', async (...args) => (await queue()).removeFromQueue(dependencies, args)),
		registerWritingCommand(log, 'marginalia.moveUpInQueue', async (...args) => (await queue()).moveInQueue(dependencies, args, -1)),
		registerWritingCommand(log, 'marginalia.moveDownInQueue', async (...args) => (await queue()).moveInQueue(dependencies, args, 1)),
		registerWritingCommand(log, 'marginalia.setDueDate', async (...args) => (await queue()).setDueDate(dependencies, args)),
		registerCommand(log, 'marginalia.openRecentPaper', async () => (await queue()).openRecent(dependencies)),
		registerWritingCommand(log, 'marginalia.removePaper', async (...args) => (await edits()).removePaper(dependencies, args)),
	);
}
