import { WorkspaceEdit, workspace } from 'vscode';
import type { TextDocument, Uri } from 'vscode';
import type { JsonObject } from '../../../core/data/json';
import { localize } from '../../../core/data/localize';
import type { NoteProblem } from '../../../core/notes/managedBlocks';
import type { ReadFrontMatter } from '../../../core/notes/frontMatterEntries';
import { readLongFrontMatter } from '../../../core/notes/frontMatterEntries';
import { largestNote } from '../../../core/notes/noteSize';
import { isNoteOf, refreshRendered } from '../../../core/notes/refresh';
import type { RefreshChoices, RefreshConflict, RefreshedNote } from '../../../core/notes/refresh';
import { renderTemplate } from '../../../core/notes/template';
import type { RenderedTemplate } from '../../../core/notes/template';
import type { TemplateMistake } from '../../../core/notes/templateLanguage';
import { Pace } from '../../../core/work/pace';
import type { Paper } from '../../../core/paper/paper';
import { present } from '../../../core/paper/paper';
import { hindrance, refusalSentence, saveExactly, textOnDisk } from '../../documents/exactEditing';
import { pause } from '../../ui/pause';
import { rangeOf } from '../../documents/rangeOf';
import type { AnnotationsOfNote } from './noteFolder';

export interface RefreshTarget {
	readonly uri: Uri;
	readonly paper: Paper;
	/** Whether the user asked for this note, and so is told why it is left alone. */
	readonly named: boolean;
}

interface AnnotatedTarget extends RefreshTarget {
	readonly annotations: readonly JsonObject[];
}

/** A text of the user's, and what would stand there. */
export type EditedPart = RefreshConflict & { readonly fresh: string };

export interface RefreshReport {
	readonly refreshed: number;
	readonly upToDate: number;
	/** What the user wrote into a managed part, and what stayed. Lines are one-based. */
	readonly kept: readonly { readonly path: string; readonly line: number; readonly name: string }[];
	/** URIs of notes without seals whose values differ from their paper's: nothing tells whose they are, and the user was not asked. */
	readonly unsealed: readonly string[];
	/** Files that only have the name of a paper, or another tool's word for its key, by their URIs: the user may confirm them. */
	readonly unconfirmed: readonly { readonly uri: string; readonly key: string }[];
	/** Notes that were left alone, by the line to mend. */
	readonly problems: readonly { readonly path: string; readonly uri: string; readonly line: number; readonly message: string }[];
}

/**
 * What becomes of parts that the user edited, when both texts are known. `decline` keeps them and does not offer the same values again;
 * `keep all` answers for the notes to come as well.
 */
export type Decision =
	| { readonly kind: 'replace' | 'decline'; readonly parts: readonly EditedPart[] }
	| { readonly kind: 'keep' | 'keep all' };
export type Decide = (question: EditedNote) => Promise<Decision>;

export interface EditedNote {
	readonly document: TextDocument;
	readonly parts: readonly EditedPart[];
	/** Those of them that the user should be asked about. */
	readonly offered: readonly EditedPart[];
	/** How many more notes are still to be asked about. */
	readonly left: number;
}

interface Template {
	readonly name: string;
	readonly text: string;
}

/**
 * Brings notes up to date in one undo step. First all questions are asked, then every note is looked at once more as it is by then: what
 * the user typed meanwhile stays. Editors with unsaved text are edited in place and stay unsaved; all other files are saved. Where `blocks`
 * are given, nothing but these managed blocks is meant.
 */
export async function refreshNotes(
	targets: readonly RefreshTarget[],
	template: Template,
	decide: Decide,
	annotations: AnnotationsOfNote,
	blocks?: ReadonlySet<string>,
): Promise<RefreshReport> {
	const refresh = new Refresh(template, blocks);
	const pace = new Pace(pause);
	const changing: { readonly target: AnnotatedTarget; readonly document: TextDocument }[] = [];
	for (const target of targets) {
		const text = await textOf(target.uri);
		if (text !== undefined && text.length > largestNote) {
			refresh.problem(target.uri, {
				line: 1,
				message: localize('It is larger than {0} MB, which is too large for a note.', largestNote / 1e6),
			});
		} else if (text !== undefined && !isNoteOf(text, target.paper)) {
			refresh.stranger(target);
		} else if (text !== undefined) {
			const note = { ...target, annotations: await annotations(target.paper, target.uri, template.text) };
			await refresh.look(note, text, pace);
			if (refresh.concerns(note, text)) {
				changing.push({ target: note, document: await workspace.openTextDocument(target.uri) });
			}
		}
		await pace.rest();
	}
	const ready = [];
	for (const note of changing) {
		const hindered = await hindrance(note.document);
		if (hindered === undefined) {
			ready.push(note);
		} else {
			refresh.problem(note.target.uri, { line: 1, message: refusalSentence(hindered) });
		}
	}
	for (const { target, document } of ready) {
		await refresh.look(target, document.getText(), pace);
	}
	const decisions = await askAll(
		ready.map(({ target, document }) => {
			const parts = refresh.editedParts(target, document.getText());
			return { document, parts, offered: parts.filter(({ isNew, isUnsealed }) => isNew || (isUnsealed && target.named)) };
		}),
		decide,
	);
	for (const { target, document } of ready) {
		await refresh.look(target, document.getText(), pace);
		refresh.plan(target, document, decisions.get(document) ?? { kind: 'keep' });
		await pace.rest();
	}
	return refresh.apply();
}

