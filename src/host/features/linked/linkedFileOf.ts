import { Uri } from 'vscode';
import { isObject } from '../../../core/data/json';

/** The linked file among what a menu or caller passes: a group of the Library tree, or a URI. */
export function linkedFileOf(argument: unknown): string | undefined {
	if (argument instanceof Uri) {
		return argument.toString();
	}
	const group = isObject(argument) && argument['kind'] === 'group' ? argument['group'] : undefined;
	const linked = isObject(group) ? group['linked'] : undefined;
	return isObject(linked) && typeof linked['file'] === 'string' ? linked['file'] : undefined;
}
