import { commands } from 'vscode';
import type { FromReader, PaperAction } from '../../../protocol/reader';
import { openAddress } from '../../network/openAddress';

/** The intentions that concern the library or the editor, not the reader itself. */
export type Intention = Exclude<
	FromReader,
	{ type: 'ready' | 'move' | 'select' | 'showRelated' | 'openRelated' | 'zoom' | 'restyle' | 'print' | 'showFigure' }
>;

/** Does what the user asked for in the view, through the commands everybody else uses. */
export async function carryOut(intention: Intention): Promise<void> {
	switch (intention.type) {
		case 'act':
			// Without a key it is about the paper of the feed that is selected.
			await commands.executeCommand(actions[intention.action], ...(intention.key === '' ? [] : [intention.key]));
			return;
		case 'setStatus':
			await commands.executeCommand('marginalia.setStatus', intention.key, intention.status);
			return;
		case 'removeTag':
			await commands.executeCommand('marginalia.removeTag', intention.key, intention.tag);
			return;
		case 'quote':
			await commands.executeCommand('marginalia.quoteToNote', intention.key, intention.selected);
			return;
		case 'copyQuote':
			await commands.executeCommand('marginalia.copyWithCitation', intention.key, intention.selected);
			return;
		case 'open':
			await openAddress(intention.url);
			return;
		case 'search':
			await commands.executeCommand('marginalia.searchLibrary');
			return;
		default:
			intention satisfies never;
	}
}

const actions: Readonly<Record<PaperAction, string>> = {
	cite: 'marginalia.insertCitation',
	openNote: 'marginalia.openNote',
	linkNote: 'marginalia.insertNoteLink',
	addThought: 'marginalia.addThought',
	copyCitation: 'marginalia.copyCitation',
	copyBibtex: 'marginalia.copyBibtex',
	copyReference: 'marginalia.copyFormattedReference',
	addTag: 'marginalia.addTag',
	edit: 'marginalia.editPaper',
	openPdf: 'marginalia.openPdf',
	getPdf: 'marginalia.getPdf',
	save: 'marginalia.feeds.save',
	dismiss: 'marginalia.feeds.dismiss',
};