/** Gathers the edits of all notes. */
class Refresh {
	private readonly edit = new WorkspaceEdit();
	private readonly documents = new Set<TextDocument>();
	private readonly kept: RefreshReport['kept'][number][] = [];
	private readonly problems: RefreshReport['problems'][number][] = [];
	private readonly rendered = new Map<AnnotatedTarget, RenderedTemplate | TemplateMistake>();
	private readonly results = new Map<AnnotatedTarget, { readonly text: string; readonly result: RefreshedNote }>();
	private readonly readings = new Map<AnnotatedTarget, { readonly text: string; readonly reading: ReadFrontMatter | undefined }>();
	private readonly now = new Date();
	private readonly unsealed = new Set<string>();
	private readonly unconfirmed: RefreshReport['unconfirmed'][number][] = [];
	private upToDate = 0;

	constructor(
		private readonly template: Template,
		private readonly blocks: ReadonlySet<string> | undefined,
	) {}

	/** Reads the front matter of a note's text in slices, for what follows. */
	async look(target: AnnotatedTarget, text: string, pace: Pace): Promise<void> {
		if (this.readings.get(target)?.text !== text) {
			this.readings.set(target, { text, reading: await readLongFrontMatter(text, pace) });
		}
	}

	/** Whether there is anything to do to a note; counts it where there is not. */
	concerns(target: AnnotatedTarget, text: string): boolean {
		const result = this.run(target, text, {});
		if (result === undefined) {
			return false;
		}
		const concerned = result.edits.length > 0 || result.conflicts.length > 0;
		this.upToDate += concerned ? 0 : 1;
		return concerned;
	}

	/** A file that only has the name of the paper. */
	stranger({ uri, paper, named }: RefreshTarget): void {
		if (named) {
			this.unconfirmed.push({ uri: uri.toString(), key: paper['citation-key'] });
			this.problem(uri, {
				line: 1,
				message: localize(
					'Only the file name connects it to this paper. Add “citation-key: {0}” to its front matter, then refresh it.',
					paper['citation-key'],
				),
			});
		}
	}

	editedParts(target: AnnotatedTarget, text: string): readonly EditedPart[] {
		const rendered = this.render(target);
		return rendered.kind === 'mistake' ? [] : partsOf(this.refreshed(target, text, rendered));
	}

	/** Adds the edits of a note. A part is given up only where it still reads as it did when the user decided. */
	plan(target: AnnotatedTarget, document: TextDocument, decision: Decision): void {
		const text = document.getText();
		const decided = 'parts' in decision ? decision.parts : [];
		const isAsShown = (now: EditedPart) =>
			decided.some(shown => shown.kind === now.kind && shown.name === now.name && shown.current === now.current);
		const parts = decided.length === 0 ? [] : this.editedParts(target, text);
		const changed = new Set(parts.filter(now => !isAsShown(now)).map(nameOf));
		const named = (kind: EditedPart['kind']) =>
			new Set(parts.filter(part => part.kind === kind && !changed.has(nameOf(part))).map(({ name }) => name));
		const result = this.run(
			target,
			text,
			decision.kind === 'replace' ? { replace: named('block'), replaceKeys: named('key') } : { declineKeys: named('key') },
		);
		if (result === undefined) {
			return;
		}
		for (const edit of result.edits) {
			this.edit.replace(target.uri, rangeOf(document, edit), edit.text);
		}
		if (result.edits.length > 0) {
			this.documents.add(document);
		} else {
			this.upToDate += result.conflicts.length === 0 ? 1 : 0;
		}
		if (!target.named && decision.kind === 'keep' && partsOf(result).some(({ isUnsealed }) => isUnsealed)) {
			this.unsealed.add(target.uri.toString());
		}
		this.kept.push(...result.conflicts.map(({ line, name }) => ({ path: workspace.asRelativePath(target.uri), line, name })));
	}

