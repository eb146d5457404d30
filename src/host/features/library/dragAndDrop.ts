import { DataTransferItem } from 'vscode';
import type { DataTransfer, TreeDragAndDropController } from 'vscode';
import { collectionOf } from '../../../core/library/groups';
import { libraryDrag } from '../../../core/library/libraryDrag';
import { collectionText } from '../../../core/paper/collections';
import type { DraggedRows, LibraryNode } from './nodes';

/**
 * Papers go out of the tree by key, and onto collections and tags of the tree, whose they become too, and into the reading queue and about
 * in it; collections go onto collections, in which they lie from then on; files that are dropped on the tree are imported.
 */
export class LibraryDragAndDrop implements TreeDragAndDropController<LibraryNode> {
	readonly dragMimeTypes = [libraryDrag];
	readonly dropMimeTypes = [libraryDrag, 'text/uri-list', 'files'];
	/** What was dragged last from here, to be told from a drag out of another window's tree. */
	private dragged: DraggedRows = { text: '', collections: [] };

	handleDrag(nodes: readonly LibraryNode[], transfer: DataTransfer): void {
		const keys = nodes.flatMap(node =>
			node.kind === 'paper' ? [node.head.key] : node.kind === 'group' ? node.group.members.map(head => head.key) : [],
		);
		const collections = nodes.map(node => (node.kind === 'group' ? collectionOf(node.group) : undefined));
		const paths = collections.filter(path => path !== undefined);
		const text = JSON.stringify(keys);
		this.dragged = { text, collections: paths.length === nodes.length ? paths.map(collectionText) : [] };
		transfer.set(libraryDrag, new DataTransferItem(text));
		// Else the rows' addresses would be dropped as links. A comment is a list of none.
		transfer.set('text/uri-list', new DataTransferItem('#'));
	}

	async handleDrop(target: LibraryNode | undefined, transfer: DataTransfer): Promise<void> {
		const { drop } = await import('./dropping');
		await drop(target, transfer, this.dragged);
	}
}
