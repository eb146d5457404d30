import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, JSHandle, Locator, Page } from 'playwright-core';
import { Notifications } from './notifications';
import { takePicture } from './pictures';
import { QuickInput } from './quickInput';
import { TreeView } from './treeView';
import { findPreviewWithReferences, findWebview } from './webviews';

/** A word for file names, the theme's name, and the class that the window has then. The last is the one that it had. */
const themes = [
	['light', 'Light Modern', 'vs'],
	['high-contrast', 'Dark High Contrast', 'hc-black'],
	['dark', 'Dark Modern', 'vs-dark'],
] as const;

/** A window of the editor, as a person sees and uses it. What is missing here can be done with `page`. */
export class EditorPage {
	readonly quickInput: QuickInput;
	readonly notifications: Notifications;
	/** What the window wrote to its console. */
	readonly console: string[] = [];

	constructor(
		readonly page: Page,
		readonly workspace: string,
	) {
		this.quickInput = new QuickInput(page);
		this.notifications = new Notifications(page);
		page.on('console', message => this.console.push(message.text()));
	}

	/** Resolves when the window shows its parts, the sidebar too, and takes input. Extensions may come later. */
	async whenReady(): Promise<void> {
		await this.page.locator('.sidebar .composite.title').waitFor();
		// A click on the view that is shown would hide the sidebar.
		await this.page.locator('.activitybar .action-item.checked').waitFor();
		await this.page.locator('.monaco-workbench .part.statusbar .statusbar-item').first().waitFor();
	}

	/** Runs a command by its title in the palette: `Marginalia: Open Note`. */
	async runCommand(title: string): Promise<void> {
		const row = this.quickInput.row(title).first();
		const palette = this.page.locator('.quick-input-widget:visible input[placeholder="Type the name of a command to run."]');
		let isRun = false;
		for (let tries = 0; tries < 10 && !isRun; tries++) {
			// A palette that was open before the extension's commands were known does not show them, and one may close because a view takes the
			// focus, also after it showed the command.
			await this.press('Escape', 'F1');
			isRun = await this.quickInput
				.type(`>${title}`, 1_000)
				.then(() => row.waitFor({ timeout: 1_000 }))
				.then(() => row.click({ timeout: 3_000 }))
				.then(
					() => true,
					() => false,
				);
		}
		assert.ok(isRun, `No command palette shows “${title}”.`);
		await palette.waitFor({ state: 'hidden' });
	}

	/** Presses keys: `Control+S`, `ArrowDown`. */
	async press(...keys: string[]): Promise<void> {
		for (const key of keys) {
			await this.page.keyboard.press(key);
		}
	}

	/** Writes text where the cursor is, in one piece, as dictation does: nothing is completed on the way. */
	async write(text: string): Promise<void> {
		await this.untilEditorFocused();
		await this.page.keyboard.insertText(text);
	}

	/**
	 * Pastes as a person does, then takes the way of the menu that stands behind what was pasted. A busy editor pastes without asking
	 * extensions, and shows no menu: then, as a person would, takes it back and pastes once more.
	 */
	async pasteAs(text: string, way: string): Promise<void> {
		const menu = this.page.locator('.post-edit-widget');
		await this.page.evaluate(words => navigator.clipboard.writeText(words), text);
		await this.press('Control+V');
		if (
			!(await menu.waitFor({ timeout: 10_000 }).then(
				() => true,
				() => false,
			))
		) {
			await this.press('Control+Z');
			await this.press('Control+V');
			await menu.waitFor();
		}
		await this.press('Control+.');
		await this.page.locator('.action-widget .monaco-list-row', { hasText: way }).click();
	}

	/** Drags something with Shift held, which lets it drop into a text editor instead of opening beside it. */
	async drag(from: Locator, to: Locator): Promise<void> {
		await from.hover();
		await this.page.mouse.down();
		await this.page.keyboard.down('Shift');
		// Twice, since the first move over a target only announces the drag.
		await to.hover({ force: true });
		await to.hover({ force: true });
		await this.page.waitForTimeout(200);
		await this.page.mouse.up();
		await this.page.keyboard.up('Shift');
	}

