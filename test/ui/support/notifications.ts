import type { Locator, Page } from 'playwright-core';

/** The messages at the window's lower right. */
export class Notifications {
	constructor(private readonly page: Page) {}

	/** The messages in sight. */
	async texts(): Promise<string[]> {
		return this.page.locator('.notifications-toasts .notification-list-item-message').allInnerTexts();
	}

	/** The message that contains a text, as soon as it appears. */
	async waitFor(text: string | RegExp): Promise<Locator> {
		const message = this.message(text);
		await message.waitFor();
		return message;
	}

	/** Presses a button of the message that contains a text. */
	async press(text: string | RegExp, button: string): Promise<void> {
		await this.message(text).getByRole('button', { name: button, exact: true }).click();
	}

	/** Closes every message, so that none stands in a picture. */
	async dismissAll(): Promise<void> {
		const messages = this.page.locator('.notifications-toasts .notification-list-item');
		for (let tries = 0; tries < 10 && (await messages.count()) > 0; tries += 1) {
			// One that goes by itself meanwhile is not to be waited for.
			await messages.first().hover({ timeout: 2_000 }).catch(() => undefined);
			await messages.first().locator('.codicon-notifications-clear').click({ timeout: 2_000 }).catch(() => undefined);
		}
	}

	private message(text: string | RegExp): Locator {
		return this.page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text }).first();
	}
}
