import { workspace } from 'vscode';
import type { TreeView } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import type { LibraryReader } from '../../../core/library/library';
import { nameOf } from '../../../core/library/volumeText';
import type { LibraryNode } from './nodes';

function restricted(): string {
	return localize(
		'Restricted Mode: you can browse, search and cite. Trust this workspace to change papers and notes, use its settings and templates, and contact services.',
	);
}

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
		const parts = [this.brokenFiles(), this.filterText, workspace.isTrusted ? '' : restricted()];
		this.view.message = parts.filter(part => part !== '').join('\n');
	}

	private brokenFiles(): string {
		const names = [...new Set(this.library.problems().map(({ path }) => nameOf(path)))];
		if (names.length === 0) {
			return '';
		}
		return localizeCount(
			names.length,
			'Couldn’t read all of {1}. Papers may be missing until you fix or restore it.',
			'Couldn’t read all of {0} library files: {1}. Papers may be missing until you fix or restore them.',
			names.slice(0, 3).join(', ') + (names.length > 3 ? ', …' : ''),
		);
	}
}