	/** Drops text that was dragged from another window: a link of a browser. */
	async dropText(text: string, to: Locator): Promise<void> {
		await this.drop(
			to,
			await this.page.evaluateHandle(words => {
				const dragged = new DataTransfer();
				dragged.setData('text/plain', words);
				dragged.setData('text/uri-list', words);
				return dragged;
			}, text),
		);
	}

	/** Drops a file that was dragged from the desktop. */
	async dropFile(name: string, contents: Uint8Array, to: Locator): Promise<void> {
		await this.drop(
			to,
			await this.page.evaluateHandle(
				([file, bytes]) => {
					const dragged = new DataTransfer();
					dragged.items.add(new File([Uint8Array.from(bytes)], file));
					return dragged;
				},
				[name, [...contents]] as const,
			),
		);
	}

	private async drop(to: Locator, dataTransfer: JSHandle<DataTransfer>): Promise<void> {
		const box = await to.boundingBox();
		const at = { clientX: (box?.x ?? 0) + 30, clientY: (box?.y ?? 0) + 8 };
		for (const event of ['dragenter', 'dragover', 'drop']) {
			await to.dispatchEvent(event, { dataTransfer, ...at, bubbles: true, shiftKey: true });
		}
	}

	/** Opens a view container by its name in the activity bar. */
	async openView(container: string): Promise<void> {
		const item = this.page.locator('.activitybar .action-item').filter({ has: this.page.locator(`[aria-label^="${container}"]`) });
		if (!(await item.getAttribute('class'))?.includes('checked')) {
			await item.click();
		}
		// A pointer that rests on the icon is told the view's name, on top of the first rows.
		await this.page.mouse.move(800, 500);
		await this.page.locator('.sidebar .composite.title').waitFor();
	}

	tree(view: string): TreeView {
		return new TreeView(this.page, view);
	}

	/** Types into the box that a key opens. */
	typeBehind(key: string, text: string): Promise<void> {
		return this.typeInto(() => this.press('Escape', key), text);
	}

	/** Types into the box that a command opens. */
	typeBehindCommand(title: string, text: string): Promise<void> {
		return this.typeInto(() => this.runCommand(title), text);
	}

	/** A view that opens at this moment takes the focus, and the box is gone: then once more. */
	private async typeInto(open: () => Promise<void>, text: string): Promise<void> {
		for (let tries = 0, isTyped = false; !isTyped; tries += 1) {
			await open();
			isTyped = await this.quickInput.type(text, tries < 4 ? 4_000 : 30_000).then(
				() => true,
				(error: unknown) => {
					if (tries === 4) {
						throw error;
					}
					return false;
				},
			);
		}
	}

	/** Opens a file of the workspace by its path. */
	async openFile(path: string): Promise<void> {
		const name = path.split('/').at(-1)!;
		for (let tries = 0, isChosen = false; !isChosen && tries < 5; tries += 1) {
			await this.typeBehind('Control+P', path);
			// Not Enter: the first row is another one while a busy window still looks.
			isChosen = await this.quickInput
				.row(name)
				.first()
				.click({ timeout: 6_000 })
				.then(
					() => true,
					() => false,
				);
		}
		await this.page
			.locator('.editor-group-container.active .tab.active')
			.filter({ has: this.page.getByText(name, { exact: true }) })
			.waitFor();
		await this.activeEditor().waitFor();
	}

	/** Saves the active editor, in which something has changed. */
	async save(): Promise<void> {
		await this.page.locator('.tab.active.dirty').first().waitFor();
		await this.press('Control+S');
		await this.page.locator('.tab.active:not(.dirty)').first().waitFor();
	}

	tab(title: string): Locator {
		return this.page.locator('.tabs-container .tab').filter({ has: this.page.getByText(title, { exact: true }) });
	}

	/** The titles of the open editors. */
	async tabs(): Promise<string[]> {
		return this.page.locator('.tabs-container .tab').evaluateAll(tabs =>
			tabs.map(tab => {
				// `notes` and `.md` are apart.
				const parts = tab.querySelectorAll('.monaco-icon-name-container, .monaco-icon-suffix-container');
				return [...parts].map(part => part.textContent).join('');
			}),
		);
	}

	activeEditor(): Locator {
		return this.page.locator('.editor-group-container.active .monaco-editor').first();
	}

