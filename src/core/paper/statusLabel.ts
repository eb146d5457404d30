import { localize } from '../data/localize';
import type { Status } from './paper';

/** A status as users read it. */
export function statusLabel(status: Status): string {
	switch (status) {
		case 'unread':
			return localize('Unread');
		case 'reading':
			return localize('Reading');
		case 'read':
			return localize('Read');
	}
}
