import { Disposable, Uri } from 'vscode';
import type { WebviewPanel } from 'vscode';
import type { Log } from '../../core/files/ports';
import { viewDocument, viewOptions } from './viewDocument';
import type { View } from './viewDocument';

export interface PanelView extends View {
	/** The picture on its tab: `table` for media/table-light.svg and media/table-dark.svg. */
	readonly icon?: string;
}

/** Shows a view in a panel. */
export function fillPanel(panel: WebviewPanel, extensionUri: Uri, { icon, ...view }: PanelView): void {
	if (icon !== undefined) {
		panel.iconPath = {
			light: Uri.joinPath(extensionUri, 'media', `${icon}-light.svg`),
			dark: Uri.joinPath(extensionUri, 'media', `${icon}-dark.svg`),
		};
	}
	panel.webview.options = viewOptions(extensionUri);
	panel.webview.html = viewDocument(panel.webview, extensionUri, view);
}

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
