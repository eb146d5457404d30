import type { SecretStorage } from 'vscode';
import type { Credentials } from '../../core/sources/asking';
import { servicesWithKey } from '../../core/sources/services';
import type { ServiceId } from '../../core/sources/services';
import { networkSettings } from '../settings/networkSettings';

/** Services that know a user by a key, and where the key goes. */
const keyHeader: Partial<Record<ServiceId, string>> = {
	'semantic-scholar': 'x-api-key',
	'zotero-web': 'zotero-api-key',
	'daily-papers': 'authorization',
};
const keyParameter: Partial<Record<ServiceId, string>> = { openalex: 'api_key', pubmed: 'api_key' };
/** Services that treat who leaves an address better. https://github.com/CrossRef/rest-api-doc#good-manners--more-reliable-service */
const mailParameter: Partial<Record<ServiceId, string>> = { crossref: 'mailto', datacite: 'mailto', pubmed: 'email', unpaywall: 'email' };

/** The user's keys for services, in VS Code's secret storage and nowhere else. */
export class ServiceKeys {
	constructor(private readonly secrets: SecretStorage) {}

	async read(service: ServiceId): Promise<string | undefined> {
		return this.secrets.get(nameOf(service));
	}

	/** Without a key, the one there was is removed. */
	async write(service: ServiceId, key: string | undefined): Promise<void> {
		await (key === undefined || key === '' ? this.secrets.delete(nameOf(service)) : this.secrets.store(nameOf(service), key));
	}

	async credentials(service: ServiceId): Promise<Credentials> {
		const key = servicesWithKey.includes(service) ? await this.read(service) : undefined;
		const mail = mailParameter[service];
		const email = networkSettings.email();
		const header = keyHeader[service];
		const parameter = keyParameter[service];
		return {
			secret: key !== undefined,
			headers: key === undefined || header === undefined ? {} : { [header]: header === 'authorization' ? `Bearer ${key}` : key },
			query: {
				...(mail === undefined || email === undefined ? {} : { [mail]: email }),
				...(key === undefined || parameter === undefined ? {} : { [parameter]: key }),
			},
		};
	}
}

function nameOf(service: ServiceId): string {
	return `marginalia.key.${service}`;
}
