import { builtInTemplate } from '../../../core/notes/builtInTemplate';
import { settings } from '../../adapters/settings';
import { readTemplate } from '../../adapters/userTemplate';
import type { UserTemplate } from '../../adapters/userTemplate';

/** The template for notes that the setting names, or the built-in one. */
export function readNoteTemplate(): Promise<UserTemplate> {
	return readTemplate(settings.noteTemplate(), 'marginalia.notes.template', builtInTemplate);
}
