import type { Locator, Page } from 'playwright-core';

const limitMs = 45_000;

/** The messages at the window's lower right. */
export class Notifications {
	constructor(private readonly page: Page) {}

	/** The messages in sight. */
	async texts(): Promise<string[]> {
		return this.page.locator('.notifications-toasts .notification-list-item-message').allInnerTexts();
	}

	/** The message that contains a text, and has a button, as soon as it appears. */
	async waitFor(text: string | RegExp, button?: string): Promise<Locator> {
		const deadline = Date.now() + limitMs;
		while (Date.now() < deadline) {
			for (const place of ['.notifications-toasts', '.notifications-center']) {
				const message = this.message(place, text, button);
				if (await message.isVisible()) {
					return message;
				}
			}
			await this.showMissed();
			await this.page.waitForTimeout(50);
		}
		throw new Error(`No message says ${String(text)}. In sight are: ${(await this.texts()).join(' | ')}`);
	}

	/** Presses a button of the message that contains a text, wherever the message has gone meanwhile. */
	async press(text: string | RegExp, button: string): Promise<void> {
		for (let tries = 0; tries < 5; tries += 1) {
			const message = await this.waitFor(text, button);
			const isPressed = await message
				.getByRole('button', { name: button, exact: true })
				.click({ timeout: 5_000 })
				.then(
					() => true,
					() => false,
				);
			if (isPressed) {
				return;
			}
		}
		throw new Error(`The message ${String(text)} has no button ${button} to press.`);
	}

	/**
	 * A message goes by itself after some seconds, which on a busy machine may be before anybody looked: then the bell has a dot, and the
	 * message is in the list that it opens.
	 */
	private async showMissed(): Promise<void> {
		const bell = this.page.locator('.statusbar-item .codicon-bell-dot');
		if (await bell.isVisible()) {
			await bell.click({ timeout: 2_000 }).catch(() => undefined);
			await this.page
				.locator('.notifications-center.visible')
				.waitFor({ timeout: 2_000 })
				.catch(() => undefined);
			// The hint of the bell would cover a button.
			await this.page.mouse.move(0, 0);
		}
	}

	/** Closes every message, so that none stands in a picture. */
	async dismissAll(): Promise<void> {
		const messages = this.page.locator('.notifications-toasts .notification-list-item');
		for (let tries = 0; tries < 10 && (await messages.count()) > 0; tries += 1) {
			// One that goes by itself meanwhile is not to be waited for.
			await messages
				.first()
				.hover({ timeout: 2_000 })
				.catch(() => undefined);
			await messages
				.first()
				.locator('.codicon-notifications-clear')
				.click({ timeout: 2_000 })
				.catch(() => undefined);
		}
	}

	private message(place: string, text: string | RegExp, button: string | undefined): Locator {
		const messages = this.page.locator(`${place} .notification-list-item`).filter({ hasText: text });
		return (button === undefined ? messages : messages.filter({ has: this.page.getByText(button, { exact: true }) })).first();
	}
}
