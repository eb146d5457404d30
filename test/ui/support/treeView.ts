import type { Locator, Page } from 'playwright-core';

export interface TreeRow {
	readonly label: string;
	readonly description: string;
	/** 1 at the top. */
	readonly level: number;
	/** Missing where there is nothing to unfold. */
	readonly expanded?: boolean;
	readonly selected: boolean;
}

/** A tree in the sidebar or the panel. Rows out of sight are not there: a tree only draws what it shows. */
export class TreeView {
	constructor(
		private readonly page: Page,
		private readonly view: string,
	) {}

	/** The rows in sight, from the top. */
	async rows(): Promise<TreeRow[]> {
		await this.allRows().first().waitFor();
		return this.allRows().evaluateAll(elements =>
			elements
				.sort((a, b) => Number(a.dataset['index']) - Number(b.dataset['index']))
				.map(element => {
					const expanded = element.getAttribute('aria-expanded');
					return {
						label: element.querySelector('.label-name')?.textContent ?? '',
						description: element.querySelector('.label-description')?.textContent ?? '',
						level: Number(element.getAttribute('aria-level')),
						...(expanded === null ? {} : { expanded: expanded === 'true' }),
						selected: element.getAttribute('aria-selected') === 'true',
					};
				}),
		);
	}

	async labels(): Promise<string[]> {
		return (await this.rows()).map(row => row.label);
	}

	row(label: string): Locator {
		return this.allRows()
			.filter({ has: this.page.locator('.label-name').getByText(label, { exact: true }) })
			.first();
	}

	async click(label: string): Promise<void> {
		// The label itself may be longer than the row: clicking its middle would scroll it.
		await this.row(label).click({ position: { x: 100, y: 11 } });
	}

	/** Unfolds a row, unless it is unfolded, as the editor may do meanwhile with a row that it reveals. */
	async expand(label: string): Promise<void> {
		const row = this.row(label);
		await row.waitFor();
		for (let tries = 0; tries < 4 && (await row.getAttribute('aria-expanded')) === 'false'; tries += 1) {
			await row.locator('.monaco-tl-twistie').click();
			await this.unfolded(label)
				.waitFor({ timeout: 3_000 })
				.catch(() => undefined);
		}
	}

	private unfolded(label: string): Locator {
		return this.row(label).and(this.page.locator('[aria-expanded="true"]'));
	}

	/** Presses a button that appears in a row under the mouse. */
	async pressRowButton(label: string, button: string): Promise<void> {
		await this.row(label).hover();
		await this.row(label).locator(`.actions .action-label[aria-label^="${button}"]`).click();
	}

	/** Chooses from a row's context menu. A menu closes by itself where its row is drawn anew or a hint takes the focus. */
	async chooseFromMenu(label: string, item: string): Promise<void> {
		const choice = this.page.locator('.context-view .monaco-menu').getByText(item, { exact: true });
		for (let tries = 0; tries < 4; tries += 1) {
			await this.row(label).click({ button: 'right' });
			if (await this.isChosen(choice)) {
				return;
			}
			await this.page.keyboard.press('Escape');
		}
		throw new Error(`The menu of ${label} has no ${item} to choose.`);
	}

	private async isChosen(choice: Locator): Promise<boolean> {
		try {
			await choice.hover({ timeout: 5_000 });
			// A menu that has just opened takes a click for the end of the one that opened it.
			await this.page.waitForTimeout(300);
			await choice.click({ timeout: 5_000 });
			return true;
		} catch {
			return false;
		}
	}

	/** Presses a button in the view's title. */
	async pressTitleButton(button: string): Promise<void> {
		const pane = this.pane();
		await pane.hover();
		const inHeader = pane.locator(`.pane-header .action-label[aria-label^="${button}"]`);
		const inContainer = this.page.locator(`.composite.title .action-label[aria-label^="${button}"]`);
		await inHeader.or(inContainer).first().click();
	}

	/** Chooses from the menu behind the dots in the view's title, through its submenus. */
	async chooseFromTitleMenu(...items: readonly string[]): Promise<void> {
		await this.pane().hover();
		await this.pane().locator('.pane-header .action-label[aria-label^="More Actions"]').click();
		for (const item of items) {
			const choice = this.page.locator('.context-view .monaco-menu').getByText(item, { exact: true });
			await choice.hover();
			await this.page.waitForTimeout(300);
			await choice.click();
		}
	}

	/**
	 * What the view says when it has no rows: its text and links. Until the extension has come, the editor says something of its own there,
	 * and then that the library opens.
	 */
	async welcome(): Promise<string> {
		const content = this.page
			.locator('.pane', { has: this.page.locator(`.pane-header[aria-label^="${this.view}"]`) })
			.locator('.welcome-view-content');
		const ours = content.filter({ hasNotText: /There is no data provider registered|Opening the library/ });
		await ours.waitFor();
		return ours.innerText();
	}

	private pane(): Locator {
		return this.page.locator('.pane', { has: this.page.locator(`[role="tree"][aria-label^="${this.view}"]`) });
	}

	private tree(): Locator {
		return this.page.locator(`.pane [role="tree"][aria-label^="${this.view}"]`);
	}

	private allRows(): Locator {
		return this.tree().locator('[role="treeitem"]');
	}
}