	/** Waits until keys go to the active text editor: its tab is there sooner. */
	async untilEditorFocused(): Promise<void> {
		await this.page.locator('.editor-group-container.active .monaco-editor.focused').first().waitFor();
	}

	/** The lines of the active text editor that are in sight. */
	async editorText(): Promise<string> {
		const lines = await this.activeEditor()
			.locator('.view-line')
			.evaluateAll(elements =>
				elements
					.map(element => ({ top: Number.parseFloat((element as HTMLElement).style.top), text: element.textContent }))
					.sort((a, b) => a.top - b.top)
					.map(line => line.text.replaceAll('\u00A0', ' ')),
			);
		return lines.join('\n');
	}

	/** The labels of the completions on offer. */
	async suggestions(): Promise<string[]> {
		await this.page.locator('.suggest-widget.visible .monaco-list-row').first().waitFor();
		return this.page.locator('.suggest-widget.visible .monaco-list-row .label-name').allInnerTexts();
	}

	/** The document of a webview that is in sight, by its `<title>`. */
	async webview(title: string): Promise<Frame> {
		return findWebview(this.page, title);
	}

	/** The built-in markdown preview, as soon as it shows a list of references, and what a selector finds. */
	async previewWithReferences(selector?: string): Promise<Frame> {
		return findPreviewWithReferences(this.page, () => this.runCommand('Markdown: Refresh Preview'), selector);
	}

	/** The texts of the status bar's items. */
	async statusBar(): Promise<string[]> {
		return (await this.page.locator('.statusbar-item').allInnerTexts()).map(text => text.trim()).filter(Boolean);
	}

	/** A file of the workspace; `undefined` if there is none. */
	async readFile(path: string): Promise<string | undefined> {
		return readFile(join(this.workspace, path), 'utf8').catch(() => undefined);
	}

	/** The paths of all files of the workspace, sorted. */
	async files(): Promise<string[]> {
		const entries = await readdir(this.workspace, { recursive: true, withFileTypes: true });
		return entries
			.filter(entry => entry.isFile())
			.map(entry => join(entry.parentPath, entry.name).slice(this.workspace.length + 1))
			.sort();
	}

	/** Waits until the active editor shows what is expected; says what it shows where it never does. */
	async untilTextMatches(expected: RegExp): Promise<void> {
		for (let tries = 0; tries < 150 && !expected.test(await this.editorText()); tries += 1) {
			await this.page.waitForTimeout(100);
		}
		assert.match(await this.editorText(), expected);
	}

	/** Waits until a file of the workspace holds what is expected; says what it holds where it never does. */
	async untilFileMatches(path: string, expected: RegExp): Promise<void> {
		for (let tries = 0; tries < 150 && !expected.test((await this.readFile(path)) ?? ''); tries += 1) {
			await this.page.waitForTimeout(100);
		}
		assert.match((await this.readFile(path)) ?? '', expected);
	}

	/** Puts the cursor at the end of a line, one-based. */
	async goToEndOfLine(line: number): Promise<void> {
		await this.press('Control+G');
		await this.quickInput.answer(`:${line}`);
		await this.page.locator('.statusbar-item', { hasText: `Ln ${line}, Col 1` }).waitFor();
		await this.press('End');
	}

	/** Shows the window in each of the themes that VS Code starts with, one after the other. */
	async inEachTheme(look: (name: string) => Promise<void>): Promise<void> {
		for (const [name, theme, kind] of themes) {
			await this.useTheme(theme, kind);
			await look(name);
		}
	}

	/** Chooses a theme by its label; `kind` is the class that the window has then. */
	async useTheme(theme: string, kind: string): Promise<void> {
		await this.runCommand('Preferences: Color Theme');
		await this.quickInput.type(theme);
		await this.quickInput.pick(theme);
		await this.page.locator(`.monaco-workbench.${kind}`).waitFor();
	}

	/** Takes a picture of the window into out/pictures/. */
	async screenshot(name: string): Promise<string> {
		return takePicture(this.page, name);
	}

	/** Leaves an empty page for the next window. */
	async close(): Promise<void> {
		this.page.removeAllListeners('console');
		await this.page.goto('about:blank');
	}
}
