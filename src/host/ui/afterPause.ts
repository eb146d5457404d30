import type { Disposable } from 'vscode';

/** Does some work once nobody has asked for it for so many milliseconds. Disposing takes back what was asked. */
export class AfterPause implements Disposable {
	private timer: ReturnType<typeof setTimeout> | undefined;

	constructor(
		private readonly milliseconds: number,
		private readonly work: () => void,
	) {}

	readonly ask = (): void => {
		clearTimeout(this.timer);
		this.timer = setTimeout(this.work, this.milliseconds);
	};

	dispose(): void {
		clearTimeout(this.timer);
	}
}
