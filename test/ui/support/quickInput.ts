import type { Locator, Page } from 'playwright-core';

/** The box that drops down for commands, picks and questions. */
export class QuickInput {
	private readonly widget: Locator;

	constructor(private readonly page: Page) {
		this.widget = page.locator('.quick-input-widget:visible');
	}

	/** Resolves when the box asks something: its title, its message or its grey text contains these words. */
	async whenAsked(words: string): Promise<void> {
		const text = this.widget.getByText(words);
		const placeholder = this.widget.getByPlaceholder(words);
		await text.or(placeholder).first().waitFor();
	}

	/** Replaces what stands in the box, as soon as there is one; milliseconds at most. */
	async type(text: string, timeout = 30_000): Promise<void> {
		await this.input().fill(text, { timeout });
	}

	/** Types text and confirms it. */
	async answer(text: string): Promise<void> {
		await this.type(text);
		await this.accept();
	}

	async accept(): Promise<void> {
		await this.input().press('Enter');
	}

	async cancel(): Promise<void> {
		// Where the mouse rests on a button whose hint is shown, the first Escape takes the hint away.
		for (let tries = 0; tries < 3 && (await this.widget.isVisible()); tries += 1) {
			await this.input().press('Escape');
			await this.widget.waitFor({ state: 'hidden', timeout: 3000 }).catch(() => undefined);
		}
		await this.widget.waitFor({ state: 'hidden' });
	}

	/** Chooses the row with exactly this label. Only rows in sight are there: type first where the list is long. */
	async pick(label: string): Promise<void> {
		await this.row(label).first().click();
		await this.row(label).first().waitFor({ state: 'hidden' });
	}

	/** Ticks the row with exactly this label, where several can be chosen. */
	async tick(label: string): Promise<void> {
		await this.row(label).first().click();
	}

	/** The labels in sight, once there are any. */
	async labels(): Promise<string[]> {
		await this.rows().first().waitFor();
		return this.rows().locator('.label-name').allInnerTexts();
	}

	/** All that stands in the rows in sight: label, description, detail. */
	async texts(): Promise<string[]> {
		await this.rows().first().waitFor();
		return this.rows().allInnerTexts();
	}

	/** The grey text of the empty box. */
	async placeholder(): Promise<string> {
		return (await this.input().getAttribute('placeholder')) ?? '';
	}

	async title(): Promise<string> {
		return this.widget.locator('.quick-input-title').innerText();
	}

	/** What is said below the box, such as why an answer is not accepted. */
	async message(): Promise<string> {
		return this.widget.locator('.quick-input-message').innerText();
	}

	input(): Locator {
		return this.widget.locator('.quick-input-box input');
	}

	row(label: string): Locator {
		return this.rows().filter({ has: this.page.locator('.quick-input-list-label .label-name').getByText(label, { exact: true }) });
	}

	private rows(): Locator {
		return this.widget.locator('.quick-input-list .monaco-list-row');
	}
}
