import { workspace } from 'vscode';
import type { TreeView } from 'vscode';
import type { LibraryReader } from '../../../core/library/library';
import { nameOf } from '../../../core/library/volumeText';
import type { LibraryNode } from './nodes';

const restricted =
	'Restricted Mode: this workspace isn’t trusted. You can browse, search and cite, but its settings and templates and files outside it are ignored, nothing is changed, and no service is asked.';

/**
 * What the Library view says above its rows: files of the library that cannot be read, until they can; what a filter leaves; in a workspace
 * that is not trusted, what is off. The view's title has the button that leads to trust.
 */
export class ViewMessage {
	private filterText = '';

	constructor(
		private readonly view: TreeView<LibraryNode>,
		private readonly library: Pick<LibraryReader, 'problems'>,
	) {
		this.update();
	}

	/** Says what a filter leaves; nothing for the empty text. */
	setFilter(text: string): void {
		this.filterText = text;
		this.update();
	}

	update(): void {
		const parts = [this.brokenFiles(), this.filterText, workspace.isTrusted ? '' : restricted];
		this.view.message = parts.filter(part => part !== '').join('\n');
	}

	private brokenFiles(): string {
		const names = [...new Set(this.library.problems().map(({ path }) => nameOf(path)))];
		if (names.length === 0) {
			return '';
		}
		const which = names.length > 2 ? `${names.length} library files` : names.join(' and ');
		return `Couldn’t read all of ${which}. Papers may be missing until you fix or restore ${names.length === 1 ? 'it' : 'them'}.`;
	}
}
