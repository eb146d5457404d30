import type { Uri } from 'vscode';

/** What is about to move, with its links, by somebody's own edit: whoever has links follow files that move leaves it alone. */
export class AnnouncedMoves {
	private announced: string | undefined;

	/** In place of what was announced before: an edit that was shown and turned down moves nothing. */
	announce(move: Move | undefined): void {
		this.announced = move && nameOf(move);
	}

	/** Whether a move was announced; told once. */
	take(move: Move): boolean {
		const isAnnounced = nameOf(move) === this.announced;
		this.announced = isAnnounced ? undefined : this.announced;
		return isAnnounced;
	}
}

export interface Move {
	readonly oldUri: Uri;
	readonly newUri: Uri;
}

function nameOf({ oldUri, newUri }: Move): string {
	return `${oldUri.toString()} ${newUri.toString()}`;
}
