import { randomUUID } from 'node:crypto';
import { cp, mkdir, realpath, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { copySampleWorkspace } from '../../launcher/workspaces.mjs';
import { EditorPage } from './editorPage';
import { sharedEditor } from './sharedEditor';

export interface EditorOptions {
	/** Files by path, or a folder to copy. Left out: the sample workspace. */
	readonly workspace?: string | Readonly<Record<string, string>>;
	/** User settings on top of the calm ones. Windows share them, so open one at a time. */
	readonly settings?: Readonly<Record<string, unknown>>;
	readonly viewport?: { readonly width: number; readonly height: number };
}

const defaultViewport = { width: 1280, height: 800 };

/** Opens a new window on a fresh workspace, with nothing left from the windows before it. */
export async function openEditor({ workspace, settings = {}, viewport = defaultViewport }: EditorOptions = {}): Promise<EditorPage> {
	const { folder, home, server, browser } = sharedEditor();
	const workspaceFolder = await makeWorkspace(join(folder, randomUUID()), workspace);
	await rm(join(home, 'data/User/globalStorage'), { recursive: true, force: true });
	await server.useSettings(settings);
	const context = await browser.newContext({ viewport, permissions: ['clipboard-read', 'clipboard-write'] });
	const page = await context.newPage();
	const editor = new EditorPage(page, workspaceFolder);
	await page.goto(server.url(workspaceFolder));
	await editor.whenReady();
	return editor;
}

async function makeWorkspace(parent: string, workspace: EditorOptions['workspace']): Promise<string> {
	await mkdir(parent, { recursive: true });
	if (workspace === undefined) {
		return copySampleWorkspace(await realpath(parent));
	}
	const folder = join(await realpath(parent), 'workspace');
	await mkdir(folder);
	if (typeof workspace === 'string') {
		await cp(workspace, folder, { recursive: true });
		return folder;
	}
	for (const [path, text] of Object.entries(workspace)) {
		await mkdir(dirname(join(folder, path)), { recursive: true });
		await writeFile(join(folder, path), text);
	}
	return folder;
}
