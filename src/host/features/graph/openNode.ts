import { Uri, ViewColumn, commands, window } from 'vscode';
import type { GraphNode } from '../../../core/graph/graph';

/** Opens what a node stands for beside the graph, so that the graph stays in sight. A tag has nothing to open. */
export async function openNode(node: GraphNode | undefined, graphColumn: ViewColumn | undefined): Promise<void> {
	switch (node?.kind) {
		case 'paper':
			await focusOtherColumn(graphColumn);
			await commands.executeCommand('marginalia.openPaper', node.key);
			return;
		case 'note':
			await window.showTextDocument(Uri.parse(node.path), { viewColumn: graphColumn === ViewColumn.One ? ViewColumn.Two : ViewColumn.One });
			return;
		default:
			return;
	}
}

/** A paper opens where the focus is. */
async function focusOtherColumn(graphColumn: ViewColumn | undefined): Promise<void> {
	if (graphColumn !== ViewColumn.One) {
		await commands.executeCommand('workbench.action.focusFirstEditorGroup');
	} else if (window.tabGroups.all.length > 1) {
		await commands.executeCommand('workbench.action.focusSecondEditorGroup');
	} else {
		await commands.executeCommand('workbench.action.newGroupRight');
	}
}
