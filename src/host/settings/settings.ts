import { workspace } from 'vscode';
import type { Disposable, Uri } from 'vscode';
import type { ReferenceOrder } from '../../core/citing/citedWorks';
import { referenceOrders } from '../../core/citing/citedWorks';
import { isObject, stringsOf } from '../../core/data/json';
import type { BackupLimits } from '../../core/library/backups';
import type { SavedSearch } from '../../core/library/smartGroups';
import type { Grouping, Sorting } from '../../core/library/groups';
import { groupings, sortings } from '../../core/library/groups';
import { defaultNamePattern } from '../../core/notes/fileNames';
import type { LinkStyle } from '../../core/notes/link';
import { linkStyles } from '../../core/notes/link';
import type { LineWidth } from '../../protocol/reader';
import { lineWidths } from '../../protocol/reader';

const unknownKeySeverities = ['warning', 'information', 'hint', 'off'] as const;
export type UnknownKeySeverity = (typeof unknownKeySeverities)[number];

const libraryBadges = ['none', 'unread'] as const;
export type LibraryBadge = (typeof libraryBadges)[number];

const citationTargets = ['note', 'bibliography', 'reader'] as const;
export type CitationTarget = (typeof citationTargets)[number];

const wikilinkAnswers = ['auto', 'on', 'off'] as const;
export type WikilinkAnswer = (typeof wikilinkAnswers)[number];

/** Of the Markdown preview, or one of these. */
const readerFonts = ['preview', 'serif', 'sans-serif'] as const;
export type ReaderFont = (typeof readerFonts)[number];

const pdfViewers = ['marginalia', 'other'] as const;
export type PdfViewer = (typeof pdfViewers)[number];

/** What happens to links to files that move; the first stands where a setting says nothing known. */
const linksOnMove = ['ask', 'always', 'never'] as const;
export type LinksOnMove = (typeof linksOnMove)[number];

/**
 * The user's settings, read at the moment they are needed. package.json has their defaults and descriptions;
 * a value of the wrong shape (settings are plain text files) counts as its default.
 */
