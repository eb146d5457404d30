import { Uri, commands } from 'vscode';
import type { DataTransfer } from 'vscode';
import { collectionOf, tagOf } from '../../../core/library/groups';
import { draggedKeys, libraryDrag } from '../../../core/library/libraryDrag';
import { queueGroup } from '../../../core/library/readingQueue';
import { collectionText } from '../../../core/paper/collections';
import type { DraggedRows, LibraryNode } from './nodes';

/** What becomes of rows and files that are dropped on the Library tree. */
export async function drop(target: LibraryNode | undefined, transfer: DataTransfer, dragged: DraggedRows): Promise<void> {
	const own = await transfer.get(libraryDrag)?.asString();
	if (own !== undefined && own !== '') {
		await dropRows(own, target, dragged);
		return;
	}
	const list = await transfer.get('text/uri-list')?.asString();
	const uris = (list ?? '')
		.split(/\r?\n/)
		.filter(line => line !== '' && !line.startsWith('#'))
		.map(line => Uri.parse(line));
	if (uris.length > 0) {
		await commands.executeCommand('marginalia.ingestFile', uris);
		return;
	}
	for (const [, item] of transfer) {
		const file = item.asFile();
		if (file !== undefined) {
			const bytes = await file.data();
			await (/\.pdf$/i.test(file.name)
				? commands.executeCommand('marginalia.addPdf', file.uri ?? { name: file.name, bytes })
				: commands.executeCommand('marginalia.ingestDropped', { name: file.name, bytes }));
		}
	}
}

/**
 * On a row of a paper they go to the group that it is in, and in the reading queue to its place. Collections go to the top where they are
 * dropped on nothing of the kind.
 */
async function dropRows(text: string, target: LibraryNode | undefined, dragged: DraggedRows): Promise<void> {
	const collections = dragged.text === text ? dragged.collections : [];
	const id = target?.kind === 'group' ? target.group.id : target?.kind === 'paper' ? target.group : '';
	const path = collectionOf({ id });
	const tag = tagOf({ id });
	const keys = draggedKeys(text);
	const onto = target?.kind === 'paper' ? target.key : '';
	if (collections.length > 0) {
		await commands.executeCommand('marginalia.moveCollections', collections, path === undefined ? '' : collectionText(path));
	} else if (keys.length > 0 && id === queueGroup) {
		await commands.executeCommand('marginalia.addToQueue', keys, onto);
	} else if (keys.length > 0 && path !== undefined) {
		await commands.executeCommand('marginalia.addToCollection', keys, [collectionText(path)]);
	} else if (keys.length > 0 && tag !== undefined) {
		await commands.executeCommand('marginalia.addTag', keys, [tag]);
	}
}
