import { Uri, window, workspace } from 'vscode';
import { annotationsBlock } from '../../../core/annotations/annotationFields';
import { localize } from '../../../core/data/localize';
import type { Log } from '../../../core/files/ports';
import type { Papers } from '../../../core/library/papers';
import { findManagedBlocks } from '../../../core/notes/managedBlocks';
import { isNoteOf } from '../../../core/notes/refresh';
import type { Appendix } from '../../../core/notes/sections';
import { appendToSection } from '../../../core/notes/sections';
import type { Paper } from '../../../core/paper/paper';
import { editExactly, refusalSentence } from '../../documents/exactEditing';
import { tell } from '../../ui/commands';
import type { NoteFinder } from './noteFinder';
import type { AnnotationsOfNote, NoteFolder } from './noteFolder';
import { readNoteTemplate } from './noteTemplate';
import type { RefreshReport } from './refreshNotes';
import { refreshNotes } from './refreshNotes';

export interface AnnotationsToNoteDependencies {
	readonly library: Papers;
	readonly log: Log;
	readonly finder: NoteFinder;
	readonly notes: NoteFolder;
	readonly annotations: AnnotationsOfNote;
}

const onlyAnnotations: ReadonlySet<string> = new Set([annotationsBlock]);
/** Where a note without the block gets it. */
const appendix: Appendix = { heading: 'Annotations', block: `<!-- marginalia:begin ${annotationsBlock} -->\n<!-- marginalia:end -->` };
const keepMine = () => Promise.resolve({ kind: 'keep' } as const);

/** Brings the annotations in a paper's note up to date, where it shows them: nothing else of it, and no word to the user. */
export async function refreshAnnotations(dependencies: AnnotationsToNoteDependencies, key: string): Promise<void> {
	const { library, finder, log } = dependencies;
	const paper = await library.paper(key);
	const template = await readNoteTemplate();
	if (paper === undefined || template.kind === 'missing') {
		return;
	}
	const targets = (await finder.find(paper))
		.filter(({ copy }) => !copy)
		.map(({ path }) => ({ uri: Uri.parse(path), paper, named: false }))
		.filter(({ uri }) => workspace.getWorkspaceFolder(uri) !== undefined);
	const { problems } = await refreshNotes(targets, template, keepMine, dependencies.annotations, onlyAnnotations);
	problems.forEach(({ path, line, message }) => log.warn(`${path}, line ${line}: ${message}`));
}

/** Puts a paper's annotations into its note: the note and its block are created where they are missing. */
export async function addAnnotations(dependencies: AnnotationsToNoteDependencies, paper: Paper): Promise<Uri | undefined> {
	const template = await readNoteTemplate();
	if (template.kind === 'missing') {
		tell(window.showErrorMessage, localize('{0} No note was changed.', template.message));
		return undefined;
	}
	const uri = await dependencies.notes.ensure(paper);
	if (uri === undefined) {
		return undefined;
	}
	const refused = await editExactly(uri, text => {
		if (!isNoteOf(text, paper)) {
			return { kind: 'problem', message: localize('Add “citation-key: {0}” to its front matter first.', paper['citation-key']) };
		}
		if (findManagedBlocks(text).blocks.some(({ name }) => name === annotationsBlock)) {
			return { kind: 'edits', edits: [] };
		}
		const appended = appendToSection(text, appendix);
		return appended.kind === 'edit'
			? { kind: 'edits', edits: [appended.edit] }
			: { kind: 'problem', message: localize('Line {0}: {1}', appended.line, appended.message) };
	});
	const report =
		refused === undefined
			? await refreshNotes([{ uri, paper, named: true }], template, keepMine, dependencies.annotations, onlyAnnotations)
			: undefined;
	tellOf(uri, refused === undefined ? report && hindranceIn(report, template.text) : refusalSentence(refused));
	return uri;
}

/** Why the block was left as it is, as a sentence. */
function hindranceIn({ kept, problems: [problem] }: RefreshReport, template: string): string | undefined {
	return (
		problem?.message ??
		(kept.length > 0
			? localize('You edited its annotations. “Marginalia: Refresh Note” shows the difference.')
			: findManagedBlocks(template).blocks.some(({ name }) => name === annotationsBlock)
				? undefined
				: localize(
						'Your note template has no “{0}” block, which determines how they look. Copy the one from docs/pdf.md.',
						annotationsBlock,
					))
	);
}

function tellOf(uri: Uri, problem: string | undefined): void {
	const path = workspace.asRelativePath(uri);
	if (problem === undefined) {
		window.setStatusBarMessage(`$(check) ${localize('Added the annotations to {0}', path)}`, 4000);
	} else {
		tell(window.showWarningMessage, localize('Couldn’t add the annotations to {0}. {1}', path, problem), {
			[localize('Open Note')]: () => window.showTextDocument(uri, { preview: false }),
		});
	}
}
