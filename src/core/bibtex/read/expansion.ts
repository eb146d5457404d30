import { localize } from '../../data/localize';
/**
 * How much text the strings and parents of one file may add to its entries, in UTF-16 units. Strings are built from strings and parents
 * have parents, so that a few lines can stand for more than any memory holds; real files add less than their own length.
 */
export class Expansion {
	private left = 2_000_000;
	private spent = false;

	/** Whether something was left out. */
	get isSpent(): boolean {
		return this.spent;
	}

	/** So much of the file was read, which may add in proportion. */
	grant(length: number): void {
		this.left += 20 * length;
	}

	/** Whether so much may still be added; then it counts. */
	take(length: number): boolean {
		if (length > this.left) {
			this.spent = true;
			return false;
		}
		this.left -= length;
		return true;
	}
}

export function spentExpansion(): string {
	return localize('The @strings and cross-references in this file expand to too much text. From here on, some are not expanded.');
}
