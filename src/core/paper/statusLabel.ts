import { localize } from '../data/localize';
import type { Status } from './paper';

/** A status with the day on which the paper got it, `2026-11-30`, where that is known. */
export function datedStatus(status: Status, day: string | undefined): string {
	switch (day === undefined ? 'unread' : status) {
		case 'unread':
			return statusLabel(status);
		case 'reading':
			return localize('Reading since {0}', day ?? '');
		case 'read':
			return localize('Read on {0}', day ?? '');
	}
}

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
