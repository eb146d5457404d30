import type { Lines } from '../files/ports';
import { keptTexts } from './volumeText';
import type { PaperText } from './volumeText';

/**
 * The lines of the volumes that were used last, so that neither every paper of a large library is in memory nor every key press reads a
 * file.
 */
export class RecentLines {
	/**
	 * Of a volume that stands as we write it, the whole file: an object for each line is made where somebody wants them, and few volumes that
	 * are read are changed.
	 */
	private readonly held = new Map<object, Lines | readonly PaperText[]>();
	private readonly pinned = new Set<object>();

	constructor(private readonly most: number) {}

	get(volume: object): readonly PaperText[] | undefined {
		const held = this.held.get(volume);
		if (held === undefined) {
			return undefined;
		}
		const texts = 'count' in held ? keptTexts(held) : held;
		this.held.delete(volume);
		this.held.set(volume, texts);
		return texts;
	}

	set(volume: object, lines: Lines | readonly PaperText[]): void {
		this.pinned.delete(volume);
		this.held.delete(volume);
		this.held.set(volume, lines);
		for (const oldest of this.held.keys()) {
			if (this.held.size <= this.most) {
				break;
			}
			if (!this.pinned.has(oldest)) {
				this.held.delete(oldest);
			}
		}
	}

	/** Keeps the lines of a volume, where they are here, until they are set anew. */
	pin(volume: object): void {
		this.pinned.add(volume);
	}
}