	problem(uri: Uri, { line, message }: NoteProblem): void {
		this.problems.push({ path: workspace.asRelativePath(uri), uri: uri.toString(), line, message });
	}

	async apply(): Promise<RefreshReport> {
		const unsaved = new Set([...this.documents].filter(document => document.isDirty));
		const applied = this.documents.size === 0 || (await workspace.applyEdit(this.edit));
		if (!applied) {
			this.documents.forEach(document =>
				this.problem(document.uri, { line: 1, message: localize('The file was modified meanwhile. Refresh it again.') }),
			);
			this.documents.clear();
		}
		for (const document of this.documents) {
			if (!unsaved.has(document) && !document.isUntitled && !(await saveExactly(document))) {
				this.problem(document.uri, { line: 1, message: refusalSentence({ kind: 'unsaved' }) });
			}
		}
		return {
			refreshed: this.documents.size,
			upToDate: this.upToDate,
			kept: this.kept,
			unsealed: [...this.unsealed],
			unconfirmed: this.unconfirmed,
			problems: this.problems,
		};
	}

	/** `undefined` where a problem keeps the note from being refreshed. */
	private run(target: AnnotatedTarget, text: string, choices: RefreshChoices): RefreshedNote | undefined {
		const rendered = this.render(target);
		if (rendered.kind === 'mistake') {
			this.problem(target.uri, { line: 1, message: localize('{0}, line {1}: {2}', this.template.name, rendered.line, rendered.message) });
			return undefined;
		}
		const hasChoices = [choices.replace, choices.replaceKeys, choices.declineKeys].some(names => (names?.size ?? 0) > 0);
		const result = hasChoices ? this.refresh(target, text, rendered, choices) : this.refreshed(target, text, rendered);
		result.problems.forEach(problem => this.problem(target.uri, problem));
		return result.problems.length > 0 ? undefined : result;
	}

	/** Read once for each text of a note: long ones take their time. */
	private refreshed(target: AnnotatedTarget, text: string, rendered: RenderedTemplate): RefreshedNote {
		const known = this.results.get(target);
		if (known?.text === text) {
			return known.result;
		}
		const result = this.refresh(target, text, rendered, {});
		this.results.set(target, { text, result });
		return result;
	}

	private refresh(target: AnnotatedTarget, text: string, rendered: RenderedTemplate, choices: RefreshChoices): RefreshedNote {
		const known = this.readings.get(target);
		return refreshRendered(text, target.paper, rendered, {
			...choices,
			...present('blocks', this.blocks),
			...present('reading', known?.text === text ? known.reading : undefined),
		});
	}

	/** Once for each note. */
	private render(target: AnnotatedTarget): RenderedTemplate | TemplateMistake {
		const { paper, annotations } = target;
		const known = this.rendered.get(target);
		const rendered = known ?? renderTemplate(this.template.text, paper, { now: this.now, annotations });
		this.rendered.set(target, rendered);
		return rendered;
	}
}

/** What becomes of each note's parts that the user edited. */
async function askAll(notes: readonly Omit<EditedNote, 'left'>[], decide: Decide): Promise<ReadonlyMap<TextDocument, Decision>> {
	const decisions = new Map<TextDocument, Decision>();
	const open = notes.filter(note => note.parts.length > 0);
	for (const [index, note] of open.entries()) {
		const decision = await decide({ ...note, left: open.length - index - 1 });
		if (decision.kind === 'keep all') {
			break;
		}
		decisions.set(note.document, decision);
	}
	return decisions;
}

function partsOf({ conflicts }: RefreshedNote): readonly EditedPart[] {
	return conflicts.flatMap(conflict => (conflict.fresh === undefined ? [] : [{ ...conflict, fresh: conflict.fresh }]));
}

function nameOf({ kind, name }: EditedPart): string {
	return `${kind} ${name}`;
}

/** What an editor holds unsaved counts before what the disk holds; `undefined` where there is no such file (any more). */
async function textOf(uri: Uri): Promise<string | undefined> {
	const open = workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
	return open?.isDirty === true || uri.scheme === 'untitled' ? open?.getText() : textOnDisk(uri);
}
