import { isArray } from '../data/json';

/**
 * The MIME type under which the Library tree hands out citation keys. VS Code asks for this form: `application/vnd.code.tree.<view id in
 * lower case>`.
 */
export const libraryDrag = 'application/vnd.code.tree.marginalia.library';

/** The citation keys of a drag from the Library tree. */
export function draggedKeys(text: string): readonly string[] {
	const keys: unknown = JSON.parse(text);
	return isArray(keys) ? keys.filter(key => typeof key === 'string') : [];
}
