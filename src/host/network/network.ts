import { Uri, workspace } from 'vscode';
import type { ExtensionContext } from 'vscode';
import { isObject, textOf } from '../../core/data/json';
import type { Clock, Log } from '../../core/files/ports';
import { AnswerStore } from '../../core/sources/answerStore';
import { Asking } from '../../core/sources/asking';
import { Politeness } from '../../core/sources/politeness';
import { services, servicesWithKey } from '../../core/sources/services';
import type { ServiceId } from '../../core/sources/services';
import { folderStore } from '../files/folderStore';
import { inBrowser, userAgent } from './hostKind';
import { fetchHttp } from './http';
import { networkStatus } from './networkStatus';
import { ServiceKeys } from './serviceKeys';
import { waitFor } from './waitFor';
import { networkSettings } from '../settings/networkSettings';

export interface Network {
	readonly asking: Asking;
	readonly keys: ServiceKeys;
	readonly servicesWithKey: readonly ServiceId[];
}

/** The services as this window may ask them: those that the user switched on, where the workspace is trusted. */
export function openNetwork(context: ExtensionContext, log: Log): Network {
	const manifest: unknown = context.extension.packageJSON;
	const version = isObject(manifest) ? textOf(manifest['version']) : undefined;
	const clock: Clock = { now: () => new Date() };
	const keys = new ServiceKeys(context.secrets);
	const { files, path } = folderStore(Uri.joinPath(context.globalStorageUri, 'answers'));
	const answers = new AnswerStore(files, path);
	const http = fetchHttp(userAgent(version));
	const asking = new Asking({
		politeness: new Politeness(http, { clock, wait: waitFor }),
		answers,
		clock,
		wait: waitFor,
		log,
		permissions: {
			inBrowser,
			mayAsk: service => workspace.isTrusted && networkSettings.services().has(service),
			address: service => networkSettings.serviceAddress(service) ?? services[service].url,
			credentials: service => keys.credentials(service),
		},
	});
	// Not at the start, when everything else wants the disk.
	const tidying = setTimeout(() => {
		answers.tidy(clock.now()).catch((error: unknown) => log.error('Kept answers could not be tidied', error));
	}, 60_000);
	context.subscriptions.push(networkStatus(asking), { dispose: () => clearTimeout(tidying) });
	return { asking, keys, servicesWithKey };
}
