import { Disposable, EventEmitter, InlayHint, languages } from 'vscode';
import type { InlayHintsProvider, Range, TextDocument } from 'vscode';
import type { Papers } from '../../../core/library/papers';
import { keysOfDocument } from '../../documents/documentReading';
import type { PapersOfDocuments } from '../../documents/papersOfDocuments';
import { rangeOf } from '../../documents/rangeOf';
import { onSettingChange, settings } from '../../settings/settings';
import { citingLanguages } from '../../../core/citing/languages';

/** `Song et al. 2021` behind a key, where the user wants it. */
export function registerInlayHints(papers: Papers, papersOf: PapersOfDocuments): Disposable {
	const changes = new EventEmitter<void>();
	const provider: InlayHintsProvider = {
		onDidChangeInlayHints: changes.event,
		provideInlayHints: (document, range) => (settings.citationHints(document.uri) ? hintsIn(papersOf, document, range) : []),
	};
	return Disposable.from(
		changes,
		papers.onDidChange(() => changes.fire()),
		onSettingChange(['inlayHints'], () => changes.fire()),
		languages.registerInlayHintsProvider(citingLanguages, provider),
	);
}

async function hintsIn(papersOf: PapersOfDocuments, document: TextDocument, range: Range): Promise<InlayHint[]> {
	const papers = await papersOf.of(document);
	const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
	const keys = keysOfDocument(document).filter(
		occurrence => occurrence.kind === 'citation' && start <= occurrence.start && occurrence.end <= end,
	);
	return keys.flatMap(occurrence => {
		const head = papers.head(occurrence.key);
		const label = [head?.authors, head?.year].filter(part => part !== undefined).join(' ');
		if (head === undefined || label === '') {
			return [];
		}
		const hint = new InlayHint(rangeOf(document, occurrence).end, label);
		hint.paddingLeft = true;
		hint.tooltip = head.title;
		return [hint];
	});
}
