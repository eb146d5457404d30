/**
 * What VS Code gives a webview, once:
 * https://code.visualstudio.com/api/extension-guides/webview#passing-messages-from-a-webview-to-an-extension
 */
export interface VsCodeApi {
	postMessage(message: unknown): void;
	/** What {@link setState} was given last, also before a reload of the window; read it with a parser. */
	getState(): unknown;
	setState(state: unknown): void;
}

declare const acquireVsCodeApi: () => VsCodeApi;

export function vsCodeApi(): VsCodeApi {
	return acquireVsCodeApi();
}