export const settings = {
	libraryFolder: (): string => text('library.folder', '.marginalia'),
	groupBy: (): Grouping => choice('library.groupBy', groupings),
	sortBy: (): Sorting => choice('library.sortBy', sortings),
	/** Searches with names, in the order of the settings. */
	savedSearches: (): readonly SavedSearch[] => {
		const value: unknown = workspace.getConfiguration('marginalia').get('library.savedSearches');
		return isObject(value)
			? Object.entries(value).flatMap(([name, query]) => (typeof query === 'string' && query.trim() !== '' ? [{ name, query }] : []))
			: [];
	},
	/** The questions of the literature matrix, as the user wrote them. */
	matrixQuestions: (): readonly string[] => texts('matrix.questions'),
	/** Whether to offer bibliographies that lie in a workspace. */
	suggestsFiles: (): boolean => workspace.getConfiguration('marginalia').get('library.suggestFiles') !== false,
	/** What the number over the icon of the Library view counts. */
	badge: (): LibraryBadge => choice('library.badge', libraryBadges),
	/** Paths and globs of files that are used in place. */
	bibliographies: (scope?: Uri): readonly string[] => texts('bibliographies', scope),
	/** Whether saving a document brings its references file in step. */
	keepReferencesOnSave: (scope?: Uri): boolean => workspace.getConfiguration('marginalia', scope).get('references.keepOnSave') === true,
	keyPattern: (): string => text('citationKey.pattern', 'auth.lower + year + shorttitle(1,1).lower'),
	/** Whether PDFs of papers open in Marginalia. */
	pdfViewer: (): PdfViewer => choice('pdf.viewer', pdfViewers),
	readerFont: (): ReaderFont => choice('reader.font', readerFonts),
	/** Whether the arrow keys in the Library view open papers. */
	followsSelection: (): boolean => workspace.getConfiguration('marginalia').get('reader.followSelection') === true,
	readerWidth: (): LineWidth => choice('reader.width', lineWidths),
	/** Whether the words of attached PDFs can be searched. */
	searchesPdfs: (): boolean => workspace.getConfiguration('marginalia').get('pdf.search') !== false,
	/** What the five colours of marks are called. */
	pdfColours: (): readonly string[] => texts('pdf.colorNames'),
	/** Where downloaded PDFs go. */
	pdfFolder: (scope?: Uri): string => text('pdf.folder', 'papers', scope),
	/** Where pictures of areas go; empty for the folder beside the notes. */
	pdfPictureFolder: (scope?: Uri): string => text('pdf.pictureFolder', '', scope),
	pdfFileName: (): string => text('pdf.fileName', defaultNamePattern),
	notesFolder: (scope?: Uri): string => text('notes.folder', 'notes', scope),
	/** A name or a path; empty for the built-in template. */
	noteTemplate: (): string => text('notes.template', ''),
	noteFileName: (): string => text('notes.fileName', defaultNamePattern),
	isLogEnabled: (): boolean => workspace.getConfiguration('marginalia').get('log.enabled') === true,
	/** A name or a path; empty for the built-in template. */
	digestTemplate: (): string => text('digest.template', ''),
	digestFolder: (scope?: Uri): string => text('digest.folder', 'digests', scope),
	logFolder: (scope?: Uri): string => text('log.folder', 'log', scope),
	citationStyle: (): string => text('citations.style', 'apa'),
	/** `undefined` leaves it to the style. */
	citationLanguage: (): string | undefined => text('citations.language', '') || undefined,
	/** Where Go to Definition leads from a citation. */
	citationTarget: (): CitationTarget => choice('citations.openWith', citationTargets),
	citationHints: (scope?: Uri): boolean => workspace.getConfiguration('marginalia', scope).get('inlayHints.enabled') === true,
	citationsInOutline: (): boolean => workspace.getConfiguration('marginalia').get('outline.citations') === true,
	/** Keys that are not marked though nothing has them. */
	ignoredKeys: (scope?: Uri): readonly string[] => texts('diagnostics.ignoredKeys', scope),
	/** Folders or globs, relative to the workspace folder. */
	excludedFromDiagnostics: (scope?: Uri): readonly string[] => texts('diagnostics.exclude', scope),
	referenceOrder: (): ReferenceOrder => choice('references.order', referenceOrders),
	unknownKeySeverity: (scope?: Uri): UnknownKeySeverity => choice('diagnostics.unknownKey', unknownKeySeverities, scope),
	wikilinks: (): WikilinkAnswer => choice('links.wikilinks', wikilinkAnswers),
	linksOnMove: (): LinksOnMove => choice('links.updateOnMove', linksOnMove),
	/** How many backups of the library are kept (0: none are made), and for how many days. */
	backups: (): BackupLimits => ({ count: number('backups.count', 10, 0, 100), days: number('backups.days', 60, 1, 3650) }),
	noteLinkStyle: (): LinkStyle => choice('notes.linkStyle', linkStyles),
};

/** Changes a setting where it is already set, else for the user. */
export async function changeSetting(name: string, value: string | boolean): Promise<void> {
	const section = workspace.getConfiguration('marginalia');
	const inWorkspace = section.inspect(name)?.workspaceValue !== undefined;
	await section.update(name, value, !inWorkspace);
}

/** Calls `listener` when any of the named settings changes. */
export function onSettingChange(names: readonly string[], listener: () => void): Disposable {
	return workspace.onDidChangeConfiguration(event => {
		if (names.some(name => event.affectsConfiguration(`marginalia.${name}`))) {
			listener();
		}
	});
}

function text(name: string, fallback: string, scope?: Uri): string {
	const value: unknown = workspace.getConfiguration('marginalia', scope).get(name);
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : fallback;
}

function texts(name: string, scope?: Uri): readonly string[] {
	const value: unknown = workspace.getConfiguration('marginalia', scope).get(name);
	return stringsOf(value)
		.map(item => item.trim())
		.filter(item => item !== '');
}

function number(name: string, fallback: number, least: number, most: number): number {
	const value: unknown = workspace.getConfiguration('marginalia').get(name);
	return typeof value === 'number' && Number.isFinite(value) ? Math.min(most, Math.max(least, Math.round(value))) : fallback;
}

function choice<T extends string>(name: string, choices: readonly [T, ...(readonly T[])], scope?: Uri): T {
	const value: unknown = workspace.getConfiguration('marginalia', scope).get(name);
	return choices.find(known => known === value) ?? choices[0];
}
