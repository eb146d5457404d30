import { ConfigurationTarget, window, workspace } from 'vscode';
import { localize } from '../../core/data/localize';
import { isObject } from '../../core/data/json';
import { isWebAddress } from '../../core/text/addresses';
import { isServiceId, serviceLabel } from '../../core/sources/services';
import type { ServiceId } from '../../core/sources/services';
import { tell } from '../ui/commands';

/**
 * The user's settings of the network, read at the moment they are needed. A workspace cannot change them: it could have keys sent to
 * another place.
 */
export const networkSettings = {
	/** Services that the user switched on. */
	services: (): ReadonlySet<ServiceId> =>
		new Set(entries('network.services').flatMap(([name, on]) => (isServiceId(name) && on === true ? [name] : []))),
	/** Where a service is, if not where it usually is; without a slash at the end. */
	serviceAddress: (service: ServiceId): string | undefined =>
		entries('network.addresses').flatMap(([name, url]) =>
			name === service && typeof url === 'string' && isWebAddress(url) ? [url.replace(/(?<!\/)\/+$/, '')] : [],
		)[0],
	email: (): string | undefined => {
		const value: unknown = workspace.getConfiguration('marginalia').get('network.email');
		return typeof value === 'string' && value.includes('@') ? value.trim() : undefined;
	},
};

/** Switches services on for the user. */
export async function switchOn(services: readonly ServiceId[]): Promise<void> {
	const on = Object.fromEntries([...networkSettings.services(), ...services].map(service => [service, true]));
	await workspace
		.getConfiguration('marginalia')
		.update('network.services', { ...Object.fromEntries(entries('network.services')), ...on }, ConfigurationTarget.Global);
}

/**
 * Offers to switch on services of which none is; `what` they are needed for begins the sentence. Without a user to ask it only says how.
 * Says whether they are on now.
 */
export async function offerServices(what: string, services: readonly ServiceId[], quiet: boolean): Promise<boolean> {
	const answer = quiet
		? undefined
		: await window.showInformationMessage(
				services.length === 1
					? localize('{0} needs {1}, which is off.', what, services.map(serviceLabel).join(', '))
					: localize('{0} needs one of {1}, and all are off.', what, services.map(serviceLabel).join(', ')),
				localize('Turn On'),
			);
	if (answer === undefined) {
		tell(window.showInformationMessage, localize('{0} needs a service. Turn one on in the setting “marginalia.network.services”.', what));
		return false;
	}
	await switchOn(services);
	return true;
}

function entries(name: string): readonly (readonly [string, unknown])[] {
	const value: unknown = workspace.getConfiguration('marginalia').get(name);
	return isObject(value) ? Object.entries(value) : [];
}
