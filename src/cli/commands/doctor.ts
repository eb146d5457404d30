import type { Finding } from '../../core/tools/doctor';
import { lookOver } from '../../core/tools/doctor';
import type { CommandHost } from '../host';
import type { SessionRequest } from '../session';
import { openSession } from '../session';

/** Looks over a library and, where asked to, takes the steps that lose nothing. */
export async function examine(
	request: Omit<SessionRequest, 'needsLibrary'> & { readonly fix: boolean },
	host: CommandHost,
): Promise<readonly Finding[]> {
	const { root, library, place } = await openSession({ ...request, needsLibrary: true }, host);
	return lookOver(library, await place.notes.current(), request.fix, uri => host.disk.relative(root, host.disk.pathOf(uri)));
}
