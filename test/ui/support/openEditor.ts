import { randomUUID } from 'node:crypto';
import { cp, mkdir, realpath, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { copySampleWorkspace } from '../../launcher/workspaces.mjs';
import { EditorPage } from './editorPage';
import { sharedEditor } from './sharedEditor';

export interface EditorOptions {
	/** Files by path, or a folder to copy. Left out: the sample workspace. */
	readonly workspace?: string | Readonly<Record<string, string>>;
	/** What else to do to the workspace's folder before it is opened. */
	readonly prepare?: (folder: string) => Promise<void>;
	/** User settings on top of the calm ones. Windows share them, so open one at a time. */
	readonly settings?: Readonly<Record<string, unknown>>;
	readonly viewport?: { readonly width: number; readonly height: number };
	/** Which extension host runs the extension: that of the server, where it is installed, or the worker of the window. */
	readonly host?: 'node' | 'web';
}

const defaultViewport = { width: 1280, height: 800 };

/** Opens a new window on a fresh workspace, with nothing left from the windows before it. */
export async function openEditor({
	workspace,
	prepare,
	settings = {},
	viewport = defaultViewport,
	host = 'node',
}: EditorOptions = {}): Promise<EditorPage> {
	const { folder, node, web, browser, page } = sharedEditor();
	const { home, server, payload } = host === 'node' ? node : await web();
	const workspaceFolder = await makeWorkspace(join(folder, randomUUID()), workspace);
	await prepare?.(workspaceFolder);
	await rm(join(home, 'data/User/globalStorage'), { recursive: true, force: true });
	await server.useSettings(settings);
	await forgetWindows(browser, page, new URL(server.url(workspaceFolder)).origin);
	await page.setViewportSize(viewport);
	const editor = new EditorPage(page, workspaceFolder);
	await page.goto(server.url(workspaceFolder, payload));
	await editor.whenReady();
	return editor;
}

/** Opens one more window on the workspace of another, in a tab of its own. */
export async function openAnother({ page, workspace }: EditorPage): Promise<EditorPage> {
	const { browser } = sharedEditor();
	const other = new EditorPage(await browser.newPage(), workspace);
	await other.page.setViewportSize(page.viewportSize() ?? defaultViewport);
	await other.page.goto(page.url());
	await other.whenReady();
	return other;
}

/** The editor keeps how its windows look, and the state of extensions, in the browser. */
async function forgetWindows(browser: BrowserContext, page: Page, origin: string): Promise<void> {
	const session = await browser.newCDPSession(page);
	await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'cookies,indexeddb,local_storage' });
	await session.detach();
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
