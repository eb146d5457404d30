import { parse } from 'jsonc-parser';
import { isObject, stringsOf } from '../data/json';
import { defaultKeyPattern } from '../keys/citekey';
import { defaultNamePattern } from '../notes/fileNames';

/** The settings of a workspace as its file `.vscode/settings.json` has them, for programs outside an editor. */
export interface WorkspaceSettings {
	/** Relative to the workspace, or absolute. */
	readonly libraryFolder: string;
	readonly keyPattern: string;
	readonly notesFolder: string;
	readonly noteFileName: string;
	/** A name or a path; empty for the built-in template. */
	readonly noteTemplate: string;
	readonly citationStyle: string;
	readonly ignoredKeys: readonly string[];
	/** Folders and globs in which citations aren't checked. */
	readonly excludedFromChecks: readonly string[];
	/** How strongly citations are marked that are wrong; `off` for not at all. */
	readonly unknownKey: string;
	/** Paths and globs of bibliographies that are used in place. */
	readonly bibliographies: readonly string[];
	/** What the colours of annotations are called, in their order. */
	readonly pdfColours: readonly string[];
}

/** As package.json has them, which a test compares. */
const defaults: WorkspaceSettings = {
	libraryFolder: '.marginalia',
	keyPattern: defaultKeyPattern,
	notesFolder: 'notes',
	noteFileName: defaultNamePattern,
	noteTemplate: '',
	citationStyle: 'apa',
	ignoredKeys: [],
	excludedFromChecks: [],
	unknownKey: 'warning',
	bibliographies: [],
	pdfColours: ['Yellow', 'Green', 'Blue', 'Red', 'Purple'],
};

/** The names of these settings in the editor. */
export const settingNames = {
	libraryFolder: 'marginalia.library.folder',
	keyPattern: 'marginalia.citationKey.pattern',
	notesFolder: 'marginalia.notes.folder',
	noteFileName: 'marginalia.notes.fileName',
	noteTemplate: 'marginalia.notes.template',
	citationStyle: 'marginalia.citations.style',
	ignoredKeys: 'marginalia.diagnostics.ignoredKeys',
	excludedFromChecks: 'marginalia.diagnostics.exclude',
	unknownKey: 'marginalia.diagnostics.unknownKey',
	bibliographies: 'marginalia.bibliographies',
	pdfColours: 'marginalia.pdf.colorNames',
} as const satisfies { readonly [Name in keyof WorkspaceSettings]: string };

/** Reads a settings file, which may have comments. A value of the wrong kind counts as its default, as in the editor. */
export function readWorkspaceSettings(text: string | undefined): WorkspaceSettings {
	const value: unknown = text === undefined ? undefined : parse(text, [], { allowTrailingComma: true });
	const settings = isObject(value) ? value : {};
	const textsOf = (name: keyof WorkspaceSettings) =>
		stringsOf(settings[settingNames[name]])
			.map(item => item.trim())
			.filter(item => item !== '');
	const textOf = (name: Exclude<keyof WorkspaceSettings, 'ignoredKeys' | 'excludedFromChecks' | 'bibliographies' | 'pdfColours'>) => {
		const given = Object.hasOwn(settings, settingNames[name]) ? settings[settingNames[name]] : undefined;
		return typeof given === 'string' && given.trim() !== '' ? given.trim() : defaults[name];
	};
	const colours = textsOf('pdfColours');
	return {
		libraryFolder: textOf('libraryFolder'),
		keyPattern: textOf('keyPattern'),
		notesFolder: textOf('notesFolder'),
		noteFileName: textOf('noteFileName'),
		noteTemplate: textOf('noteTemplate'),
		citationStyle: textOf('citationStyle'),
		ignoredKeys: textsOf('ignoredKeys'),
		excludedFromChecks: textsOf('excludedFromChecks'),
		unknownKey: textOf('unknownKey'),
		bibliographies: textsOf('bibliographies'),
		pdfColours: defaults.pdfColours.map((name, at) => colours[at] ?? name),
	};
}

/**
 * Where a template that a setting names is: `thesis` is `.marginalia/templates/thesis.md`; `templates/thesis.md` and `thesis.md` are
 * paths.
 */
export function templatePath(wanted: string, isNote: (path: string) => boolean): string {
	return /[/\\]/.test(wanted) || isNote(wanted) ? wanted.replaceAll('\\', '/') : `.marginalia/templates/${wanted}.md`;
}
