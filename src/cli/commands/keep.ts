import { isCitingFile } from '../../core/citing/languages';
import type { KeptReferences } from '../../core/tools/keepReferences';
import { keepReferences } from '../../core/tools/keepReferences';
import type { CommandHost } from '../host';
import { UsageError } from '../host';
import type { SessionRequest } from '../session';
import { openSession } from '../session';

/** Brings the references files of documents in sync with what is cited. `problems` are sentences. */
export async function keep(
	request: Omit<SessionRequest, 'needsLibrary'> & { readonly documents: readonly string[] },
	host: CommandHost,
): Promise<{ readonly kept: readonly KeptReferences[]; readonly problems: readonly string[] }> {
	const { disk, files } = host;
	const strange = request.documents.find(document => !isCitingFile(document));
	if (strange !== undefined) {
		throw new UsageError(`${strange} is not a document that can cite, such as Markdown, LaTeX or Typst.`);
	}
	const { root, place } = await openSession({ ...request, needsLibrary: true }, host);
	const kept: KeptReferences[] = [];
	const problems: string[] = [];
	for (const document of request.documents) {
		const outcome = await keepReferences(disk.resolve('.', document), { disk, files, root, papers: place.papers });
		if (outcome.kind === 'problem') {
			problems.push(outcome.message);
			continue;
		}
		kept.push(outcome);
		problems.push(...outcome.unknown.map(key => `No paper has the citation key “${key}”.`));
		problems.push(...outcome.unread.map(path => `Couldn't read ${path}, which may cite too, so no entry was removed.`));
	}
	return { kept, problems };
}
