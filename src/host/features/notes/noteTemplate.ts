import { builtInTemplate } from '../../../core/notes/builtInTemplate';
import { settings } from '../../settings/settings';
import { readTemplate } from '../../settings/userTemplate';
import type { UserTemplate } from '../../settings/userTemplate';

/** The template for notes that the setting names, or the built-in one. */
export function readNoteTemplate(): Promise<UserTemplate> {
	return readTemplate(settings.noteTemplate(), 'marginalia.notes.template', builtInTemplate);
}
