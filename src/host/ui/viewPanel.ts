import { Disposable } from 'vscode';
import type { WebviewPanel } from 'vscode';
import type { Log } from '../../core/files/ports';

export interface PanelListener<Message> {
	/** What the log calls the view: `table`. */
	readonly name: string;
	readonly log: Log;
	/** `undefined` where a message is none of the view's. */
	readonly parse: (message: unknown) => Message | undefined;
	readonly heed: (message: Message) => void;
	readonly closed: () => void;
}

/** Hands on what the view in a panel says, until the panel is closed. */
export function listenTo<Message>(panel: WebviewPanel, { name, log, parse, heed, closed }: PanelListener<Message>): void {
	const belongings = Disposable.from(
		panel.webview.onDidReceiveMessage((message: unknown) => {
			const asked = parse(message);
			if (asked === undefined) {
				log.warn(`The ${name} sent an invalid message.`);
			} else {
				heed(asked);
			}
		}),
		panel.onDidDispose(() => {
			belongings.dispose();
			closed();
		}),
	);
}
