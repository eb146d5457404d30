import { commands } from 'vscode';
import type { Disposable } from 'vscode';
import { AfterPause } from '../../ui/afterPause';

/**
 * Has VS Code's preview render again what is in sight. It drops what it is asked while an update of its own waits, which it does for 300 ms
 * behind a key or the opening of a document, on a busy machine for longer, and that update renders nothing where the text is the same. A
 * refresh also loads the page anew, and what the preview sends to a page that is still loading is lost. So its own updates come first, and
 * it is asked again where it did not render.
 * https://github.com/microsoft/vscode/blob/main/extensions/markdown-language-features/src/preview/preview.ts
 */
export class PreviewRefresh implements Disposable {
	private tries = 0;
	private check: ReturnType<typeof setTimeout> | undefined;
	private readonly first = new AfterPause(350, () => {
		this.tries = 0;
		this.refresh();
	});

	/**
	 * @param isBehind whether something was not rendered since there was something new to show
	 * @param giveUp told that this did not change though it was asked for often enough
	 */
	constructor(
		private readonly isBehind: () => boolean,
		private readonly giveUp: () => void,
	) {}

	readonly ask = (): void => {
		clearTimeout(this.check);
		this.first.ask();
	};

	dispose(): void {
		clearTimeout(this.check);
		this.first.dispose();
	}

	private refresh(): void {
		void commands.executeCommand('markdown.preview.refresh');
		this.tries += 1;
		this.check = setTimeout(() => {
			if (this.isBehind()) {
				if (this.tries < mostTries) {
					this.refresh();
				} else {
					this.giveUp();
				}
			}
		}, 700 * this.tries);
	}
}

/** The last is asked for some twenty seconds after the first. */
const mostTries = 8;
