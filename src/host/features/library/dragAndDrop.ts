import { DataTransferItem, Uri, commands } from 'vscode';
import type { DataTransfer, TreeDragAndDropController } from 'vscode';
import { libraryDrag } from '../../../core/library/libraryDrag';
import type { LibraryNode } from './nodes';

/** Papers go out of the tree by key; files that are dropped on it are ingested. */
export const dragAndDrop: TreeDragAndDropController<LibraryNode> = {
	dragMimeTypes: [libraryDrag],
	dropMimeTypes: ['text/uri-list', 'files'],

	handleDrag(nodes: readonly LibraryNode[], transfer: DataTransfer) {
		const keys = nodes.flatMap(node =>
			node.kind === 'paper' ? [node.head.key] : node.kind === 'group' ? node.group.members.map(head => head.key) : [],
		);
		transfer.set(libraryDrag, new DataTransferItem(JSON.stringify(keys)));
		// Else the rows' addresses would be dropped as links. A comment is a list of none.
		transfer.set('text/uri-list', new DataTransferItem('#'));
	},

	async handleDrop(_target: LibraryNode | undefined, transfer: DataTransfer) {
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
	},
};
