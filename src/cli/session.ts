import { isLinkingFile } from '../core/citing/languages';
import { decode } from '../core/ingest/decode';
import type { Cache } from '../core/files/ports';
import type { Library } from '../core/library/library';
import { LabelStore } from '../core/library/labels';
import type { Labels } from '../core/library/labels';
import { openLibrary } from '../core/library/library';
import { builtInTemplate } from '../core/notes/builtInTemplate';
import { present } from '../core/paper/paper';
import type { Asking } from '../core/sources/asking';
import { askOfWorkspace } from '../core/search/facts';
import { factsOnDisk } from '../core/tools/factsOnDisk';
import type { NoteSettings } from '../core/tools/notesOnDisk';
import { WorkplaceOnDisk } from '../core/tools/workplaceOnDisk';
import type { WorkspaceSettings } from '../core/tools/workspaceSettings';
import { readWorkspaceSettings, settingNames, templatePath } from '../core/tools/workspaceSettings';
import type { CommandHost, FileProblem } from './host';
import { UsageError } from './host';

/** Which library and workspace a command is about. */
export interface SessionRequest {
	/** The library's folder; that of the workspace's settings without it. */
	readonly library?: string;
	/** The workspace's folder; without it, the nearest folder upwards that has a library, else the working folder. */
	readonly workspace?: string;
	/** Whether there must be a library. */
	readonly needsLibrary: boolean;
	/** In place of the setting: the folder for notes. */
	readonly notesFolder?: string;
	/** In place of the setting: the path of the template for notes. */
	readonly template?: string;
	readonly asking?: Asking;
	/** Whether attached PDFs outside the workspace may be read. */
	readonly isOutsideRead?: boolean;
}

/** An open library and its workspace. */
export interface Session {
	readonly root: string;
	readonly settings: WorkspaceSettings;
	readonly library: Library;
	/** What the library keeps besides its papers. */
	readonly labels: () => Promise<Labels>;
	readonly place: WorkplaceOnDisk;
	/** For what is known of the library and its workspace. */
	readonly cache: Cache | undefined;
	/** Volumes that could not be read, and lines that are no papers. */
	readonly problems: readonly FileProblem[];
	/** Bibliographies that the workspace's settings name and that can't be read. */
	readonly unlinked: readonly FileProblem[];
}

/** Opens the library that a command is about. Rejects with a `UsageError` where there is none and one is needed. */
export async function openSession(request: SessionRequest, host: CommandHost): Promise<Session> {
	const { disk, files, clock, noteSource } = host;
	const root = await rootOf(request, host);
	const settingsFile = disk.resolve(root, '.vscode/settings.json');
	const reading = await disk.read(settingsFile);
	const settingsText = reading.kind === 'bytes' ? decode(reading.bytes).text : undefined;
	const settings = readWorkspaceSettings(settingsText);
	const folder = request.library === undefined ? disk.resolve(root, settings.libraryFolder) : disk.resolve('.', request.library);
	const cache = host.cacheOf(folder);
	const library = await openLibrary(files, folder, { clock, keyPattern: () => settings.keyPattern, ...present('cache', cache) });
	const problems = library.problems().map(({ path, line, message }) => ({ file: path, line, message }));
	if (request.needsLibrary && library.heads().length === 0 && problems.length === 0) {
		throw new UsageError(`There is no library in ${folder}. Name the folder that has volume-0001.json in it with --library.`);
	}
	const place = new WorkplaceOnDisk(library, {
		disk,
		files,
		clock,
		noteSource,
		root,
		libraryFolder: folder,
		notes: await noteSettings(request, settings, root, host),
		...present('cache', cache),
		...present('asking', request.asking),
		...present('openPageReader', host.openPageReader),
		...present('isOutsideRead', request.isOutsideRead),
	});
	askOfWorkspace(factsOnDisk(place.notes));
	const unlinked = (await place.bibliographies.linkSetting(settings.bibliographies)).map(path => ({
		file: settingsFile,
		line: lineOfText(settingsText, path),
		message: `Couldn't read the bibliography ${path}, which the setting ${settingNames.bibliographies} names: outside an editor it must be within the workspace.`,
	}));
	const labels = () => new LabelStore(files, folder).read();
	return { root, settings, library, labels, place, cache, problems, unlinked };
}

/** The one-based line where something is written in JSON first. */
function lineOfText(text: string | undefined, sought: string): number {
	return (text ?? '').slice(0, Math.max(0, (text ?? '').indexOf(JSON.stringify(sought)))).split('\n').length;
}

async function rootOf({ workspace, library }: SessionRequest, { disk, files }: CommandHost): Promise<string> {
	if (workspace !== undefined) {
		return disk.resolve('.', workspace);
	}
	const own = library === undefined ? undefined : disk.resolve('.', library);
	if (own !== undefined && /[/\\]\.marginalia$/.test(own)) {
		return disk.folderOf(own);
	}
	const here = disk.resolve('.', '.');
	for (let folder = here; ; folder = disk.folderOf(folder)) {
		if ((await namesIn(disk.resolve(folder, '.marginalia'))).some(name => /^volume-\d+\.json$/i.test(name))) {
			return folder;
		}
		if (disk.folderOf(folder) === folder) {
			return here;
		}
	}

	/** A folder that may not be looked into has no library for us. */
	async function namesIn(folder: string): Promise<readonly string[]> {
		try {
			return await files.names(folder);
		} catch {
			return [];
		}
	}
}

async function noteSettings(
	{ notesFolder, template }: SessionRequest,
	settings: WorkspaceSettings,
	root: string,
	{ disk }: CommandHost,
): Promise<NoteSettings> {
	const wanted =
		template ?? (settings.noteTemplate === '' ? undefined : disk.resolve(root, templatePath(settings.noteTemplate, isLinkingFile)));
	const folder = notesFolder === undefined ? settings.notesFolder : disk.relative(root, disk.resolve('.', notesFolder));
	const named = { folder: folder === '' ? '.' : folder, namePattern: settings.noteFileName, colourNames: settings.pdfColours };
	if (wanted === undefined) {
		return { ...named, template: { name: 'the built-in template', text: builtInTemplate } };
	}
	const reading = await disk.read(wanted);
	if (reading.kind === 'unreadable') {
		throw new UsageError(`Couldn't read the template ${wanted}. Create the file, or change the setting marginalia.notes.template.`);
	}
	return { ...named, template: { name: wanted, text: decode(reading.bytes).text } };
}
